"""The timeline: every moment that the evidence names, who says so, and how far that can be trusted.

Why it matters: the Date header is the sender's word, the topmost Received line (and those of own servers
directly below it) the reader's own server's, the lines below those of strangers (RFC 5321 section 4.4). Times stay in the zone they were written in: the offset is evidence. A mail that names no
moment at all is in the undated lane; no date is ever made up.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from forensics.model.event import Certainty, Event
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings


def events(rows: Rows, settings: CaseSettings) -> list[Event]:
    """All events, by time; those of the same moment by exhibit and source; undated ones last."""
    hops: dict[int, list[tuple[int, str, str | None]]] = defaultdict(list)
    for mail, n, by, time in rows.execute("SELECT mail, n, by, time FROM hops ORDER BY mail, n"):
        hops[mail].append((n, by or "", time))
    out: list[Event] = []
    for number, exhibit, date, subject in rows.execute(
        "SELECT number, exhibit, date, subject FROM mails ORDER BY number"
    ):
        found = []
        sent = _time(date)
        if sent:
            found.append(Event(sent, exhibit, "date header", "header Date", Certainty.CLAIMED, subject or ""))
        trusted = True
        for n, by, time in hops.get(number, ()):
            passed = _time(time)
            trusted = trusted and (n == 0 or _is_own(by, settings))
            if passed:
                certainty = Certainty.OBSERVED if trusted else Certainty.CLAIMED
                found.append(Event(passed, exhibit, "received", f"received {n}", certainty, by))
        out += found or [Event(None, exhibit, "date header", "header Date", Certainty.CLAIMED, subject or "")]
    order = {event: place for place, event in enumerate(out)}
    return sorted(out, key=lambda event: (event.time is None, event.time or _NEVER, order[event]))


def _is_own(host: str, settings: CaseSettings) -> bool:
    """Whether a line was written by a server of the organisation: then it is as good as the topmost one."""
    name = host.lower().rstrip(".")
    domains = (domain.lower() for domain in settings.own_domains)
    return name in settings.own_relays or any(name == own or name.endswith("." + own) for own in domains)


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
