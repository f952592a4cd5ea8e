"""What correlation needs of the case's store, and gets handed: something that answers SQL with tuples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class Rows(Protocol):
    """An open, read-only connection to the derived tables (an ``apsw.Connection`` or ``sqlite3.Connection`` will do)."""

    def execute(self, statements: str, bindings: Sequence[Any] = ..., /) -> Iterable[Any]:
        """Run one statement; the rows come as tuples, one at a time."""
