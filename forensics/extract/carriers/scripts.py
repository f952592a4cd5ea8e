"""Links that the scripts and event handlers of a page spell out: ``onclick="location.href='...'"``, ``atob('...')``.

Why it matters: a page attached to a mail often holds no link at all, only a script that puts one together. Only what leads somewhere is
told: a value given to ``location``, ``window.open`` and the like, and any value that had to be put together or decoded to be read. A link
that stands plainly in a script is found by the sweep of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from forensics.extract.carriers import literals
from forensics.extract.carriers.data_uris import unbased
from forensics.extract.carriers.place import Place, limit, pointed, read
from forensics.model.observable import Sighting
from forensics.references import in_attribute

HINTS = ("location", "<script", "<SCRIPT", "aHR0c", "atob", "window.open", "eval(", "document.")
"""A page in which none of these stands spells out no link that is not plain in its source: the cheap question."""
MOST_CODE = 4_000_000
"""Characters of code of one page."""
LEVELS = 2
"""Code written by code: what ``document.write(unescape(...))`` writes is read once more."""
TARGET = "html script target"
_HANDLER = re.compile(r"\son[a-z]{3,24}\s{0,4}=\s{0,4}(?:\"([^\"]++)\"|'([^']++)')", re.IGNORECASE)
_OPEN = re.compile(r"<script(?=[\s/>])[^>]*+>", re.IGNORECASE)
_TAKES = re.compile(
    r"(?:^|\.)(?:location|href|src|action|open|replace|assign|navigate|fetch|ajax|post|get|importScripts|url|URL|formAction|setAttribute)\Z"
)
_LEADS = re.compile(r"(?i)(?:https?|ftp):|//[a-z0-9]|\Awww\.|\bmailto:|\btel:")
_PACKED = re.compile(r"aHR0c(?<=[\"']aHR0c)[A-Za-z0-9+/_\-]{8,4000}={0,2}(?=[\"'])")
"""A whole literal or attribute that is a link in base64. One inside a link is that link's affair (redirectors)."""


def sightings(source: str, base: str, place: Place, known: set[str], pointers: list[str]) -> Iterator[Sighting]:
    """What the code of a page leads to. ``pointers``: attribute values that are code themselves (``javascript:``)."""
    if not any(hint in source for hint in HINTS):
        return
    left = MOST_CODE
    for where, code in pieces(source, pointers):
        left -= len(code)
        if left < 0:
            yield limit(place, where, f"scripts cut after {MOST_CODE} characters")
            return
        yield from of_code(code, where, base, place, known)
    for packed in dict.fromkeys(_PACKED.findall(source)):
        link = unbased(packed).decode("utf-8", "replace")
        if link.isprintable():
            yield from _value(link, "html source", "base64", base, place, known)


def pieces(source: str, pointers: list[str]) -> Iterator[tuple[str, str]]:
    """(where, code) of each script element, event handler and ``javascript:`` target."""
    for found in _OPEN.finditer(source):
        close = source.find("</", found.end())
        while close >= 0 and source[close + 2 : close + 8].lower() != "script":
            close = source.find("</", close + 2)
        code = source[found.end() : close if close >= 0 else len(source)]
        if code.strip():
            yield "html script", code
        if close < 0:
            break
    for found in _HANDLER.finditer(source):
        yield "html event handler", in_attribute(found[1] or found[2])
    for value in pointers:
        yield TARGET, unquote(value.partition(":")[2])


def of_code(code: str, where: str, base: str, place: Place, known: set[str], level: int = 1) -> Iterator[Sighting]:
    """What the values that some code spells out lead to."""
    reader = literals.Reader(code)
    for value in reader.read():
        takes = bool(value.name) and _TAKES.search(value.name) is not None
        if value.how == "literal" and (not takes or (where == TARGET and "://" in value.text)):
            continue  # plain: found as what it is by the reader of attributes or by the sweep of the source
        how = value.how if value.how != "literal" else f"given to {value.name.rpartition('.')[2]}"
        if takes and "<" not in value.text[:2000]:
            yield from _target(value.text, where, how, base, place, known)
        else:
            yield from _value(value.text, where, how, base, place, known)
            if level < LEVELS and "<" in value.text and any(hint in value.text for hint in HINTS):
                for _, inner in pieces(value.text, []):
                    yield from of_code(inner, where, base, place.inner(how), known, level + 1)
    if reader.cut:
        yield limit(place, where, "a script is too long to be read to the end")


def _target(text: str, where: str, how: str, base: str, place: Place, known: set[str]) -> Iterator[Sighting]:
    """A value that the code takes for an address, read as an attribute would be."""
    if not text or text in known or not (_LEADS.search(text) or (base and "/" in text) or "." in text):
        return
    for sighting in pointed(text, place, where, how=how, base=base):
        if sighting.observable.kind == "url":
            known.update((text, sighting.observable.value))
        yield sighting


def _value(text: str, where: str, how: str, base: str, place: Place, known: set[str]) -> Iterator[Sighting]:
    """A value that had to be made: it counts where something in it leads somewhere."""
    if not _LEADS.search(text) or text in known:
        return
    if text.startswith("//") and "\n" not in text:
        yield from _target(text, where, how, base, place, known)
        return
    known.add(text)
    for sighting in read(text, place, where, how):
        known.add(sighting.as_written)
        yield sighting
