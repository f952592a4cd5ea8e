"""Two campaigns: whether one hand may be behind both, by what the mails of each have in common with those of the other.

Why it matters: groups were kept apart because too few links lead across; the question remains whether the same sender is behind both.
A value counts by its rarity, as between two mails, and by how much of each campaign has it: in full where half of either does, for
what one mail in a hundred has ties that mail, not the campaign. The weights are those learnt of pairs of mails; for campaigns nobody
has judged any, so the verdict never goes beyond ``related`` and the probability is an orientation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from forensics.correlate import words
from forensics.correlate.evidence import INFRASTRUCTURE, PLATFORM, TEXT, Scales, years_apart
from forensics.correlate.index import FAMILY, UNDATED, code_of, spelled
from forensics.correlate.keys import KIND_BITS
from forensics.correlate.kinds import KINDS
from forensics.correlate.places import places
from forensics.correlate.scale import probability, weights
from forensics.model.link import Campaign, Link, LinkVerdict, Reason
from forensics.model.rows import Rows

SAMPLE = 12
"""Mails of each campaign whose texts are held against each other, evenly over its time."""
LEAST, TELLING, CAUSES, MOST = 0.5, 1.5, 2, 0.9
_COMPARABLE = 6


@dataclass(frozen=True, slots=True)
class _Side:
    campaign: Campaign
    places: Sequence[int]
    held: Counter[int]
    known: int

    def share(self, number: int) -> float:
        return self.held[number] / len(self.places)


def together(scales: Scales, rows: Rows, one: Campaign, other: Campaign) -> Link:
    """The comparison of two campaigns whose mails are in the index of ``scales``."""
    sides = tuple(_side(scales, rows, each) for each in (one, other))
    strengths, shared = _strengths(scales, sides)
    likeness = _likeness(scales, sides)
    if likeness:
        strengths[TEXT] = likeness
    reasons = [
        _reason(scales, rows, sides, shared[family], strength)
        for family, strength in strengths.items()
        if family != TEXT
    ]
    if likeness:
        reasons.append(words.alike(scales.weights[TEXT] * likeness, likeness))
    reasons.sort(key=lambda reason: (-reason.bits, reason.trait, reason.value))
    against = [words.chance(scales.prior), *_against(scales, sides, strengths)]
    bits = sum(reason.bits for reason in (*reasons, *against))
    chance = min(MOST, max(0.01, probability(bits)))
    causes = sum(reason.bits >= TELLING for reason in reasons)
    comparable = (sides[0].known & sides[1].known).bit_count()
    verdict = LinkVerdict.INCONCLUSIVE
    if chance >= LEAST and causes >= CAUSES:
        verdict = LinkVerdict.RELATED
    elif chance <= weights().unrelated and comparable >= _COMPARABLE:
        verdict = LinkVerdict.UNRELATED
    return Link(
        one.name, other.name, verdict, round(chance, 2), tuple(reasons), tuple(against), (words.not_looked_up(""),)
    )


def _side(scales: Scales, rows: Rows, campaign: Campaign) -> _Side:
    index = scales.index
    wanted = set(campaign.mails)
    numbers = {number for number, exhibit in rows.execute("SELECT number, exhibit FROM mails") if exhibit in wanted}
    found = [place for place, number in enumerate(index.mails) if number in numbers]
    held = Counter(chain.from_iterable(index.traits[place] for place in found))
    known = 0
    for place in found:
        known |= index.known[place]
    return _Side(campaign, found, held, known)


def _strengths(scales: Scales, sides: Sequence[_Side]) -> tuple[dict[int, float], dict[int, int]]:
    strengths: dict[int, float] = {}
    shared: dict[int, int] = {}
    platform = False
    for number in sorted(sides[0].held.keys() & sides[1].held.keys()):
        family = FAMILY[number & KIND_BITS]
        platform = platform or family == PLATFORM
        spread = min(1.0, 2 * min(side.share(number) for side in sides))
        strength = scales.rarity(number) * spread
        if family != PLATFORM and strength > strengths.get(family, 0.0):
            strengths[family], shared[family] = strength, number
    if platform:
        strengths = {family: scales.explained(family, strength) for family, strength in strengths.items()}
    return strengths, shared


def _likeness(scales: Scales, sides: Sequence[_Side]) -> float:
    """How well each text of one finds its like in the other, the worse of the two ways."""
    samples = [side.places[:: max(1, len(side.places) // SAMPLE)][:SAMPLE] for side in sides]
    table = [[scales.compare(one, other).strengths.get(TEXT, 0.0) for other in samples[1]] for one in samples[0]]
    ways = (table, list(zip(*table, strict=True)))
    return min(sum(max(row) for row in way) / len(way) for way in ways)


def _reason(scales: Scales, rows: Rows, sides: Sequence[_Side], number: int, strength: float) -> Reason:
    index = scales.index
    kind = KINDS[code_of(number)]
    value, where, counts = "", [], []
    for side in sides:
        first = next(place for place in side.places if number in index.traits[place])
        mail = index.mails[first]
        line = dict(spelled(rows, mail)).get(number, "")
        value = line[2:]
        exhibit = next(name for (name,) in rows.execute("SELECT exhibit FROM mails WHERE number = ?", (mail,)))
        where += list(places(rows, mail, exhibit, line)) if line else []
        counts.append((side.campaign.name, side.held[number], len(side.places)))
    return words.in_both(kind.name, value, scales.weights[FAMILY[number & KIND_BITS]] * strength, counts, tuple(where))


def _against(scales: Scales, sides: Sequence[_Side], strengths: dict[int, float]) -> list[Reason]:
    index, found = scales.index, []
    _, _, places_differ, _, years = scales.against
    both = sides[0].known & sides[1].known
    if any(both >> family & 1 for family in INFRASTRUCTURE) and INFRASTRUCTURE.isdisjoint(strengths):
        found.append(words.infrastructure("", places_differ))
    days = [[index.days[place] for place in side.places if index.days[place] != UNDATED] for side in sides]
    if all(days):
        apart = max(min(days[0]) - max(days[1]), min(days[1]) - max(days[0]), 0.0)
        if speaks := years_apart(apart):
            found.append(words.far_apart(round(apart), years * speaks))
    return found
