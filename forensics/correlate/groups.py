"""Campaigns: mails that hang together by links that settle it, and the link that holds them weakest.

Only ``same_campaign`` links count, so that a chain of mere resemblances does not make one giant. A wallet that more than fifty
mails name makes no pairs; it ties its holders together as they are. The weakest bridge is the weakest edge of the maximum spanning
tree: cut it, and the group falls in two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from forensics.correlate import words
from forensics.correlate.pairs import MOST_HOLDERS
from forensics.correlate.rarity import bits
from forensics.correlate.traits import Index
from forensics.correlate.weigh import Weighed
from forensics.model.link import Campaign, LinkVerdict, Reason

MOST_REASONS = 12
_CIRCUMSTANCES = frozenset({"recipient", "date"})

Edge = tuple[float, int, int]


def group(index: Index, results: Sequence[Weighed]) -> list[Campaign]:
    """Campaigns of two mails and more, by their first mail."""
    numbers = {who.exhibit: number for number, who in index.mails.items()}
    edges: list[Edge] = []
    reasons: dict[tuple[int, int], tuple[Reason, ...]] = {}
    for result in results:
        if result.link.verdict is LinkVerdict.SAME_CAMPAIGN:
            one, other = numbers[result.link.a], numbers[result.link.b]
            edges.append((result.total, one, other))
            reasons[one, other] = result.link.for_
    hubs: dict[int, Reason] = {}
    for (family, kind, value), held in index.holders.items():
        if family == "wallet" and len(held) > MOST_HOLDERS:
            weight = bits(family, len(held), len(index.mails))
            edges += [(weight, one, other) for one, other in pairwise(held)]
            hubs[held[0]] = words.hub(kind, value, weight, len(held))
    parents, weakest = _spanned(edges)
    members: dict[int, list[int]] = defaultdict(list)
    for number in parents:
        members[_root(parents, number)].append(number)
    why = _reasons(parents, reasons)
    for first, reason in hubs.items():
        why[_root(parents, first)][reason.trait, reason.value] = reason
    campaigns = [_campaign(index, sorted(held), why[root], weakest.get(root)) for root, held in members.items()]
    return sorted(campaigns, key=lambda campaign: numbers[campaign.mails[0]])


def _root(parents: dict[int, int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def _spanned(edges: list[Edge]) -> tuple[dict[int, int], dict[int, Edge]]:
    """Union by strongest edge first (Kruskal); for each group the last, weakest edge that was needed."""
    parents: dict[int, int] = {}
    weakest: dict[int, Edge] = {}
    for edge in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        _, one, other = edge
        parents.setdefault(one, one)
        parents.setdefault(other, other)
        first, second = sorted((_root(parents, one), _root(parents, other)))
        if first != second:
            parents[second] = first
            weakest[first] = edge
            weakest.pop(second, None)
    return parents, weakest


def _reasons(
    parents: dict[int, int], reasons: dict[tuple[int, int], tuple[Reason, ...]]
) -> dict[int, dict[tuple[str, str], Reason]]:
    why: dict[int, dict[tuple[str, str], Reason]] = defaultdict(dict)
    for (one, _), shared in reasons.items():
        kept = why[_root(parents, one)]
        for reason in shared:
            if (
                reason.trait not in _CIRCUMSTANCES
                and reason.bits > kept.get((reason.trait, reason.value), _NOTHING).bits
            ):
                kept[reason.trait, reason.value] = reason
    return why


_NOTHING = Reason("", "", 0.0, "")


def _campaign(index: Index, numbers: list[int], why: dict[tuple[str, str], Reason], weakest: Edge | None) -> Campaign:
    dated = sorted((who.date_utc, who.date) for who in (index.mails[number] for number in numbers) if who.date_utc)
    held = sorted(why.values(), key=lambda reason: (-reason.bits, reason.trait, reason.value))[:MOST_REASONS]
    if weakest and len(numbers) > 2:
        weight, one, other = weakest
        held.append(words.bridge(f"{index.mails[one].exhibit} / {index.mails[other].exhibit}", weight))
    exhibits = tuple(index.mails[number].exhibit for number in numbers)
    first, last = (dated[0][1], dated[-1][1]) if dated else ("", "")
    return Campaign(f"C-{numbers[0]}", exhibits, first, last, tuple(held))
