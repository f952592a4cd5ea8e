"""Files that carry links, made by code: a QR code as a picture, a PDF, a Word file, an old Office file, and the mail around them."""

from __future__ import annotations

import base64
import io
import zipfile

import zxingcpp
from PIL import Image

from forensics import read_mail
from forensics.extract import sightings

LINK = "https://pay.example.net/login?id=7"


def picture_of(code: zxingcpp.Barcode, scale: int = 1, *, margin: bool = True) -> Image.Image:
    """A code as the library draws it."""
    drawn = zxingcpp.write_barcode_to_image(code, scale=scale, add_quiet_zones=margin)
    height, width = drawn.shape
    return Image.frombytes("L", (width, height), bytes(memoryview(drawn)))  # type: ignore[arg-type]  # a buffer, whatever its stubs say


def qr_grid(payload: str) -> list[list[bool]]:
    """The modules of a QR code, dark is true, without a margin."""
    picture = picture_of(zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode), margin=False)
    return [[picture.getpixel((x, y)) == 0 for x in range(picture.width)] for y in range(picture.height)]


def qr_picture(payload: str, scale: int = 4, margin: int = 4) -> Image.Image:
    """A grey picture of a QR code."""
    grid = qr_grid(payload)
    side = len(grid) + 2 * margin
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(grid):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + margin, y + margin), 0)
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def file_of(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture file."""
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def zipped(members: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(objects: list[str | bytes]) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += (
            b"%d 0 obj\n" % number
            + (content if isinstance(content, bytes) else content.encode("latin-1"))
            + b"\nendobj\n"
        )
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: str = "") -> bytes:
    """A stream object."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def simple_pdf(words: str = "", annotation: str = "", catalogue: str = "", resources: str = "") -> bytes:
    """One page with words, one annotation, and what else the catalogue says."""
    drawn = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode("latin-1")
    return pdf(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> {resources} >> /Annots [{annotation}] >>",
            stream(drawn),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
    )


def with_file(data: bytes, declared: str = "application/octet-stream", name: str = "file.bin", text: str = "see file"):
    """A mail with one attachment."""
    return with_files([data], declared, name, text)


def with_files(
    files: list[bytes], declared: str = "application/octet-stream", name: str = "file.bin", text: str = "see file"
):
    """A mail with some attachments."""
    pieces = [
        b"From: a@example.org\r\nTo: hanako@kaede.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\n" + text.encode() + b"\r\n"
    ]
    pieces += [
        f'--b\r\nContent-Type: {declared}; name="{name}"\r\nContent-Disposition: attachment\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(data)
        + b"\r\n"
        for data in files
    ]
    return read_mail(b"".join([*pieces, b"--b--\r\n"]))


def with_html(html: str):
    """A mail that is one page."""
    head = "From: a@example.org\r\nTo: hanako@kaede.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return read_mail((head + html).encode())


def found(mail, *kinds: str, not_in: tuple[str, ...] = ("header", "text", "attachment", "html text")):
    """(where, kind, value) of what a mail's carriers gave, of some kinds or of all."""
    return [
        (each.where, each.observable.kind, each.observable.value)
        for each in sightings(mail)
        if (not kinds or each.observable.kind in kinds)
        and not each.where.startswith("header ")
        and each.where not in not_in
    ]
