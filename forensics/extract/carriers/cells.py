"""QR codes that are drawn with the cells of an HTML table, or with coloured boxes.

Why it matters: a table of black and white cells is a code for a telephone and a table for a filter. Cells are read with the colours that a
reader sees (``bgcolor``, ``background``, by class too), their ``colspan`` and ``rowspan``, or widths where runs are drawn as one wide cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from forensics.extract.carriers import grids
from forensics.extract.carriers.place import Budget, Place, limit
from forensics.model.observable import Sighting

FEWEST = 200
"""Cells: the smallest code has 441 modules; drawn as runs it has about half as many."""
_TAG = re.compile(r"<(/?)(table|tr|td|th|div|span|i|b|br)(?=[\s/>])([^<>]*+)>", re.IGNORECASE)
_COLOUR = re.compile(r"(?:bgcolor\s{0,4}=\s{0,4}[\"']?|background(?:-color)?\s{0,4}:\s{0,4})([#a-z0-9]{3,20}(?:\(\s{0,4}[0-9]{1,3}[,\s]{1,6}[0-9]{1,3}[,\s]{1,6}[0-9]{1,3})?)", re.IGNORECASE)  # fmt: skip
_SIZE = re.compile(r"(?<![a-z\-])(colspan|rowspan|width|height)\s{0,4}[=:]\s{0,4}[\"']?\s{0,4}([0-9]{1,4}(?:\.[0-9]{1,3})?)", re.IGNORECASE)  # fmt: skip
_CLASS = re.compile(r"class\s{0,4}=\s{0,4}(?:[\"']\s{0,4})?([\w\-]{1,40})", re.IGNORECASE)
_RULE = re.compile(r"\.([\w\-]{1,40})[^{}<>]{0,80}\{([^{}<>]{1,400})\}")
_EMPTY = re.compile(r"(?:&nbsp;|&#160;|[\s\u00a0]){0,40}</", re.IGNORECASE)
_NAMES = {"black": 0, "white": 255, "navy": 14, "maroon": 38, "darkblue": 16, "darkgreen": 59, "blue": 29, "red": 76, "green": 75, "gray": 128, "silver": 192, "yellow": 226, "transparent": 255, "none": 255, "inherit": 255}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Cell:
    dark: bool
    width: float = 1
    height: float = 1
    span: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Board:
    """The cells of one table, or of the boxes outside of tables."""

    dark: bool = False
    rows: list[list[_Cell]] = field(default_factory=lambda: [[]])
    row_dark: bool | None = None

    @property
    def shade(self) -> bool:
        """Whether a cell without a colour of its own is dark."""
        return self.dark if self.row_dark is None else self.row_dark

    def another(self) -> None:
        """Begin a row."""
        if self.rows[-1]:
            self.rows.append([])


def sightings(source: str, place: Place, budget: Budget) -> Iterator[Sighting]:
    """The codes drawn with cells. A page with few cells costs a count."""
    if len(source) < 4_000:
        return
    low = source.lower() if "<TD" in source or "BACKGROUND" in source else source
    if low.count("<td") < FEWEST and low.count("background") < FEWEST:
        return
    if "bgcolor" not in low and "background" not in low:
        return
    for board in _boards(source, budget):
        if sum(map(len, board.rows)) >= FEWEST:
            yield from grids.sightings(_dots(board), place, "drawn with cells")
    if budget.cells < 0:
        yield limit(place, "drawing", "more drawings than are read in one mail")


def _boards(source: str, budget: Budget) -> list[_Board]:  # noqa: C901, PLR0912 - one loop over the tags, a branch for each kind
    """The boards of a page that hold cells, in the order in which they begin."""
    styles = {name: shade for name, rule in _RULE.findall(source) if (shade := _shade(rule)) is not None}
    boards = [_Board()]
    open_ = boards[:]
    known: dict[str, tuple[int | None, _Cell]] = {}
    boxed = False
    for found in _TAG.finditer(source):
        tag, raw, board = found[2].lower(), found[3], open_[-1]
        if found[1]:
            if tag == "table" and len(open_) > 1:
                open_.pop()
            elif tag == "tr" or (tag == "div" and not boxed):
                board.another()
            boxed = False
            continue
        boxed = False
        if tag == "br":
            board.another()
            continue
        if raw not in known:
            shade = _shade(raw)
            if shade is None and styles and (named := _CLASS.search(raw)):
                shade = styles.get(named[1])
            known[raw] = shade, _cell(raw, shade)
        shade, cell = known[raw]
        if tag == "table":
            board = _Board(dark=shade is not None and shade < 128)
            boards.append(board)
            if len(open_) < 50:
                open_.append(board)
        elif tag == "tr":
            board.another()
            board.row_dark = None if shade is None else shade < 128
        elif tag in ("td", "th") or ((shade is not None or cell.width) and _EMPTY.match(source, found.end())):
            budget.cells -= 1
            if budget.cells < 0:
                break
            row = board.rows[-1]
            row.append(cell if shade is not None else replace(cell, dark=board.shade))
            boxed = tag == "div"
        elif tag == "div":
            board.another()
    return boards


def _cell(raw: str, shade: int | None) -> _Cell:
    sizes = {name.lower(): float(number) for name, number in _SIZE.findall(raw)}
    span, rows = int(sizes.get("colspan", 0)), int(sizes.get("rowspan", 1))
    dark = shade is not None and shade < 128
    return _Cell(dark, sizes.get("width", 0), sizes.get("height", 0), min(span, 400), min(max(rows, 1), 400))


def _shade(text: str) -> int | None:
    """The brightness of the background that a tag or a rule gives, 0 to 255 (ITU-R BT.601); None where it gives none."""
    found = (
        _COLOUR.search(text)
        if "ackground" in text or "color" in text or "BACKGROUND" in text or "BGCOLOR" in text
        else None
    )
    if not found:
        return None
    word = found[1].lower()
    if word[0] == "#" or (len(word) == 6 and not word.isalpha()):
        digits = word.lstrip("#")
        digits = "".join(sign * 2 for sign in digits[:3]) if len(digits) in (3, 4) else digits[:6]
        try:
            red, green, blue = bytes.fromhex(digits)
        except ValueError:
            return None
    elif word.startswith("rgb"):
        red, green, blue = (int(number) for number in re.findall(r"[0-9]{1,3}", word)[:3])
    else:
        return _NAMES.get(word)
    return (red * 299 + green * 587 + blue * 114) // 1000


def _dots(board: _Board) -> list[list[bool]]:
    """One cell a module: wide cells as many as they are wide, by ``colspan`` or by the narrowest width."""
    cells = [cell for row in board.rows for cell in row]
    unit = min((cell.width for cell in cells if cell.width and not cell.span), default=0)
    tall = min((cell.height for cell in cells if cell.height), default=0)
    out: list[list[bool]] = []
    below: dict[int, tuple[int, bool]] = {}
    for row in board.rows:
        if not row:
            continue
        line: list[bool] = []
        for cell in row:
            while len(line) in below:
                line.append(_from_above(below, len(line)))
            times = cell.span or (round(cell.width / unit) if unit and cell.width else 1)
            for _ in range(min(max(times, 1), grids.LARGEST)):
                if cell.rows > 1:
                    below[len(line)] = (cell.rows - 1, cell.dark)
                line.append(cell.dark)
            if len(line) > grids.LARGEST:
                return []  # no code is as wide as that
        while len(line) in below and len(line) <= grids.LARGEST:
            line.append(_from_above(below, len(line)))
        heights = {cell.height for cell in row if cell.height}
        times = round(min(heights) / tall) if tall and heights else 1
        out += [line] * min(max(times, 1), 20)
        if len(out) > grids.LARGEST:
            break
    return out


def _from_above(below: dict[int, tuple[int, bool]], column: int) -> bool:
    left, dark = below.pop(column)
    if left > 1:
        below[column] = (left - 1, dark)
    return dark
