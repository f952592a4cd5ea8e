"""Campaigns of a case that grows: unchanged, they are known; a large one with a few mails more is not worked out anew.

Why it matters: over a million mails campaigns take minutes, and an analyst who adds today's thousand wants to see at once where they
belong. Only those are compared then, and only groups that a new link reaches are made again; the rest stands as it was, with rarities
that are at most ``LITTLE`` of the mails old. A case below ``LARGE`` mails is always worked out whole, so that it never matters in which
steps it was filled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import log2

from forensics.correlate import index as columns
from forensics.correlate import pairs
from forensics.correlate.campaigns import campaign
from forensics.correlate.evidence import Evidence, Scales
from forensics.correlate.groups import Certain, Edge, Group, group
from forensics.correlate.index import Index
from forensics.correlate.unhindered import unhindered
from forensics.model.link import Campaign
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

JOINS_FROM = 0.85
"""Probability from which a link holds a campaign together: a wrong one joins many mails, not two."""
CERTAIN, CERTAIN_CAUSES = 10.0, 3
"""Bits, and causes that must be exceeded, of a link that joins two groups whatever their size."""
CAUSES = 2
"""Independent causes that such a link rests on; a wallet alone is enough."""
LARGE = 50_000
"""Mails from which additions are put to what is known."""
LITTLE = 0.01
"""Share of the mails up to which additions, all together, are put to what is known."""
_JOINS = log2(JOINS_FROM / (1 - JOINS_FROM))


@dataclass(slots=True)
class _Standing:
    """What is known of a large case: enough to put further mails to it."""

    index: Index
    certain: Certain
    edges: list[Edge]
    groups: list[Group]
    exhibits: dict[int, str]
    names: dict[int, str] = field(default_factory=dict)
    """Place of a mail -> name of its campaign."""
    told: dict[str, Campaign] = field(default_factory=dict)
    whole: int = 0
    """Mails when all was last worked out."""
    reached: Certain | None = None
    """Which mails hang together by links of any number: what grouping never looks beyond."""


class Growing:
    """The campaigns of one case, asked for again and again."""

    def __init__(self) -> None:
        self._mark: tuple[int, int, str] | None = None
        self._told: list[Campaign] = []
        self._standing: _Standing | None = None

    @unhindered()
    def campaigns(self, rows: Rows, settings: CaseSettings) -> list[Campaign]:
        """The groups that strong links make, by first mail. ``rows``: the derived tables as they are now."""
        ((count, last),) = rows.execute("SELECT count(*), coalesce(max(number), 0) FROM mails")
        mark = count, last, repr(settings)
        if self._mark != mark:
            before, self._mark = self._mark, None
            standing, self._standing = self._standing, None
            if standing is None or not _is_little(before, mark, standing.whole):
                standing = _worked_out(rows, settings)
            else:
                _put_to(standing, rows, settings, before[1] if before else 0)
            self._told = sorted(standing.told.values(), key=lambda each: int(each.name[2:]))
            self._standing = standing if count >= LARGE else None
            self._mark = mark
        return list(self._told)


def _is_little(before: tuple[int, int, str] | None, now: tuple[int, int, str], whole: int) -> bool:
    """Whether the case has only grown, and by little since all was worked out."""
    if before is None or before[2] != now[2]:
        return False
    return before[0] <= now[0] <= whole * (1 + LITTLE) and now[1] - before[1] == now[0] - before[0]


def _worked_out(rows: Rows, settings: CaseSettings) -> _Standing:
    index = columns.read(rows, settings)
    scales, certain = Scales(index), Certain()
    edges = list(pairs.holding(scales, pairs.candidates(scales, pairs.ENOUGH), certain, _holds(scales), _JOINS))
    exhibits = dict(rows.execute("SELECT number, exhibit FROM mails"))
    standing = _Standing(index, certain, edges, group(edges, certain), exhibits, whole=len(index.mails))
    _tell(standing, standing.groups, rows, scales)
    return standing


def _holds(scales: Scales) -> Callable[[Evidence], int]:
    def holds(evidence: Evidence) -> int:
        if evidence.bits < _JOINS:
            return 0
        causes = scales.causes(evidence)
        return 2 if evidence.bits >= CERTAIN and causes > CERTAIN_CAUSES else int(causes >= CAUSES)

    return holds


def _put_to(standing: _Standing, rows: Rows, settings: CaseSettings, after: int) -> None:
    """Compare the mails that are numbered after ``after`` with those they share something with, and regroup where that leads."""
    index, certain = standing.index, standing.certain
    first = len(index.mails)
    columns.read_after(rows, settings, after, index)
    scales = Scales(index)
    standing.exhibits.update(rows.execute("SELECT number, exhibit FROM mails WHERE number > ?", (after,)))
    new = list(pairs.holding(scales, pairs.newcomers(scales, first), certain, _holds(scales), _JOINS))
    standing.edges += new
    unjoined = new
    if standing.reached is None:
        standing.reached, unjoined = Certain(), standing.edges
    for _, one, other in unjoined:
        standing.reached.join(one, other)
    root = standing.reached.root
    touched = {root(one) for _, one, _ in new}
    made = group([edge for edge in standing.edges if root(edge[1]) in touched], certain)
    gone = [each for each in standing.groups if root(each.members[0]) in touched]
    for each in gone:
        standing.told.pop(standing.names[each.members[0]], None)
        for member in each.members:
            standing.names.pop(member)
    standing.groups = [each for each in standing.groups if root(each.members[0]) not in touched] + made
    _tell(standing, made, rows, scales)


def _tell(standing: _Standing, made: list[Group], rows: Rows, scales: Scales) -> None:
    """Name these groups and put them into words."""
    mails = standing.index.mails
    for each in made:
        name = f"C-{min(mails[member] for member in each.members)}"
        standing.names.update(dict.fromkeys(each.members, name))
    for each in made:
        told = campaign(each, standing.names, scales, rows, standing.exhibits)
        standing.told[told.name] = told
