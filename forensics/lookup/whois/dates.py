"""Dates as registries write them: some forty ways for one day, and no rule which number is the month.

``03/02/2012`` alone cannot be told; the other dates of the same reply can: one with a first number above twelve shows that the
day leads. Where nothing shows it the day leads, as with most registries that write so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january janv janvier ene enero januar janeiro", "feb february fev fevr febrero fevrier februar fevereiro", "mar march marzo mars maerz",
            "apr april avr avril abr abril", "may mai mayo maio", "jun june juin junio juni junho", "jul july juil juillet julio juli julho",
            "aug august aout ago agosto", "sep sept september septembre septiembre set setembro", "oct october octobre okt oktober octubre out outubro",
            "nov november novembre noviembre novembro", "dec december decembre dez dezember dezembro dic diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
EARLIEST = 1980
"""No name is older (the first .com is of 1985); a smaller year is a misreading."""
LATEST = 2125

_YEAR_FIRST = re.compile(
    r"(?<!\d)((?:19|20|21)\d\d)(?:[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})|(\d\d)(\d\d))(?!\d{1,3}[-/.])"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20|21)\d\d)(\d\d)(\d\d)(?:\d{6})?(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})[-/.]\s?(\d{1,2})[-/.]\s?(\d{4}|\d\d)(?!\d)")
_DAY_NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?:[-\s./,]{1,3}|\sde\s)([A-Za-z]{3,10})(?:[-\s./,]{1,3}|\sde\s)(\d{4}|\d\d)(?![\d:])"
)
_NAMED_DAY = re.compile(r"([A-Za-z]{3,10})\.?[-/\s]{1,3}(\d{1,2})(?:st|nd|rd|th)?,?[-/\s]{1,3}((?:19|20|21)\d\d)(?!\d)")
_UNIX = re.compile(r"([A-Za-z]{3})\s{1,3}(\d{1,2})\s\d\d:\d\d:\d\d\s(?:[A-Za-z]{1,5}\s)?((?:19|20|21)\d\d)(?!\d)")
_YEAR_NAMED = re.compile(r"(?<!\d)((?:19|20|21)\d\d)[-\s./]([A-Za-z]{3,10})[-\s./](\d{1,2})(?!\d)")
_TIME = re.compile(
    r"[T\s](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?\s?(Z\b|UTC|GMT|JST|\(JST\)|\(GMT[+]0:00\)|[+-]\d\d(?::?\d\d)?(?!\d))"
)
_JAPAN = timezone(timedelta(hours=9))
_LONGEST = 120


def month_leads(values: Iterable[str]) -> bool:
    """Whether dates such as ``03/02/2012`` in one reply are written month first: only where one of them shows it."""
    for value in values:
        match = _YEAR_LAST.search(value[:_LONGEST])
        if match:
            first, second = int(match[1]), int(match[2])
            if first > 12:
                return False
            if second > 12:
                return True
    return False


def day(value: str, *, american: bool = False) -> date | None:
    """The first date in a value; None where there is none, it is no day of the calendar, or it is only a bound (``before 1996``)."""
    text = value[:_LONGEST]
    if not text.isascii():  # 01-févr-2024
        text = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    if text.lstrip()[:6].lower() == "before":
        return None
    for pattern in (_YEAR_FIRST, _COMPACT):
        match = pattern.search(text)
        if match:
            year, month, number = (int(each) for each in match.groups() if each is not None)
            return _date(year, month, number)
    match = _YEAR_LAST.search(text)
    if match:
        first, second, year = int(match[1]), int(match[2]), _century(match[3])
        return _date(year, first, second) if american else _date(year, second, first)
    for pattern, order in (
        (_DAY_NAMED, (3, 2, 1)),
        (_UNIX, (3, 1, 2)),
        (_NAMED_DAY, (3, 1, 2)),
        (_YEAR_NAMED, (1, 2, 3)),
    ):
        match = pattern.search(text)
        if match:
            year_at, month_at, day_at = order
            named = MONTHS.get(match[month_at].lower())
            if named:
                return _date(_century(match[year_at]), named, int(match[day_at]))
    return None


def moment(value: str, on: date | None) -> datetime | None:
    """The moment, where a time and its zone stand behind the date that was read."""
    match = _TIME.search(value[:_LONGEST])
    if on is None or match is None:
        return None
    try:
        zone = _zone(match[4])
        return datetime(on.year, on.month, on.day, int(match[1]), int(match[2]), int(match[3]), tzinfo=zone)
    except ValueError:  # 24:00:00, or an offset of more than a day
        return None


def _zone(written: str) -> timezone:
    if "JST" in written:
        return _JAPAN
    if written[0] not in "+-":
        return UTC
    digits = written[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes))


def _century(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return year + (1900 if year >= 80 else 2000)


def _date(year: int, month: int, number: int) -> date | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, month, number)
    except ValueError:  # the 31st of a short month, a month 13: not what the registry meant
        return None
