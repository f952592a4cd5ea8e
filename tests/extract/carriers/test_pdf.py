"""PDFs: links, actions, words, pictures; broken ones, and ones made to exhaust their reader."""

from __future__ import annotations

import io
import zlib

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.carriers import files
from forensics.extract.carriers.place import Budget, Place
from tests.extract.carriers.made import LINK, file_of, found, pdf, qr_picture, simple_pdf, stream, with_file
from tests.pace import took

ANNOTATION = f"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({LINK}) >> >>"
CODE = qr_picture(LINK, 1)


def picture_pdf(image: bytes):
    """One page that shows one picture."""
    return pdf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
            stream(b"q 300 0 0 300 100 300 cm /I Do Q"),
            image,
        ]
    )


def samples(data: bytes, colours: str, bits: int = 8):
    side = CODE.width
    return stream(
        zlib.compress(data),
        f"/Type /XObject /Subtype /Image /Width {side} /Height {side} /ColorSpace {colours} /BitsPerComponent {bits} /Filter /FlateDecode",
    )


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (simple_pdf("x", ANNOTATION), [("pdf link", LINK)]),
        (simple_pdf("see https://text.example.net/a now"), [("pdf text", "https://text.example.net/a")]),
        (simple_pdf("x", ANNOTATION.replace("https:", r"htt\160s:")), [("pdf link", LINK)]),
        (simple_pdf("x", f"<< /Subtype /Link /AA << /E << /S /URI /URI ({LINK}) >> >> >>"), [("pdf link", LINK)]),
        (simple_pdf("x", "", f"/OpenAction << /S /URI /URI ({LINK}) >>"), [("pdf link", LINK)]),
        (
            simple_pdf("x", "", f"/OpenAction << /S /JavaScript /JS (app.launchURL\\('{LINK}'\\)) >>"),
            [("pdf script", "JavaScript"), ("pdf script", LINK)],
        ),
        (
            simple_pdf("x", "", f"/OpenAction << /S /GoTo /Next [<< /S /URI /URI ({LINK}) >>] >>"),
            [("pdf link", LINK)],
        ),
        (
            simple_pdf("x", f"<< /Subtype /Widget /A << /S /SubmitForm /F << /FS /URL /F ({LINK}) >> >> >>"),
            [("pdf action", "SubmitForm"), ("pdf action", LINK)],
        ),
        (
            simple_pdf("x", "", "/OpenAction << /S /Launch /Win << /F (cmd.exe) /P (/c start x) >> >>"),
            [("pdf action", "Launch")],
        ),
        (
            simple_pdf(
                "x",
                "",
                "/Names << /EmbeddedFiles << /Names [] >> /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>",
            ),
            [("pdf file", "embedded file"), ("pdf script", "JavaScript")],
        ),
        (picture_pdf(samples(CODE.tobytes(), "/DeviceGray")), [("qr code", LINK), ("qr code", LINK)]),
        (picture_pdf(samples(CODE.convert("RGB").tobytes(), "/DeviceRGB")), [("qr code", LINK), ("qr code", LINK)]),
        (picture_pdf(samples(CODE.convert("1").tobytes(), "/DeviceGray", 1)), [("qr code", LINK), ("qr code", LINK)]),
        (
            picture_pdf(samples(bytes(not dot for dot in CODE.tobytes()), "[/Indexed /DeviceRGB 1 <FFFFFF000000>]")),
            [("qr code", LINK), ("qr code", LINK)],
        ),
        (
            picture_pdf(
                stream(
                    file_of(qr_picture(LINK), "JPEG"),
                    "/Subtype /Image /Width 164 /Height 164 /ColorSpace /DeviceGray /Filter /DCTDecode",
                )
            ),
            [("qr code", LINK), ("qr code", LINK)],
        ),
    ],
)
def test_a_pdf_gives(data, expected):
    kinds = ("url", "active", "qr")
    assert [(where, value) for where, _, value in found(with_file(data, "image/jpeg", "a.jpg"), *kinds)] == expected


