"""The timeline: every moment that the evidence names, who says so, and how far that can be trusted.

Why it matters: the Date header is the sender's word, the topmost Received line (and those of own servers
directly below it) the reader's own server's, the lines below those of strangers (RFC 5321 section 4.4). Times stay in the zone they were written in: the offset is evidence. A mail that names no
moment at all is in the undated lane; no date is ever made up.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from forensics.model.event import Certainty, Event
from forensics.model.hop import Hop
from forensics.model.route import vouched_lines
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

_HOPS = "SELECT mail, n, from_, helo, reverse, ip, by, time FROM hops ORDER BY mail, n"


def events(rows: Rows, settings: CaseSettings) -> list[Event]:
    """All events, by time; those of the same moment by exhibit and source; undated ones last."""
    routes: dict[int, list[Hop]] = defaultdict(list)
    for mail, n, from_, helo, reverse, ip, by, time in rows.execute(_HOPS):
        routes[mail].append(Hop(n, from_ or "", helo or "", reverse or "", ip or "", by or "", time=_time(time)))
    out: list[Event] = []
    for number, exhibit, date, subject in rows.execute(
        "SELECT number, exhibit, date, subject FROM mails ORDER BY number"
    ):
        found = []
        sent = _time(date)
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
    order = {event: place for place, event in enumerate(out)}
    return sorted(out, key=lambda event: (event.time is None, event.time or _NEVER, order[event]))


_NEVER = datetime.max.replace(tzinfo=UTC)


def _time(written: str | None) -> datetime | None:
    """A stored time with its zone; one without a zone is of no use on a common line and counts as none."""
    if not written:
        return None
    try:
        time = datetime.fromisoformat(written)
    except ValueError:
        return None
    return time if time.tzinfo else None
