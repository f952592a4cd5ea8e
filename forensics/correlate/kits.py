"""The grammar of a link: what stays when the offender changes host, reader and number.

Why it matters: kits move from one hacked site to the next, but the names of folders, scripts and parameters stay, and so does the
order of letters and numbers in a link that tracks its reader. One of these numbers is the reader's own in the offender's list: the
same reader has the same number under every host, which survives all rotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from forensics.correlate.masks import GRAMMAR, Piece

PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|ico|css|js|webp|bmp|woff2?)(?:[?#]|\Z)", re.IGNORECASE)
_BEHIND_HOST = re.compile("[/?#]")
_FOLDERS = frozenset({"themes", "plugins", "uploads", "modules", "components", "templates", "sites"})
MOST_PIECES, MOST_NAMES, MOST_NUMBERS = 12, 12, 10


class Kit(NamedTuple):
    """The grammar of one link."""

    form: str
    """``/wp-content/themes/*/inc/verify.php?uid``; empty where the link is too plain to tell a kit by."""
    rank: int
    """1 plain, 2 unusual, 3 hardly by chance."""
    tags: tuple[str, ...]
    """Its numbers with their places, as ``form#3=551``."""


_PLAIN = Kit("", 0, ())


def split(url: str, most: int = 1000) -> tuple[str, str]:
    """(host, all behind it, at most so many characters) of an absolute link."""
    rest = url.partition("://")[2]
    behind = _BEHIND_HOST.search(rest, 0, 300)
    end = behind.start() if behind else len(rest)
    host = rest[:end].rpartition("@")[2]
    host = host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]
    return host.lower(), rest[end : end + most]


def kit(path: str) -> Kit:
    """The grammar of what stands behind the host."""
    head, _, fragment = path.partition("#")
    folders, _, query = head.partition("?")
    names = folders.split("/")[1 : MOST_PIECES + 1]
    numbers: list[str] = []
    weight, form = 0.0, ""
    for n, name in enumerate(names):
        if n and names[n - 1] in _FOLDERS:
            form += "/*"
            continue
        piece = Piece(name)
        if piece.runs >= GRAMMAR:
            return _grammar(piece)
        form += "/" + piece.form
        numbers += piece.numbers
        weight += min(len(name), 8) / 4 if piece.word else 1
    for name, value in _pairs(query):
        piece = Piece(value)
        if piece.runs >= GRAMMAR:
            return _grammar(piece)
        form += f"&{name}" if "?" in form else f"?{name}"
        numbers += piece.numbers
        weight += min(len(name), 6) / 4
    if fragment:
        piece = Piece(fragment[:200])
        if piece.runs >= GRAMMAR:
            return _grammar(piece)
        form += "#" + piece.form
        weight += piece.runs
    if weight < 2 or len(form) < 5:
        return _PLAIN
    rank = 1 if weight < 5 else 2
    tags = tuple(_tags(form, numbers)) if len(numbers) > 2 else ()
    return Kit(form[:160], rank, tags)


def _grammar(piece: Piece) -> Kit:
    return Kit("/" + piece.form, 3 if piece.runs > GRAMMAR + 1 else 2, tuple(_tags(piece.form, piece.numbers)))


def _tags(form: str, numbers: list[str]) -> Iterator[str]:
    for n, number in enumerate(numbers[:MOST_NUMBERS]):
        if 2 <= len(number) <= 12:
            yield f"{form[:80]}#{n}={number}"


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    if query:
        for pair in query.split("&")[:MOST_NAMES]:
            name, _, value = pair.partition("=")
            if name and len(name) <= 20:
                yield name, value[:200]
