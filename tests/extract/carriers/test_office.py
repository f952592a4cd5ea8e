"""Office files and archives: relationships, fields, words, pictures, old formats; zips made to exhaust their reader."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.carriers import archives, files, old_office
from forensics.extract.carriers.place import Budget, Place
from tests.extract.carriers.made import LINK, file_of, found, qr_picture, simple_pdf, with_file, zipped
from tests.pace import took
from tests.parse.ole import ole

TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def relationships(*targets: tuple[str, str, str]) -> str:
    """A .rels member: (type, target, mode) each."""
    rows = "".join(
        f'<Relationship Id="r{n}" Type="{REL}{kind}" Target="{target}" TargetMode="{mode}"/>'
        for n, (kind, target, mode) in enumerate(targets)
    )
    return f"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{rows}</Relationships>"


def office(**members: str | bytes) -> bytes:
    """An OOXML file; ``__`` in a name stands for a slash, ``_`` at the end for the dot before ``xml``."""
    return zipped({"[Content_Types].xml": TYPES, **members})


CASES = {
    "hyperlink": (
        zipped({"[Content_Types].xml": TYPES, "word/_rels/document.xml.rels": relationships(("hyperlink", LINK + "&amp;x=1", "External"), ("image", "media/a.png", "Internal"))}),
        [("office relationship", "url", LINK + "&x=1")],
    ),
    "template": (
        zipped({"[Content_Types].xml": TYPES, "word/_rels/settings.xml.rels": relationships(("attachedTemplate", LINK, "External"))}),
        [("office relationship", "active", "loads an external attachedTemplate"), ("office relationship", "url", LINK)],
    ),
    "words in runs": (
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": "<w:document><w:p><w:r><w:t>see https://pay.exam</w:t></w:r><w:r><w:t>ple.net/login?id=7</w:t></w:r></w:p><w:p><w:t>next</w:t></w:p></w:document>"}),
        [("office text", "url", LINK)],
    ),
    "field": (
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": f'<w:p><w:instrText> HYPERLINK "{LINK}" </w:instrText></w:p><w:fldSimple w:instr="HYPERLINK &quot;https://b.example.net/&quot;"/>'}),
        [("office field", "url", "https://b.example.net/"), ("office text", "url", LINK)],
    ),
    "dde": (
        zipped({"[Content_Types].xml": TYPES, "word/document.xml": '<w:p><w:instrText>DDEAUTO c:\\windows\\cmd.exe "/k x"</w:instrText></w:p>'}),
        [("office field", "active", "DDE")],
    ),
    "sheet": (
        zipped({"[Content_Types].xml": TYPES, "xl/sharedStrings.xml": "<sst><si><t>www.example.com/a</t></si></sst>", "xl/worksheets/sheet1.xml": f'<c><f>HYPERLINK("{LINK}","x")</f></c>'}),
        [("office text", "url", "http://www.example.com/a"), ("office link", "url", LINK), ("office text", "url", LINK)],
    ),
    "slide and macros": (
        zipped({"[Content_Types].xml": TYPES, "ppt/slides/slide1.xml": f"<a:p><a:t>{LINK}</a:t></a:p>", "ppt/vbaProject.bin": b"x"}),
        [("office text", "url", LINK), ("office macros", "active", "macros")],
    ),
    "picture": (
        zipped({"[Content_Types].xml": TYPES, "word/media/image1.png": file_of(qr_picture(LINK))}),
        [("qr code", "qr", LINK), ("qr code", "url", LINK)],
    ),
    "opendocument": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": "<x/>", "content.xml": f'<text:p><text:a xlink:href="{LINK}">x</text:a></text:p><text:p>www.example.com</text:p>'}),
        [("office link", "url", LINK), ("office text", "url", "http://www.example.com/")],
    ),
    "zip of a pdf and a page": (
        zipped({"a/b.pdf": simple_pdf("https://text.example.net/"), "c.html": f"<html><a href='{LINK}'>x</a></html>"}),
        [("pdf text", "url", "https://text.example.net/"), ("html href", "url", LINK)],
    ),
    "zip in a zip": (
        zipped({"a.zip": zipped({"b.txt": LINK})}),
        [("attachment", "limit", "a zip within a file, not opened")],
    ),
    "old word": (
        ole({"WordDocument": b'\x13HYPERLINK "' + LINK.encode("ascii") + b'"\x14x\x15', "1Table": ("x https://wide.example.net/a ").encode("utf-16-le"), "Macros": {"VBA": {"dir": b"x"}}}),
        [("office macros", "active", "macros"), ("strings", "url", "https://wide.example.net/a"), ("strings", "url", LINK)],
    ),
    "locked": (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), [("office file", "limit", "the document is encrypted")]),
    "damaged old file": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + LINK.encode() + b"\0",
        [("office file", "limit", "compound file damaged"), ("strings", "url", LINK)],
    ),
    "shortcut": (
        b"L\0\0\0\x01\x14\x02\0" + bytes(60) + f"http://schemas.microsoft.com/a powershell iwr {LINK}".encode("utf-16-le"),
        [("strings", "url", LINK)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), CASES.values(), ids=CASES)
def test_a_file_gives(data, expected):
    told = found(with_file(data), "url", "active", "limit", "qr", not_in=("header", "text"))
    assert sorted(told) == sorted(expected)


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (rf'{{\rtf1{{\field{{\*\fldinst{{HYPERLINK "{LINK}"}}}}{{\fldrslt x}}}}}}', [("rtf field", LINK)]),
        (r"{\rtf1 see https://pay\'2eexample{\b .net}/login?id=7\par next}", [("rtf text", LINK)]),
        (
            r"{\rtf1\ansi {\fonttbl{\f0 http://font.example.com;}}\u12377?http://a.example.net/x\u12290?}",
            [("rtf text", "http://a.example.net/x")],
        ),
        (
            r"{\rtf1{\object\objemb{\*\objdata 0105" + LINK.encode("utf-16-le").hex() + "\n00}}}",
            [("rtf object", "embedded object"), ("rtf object", LINK)],
        ),
        (rf"{{\rtf1{{\*\template {LINK}}}}}", [("rtf template", "loads an external template"), ("rtf template", LINK)]),
    ],
)
def test_rtf(rtf, expected):
    told = [
        (where, value)
        for where, _, value in found(with_file(rtf.encode("latin-1"), "application/msword", "a.doc"), "url", "active")
    ]
    assert [each for each in told if each in expected] == expected
    assert {value for _, value in told} == {value for _, value in expected}


def test_a_zip_that_grows_a_thousandfold_is_left_and_says_so():
    bomb = zipped({f"{n}.txt": bytes(40 << 20) for n in range(3)})
    budget = Budget()
    told = list(files.Files(budget).sightings(bomb, Place("1")))
    assert took(lambda: list(files.Files(Budget()).sightings(bomb, Place("1"))), below=2) < 2
    assert [each.observable.kind for each in told] == ["limit"]
    assert budget.unpacked > 0


def test_a_zip_with_a_password_and_one_with_many_names_say_so():
    locked = bytearray(zipped({"a.txt": LINK}, zipfile.ZIP_STORED))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(signature) + place] |= 1
    assert [each[2] for each in found(with_file(bytes(locked)), "limit")] == ["zip member is encrypted"]
    many = zipped({f"{n}": "" for n in range(archives.MOST_MEMBERS + 1)})
    assert [each[2] for each in found(with_file(many), "limit")] == ["zip with 2001 members, read 2000"]


@pytest.mark.parametrize(
    "shape",
    [rb"{", rb"}", rb"\u1", rb"{\*\objdata ", rb"\'41", rb"HYPERLINK ", rb"{\field", b"\\", rb"\*\template ", b"DDE "],
)
def test_hostile_rtf_costs_no_more_than_its_length(shape):
    def cost(length):
        data = rb"{\rtf1" + shape * (length // len(shape))
        return took(lambda: list(old_office.rtf(data, Place("1"))), below=0.5)

    assert cost(240_000) <= 24 * cost(30_000) + 0.25


@given(st.data())
def test_altered_files_never_stop_it(data):
    whole = data.draw(st.sampled_from([case[0] for case in CASES.values()]))
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for each in files.Files(Budget()).sightings(bytes(raw[: data.draw(st.integers(0, len(raw)))]), Place("1")):
        assert each.observable.value


@given(
    st.dictionaries(
        st.sampled_from(
            ["word/document.xml", "a.rels", "content.xml", "META-INF/manifest.xml", "[Content_Types].xml", "xl/a.bin"]
        ),
        st.text(),
    )
)
def test_no_members_stop_it(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content.encode("utf-8", "replace"))
    for each in files.Files(Budget()).sightings(out.getvalue(), Place("1")):
        assert each.observable.value
