"""The document as Markdown (CommonMark with GitHub's tables): every word of the evidence escaped, no link, no raw HTML, no figure.

The figure is left to the other formats: an image beside the file would be a second file, and one inside it a wall of characters.
What it shows is told in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics import safe
from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Picture
from forensics.report.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forensics.model.report import Block


def render(document: Document) -> bytes:
    """UTF-8. The same document gives the same bytes."""
    language = document.language
    masked = word("redacted" if document.redacted else "not redacted", language)
    parts = [
        f"# {safe.markdown(document.title)}",
        safe.markdown(f"{word('report', language)} – {word('sharing', language, tlp=document.tlp)} – {masked}"),
    ]
    for section in document.sections:
        parts.append(f"## {safe.markdown(section.title)}")
        for block in section.blocks:
            parts += _block(block)
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"**{safe.markdown(block.text)}**" if block.tone in {"warning", "label"} else safe.markdown(block.text)
    elif isinstance(block, Bullets):
        yield "\n".join(
            f"{f'{n}.' if block.ordered else '-'} {safe.markdown(item)}" for n, item in enumerate(block.items, start=1)
        )
    elif isinstance(block, Grid):
        yield _grid(block)
        yield safe.markdown(block.note)
    elif isinstance(block, Card):
        yield f"### {safe.markdown(block.heading)} ({safe.markdown(block.answer)})"
        for inner in block.body:
            yield from _block(inner)
    elif isinstance(block, Picture):
        yield safe.markdown(f"{block.caption}: {block.alt}")


def _grid(block: Grid) -> str:
    lines = [_row(block.columns), "|" + " --- |" * len(block.columns)]
    for row in block.rows:
        shown = (safe.defanged_value(cell) if n in block.indicators else cell for n, cell in enumerate(row))
        lines.append(_row(shown))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(safe.markdown(cell) for cell in cells)} |"
