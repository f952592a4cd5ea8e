"""Which subjects of a lexicon a mail speaks of, and where: linear in the text, and next to nothing where it speaks of none.

One pass over the text (Aho and Corasick, 1975) finds all spellings of all phrases of a language. What has a gap, a number or an open
ending was found by its lead, and is asked whole around it (``lexica.phrase``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from forensics.assess import lexica
from forensics.assess.even import Even
from forensics.assess.lexica.phrase import BREAK
from forensics.assess.negation import ASKS, asks_nothing, denied

LONGEST = 250_000
"""Bytes of subject and text that are searched; how much more there was is the caller's to say."""
MOST_ASKED = 1_000
"""Leads in one text around which the whole phrase is asked for; a text with more has been made to exhaust its reader."""
_REACH = 480
"""Bytes to either side of a lead in which the rest of its phrase stands: two gaps and more."""
_WORD = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz_")


class Place(NamedTuple):
    """Where a phrase stands: its bytes' span in ``Look.words``."""

    start: int
    end: int


class _Said(NamedTuple):
    """Where a phrase stands in a text made even. They sort as they are preferred: the first one, then as the lexicon has them."""

    start: int
    rank: int
    end: int
    gap: bool


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """A language's phrases, made ready to be searched."""

    all_at_once: BytesAhoCorasick
    owners: tuple[tuple[tuple[int, int], ...], ...]
    """For each spelling the phrases it is of, by number, and how early it stands among all spellings."""
    phrases: tuple[lexica.Phrase, ...]
    subjects: tuple[str, ...]
    """For each phrase its subject."""
    whole: tuple[bool, ...]
    """Whether the spellings of a phrase are all of it, or but its lead."""
    breaks: Mapping[int, bytes]
    """Spellings with a line break in them, by how early they stand."""
    edges: tuple[tuple[bool, bool], ...]
    """Whether that begins, and whether it ends, where a word does."""


def subjects(words: bytes, language: str) -> Mapping[str, bool]:
    """The subjects that a text speaks of, and whether it took a phrase with a gap to tell.

    English is asked where the language has no lexicon.
    """
    language = _known(language)
    words = words[:LONGEST]
    said, _ = _all_said(words, language)
    told: dict[str, bool] = {}
    for subject, places_ in said.items():
        if not all(each.gap for each in places_):
            told[subject] = False
        elif next(_meant(words, language, subject, "gaps"), None):
            told[subject] = True
    return told


def places(
    words: bytes, language: str, subject: str, most: int, *, quick: bool = False, with_gap: bool = True
) -> Iterator[Place]:
    """The first places at which a text speaks of a subject.

    ``quick``: one is enough; then only the phrases are asked of which one is known to be there (``with_gap``).
    """
    which = ("gaps" if with_gap else "plain") if quick else "all"
    return islice(_meant(words[:LONGEST], _known(language), subject, which), most)


def _meant(words: bytes, language: str, subject: str, which: str) -> Iterator[Place]:
    """The places of a subject's phrases; of what a mail threatens or promises without those that it denies."""
    said, text = _all_said(words, language)
    here = said.get(subject, [])
    plain: set[tuple[int, int]] | None = None
    done = 0
    for start, _, end, gap in here:
        if start < done or (which == "gaps" and not gap) or (which == "plain" and gap):
            continue
        done = end
        place = Place(text.place(start), text.place(end - 1) + 1)
        if subject in _DENIABLE:
            meant = not _denied(words[place.start : place.end], language, subject)
            if not meant:
                plain = {(each.start, each.end) for each in here if not each.gap} if plain is None else plain
                meant = (start, end) in plain
        else:
            meant = subject not in ASKS or not asks_nothing(words, place.start, place.end)
        if meant:
            yield place


def _denied(said: bytes, language: str, subject: str) -> bool:
    """Whether a phrase is denied within its gap; what has none is meant as the lexicon has it ('if you do not recognise')."""
    return len(said.split()) > 1 and denied(said.decode("utf-8", "replace"), language, lexica.read(language)[subject])


_DENIABLE = frozenset({"threat", "loss", "reward", "fortune"})
"""Subjects of which a text may say the opposite. 'Tell nobody' and 'do not wait' are denials and meant so."""


