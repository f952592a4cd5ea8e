"""How a record shows itself: whatever the desk hands in, since records know no views.

Why it matters: who types ``case.compare("M-0001", "M-0005")`` wants to read what speaks for and against, in a terminal as in a
notebook, and not the fields of a record. A record that no desk has touched shows its fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any, NamedTuple


class Faces(NamedTuple):
    """What draws a record: for a terminal, and as inert HTML. Both are handed the record."""

    text: Callable[[Any], str]
    html: Callable[[Any], str]
    plot: Callable[[Any, Any], Any] | None = None
    """Handed the record and matplotlib axes (or None); returns the axes."""


class Faced:
    """Base of a frozen record with a field ``faces``."""

    __slots__ = ()
    faces: Faces | None

    def plot(self, ax: Any = None) -> Any:
        """Draw it into ``ax`` (or a new figure) and return the matplotlib axes. LookupError where no desk has handed in how."""
        if not self.faces or not self.faces.plot:
            raise LookupError(f"this {type(self).__name__} has no picture of its own")
        return self.faces.plot(self, ax)

    def __repr__(self) -> str:
        if self.faces:
            return self.faces.text(self)
        told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(told)})"

    def _repr_html_(self) -> str | None:
        """For notebooks; None where no desk has handed in a face: Jupyter then takes the text."""
        return self.faces.html(self) if self.faces else None

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """For IPython in a terminal."""
        printer.text("..." if cycle else repr(self))
