"""What two mails share and where they differ, in bits. The innermost step: done for every pair, so it is written to be fast.

Of a family only the rarest shared value counts. Texts are compared as wholes: the weight of the clauses they share, by the weight of
all their clauses, rare ones weighing more, so that two letters with the same footer are not one letter. Where both came through one
mail service, what all its customers have alike counts for little.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection
from math import log2
from typing import NamedTuple

from forensics.correlate.index import FAMILY, UNDATED, Index
from forensics.correlate.keys import CODES, KIND_BITS
from forensics.correlate.kinds import EXPLAINED, FAMILIES, KINDS
from forensics.correlate.scale import prior, rarity, weights

_BACKGROUND = tuple(KINDS[code].background for code in CODES)
TEXT, PLATFORM = FAMILIES.index("text"), FAMILIES.index("platform")
_EXPLAINED = frozenset(FAMILIES.index(family) for family in EXPLAINED)
_LEFT_BY_PLATFORM = 0.3
_CLAUSES_OF_THE_WORLD = 256
_LEAST_TEXT = 20.0
"""Bits of all clauses together below which two texts are too short to be compared."""
AGAINST = ("language", "date", "infrastructure", "text", "years")
INFRASTRUCTURE = frozenset(
    FAMILIES.index(family) for family in ("link", "kit", "tag", "sender", "network", "contact", "wallet")
)
"""Families whose traits are machines, places and accounts of the offender."""
_INFRASTRUCTURE = sum(1 << family for family in INFRASTRUCTURE)
_TEXT_BIT = 1 << TEXT
_WEEKS = 5.0
"""log2 of the weeks between two mails (31) from which the time between them speaks with its full weight."""

_CAUSE = {"resource": "link", "sender": "network", "ids": "header", "html": "text", "subject": "text", "tag": "kit"}
_CAUSES = tuple(
    1 << FAMILIES.index(_CAUSE.get(family, family)) | (family == "wallet") << len(FAMILIES) for family in FAMILIES
)
"""The bits that a family sets: its cause's, and for a wallet, which counts twice, one more."""
_TELLING = 1.5
"""Bits from which a cause counts."""
_YEAR = 365.0
"""Days; five years apart, hosts and names have changed hands."""


def years_apart(days: float) -> float:
    """How much the time between two mails speaks against one hand: 0 up to a year, 1 from five years on."""
    return min(1.0, max(0.0, (days - _YEAR) / (4 * _YEAR)))


_NOTHING = float("-inf")


class Evidence(NamedTuple):
    """What a comparison rests on. A tuple, for millions of them are made."""

    strengths: dict[int, float]
    """Family (its place in ``FAMILIES``) -> strength, above 0, at most 1."""
    clauses: tuple[int, ...]
    """Those that both texts hold."""
    against: tuple[float, ...]
    """Strengths of what is in ``AGAINST``."""
    bits: float
    """All of it, the prior included."""


