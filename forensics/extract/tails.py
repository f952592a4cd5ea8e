"""Where the path, query and fragment of a link end in running text.

Brackets must balance, an unmatched one ends the link, and so does a closing tag of a forum (``[/url]``); trailing punctuation belongs
to the sentence; the quotation mark, star or comma directly before a link closes it; ``https://`` behind a letter, comma or closing
bracket begins the next link. Words in a script without spaces belong to the link where the writer clearly goes on (``prose``).
Whether a bracket is matched shows only further on, so each unbroken run of signs is read once and remembered: a megabyte of
``http://a.jp/(`` is still read once, and not once a link.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left

from forensics.extract.prose import LONGEST_NAME, is_prose, title_end
from forensics.extract.scripts import PICTURES, SIGNS, STOPS, UNSPACED

_RUN = re.compile(rf"[^\x00-\x20\x7f<>\"`|\\{STOPS}{UNSPACED}{PICTURES}]*+")
_RUN_WITH_BACKSLASHES = re.compile(rf"[^\x00-\x20\x7f<>\"`|{STOPS}{UNSPACED}{PICTURES}]*+")
_WORDS = re.compile(rf"[{UNSPACED}](?:[{UNSPACED}]|[A-Za-z0-9]){{0,{LONGEST_NAME}}}+")
_PICTURE = re.compile(rf"[{PICTURES}]++(?=[/?#=&_)\-][A-Za-z0-9/_])")
_STOPS_AMONG_LETTERS = frozenset("\u0e2f\u0e4f\u0e5a\u0e5b\u104a\u104b\u17d4\u17d5\u17d6\u17d8\u17d9\u17da\u30fb")
"""Stops in the blocks of scripts without spaces: inside words they are kept, at the end of a link they belong to the text."""
_BEFORE_WORDS = "/=-_?&#.:,+"
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_SIGNS = re.compile(r"[()\[\]{}&](?:(?<!&)|(?:gt|lt|quot|nbsp|#39|#34);)")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6})\Z")
"""An escaped sign at the end of a link, up to its semicolon: what an editor put there for a sign of the text (GFM, autolinks)."""
_LONGEST_ENTITY = 32
_MOST_SEGMENTS = 64
"""Segments in unspaced scripts that one link may have."""
_OPENER = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'\"*"
_SIGN = re.compile(f"[{SIGNS}]")
_BEGINS = ("/", "?", "#")
_EMPHASIS = frozenset("*_~")
"""Signs of emphasis that stand in links too: the one at the end closes, the first one only where none stands there."""
_NEXT = re.compile(r"(?:[A-Za-z0-9](?<!%[0-9A-Fa-f]{2})|[,;.!)\]}>])(https?)\Z", re.IGNORECASE)
"""The scheme of the next link, glued to this one. Behind ``/``, ``=``, ``:`` or ``%3D`` it is a link within the link."""


class Tails:
    """The ends of the links of one text; ask from left to right."""

    __slots__ = ("_backslashes", "_end", "_first", "_partners", "_places", "_start", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._start = self._end = self._first = -1
        self._backslashes = False
        # Arrays, since a run may be a million brackets: the place of each sign, and the place of its partner, -1 for none.
        self._places = array("i")
        self._partners = array("i")

    def end(self, start: int, *, quote: str = "", backslashes: bool = False) -> int:
        """Where a link ends whose path may begin at ``start`` (just behind host and port)."""
        text = self._text
        if text[start : start + 1] not in _BEGINS and not (backslashes and text.startswith("\\", start)):
            return start
        if not (self._start <= start < self._end and self._backslashes == backslashes):
            self._read(start, backslashes)
        end = self._end
        if quote and quote not in _EMPHASIS:
            closing = text.find(quote, start, end)
            end = closing if closing >= 0 else end
        if self._places:
            end = self._balanced(start, end)
        if quote in _EMPHASIS:
            end = _emphasised(text, start, end, quote)
        end = _before_the_next(text, start, end)
        while end > start and (text[end - 1] in _TRAILING or (text[end - 1] >= "\x80" and _SIGN.match(text, end - 1))):
            if text[end - 1] == "'" and end - start < LONGEST_NAME and text.count("'", start, end) % 2 == 0:
                break  # 'a pair of them' in the path
            end -= 1
            if text[end] == ";" and text[end - 1].isalnum():
                entity = _ENTITY.search(text, max(start, end - _LONGEST_ENTITY), end)
                end = entity.start() if entity else end
        return end

    def _balanced(self, start: int, end: int) -> int:
        """The end moved before the first sign that no bracket in the link matches, or that stands for a bracket."""
        if start == self._start and end == self._end:
            return self._first
        for n in range(bisect_left(self._places, start), len(self._places)):
            place = self._places[n]
            if place >= end:
                break
            sign, partner = self._text[place], self._partners[n]
            # An escaped sign, a closing bracket whose opener stands before the link, an opening one that nothing closes in it, [/url].
            if sign == "&" or (sign == "[" and self._text[place + 1 : place + 2] == "/"):
                return place
            if (sign in _OPENER and partner < start) or (sign not in _OPENER and not 0 <= partner < end):
                return place
        return end

    def _read(self, start: int, backslashes: bool) -> None:
        """Read the run of signs from ``start`` on, with all its brackets and escaped signs."""
        pattern = _RUN_WITH_BACKSLASHES if backslashes else _RUN
        found = pattern.match(self._text, start)
        end = found.end() if found else start
        for _ in range(_MOST_SEGMENTS):
            if end >= len(self._text) or self._text[end].isascii():
                break
            on = _going_on(self._text, start, end)
            if on == end:
                break
            found = pattern.match(self._text, on)
            end = found.end() if found else on
        self._start, self._end, self._backslashes = start, end, backslashes
        text = self._text
        places = array("i", (sign.start() for sign in _SIGNS.finditer(text, start, end)))
        partners, open_ = array("i", [-1]) * len(places), array("i")
        for n, place in enumerate(places):
            mark = text[place]
            if mark in "([{":
                open_.append(n)
            elif mark in _OPENER and open_ and text[places[open_[-1]]] == _OPENER[mark]:
                opener = open_.pop()
                partners[opener], partners[n] = place, places[opener]
        self._places, self._partners = places, partners
        # What ends a link of the whole run, which most are: the first sign without a partner, or a closing tag.
        tag = text.find("[/", start, end)
        self._first = min(end if tag < 0 else tag, places[partners.index(-1)] if -1 in partners else end)


def _emphasised(text: str, start: int, end: int, quote: str) -> int:
    """Where a link between signs of emphasis ends: ``_https://example.test/a_b_`` before the last one."""
    last = end
    while last > start and text[last - 1] in _TRAILING and text[last - 1] != quote:
        last -= 1
    if last > start and text[last - 1] == quote:
        while last > start and text[last - 1] == quote:
            last -= 1
        return last
    closing = text.find(quote, start, end)
    return closing if closing >= 0 else end


