"""Recorded DNS for tests: what is not listed is known not to exist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Whole(dict[tuple[str, str], Sequence[str]]):
    """A zone in which everything was asked: a name that is not here has no such record."""

    def get(self, key: tuple[str, str], default: Any = None) -> Any:
        """The records, none where the name is not listed."""
        del default
        return super().get(key, ())
