"""An HTML part once it has been read: its visible text and everything in it that points somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Pointer(NamedTuple):
    """An attribute (or a style) of an HTML element that names a target."""

    tag: str
    """Lower-case element name: ``a``, ``img``, ``form``, ``meta``; ``style`` for a style sheet."""
    attribute: str
    """Lower-case attribute name: ``href``, ``src``, ``action``, ``content``, ``style``."""
    value: str
    """The value as the HTML parser gives it, entities resolved, otherwise untouched."""
    text: str = ""
    """The text that a reader sees for a link, white space folded, at most 500 characters; empty for other elements."""


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The outcome of one pass over one HTML part. Never shown as HTML again."""

    part: str
    """Path of the part, e.g. ``1.2``."""
    text: str
    """Text as a reader would see it, blocks on lines of their own; script, style and comments left out."""
    pointers: tuple[Pointer, ...]
    base: str = ""
    """``<base href>`` where given: relative targets belong to it."""
    source: str = ""
    """The decoded HTML source."""
    attached: bool = False
    """The part was sent as an attachment."""
