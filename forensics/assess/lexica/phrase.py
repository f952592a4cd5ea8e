"""One phrase of a lexicon, read: all its spellings, or where these are without number the piece of it that few texts hold.

Why it matters: thousands of spellings are searched at once at the speed of the memory, and take little of it; patterns with gaps
would be slow together, and remember more the more they read. So a phrase with a gap, a number or an open ending is searched by its
``lead``, and asked whole only where that stands.

Phrases are written as ``lexica`` says: a space is any white space, ``~`` up to forty characters of the same sentence, ``(a|b)`` one of
several, ``*`` behind a word any ending; ``?`` behind a sign or a group means that it may be missing, ``[...]`` one of some signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

_GAP = r"[^.!?。！？\x00]{0,40}"
_SIGNS = re.compile(r" ~ |[~.(]|(?<=[^\W\d_])\*|\[[^\]]*\]|\\.")
_MEANS = {" ~ ": rf" (?:{_GAP}[ ('\"’/:-])?", "~": _GAP, "(": "(?:", "*": r"[^\W\d_]*", ".": r"\."}
_BEFORE, _BEHIND = r"(?<![0-9A-Za-z_])", r"(?![0-9A-Za-z_])"
_MOST_SIGNS = 12
"""Of a set: one with more is not spelled out."""

BREAK = "\n"
"""In a spelling: white space with a line break in it."""
_Options = list[str] | None
"""What a stretch of a phrase may be; None where that is without number."""


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is searched. Everything is meant in lower case, with single spaces."""

    written: str
    pieces: tuple[_Options, ...]
    """Its stretches: spellings in the order of preference, and None for what lies between them."""
    spaced: bool
    """Whether words stand apart in its language."""

    @property
    def gap(self) -> bool:
        """Whether anything may stand within it."""
        return "~" in self.written

    @property
    def spellings(self) -> list[str]:
        """All that it may be; empty where that is without number."""
        return (self.pieces[0] or []) if len(self.pieces) == 1 else []

    @property
    def lead(self) -> list[str]:
        """Of its stretches the one whose shortest spelling is longest, without white space at the ends."""
        return _stripped(self.pieces[self._telling] or [])

    @property
    def begins(self) -> bool:
        """Whether the lead is its beginning."""
        return self._telling == 0

    @property
    def lead_edges(self) -> tuple[bool, bool]:
        """Whether the lead begins, and whether it ends, where a word does."""
        n, (first, last) = self._telling, self.edges
        piece = self.pieces[n] or []
        words = self.spaced and all(_is_word(each[:1]) and _is_word(each[-1:]) for each in _stripped(piece))
        return (
            first if n == 0 else words and all(each[:1] == " " for each in piece),
            last if n == len(self.pieces) - 1 else words and all(each[-1:] == " " for each in piece),
        )

    @cached_property
    def _telling(self) -> int:
        return max(
            (n for n, piece in enumerate(self.pieces) if piece is not None),
            key=lambda n: min(map(len, _stripped(self.pieces[n] or []))),
        )

    @property
    def edges(self) -> tuple[bool, bool]:
        """Whether it begins, and whether it ends, where a word does: where each of its spellings does so with a letter or digit in ASCII.

        What borders on another sign has no edge there, and no phrase has of a language that sets no spaces.
        """
        first, last = self.pieces[0], self.pieces[-1]
        return (
            self.spaced and first is not None and all(_is_word(spelling[:1]) for spelling in first),
            self.spaced and last is not None and all(_is_word(spelling[-1:]) for spelling in last),
        )

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The whole of it, made where its lead has been found."""
        first, last = self.edges
        inner = _SIGNS.sub(lambda sign: _MEANS.get(sign[0], sign[0]), self.written)
        return re.compile(f"{_BEFORE if first else ''}(?:{inner}){_BEHIND if last else ''}", re.IGNORECASE)


def read(written: str, *, spaced: bool) -> Phrase:
    """Read one phrase. Raises ``ValueError`` for one that names no word at all."""
    elements, end = _sequence(written, 0)
    if written[end : end + 1] == "|":
        elements, end = _sequence(f"({written})", 0)
        end -= 2
    if end < len(written):
        raise ValueError(f"a bracket too many in {written!r}")
    pieces: list[_Options] = []
    together: list[list[str]] = []
    for element in [*elements, None]:
        if element is not None:
            together.append(element)
            continue
        if together:
            pieces.append(_every(together))
            together = []
        pieces.append(None)
    pieces.pop()
    phrase = Phrase(written, tuple(pieces), spaced)
    if not any(piece is not None and all(map(str.strip, piece)) for piece in pieces):
        raise ValueError(f"no word stands in each spelling of {written!r}")
    return phrase


def _stripped(piece: list[str]) -> list[str]:
    return list(dict.fromkeys(map(str.strip, piece)))


def _every(elements: Sequence[list[str]]) -> list[str]:
    signs = 0
    while signs < len(elements) and len(elements[signs]) == 1:
        signs += 1
    if signs > 1:  # most are words, sign by sign
        elements = [["".join(each[0] for each in elements[:signs])], *elements[signs:]]
    return list(dict.fromkeys("".join(each) for each in product(*elements)))


def _sequence(text: str, at: int) -> tuple[list[_Options], int]:
    """The elements from ``at`` to the end, to ``|`` or to ``)``."""
    elements: list[_Options] = []
    while at < len(text) and text[at] not in "|)":
        element, at = _element(text, at)
        mark = text[at : at + 1]
        if mark == "?":
            element, at = None if element is None else [*element, ""], at + 1
        elif mark in ("+", "*"):
            if mark == "*" and element is not None and len(element) == 1 and element[0].isalpha():
                elements.append(element)  # the word itself; what is open is its ending
            element, at = None, at + 1
        elements.append(element)
    return elements, at


def _element(text: str, at: int) -> tuple[_Options, int]:
    """One sign, set or group at ``at``, and where it ends."""
    sign = text[at]
    if sign == "~":
        return None, at + 1
    if sign == "\\":
        return [BREAK if text[at + 1] == "n" else text[at + 1]], at + 2
    if sign == "[":
        end = text.index("]", at)
        signs = text[at + 1 : end]
        return (
            None if signs[0] == "^" or "-" in signs[1:-1] or len(signs) > _MOST_SIGNS else [*signs.lower()]
        ), end + 1
    if sign != "(":
        return [BREAK if sign == "\n" else sign.lower()], at + 1
    options: list[str] = []
    endless = False
    while text[at] != ")":
        elements, at = _sequence(text, at + 1)
        if at == len(text):
            raise ValueError(f"a bracket too few in {text!r}")
        if None in elements:
            endless = True
        else:
            options += _every([element for element in elements if element is not None])
    return (None if endless else options), at + 1


def _is_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
