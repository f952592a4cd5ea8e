"""A text made even for a search: letters of ASCII small, runs of white space one space, with the way back to each byte.

Why it matters: ``YOUR  account`` is the same words as ``your`` at the end of a line with ``account`` below it. A text that is made
even once need not be matched with patterns that know every case and every space, which is most of what they would cost.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

_SMALL = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ\t\n\f\r", b"abcdefghijklmnopqrstuvwxyz    ")
_WIDE_SPACES = {
    space.encode(): b" " * len(space.encode())
    for space in ("\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}", "\N{IDEOGRAPHIC SPACE}")
}
_RUN = re.compile(rb"  +")


class Even:
    """A text made even (UTF-8): linear in its length, and as long as it was where no white space stands side by side."""

    __slots__ = ("_behind", "_lost", "_small", "words")

    def __init__(self, text: bytes) -> None:
        small = text.translate(_SMALL)
        if not text.isascii():
            for space, spaces in _WIDE_SPACES.items():
                small = small.replace(space, spaces)
        self.words = _RUN.sub(b" ", small) if b"  " in small else small
        self._small = small
        self._behind, self._lost = array("L"), array("L")

    def place(self, at: int) -> int:
        """The offset in the text as it was of the byte at ``at``; of one space for many, the first of them."""
        if self.words is self._small:
            return at
        if not self._behind:
            self._find()
        n = bisect_right(self._behind, at)
        return at + self._lost[n - 1] if n else at

    def _find(self) -> None:
        """Where bytes were left out: just behind each run that became one space, and how many up to there."""
        lost = 0
        for run in _RUN.finditer(self._small):
            start, end = run.span()
            lost += end - start - 1
            self._behind.append(end - lost)
            self._lost.append(lost)
