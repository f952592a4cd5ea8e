"""Rows of a table that say the same of several mails become one, and a column in which nothing stands is left out.

Why it matters: three copies of one mail answer thirty questions alike. Who meets the same sentence three times over on ten pages
stops reading before the one that differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Cells = tuple[str, ...]


def gathered(rows: Iterable[tuple[str, Cells]]) -> list[tuple[list[str], Cells]]:
    """The exhibits that share all other cells, in the order in which each row is first met."""
    found: dict[Cells, list[str]] = {}
    for exhibit, cells in rows:
        named = found.setdefault(cells, [])
        if exhibit not in named:
            named.append(exhibit)
    return [(exhibits, cells) for cells, exhibits in found.items()]


def without_empty(heads: Sequence[str], rows: Sequence[Cells]) -> tuple[Cells, tuple[Cells, ...]]:
    """Headings and rows without the columns that are empty in every row; a table without rows stays whole."""
    kept = [n for n in range(len(heads)) if not rows or any(row[n].strip() for row in rows)]
    return tuple(heads[n] for n in kept), tuple(tuple(row[n] for n in kept) for row in rows)
