"""Dates in running text: ``2020年5月7日``, ``12.05.2020``, ``May 7th, 2020``, ``7 de mayo de 2020``, ``July 2020``, ``5月7日``.

Why it matters: a claimed period or a last day can be held against the mails that really came and against the calendar. Where a
mail leaves something out, so does the value: ``2020-07`` is a month; a day of no named year has ``NO_YEAR`` before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from forensics.extract.lexica import one_of, pooled, read
from forensics.model.kinds import NO_YEAR

_MONTHS: dict[str, int] = {name: int(number) for number, names in read("days")["months"].items() for name in names}
_MONTH = rf"(?i:{one_of(pooled(read('days')['months']))})"
_OF = "[ \t]{1,2}(?:de[ \t]|of[ \t])?"
# Without look-arounds, so that RE2 can ask for the same shapes (``cues``). The fullest first.
FORMS = (
    ("era", r"(?:令和|平成)[ \t]?(?:[0-9]{1,2}|元)年[ \t]?[0-9]{1,2}月[ \t]?[0-9]{1,2}日"),
    ("ymd", r"[12][0-9]{3}[ \t]?[年년/.\-][ \t]?[0-9]{1,2}[ \t]?[月월/.\-][ \t]?[0-9]{1,2}(?:[ \t]?[日일])?"),
    ("dmy", r"[0-9]{1,2}[./\-][0-9]{1,2}[./\-][12][0-9]{3}"),
    ("d month y", rf"[0-9]{{1,2}}(?:st|nd|rd|th|º|er|\.)?{_OF}{_MONTH}\.?,?{_OF}[12][0-9]{{3}}"),
    ("month d y", rf"{_MONTH}\.?[ \t]{{1,2}}[0-9]{{1,2}}(?:st|nd|rd|th)?,?[ \t]{{1,2}}[12][0-9]{{3}}"),
    ("ym", r"[12][0-9]{3}[ \t]?[年년][ \t]?[0-9]{1,2}[ \t]?[月월]"),
    ("month y", rf"{_MONTH}\.?,?{_OF}[12][0-9]{{3}}"),
    ("md", r"[0-9]{1,2}[ \t]?[月월][ \t]?[0-9]{1,2}[ \t]?[日일]"),
    ("month d", rf"{_MONTH}\.?[ \t]{{1,2}}[0-9]{{1,2}}(?:st|nd|rd|th)?"),
    ("d month", rf"[0-9]{{1,2}}(?:st|nd|rd|th|º|er|\.)?{_OF}{_MONTH}"),
)
SHAPE = "(?:" + "|".join(shape for _, shape in FORMS) + ")"
"""A pattern of all forms."""
SIGNS = (
    r"[0-9][./\-][0-9]{1,2}[./\-][12][0-9]{3}|[12][0-9]{3}[ \t]?[/.\-][ \t]?[0-9]{1,2}[/.\-]|[0-9][ \t]?[年년月월]"
    rf"|[0-9](?:st|nd|rd|th|º|er|\.)?{_OF}{_MONTH}\b|\b{_MONTH}\.?,?{_OF}[0-9]"
)
"""A smaller pattern of something that every form holds."""
_ERAS = {"令和": 2018, "平成": 1988}
"""Of Japan's calendar, the year before each era's first."""
_DATE = re.compile("|".join(f"({shape})" for _, shape in FORMS))
_NAMES = tuple(name for name, _ in FORMS)
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_WEEKDAY = re.compile(r"[ \t]?[(（][^)）\n]{1,3}[)）]")


@dataclass(frozen=True, slots=True)
class Day:
    """A date that ends at ``end`` of its text."""

    end: int
    value: str
    doubt: str = ""
    """What cannot be known from the writing."""

    @property
    def full(self) -> bool:
        """Whether year, month and day are told."""
        return len(self.value) == 10 and self.value[0] != "X"


def at(text: str, start: int) -> Day | None:
    """The date that begins at ``start``; None for a date that no calendar has."""
    found = _DATE.match(text, start)
    if not found or not found.lastindex:
        return None
    end = found.end()
    if text[end : end + 1].isalnum() and text[end : end + 1].isascii() and text[end - 1].isascii():
        return None
    form = _NAMES[found.lastindex - 1]
    pieces = _PARTS.findall(found.group())
    numbers = [int(piece) for piece in pieces if piece.isdigit()]
    month = next((_MONTHS[piece.lower()] for piece in pieces if piece.lower() in _MONTHS), 0)
    value, doubt = "", ""
    if form == "era":
        value = _iso(_ERAS[found.group()[:2]] + (numbers.pop(0) if len(numbers) > 2 else 1), *numbers)
    elif form == "ymd":
        value = _iso(*numbers)
    elif form == "dmy":
        value, doubt = _day_or_month_first(found.group(), *numbers)
    elif form in ("ym", "month y"):
        month = month or numbers[1]
        value = f"{numbers[0]}-{month:02}" if 1 <= month <= 12 else ""
    elif form == "md":
        value = NO_YEAR + _iso(2000, *numbers)[4:]
    elif form in ("month d", "d month"):
        value = NO_YEAR + _iso(2000, month, numbers[0])[4:]
    else:
        value = _iso(numbers[1], month, numbers[0])
    weekday = _WEEKDAY.match(text, end)
    return Day(weekday.end() if weekday else end, value, doubt) if len(value) > 4 else None


def _day_or_month_first(written: str, first: int, second: int, year: int) -> tuple[str, str]:
    """Dots and hyphens put the day first; slashes either, and where the numbers do not tell, the doubt is told."""
    if "/" not in written:
        return _iso(year, second, first), ""
    if second > 12:
        return _iso(year, first, second), ""
    return _iso(
        year, second, first
    ), "day and month may be the other way round" if first <= 12 and first != second else ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
