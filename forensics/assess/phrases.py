"""Which subjects of a lexicon a mail speaks of, and where: linear in the text, and next to nothing where it speaks of none.

One pass over the text (a set of RE2) tells the subjects whose plain phrases stand in it, and those of which the telling part of
a phrase with a gap does: only these are then asked with the whole phrase. Gaps in the first pass would multiply its states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import re2

from forensics.assess import lexica
from forensics.assess.negation import ASKS, asks_nothing, denied

LONGEST = 250_000
"""Bytes of subject and text that are searched; how much more there was is the caller's to say."""
_MEMORY = 64 << 20
"""Bytes that the states of a pattern may take: most texts find theirs ready."""


class Place(NamedTuple):
    """Where a phrase stands: its bytes' span in ``Look.words``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    all_at_once: Any
    meanings: tuple[tuple[str, bool], ...]
    """For each pattern of the set its subject, and whether it settles it."""


def subjects(words: bytes, language: str) -> Mapping[str, bool]:
    """The subjects that a text speaks of, and whether it took a phrase with a gap to tell.

    English is asked where the language has no lexicon.
    """
    language = _known(language)
    lexicon = _lexicon(language)
    words = words[:LONGEST]
    numbers = lexicon.all_at_once.Match(words)
    if not numbers:
        return _NONE
    told: dict[str, bool] = {}
    asked = []
    for number in numbers:
        subject, settled = lexicon.meanings[number]
        if settled:
            told[subject] = False
        else:
            asked.append(subject)
    for subject in asked:
        if subject not in told and next(_meant(words, language, subject, "gaps"), None):
            told[subject] = True
    return told


def places(
    words: bytes, language: str, subject: str, most: int, *, quick: bool = False, with_gap: bool = True
) -> Iterator[Place]:
    """The first places at which a text speaks of a subject.

    ``quick``: one is enough; then only the phrases are searched of which one is known to be there (``with_gap``).
    """
    which = ("gaps" if with_gap else "plain") if quick else "all"
    return islice(_meant(words[:LONGEST], _known(language), subject, which), most)


def _meant(words: bytes, language: str, subject: str, which: str) -> Iterator[Place]:
    """The places of a subject's phrases; of what a mail threatens or promises without those that it denies."""
    for match in _pattern(language, subject, which).finditer(words):
        place = Place(*match.span())
        if subject in _DENIABLE:
            meant = not _denied(words[place.start : place.end], language, subject)
        else:
            meant = subject not in ASKS or not asks_nothing(words, place.start, place.end)
        if meant:
            yield place


def _denied(said: bytes, language: str, subject: str) -> bool:
    """Whether a phrase is denied within its gap; what has none is meant as the lexicon has it ('if you do not recognise')."""
    phrases = lexica.read(language)[subject]
    if len(said.split()) < 2 or not denied(said.decode("utf-8", "replace"), language, phrases):
        return False
    return all("~" in phrase for phrase in phrases) or not _pattern(language, subject, "plain").fullmatch(said)


_DENIABLE = frozenset({"threat", "loss", "reward", "fortune"})
"""Subjects of which a text may say the opposite. 'Tell nobody' and 'do not wait' are denials and meant so."""
_NONE: Mapping[str, bool] = {}


def _known(language: str) -> str:
    return language if language in lexica.LANGUAGES else "en"


@cache
def _lexicon(language: str) -> _Lexicon:
    all_at_once = re2.Set.SearchSet(_options())
    meanings = []
    for subject, phrases in lexica.read(language).items():
        plain = [phrase for phrase in phrases if "~" not in phrase]
        leads = [lexica.lead(phrase) for phrase in phrases if "~" in phrase]
        for settled, each in ((True, plain), (False, leads)):
            if each:
                all_at_once.Add(_any(each, language))
                meanings.append((subject, settled))
    all_at_once.Compile()
    return _Lexicon(all_at_once, tuple(meanings))


@cache
def _pattern(language: str, subject: str, which: str) -> Any:
    """One pattern for the phrases of a subject - those with ``gaps``, the ``plain`` ones, or ``all`` -, made when it is needed."""
    phrases = lexica.read(language)[subject]
    kept = [phrase for phrase in phrases if which == "all" or ("~" in phrase) == (which == "gaps")]
    return re2.compile(_any(kept, language), _options())


def forget() -> None:
    """Let go of the patterns: the states that they find on the way are most of what reading many mails costs in memory."""
    _pattern.cache_clear()
    re2.purge()  # which keeps the last patterns that were made, whoever made them


def _options() -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    return options


def _any(phrases: list[str], language: str) -> str:
    return "|".join(f"(?:{lexica.pattern(phrase, language)})" for phrase in phrases)