def _known(language: str) -> str:
    return language if language in lexica.LANGUAGES else "en"


@lru_cache(maxsize=8)
def _all_said(words: bytes, language: str) -> tuple[Mapping[str, list[_Said]], Even]:
    """Subject -> where its phrases stand, in the order in which they are preferred. The last answers are kept: rule after rule asks."""
    lexicon, text = _lexicon(language), Even(words)
    searched, breaks = text.words, lexicon.breaks
    found: dict[str, list[_Said]] = {}
    asked: dict[int, int] = {}
    left = MOST_ASKED
    for spelling, start, end in lexicon.all_at_once.find_matches_as_indexes(searched, overlapping=True):
        for phrase, rank in lexicon.owners[spelling]:
            first, last = lexicon.edges[phrase]
            if (first and start and searched[start - 1] in _WORD) or (
                last and end < len(searched) and searched[end] in _WORD
            ):
                continue
            if lexicon.whole[phrase]:
                if rank in breaks and breaks[rank] not in words[text.place(start) : text.place(end)].lower():
                    continue
                said = _Said(start, rank, end, False)
            elif left == 0 or asked.get(phrase) == start:
                continue
            else:
                asked[phrase] = start
                left -= 1
                span = _around(searched, start, end, lexicon.phrases[phrase])
                if span is None:
                    continue
                said = _Said(span[0], rank, span[1], lexicon.phrases[phrase].gap)
            found.setdefault(lexicon.subjects[phrase], []).append(said)
    for here in found.values():
        here.sort()
    return found, text


def _around(searched: bytes, start: int, end: int, phrase: lexica.Phrase) -> tuple[int, int] | None:
    """The span of the whole phrase whose lead stands at ``start:end``; None where it does not stand around it."""
    if phrase.begins:
        low = start - 1 if start and searched[start - 1] < 0x80 else start  # nothing else is an edge
        match = phrase.pattern.match(searched[low : end + _REACH].decode("utf-8", "replace"), start - low)
        return (start, start + len(match[0].encode())) if match else None
    low = max(0, start - _REACH)
    while low and searched[low] & 0xC0 == 0x80:  # within a character
        low -= 1
    window = searched[low : end + _REACH].decode("utf-8", "replace")
    at = len(searched[low:start].decode("utf-8", "replace"))
    for match in phrase.pattern.finditer(window):
        if match.start() <= at < match.end():
            first = low + len(window[: match.start()].encode())
            return first, first + len(match[0].encode())
    return None


@cache
def _lexicon(language: str) -> _Lexicon:
    read: list[lexica.Phrase] = []
    about: list[str] = []
    owners: dict[bytes, list[tuple[int, int]]] = {}
    breaks: dict[int, bytes] = {}
    rank = 0
    for subject, written in lexica.read(language).items():
        for each in written:
            phrase = lexica.phrase(each, language)
            for spelling in phrase.spellings or phrase.lead:
                for cased in _cased(spelling.replace(BREAK, " ")):
                    owners.setdefault(cased.encode(), []).append((len(read), rank))
                if BREAK in spelling:
                    breaks[rank] = spelling.encode()
                rank += 1
            read.append(phrase)
            about.append(subject)
    return _Lexicon(
        BytesAhoCorasick(list(owners), implementation=Implementation.ContiguousNFA),
        tuple(map(tuple, owners.values())),
        tuple(read),
        tuple(about),
        tuple(bool(phrase.spellings) for phrase in read),
        breaks,
        tuple(phrase.edges if phrase.spellings else phrase.lead_edges for phrase in read),
    )


def _cased(spelling: str) -> list[str]:
    """A spelling with each letter outside ASCII small and capital: only ASCII is put in lower case before the search."""
    if spelling.isascii():
        return [spelling]
    cased = [""]
    for sign in spelling:
        upper = sign if sign.isascii() or len(sign.upper()) > 1 or len(cased) > _MOST_CASED else sign.upper()
        cased = [head + each for head in cased for each in dict.fromkeys((sign, upper))]
    return cased


_MOST_CASED = 8
