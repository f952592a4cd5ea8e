"""QR codes in pictures: file formats, papers, halves, payloads; pictures that are none or that lie."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from forensics.extract.carriers import codes
from forensics.extract.carriers.place import Budget, Place
from tests.extract.carriers.made import LINK, file_of, found, picture_of, qr_picture, with_file, with_files, with_html


def transparent(dark):
    """Modules of one shade, everything else clear."""
    code = qr_picture(LINK)
    clear = Image.new("LA", code.size, (dark, 0))
    clear.paste((dark, 255), mask=ImageOps.invert(code))
    return clear.convert("RGBA")


def wide(code):
    """The code in a corner of a large white page."""
    page = Image.new("L", (3000, 2000), 255)
    page.paste(code.resize((600, 600)), (100, 200))
    return page


PICTURES = {
    "grey png": file_of(qr_picture(LINK)),
    "jpeg": file_of(qr_picture(LINK, 8), "JPEG", quality=60),
    "gif": file_of(qr_picture(LINK), "GIF"),
    "webp": file_of(qr_picture(LINK), "WEBP"),
    "bmp": file_of(qr_picture(LINK), "BMP"),
    "one bit": file_of(qr_picture(LINK).convert("1")),
    "palette": file_of(qr_picture(LINK).convert("RGB").quantize(4)),
    "white on black": file_of(ImageOps.invert(qr_picture(LINK))),
    "black on nothing": file_of(transparent(0)),
    "white on nothing": file_of(transparent(255)),
    "turned": file_of(qr_picture(LINK).rotate(90)),
    "askew": file_of(qr_picture(LINK).rotate(17, expand=True, fillcolor=255)),
    "in a large page": file_of(wide(qr_picture(LINK))),
    "blue on yellow": file_of(ImageOps.colorize(qr_picture(LINK), "navy", "gold")),
}


@pytest.mark.parametrize("data", PICTURES.values(), ids=PICTURES)
def test_a_picture_gives_its_payload_and_the_link_in_it(data):
    assert found(with_file(data, "image/jpeg", "a.jpg")) == [
        ("qr code", "qr", LINK),
        ("qr code", "url", LINK),
        ("qr code", "domain", "pay.example.net"),
    ]


def test_a_picture_written_into_the_page():
    uri = f"data:image/png;base64,{base64.b64encode(PICTURES['grey png']).decode()}"
    for html in (f'<img src="{uri}">', f"<p style=\"background:url('{uri}')\">", f"<p style='background:url({uri})'>"):
        assert ("qr code", "url", LINK) in found(with_html(html))


@pytest.mark.parametrize("across", [True, False])
def test_a_code_cut_into_two_pictures(across):
    code = qr_picture(LINK)
    side, half = code.width, code.width // 2
    boxes = [(0, 0, half, side), (half, 0, side, side)] if across else [(0, 0, side, half), (0, half, side, side)]
    pieces = [file_of(code.crop(box)) for box in boxes]
    if across and side % 2:
        boxes[1] = (half, 0, half * 2, side)
    assert ("qr code", "url", LINK) in found(with_files(pieces, "image/png", "a.png"))


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("WIFI:S:cafe;T:WPA;P:secret99;;", [("qr", "WIFI:S:cafe;T:WPA;P:********;;")]),
        ("otpauth://totp/a?secret=JBSWY3DP&issuer=b", [("qr", "otpauth://totp/a?secret=********&issuer=b")]),
        (
            "mailto:boss@example.com?subject=x",
            [("qr", "mailto:boss@example.com?subject=x"), ("email", "boss@example.com")],
        ),
        ("tel:+81-90-1234-5678", [("qr", "tel:+81-90-1234-5678"), ("phone", "+819012345678")]),
        (
            "bitcoin:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2?amount=0.1",
            [
                ("qr", "bitcoin:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2?amount=0.1"),
                ("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
            ],
        ),
        ("お支払いはこちら", [("qr", "お支払いはこちら")]),
    ],
)
def test_payloads(payload, expected):
    told = [(kind, value) for _, kind, value in found(with_file(file_of(qr_picture(payload)), "image/png"))]
    assert [each for each in told if each in expected] == expected
    assert "secret99" not in str(told)
    assert "JBSWY3DP" not in str(told)


@pytest.mark.parametrize("form", ["Aztec", "DataMatrix"])
def test_other_square_codes(form):
    code = zxingcpp.create_barcode(LINK, getattr(zxingcpp.BarcodeFormat, form))
    picture = picture_of(code, 5)
    assert (f"{form} code", "url", LINK) in found(with_file(file_of(picture), "image/png"))


def png_header(width, height):
    """A PNG that says how large it is and holds nothing."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n\0\0\0\r" + head + struct.pack(">I", zlib.crc32(head)) + b"\0\0\0\x01IDAT\0\0\0\0\0"


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (7_000, "image of 7000 x 7000 pixels not decoded"),
        (60_000, "image not decoded: DecompressionBombError"),
    ],
)
def test_a_picture_that_is_too_large_is_not_decoded_and_says_so(side, said):
    assert found(with_file(png_header(side, side), "image/png")) == [("image", "limit", said)]


def test_a_picture_cut_short_says_so_and_a_small_one_says_nothing():
    cut = PICTURES["grey png"][:200]
    assert [kind for _, kind, _ in found(with_file(cut, "image/png"))] == ["limit"]
    assert found(with_file(file_of(Image.new("L", (10, 300))), "image/png")) == []
    assert found(with_file(file_of(Image.new("L", (300, 300))), "image/png")) == []


@given(st.data())
def test_altered_pictures_never_stop_it(data):
    whole = data.draw(st.sampled_from(list(PICTURES.values())))
    raw = bytearray(whole[:20_000])
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(raw[: data.draw(st.integers(0, len(raw)))])
    for each in codes.sightings(cut, Place("1"), Budget(), []):
        assert each.observable.value
