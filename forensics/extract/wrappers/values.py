"""A link inside a value: plain, percent-encoded once or more, in base64 or in hexadecimal, alone or within other data.

Why it matters: parameters of redirects hold the target in any of these forms, and tracking services put it among others into JSON
or into fields of their own. Base64 is searched by the digits that ``http`` gives in each of its three alignments (RFC 4648), so that
nothing need be decoded where there is no link.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

LEVELS = 8
"""Percent-encoding over percent-encoding that is taken off."""
MOST = 8
"""Links that are looked for in one value."""
DEEPEST = 3
"""Base64 within base64."""

_HTTP = re.compile(r"[hH][tT][tT][pP][sS]?:[/\\]++(?=[^/\\\s])")
_INSIDE = re.compile(r"[^\x00-\x20\x7f\"<>\\`{}|^\ufffd]++")
_ALONE = re.compile(r"[^\x00-\x20\x7f\"<>\ufffd]++")
"""The same where nothing stands before the link, so that it is the value's only matter: a query may hold braces, bars and backslashes."""
_BASE64_HTTP = re.compile(r"aHR0c|h0dH|odHRw|SFRUU")
_BEFORE = {"aHR0c": 0, "h0dH": 2, "odHRw": 3, "SFRUU": 0}
"""Digits between the beginning of a group of four and the sign that was found."""
_DIGITS = re.compile(r"[A-Za-z0-9+/\-_]*+")
_HEX = re.compile(r"68747470(?:[0-9a-fA-F]{2})++")
_ESCAPED_SLASH = re.compile(r"\\++/")


def worth_a_look(text: str) -> bool:
    """The cheap question: could a link stand inside?"""
    return (
        "http" in text
        or "aHR0c" in text
        or "odHRw" in text
        or "h0dH" in text
        or "68747470" in text
        or "SFRUU" in text
        or ("%" in text and ("%68" in text or "%48" in text or "%25" in text or "HTTP" in text.upper()))
        or "HTTP" in text
    )


def links_in(value: str, depth: int = 0) -> Iterator[str]:
    """Absolute http(s) links in a value as it stands in the outer link, in order; not yet parsed."""
    text = unquote(value) if "%" in value else value
    for _ in range(LEVELS):
        if _HTTP.search(text) or "%" not in text:
            break
        plainer = unquote(text)
        if plainer == text:
            break
        text = plainer
    first = _HTTP.search(text)
    if first:
        yield from _plain(text, first.start())
        return
    yield from _coded(text, depth)


def _plain(text: str, start: int) -> Iterator[str]:
    """From the first ``http:`` on. Alone in its value, all of it is the link, as the redirecting server takes it."""
    if start == 0:
        yield text
        return
    for n, found in enumerate(_HTTP.finditer(text)):
        if n == MOST:
            return
        if found.start() < start:
            continue
        inside = _INSIDE.match(text, found.start())
        if inside:
            yield inside.group()
            start = inside.end()


def _coded(text: str, depth: int) -> Iterator[str]:
    done = -1
    for n, found in enumerate(_BASE64_HTTP.finditer(text)):
        start = found.start() - _BEFORE[found.group()]
        if n == MOST or depth == DEEPEST:
            break
        if start < 0 or found.start() < done:
            continue
        run = _DIGITS.match(text, start)
        done = run.end() if run else start
        # one group more to the left tells the length where a field of length and text is written
        lead = start - 4 if start >= 4 and _DIGITS.fullmatch(text, start - 4, start) else start
        yield from _within(_decoded(text[lead:done]), depth + 1)
    for n, found in enumerate(_HEX.finditer(text)):
        if n == MOST or depth == DEEPEST:
            return
        yield from _within(bytes.fromhex(found.group()), depth + 1)


def _decoded(digits: str) -> bytes:
    digits = digits.replace("-", "+").replace("_", "/")
    if len(digits) % 4 == 1:  # no whole byte is in a single last digit
        digits = digits[:-1]
    try:
        return base64.b64decode(digits + "=" * (-len(digits) % 4))
    except binascii.Error:
        return b""


def _within(data: bytes, depth: int) -> Iterator[str]:
    at = data.lower().find(b"http")
    if at >= 2 and data[at - 2 : at - 1] == b"D" and data[at - 1] >= 12 and at + data[at - 1] <= len(data):
        data = data[at : at + data[at - 1]]  # SparkPost: a tag, a length, the link
    elif at > 0:
        data = data[at:]
    text = data.decode("utf-8", "replace")
    if at > 0 and "\\" in text:
        text = _ESCAPED_SLASH.sub("/", text).replace("\\u0026", "&").replace("\\u003d", "=").replace("\\u003D", "=")
    inside = (_INSIDE if at > 0 else _ALONE).match(text)
    whole = inside.group() if inside else ""
    if _HTTP.match(whole):
        yield whole
    elif at >= 0:
        yield from links_in(whole, depth)
    else:
        yield from _coded(text, depth)
