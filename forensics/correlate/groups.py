"""Campaigns: mails that hang together by strong links, where one weak bridge does not make one campaign of two.

Links are taken strongest first. A link joins two groups when it is one of several between them, in proportion to the smaller; a lone
one is kept as a bridge that was not crossed, and shown. The weakest link that was needed to hold a group together is shown as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

SUPPORT, MOST_SUPPORT = 4, 8
"""A group of n is joined to a greater one by links of at least n / SUPPORT + 1 of its mails, MOST_SUPPORT at most."""
FREE = 2
"""Mails up to which one link is enough: they have no others yet."""

Edge = tuple[float, int, int]
"""(bits, one, other), by place."""


@dataclass(slots=True)
class Group:
    """Mails by place, ascending."""

    members: list[int]
    weakest: Edge | None = None
    bridges: list[Edge] = field(default_factory=list)
    """Links to other groups that were not enough, strongest first."""


class _Union:
    """Groups while they grow; the smaller's links are moved to the greater."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}
        self.size: dict[int, int] = {}
        self.weakest: dict[int, Edge] = {}
        self.waiting: dict[int, dict[int, list[Edge]]] = defaultdict(dict)

    def root(self, one: int) -> int:
        parent = self.parent
        if one not in parent:
            parent[one], self.size[one] = one, 1
            return one
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def link(self, edge: Edge) -> None:
        """Take one link, and all that follows from it."""
        first, second = self.root(edge[1]), self.root(edge[2])
        if first == second:
            return
        waiting = self.waiting[first].get(second)
        if waiting is None:
            waiting = []
            self.waiting[first][second] = self.waiting[second][first] = waiting
        waiting.append(edge)
        ready = self._is_enough(first, second, waiting)
        while ready:
            kept = self._join(first, second, edge)
            ready = False
            for other, links in self.waiting[kept].items():
                if self._is_enough(kept, other, links):
                    first, second, edge, ready = kept, other, links[-1], True
                    break

    def force(self, edge: Edge) -> None:
        """Take a link that needs no other. Only before any that does."""
        first, second = self.root(edge[1]), self.root(edge[2])
        if first != second:
            self._join(first, second, edge)

    def _is_enough(self, first: int, second: int, links: list[Edge]) -> bool:
        small = first if self.size[first] <= self.size[second] else second
        size = self.size[small]
        if size <= FREE:
            return True
        needed = min(MOST_SUPPORT, size // SUPPORT + 1)
        if len(links) < needed:
            return False
        return len({one if self.root(one) == small else other for _, one, other in links}) >= needed

    def _join(self, first: int, second: int, edge: Edge) -> int:
        great, small = (
            (first, second) if (self.size[first], -first) >= (self.size[second], -second) else (second, first)
        )
        self.parent[small] = great
        self.size[great] += self.size.pop(small)
        known = [each for each in (self.weakest.get(great), self.weakest.pop(small, None), edge) if each]
        self.weakest[great] = min(known, key=lambda each: (each[0], each[1], each[2]))
        self.waiting[great].pop(small, None)
        for other, links in self.waiting.pop(small, {}).items():
            if other == great:
                continue
            del self.waiting[other][small]
            mine = self.waiting[great].get(other)
            if mine is None:
                self.waiting[great][other] = self.waiting[other][great] = links
            else:
                mine.extend(links)
        return great


class Certain:
    """Groups of links that need no second one, known while pairs are still being compared: within one, nothing need be compared."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def root(self, one: int) -> int:
        """Of the group of a mail by place."""
        parent = self._parent
        known = parent.get(one)
        if known is None:
            return one
        while (above := parent.get(known)) is not None:
            parent[one] = above
            one, known = known, above
        return known

    def join(self, one: int, other: int) -> None:
        """These two belong together for certain."""
        first, second = self.root(one), self.root(other)
        if first != second:
            self._parent[max(first, second)] = min(first, second)


def group(edges: Iterable[Edge], certain: Certain | None = None) -> list[Group]:
    """Groups of two mails and more, by their first mail. ``certain``: what was joined already, by links among the ``edges``."""
    union = _Union()
    strongest_first = sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2]))
    if certain is not None:
        for edge in strongest_first:
            if certain.root(edge[1]) == certain.root(edge[2]):
                union.force(edge)
    for edge in strongest_first:
        union.link(edge)
    members: dict[int, list[int]] = defaultdict(list)
    for one in union.parent:
        members[union.root(one)].append(one)
    groups = []
    for root, held in members.items():
        if len(held) > 1:
            bridges = sorted(_strongest(union.waiting.get(root, {})), key=lambda edge: (-edge[0], edge[1], edge[2]))
            groups.append(Group(sorted(held), union.weakest.get(root), bridges))
    return sorted(groups, key=lambda each: each.members)


def _strongest(waiting: dict[int, list[Edge]]) -> Iterator[Edge]:
    for links in waiting.values():
        yield min(links, key=lambda edge: (-edge[0], edge[1], edge[2]))
