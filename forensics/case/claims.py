"""What extortionists claim of times: the days in which a device is said to have been infected, to be held against what really came.

Why it matters: the window is part of the template and seldom fits. A claim that begins before the mailbox existed, or ends after the
mail arrived, is seen at once when it is drawn beside what servers wrote.
"""

from __future__ import annotations

from datetime import date

from forensics.case.listing import Reader
from forensics.model.event import Window

_QUERY = """SELECT DISTINCT m.number, m.exhibit, s.value FROM sightings s JOIN mails m ON m.number = s.mail
  WHERE s.kind = 'period' AND m.verdict = 'extortion' ORDER BY m.number, s.value"""


def windows(reader: Reader) -> tuple[Window, ...]:
    """The claimed windows of the mails that extort, by exhibit. One whose year is not written is left out: no date is ever made up."""
    found = []
    for _, exhibit, value in reader.rows(_QUERY):
        first, _, last = str(value).partition("/")
        begin, end = _day(first), _day(last)
        if begin is not None and (end is not None or last == ".."):
            found.append(Window(exhibit, begin, end))
    return tuple(each for each in found if each.last is None or each.first <= each.last)


def _day(written: str) -> date | None:
    """A day in full; the first one of a month that is named without a day."""
    try:
        return date.fromisoformat(f"{written}-01" if len(written) == len("2026-03") else written)
    except ValueError:
        return None
