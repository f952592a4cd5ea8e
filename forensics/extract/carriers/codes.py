"""QR codes and their kin (Aztec, Data Matrix) in pictures.

Why it matters: a link in a picture passes filters that read text, and it is opened on a telephone, outside the office's protection. The
payload may be a link, a mailbox, a telephone number, a wallet, a wireless network or plain text; it is told whole (kind ``qr``) and
read by all finders. Sources: ISO/IEC 18004 (QR), ISO/IEC 24778 (Aztec), ISO/IEC 16022 (Data Matrix); the payload forms are those that
telephones know (ZXing's list of barcode contents). Decoding is zxing-cpp's; what is read here is grey pixels and nothing else of a file.
"""

from __future__ import annotations

import io
import re
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forensics.extract.carriers.place import Budget, Place, limit, read
from forensics.model.observable import Observable, Sighting

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST = 25
"""Pixels of the shorter side: the smallest QR code has 21 modules, and no telephone reads one without a margin."""
MOST_PIXELS = 40_000_000
"""Of one picture as stored. A telephone's photograph has 12 million; above that a header lies or a reader is to be exhausted."""
LARGEST_SIDE = 1600
"""Pixels. A larger picture is read at a whole fraction of its size: the largest QR code (177 modules) still has nine pixels a module."""
MOST_CODES = 50
"""Codes of one picture."""
LONGEST_PAYLOAD = 8_000
"""Characters: the most that a QR code holds is 7,089 digits."""
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
"""What mail programs show. Pillow knows many more, and each further one is more code for hostile bytes."""
_SECRET = re.compile(r"(?i)(\bP:|[?&]secret=)([^;&\s]{1,200})")


@dataclass(frozen=True, slots=True)
class Grey:
    """A picture as grey pixels, one byte each, row by row."""

    pixels: bytes
    width: int
    height: int


def sightings(data: bytes, place: Place, budget: Budget, seen: list[Grey]) -> Iterator[Sighting]:
    """The codes of one picture. A picture without any is put into ``seen``, since it may be half of one (``halves``)."""
    found = False
    grey: list[Grey] = []
    for item in _grey(data, place, budget):
        if isinstance(item, Sighting):
            yield item
            continue
        grey.append(item)
        if not found:
            for sighting in of_pixels(item, place):
                found = True
                yield sighting
    if grey and not found:
        seen.append(grey[0])


def of_pixels(grey: Grey, place: Place, how: str = "") -> Iterator[Sighting]:
    """The codes in grey pixels, each with what its payload names."""
    for form, payload in _decoded(grey):
        yield from told(form, payload, place.inner(how) if how else place)


def halves(one: Grey, two: Grey, place: Place) -> Iterator[Sighting]:
    """A code cut into two pictures that the page shows beside or below each other: only together they are one."""
    if one.width == two.width:
        joined = Grey(one.pixels + two.pixels, one.width, one.height + two.height)
        yield from of_pixels(joined, place, "two pictures below each other")
    if one.height == two.height:
        rows = (
            one.pixels[n * one.width : (n + 1) * one.width] + two.pixels[n * two.width : (n + 1) * two.width]
            for n in range(one.height)
        )
        joined = Grey(b"".join(rows), one.width + two.width, one.height)
        yield from of_pixels(joined, place, "two pictures beside each other")


def told(form: str, payload: str, place: Place) -> Iterator[Sighting]:
    """One payload: itself, with secrets starred, and what it names."""
    shown = _SECRET.sub(lambda found: f"{found[1]}{'*' * len(found[2])}", payload[:LONGEST_PAYLOAD])
    context = " ".join(shown[:200].split())
    where = "qr code" if "QR" in form else f"{form} code"
    yield Sighting(Observable("qr", shown), shown, place.part, where, context, None, place.how or "plain")
    for sighting in read(shown, place, where):
        yield sighting._replace(context=context)


