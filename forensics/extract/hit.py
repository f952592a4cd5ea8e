"""A hit: one value found in one view, before it becomes a sighting."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """``view.text[start:end]`` gave ``value`` of ``kind``."""

    start: int
    end: int
    kind: str
    value: str
    how: str = ""
    """Added to what the view did; empty for nothing of note."""
