"""A table by pages, for somebody who searches, filters and sorts it: what is asked for goes out, never the whole.

A browser that is handed 100,000 rows stands still; one that is handed fifty does not. Every cell leaves here as it may be shown
(``safe``), so that whoever draws it has only to draw text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from forensics.views.words import heading, word

if TYPE_CHECKING:
    from forensics.views.table import Record, Table

PAGE = 25
"""Rows of a page."""
MOST_ON_A_PAGE = 500
MOST = 1_000_000
"""Rows that are held for searching; of a longer table the first ones, and the caption says so."""
CUT = 400
"""Characters of a cell that are held. What is asked of longer ones is asked of the table itself."""
MOST_PICKED = 1000
"""Rows that one line of code can name."""

Test = Callable[[Any], bool]


class Paging:
    """One table while somebody looks at it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows: list[tuple[int, Record]] = []
        self._cut: set[int] = set()
        self._read = False
        self._question: object = None
        self._order: list[int] = []

    def forget(self) -> None:
        """Let the rows go; they are read again when somebody asks."""
        self._rows, self._read, self._question = [], False, None

    def opening(self) -> dict[str, Any]:
        """What a reader sees before the first page: the columns, which of them are shown at first, whether rows open."""
        table = self._table
        first = set(table.glance())
        return {
            "title": heading(table.name, table.language),
            "columns": [
                {"name": name, "heading": heading(name, table.language), "shown": place in first}
                for place, name in enumerate(table.columns)
            ],
            "order": list(table.glance()),
            "opens": table.one is not None,
            "size": PAGE,
        }

    def page(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """One page: ``search`` text, ``filters`` by column, ``sort`` column and ``down``, ``start`` and ``size``."""
        rows = self._held()
        search = _folded(str(asked.get("search") or ""))
        filters = {str(k): str(v) for k, v in dict(asked.get("filters") or {}).items() if str(v).strip()}
        sort, down = str(asked.get("sort") or ""), bool(asked.get("down"))
        question = (search, tuple(sorted(filters.items())), sort, down)
        if question != self._question:
            self._order = self._ordered(self._matching(search, filters), sort, down=down)
            self._question = question
        size = min(max(int(asked.get("size") or PAGE), 1), MOST_ON_A_PAGE)
        start = min(max(int(asked.get("start") or 0), 0), max(len(self._order) - 1, 0)) // size * size
        chosen = [rows[place] for place in self._order[start : start + size]]
        whole = len(rows)
        language = self._table.language
        found = len(self._order)
        caption = (
            word("row", language)
            if found == whole == 1
            else word("rows", language, n=f"{whole:,}")
            if found == whole
            else word("found of", language, n=f"{found:,}", whole=f"{whole:,}")
        )
        return {
            "rows": [{"number": number, "cells": self._cells(row)} for number, row in chosen],
            "start": start,
            "found": found,
            "caption": caption + (f" ({word('held', language, n=f'{MOST:,}')})" if whole == MOST else ""),
        }

    def code(self, numbers: Iterable[Any]) -> str:
        """The line of Python that gives exactly these rows."""
        wanted = {int(number) for number in numbers}
        table = self._table
        picked = sorted(wanted)[:MOST_PICKED]
        if not picked:
            return ""
        if table.key:
            place = table.columns.index(table.key)
            keys = [row[place] for number, row in self._held() if number in wanted][:MOST_PICKED]
            named = repr(keys[0]) if len(keys) == 1 else repr(keys)
            return f"{table.code}.where({table.key}={named})"
        return f"{table.code}.pick({', '.join(map(str, picked))})"

    # -- inside
    def _held(self) -> list[tuple[int, Record]]:
        if not self._read:
            self._rows, self._cut = [], set()
            for number, row in self._table.numbered():
                if len(self._rows) == MOST:
                    break
                self._rows.append((number, tuple(self._short(place, value) for place, value in enumerate(row))))
            self._read, self._question = True, None
        return self._rows

    def _short(self, place: int, value: Any) -> Any:
        if isinstance(value, str) and len(value) > CUT:
            self._cut.add(place)
            return value[:CUT] + "…"
        return value

    def _matching(self, search: str, filters: Mapping[str, str]) -> Iterable[int]:
        """Places in what is held. A text that was cut is asked in full, from the table."""
        columns = self._table.columns
        tests = [
            (columns.index(name), self._asking(columns.index(name), written))
            for name, written in filters.items()
            if name in columns
        ]
        if not search and not tests:
            return range(len(self._rows))
        whole: Iterable[tuple[int, Record]] = self._rows
        if self._cut and (search or any(place in self._cut for place, _ in tests)):
            whole = self._table.numbered()
        return (
            place
            for place, (_, row) in zip(range(len(self._rows)), whole, strict=False)
            if all(test(row[column]) for column, test in tests)
            and (not search or any(search in said for said in _said(row if search.isascii() else self._named(row))))
        )

    def _ordered(self, places: Iterable[int], sort: str, *, down: bool) -> list[int]:
        found = list(places)
        if sort not in self._table.columns:
            return found
        column = self._table.columns.index(sort)
        rows = self._rows
        known = [place for place in found if rows[place][1][column] not in (None, "")]
        known.sort(key=lambda place: _rank(rows[place][1][column]), reverse=down)
        return known + [place for place in found if rows[place][1][column] in (None, "")]

    def _asking(self, column: int, written: str) -> Test:
        """A test; one that is written in Japanese is asked of what a Japanese reader sees."""
        test = asking(written)
        return test if written.isascii() else lambda value: test(self._table.named(column, value))

    def _named(self, row: Record) -> Record:
        return tuple(self._table.named(place, value) for place, value in enumerate(row))

    def _cells(self, row: Record) -> list[str]:
        return [self._table.shown(place, value) for place, value in enumerate(row)]


def asking(written: str) -> Test:
    """What was written above a column, as a test: ``text`` is contained, ``=text`` equal, ``!text`` not contained, ``>2``, ``<2``.

    ``=`` alone asks for empty cells, ``!`` alone for cells that are not empty.
    """
    written = written.strip()
    sign, rest = (written[0], _folded(written[1:].strip())) if written[0] in "=!<>" else ("", _folded(written))
    if sign == "=":
        return lambda value: _plain(value) == rest
    if sign == "!":
        return lambda value: rest not in _plain(value) if rest else bool(_plain(value))
    if sign:
        more = sign == ">"
        limit = _number(rest)
        if limit is not None:
            return lambda value: isinstance(value, int | float) and (value > limit if more else value < limit)
        return lambda value: value is not None and (_plain(value) > rest if more else _plain(value) < rest)
    return lambda value: rest in _plain(value)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _folded(text: str) -> str:
    """Full-width and half-width, upper and lower case are one to a reader who searches."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(_plain(each) for each in value)
    return _folded(str(value))


def _said(row: Record) -> Iterator[str]:
    return (_plain(value) for value in row if value is not None)


def _rank(value: Any) -> tuple[int, Any]:
    return (0, value) if isinstance(value, bool | int | float) else (1, _plain(value))