def _decoded(grey: Grey) -> list[tuple[str, str]]:
    import zxingcpp

    formats = [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.MicroQRCode,
        zxingcpp.BarcodeFormat.Aztec,
        zxingcpp.BarcodeFormat.DataMatrix,
    ]
    # Its type stubs know arrays of numpy alone; any buffer and any list of formats will do.
    view = zxingcpp.ImageView(grey.pixels, grey.width, grey.height, zxingcpp.ImageFormat.Lum)  # type: ignore[arg-type]
    found = zxingcpp.read_barcodes(view, formats=formats)  # type: ignore[arg-type]
    # The library writes a format's name with or without its type and spaces, by version.
    return [
        (str(each.format).rpartition(".")[2].replace(" ", ""), each.text) for each in found[:MOST_CODES] if each.text
    ]


def _grey(data: bytes, place: Place, budget: Budget) -> Iterator[Grey | Sighting]:
    """The picture as a reader sees it, on white and, where it has transparent parts, on black; or what kept it from being read."""
    mark = hash((len(data), zlib.crc32(data)))
    if mark in budget.seen:
        return
    budget.seen.add(mark)
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd palettes and large pictures; sizes are checked below
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                width, height = picture.size
                if min(width, height) < SMALLEST:
                    return
                if width * height > min(MOST_PIXELS, budget.pixels) or budget.images <= 0:
                    yield limit(place, "image", f"image of {width} x {height} pixels not decoded")
                    return
                budget.pixels -= width * height
                budget.images -= 1
                picture.draft("L", (LARGEST_SIDE // 2, LARGEST_SIDE // 2))
                yield from _layers(picture)
    # Pillow's readers let through whatever a broken file makes of them: each of these was seen with files cut or altered
    except (OSError, ValueError, TypeError, IndexError, KeyError, EOFError, SyntaxError, OverflowError, MemoryError, AttributeError, RuntimeError, ArithmeticError, zlib.error, Image.DecompressionBombError) as error:  # fmt: skip
        yield limit(place, "image", f"image not decoded: {type(error).__name__}")


def _layers(picture: Image) -> Iterator[Grey]:
    """A picture in grey; one with clear parts as it looks on white and, where it is no larger than a screen, on black paper."""
    from PIL import Image

    times = -(-max(picture.size) // LARGEST_SIDE)
    sheets: list[Image.Image]
    if picture.mode == "P":
        # By a table of its at most 256 colours: ten times faster than turning every pixel into a colour first.
        used = [number for number, count in enumerate(picture.histogram()) if count]
        tables = list(_tables(picture, used))[: 1 if times > 1 else 2]
        sheets = [picture.point(table, "L") for table in tables]
    elif picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        clear = clear.reduce(times) if times > 1 else clear
        alpha, grey = clear.getchannel("A"), clear.convert("L")
        papers = (255, 0) if times == 1 and alpha.getextrema()[0] == 0 else (255,)
        times = 1
        sheets = [Image.new("L", clear.size, paper) for paper in papers]
        for sheet in sheets:
            sheet.paste(grey, mask=alpha)
    else:
        if (
            picture.mode == "RGB" and times > 1
        ):  # made smaller first: a photograph in grey beside it would take a third more
            picture, times = picture.reduce(times), 1
        sheets = [picture.convert("L")]
    for sheet in sheets:
        yield _bytes(sheet.reduce(times) if times > 1 else sheet)


def _tables(picture: Image, used: list[int]) -> Iterator[bytes]:
    """For each paper, the grey of each colour of a palette (weights of ITU-R BT.601)."""
    palette = picture.getpalette("RGB") or []
    palette += [0] * (768 - len(palette))
    clear = picture.info.get("transparency", b"")
    alphas = [255] * 256
    if isinstance(clear, int):
        alphas[clear & 255] = 0
    else:
        alphas[: len(clear[:256])] = clear[:256]
    light = [(palette[n] * 299 + palette[n + 1] * 587 + palette[n + 2] * 114) // 1000 for n in range(0, 768, 3)]
    for paper in (255, 0) if any(alphas[number] == 0 for number in used) else (255,):
        yield bytes((grey * alpha + paper * (255 - alpha)) // 255 for grey, alpha in zip(light, alphas, strict=True))


def _bytes(picture: Image) -> Grey:
    return Grey(picture.tobytes(), *picture.size)
