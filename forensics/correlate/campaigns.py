"""A campaign in words: what holds it together, rarest first, its span, its weakest bridge, and the bridges that were not crossed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import chain

from forensics.correlate import words
from forensics.correlate.evidence import Scales
from forensics.correlate.groups import Edge, Group
from forensics.correlate.index import FAMILY, code_of, spelled
from forensics.correlate.keys import KIND_BITS
from forensics.correlate.kinds import KINDS
from forensics.model.link import Campaign, Reason
from forensics.model.rows import Rows

MOST_REASONS, MOST_BRIDGES = 12, 3
_A_DATE = "SELECT date, date_utc FROM mails WHERE number = ?"


def campaign(group: Group, names: dict[int, str], scales: Scales, rows: Rows, exhibits: Mapping[int, str]) -> Campaign:
    """The record of a group. ``names``: place of a mail -> name of its campaign; ``exhibits``: number of a mail -> its exhibit."""
    index = scales.index
    numbers = sorted(index.mails[place] for place in group.members)
    dated = sorted((place for place in group.members if index.days[place] >= 0), key=lambda place: index.days[place])
    first, last = (_date(rows, index.mails[dated[0]]), _date(rows, index.mails[dated[-1]])) if dated else ("", "")
    why = _shared(group, scales, rows)
    if group.weakest and len(numbers) > 2:
        why.append(words.bridge(_pair(group.weakest, scales, exhibits), group.weakest[0]))
    for edge in group.bridges[:MOST_BRIDGES]:
        other = names.get(edge[1]), names.get(edge[2])
        mine = names[group.members[0]]
        far = next((name for name in other if name and name != mine), "")
        why.append(words.cut(_pair(edge, scales, exhibits), far, edge[0]))
    held = tuple(exhibits[number] for number in numbers)
    return Campaign(names[group.members[0]], held, first, last, tuple(why))


def _pair(edge: Edge, scales: Scales, exhibits: Mapping[int, str]) -> str:
    numbers = sorted(scales.index.mails[place] for place in edge[1:])
    return " / ".join(exhibits[number] for number in numbers)


def _date(rows: Rows, number: int) -> str:
    return next((date or date_utc or "" for date, date_utc in rows.execute(_A_DATE, (number,))), "")


def _shared(group: Group, scales: Scales, rows: Rows) -> list[Reason]:
    """The values that members have in common, by what they weigh and how many hold them."""
    index = scales.index
    held = Counter(chain.from_iterable(index.traits[place] for place in group.members))
    weighed = [
        (scales.weights[FAMILY[number & KIND_BITS]] * scales.rarity(number), count, number)
        for number, count in held.items()
        if count > 1
    ]
    holders: dict[int, int] = {}
    wanted = {number for bits, _, number in weighed if bits >= 1}
    open_ = set(wanted)
    for place in group.members:
        found = open_.intersection(index.traits[place])
        holders.update(dict.fromkeys(found, place))
        open_ -= found
        if not open_:
            break
    ranked = sorted(
        (entry for entry in weighed if entry[2] in wanted),
        key=lambda entry: (
            -round(entry[0] * entry[1] / len(group.members), 3),
            holders[entry[2]],
            code_of(entry[2]),
            entry[2],
        ),
    )[: 4 * MOST_REASONS]
    lines: dict[int, str] = {}
    for place in sorted({holders[number] for _, _, number in ranked}):
        lines.update(spelled(rows, index.mails[place]))
    told: dict[tuple[str, str], Reason] = {}
    for bits, count, number in ranked:
        kind, value = KINDS[code_of(number)], lines.get(number, "  ")[2:]
        of = len(group.members)
        where = (f"{count} of {of} mails",)
        reason = words.held_by(kind.name, value, bits, count, of, held=index.held[number], places=where)
        told.setdefault((kind.name, value), reason)
    return sorted(told.values(), key=lambda reason: (-reason.bits, reason.trait, reason.value))[:MOST_REASONS]
