"""A text as a person reads it, with a way back to the characters as they stood.

Why it matters: offenders hide wallets and links from programs with zero-width characters, soft hyphens and full-width or
mathematical letters; analysts write ``hxxp://host[.]tld``. What is found in the folded text is reported with the characters
that really stood there, at the place where they stood. Folding is that of Unicode NFKC, limited to forms of ASCII characters:
anything more would glue words and numbers together that were apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice
from string import ascii_letters, digits

from forensics.extract.fangs import (
    DOTTED_FANG_SIGNS,
    DOTTED_FANGS_BEHIND,
    FANG_SIGNS,
    FANGS_BEHIND,
    WIDE_BRACKETS,
    WIDE_FANG_SIGNS,
    WIDE_FANGS_BEHIND,
    mended,
    spoken,
)

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e0fff"
)
# Of the full-width forms those that may stand in a token: '（', '！' and their like are never folded.
_WIDE = "\uff03\uff05\uff06\uff0b-\uff0f\uff10-\uff1a\uff1d\uff1f\uff20-\uff3a\uff3c\uff3f\uff41-\uff5a\uff5e"
_MATHS = "\U0001d400-\U0001d7ff"


# Led by one set of signs, so that the search skips from one to the next; every alternative is a run or short: no way to go back.
def _edits_pattern(signs: str, behind: str) -> re.Pattern[str]:
    return re.compile(
        rf"[{_UNSEEN}{_WIDE}{_MATHS}{signs}](?:(?<=[{_WIDE}])[{_WIDE}]*+|(?<=[{_UNSEEN}])[{_UNSEEN}]*+"
        rf"|(?<=[{_MATHS}])[{_MATHS}]*+|(?<=[{signs}])(?:{behind}))"
    )


_EDITS = _edits_pattern(WIDE_FANG_SIGNS, WIDE_FANGS_BEHIND)
_EDITS_ASCII = re.compile(rf"[{FANG_SIGNS}](?:{FANGS_BEHIND})")
_EDITS_DOTTED = _edits_pattern(DOTTED_FANG_SIGNS, DOTTED_FANGS_BEHIND)
_PRINTABLE = re.compile(r"=(?:\r?\n|[2-7][0-9A-F])")
_AS_A_WHOLE = frozenset({"refanged", "quoted-printable"})
MOST_FANGS = 50_000
"""Pieces of broken links mended in one text; one with more has been made to exhaust its reader."""
_LINK_SIGNS = frozenset("．／：＠－＿％")
_NARROW = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LETTERS_AND_DIGITS = frozenset(ascii_letters + digits)
_QUERY_SIGNS = frozenset("？＝＆＃＋～")
_JOINS = frozenset(ascii_letters + digits + "/:.").union(map(chr, range(ord("０"), ord("ｚ") + 1)), _LINK_SIGNS)
"""Neighbours that make a full-width sign part of a token."""


@dataclass(slots=True)
class View:
    """The folded ``text`` of an ``original``. Offsets are characters; spans are half open."""

    original: str
    text: str
    _starts: list[int] = field(default_factory=list)
    """View offsets at which a piece begins."""
    _pieces: list[tuple[int, int, str]] = field(default_factory=list)
    """For each piece: its span in the original, and what was done to it (empty for a plain copy)."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original whose reading gave ``text[start:end]`` (which must not be empty)."""
        if not self._starts:
            return start, end
        return self._original(start)[0], self._original(end - 1)[1]

    def _original(self, at: int) -> tuple[int, int]:
        n = bisect_right(self._starts, at) - 1
        start, end, done = self._pieces[n]
        if done in _AS_A_WHOLE:
            return start, end
        here = start + at - self._starts[n]
        return here, here + 1

    def how(self, start: int, end: int) -> str:
        """What was done to read ``text[start:end]``: ``plain``, or ``folded``, ``quoted-printable``, ``refanged``, with commas."""
        if not self._starts:
            return "plain"
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        done = {piece[2] for piece in self._pieces[first : last + 1]} - {""}
        done |= {
            "folded"
            for left, right in zip(self._pieces[first:last], self._pieces[first + 1 : last + 1], strict=True)
            if left[1] != right[0]  # something unseen was left out between two pieces
        }
        return ", ".join(sorted(done)) or "plain"


