"""Which pairs of mails are worth weighing: those that share a rare value or a stretch of text, never all of them.

Why it matters: a million mails have half a billion times a thousand pairs. A value that up to ``ALL`` mails hold pairs them all; one
that more hold pairs each mail with the next few in time (so that a campaign of thousands still hangs together); one that everybody
holds pairs nobody, but counts as evidence wherever another value has made the pair. So the work grows with the mails.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import compress

from forensics.correlate.evidence import Evidence, Scales
from forensics.correlate.groups import Certain, Edge
from forensics.correlate.keys import CODES, kinds_of
from forensics.correlate.kinds import MAKES_PAIRS

ALL = 20
"""Holders up to which every two are compared."""
NEXT = 3
"""How many of the next in time, where more hold a value."""
HOT = 0.25
"""Rarity below which a value pairs nobody."""
ENOUGH = 8
"""Mails with which one is compared where groups alone are wanted: the rest of its campaign it reaches through them."""
MANY = -1
"""In a list of holders, in front: there are more than ``ALL``."""
SKETCH = 6
"""Smallest clauses of a text by which it finds its likes."""
_PLACE_BITS = 40
_PLACE_MASK = (1 << _PLACE_BITS) - 1
_PAIRING = bytes(place < len(CODES) and CODES[place] in MAKES_PAIRS for place in range(256))
"""Place of a kind -> 1 where it pairs mails."""


def candidates(scales: Scales, most: int = 0) -> Iterator[tuple[int, list[int]]]:
    """For each mail by place, the later ones to compare it with, ascending: all, or the ``most`` that share most of what pairs.

    A mail leaves the lists it stands in when it has been seen, so that what is next in each is always at its end.
    """
    linked = _linked(scales)
    for one in range(len(linked)):
        others: list[int] = []
        for held in linked.pop():
            held.pop()
            if held and held[0] != MANY:
                others += held
            else:
                others += held[-NEXT:]
        if others and min(others) == MANY:
            others = [other for other in others if other != MANY]
        if not others:
            continue
        if most and len(others) > most and len(different := Counter(others)) > most:
            ranked = sorted([other - (times << _PLACE_BITS) for other, times in different.items()])[:most]
            yield one, sorted([rank & _PLACE_MASK for rank in ranked])
        else:
            yield one, sorted(set(others))


def compared(scales: Scales, most: int = 0) -> Iterator[tuple[int, int, Evidence]]:
    """Every pair worth weighing with its evidence, by place."""
    index = scales.index
    for one, others in candidates(scales, most):
        traits, clauses = frozenset(index.traits[one]), frozenset(index.clauses[one])
        for other in others:
            yield one, other, scales.compare(one, other, traits, clauses)


def holding(
    scales: Scales,
    candidates: Iterable[tuple[int, list[int]]],
    certain: Certain,
    holds: Callable[[Evidence], int],
    least: float,
) -> Iterator[Edge]:
    """Links that hold campaigns together, as far as groups need them.

    ``holds``: 0 no link (so any below ``least`` bits), 1 a link, 2 one that needs no other.
    """
    index = scales.index
    for one, others in candidates:
        traits: frozenset[int] = frozenset()
        clauses: frozenset[int] = frozenset()
        root = certain.root(one)
        for other in others:
            if certain.root(other) == root:
                continue
            if not traits and not clauses:
                traits, clauses = frozenset(index.traits[one]), frozenset(index.clauses[one])
            found = scales.compare(one, other, traits, clauses, least)
            strength = holds(found)
            if strength:
                yield found.bits, one, other
            if strength > 1:
                certain.join(one, other)
                root = certain.root(one)


def newcomers(scales: Scales, first: int) -> Iterator[tuple[int, list[int]]]:
    """For each mail from place ``first`` on, which stand behind the others whatever their dates, those to compare it with.

    As ``candidates`` for ``ENOUGH``, but for both directions of time, and in one pass over what the others hold.
    """
    index = scales.index
    asked = [_asked(scales, one) for one in range(first, len(index.mails))]
    holders: dict[int, list[int]] = {number: [] for numbers in asked for number in numbers}
    wanted = frozenset(holders)
    for place, (traits, clauses) in enumerate(zip(index.traits, index.clauses, strict=True)):
        for number in wanted.intersection(traits):
            holders[number].append(place)
        for clause in wanted.intersection(clauses[:SKETCH]):
            holders[clause].append(place)
    days = index.days
    for held in holders.values():
        if len(held) > ALL:
            held.sort(key=lambda place: (days[place], place))
    for one, numbers in enumerate(asked, first):
        others: Counter[int] = Counter()
        for number in numbers:
            held = holders[number]
            if len(held) > ALL:
                at = bisect_left(held, (days[one], one), key=lambda place: (days[place], place))
                held = held[max(0, at - NEXT) : at] + held[at + 1 : at + 1 + NEXT]
            others.update(other for other in held if other < first or other > one)
        if others:
            ranked = sorted(others, key=lambda other: (-others[other], abs(days[other] - days[one]), other))
            yield one, sorted(ranked[:ENOUGH])


def _asked(scales: Scales, one: int) -> list[int]:
    """The traits and clauses of a mail by which it finds its likes."""
    index = scales.index
    held, most = index.held, max(ALL, index.total // 50)
    return [
        number
        for number in compress(index.traits[one], kinds_of(index.traits[one]).translate(_PAIRING))
        if (count := held[number]) > 1 and (count <= ALL or scales.rarity(number) >= HOT)
    ] + [clause for clause in index.clauses[one][:SKETCH] if 1 < held[clause] <= most]


def _linked(scales: Scales) -> list[list[list[int]]]:
    """Of each mail, the last first, the lists it stands in: one for each value that pairs, with the places of all who hold it.

    In a list the last place comes first, so that what has been seen goes from its end; one of many begins with ``MANY``.
    """
    index, rare = scales.index, scales.rarity
    held, total = index.held, index.total
    most = max(ALL, total // 50)
    lists: dict[int, list[int]] = {}
    hot: set[int] = set()
    linked: list[list[list[int]]] = []
    for one in range(len(index.mails) - 1, -1, -1):
        mine: list[list[int]] = []
        traits = index.traits[one]
        for number in compress(traits, kinds_of(traits).translate(_PAIRING)):
            if (count := held[number]) > 1:
                known = lists.get(number)
                if known is None:
                    if count > ALL and (number in hot or rare(number) < HOT):
                        hot.add(number)
                        continue
                    known = lists[number] = []
                known.append(one)
                mine.append(known)
        for clause in index.clauses[one][:SKETCH]:
            if 1 < held[clause] <= most:
                known = lists.get(clause)
                if known is None:
                    known = lists[clause] = []
                known.append(one)
                mine.append(known)
        linked.append(mine)
    for known in lists.values():
        if len(known) > ALL:
            known.insert(0, MANY)
    return linked
