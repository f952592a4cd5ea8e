"""When a sender works: waves, silences, and in which zones the hours look like a working day.

Why it matters: a campaign that rests at nights and on Sundays is run by somebody at a desk, and the hours say roughly how far east the
desk stands. A weak sign and no address: machines send at any hour, and whoever knows of it can shift the clock. So only times that a
receiving server wrote are used where there are any, and of few mails, or of a sender who never rests, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

QUIET = timedelta(days=3)
"""A silence that ends a wave."""
LEAST_MAILS, LEAST_DAYS = 20, 5
"""Below so many mails, or days on which any came, hours say nothing."""
AT_WORK = range(8, 18)
"""Hours of a working day, the first minute of each: 08:00 to 17:59."""
TELLING = 0.8
"""Share of the mails within working hours of the best zone, from which the rhythm is told: by chance it is 0.42 of a sender who never rests."""

Moment = tuple[datetime, str]
"""(time in UTC, exhibit)"""


def waves(moments: Sequence[Moment]) -> list[list[Moment]]:
    """Stretches without a silence of ``QUIET``, in order."""
    found: list[list[Moment]] = []
    for moment in sorted(moments):
        if found and moment[0] - found[-1][-1][0] < QUIET:
            found[-1].append(moment)
        else:
            found.append([moment])
    return found


def working_hours(moments: Sequence[Moment]) -> tuple[list[int], float] | None:
    """(whole hours east of Greenwich that fit best, the share of mails within working hours there); None where nothing can be said."""
    days = {time.date() for time, _ in moments}
    if len(moments) < LEAST_MAILS or len(days) < LEAST_DAYS:
        return None
    fits = {
        zone: sum((time + timedelta(hours=zone)).hour in AT_WORK for time, _ in moments) / len(moments)
        for zone in range(-11, 13)
    }
    best = max(fits.values())
    if best < TELLING:
        return None
    return [zone for zone, share in fits.items() if share >= best - 0.02], best
