"""The page for the archive: what it says can be read back, nothing in it acts, and no character ends it."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pypdfium2
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forensics.model.report import Bullets, Card, Document, Grid, Paragraph, Section
from forensics.report import build, glyphs, to_pdf
from tests.pace import took
from tests.report.hostile import HOSTILE

ACTING = (
    "/JavaScript",
    "/JS",
    "/Launch",
    "/URI",
    "/GoToR",
    "/SubmitForm",
    "/OpenAction",
    "/AA",
    "/EmbeddedFiles",
    "/AcroForm",
)


def said(pdf: bytes) -> str:
    """The text of all pages, without the ends of lines."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")


def small(text: str, title: str = "t") -> Document:
    grid = Grid((text, "b"), ((text, text),), wide=(1,))
    blocks = (Paragraph(text), Bullets((text,)), Card(text, text, "warning", (grid,)), grid)
    return Document(
        title, "ja", "TLP:CLEAR", True, (), (Section("s", text, blocks),), as_of="2026-03-05T00:00:00+00:00"
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_says_what_the_document_says_and_its_bytes_are_equal_twice(made, language):
    document = build(made(), language)
    pdf = to_pdf.render(document)
    assert pdf == to_pdf.render(build(made(), language))
    text = said(pdf).replace(" ", "")
    for section in document.sections:
        assert section.title.replace(" ", "") in text
    for evidence in made().evidence:
        assert evidence.sha256 in text  # though it breaks over lines
    assert "お手続き" in text


def test_it_claims_to_be_for_the_archive_and_for_everybody_and_holds_its_fonts(made):
    pdf = to_pdf.render(build(made(), "ja"))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    for claim in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert claim in metadata
    assert "2026-03-05" in metadata
    assert root["/Lang"] == "ja"
    # PDF/UA-1 (7.1) forbids tags of which the writer is in doubt. Poppler's programs call a plain "false" here a wrong type; it is none
    # (ISO 32000-1, table 321).
    assert root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert len(list(fonts(reader))) >= 1
    for font in fonts(reader):
        descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")), font["/BaseFont"]
        assert "/ToUnicode" in font


def test_the_typesetter_holds_the_page_to_the_standards():
    """They are no mere claim: what PDF/UA-1 forbids, a figure without words or a document without a title, is refused."""
    assert to_pdf.STANDARDS == ("a-2a", "ua-1")
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    told = {"drawing": drawing, "said": "a triangle"}
    page = '#set document(title: "t", date: datetime(year: 2026, month: 3, day: 5))\n'
    picture = '#image(bytes(sys.inputs.drawing), format: "svg"{})'
    manner: Any = {"format": "pdf", "pdf_standards": list(to_pdf.STANDARDS), "sys_inputs": told}
    assert typst.compile((page + picture.format(", alt: sys.inputs.said")).encode(), **manner).startswith(b"%PDF-")
    for source, lack in ((page + picture.format(""), "alt"), ("no title", "title")):
        with pytest.raises(typst.TypstError, match=lack):
            typst.compile(source.encode(), **manner)


def fonts(reader):
    found = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            found[font.get_object()["/BaseFont"]] = font.get_object()
    return found.values()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(made, words):
    pdf = to_pdf.render(build(made(words=words), "en"))
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    everything = "".join(str(reader.get_object(n)) for n in sorted(objects(reader)))
    for name in ACTING:
        assert f"'{name}'" not in everything, name
    assert "http://" not in said(pdf).replace("http://www.w3.org", "")
    assert "javascript:" not in said(pdf)


def objects(reader):
    found = {number for table in reader.xref.values() for number in table}
    return {number for number in found | set(reader.xref_objStm) if number > 0}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "*not bold* _x_ #panic() $x$ `y` <label> @ref // no comment",
            "*not bold* _x_ #panic() $x$ `y` <label> @ref // no comment",
        ),
        ('#import "/etc/passwd": *', '#import "/etc/passwd": *'),
        ("\\u{41} \\ end", "\\u{41} \\ end"),
        ("'straight' \"quotes\" -- --- ...", "'straight' \"quotes\" -- --- ..."),
        ("🦊 fox", "〈U+1F98A〉 fox"),
        ("\u202egpj.exe", "〈U+202E〉gpj.exe"),
        ("\ue000", "〈U+E000〉"),
        ("\U0001d413\U0001d42b\U0001d41a\U0001d41c\U0001d424 it", "〈U+1D413…: Track〉 it"),
        ("한국어 中文 日本語 Ω Я", "한국어 中文 日本語 Ω Я"),
        ("http://evil.test/a", "hxxp[:]//evil[.]test/a"),
    ],
)
def test_words_are_set_as_they_are_and_what_has_no_shape_is_named(written, shown):
    assert shown in said(to_pdf.render(small(written)))


def test_the_fonts_are_read_as_they_are():
    japanese = glyphs._held()[0]
    assert len(japanese) == 44_810  # as fontTools counts them
    assert {0x41, 0x3042, 0x9F98, 0x1F230} - japanese == set()
    assert 0x1F98A not in japanese


def test_what_no_font_holds_is_named():
    assert glyphs.settable("a🦊b") == "a〈U+1F98A〉b"
    assert glyphs.settable("あ\u0651") == "あ〈U+0651〉"  # an Arabic mark on a Japanese letter would have no shape
    assert glyphs.settable("が") == "が"
    assert glyphs.settable("か\u3099") == "か\u3099"
    assert glyphs.settable("Ωא", plainly=True) == "Ω〈U+05D0〉"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=60), st.text(max_size=10))
def test_no_text_ends_the_page(words, title):
    assert to_pdf.render(small(words, title)).startswith(b"%PDF-")


def test_a_thousand_mails_take_less_than_a_minute(made):
    document = build(made(1000), "ja")
    pdf = []
    assert took(lambda: pdf.append(to_pdf.render(document)), below=60) < 60
    assert re.search("M-1000", said(pdf[0]))
