"""Text of a page that no reader sees: elements that their own style keeps from being shown.

Why it matters: a filter reads all of a page, a reader only what is shown (CSS ``display: none``, ``visibility: hidden``,
``font-size: 0``). What a link or a sum is worth depends on whether anybody was to see it, and what nobody sees frightens nobody.

Only the ``style`` attribute of the element itself is asked: style sheets are made for many screens, and show on the one what they
hide on the other.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

_SAYS: dict[str, re.Pattern[str] | None] = {
    "none": re.compile(r"display\s{0,9}+:\s{0,9}+\Z", re.IGNORECASE),
    "hidden": re.compile(r"visibility\s{0,9}+:\s{0,9}+\Z", re.IGNORECASE),
    "font-size:0": None,
    "font-size: 0": None,
}
"""Literals to search for -> what must stand before one: a page holds few of them, and many letters."""
_MORE_THAN_0 = frozenset("123456789.")
_SIZE = "font-size"
_STYLE = re.compile(r"""style\s{0,9}+=\s{0,9}+["'][^"']*+\Z""", re.IGNORECASE)
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]{0,30}+")
_EMPTY = frozenset({"img", "br", "input", "hr", "meta", "link", "area", "base", "col", "wbr", "body", "html"})
"""Elements that hold nothing, and those that hold everything: a page that hides its whole body shows it by other means."""
_TAG = re.compile(r"<[^>]{0,20000}+>?")
_WHITE = re.compile(r"[ \t\n\r\f\v]+")
LONGEST_WORD = 30
"""Characters before such a literal in which the property is named."""
LONGEST_TAG = 4_000
"""Characters before a hiding word in which its tag begins."""
MOST_OPEN = 20
"""Elements without an end that are searched for: each costs a search of the rest of the page."""
LARGE = 1_000_000
"""Characters of a page from which the answer is not remembered."""
MOST_PIECES = 5_000
SHORTEST = 3
"""Characters of a piece of hidden text from which it is told from the same letters elsewhere."""


def pieces(source: str) -> tuple[str, ...]:
    """The pieces of text, tags cut out and white space folded, that lie in elements which are not shown."""
    # Whoever finds and whoever judges asks of the same page; a large one is not kept.
    return _remembered(source) if len(source) < LARGE else tuple(_pieces(source))


@lru_cache(maxsize=4)
def _remembered(source: str) -> tuple[str, ...]:
    return tuple(_pieces(source))


def _pieces(source: str) -> Iterator[str]:
    at = tried = found = 0
    for place, literal in _places(source):
        if place < at:
            continue
        begin = source.rfind("<", max(at, place - LONGEST_TAG), place)
        before = source[begin:place] if begin >= 0 else ">"
        if ">" in before:
            continue
        end_of_tag = source.find(">", place, place + LONGEST_TAG)
        at = end_of_tag + 1 if end_of_tag >= 0 else place + LONGEST_TAG  # one look at each tag
        name = _NAME.match(before, 1)
        if end_of_tag < 0 or name is None or name[0].lower() in _EMPTY or source[end_of_tag - 1] == "/":
            continue
        if not _STYLE.search(before):
            continue
        stop = source.find(_SIZE, at) if literal[0] == "f" else -1  # what sets its own size is shown in it
        end = _end(source, name[0], at, stop if stop >= 0 else len(source))
        if end < 0:
            tried += stop < 0
            if tried >= MOST_OPEN:
                return
            continue
        within, at = source[at:end], end
        for piece in _TAG.split(within):
            said = html.unescape(piece) if "&" in piece else piece
            if "\n" in said or "\t" in said or "  " in said:
                said = _WHITE.sub(" ", said)
            said = said.strip(" ")
            if len(said) >= SHORTEST:
                yield said
                found += 1
                if found >= MOST_PIECES:
                    return


def _places(source: str) -> list[tuple[int, str]]:
    """Where something is said to be not shown, in order, and by which literal."""
    found = []
    for literal, before in _SAYS.items():
        at = source.find(literal)
        while at >= 0:
            end = at + len(literal)
            if before is None:
                if source[end : end + 1] not in _MORE_THAN_0:
                    found.append((at, literal))
            elif source[at - 1] in ": " and before.search(source, max(0, at - LONGEST_WORD), at):
                found.append((at, literal))
            at = source.find(literal, end)
    found.sort()
    return found


def _end(source: str, name: str, at: int, stop: int) -> int:
    """Where the element that began before ``at`` ends; -1 where it does not before ``stop``."""
    depth = 1
    for tag in _tags(name).finditer(source, at, stop):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return -1


@lru_cache(maxsize=256)
def _tags(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])", re.IGNORECASE)


def spans(text: str, hidden: Iterable[str]) -> list[tuple[int, int]]:
    """Where the pieces stand in the text of the page, each looked for behind the one before: they stand in the order of the page."""
    found, at = [], 0
    for piece in hidden:
        start = text.find(piece, at)
        if start >= 0:
            at = start + len(piece)
            found.append((start, at))
    return found
