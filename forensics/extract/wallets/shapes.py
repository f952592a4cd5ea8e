"""A text reduced to what kind of sign stands where, so that the places worth reading are found without reading.

Why it matters: a million characters of mail hold a few hundred runs that are long enough for an address. A search for a few bytes
in a text that has been translated once costs a fifth of a pattern that looks at every word.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import islice

LONG = 25
"""Characters from which a run is worth reading: the shortest address in base58."""
GAP = 14
"""Characters from one odd place to the next that may still be of one address: some groups of four with nothing odd in them."""
SEPARATORS = " \t\r\n*-_|>~"
"""What may stand between two pieces of an address, in ASCII."""
MOST_MARKS = 50_000
"""Odd places of one text that are looked at: ten times as many as in a million characters of prose, and no more memory than that."""
_LONELY = 12
"""Characters behind its odd place that a piece has which is most of an address."""
_REACH = 44
"""Characters before the first and behind the last odd place that may belong to the address."""
_LINK = frozenset(b"/=&%?")
"""Beside a piece: it belongs to a link."""


def _table(other: str, **signs: str) -> bytes:
    table = bytearray(other.encode() * 256)
    for shape, each in signs.items():
        for sign in each:
            table[ord(sign)] = ord(" " if shape == "_" else shape[-1])
    return bytes(table)


_SPACES = string.whitespace + "?"
_ANY = _table(" ", x=string.ascii_letters + string.digits)
_CLASSES = _table("#", a=string.ascii_lowercase, b=string.ascii_uppercase, _0=string.digits, _=_SPACES, s="*-_|>~")
_BROKEN = _table("#", x=string.ascii_letters + string.digits, _=SEPARATORS + "?")
_CAPITAL = re.compile(rb"ab[^ ]*+")
_DIGIT = re.compile(rb"0(?:(?:[ab]|(?<=a0))[^ ]*+|(?:[ #s][0ab](?![0ab])){3,}+)")
"""A capital behind a small letter, up to the end of the word; a digit beside a letter; a digit among single characters.

Both patterns begin with a byte that is rare in a text: the search jumps from one to the next.
"""
_NO_SEPARATORS = (SEPARATORS + "?").encode()
_BASE58 = _table(" ", x="123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
_BECH32 = _table(" ", x="023456789acdefghjklmnpqrstuvwxyzACDEFGHJKLMNPQRSTUVWXYZ")
_BECH32_DATA = 38
"""Characters of bech32 behind the ``1`` of the shortest address that is put together (and of cashaddr)."""

Marks = list[tuple[int, int]]


def plain(text: str) -> bytes:
    """The text in ASCII, a question mark for each character beyond, of the same length."""
    return text.encode("ascii", "replace")


def long_runs(text: bytes) -> Iterator[tuple[int, int]]:
    """Spans of letters and digits that are long enough, each up to its end."""
    shape = text.translate(_ANY)
    needle = b"x" * LONG
    start = shape.find(needle)
    while start >= 0:
        end = shape.find(b" ", start)
        end = end if end >= 0 else len(shape)
        yield start, end
        start = shape.find(needle, end)


def marks(text: bytes) -> Marks:
    """(place, end of the word) of the first odd place in each word, ascending; a word may be found by both patterns.

    Such a place is a capital or a digit behind a small letter, or a letter behind a digit, or a digit among single characters.
    A long word that goes on behind another sign is a link, mostly, and left out.
    """
    shape = text.translate(_CLASSES)
    found = []
    for pattern, before in ((_CAPITAL, 1), (_DIGIT, 0)):
        for mark in islice(pattern.finditer(shape), MOST_MARKS):
            start, end = mark.span()
            start += before
            if end - start < _LONELY or shape.find(b"#", start, end - 2) < 0 or shape[start + 1] in b" #s":
                found.append((start, end))
    found.sort()
    return found


def zones(text: bytes, places: Marks) -> Iterator[tuple[int, int]]:
    """Spans that may hold an address in pieces, by place, apart from each other: odd words close together, or a long one.

    Of the addresses cut into groups of four that are drawn at random one in a hundred thousand has no two groups that are odd.
    """
    broken = b""
    for first, last in _windows(places):
        broken = broken or text.translate(_BROKEN)
        low = max(0, first - _REACH, broken.rfind(b"#", 0, first) + 1)
        high = min(len(text), last + _REACH)
        while low < high:
            stop = broken.find(b"#", low, high)
            stop = stop if stop >= 0 else high
            if stop - low > LONG and b" " in broken[low:stop]:
                span = _hopeful(text, broken, low, stop)
                if span:
                    yield span
            low = stop + 1


def _windows(places: Marks) -> Iterator[tuple[int, int]]:
    """Clusters of which one reaches into the next, as one."""
    held: tuple[int, int] | None = None
    for first, last in _clusters(places):
        if held and first - held[1] <= _REACH:
            held = held[0], max(held[1], last)
            continue
        if held:
            yield held
        held = first, last
    if held:
        yield held


def _hopeful(text: bytes, broken: bytes, low: int, stop: int) -> tuple[int, int] | None:
    """The span without the ends that belong to links, where enough signs of an address are left in a row."""
    if low and text[low - 1] in _LINK:
        low = broken.find(b" ", low)
    if stop < len(text) and text[stop] in _LINK:
        stop = broken.rfind(b" ", low, stop)
    if stop - low <= LONG:
        return None
    joined = text[low:stop].translate(None, _NO_SEPARATORS)
    if (
        b"x" * LONG in joined.translate(_BASE58)
        or b"x" * _BECH32_DATA in joined.translate(_BECH32)
        or b"0x" in joined
        or b"0X" in joined
    ):
        return low, stop
    return None


def _clusters(places: Marks) -> Iterator[tuple[int, int]]:
    """(start, end) of places in several words that lie close together, or of a long word with one."""
    n = 0
    while n < len(places):
        first, last = places[n]
        n += 1
        words = 1
        while n < len(places) and places[n][0] - last <= GAP:
            words += places[n][0] >= last
            last = max(last, places[n][1])
            n += 1
        if words > 1 or last - first >= _LONELY:
            yield first, last
