"""The traits of all mails of a case, as numbers that fit into memory by the million, and how many mails hold each.

A trait is held as 64 bits: its hash with the kind in the lowest six. What it says in letters is asked from the table again when a
reader wants to see it. Mails stand in the order of their dates, so that neighbours in a list are neighbours in time.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from sys import intern

from forensics.correlate.kinds import CLAUSES, FAMILIES, KINDS, WALLETS
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

CODES = tuple(KINDS)
_PLACE = {code: place for place, code in enumerate(CODES)}
FAMILY = tuple(FAMILIES.index(KINDS[code].family) for code in CODES)
KIND_BITS = 63
CLAUSE = 63
"""In the lowest bits of a clause's number."""
WIDTH = 8
UNDATED = -1.0
_TEXT = 1 << FAMILIES.index("text")
_ENOUGH_CLAUSES = 4
_QUERY = (
    "SELECT t.mail, t.held, m.language, m.date_utc FROM traits t JOIN mails m ON m.number = t.mail "
    "ORDER BY m.date_utc, t.mail"
)
_TWO = "SELECT t.mail, t.held, m.language, m.date_utc FROM traits t JOIN mails m ON m.number = t.mail WHERE t.mail IN (?, ?) ORDER BY t.mail"
Numbers = frozenset[int]


def number_of(line: str) -> int:
    """The 64 bits of one trait."""
    return hash(line) & ~KIND_BITS | _PLACE[line[:2]]


def numbers(held: str) -> tuple[array[int], array[int]]:
    """(traits, clauses) of one row of the table, as numbers."""
    traits, clauses = array("q"), array("q")
    for line in held.split("\n"):
        code = line[:2]
        if code == CLAUSES:
            clauses.extend([int(line[n : n + WIDTH], 16) << 6 | CLAUSE for n in range(2, len(line), WIDTH)])
        elif code in _PLACE:
            traits.append(hash(line) & ~KIND_BITS | _PLACE[code])
    return traits, clauses


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

    def add(self, mail: int, held: str, language: str, date_utc: str | None, own: Numbers) -> None:
        """One mail more; the counts are left as they are."""
        traits, clauses = numbers(held)
        if own and not own.isdisjoint(traits):
            traits = array("q", [each for each in traits if each not in own])
        known = _TEXT if len(clauses) >= _ENOUGH_CLAUSES else 0
        for each in traits:
            known |= 1 << FAMILY[each & KIND_BITS]
        self.mails.append(mail)
        self.traits.append(traits)
        self.clauses.append(clauses)
        self.languages.append(intern(language or "und"))
        self.days.append(_day(date_utc))
        self.known.append(known)


def _day(date_utc: str | None) -> float:
    if not date_utc:
        return UNDATED
    try:
        return date.fromisoformat(date_utc[:10]).toordinal() + int(date_utc[11:13] or 0) / 24
    except ValueError:
        return UNDATED


def read(rows: Rows, settings: CaseSettings) -> Index:
    """The traits of all mails."""
    index, own = Index(), readers_own(rows, settings)
    for mail, held, language, date_utc in rows.execute(_QUERY):
        index.add(mail, held, language, date_utc, own)
        index.held.update(index.traits[-1])
        index.held.update(index.clauses[-1])
    index.total = len(index.mails)
    return index


def read_two(rows: Rows, one: int, other: int, settings: CaseSettings) -> Index:
    """Two mails, with the counts of what they hold over the whole case; nothing else is kept in memory."""
    index, own = Index(), readers_own(rows, settings)
    for mail, held, language, date_utc in rows.execute(_TWO, (one, other)):
        index.add(mail, held, language, date_utc, own)
    asked = {number for each in (*index.traits, *index.clauses) for number in each}
    for (row,) in rows.execute("SELECT held FROM traits"):
        index.total += 1
        for each in numbers(row):
            index.held.update(asked.intersection(each))
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
        for box in (boxes or "").split(","):
            address = box.strip().lower()
            if "@" in address:
                found.update(number_of(code + address) for code in ("ce", "cr", "sa"))
    return frozenset(found)


def spelled(rows: Rows, mail: int) -> Iterator[tuple[int, str]]:
    """(number, line) of each trait of a mail, for a reader."""
    for (held,) in rows.execute("SELECT held FROM traits WHERE mail = ?", (mail,)):
        for line in held.split("\n"):
            if line[:2] in _PLACE:
                yield number_of(line), line