class Scales:
    """Compares the mails of an index."""

    def __init__(self, index: Index) -> None:
        learnt = weights()
        self.index = index
        self.weights = tuple(learnt.families.get(family, 0.0) for family in FAMILIES)
        self.against = tuple(learnt.against.get(each, 0.0) for each in AGAINST)
        self.prior = prior(index.total)
        self._weighed: dict[int, tuple[int, float]] = {}
        self._clauses: dict[int, float] = {}
        self._texts = array("d", [-1.0]) * len(index.mails)
        self._world = index.total + _CLAUSES_OF_THE_WORLD
        self._bits = [log2(self._world / max(1, count)) for count in range(1_000)]
        """Of a clause that so many mails hold: most are held by few, and a logarithm is dear."""

    def rarity(self, number: int) -> float:
        """Of a trait, 0 to 1."""
        return (self._weighed.get(number) or self._weigh(number))[1]

    def _weigh(self, number: int) -> tuple[int, float]:
        """Family and rarity of a trait, kept."""
        kind = number & KIND_BITS
        known = FAMILY[kind], rarity(_BACKGROUND[kind], self.index.held[number], self.index.total)
        self._weighed[number] = known
        return known

    def compare(
        self, one: int, other: int, traits: Collection[int] = (), clauses: Collection[int] = (), least: float = _NOTHING
    ) -> Evidence:
        """Two mails by place. ``traits`` and ``clauses`` of the first as sets, where the caller has them at hand.

        Where even the same text could not bring the pair to ``least`` bits, the texts are left out, and what speaks against as well.
        """
        index = self.index
        traits = traits if isinstance(traits, frozenset) else frozenset(index.traits[one])
        strengths: dict[int, float] = {}
        weighed, weights = self._weighed, self.weights
        for number in traits.intersection(index.traits[other]):
            family, strength = weighed.get(number) or self._weigh(number)
            if strength > strengths.get(family, 0.0):
                strengths[family] = strength
        if PLATFORM in strengths:
            for family in _EXPLAINED & strengths.keys():
                strengths[family] *= _LEFT_BY_PLATFORM
        bits = self.prior
        for family, strength in strengths.items():
            bits += weights[family] * strength
        if bits + weights[TEXT] < least:
            return Evidence(strengths, (), (), bits)
        common: tuple[int, ...] = ()
        if index.clauses[one] and index.clauses[other]:
            likeness, common = self._likeness(one, other, clauses)
            if likeness:
                strengths[TEXT] = likeness
                bits += weights[TEXT] * likeness
        against = self._against(one, other, strengths, bool(common))
        for weight, strength in zip(self.against, against):  # noqa: B905 - both are as long as AGAINST, and this is the innermost step
            if strength:
                bits += weight * strength
        return Evidence(strengths, common, against, bits)

    def shared(self, one: int, other: int) -> dict[int, int]:
        """Family -> the trait (its number) that two mails share and that counts for it: the rarest, of equals always the same one."""
        found: dict[int, int] = {}
        common = frozenset(self.index.traits[one]).intersection(self.index.traits[other])
        for number in sorted(common, key=lambda number: (-self.rarity(number), number & KIND_BITS, number)):
            if self.rarity(number):
                found.setdefault(FAMILY[number & KIND_BITS], number)
        return found

    def explained(self, family: int, strength: float) -> float:
        """What is left of a family's strength where both came through one mail service."""
        return strength * _LEFT_BY_PLATFORM if family in _EXPLAINED else strength

    def causes(self, found: Evidence) -> int:
        """On how many independent causes the evidence rests that weigh something; a wallet counts twice.

        A host and the files on it are one cause, a machine and the name it gives itself another.
        """
        weights, told = self.weights, 0
        for family, strength in found.strengths.items():
            if strength * weights[family] >= _TELLING:
                told |= _CAUSES[family]
        return told.bit_count()

    def _likeness(self, one: int, other: int, clauses: Collection[int]) -> tuple[float, tuple[int, ...]]:
        index = self.index
        clauses = clauses if isinstance(clauses, frozenset) else frozenset(index.clauses[one])
        common = tuple(clauses.intersection(index.clauses[other]))
        if not common:
            return 0.0, common
        both, bits = 0.0, self._clauses
        for clause in common:
            both += bits[clause] if clause in bits else self._clause(clause)
        every = self._text(one) + self._text(other) - both
        return (both / every if every >= _LEAST_TEXT else 0.0), common

    def _clause(self, clause: int) -> float:
        known = self._clauses[clause] = log2(self._world / self.index.held[clause])
        return known

    def _text(self, place: int) -> float:
        """Bits of all clauses of a mail; those that nobody else has are not kept."""
        known = self._texts[place]
        if known < 0:
            held, bits, few = self.index.held, self._bits, len(self._bits)
            known = self._texts[place] = sum(
                [
                    bits[count] if (count := held[clause]) < few else log2(self._world / count)
                    for clause in self.index.clauses[place]
                ]
            )
        return known

    def _against(self, one: int, other: int, strengths: dict[int, float], talks: bool) -> tuple[float, ...]:
        index = self.index
        first, second = index.languages[one], index.languages[other]
        language = float(first != second and "und" not in (first, second))
        days, later = index.days[one], index.days[other]
        date = years = 0.0
        if days != later and UNDATED not in (days, later):
            apart = abs(days - later)
            date = min(1.0, log2(1 + apart / 7) / _WEEKS)
            years = years_apart(apart)
        both = index.known[one] & index.known[other]
        places = 1.0 if both & _INFRASTRUCTURE and INFRASTRUCTURE.isdisjoint(strengths) else 0.0
        return language, date, places, 1.0 if both & _TEXT_BIT and not talks else 0.0, years
