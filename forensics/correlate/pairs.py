"""Which pairs of mails are worth weighing: those that share a rare value or a stretch of text, never all of them.

Why it matters: a million mails have half a billion times a thousand pairs. A value that up to ``ALL`` mails hold pairs them all; one
that more hold pairs each mail with the next few in time (so that a campaign of thousands still hangs together); one that everybody
holds pairs nobody, but counts as evidence wherever another value has made the pair. So the work grows with the mails.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from forensics.correlate.evidence import Evidence, Scales
from forensics.correlate.groups import Certain, Edge
from forensics.correlate.index import CODES, KIND_BITS, Index
from forensics.correlate.kinds import MAKES_PAIRS

ALL = 20
"""Holders up to which every two are compared."""
NEXT = 3
"""How many of the next in time, where more hold a value."""
HOT = 0.25
"""Rarity below which a value pairs nobody."""
ENOUGH = 8
"""Mails with which one is compared where groups alone are wanted: the rest of its campaign it reaches through them."""
SKETCH = 6
"""Smallest clauses of a text by which it finds its likes."""
_PAIRING = tuple(code in MAKES_PAIRS for code in CODES)


def candidates(scales: Scales, most: int = 0) -> Iterator[tuple[int, list[int]]]:
    """For each mail by place, the later ones to compare it with, ascending: all, or the ``most`` that share most of what pairs."""
    index = scales.index
    lists = _holders(index, scales)
    for one in range(len(index.mails)):
        others: Counter[int] = Counter()
        for key in _keys(index, one):
            held = lists.get(key)
            if held is None:
                continue
            at = bisect_right(held, one)
            others.update(held[at:] if len(held) <= ALL else held[at : at + NEXT])
        if most and len(others) > most:
            yield one, sorted(sorted(others, key=lambda other: (-others[other], other))[:most])
        elif others:
            yield one, sorted(others)


def compared(scales: Scales, most: int = 0) -> Iterator[tuple[int, int, Evidence]]:
    """Every pair worth weighing with its evidence, by place."""
    index = scales.index
    for one, others in candidates(scales, most):
        traits, clauses = frozenset(index.traits[one]), frozenset(index.clauses[one])
        for other in others:
            yield one, other, scales.compare(one, other, traits, clauses)


def holding(scales: Scales, certain: Certain, holds: Callable[[Evidence], int]) -> Iterator[Edge]:
    """Links that hold campaigns together, as far as groups need them. ``holds``: 0 no link, 1 a link, 2 one that needs no other."""
    index = scales.index
    for one, others in candidates(scales, ENOUGH):
        traits, clauses = frozenset(index.traits[one]), frozenset(index.clauses[one])
        root = certain.root(one)
        for other in others:
            if certain.root(other) == root:
                continue
            found = scales.compare(one, other, traits, clauses)
            strength = holds(found)
            if strength:
                yield found.bits, one, other
            if strength > 1:
                certain.join(one, other)
                root = certain.root(one)


def _keys(index: Index, one: int) -> Iterator[int]:
    for number in index.traits[one]:
        if _PAIRING[number & KIND_BITS]:
            yield number
    yield from index.clauses[one][:SKETCH]


def _holders(index: Index, scales: Scales) -> dict[int, array[int]]:
    """Value -> places of the mails that hold it, ascending, for values that pair."""
    held, total = index.held, index.total
    most = max(ALL, total // 50)
    lists: dict[int, array[int]] = defaultdict(lambda: array("l"))
    for one in range(len(index.mails)):
        for number in index.traits[one]:
            if (
                _PAIRING[number & KIND_BITS]
                and held[number] > 1
                and (held[number] <= ALL or scales.rarity(number) >= HOT)
            ):
                lists[number].append(one)
        for clause in index.clauses[one][:SKETCH]:
            if 1 < held[clause] <= most:
                lists[clause].append(one)
    return dict(lists)
