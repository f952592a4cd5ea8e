"""The document as a Word file (ISO/IEC 29500) by python-docx, for those who must write into it. No macro, link, field or remote part.

python-docx's own template is the ground; times inside the file are those of the custody log, and the archive's members carry one
fixed date, so that the same document gives the same bytes. Word takes no vector picture alone: the figure goes in as a PNG, with its
words beside it.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.errors import NotInstalled
from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Picture
from forensics.report.columns import widths
from forensics.report.picture import png
from forensics.report.words import word

if TYPE_CHECKING:
    from forensics.model.report import Block

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can say, and it says nothing here."""
FONT = {"ja": "Yu Gothic", "en": "Yu Gothic"}
"""For East Asian letters; where it is missing, Word takes another."""
LATIN = {"ja": "Yu Gothic", "en": "Calibri"}
"""For all others: of one kind with those, without serifs."""
LINE, WASH = "D5DAE1", "F5F7F9"
"""Of a table: its lines, and the ground of its headings, as in the other formats."""
SIZE = 8
"""Points of the letters in a table."""
PAGE = 8640
"""Width of the text on a page of python-docx's template, twentieths of a point."""
SIDES = {"top": "single", "left": "nil", "bottom": "single", "right": "nil", "insideH": "single", "insideV": "nil"}
EDGE = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="{LINE}"/>' for side, kind in SIDES.items())
LINES = f"<w:tblBorders>{EDGE}</w:tblBorders>"
MARGINS = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
EDGES = 260
"""What both edges of a cell take, and a little for fonts wider than ours."""


def render(document: Document) -> bytes:
    """The file. NotInstalled where python-docx is missing."""
    try:
        import docx
    except ImportError as missing:
        raise NotInstalled("a .docx needs python-docx: pip install 'forensics[report]'") from missing
    language = document.language
    made = docx.Document()
    _manner(made, document)
    masked = word("redacted" if document.redacted else "not redacted", language)
    made.add_heading(_plain(document.title), level=0)
    made.add_paragraph(_plain(f"{word('report', language)} – {word('sharing', language, tlp=document.tlp)} – {masked}"))
    for section in document.sections:
        made.add_heading(_plain(section.title), level=1)
        for block in section.blocks:
            _block(made, block)
    written = io.BytesIO()
    made.save(written)
    return _settled(written.getvalue())


def _plain(text: str) -> str:
    """Visible, unclickable, and what XML 1.0 can hold."""
    return safe.without_surrogates(safe.terminal(text))


def _manner(made: Any, document: Document) -> None:
    """Page, letters, and metadata that name nobody."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(18)
    page.top_margin = page.bottom_margin = Mm(18)
    normal = made.styles["Normal"]
    normal.font.size = Pt(10)
    normal.element.get_or_add_rPr()
    for style in made.styles:
        if getattr(style, "font", None) is not None and style.element.rPr is not None:
            fonts = style.element.rPr.get_or_add_rFonts()
            for name in ("ascii", "hAnsi", "eastAsia", "cs"):  # the template's theme, where it is named, would win
                fonts.attrib.pop(qn(f"w:{name}Theme"), None)
                fonts.set(qn(f"w:{name}"), FONT[document.language] if name == "eastAsia" else LATIN[document.language])
    told = made.core_properties
    told.title, told.author, told.last_modified_by = _plain(document.title)[:255], "forensics", "forensics"
    told.comments, told.keywords, told.subject = "", "", ""
    told.language = document.language
    told.revision = 1
    told.created = told.modified = _time(document.as_of)


def _time(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written).astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return datetime(*FIRST_DAY)  # noqa: DTZ001 - the file's format knows no zone


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Paragraph):
        said = made.add_paragraph().add_run(_plain(block.text))
        said.bold = block.tone in {"warning", "label"}
        said.italic = block.tone == "note"
    elif isinstance(block, Bullets):
        numbering = _numbering(made) if block.ordered else None
        for item in block.items:
            _listed(made, _plain(item), numbering)
    elif isinstance(block, Grid):
        _grid(made, block)
    elif isinstance(block, Card):
        made.add_heading(f"{_plain(block.heading)} ({_plain(block.answer)})", level=2)
        for inner in block.body:
            _block(made, inner)
    elif isinstance(block, Picture):
        _picture(made, block)


def _numbering(made: Any) -> int:
    """A list of its own that begins with 1: Word counts on from the last one of the same style."""
    style = made.styles["List Number"].element.pPr.numPr.numId.val
    definitions = made.part.numbering_part.element
    abstract = next(num.abstractNumId.val for num in definitions.num_lst if num.numId == style)
    number = definitions.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(number.numId)


def _listed(made: Any, text: str, numbering: int | None) -> None:
    paragraph = made.add_paragraph(text, style="List Bullet" if numbering is None else "List Number")
    if numbering is not None:
        told = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no other way to a list
        told.get_or_add_ilvl().val, told.get_or_add_numId().val = 0, numbering


def _picture(made: Any, block: Picture) -> None:
    """The figure with its words for who cannot see it; where it cannot be drawn, the words alone."""
    from docx.shared import Mm

    drawn = png(block.svg)
    if not drawn:
        made.add_paragraph(_plain(f"{block.caption}: {block.alt}"))
        return
    placed = made.add_picture(io.BytesIO(drawn), width=Mm(174))
    about = placed._inline.docPr  # noqa: SLF001 - python-docx has no other way to alternative text
    about.set("descr", _plain(block.alt))
    about.set("name", "figure")
    made.add_paragraph(_plain(block.caption))


def _grid(made: Any, block: Grid) -> None:
    """Written as XML in one go: python-docx counts the cells anew for each one, which a thousand rows would feel."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    if not block.columns:
        return
    shares = widths(block, SIZE)
    room = PAGE - EDGES * len(shares)
    parts = [EDGES + round(room * share / sum(shares)) for share in shares]
    rows = [_row(block.columns, (), parts, head=True), *(_row(row, block.indicators, parts) for row in block.rows)]
    columns = "".join(f'<w:gridCol w:w="{part}"/>' for part in parts)
    table = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="5000" w:type="pct"/>{LINES}<w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    made.element.body.insert_element_before(parse_xml(table), "w:sectPr")
    made.add_paragraph(_plain(block.note))


def _row(cells: tuple[str, ...], indicators: tuple[int, ...], parts: list[int], *, head: bool = False) -> str:
    look = f"<w:rPr>{'<w:b/>' if head else ''}<w:sz w:val='{2 * SIZE}'/></w:rPr>"
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>' if head else ""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{part}" w:type="dxa"/>{ground}</w:tcPr><w:p><w:r>{look}<w:t xml:space="preserve">{_xml(safe.defanged_value(cell) if n in indicators else cell)}</w:t>'
        "</w:r></w:p></w:tc>"
        for n, (cell, part) in enumerate(zip(cells, parts, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{made}</w:tr>"


def _xml(text: str) -> str:
    return safe.html(safe.without_surrogates(text))


def _settled(data: bytes) -> bytes:
    """The same archive with one date on every member."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return written.getvalue()
