"""The document as one HTML file: no script, nothing fetched, nothing from a mail that a browser could follow.

A Content-Security-Policy in the page allows exactly one style sheet, by its hash, and images that are inside the page. The
figure is an image by ``data:``: inside an ``<img>`` an SVG can neither run nor load anything. Links lead to chapters only.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Picture
from forensics.report.style import CSS
from forensics.report.words import word

if TYPE_CHECKING:
    from collections.abc import Callable

    from forensics.model.report import Block, Section

NAMES = 16
"""Characters of a row's first cell that stay on one line: two exhibits."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d (?:UTC|[+-]\d\d:\d\d))?")
"""A day, or a time, which is read in one line or in two, date and hour."""
_TONES = frozenset({"lead", "note", "good", "warning", "label"})


def render(document: Document) -> bytes:
    """The page, UTF-8. The same document gives the same bytes."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{document.language}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">',
        '<meta name="referrer" content="no-referrer">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{safe.html(document.title)}</title>",
        f"<style>{CSS}</style>",
        "</head>",
        '<body class="mathjax_ignore">',
        *_head(document),
        *(_section(section) for section in document.sections),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts).encode("utf-8")


def policy() -> str:
    """The page's Content-Security-Policy."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode("utf-8")).digest()).decode("ascii")
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _head(document: Document) -> list[str]:
    language = document.language
    masked = word("redacted" if document.redacted else "not redacted", language)
    entries = "".join(f'<li><a href="#{s.name}">{safe.html(s.title)}</a></li>' for s in document.sections)
    return [
        "<header>",
        f'<p class="kind">{safe.html(word("report", language))}</p>',
        f"<h1>{safe.html(document.title)}</h1>",
        f'<p class="sharing">{safe.html(word("sharing", language, tlp=document.tlp))} – {safe.html(masked)}</p>',
        f'<nav aria-label="{safe.html(word("contents", language))}"><ol>{entries}</ol></nav>',
        "</header>",
    ]


def _section(section: Section) -> str:
    blocks = "\n".join(_block(block) for block in section.blocks)
    return f'<section id="{safe.html(section.name)}">\n<h2>{safe.html(section.title)}</h2>\n{blocks}\n</section>'


def _block(block: Block) -> str:
    return _DRAWN[type(block)](block)


def _paragraph(block: Paragraph) -> str:
    tone = f' class="{block.tone}"' if block.tone in _TONES else ""
    return f"<p{tone}>{safe.html(block.text)}</p>"


def _bullets(block: Bullets) -> str:
    name = "ol" if block.ordered else "ul"
    return f"<{name}>{''.join(f'<li>{safe.html(item)}</li>' for item in block.items)}</{name}>"


def _grid(block: Grid) -> str:
    heads = "".join(f'<th scope="col">{safe.html(name)}</th>' for name in block.columns)
    rows = "\n".join(
        "<tr>" + "".join(_cell(block, n, text) for n, text in enumerate(row)) + "</tr>" for row in block.rows
    )
    note = f'<p class="note">{safe.html(block.note)}</p>' if block.note else ""
    return f'<div class="grid"><table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></div>{note}'


def _cell(block: Grid, n: int, text: str) -> str:
    shown = safe.defanged_value(text) if n in block.indicators else text
    wide = (
        ' class="wide"'
        if n in block.wide or (not n and len(text) > NAMES)
        else ' class="at"'
        if _MOMENT.fullmatch(text)
        else ""
    )
    return f"<td{wide}>{safe.html(shown)}</td>"


def _card(block: Card) -> str:
    tone = block.tone if block.tone in _TONES else "note"
    body = "\n".join(_block(inner) for inner in block.body)
    head = f'<h3>{safe.html(block.heading)} <span class="answer">{safe.html(block.answer)}</span></h3>'
    return f'<article class="{tone}">\n{head}\n{body}\n</article>'


def _picture(block: Picture) -> str:
    data = base64.b64encode(block.svg.encode("utf-8")).decode("ascii")
    image = f'<img src="data:image/svg+xml;base64,{data}" alt="{safe.html(block.alt)}">'
    return f"<figure>{image}<figcaption>{safe.html(block.caption)}</figcaption></figure>"


_DRAWN: dict[type, Callable[[Any], str]] = {
    Paragraph: _paragraph,
    Bullets: _bullets,
    Grid: _grid,
    Card: _card,
    Picture: _picture,
}
