"""The pictures of a PDF page, as files or as grey pixels, for the QR codes that may be in them.

Why it matters: a QR code in a PDF is the link that neither the mail's text nor the PDF's annotations show. JPEG pictures are files
as they lie; for those that are packed pixels (ISO 32000-1, 8.9.5) the samples are brought to grey here. What uses rarer filters or
colours is left.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from forensics.extract.carriers.codes import SMALLEST, Grey
from forensics.extract.carriers.place import Budget

MOST = 20
"""Pictures of one page."""
MOST_PIXELS = 4_000_000
"""Of one picture of packed pixels: a code on a scanned page at 200 dots an inch."""


def of_page(page: Any, number: int, budget: Budget, seen: set[int]) -> Iterator[tuple[str, bytes | Grey]]:
    """(how it was found, file or pixels) of each picture that the page may show, forms one level down included."""
    for thing in itertools.islice(_pictures(page.get("/Resources"), 0), MOST):
        mark = id(thing)
        if mark in seen:
            continue
        seen.add(mark)
        width, height = int(thing.get("/Width", 0)), int(thing.get("/Height", 0))
        if min(width, height) < SMALLEST:
            continue
        how = f"picture on page {number}"
        filters = _names(thing.get("/Filter"))
        if filters and filters[-1] == "/DCTDecode":
            yield how, bytes(thing._data) if len(filters) == 1 else b""  # noqa: SLF001 - the packed bytes themselves, which are a JPEG file
        elif width * height <= min(MOST_PIXELS, budget.pixels) and not set(filters) - {
            "/FlateDecode",
            "/LZWDecode",
            "/ASCII85Decode",
            "/ASCIIHexDecode",
            "/RunLengthDecode",
        }:
            budget.pixels -= width * height
            grey = _grey(thing, width, height)
            if grey:
                yield how, grey


def _pictures(resources: Any, depth: int) -> Iterator[Any]:
    resources = resources.get_object() if resources is not None else None
    things = resources.get("/XObject") if isinstance(resources, dict) else None
    things = things.get_object() if things is not None else None
    for reference in list(things.values())[:200] if isinstance(things, dict) else ():
        thing = reference.get_object()
        if not isinstance(thing, dict):
            continue
        if thing.get("/Subtype") == "/Image":
            yield thing
        elif thing.get("/Subtype") == "/Form" and depth < 2:
            yield from _pictures(thing.get("/Resources"), depth + 1)


def _names(filters: Any) -> list[str]:
    filters = filters.get_object() if filters is not None else None
    return [str(each) for each in filters] if isinstance(filters, list) else ([str(filters)] if filters else [])


def _grey(thing: Any, width: int, height: int) -> Grey | None:
    """Samples of 1 or 8 bits, grey, RGB, CMYK or by a palette; anything else is None."""
    bits = 1 if thing.get("/ImageMask") else int(thing.get("/BitsPerComponent", 8))
    data: bytes = thing.get_data()
    channels, table = _colours(thing.get("/ColorSpace"))
    row = (width * channels * bits + 7) // 8
    if bits not in (1, 8) or not channels or len(data) < row * height or (bits == 1 and channels != 1):
        return None
    if bits == 1:
        low, high = (table[0], table[1]) if len(table) > 1 else (0, 255)
        if _inverted(thing):
            low, high = high, low
        spread = [bytes(high if byte >> (7 - n) & 1 else low for n in range(8)) for byte in range(256)]
        lines = (b"".join([spread[byte] for byte in data[n * row : (n + 1) * row]])[:width] for n in range(height))
        return Grey(b"".join(lines), width, height)
    # One channel tells dark from light well enough: green carries most of the brightness, and of CMYK the black one is no help.
    pixels = data[: row * height]
    if channels == 3:
        pixels = pixels[1::3]
    elif channels == 4:
        pixels = bytes(255 - min(255, key + cyan) for key, cyan in zip(pixels[3::4], pixels[0::4], strict=True))
    elif table:
        pixels = pixels.translate(bytes(table[:256]).ljust(256, b"\xff"))
    return Grey(pixels, width, height)


def _inverted(thing: Any) -> bool:
    decode = thing.get("/Decode")
    decode = decode.get_object() if decode is not None else None
    return isinstance(decode, list) and len(decode) > 1 and float(decode[0]) > float(decode[1])


def _colours(space: Any) -> tuple[int, list[int]]:
    """(channels, grey of each palette entry) of a colour space."""
    space = space.get_object() if space is not None else "/DeviceGray"
    if not isinstance(space, list):
        return {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4, "/CalGray": 1, "/CalRGB": 3}.get(str(space), 0), []
    kind = str(space[0]) if space else ""
    if kind in ("/CalGray", "/CalRGB"):
        return (1 if kind == "/CalGray" else 3), []
    if kind == "/ICCBased" and len(space) > 1:
        return int(space[1].get_object().get("/N", 0)), []
    if kind == "/Indexed" and len(space) > 3:
        inner, _ = _colours(space[1])
        listed = space[3].get_object()
        data = listed.get_data() if hasattr(listed, "get_data") else getattr(listed, "original_bytes", b"")
        if inner in (1, 3):
            return 1, list(data[inner // 2 :: inner])
    return 0, []
