"""One look over a text that says which finders have work to do in it.

Why it matters: most texts of a mailbox hold no demand, account or telephone number, and should cost next to nothing. All
questions are put in two passes: sets of patterns in RE2, whose time is linear in the text whatever stands there. Each finder
then searches only texts of which its question was answered yes. A question may be answered yes too often, never too seldom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import re2

from forensics.extract.lookalikes import encodable, read_as_latin
from forensics.extract.shapes import CONTACTS, DEMANDS

MOST_PLACES = 10_000
"""Places of one shape that are looked at in one text: no mail to a person has more, and no list can stall the reader."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look over a text told."""

    text: str
    """The text as words are matched in it: look-alikes read as Latin letters; every place as in the original."""
    asks: frozenset[str]
    """The questions that were answered yes."""
    raw: bytes
    """The text in UTF-8, which RE2 reads."""

    def places(self, pattern: Any) -> Iterator[tuple[int, int, int]]:
        """Where an RE2 pattern matches: (start, end, which of its groups matched; 0 for a pattern without, or with none that did).

        Places are those of the group, in characters of ``text``; the bytes between two matches are counted once.
        """
        raw = self.raw
        plain = len(raw) == len(self.text)
        groups = range(1, pattern.groups + 1)
        done = at = 0
        for found in islice(pattern.finditer(raw), MOST_PLACES):
            start, end = found.span()
            group = 0
            for group in groups:
                if found.start(group) >= 0:
                    start, end = found.span(group)
                    break
            else:
                group = 0
            if plain:
                yield start, end, group
                continue
            at += len(raw[done:start].decode())
            length = len(raw[start:end].decode())
            yield at, at + length, group
            at, done = at + length, end


def asking(patterns: Iterable[str]) -> re2.Set:
    """Patterns as one question: which of them stand in a text is told by their numbers, in one pass."""
    made = re2.Set.SearchSet()
    for pattern in patterns:
        made.Add(pattern)
    made.Compile()
    return made


# All in one set would have the product of their states; two sets of some thousand each stay in memory.
_DEMANDS, _CONTACTS = asking(DEMANDS.values()), asking(CONTACTS.values())
_NAMES = (*DEMANDS, *CONTACTS)
_LOOK_ALIKES = _NAMES.index("look-alikes")


@lru_cache(maxsize=1)
def look(text: str) -> Look:
    """Ask everything of one text. The last answer is kept, because one finder after the other asks for it."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        text = encodable(text)
        raw = text.encode()
    demands = _DEMANDS.Match(raw) or ()
    if _LOOK_ALIKES in demands:
        text = read_as_latin(text)
        raw = text.encode()
        demands = _DEMANDS.Match(raw) or ()
    return Look(text, _names(tuple(demands), tuple(_CONTACTS.Match(raw) or ())), raw)


@lru_cache(maxsize=4096)
def _names(demands: tuple[int, ...], contacts: tuple[int, ...]) -> frozenset[str]:
    return frozenset(_NAMES[n] for n in demands) | frozenset(_NAMES[n + len(DEMANDS)] for n in contacts)
