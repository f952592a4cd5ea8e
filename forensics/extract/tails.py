"""Where the path, query and fragment of a link end in running text.

Brackets must balance, an unmatched one ends the link; trailing punctuation belongs to the sentence; the quotation mark or star
directly before a link closes it. Whether a bracket is matched shows only further on, so each unbroken run of signs is read once and
remembered: a megabyte of ``http://a.jp/(`` is still read once, and not once a link.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from forensics.extract.edges import CJK, STOPS

_RUN = re.compile(rf"[^\x00-\x20\x7f<>\"`|^\\{STOPS}{CJK}]*+")
_RUN_WITH_BACKSLASHES = re.compile(rf"[^\x00-\x20\x7f<>\"`|^{STOPS}{CJK}]*+")
_SIGNS = re.compile(r"[()\[\]{}]|&(?:gt|lt|quot|nbsp|#39|#34);")
_OPENER = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'\""


class Tails:
    """The ends of the links of one text; ask from left to right."""

    __slots__ = ("_backslashes", "_end", "_partner", "_places", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = -1
        self._backslashes = False
        self._places: list[int] = []
        self._partner: dict[int, int] = {}

    def end(self, start: int, *, quote: str = "", backslashes: bool = False) -> int:
        """Where a link ends whose path may begin at ``start`` (just behind host and port)."""
        text = self._text
        if text[start : start + 1] not in ("/", "?", "#") and not (backslashes and text.startswith("\\", start)):
            return start
        if not (self._start <= start < self._end and self._backslashes == backslashes):
            self._read(start, backslashes)
        end = self._end
        if quote:
            closing = text.find(quote, start, end)
            end = closing if closing >= 0 else end
        for n in range(bisect_left(self._places, start), len(self._places)):
            place = self._places[n]
            if place >= end:
                break
            sign = text[place]
            # An escaped sign, a closing bracket whose opener stands before the link, an opening one that nothing closes in it.
            if (
                sign == "&"
                or (sign in _OPENER and self._partner.get(place, -1) < start)
                or (sign not in _OPENER and self._partner.get(place, end) >= end)
            ):
                end = place
                break
        while end > start and text[end - 1] in _TRAILING:
            end -= 1
        return end

    def _read(self, start: int, backslashes: bool) -> None:
        """Read the run of signs from ``start`` on, with all its brackets and escaped signs."""
        found = (_RUN_WITH_BACKSLASHES if backslashes else _RUN).match(self._text, start)
        self._start, self._end, self._backslashes = start, found.end() if found else start, backslashes
        self._places, self._partner = [], {}
        open_: list[tuple[str, int]] = []
        for sign in _SIGNS.finditer(self._text, start, self._end):
            self._places.append(sign.start())
            mark = sign.group()
            if mark in "([{":
                open_.append((mark, sign.start()))
            elif mark in _OPENER and open_ and open_[-1][0] == _OPENER[mark]:
                _, place = open_.pop()
                self._partner[place], self._partner[sign.start()] = sign.start(), place


def link_end(text: str, start: int) -> int:
    """The same for a text with one link."""
    return Tails(text).end(start)
