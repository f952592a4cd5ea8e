"""QR codes that are drawn and not sent as pictures: with block characters, dots of Braille, squares, or ``##``.

Why it matters: since 2024 phishing mails draw their codes in characters, so that there is no picture to look at; a telephone reads them from
the screen all the same. Each character becomes two by four dots (Unicode: Block Elements, Braille Patterns, Geometric Shapes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract.carriers import grids
from forensics.extract.carriers.place import Budget, Place, limit
from forensics.model.observable import Sighting

_LEFT_UP, _RIGHT_UP, _LEFT_DOWN, _RIGHT_DOWN = 1, 2, 4, 8
_QUARTERS = {
    **dict.fromkeys(" \u00a0\u2002\u2003\u2007\u3000░□⬜◻▫", 0), **dict.fromkeys("█■⬛◼▓＃#", 15), "▀": 3, "▄": 12, "▌": 5, "▐": 10,
    "▘": 1, "▝": 2, "▖": 4, "▗": 8, "▚": 9, "▞": 6, "▛": 7, "▜": 11, "▙": 13, "▟": 14,
}  # fmt: skip
_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, row by row (Unicode chart U+2800)."""
_SIGN = re.compile("[█▀▄■⬛▓\u2801-\u28ff]")
FEWEST_LINES = 6
"""Of Braille, which has four rows of dots a line, for 21 modules."""
_NARROWEST = 11


def sightings(text: str, place: Place, budget: Budget) -> Iterator[Sighting]:
    """The codes drawn in a text. A text without any drawing costs a search for a few characters."""
    if not may_draw(text):
        return
    block: list[str] = []
    for line in [*text.split("\n"), "-"]:
        clean = line.rstrip("\r")
        if not clean.strip(" \t"):
            continue  # page makers leave empty lines between the rows
        if _is_row(clean):
            block.append(clean)
            continue
        if len(block) >= FEWEST_LINES:
            budget.cells -= 8 * sum(map(len, block))
            if budget.cells < 0:
                yield limit(place, "drawing", "more drawings than are read in one mail")
                return
            yield from grids.sightings(list(_dots(block)), place, "drawn with characters")
        block = []


def may_draw(text: str) -> bool:
    """The cheap question: whether any character of a drawing stands in a text."""
    if not text.isascii() and _SIGN.search(text):
        return True
    return "####" in text and text.count("#") > 150


def _is_row(line: str) -> bool:
    """Whether a line holds nothing but signs of a drawing."""
    return len(line) >= _NARROWEST and all(sign in _QUARTERS or "\u2800" <= sign <= "\u28ff" for sign in line)


def _dots(lines: list[str]) -> Iterator[list[bool]]:
    """Four rows of dots a line. A wide margin of blanks that all lines share is left out by the size of the whole."""
    for line in lines:
        for row in range(4):
            dots: list[bool] = []
            for sign in line:
                if sign >= "\u2800" and sign <= "\u28ff":
                    bits = ord(sign) - 0x2800
                    dots += [bool(bits & _BRAILLE[row][0]), bool(bits & _BRAILLE[row][1])]
                else:
                    half = _QUARTERS[sign] >> (2 if row > 1 else 0)
                    dots += [bool(half & 1), bool(half & 2)]
            yield dots
