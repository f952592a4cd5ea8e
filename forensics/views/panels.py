"""A view as plain data: panels with a heading, a note and either a grid or running text; drawn as HTML or for a terminal.

What is in a panel is still hostile. Only the two functions here draw it, and both send every character through ``safe``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from forensics import safe
from forensics.views import ladder, outline
from forensics.views.columns import LINK_COLUMNS, cell_style, fit, width
from forensics.views.ladder import Rung
from forensics.views.outline import Piece
from forensics.views.words import heading, word

WIDEST = 60
"""Cells of one column in a terminal."""
LONGEST = 400
"""Characters of one cell in a notebook."""


MOST_MARKS = 500
"""Different words that one text has marks for."""
MARK = "background:#fde9a9;color:inherit;border-bottom:2px solid #b8860b"
"""Seen by the line beneath as well as by the colour."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One block of a view."""

    title: str
    note: str = ""
    columns: tuple[str, ...] = ()
    """Names of columns as ``words`` knows them; empty for a grid without headings."""
    rows: tuple[tuple[str, ...], ...] = ()
    text: str = ""
    folded: bool = False
    """Closed at first in a notebook: long and seldom needed."""
    marks: tuple[tuple[str, str], ...] = ()
    """(words, what they are) of what is marked in ``text`` wherever it stands, in a notebook."""
    rungs: tuple[Rung, ...] = ()
    """Drawn instead of ``rows`` where one can draw: the way of a mail."""
    outline: tuple[Piece, ...] = ()
    """A page of the mail as text with its targets; in a notebook alone: a terminal has the body's text and what it points to."""
    bare: str = ""
    """What to say when there is nothing to show; empty: leave the panel out."""

    @property
    def is_empty(self) -> bool:
        """Whether there is neither a row nor any text."""
        return not self.rows and not self.text and not self.outline


def shown(column: str, text: str) -> str:
    """One cell, one line, nothing acting; columns of indicators with bracketed dots."""
    return safe.defanged_value(safe.visible(text)) if column in LINK_COLUMNS else safe.terminal(text)


def to_html(title: str, panels: list[Panel], language: str) -> str:
    """The panels as one inert HTML element: no script, no link, no image, nothing that is fetched."""
    parts = [
        f'<div class="mathjax_ignore forensics-view" lang="{language}" style="max-width:75em">',
        f'<p style="font-size:115%"><b>{safe.html(title)}</b></p>',
    ]
    for panel in panels:
        if panel.is_empty and not panel.bare:
            continue
        note = f' <span style="opacity:.75">{safe.html(panel.note)}</span>' if panel.note else ""
        head = f"<b>{safe.html(panel.title)}</b>{note}"
        opened = "" if panel.folded else " open"
        parts.append(
            f'<details{opened} style="margin:.6em 0"><summary>{head}</summary>{_inside(panel, language)}</details>'
        )
    return "".join([*parts, "</div>"])


def _inside(panel: Panel, language: str) -> str:
    if panel.is_empty:
        return f"<p>{safe.html(panel.bare)}</p>"
    if panel.rungs:
        return ladder.to_html(panel.rungs)
    if panel.outline:
        return outline.to_html(panel.outline)
    if panel.text:
        return f'<pre style="white-space:pre-wrap;overflow-wrap:anywhere">{_marked(panel)}</pre>'
    heads = "".join(f"<th {cell_style(name)}>{safe.html(heading(name, language))}</th>" for name in panel.columns)
    names = panel.columns or ("",) * max(len(row) for row in panel.rows)
    rows = "".join(
        "<tr>" + "".join(_cell(shown(n, text)) for n, text in zip(names, row, strict=True)) + "</tr>"
        for row in panel.rows
    )
    return f"<table>{f'<thead><tr>{heads}</tr></thead>' if heads else ''}<tbody>{rows}</tbody></table>"


def _marked(panel: Panel) -> str:
    """The running text with its marks; the longest words first, so that a link is one mark and not its host another."""
    return "".join(
        f'<mark title="{safe.html(kind)}" style="{MARK}">{safe.html_lines(piece)}</mark>'
        if kind
        else safe.html_lines(piece)
        for piece, kind in _pieces(panel)
    )


def _pieces(panel: Panel) -> list[tuple[str, str]]:
    """The running text in pieces, each with what it is where it is marked."""
    kinds = dict(sorted(panel.marks, key=lambda mark: (-len(mark[0]), mark))[:MOST_MARKS])
    if not kinds:
        return [(panel.text, "")]
    pieces = re.split(f"({'|'.join(map(re.escape, kinds))})", panel.text)
    return [(piece, kinds[piece] if n % 2 else "") for n, piece in enumerate(pieces)]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _cell(text: str) -> str:
    cut = _cut(text)
    return f"<td {cell_style(cut)}>{safe.html(cut)}</td>"


def to_data(title: str, panels: list[Panel], language: str) -> dict[str, Any]:
    """The panels as plain data for a browser that draws every piece as text; all of it may be shown as it is."""
    return {
        "title": safe.terminal(title),
        "panels": [_data(panel, language) for panel in panels if panel.bare or not panel.is_empty],
    }


def _data(panel: Panel, language: str) -> dict[str, Any]:
    names = panel.columns or ("",) * max((len(row) for row in panel.rows), default=0)
    return {
        "title": panel.title,
        "note": panel.note,
        "columns": [heading(name, language) for name in panel.columns],
        "rows": [[_cut(shown(n, cell)) for n, cell in zip(names, row, strict=True)] for row in panel.rows],
        "text": [[safe.terminal(piece, lines=True), kind] for piece, kind in _pieces(panel) if piece],
        "rungs": ladder.to_data(panel.rungs),
        "outline": outline.to_data(panel.outline),
        "folded": panel.folded,
        "bare": panel.bare if panel.is_empty else "",
    }


def to_text(title: str, panels: list[Panel], language: str) -> str:
    """The panels for a terminal."""
    lines = [safe.terminal(title)]
    for panel in panels:
        if (panel.is_empty and not panel.bare) or panel.outline:
            continue
        lines += ["", f"[{panel.title}]" + (f" {panel.note}" if panel.note else "")]
        if panel.is_empty:
            lines.append(panel.bare)
        elif panel.text:
            lines.append(safe.terminal(panel.text, lines=True))
        else:
            lines += _grid(panel, language)
    return "\n".join(lines)


def _grid(panel: Panel, language: str) -> list[str]:
    names = panel.columns or ("",) * max(len(row) for row in panel.rows)
    rows = [[shown(n, cell) for n, cell in zip(names, row, strict=True)] for row in panel.rows]
    if panel.columns:
        rows.insert(0, [heading(name, language) for name in panel.columns])
    widths = [min(WIDEST, max(width(row[i]) for row in rows)) for i in range(len(names))]
    return ["  ".join(fit(cell, w) for cell, w in zip(row[:-1], widths, strict=False)) + "  " + row[-1] for row in rows]


def more(count: int, language: str) -> str:
    """``… and 12 more``."""
    return word("more", language, n=f"{count:,}")
