"""A table that shows itself: plain in a terminal, escaped in a notebook, whole as CSV, JSON or a data frame.

Rows are fetched when they are looked at and never kept: showing a table of a million mails reads the first twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from forensics import safe
from forensics.views import live
from forensics.views.columns import CODE, GLANCE, LINK_COLUMNS, NAMED, cell_style, fit, width
from forensics.views.opening import opening
from forensics.views.paging import Paging
from forensics.views.words import WORDS, heading, word

Record = tuple[Any, ...]
Fetch = Callable[[], Iterable[Record]]
SHOWN = 20
"""Rows that a view draws; the caption says how many there are."""
WIDEST = 44
"""Cells of a column in a terminal."""
LONGEST = 160
"""Characters of a cell in a notebook."""


class Table:
    """Rows of one kind, in a fixed order.

    ``fetch`` gives the rows afresh each time (or is a sequence of them); ``one`` turns the value of the ``key`` column (or,
    without a key, the row's number) into the thing itself. Values are None, numbers, text, or tuples of text.
    """

    def __init__(
        self,
        name: str,
        columns: Sequence[str],
        fetch: Fetch | Sequence[Record],
        key: str = "",
        one: Callable[[Any], object] | None = None,
        language: str = "en",
    ) -> None:
        self.name = name
        self.columns = tuple(columns)
        self.key = key
        self.one = one
        self.language = language
        self.code = CODE.get(name, f"case.{name}")
        """How the whole of this table is written in Python."""
        rows = fetch
        self._numbered: Callable[[], Iterable[tuple[int, Record]]] = (
            (lambda: enumerate(rows())) if callable(rows) else (lambda: enumerate(rows))
        )
        self._length: int | None = None if callable(rows) else len(rows)

    # -- rows
    def __len__(self) -> int:
        if self._length is None:
            self._length = sum(1 for _ in self._numbered())
        return self._length

    def __bool__(self) -> bool:
        return any(True for _ in self._numbered())

    def numbered(self) -> Iterable[tuple[int, Record]]:
        """Each row with its number in the whole table, which stays when rows are chosen."""
        return self._numbered()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for _, row in self._numbered():
            yield dict(zip(self.columns, row, strict=True))

    def __getitem__(self, which: int | str | slice) -> Any:
        """``[0]`` and ``["M-0003"]`` give the thing itself (a row as a dict where there is none); a slice gives a table."""
        if isinstance(which, slice):
            chosen = list(self._numbered())[which]
            return self._with(lambda: chosen)
        if isinstance(which, str):
            if self.one is None or not self.key:
                raise KeyError(f"rows of {self.name!r} have no names: use a number")
            return self.one(which)
        place = which if which >= 0 else len(self) + which
        for number, row in islice(self._numbered(), place, None) if place >= 0 else ():
            if self.one is None:
                return dict(zip(self.columns, row, strict=True))
            return self.one(row[self.columns.index(self.key)] if self.key else number)
        raise IndexError(f"{self.name} has {len(self)} rows, there is no [{which}]")

    def where(self, **wanted: Any) -> Table:
        """Rows whose columns equal the given values; a function is asked, a list or set is searched."""
        for column in wanted:
            if column not in self.columns:
                raise ValueError(f"{self.name} has no column {column!r}; it has {', '.join(self.columns)}")
        tests = [(self.columns.index(column), _test(value)) for column, value in wanted.items()]
        before = self._numbered
        return self._with(lambda: (pair for pair in before() if all(test(pair[1][i]) for i, test in tests)))

    def pick(self, *numbers: int) -> Table:
        """The rows with these numbers, counted from 0 over the whole table: what a selection in a notebook is written as."""
        wanted, before = frozenset(numbers), self._numbered
        return self._with(lambda: (pair for pair in before() if pair[0] in wanted))

    def _with(self, numbered: Callable[[], Iterable[tuple[int, Record]]]) -> Table:
        other = Table(self.name, self.columns, (), self.key, self.one, self.language)
        other._numbered, other._length = numbered, None
        return other

    # -- whole
    def to_frame(self) -> Any:
        """A pandas DataFrame of every row and column; pandas is imported here and nowhere before."""
        import pandas as pd

        return pd.DataFrame([row for _, row in self._numbered()], columns=list(self.columns))

    def to_csv(self) -> str:
        """RFC 4180 text in which no cell is a formula to a spreadsheet and nothing acts in a terminal."""
        lines = [safe.csv_line(self.columns)]
        lines += [safe.csv_line([_flat(value) for value in row]) for _, row in self._numbered()]
        return "".join(lines)

    def to_json(self) -> str:
        """One array of flat objects; values as they are in the mail, acting characters as JSON escapes."""
        rows = [{c: _flat(v) for c, v in zip(self.columns, row, strict=True)} for _, row in self._numbered()]
        return safe.json_text(rows, indent=1)

    # -- views
    def glance(self) -> tuple[int, ...]:
        """Places of the columns that are shown at first."""
        wanted = GLANCE.get(self.name, ())
        chosen = tuple(self.columns.index(column) for column in wanted if column in self.columns)
        return chosen or tuple(range(len(self.columns)))

    def _caption(self, shown: int, total: int) -> str:
        if shown < total:
            return word("showing", self.language, shown=f"{shown:,}", n=f"{total:,}")
        return word("row", self.language) if total == 1 else word("rows", self.language, n=f"{total:,}")

    def _head(self) -> list[Record]:
        return [row for _, row in islice(self._numbered(), SHOWN)]

    def __repr__(self) -> str:
        rows, places = self._head(), self.glance()
        total = len(self) if len(rows) == SHOWN else len(rows)
        heads = [heading(self.columns[i], self.language) for i in places]
        cells = [[self.shown(i, row[i]) for i in places] for row in rows]
        widths = [min(WIDEST, max([width(head), *(width(row[n]) for row in cells)])) for n, head in enumerate(heads)]
        lines = [f"{heading(self.name, self.language)}: {self._caption(len(rows), total)}"]
        if rows:
            lines.append("  ".join(fit(head, w) for head, w in zip(heads, widths, strict=True)).rstrip())
            lines += ["  ".join(fit(text, w) for text, w in zip(row, widths, strict=True)).rstrip() for row in cells]
        hidden = [column for n, column in enumerate(self.columns) if n not in places]
        if hidden:
            lines.append(word("columns hidden", self.language, names=", ".join(hidden)))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows, places = self._head(), self.glance()
        total = len(self) if len(rows) == SHOWN else len(rows)
        named = [heading(self.columns[i], self.language) for i in places]
        heads = "".join(f"<th {cell_style(name)}>{safe.html(name)}</th>" for name in named)
        cells = [[_short(self.shown(i, row[i])) for i in places] for row in rows]
        body = "".join(
            "<tr>" + "".join(f"<td {cell_style(text)}>{safe.html(text)}</td>" for text in row) + "</tr>"
            for row in cells
        )
        caption = f"{heading(self.name, self.language)}: {self._caption(len(rows), total)}"
        return (
            f'<div class="mathjax_ignore forensics-table" lang="{self.language}"><p><b>{safe.html(caption)}</b></p>'
            f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """The table that can be searched, where somebody can; the plain forms come beside it by themselves."""
        paging = Paging(self)

        def answer(asked: Any) -> Any:
            if asked.get("ask") == "page":
                return paging.page(asked)
            if asked.get("ask") == "code":
                return {"code": paging.code(asked.get("numbers") or ())}
            if asked.get("ask") == "open":
                return opening(self._thing(int(asked["number"])), self.language)
            return paging.opening()

        return live.bundle("table", answer, self.language)

    def _thing(self, number: int) -> object:
        """What stands behind the row with that number in the whole table."""
        row = next((row for n, row in self._numbered() if n == number), None)
        if row is None or self.one is None:
            raise LookupError(f"{self.name} has no row {number}")
        return self.one(row[self.columns.index(self.key)] if self.key else number)

    def named(self, place: int, value: Any) -> Any:
        """The value in the reader's words where it is one of a few fixed ones; any other as it is."""
        fixed = self.language == "ja" and self.columns[place] in NAMED and isinstance(value, str) and value in WORDS
        return word(value, self.language) if fixed else value

    def shown(self, place: int, value: Any) -> str:
        """A cell for reading: one line, nothing acting; indicators with bracketed dots."""
        value = self.named(place, value)
        text = "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(_flat(value))
        column = self.columns[place]
        text = text.replace("\r\n", "\n").replace("\n", " ⏎ ") if column in ("text", "context") else text
        return safe.defanged_value(safe.visible(text)) if column in LINK_COLUMNS else safe.terminal(text)


def _test(wanted: Any) -> Callable[[Any], bool]:
    if callable(wanted):
        return lambda value: bool(wanted(value))
    if isinstance(wanted, list | tuple | set | frozenset):
        return lambda value: value in wanted
    return lambda value: bool(value == wanted)


def _flat(value: Any) -> Any:
    """A value as one JSON scalar: times in ISO 8601 with their offset, several values joined."""
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(str(_flat(item)) for item in (sorted(value) if isinstance(value, set | frozenset) else value))
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
