"""Round moments for an axis: full minutes, hours, midnights, firsts of a month, in the zone of the case.

Why it matters: a line at 09:00 or at midnight can be held against office hours and against a log; one at 11:37:42 says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

MOST = 8
_SECONDS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_DAYS = (1, 2, 7, 14)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000)
_DAY = timedelta(days=1)
_MONTH = timedelta(days=30.4)


def ticks(early: datetime, late: datetime, zone: tzinfo) -> list[tuple[datetime, str]]:
    """At most ``MOST`` round moments from ``early`` to ``late`` with how they are written; both aware, the moments in UTC."""
    length = late - early
    if length <= timedelta(0):
        return []
    least = length / MOST
    seconds = next((step for step in _SECONDS if timedelta(seconds=step) >= least), 0)
    days = next((step for step in _DAYS if _DAY * step >= least), 0)
    months = next((step for step in _MONTHS if _MONTH * step >= least), _MONTHS[-1])
    if seconds:
        moments, form = _within_days(early, seconds, zone), "%H:%M:%S" if seconds < 60 else "%m-%d %H:%M"
    elif days:
        moments, form = _midnights(early, days, zone), "%Y-%m-%d"
    else:
        moments, form = _firsts(early, months, zone), "%Y-%m"
    found: list[tuple[datetime, str]] = []
    for moment in moments:
        if moment > late or len(found) > MOST:
            break
        if moment >= early:
            found.append((moment, f"{moment.astimezone(zone):{form}}"))
    return found


def _within_days(early: datetime, step: int, zone: tzinfo) -> Iterator[datetime]:
    """Counted from each midnight anew: a day may have 23 hours or 25."""
    days = _midnights(early, 1, zone)
    midnight = next(days)
    moment = midnight + timedelta(seconds=(early - midnight).total_seconds() // step * step)
    for following in days:
        while moment < following:
            yield moment
            moment += timedelta(seconds=step)
        moment = following


def _midnights(early: datetime, step: int, zone: tzinfo) -> Iterator[datetime]:
    day = early.astimezone(zone).date()
    day -= timedelta(days=(day.toordinal() - 1) % step)  # weeks begin on Monday
    while True:
        yield datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        day += timedelta(days=step)


def _firsts(early: datetime, step: int, zone: tzinfo) -> Iterator[datetime]:
    local = early.astimezone(zone)
    month = (local.year * 12 + local.month - 1) // step * step
    while month < 12 * 9998:
        if month >= 24:
            yield datetime(month // 12, month % 12 + 1, 1, tzinfo=zone).astimezone(UTC)
        month += step
