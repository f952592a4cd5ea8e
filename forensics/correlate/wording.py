"""What a mail says, as hashes of its clauses: a sketch that finds near-duplicates in any script.

Why it matters: a template's clauses stay when name, sum and link in them change. Clauses end where a reader pauses (full stops of
Western and of Japanese writing, line ends), so that no words need to be told apart: a Japanese text has no spaces.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator

_PAUSES = re.compile("[\n.!?|•:;。!?:;、]+")
_PAUSE_TO_LINE = str.maketrans(dict.fromkeys("\n.!?|:;", "\n"))
_LINKS = re.compile(r"(?:https?://|www\.)[!-~]*+")
_NUMBERS = re.compile(r"[0-9][0-9.,:/\-]*+")
_UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")
LONGEST_TEXT = 8_000
"""Characters that are looked at: a template shows itself at its beginning."""
MOST = 32
"""Clauses that are kept of a text: those with the smallest hashes, so that two texts keep the same ones (Broder 1997)."""
SHORTEST, SHORTEST_WIDE = 14, 6
"""Characters of a clause that counts; six where a sign is a syllable or a word."""


def folded(text: str) -> str:
    """Lower case, one form of each sign, nothing unseen; links and numbers masked."""
    if not text.isascii():
        for sign in _UNSEEN:
            text = text.replace(sign, "")
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    if "://" in text or "www." in text:
        text = _LINKS.sub("@", text)
    return _NUMBERS.sub("#", text)


def clauses(text: str) -> dict[str, None]:
    """The clauses of a text, folded, in order, each once."""
    found: dict[str, None] = {}
    plain = folded(text[:LONGEST_TEXT])
    for piece in plain.translate(_PAUSE_TO_LINE).split("\n") if plain.isascii() else _PAUSES.split(plain):
        if len(piece) < SHORTEST_WIDE:
            continue
        words = piece.split()
        clause = " ".join(words if "@" not in piece else ["@" if "@" in word else word for word in words])
        if len(clause) >= SHORTEST or (
            len(clause) >= SHORTEST_WIDE and not clause.isascii() and max(clause) >= "\u3040"
        ):
            found[clause[:160]] = None
    return found


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """(offset, characters as written) of what may be a clause, for showing where one stands; a link pauses nowhere."""
    text = text[:LONGEST_TEXT]
    masked = _LINKS.sub(lambda link: "@" * len(link[0]), text)
    start = 0
    for pause in _PAUSES.finditer(masked):
        yield from _stripped(text, start, pause.start())
        start = pause.end()
    yield from _stripped(text, start, len(text))


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    piece = text[start:end].lstrip()
    if piece:
        yield end - len(piece), piece.rstrip()


def digest(clause: str) -> str:
    """Eight hexadecimal digits."""
    return f"{zlib.crc32(clause.encode('utf-8', 'replace')):08x}"


def sketch(text: str) -> list[str]:
    """The smallest hashes of a text's clauses, at most ``MOST``."""
    return sorted(set(map(digest, clauses(text))))[:MOST]
