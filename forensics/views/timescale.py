"""What span of time a figure shows, and which lane an event stands in: decided without matplotlib."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from forensics.model.event import Certainty
from forensics.views.words import heading, word

if TYPE_CHECKING:
    from forensics.model.event import Event, Window

LANES = 24
"""Mails that get a lane each; beyond that the lanes are the kinds of moments."""
_NUMBER = re.compile(r"(\d{1,18})", re.ASCII)
FAR = 4
"""A claim further from the observed moments than this many times their span is drawn at the edge."""


EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
LATEST = datetime(9998, 1, 1, tzinfo=UTC)
"""What can be drawn: a year from either end of the calendar, so that margins and zones have room."""


def utc(event: Event) -> datetime:
    """The moment of a dated event, kept within what can be drawn."""
    if event.time is None:
        raise ValueError("an undated event has no moment")
    if event.time.year <= EARLIEST.year:
        return EARLIEST
    return LATEST if event.time.year >= LATEST.year else event.time.astimezone(UTC)


def ends(window: Window, zone: str, late: datetime) -> tuple[datetime, datetime]:
    """When the days of a claim begin and end in the zone of the case, in UTC; one without an end lasts until ``late``."""
    begin = _midnight(window.first, zone)
    end = max(late, begin) if window.last is None else shifted(_midnight(window.last, zone), timedelta(days=1))
    return begin, end


def _midnight(day: date, zone: str) -> datetime:
    if not EARLIEST.year < day.year < LATEST.year:
        return EARLIEST if day.year <= EARLIEST.year else LATEST
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def window_said(window: Window, language: str) -> str:
    """A claimed span of days in words."""
    return f"{heading(window.what, language)} {window.exhibit}: {window.first} – {window.last or '…'}"


def span(dated: Sequence[Event], claims: Sequence[datetime] = ()) -> tuple[datetime, datetime]:
    """First and last moment to draw, ends of claimed windows among them: one mail that claims the year 2038 must not squeeze all the others into a corner."""
    core = sorted(utc(event) for event in dated if event.certainty is Certainty.OBSERVED)
    core = core or sorted(utc(event) for event in dated)
    low, high = core[len(core) // 50], core[-1 - len(core) // 50]
    room = max(high - low, timedelta(days=1)) * FAR
    floor, ceiling = shifted(low, -room), shifted(high, room)
    inside = [moment for event in dated if floor <= (moment := utc(event)) <= ceiling] or core
    inside += [moment for moment in claims if floor <= moment <= ceiling]
    return min(inside), max(inside)


def shifted(moment: datetime, by: timedelta) -> datetime:
    """The moment moved, kept within what can be drawn."""
    try:
        return min(max(moment + by, EARLIEST), LATEST)
    except OverflowError:
        return EARLIEST if by < timedelta(0) else LATEST


def lanes(events: Sequence[Event], language: str, by: str = "") -> tuple[dict[str, int], list[str]]:
    """Key of a lane (see ``lane``) -> its row from the top, and the titles of the rows."""
    exhibits = sorted({event.exhibit for event in events}, key=lambda name: (len(name), name))
    if by == "mail" and len(exhibits) > LANES:
        return grouped(events, (), {name: name for name in exhibits}, language)
    if by == "mail" or (not by and len(exhibits) <= LANES):
        said = {event.exhibit: event.label for event in events if event.label}
        said |= {event.exhibit: event.label for event in events if event.label and event.what == "date header"}
        return {name: n for n, name in enumerate(exhibits)}, [
            f"{name} {said.get(name, '')}".strip() for name in exhibits
        ]
    kinds = sorted({event.what for event in events})
    return {f"kind {what}": n for n, what in enumerate(kinds)}, [heading(what, language) for what in kinds]


def grouped(
    events: Sequence[Event], claims: Sequence[Window], group: Mapping[str, str], language: str
) -> tuple[dict[str, int], list[str]]:
    """The same with one lane for each title in ``group`` (exhibit -> title); those with fewest moments share the last one."""
    counts: dict[str, int] = {}
    exhibits = [*(event.exhibit for event in events), *(claim.exhibit for claim in claims)]
    titled = {exhibit: group.get(exhibit) or word("no lane", language) for exhibit in exhibits}
    for event in events:
        counts[titled[event.exhibit]] = counts.get(titled[event.exhibit], 0) + 1
    kept = sorted(sorted(counts, key=lambda title: (-counts[title], title))[:LANES], key=natural)
    rows = {title: n for n, title in enumerate(kept)}
    more = len(counts) - len(kept)
    titles = [*kept, word("other lanes", language, n=f"{more:,}")] if more else kept
    return {exhibit: rows.get(title, len(titles) - 1) for exhibit, title in titled.items()}, titles


def natural(title: str) -> list[str | int]:
    """A key by which ``C-41`` stands before ``C-118``."""
    return [int(piece) if n % 2 else piece for n, piece in enumerate(_NUMBER.split(title))]


def lane(event: Event, rows: dict[str, int]) -> int:
    """The row of an event."""
    return rows[event.exhibit] if event.exhibit in rows else rows[f"kind {event.what}"]


def counted(moments: Sequence[datetime], early: datetime, late: datetime, bins: int) -> list[int]:
    """How many of the moments fall into each of ``bins`` equal steps from ``early`` to ``late``."""
    counts = [0] * bins
    whole = max((late - early).total_seconds(), 1.0)
    for moment in moments:
        step = int((moment - early).total_seconds() / whole * bins)
        counts[min(max(step, 0), bins - 1)] += 1
    return counts


SKEW = timedelta(hours=1)
"""A Date header further from the arrival than this is worth a mark: a wrong clock, a forged date, or a mail that lay about."""


def skews(events: Sequence[Event], language: str) -> list[tuple[Event, Event, str]]:
    """(claimed, observed, words) of each mail whose Date header is far from when an own server first saw it."""
    seen: dict[str, Event] = {}
    for event in events:
        if event.time is not None and event.certainty is Certainty.OBSERVED:
            first = seen.setdefault(event.exhibit, event)
            if utc(event) < utc(first):
                seen[event.exhibit] = event
    found = []
    for event in events:
        if event.time is not None and event.what == "date header" and event.exhibit in seen:
            off = utc(event) - utc(seen[event.exhibit])
            if abs(off) > SKEW:
                found.append((event, seen[event.exhibit], word("skew", language, hours=off / timedelta(hours=1))))
    return found