def locked(password: str):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(simple_pdf("x", ANNOTATION)))
    writer.encrypt(password, "owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_with_an_empty_password_opens_and_another_one_says_that_it_is_locked():
    assert found(with_file(locked("")), "url") == [("pdf link", "url", LINK)]
    assert ("pdf", "limit", "the pdf is encrypted and asks for a password") in found(with_file(locked("x")), "limit")


def test_a_damaged_pdf_is_swept_and_says_so():
    whole = simple_pdf("x", ANNOTATION)
    assert ("pdf link", "url", LINK) in found(
        with_file(whole[: whole.index(b"xref")].replace(b"/Catalog", b"/Catalxx"))
    )
    packed = (
        b"%PDF-1.5\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(ANNOTATION.encode()) + b"\nendstream"
    )
    assert [each[:2] for each in found(with_file(packed))] == [
        ("pdf", "limit"),
        ("pdf link", "url"),
        ("pdf link", "domain"),
    ]


LOOPS = {
    "pages that are their own children": pdf(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"]
    ),
    "an action behind itself": pdf(
        ["<< /Type /Catalog /Pages 2 0 R /OpenAction 3 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>",
         "<< /S /GoTo /Next [3 0 R 3 0 R 3 0 R] >>"]
    ),
    "a name tree that is its own branch": pdf(
        ["<< /Type /Catalog /Pages 2 0 R /Names << /JavaScript 3 0 R >> >>", "<< /Type /Pages /Kids [] /Count 0 >>",
         "<< /Kids [3 0 R 3 0 R 3 0 R 3 0 R 3 0 R 3 0 R] >>"]
    ),
    "a form that draws itself": pdf(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>", stream(b"/F Do " * 1000),
         stream(b"/F Do " * 1000, "/Subtype /Form /Resources << /XObject << /F 5 0 R >> >>")]
    ),
    "a stream that grows a thousandfold": simple_pdf("x").replace(b"BT", b"BT"),
    "a hundred thousand strings": simple_pdf(") Tj (" * 100_000),
    "deep arrays": pdf(["<< /Type /Catalog /Pages " + "[" * 100_000 + " >>"]),
    "deep dictionaries": pdf(["<< /Type /Catalog /Pages " + "<< /A " * 50_000 + " >>"]),
    "many objects": pdf(["<< /Type /Catalog /Pages 2 0 R >>", *["<< /Type /Pages /Kids [3 0 R] >>"] * 20_000]),
    "many streams": b"%PDF-1.4\n" + b"stream\n\x78" * 100_000,
    "uri open": b"%PDF-1.4\n" + b"/URI (" * 150_000,
    "uri hex": b"%PDF-1.4\n" + b"/URI <41" * 100_000,
    "obj": b"%PDF-1.4\n" + b"1 0 obj\n" * 100_000,
    "brackets": b"%PDF-1.4\n" + b"<<" * 400_000,
}  # fmt: skip
bomb = zlib.compress(b"(a) Tj " * 3_000_000)
LOOPS["a stream that grows a thousandfold"] = pdf(
    ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
     "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>", stream(bomb, "/Filter /FlateDecode")]
)  # fmt: skip


@pytest.mark.parametrize("data", LOOPS.values(), ids=LOOPS)
def test_a_pdf_made_to_exhaust_its_reader_ends(data):
    def read():
        for each in files.Files(Budget()).sightings(data, Place("1")):
            assert each.observable.value

    assert took(read, below=6) < 6


@given(st.data())
def test_altered_pdfs_never_stop_it(data):
    whole = data.draw(
        st.sampled_from(
            [
                simple_pdf("see https://text.example.net/", ANNOTATION),
                picture_pdf(samples(CODE.tobytes(), "/DeviceGray")),
            ]
        )
    )
    raw = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    for each in files.Files(Budget()).sightings(bytes(raw[: data.draw(st.integers(0, len(raw)))]), Place("1")):
        assert each.observable.value
