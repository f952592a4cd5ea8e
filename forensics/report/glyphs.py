"""Which characters the fonts of a printed page hold: what they lack is named, ``⟨U+1F600⟩``, before it is set.

Why it matters: a page for the archive (PDF/A) may not hold a character without a shape, and one emoji in a subject would
otherwise end the whole report. A reader sees which character stood there, where an empty box would hide it.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from forensics.model.errors import ForensicsError

OPEN, CLOSE = "〈", "〉"
"""Brackets that the Japanese font has; the mathematical ones of ``safe.visible`` it has not."""
_MATHEMATICAL = str.maketrans("⟨⟩", OPEN + CLOSE)
JAPANESE = "Noto Sans CJK JP"
OTHERS = "DejaVu Sans"
_LETTERS = re.compile("[\U0001d400-\U0001d7ff]{2,}")
"""Mathematical letters, in which mails write words past filters: named one by one, such a word could not be read."""
_JOINING = ("Mn", "Mc", "Me", "Cf")


class NoFont(ForensicsError):
    """The Japanese font that a printed page is set in is not installed."""


@cache
def folders() -> tuple[Path, ...]:
    """Folders of the fonts: the Japanese one, and DejaVu Sans (Arabic, Hebrew, Armenian, Georgian) where matplotlib brings it."""
    spec = find_spec("noto_cjk_sans_jp_regular")
    if spec is None or spec.origin is None:
        raise NoFont("the Japanese font is not installed: pip install 'forensics[report]'")
    found = [Path(spec.origin).parent]
    spec = find_spec("matplotlib")
    others = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" if spec and spec.origin else None
    return (*found, others) if others and (others / "DejaVuSans.ttf").is_file() else tuple(found)


@cache
def fonts() -> tuple[str, ...]:
    """Families, in the order in which a glyph is looked for."""
    return (JAPANESE, OTHERS)[: len(folders())]


@cache
def _held() -> tuple[frozenset[int], ...]:
    """The code points of each font."""
    files = (next(folders()[0].glob("*.otf")), *(folder / "DejaVuSans.ttf" for folder in folders()[1:]))
    return tuple(frozenset(_points(file)) for file in files)


def _points(file: Path) -> Iterator[int]:
    """What a font's ``cmap`` table maps to a glyph, read from its subtable of format 12 (OpenType 1.9, "cmap")."""
    with file.open("rb") as font:
        tables = struct.unpack(">4xH6x", font.read(12))[0]
        directory = dict(struct.iter_unpack(">4s4xI4x", font.read(16 * tables)))
        font.seek(directory[b"cmap"])
        subtables = struct.unpack(">2xH", font.read(4))[0]
        for start in sorted({start for (start,) in struct.iter_unpack(">4xI", font.read(8 * subtables))}):
            font.seek(directory[b"cmap"] + start)
            form, groups = struct.unpack(">H10xI", font.read(16))
            if form == 12:
                for first, last, _ in struct.iter_unpack(">III", font.read(12 * groups)):
                    yield from range(first, last + 1)


def settable(text: str, *, plainly: bool = False) -> str:
    """The text with every character named that no font holds, or that would have to be joined to one of another font.

    ``plainly``: in the Japanese font alone, and without joining marks; what is left can be set whatever stands beside it.
    """
    text = _LETTERS.sub(_read, text.translate(_MATHEMATICAL))
    if text.isascii():
        return text if text.isprintable() else "".join(c if c.isprintable() else _named(c) for c in text)
    fonts_ = _held()[:1] if plainly else _held()
    said: list[str] = []
    base: tuple[bool, ...] = ()
    for character in text:
        point = ord(character)
        has = tuple(point in font for font in fonts_)
        if character >= "\u0300" and unicodedata.category(character) in _JOINING:
            joined = not plainly and any(a and b for a, b in zip(has, base, strict=False))
            said.append(character if joined else _named(character))
            continue
        base = has
        said.append(character if any(has) and point >= 0x20 else _named(character))
    return "".join(said)


def _read(found: re.Match[str]) -> str:
    """``〈U+1D413…: Track〉``: the first character's name, and what the eye reads."""
    return f"{OPEN}U+{ord(found[0][0]):04X}…: {unicodedata.normalize('NFKC', found[0])}{CLOSE}"


def _named(character: str) -> str:
    return f"{OPEN}U+{ord(character):04X}{CLOSE}"
