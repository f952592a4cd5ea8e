"""How wide the columns of a table are, in every format that sets its own pages: what a column says decides, not how many there are.

Why it matters: a column of yes and no as wide as the one with the reasons makes a report of ten pages one of thirty.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from forensics.model.report import Grid

LONG = 14
"""Characters without a space: longer runs may be broken, since a hash or a link is wider than its column."""
_WORD = re.compile(r"[!-~]+")
_MOST_WANTED = 64.0
"""Halves of an ideograph: a column that says more is no wider for it."""
_ON_ONE_LINE = 24
"""Halves of an ideograph: what most rows say in so little is not broken where there is room."""
_ROOM = 880.0
"""Width of the text in halves of an ideograph, times the size of the letters in points."""
ROWS_MEASURED = 200


def widths(block: Grid, size: float) -> list[float]:
    """Shares of the page's width: each column what its longest word needs, the rest by how much the columns say."""
    least, wanted = [], []
    for n, name in enumerate(block.columns):
        told = [row[n] for row in block.rows[:: -(-len(block.rows) // ROWS_MEASURED) or 1]]
        lengths = sorted(map(_width, told)) or [0]
        average = sum(lengths) / len(lengths)
        usual = lengths[len(lengths) * 9 // 10]
        word_ = max(_longest_word(text) for text in (name, *told))
        least.append(min(max(word_, _width(name), usual if usual <= LONG else 0), LONG) + 2.0)
        wanted.append(max(min(average, _MOST_WANTED), min(usual, _ON_ONE_LINE) + 2.0, least[-1]))
    room = _ROOM / size
    spare = room - sum(least)
    asked = sum(wanted) - sum(least)
    if spare > asked and block.wide:  # room that nobody asked for helps those whose words are long
        for n in block.wide:
            wanted[n] += (spare - asked) / len(block.wide)
    if asked > spare > 0:
        wanted = [low + spare * (want - low) / asked for low, want in zip(least, wanted, strict=True)]
    return [round(want, 1) for want in wanted]


def _longest_word(text: str) -> int:
    """Of letters that keep together; an ideograph is a word by itself."""
    return max((len(word_) for word_ in _WORD.findall(text)), default=2)


def _width(text: str) -> int:
    """In halves of an ideograph."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in chain(text[:400]))
