"""Date-times of mail (RFC 5322 section 3.3 and what is written instead), with the zone as the sender gave it.

Doubt stays doubt: what cannot be a moment is None, never 1970. Which zone a program writes is a trace of where it ran.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from forensics.parse.comments import without_comments

LONGEST = 300
"""Characters of a date that are read."""
_MONTHS = {
    m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
MONTHS = {m.title(): i for m, i in _MONTHS.items()}
"""As RFC 5322 and most logs write them: in English, whatever the machine's language."""
_NAMED = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "jst": 9, "kst": 9, "cet": 1, "cest": 2, "met": 1, "mest": 2, "eet": 2, "eest": 3, "msk": 3, "hkt": 8, "sgt": 8,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "bst": 1, "west": 1, "sast": 2, "akst": -9, "akdt": -8, "hst": -10,
}  # fmt: skip
# Nearly every date is written like this (RFC 5322 without its obsolete forms), so it is tried first.
_USUAL = re.compile(
    r"(?:[A-Z][a-z]{2}, {1,2})?([0-9]{1,2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})? "
    r"([+-][0-9]{4})(?: \([A-Za-z0-9 +-]{1,40}\))?"
)
_CLOCK = r"([0-9]{1,2})\s*+[:.]\s*+([0-9]{1,2})(?:\s*+[:.]\s*+([0-9]{1,2})(?:\.[0-9]{1,9})?)?"
# `GMT+0200` and `UTC+2` are offsets, as JavaScript and many web mailers write them; the bare names come last.
_ZONE = r"((?:[Gg][Mm][Tt]|[Uu][Tt][Cc]?)?\s?[+-](?:[0-9]{1,2}:[0-9]{2}|[0-9]{1,6})|[A-Za-z]{1,5})?"
_RFC = re.compile(
    r"(?:[A-Za-z]{2,9}\.?\s*+(?:,\s*+)?)?([0-9]{1,2})[\s-]++([A-Za-z]{3,9})\.?[\s-]++([0-9]{2,5}),?\s++"
    rf"{_CLOCK}\s*+(AM|PM|am|pm)?\s*+{_ZONE}"
)
_ASCTIME = re.compile(
    r"[A-Za-z]{2,9},?\s+([A-Za-z]{3,9})\s+([0-9]{1,2}),?\s+([0-9]{1,2}):([0-9]{2}):([0-9]{2})\s+(?:([A-Z]{1,5})\s+)?([0-9]{4})\s*([+-][0-9]{4}|[A-Z]{1,5})?"
)
# The month first: JavaScript's Date (`Mon Jul 01 2024 12:00:00 GMT+0900`) and what Americans write.
_MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{2,9}\.?,?\s++)?([A-Za-z]{3,9})\.?\s++([0-9]{1,2}),?\s++([0-9]{4}),?\s++"
    rf"{_CLOCK}\s*+(AM|PM|am|pm)?\s*+{_ZONE}"
)
_ISO = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T\s]+([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]{1,9})?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{3,4})?"
)


def parse_date(value: str) -> datetime | None:
    """An aware date-time, or None where the text is no moment that can be."""
    return read_date(value)[0]


def read_date(value: str) -> tuple[datetime | None, str]:
    """The moment and a defect code, empty when all is well.

    Codes: ``date-missing``, ``date-unreadable``, ``date-impossible``, ``date-zone-missing``, ``date-zone-unknown``,
    ``date-zone-short`` (``+200``: the leading nought was forgotten), ``date-implausible``.
    """
    return _read(value.strip()[:LONGEST])


@lru_cache(maxsize=1024)  # the servers of one house write the same second several times into one mail
def _read(text: str) -> tuple[datetime | None, str]:
    found = _USUAL.fullmatch(text)
    if found:
        day, month, year, hour, minute, second, zone = found.groups()
        number = MONTHS.get(month)
        if number and "1980" <= year < "2100" and second != "60":
            offset, code = _offset(zone)
            if offset is None:
                return None, code
            try:
                return datetime(int(year), number, int(day), int(hour), int(minute), int(second), 0, offset), code
            except ValueError:
                return None, "date-impossible"
    return _read_unusual(text)


def _read_unusual(text: str) -> tuple[datetime | None, str]:
    if not text:
        return None, "date-missing"
    if "(" in text:
        text = without_comments(text.replace("(", " ("))
    text = text.strip()
    found = _RFC.match(text)
    if found:
        day, month, year, hour, minute, second, half, zone = found.groups()
        return _moment(year, _month(month), day, _hour(hour, half), minute, second, zone or "")
    found = _ASCTIME.match(text)
    if found:
        month, day, hour, minute, second, zone1, year, zone2 = found.groups()
        return _moment(year, _month(month), day, hour, minute, second, zone2 or zone1 or "")
    found = _MONTH_FIRST.match(text)
    if found:
        month, day, year, hour, minute, second, half, zone = found.groups()
        return _moment(year, _month(month), day, _hour(hour, half), minute, second, zone or "")
    found = _ISO.match(text)
    if found:
        year, month, day, hour, minute, second, zone = found.groups()
        return _moment(year, int(month), day, hour, minute, second, (zone or "").replace(":", ""))
    return None, "date-unreadable"


def _month(word: str) -> int:
    return _MONTHS.get(word[:3].lower(), 0)


def _hour(hour: str, half: str | None) -> str:
    if half:
        return str(int(hour) % 12 + (12 if half.lower() == "pm" else 0))
    return hour


def _moment(
    year: str, month: int, day: str, hour: str, minute: str, second: str | None, zone: str
) -> tuple[datetime | None, str]:
    offset, code = _offset(zone)
    if offset is None:
        return None, code
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 50 else 1900
    elif len(year) == 3:
        number += 1900
    # A leap second is the last moment of its minute: datetime has no 60.
    seconds = min(int(second or 0), 59) if int(second or 0) == 60 else int(second or 0)
    try:
        moment = datetime(number, month, int(day), int(hour), int(minute), seconds, tzinfo=offset)
        if not 1 < number < 9999:
            moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None, "date-impossible"
    if not code and not 1980 <= number < 2100:
        code = "date-implausible"
    return moment, code


@lru_cache(maxsize=256)
def _offset(zone: str) -> tuple[timezone | None, str]:
    if not zone:
        return UTC, "date-zone-missing"
    if zone[-1].isdigit():
        signed = zone.lstrip("GMTUCgmtuc ")
        sign, digits = signed[0], signed[1:].replace(":", "")
        if len(digits) > 4:
            return None, "date-impossible"
        short = "date-zone-short" if len(digits) % 2 and zone == signed else ""
        if len(digits) % 2:
            digits = f"0{digits}"
        hours, minutes = int(digits[:2]), int(digits[2:] or 0)
        if minutes > 59 or hours > 15:
            return None, "date-impossible"
        span = timedelta(hours=hours, minutes=minutes)
        return timezone(-span if sign == "-" else span), short
    if zone.lower() in _NAMED:
        return timezone(timedelta(hours=_NAMED[zone.lower()])), ""
    # RFC 5322 section 4.3: an unknown alphabetic zone is to be read as -0000.
    return UTC, "date-zone-unknown"
