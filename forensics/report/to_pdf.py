"""The document as a PDF for the archive and for everybody: PDF/A-2a (ISO 19005-2) with PDF/UA-1 (ISO 14289-1), by typst.

The words go to the typesetter as JSON, so that no word of a mail is read as markup; ``page.typ`` is the only code that runs, and
it can reach no file and no network. Links in it lead to chapters alone. The date inside is that of the last line of the custody
log: a report has the same bytes whenever it is written.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.errors import ForensicsError
from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Picture
from forensics.report import glyphs
from forensics.report.columns import LONG, widths
from forensics.report.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from forensics.model.report import Block

STANDARDS = ("a-2a", "ua-1")
PIECE = 4
_RUN = re.compile(rf"[!-~]{{{LONG},}}")


class NotSet(ForensicsError):
    """The typesetter refused the page, or is not installed."""


def render(document: Document) -> bytes:
    """The PDF. The same document gives the same bytes. NotSet where typst is missing or refuses."""
    try:
        import typst
    except ImportError as missing:
        raise NotSet("a PDF needs typst: pip install 'forensics[report]'") from missing
    source = files("forensics.report").joinpath("page.typ").read_bytes()
    refused = ""
    for plainly in (False, True):  # a second time only for what no check of single characters foresees
        page = _Page(plainly=plainly).document(document)
        manner: dict[str, Any] = {
            "font_paths": [str(folder) for folder in glyphs.folders()],
            "ignore_system_fonts": True,
            "pdf_standards": list(STANDARDS if page["date"] else STANDARDS[1:]),
        }
        try:
            made: bytes = typst.compile(
                source,
                format="pdf",
                **manner,
                sys_inputs={"document": json.dumps(page, ensure_ascii=False)},
            )
        except typst.TypstError as problem:
            refused = str(problem)
        else:
            return made
    raise NotSet(safe.terminal(f"the page could not be set: {refused}"))


class _Page:
    """Turns blocks into what ``page.typ`` reads."""

    def __init__(self, *, plainly: bool) -> None:
        self._plainly = plainly

    def plain(self, text: str) -> str:
        """One string: visible, unclickable, settable."""
        return glyphs.settable(safe.without_surrogates(safe.terminal(text)), plainly=self._plainly)

    def said(self, text: str, *, indicator: bool = False) -> str | list[str]:
        """A string, or its pieces where something in it is long."""
        whole = self.plain(safe.defanged_value(text) if indicator else text)
        if not _RUN.search(whole):
            return whole
        pieces, end = [], 0
        for run in _RUN.finditer(whole):
            pieces.append(whole[end : run.start()] + run[0][:PIECE])
            pieces += [run[0][n : n + PIECE] for n in range(PIECE, len(run[0]), PIECE)]
            end = run.end()
        pieces[-1] += whole[end:] if len(whole) > end else ""
        return pieces

    def document(self, document: Document) -> dict[str, Any]:
        language = document.language
        masked = word("redacted" if document.redacted else "not redacted", language)
        kind = word("report", language)
        return {
            "title": self.plain(document.title) or kind,
            "shown": self.said(document.title or kind),
            "author": "forensics",
            "kind": kind,
            "language": language,
            "date": _date(document.as_of),
            "fonts": glyphs.fonts(),
            "sharing": self.said(f"{word('sharing', language, tlp=document.tlp)} – {masked}"),
            "foot": self.said(f"{document.title} – {word('sharing', language, tlp=document.tlp)}"),
            "contents": word("contents", language),
            "sections": [
                {"title": self.said(section.title), "blocks": [self.block(block) for block in section.blocks]}
                for section in document.sections
            ],
        }

    def block(self, block: Block) -> dict[str, Any]:
        drawn: dict[type, Callable[[Any], dict[str, Any]]] = {
            Paragraph: self.paragraph,
            Bullets: self.bullets,
            Grid: self.grid,
            Card: self.card,
            Picture: self.picture,
        }
        return {"block": type(block).__name__.lower(), **drawn[type(block)](block)}

    def paragraph(self, block: Paragraph) -> dict[str, Any]:
        return {"tone": block.tone, "text": self.said(block.text)}

    def bullets(self, block: Bullets) -> dict[str, Any]:
        return {"ordered": block.ordered, "items": [self.said(item) for item in block.items]}

    def grid(self, block: Grid) -> dict[str, Any]:
        cells = [self.said(cell, indicator=n in block.indicators) for row in block.rows for n, cell in enumerate(row)]
        size = 6.6 if len(block.columns) > 7 else 7.4 if len(block.columns) > 5 else 8.2
        return {
            "columns": [self.said(name) for name in block.columns],
            "cells": cells,
            "note": self.said(block.note),
            "widths": widths(block, size),
            "size": size,
        }

    def card(self, block: Card) -> dict[str, Any]:
        return {
            "heading": self.said(block.heading),
            "answer": self.said(block.answer),
            "tone": block.tone,
            "body": [self.block(inner) for inner in block.body],
        }

    def picture(self, block: Picture) -> dict[str, Any]:
        return {"svg": block.svg, "alt": self.plain(block.alt) or "-", "caption": self.said(block.caption)}


def _date(written: str) -> dict[str, int] | None:
    """The parts of an ISO 8601 time in UTC; None for anything else."""
    try:
        at = datetime.fromisoformat(written)
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")}
