"""The timeline: every moment that the evidence names, who says so, and how far that can be trusted.

Why it matters: the Date header is the sender's word, the topmost Received line (and those of own servers
directly below it) the reader's own server's, the lines below those of strangers (RFC 5321 section 4.4). Times stay in the zone they were written in: the offset is evidence. A mail that names no
moment at all is in the undated lane; no date is ever made up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from forensics.model.event import Certainty, Event
from forensics.model.hop import Hop
from forensics.model.route import vouched_lines
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings
from forensics.model.stored import moment

_HOPS = "SELECT mail, n, from_, helo, reverse, ip, by, time FROM hops ORDER BY mail, n"
_DEADLINES = (
    'SELECT m.exhibit, s.value, s.as_written, s.part, s."where", s.start FROM sightings s JOIN mails m ON m.number = s.mail '
    "WHERE s.kind = 'deadline' ORDER BY s.mail, s.n"
)
_SPAN = re.compile(r"P(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?)?")
_DAY_WORDS = {"today": timedelta(0), "tomorrow": timedelta(days=1)}


def events(rows: Rows, settings: CaseSettings) -> list[Event]:
    """All events, by time; those of the same moment by exhibit and source; undated ones last."""
    routes: dict[int, list[Hop]] = defaultdict(list)
    for mail, n, from_, helo, reverse, ip, by, written in rows.execute(_HOPS):
        routes[mail].append(Hop(n, from_ or "", helo or "", reverse or "", ip or "", by or "", time=moment(written)))
    out: list[Event] = []
    for number, exhibit, dated, subject in rows.execute(
        "SELECT number, exhibit, date, subject FROM mails ORDER BY number"
    ):
        found = []
        sent = moment(dated)
        if sent:
            found.append(Event(sent, exhibit, "date header", "header Date", Certainty.CLAIMED, subject or ""))
        route = routes.get(number, [])
        vouched = max(
            1, vouched_lines(route, settings)
        )  # the reader's own server wrote the topmost line, whatever is set
        for n, hop in enumerate(route):
            if hop.time is not None:
                certainty = Certainty.OBSERVED if n < vouched else Certainty.CLAIMED
                found.append(Event(hop.time, exhibit, "received", f"received {hop.number}", certainty, hop.by))
        out += found or [Event(None, exhibit, "date header", "header Date", Certainty.CLAIMED, subject or "")]
    out += _deadlines(
        rows, {event.exhibit: event for event in reversed(out) if event.certainty is Certainty.OBSERVED}, out
    )
    order = {event: place for place, event in enumerate(out)}
    return sorted(out, key=lambda event: (event.time is None, event.time or _NEVER, order[event]))


def _deadlines(rows: Rows, seen: dict[str, Event], told: list[Event]) -> Iterator[Event]:
    """When a mail's time limit ran out, counted from its arrival: worked out, for the limit itself is a stranger's word.

    Without an arrival it is counted from the Date header, and is a claim altogether. A limit that names a day ends with that day in the
    zone of the mail; one that is in words alone ('today') ends with the day of arrival.
    """
    sent = {event.exhibit: event for event in told if event.what == "date header" and event.time is not None}
    once: set[tuple[str, str]] = set()
    for exhibit, value, written, part, where, start in rows.execute(_DEADLINES):
        begin = seen.get(exhibit) or sent.get(exhibit)
        if begin is None or begin.time is None or (exhibit, value) in once:
            continue
        once.add((exhibit, value))
        end = _end(begin.time, value)
        if end is not None:
            certainty = Certainty.DERIVED if exhibit in seen else Certainty.CLAIMED
            at = f" at {start}" if start is not None else ""
            yield Event(end, exhibit, "deadline", f"part {part}, {where}{at}", certainty, written)


def _end(begin: datetime, value: str) -> datetime | None:
    span = _SPAN.fullmatch(value)
    try:
        if span:
            weeks, days, hours, minutes = (int(each or 0) for each in span.groups())
            return begin + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
        day = begin.date() + _DAY_WORDS[value] if value in _DAY_WORDS else date.fromisoformat(value)
        return datetime.combine(day, time(23, 59, 59), begin.tzinfo)
    except (ValueError, OverflowError):  # a limit in words that name no day, or one beyond the calendar
        return None


_NEVER = datetime.max.replace(tzinfo=UTC)
