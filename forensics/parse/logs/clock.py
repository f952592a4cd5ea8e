"""The times of log lines, in the six ways in which servers write them. A zone or year that is not written is not guessed.

Why it matters: an hour of difference decides whether the click came before the mail or after it. Apache writes the offset; Squid and
unbound count seconds since 1970, which is UTC; the W3C working draft on extended logs says UTC; BIND, dnsmasq and syslog write the
machine's own time without a zone, and syslog leaves the year out (RFC 3164 section 4.1.2). Sources: those documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forensics.model.errors import ForensicsError
from forensics.parse.dates import MONTHS

_OFFSET = re.compile(r"(?:UTC)?([+-])(\d\d):?(\d\d)\Z", re.ASCII)
_COMMON = re.compile(r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d)(?: ([+-])(\d\d)(\d\d))?\Z", re.ASCII)
_DASHED = re.compile(r"(\d\d)-([A-Z][a-z]{2})-(\d{4}) (\d\d):(\d\d):(\d\d)", re.ASCII)
_SYSLOG = re.compile(r"([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?", re.ASCII)
_NUMBER = re.compile(r"\d{9,19}(?:\.\d{1,9})?\Z", re.ASCII)
_MILLIS, _MICROS, _NANOS = 10**11, 10**14, 10**17
"""Seconds since 1970 stay below the first of these until the year 5138."""
OFFSETS = 24 * 60


class Moment(NamedTuple):
    """A time as far as the line tells it."""

    time: datetime | None
    written: str
    unsure: str
    """``zone``, ``year``, ``time``; empty where ``time`` is sure."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What the analyst says of a log that does not say it itself."""

    zone: tzinfo | None = None
    year: int | None = None

    def common(self, written: str) -> Moment:
        """``03/Mar/2026:09:12:03 +0900`` (NCSA); without the offset the analyst's zone."""
        found = _COMMON.match(written)
        if not found or found[2] not in MONTHS:
            return Moment(None, written, "time")
        day, month, year, *clock_ = found.groups()[:6]
        zone = _fixed(found[7], found[8], found[9]) if found[7] else None
        return self._made(written, (int(year), MONTHS[month], int(day), *map(int, clock_)), zone or self.zone)

    def dashed(self, written: str) -> Moment:
        """``03-Mar-2026 09:12:03.123`` (BIND)."""
        found = _DASHED.match(written)
        if not found or found[2] not in MONTHS:
            return Moment(None, written, "time")
        day, month, year, *clock_ = found.groups()
        return self._made(written, (int(year), MONTHS[month], int(day), *map(int, clock_)), self.zone)

    def syslog(self, written: str) -> Moment:
        """``Mar  3 09:12:03``, or the ISO form that newer servers write."""
        if written[:1].isdigit():
            return self.iso(written)
        found = _SYSLOG.match(written)
        if not found or found[1] not in MONTHS:
            return Moment(None, written, "time")
        if self.year is None:
            return Moment(None, written, "year")
        month, *rest = found.groups()
        return self._made(written, (self.year, MONTHS[month], *map(int, rest)), self.zone)

    def iso(self, written: str, default: tzinfo | None = None) -> Moment:
        """``2026-03-03T09:12:03.123Z``, with a comma or a space too; ``default`` is the zone that a standard lays down."""
        if not _ISO.match(written):
            return Moment(None, written, "time")
        plain = written.strip().replace(",", ".", 1)
        plain = re.sub(r"([+-]\d\d)(\d\d)\Z", r"\1:\2", plain.replace(" +", "+", 1), flags=re.ASCII)
        try:
            found = datetime.fromisoformat(plain)
        except ValueError:
            return Moment(None, written, "time")
        if found.tzinfo is not None:
            return Moment(found, written, "")
        zone = self.zone or default
        return Moment(found.replace(tzinfo=zone), written, "") if zone else Moment(None, written, "zone")

    def epoch(self, written: str) -> Moment:
        """Seconds since 1970, with or without decimals; milli-, micro- and nanoseconds by their length. That is UTC."""
        if not _NUMBER.match(written):
            return Moment(None, written, "time")
        whole, _, part = written.partition(".")
        number = int(whole)
        scale = next((s for limit, s in ((_NANOS, 10**9), (_MICROS, 10**6), (_MILLIS, 10**3)) if number >= limit), 1)
        micros = number * 10**6 // scale + (int(part.ljust(6, "0")[:6]) if part and scale == 1 else 0)
        try:
            return Moment(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros), written, "")
        except OverflowError:
            return Moment(None, written, "time")

    def any(self, written: str) -> Moment:
        """Whatever a field named 'timestamp' may hold."""
        if written[:1].isdigit():
            ways = (self.epoch, self.common, self.iso, self.dashed)
            return next(
                (told for way in ways if (told := way(written)).unsure != "time"), Moment(None, written, "time")
            )
        return self.syslog(written)

    def _made(self, written: str, parts: tuple[int, ...], zone: tzinfo | None) -> Moment:
        year, month, day, hour, minute, second = parts
        try:
            found = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)  # a leap second has no name
        except ValueError:
            return Moment(None, written, "time")
        return Moment(found, written, "") if zone else Moment(None, written, "zone")


def clock(zone: str = "", year: int | None = None) -> Clock:
    """From what the analyst names: an IANA zone (``Asia/Tokyo``), ``UTC`` or an offset (``+09:00``). ForensicsError for another."""
    if year is not None and not 1990 <= year <= 9998:
        raise ForensicsError(f"the year of a log is a number like 2026, not {year}")
    if not zone:
        return Clock(None, year)
    found = _OFFSET.match(zone.strip())
    if found and (made := _fixed(*found.groups())):
        return Clock(made, year)
    try:
        return Clock(UTC if zone.strip().upper() in ("UTC", "Z") else ZoneInfo(zone.strip()), year)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ForensicsError(f"there is no time zone {zone!r}: name one like Asia/Tokyo, UTC or +09:00") from None


def _fixed(sign: str, hours: str, minutes: str) -> tzinfo | None:
    offset = int(hours) * 60 + int(minutes)
    if offset >= OFFSETS:
        return None
    return timezone(timedelta(minutes=-offset if sign == "-" else offset))
