"""The traits of all mails of a case, as numbers that fit into memory by the million, and how many mails hold each.

A trait is a number (``keys``). What it says in letters is asked from the table again when a reader wants to see it. Mails stand in the order of their dates, so that neighbours in a list are neighbours in time.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain
from sys import intern

from forensics.correlate.keys import CODES, KIND_BITS, PLACE, kinds_of, number_of, unpacked
from forensics.correlate.kinds import FAMILIES, KINDS
from forensics.model.kinds import WALLETS
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings
from forensics.model.stored import readers

FAMILY = tuple(FAMILIES.index(KINDS[code].family) for code in CODES)
UNDATED = -1.0
_TEXT = 1 << FAMILIES.index("text")
_BIT = tuple(1 << family for family in FAMILY)
_ENOUGH_CLAUSES = 4
_BATCH = 500
"""Mails whose values are counted at a time."""
_QUERY = (
    "SELECT t.mail, t.numbers, t.clauses, m.language, m.date_utc FROM traits t JOIN mails m ON m.number = t.mail "
    "ORDER BY m.date_utc, t.mail"
)
_AFTER = (
    "SELECT t.mail, t.numbers, t.clauses, m.language, m.date_utc FROM traits t JOIN mails m ON m.number = t.mail "
    "WHERE t.mail > ? ORDER BY m.date_utc, t.mail"
)
_TWO = (
    "SELECT t.mail, t.numbers, t.clauses, m.language, m.date_utc FROM traits t JOIN mails m ON m.number = t.mail "
    "WHERE t.mail IN (?, ?) ORDER BY t.mail"
)
Numbers = frozenset[int]


def code_of(number: int) -> str:
    """The kind's code of a trait."""
    return CODES[number & KIND_BITS]


@dataclass(slots=True)
class Index:
    """By place in the order of dates; ``mails[place]`` is the mail's number in the case."""

    mails: array[int] = field(default_factory=lambda: array("q"))
    traits: list[array[int]] = field(default_factory=list)
    clauses: list[array[int]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    days: array[float] = field(default_factory=lambda: array("d"))
    """Days since the calendar's beginning, ``UNDATED`` where no date is known."""
    known: array[int] = field(default_factory=lambda: array("q"))
    """One bit for each family of which the mail has any trait: only then can a difference be seen."""
    held: Counter[int] = field(default_factory=Counter)
    """Trait or clause -> how many mails hold it."""
    total: int = 0
    """How many mails the counts are taken from."""

    def add(
        self,
        mail: int,
        held: tuple[array[int], array[int]],
        language: str | None,
        date_utc: str | None,
        own: Numbers = frozenset(),
    ) -> None:
        """One mail more, ``held`` as ``keys.numbers`` gives it; the counts are left as they are."""
        traits, clauses = held
        if own and not own.isdisjoint(traits):
            traits = array("q", [each for each in traits if each not in own])
        known = _families(kinds_of(traits)) | (_TEXT if len(clauses) >= _ENOUGH_CLAUSES else 0)
        self.mails.append(mail)
        self.traits.append(traits)
        self.clauses.append(clauses)
        self.languages.append(intern(language or "und"))
        self.days.append(_day(date_utc))
        self.known.append(known)

    def count(self, begin: int = 0) -> None:
        """Count what the mails from this place on hold, which have not been counted yet."""
        for first in range(begin, len(self.mails), _BATCH):
            last = first + _BATCH
            self.held.update(chain.from_iterable(self.traits[first:last]))
            self.held.update(chain.from_iterable(self.clauses[first:last]))
        self.total = len(self.mails)


@lru_cache(maxsize=16_384)
def _families(kinds: bytes) -> int:
    """One bit for each family; most mails have the kinds of many others, in the same order."""
    known = 0
    for kind in kinds:
        known |= _BIT[kind]
    return known


def _day(date_utc: str | None) -> float:
    return _hour(date_utc[:13]) if date_utc else UNDATED


@lru_cache(maxsize=4096)
def _hour(written: str) -> float:
    try:
        return date.fromisoformat(written[:10]).toordinal() + int(written[11:13] or 0) / 24
    except ValueError:
        return UNDATED


def read(rows: Rows, settings: CaseSettings) -> Index:
    """The traits of all mails."""
    index, own = Index(), readers_own(rows, settings)
    for mail, traits, clauses, language, date_utc in rows.execute(_QUERY):
        index.add(mail, (unpacked(traits), unpacked(clauses)), language, date_utc, own)
    index.count()
    return index


def read_after(rows: Rows, settings: CaseSettings, after: int, index: Index) -> None:
    """Put the mails with numbers beyond ``after`` behind those of the index, by date among themselves, and count them."""
    own, first = readers_own(rows, settings), len(index.mails)
    for mail, traits, clauses, language, date_utc in rows.execute(_AFTER, (after,)):
        index.add(mail, (unpacked(traits), unpacked(clauses)), language, date_utc, own)
    index.count(first)


def read_two(rows: Rows, one: int, other: int, settings: CaseSettings) -> Index:
    """Two mails, with the counts of what they hold over the whole case; nothing else is kept in memory."""
    index, own = Index(), readers_own(rows, settings)
    for mail, traits, clauses, language, date_utc in rows.execute(_TWO, (one, other)):
        index.add(mail, (unpacked(traits), unpacked(clauses)), language, date_utc, own)
    asked = frozenset(number for each in (*index.traits, *index.clauses) for number in each)
    for row in rows.execute("SELECT numbers, clauses FROM traits"):
        index.total += 1
        for stored in row:
            index.held.update(asked.intersection(unpacked(stored)))
    return index


def readers_own(rows: Rows, settings: CaseSettings) -> Numbers:
    """What links nobody in this case: addresses that its mails were sent to, and wallets whose owner the analyst knows."""
    found: set[int] = set()
    if settings.known_wallets:
        query = "SELECT DISTINCT kind, value FROM sightings WHERE kind IN (SELECT value FROM json_each(?))"
        known = [
            f"wa{kind} {value}"
            for kind, value in rows.execute(query, (json.dumps(WALLETS),))
            if settings.known_wallet(value)
        ]
        found.update(map(number_of, known))
    for (boxes,) in rows.execute('SELECT DISTINCT "to" FROM mails'):
        for address in readers(boxes):
            found.update(number_of(code + address) for code in ("ce", "cr", "sa"))
    return frozenset(found)


def spelled(rows: Rows, mail: int) -> Iterator[tuple[int, str]]:
    """(number, line) of each trait of a mail, for a reader."""
    for held, stored in rows.execute("SELECT held, numbers FROM traits WHERE mail = ?", (mail,)):
        lines = [line for line in held.split("\n") if line[:2] in PLACE]
        yield from zip(unpacked(stored), lines, strict=True)