def _before_the_next(text: str, start: int, end: int) -> int:
    """The end moved before the next link that stands glued to this one: ``https://a.test/xhttps://b.test/y``."""
    at = text.find("://", start, end)
    while at >= 0:
        found = _NEXT.search(text, max(start, at - 8), at)
        if found and found.start(1) > start:
            return found.start(1)
        at = text.find("://", at + 3, end)
    return end


def _going_on(text: str, start: int, at: int) -> int:
    """Where the link goes on behind the sign at ``at``, which is none of a URL; ``at`` itself where it ends there."""
    before, sign = text[at - 1], text[at]
    if sign in "–’":  # the very signs that are meant: 'Foo–Bar', 'Hawai’i' as browsers copy them
        inside = before.isascii() and before.isalnum() and text[at + 1 : at + 2].isalnum() and text[at + 1].isascii()
        return at + 1 if inside and "/wiki/" in text[start : min(at, start + 200)] else at
    bracketed = before == "(" and text[at - 2] == "_"  # /wiki/Name_(...)
    if before not in _BEFORE_WORDS and not bracketed and not _ESCAPE.match(text, at - 3):
        return at
    words = _WORDS.match(text, at)
    if words:
        end = words.end()
        while end > at and text[end - 1] in _STOPS_AMONG_LETTERS:
            end -= 1
        after = text[end : end + 2]
        if after[:1] == "@" or after == ":/" or end == at:
            return at
        if not is_prose(text[at:end]):
            return end
        return at + title_end(text[at:end]) if text.endswith("/wiki/", start, at) else at
    picture = _PICTURE.match(text, at)
    return picture.end() if picture else at


def link_end(text: str, start: int) -> int:
    """The same for a text with one link."""
    return Tails(text).end(start)
