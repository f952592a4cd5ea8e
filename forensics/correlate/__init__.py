"""Many -> few: which mails belong together, with the evidence for, against and unknown; campaigns; the timeline.

Reads the derived tables through a connection that is handed in (``model.rows.Rows``) and writes nothing. What a mail holds that
another may share (``traits``) is worked out at intake.
"""

from __future__ import annotations

from collections.abc import Sequence

from forensics.correlate import index as columns
from forensics.correlate import keys, moments, pairs
from forensics.correlate.clicks import followed
from forensics.correlate.evidence import Evidence, Scales
from forensics.correlate.growing import Growing
from forensics.correlate.people import Followed, People
from forensics.correlate.portrait import portrait
from forensics.correlate.scale import probability
from forensics.correlate.together import together
from forensics.correlate.traits import held
from forensics.correlate.unhindered import unhindered
from forensics.correlate.weigh import Weigher
from forensics.model.errors import UnknownExhibit
from forensics.model.event import Event
from forensics.model.link import Campaign, Link
from forensics.model.mail import Mail
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

KEPT_FROM = 0.2
"""Probability from which an inconclusive pair is shown; below, every second pair of mails would be."""

__all__ = [
    "Followed", "Growing", "campaigns", "compare", "compare_campaigns", "events", "followed", "held", "links", "named", "portrait", "traits_row",
]  # fmt: skip


@unhindered()
def links(rows: Rows, settings: CaseSettings, followed: Followed | None = None) -> list[Link]:
    """All pairs of mails that share something rare, and those that a reader would ask about; by exhibit.

    ``followed``: whose own link was followed and when, as logs tell it.
    """
    index, people = columns.read(rows, settings), People(rows, followed)
    scales = Scales(index)
    weigher = Weigher(scales, rows, people.who, people.tokens())
    place = {number: n for n, number in enumerate(index.mails)}
    asked = {tuple(sorted((place[one], place[other]))) for one, other in people.sequels()}
    kept: list[tuple[int, int, Evidence]] = [
        each for each in pairs.compared(scales) if probability(each[2].bits) >= KEPT_FROM or each[:2] in asked
    ]
    told = {each[:2] for each in kept}
    kept += [(one, other, scales.compare(one, other)) for one, other in asked - told]
    found = [weigher.link(*each) for each in kept]
    number = {people.who(index.mails[n]).exhibit: index.mails[n] for each in kept for n in each[:2]}
    return sorted(found, key=lambda link: (number[link.a], number[link.b]))


def campaigns(rows: Rows, settings: CaseSettings) -> list[Campaign]:
    """The groups that strong links make, by first mail."""
    return Growing().campaigns(rows, settings)


def traits_row(mail: Mail, settings: CaseSettings) -> tuple[str, bytes, bytes]:
    """What the table ``traits`` keeps of a mail: in letters, and as numbers."""
    lines = held(mail, settings)
    return lines, *keys.packed(lines)


def compare(rows: Rows, a: str, b: str, settings: CaseSettings, followed: Followed | None = None) -> Link:
    """Two mails by exhibit name, whatever they share. ``UnknownExhibit`` for a name that is not in the case."""
    numbers: list[int] = []
    for name in (a, b):
        found = [number for (number,) in rows.execute("SELECT number FROM mails WHERE exhibit = ?", (name,))]
        if not found:
            raise UnknownExhibit(f"there is no mail {name} in this case")
        numbers += found
    if a == b:
        raise ValueError(f"{a} is one mail: name two to compare")
    people = People(rows, followed)
    scales = Scales(columns.read_two(rows, min(numbers), max(numbers), settings))
    weigher = Weigher(scales, rows, people.who, people.tokens())
    return weigher.link(0, 1, scales.compare(0, 1), whole=True)


def compare_campaigns(rows: Rows, found: Sequence[Campaign], a: str, b: str, settings: CaseSettings) -> Link:
    """Two of these campaigns by name: whether one hand may be behind both. ``UnknownExhibit`` for a name that none has."""
    if a == b:
        raise ValueError(f"{a} is one campaign: name two to compare")
    one, other = named(found, a), named(found, b)
    return together(Scales(columns.read(rows, settings)), rows, one, other)


def named(found: Sequence[Campaign], name: str) -> Campaign:
    """The campaign of this name. ``UnknownExhibit`` where there is none."""
    for each in found:
        if each.name == name.upper():
            return each
    raise UnknownExhibit(f"there is no campaign {name} in this case")


def events(rows: Rows, settings: CaseSettings) -> list[Event]:
    """The timeline of the whole case."""
    return moments.events(rows, settings)
