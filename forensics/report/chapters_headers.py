"""The appendix: the headers of the exhibits, line by line, as they stand; masked in a copy that is handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model.report import Block, Card, Grid, Paragraph, Section

if TYPE_CHECKING:
    from forensics.model.report import CaseFacts
    from forensics.report.voice import Voice

MOST_EXHIBITS = 40
MOST_LINES = 40
MOST_CHARACTERS = 400
"""Of one line: DKIM signatures and filters' own lines are no prose, and the original has them whole."""


def headers(facts: CaseFacts, voice: Voice) -> Section:
    """One card an exhibit: header lines from the top, the newest ``Received`` first, as the mail has them."""
    shown = list(facts.headers.items())[:MOST_EXHIBITS]
    blocks: list[Block] = [Paragraph(voice.word("headers text" if shown else "headers none"), "note")]
    for exhibit, lines in shown:
        rows = tuple((voice.quote(name), _short(voice.line(value))) for name, value in lines[:MOST_LINES])
        grid = Grid(voice.heads("header", "value"), rows, voice.cut(len(rows), len(lines)), wide=(1,), indicators=(1,))
        blocks.append(Card(exhibit, voice.word("header count", n=len(lines)), "note", (grid,)))
    note = voice.cut(len(shown), max(len(facts.headers), sum(item.kind == "mail" for item in facts.evidence)))
    if note:
        blocks.append(Paragraph(note, "note"))
    return Section("headers", voice.word("headers"), tuple(blocks))


def _short(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