def view(original: str) -> View:
    """Fold one text. Linear in its length; a text with nothing to fold is not copied."""
    edits = _edits(original)
    if not edits:
        return View(original, original)
    starts: list[int] = []
    pieces: list[tuple[int, int, str]] = []
    parts: list[str] = []
    length = done = 0

    def piece(start: int, end: int, words: str, what: str) -> int:
        starts.append(length)
        pieces.append((start, end, what))
        parts.append(words)
        return length + len(words)

    for start, end, words, what in edits:
        if start > done:
            length = piece(done, start, original[done:start], "")
        if words:
            length = piece(start, end, words, what)
        done = end
    if done < len(original) or not starts:
        length = piece(done, len(original), original[done:], "")
    return View(original, "".join(parts), starts, pieces)


def _edits(original: str) -> list[tuple[int, int, str, str]]:
    """(start, end, words to put there, what is done), in order and apart from each other."""
    edits: list[tuple[int, int, str, str]] = []
    done = fangs = 0
    pattern = _EDITS_DOTTED if ".]" in original else _EDITS_ASCII if original.isascii() else _EDITS
    for found in pattern.finditer(original):
        first = original[found.start()]
        if first.isascii() or first in WIDE_BRACKETS:
            piece = mended(found, original) if fangs < MOST_FANGS else None
            if piece and piece[0] >= done:
                fangs += 1
                edits.append((*piece, "refanged"))
                done = piece[1]
            continue
        start, end = found.span()
        if "\uff01" <= first <= "\uff5e":
            folded = _narrow(original, start, end)
            if folded == original[start:end]:
                continue
        elif "\U0001d400" <= first < "\U000e0000":
            folded = unicodedata.normalize("NFKC", found.group())
            if not folded.isascii() or len(folded) != end - start:
                continue
        else:
            folded = ""
        edits.append((start, end, folded, "folded"))
        done = end
    if " dot " in original or " DOT " in original or " Dot " in original:
        edits = _with(edits, [(*piece, "refanged") for piece in islice(spoken(original), MOST_FANGS)])
    if "=3D" in original and ("=\n" in original or "=\r\n" in original):
        edits = _with(edits, _left_over(original))
    return edits


def _left_over(original: str) -> list[tuple[int, int, str, str]]:
    """Quoted-printable that nobody decoded, as in the source of a mail that somebody pasted: ASCII characters and soft line breaks."""
    return [
        (*found.span(), "" if found.group().endswith("\n") else chr(int(found.group()[1:], 16)), "quoted-printable")
        for found in islice(_PRINTABLE.finditer(original), MOST_FANGS)
        if found.group() != "=7F"
    ]


def _with(
    edits: list[tuple[int, int, str, str]], more: list[tuple[int, int, str, str]]
) -> list[tuple[int, int, str, str]]:
    """The edits and further ones, in order; none that overlaps another."""
    both = sorted([*edits, *more])
    apart: list[tuple[int, int, str, str]] = []
    for edit in both:
        if not apart or edit[0] >= apart[-1][1]:
            apart.append(edit)
    return apart


def _narrow(original: str, start: int, end: int) -> str:
    """Full-width forms to ASCII. Letters and digits always; signs only where they stand inside a token.

    ``ｈｔｔｐ：／／ｅｘａｍｐｌｅ．ｔｅｓｔ`` is a link, but the stop and the bracket in ``https://example.test（詳細）。`` end one.
    """
    out = []
    for at in range(start, end):
        sign = original[at]
        narrow = _NARROW[sign]
        if narrow not in _LETTERS_AND_DIGITS:
            before = original[at - 1] if at else ""
            after = original[at + 1] if at + 1 < len(original) else ""
            inside = (
                (
                    sign in _LINK_SIGNS
                    and before in _JOINS
                    and after in _JOINS
                    and not (sign == "／" and after == "h" and original.startswith("http", at + 1))
                )
                or (sign == "，" and "０" <= before <= "９" and "０" <= after <= "９")
                or (
                    sign in _QUERY_SIGNS
                    and ("\uff01" <= before <= "\uff5e" or (sign == "～" and before == "/"))
                    and after in _JOINS
                )
            )
            if not inside:
                narrow = sign
        out.append(narrow)
    return "".join(out)
