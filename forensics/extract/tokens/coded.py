"""Where an ``@`` may hide in a link, and what stands around it: plain, percent-encoded, base64, hexadecimal, one in the other.

Why it matters: kits write the reader's address into the link in whatever coding is at hand, often inside other data
(``2,22,name@host`` in hexadecimal). The at sign betrays it: ``@`` between a letter and a letter leaves in base64 only a few pairs of
digits for each of its three alignments (RFC 4648), and ``40`` in hexadecimal. Only what stands around such a place is decoded, so the
cost is that of one search.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

LEVELS = 8
"""Percent-encoding over percent-encoding that is taken off."""
DEEPEST = 3
"""Codings within codings."""
MOST = 64
"""At signs that are looked at in one reading of a link."""
SHORTEST_NESTED = 40
"""Characters of a text in which codings within codings are looked for."""
BEFORE, BEHIND = 96, 344
"""Base64 digits around an at sign that may belong to an address: 64 characters before it, 253 behind (RFC 5321)."""

# The second of the digits that ``@`` leaves is always one of eight; the first tells the alignment.
_BASE64_AT = re.compile(r"[A-H](?:(?<=Q[D-H])|(?<=[EUk0][AB])|(?<=[BFJNRVZdhlptx159]A)(?=[M-OQ-WY-e]))")
_HEX_AT = re.compile(r"40(?<=[2-7][0-9a-fA-F]40)(?=[3-7][0-9a-fA-F])")
# Base64 of text: the first of each four digits holds the upper six bits of a character from 0x20 to 0x7F. Written out six times,
# which is four times as fast as a counted group.
_LONG = re.compile(r"[=/?&.,:_\-\"](" + "[I-Za-f][A-Za-z0-9]{3}" * 6 + r"[A-Za-z0-9+/_\-]*+)")
_ESCAPES = re.compile(r"%[0-9a-fA-F]{2}(?:%[0-9a-fA-F]{2})*+")
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~.\"")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789[")
_DIGIT = re.compile(r"[A-Za-z0-9+/\-_]*+")
_HEX_DIGITS = "0123456789abcdefABCDEF"
_HEX_PAIRS = re.compile(r"(?:[0-9a-fA-F]{2})*+")


class Place(NamedTuple):
    """An at sign in a text that stands in the link in some coding."""

    text: str
    """The decoded text around it."""
    at: int
    """Offset of the at sign in ``text``."""
    form: str
    """``plain``, ``percent``, ``base64``, ``hex``; several, from the outside in, with commas."""
    start: int
    """Offset of ``text`` in the link."""
    end: int


def worth_a_look(link: str) -> bool:
    """The cheap question: could an at sign stand in it?"""
    return (
        "@" in link
        or "%" in link
        or ("40" in link and _HEX_AT.search(link) is not None)
        or _BASE64_AT.search(link) is not None
        or (len(link) > SHORTEST_NESTED and _LONG.search(link) is not None)
    )


def places(link: str) -> Iterator[Place]:
    """Every at sign of a link, in the open or coded."""
    if "%" not in link:
        yield from _places(link, "", 0, len(link), 0, inside=False)
        return
    yield from _open(link, "plain", 0, len(link))
    plainer = plain(link)
    for place in _places(plainer, "", 0, len(link), 0, inside=False):
        if place.form == "plain":
            yield Place(place.text, place.at, "percent", 0, len(link))
        else:
            written = plainer[place.start : place.end]
            start = link.find(written)
            span = (start, start + len(written)) if start >= 0 else stretch(link, written)
            yield Place(place.text, place.at, place.form, *span)


def _open(text: str, form: str, start: int, end: int) -> Iterator[Place]:
    at = -1
    for _ in range(MOST):
        at = text.find("@", at + 1)
        if at < 0:
            return
        yield Place(text, at, form, start, end)


def plain(text: str) -> str:
    """Without percent-encoding, also where it was encoded several times."""
    for _ in range(LEVELS):
        if "%25" not in text:
            break
        text = text.replace("%25", "%")  # far cheaper than to unquote level by level
    for _ in range(LEVELS):
        if "%" not in text:
            break
        plainer = _ESCAPES.sub(_unescaped, text)
        if plainer == text:
            break
        text = plainer
    return text


def _unescaped(found: re.Match[str]) -> str:
    data = bytes.fromhex(found[0].replace("%", ""))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _places(text: str, outer: str, start: int, end: int, depth: int, *, inside: bool) -> Iterator[Place]:
    """``inside``: the text was decoded, and the whole stretch from ``start`` to ``end`` stands for each place in it."""
    if "@" in text:
        yield from _open(text, outer or "plain", start, end)
    if _BASE64_AT.search(text):
        for hit in islice(_BASE64_AT.finditer(text), MOST):
            told = _base64(text, hit.start(), outer)
            if told:
                yield Place(told.text, told.at, told.form, start, end) if inside else told
    if "40" in text:
        for hit in islice(_HEX_AT.finditer(text), MOST):
            told = _hexadecimal(text, hit.start(), outer)
            yield Place(told.text, told.at, told.form, start, end) if inside else told
    if inside:
        text = f"={text}"  # what was decoded begins as a value does
    if depth < DEEPEST and len(text) > SHORTEST_NESTED and _LONG.search(text):
        yield from _nested(text, outer, start, end, depth, inside=inside)


def _nested(text: str, outer: str, start: int, end: int, depth: int, *, inside: bool) -> Iterator[Place]:
    """What stands coded in base64 that reads as text."""
    for run in islice(_LONG.finditer(text), MOST):
        decoded = _text(run.group(1))
        if decoded:
            form = f"{outer}, base64" if outer else "base64"
            place = (start, end) if inside else run.span(1)
            for found in _places(plain(decoded), form, *place, depth + 1, inside=True):
                if "@" not in decoded or found.form != form:  # those in the open were found by their digits
                    yield found


def _base64(text: str, second: int, outer: str) -> Place | None:
    first = text[second - 1]
    lead = 0 if first == "Q" else 1 if first in "EUk0" else 2  # which byte of its group of three the at sign is
    group = second - 1 - lead
    if group < 0:
        return None
    before = text[max(0, group - BEFORE) : group]
    begin = group - (len(before) - len(before.rstrip(_DIGITS))) // 4 * 4
    run = _DIGIT.match(text, begin, group + BEHIND)
    end = run.end() if run else begin
    if end <= second:
        return None
    end -= (end - begin) % 4 == 1
    digits = _standard(text[begin:end])
    decoded = binascii.a2b_base64(digits + "=" * (-len(digits) % 4)).decode("latin-1")
    at = (group - begin) // 4 * 3 + lead
    if not at or decoded[at - 1] not in _LOCAL or decoded[at + 1 : at + 2] not in _HOST:
        return None  # chance
    return Place(decoded, at, f"{outer}, base64" if outer else "base64", begin, end)


def _hexadecimal(text: str, at: int, outer: str) -> Place:
    before = text[max(0, at - 160) : at]
    begin = at - (len(before) - len(before.rstrip(_HEX_DIGITS))) // 2 * 2
    run = _HEX_PAIRS.match(text, begin, at + 520)
    end = run.end() if run else at + 2
    decoded = bytes.fromhex(text[begin:end]).decode("latin-1")
    return Place(decoded, (at - begin) // 2, f"{outer}, hex" if outer else "hex", begin, end)


def _text(digits: str) -> str:
    """What a long run of base64 holds, where that begins as text does; empty for anything else."""
    if not binascii.a2b_base64(_standard(digits[:24])).isascii():
        return ""
    digits = _standard(digits[: len(digits) - (len(digits) % 4 == 1)])
    decoded = binascii.a2b_base64(digits + "=" * (-len(digits) % 4)).decode("latin-1")
    return decoded if decoded[:18].isprintable() else ""


def _standard(digits: str) -> str:
    """The URL alphabet made the standard one (``str.translate`` takes twenty times as long)."""
    return digits.replace("-", "+").replace("_", "/")


def as_written(place: Place, start: int, end: int) -> tuple[int, int]:
    """Offsets in the link of ``place.text[start:end]``, as closely as its coding allows."""
    if place.form == "plain":
        return place.start + start, place.start + end
    if place.form == "hex" and (place.end - place.start) // 2 == len(place.text):
        return place.start + 2 * start, place.start + 2 * end
    if place.form == "base64" and (place.end - place.start) * 6 // 8 == len(place.text):
        return place.start + start * 8 // 6, min(place.end, place.start + -(-end * 8 // 6))
    return place.start, place.end


def stretch(link: str, wanted: str) -> tuple[int, int]:
    """Where a percent-encoded text stands: the smallest run between separators that holds it when decoded."""
    start = 0
    for at, sign in enumerate(link + "&"):
        if sign in "&?#/=;":
            if wanted in plain(link[start:at]):
                return start, at
            start = at + 1
    return 0, len(link)
