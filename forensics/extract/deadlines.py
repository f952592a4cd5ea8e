"""Time limits and claimed periods: ``within 48 hours``, ``48時間以内``; ``2019年12月14日から2020年05月07日まで``.

Why it matters: the deadline is the pressure, and part of the template. A claimed period (``your device was infected from ... to
...``) can be held against the mails that really came. Values are ISO 8601: durations ``PT48H``, ``P2D``; intervals
``2019-12-14/2020-05-07``. A span of time counts as a deadline only beside a word that makes it one (``24時間対応`` is service).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from forensics.extract.hit import Hit
from forensics.extract.view import View

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12, "twenty-four": 24,
    "thirty-six": 36, "forty-eight": 48, "fourty-eight": 48, "fifty": 50, "seventy-two": 72,
}  # fmt: skip
_UNIT = re.compile(r"(?:hours?|hrs|days?|minutes?)(?![a-z])")
_COUNT = re.compile(
    r"(?<![0-9.,:a-z])(?P<n>[0-9]{1,3}|"
    + "|".join(sorted(_NUMBERS, key=len, reverse=True))
    + r")(?:\+|[ \t]?\([0-9]{1,3}\))?"
    r"[ \t\n\-]{0,2}(?:(?:business|working)[ \t])?\Z"
)
_REACH = 36
_CUE_BEFORE = re.compile(
    r"\b(?:within|next|have|give|gives|gave|given|left|remaining|only|deadline|before|after|expires?|expiring|expiration|ends?|until|"
    r"limit|exactly|less than)\b[^.!?。\n]{0,24}\Z|\bin[ \t]{1,2}\Z"
)
_CUE_AFTER = re.compile(
    r"\A(?:[ \t,]{0,2})(?:to (?:pay|make|send|transfer|do|complete|respond|reply|act|confirm|verify|decide)|left\b|remaining\b|"
    r"from (?:now|the moment|receiving|this|today)|time limit|deadline|notice\b|for (?:the )?pay|starting\b)"
)
_NOT_AFTER = re.compile(r"\A(?:[ \t]?(?:ago|old|a (?:day|week)|per|each|/[ \t]?7|a-week|later)\b|[ \t]?/[ \t]?[37])")
_JAPANESE = re.compile(
    r"(?<![0-9.,:])(?P<n>[0-9]{1,3})[ \t]?(?P<unit>時間|日間?|分|営業日)"
    r"(?P<cue>以内|の猶予|の期限|の間に|後に|しか|を?与え|待|まで|が経過|があり|あり|経過|過ぎ|たっ|経っ|の(?:時間|余裕))"
)
_YMD = r"([12][0-9]{3})[年/.\-][ \t]?([0-9]{1,2})[月/.\-][ \t]?([0-9]{1,2})日?"
_PERIOD = re.compile(
    rf"{_YMD}[ \t]?(?:\([^)\n]{{1,3}}\))?[ \t]?(?:から|より|～|〜|~|–|—|to|until|till|through|bis)[ \t]?{_YMD}"
)
_DMY = r"([0-9]{1,2})([./\-])([0-9]{1,2})\2([12][0-9]{3})"
_PERIOD_DMY = re.compile(
    rf"(?:[fF]rom|FROM|[bB]etween|[vV]on|[sS]ince)[ \t]{{1,2}}{_DMY}[ \t]{{1,2}}(?:to|until|till|and|through|bis)[ \t]{{1,2}}"
    + _DMY.replace(r"\2", r"\6")
)


def hits(view: View) -> Iterator[Hit]:
    """Deadlines and periods."""
    text = view.text
    lower = text.lower()
    if len(lower) == len(text):  # a few letters grow when lowered; then places would not fit
        for unit in _UNIT.finditer(lower):
            yield from _english(lower, unit)
    for found in _JAPANESE.finditer(text):
        if int(found["n"]) and (found["unit"] != "日" or found["cue"] not in ("まで", "あり", "があり")):
            yield Hit(found.start(), found.end("unit"), "deadline", _duration(int(found["n"]), found["unit"]))
    yield from _periods(text)


def _english(lower: str, unit: re.Match[str]) -> Iterator[Hit]:
    left = max(0, unit.start() - _REACH)
    found = _COUNT.search(lower[left : unit.start()])
    if not found:
        return
    start = left + found.start()
    before, after = lower[max(0, start - 40) : start], lower[unit.end() : unit.end() + 24]
    if not _NOT_AFTER.match(after) and (_CUE_BEFORE.search(before) or _CUE_AFTER.match(after)):
        written = found["n"]
        number = int(written) if written.isdigit() else _NUMBERS[written]
        if number:
            yield Hit(start, unit.end(), "deadline", _duration(number, unit.group()))


def _duration(number: int, unit: str) -> str:
    if unit.startswith("h") or unit == "時間":
        return f"PT{number}H"
    if unit.startswith("m") or unit == "分":
        return f"PT{number}M"
    return f"P{number}D"


def _periods(text: str) -> Iterator[Hit]:
    for found in _PERIOD.finditer(text):
        y1, m1, d1, y2, m2, d2 = (int(part) for part in found.groups())
        first, last = _day(y1, m1, d1), _day(y2, m2, d2)
        if first and last:
            end = found.end() + 2 if text.startswith("まで", found.end()) else found.end()
            yield Hit(found.start(), end, "period", f"{first}/{last}")
    for found in _PERIOD_DMY.finditer(text):
        sign, told = found[2], [int(found[n]) for n in (1, 3, 4, 5, 7, 8)]
        days = (told[:3], told[3:])
        month_first = sign == "/" and any(b > 12 for _, b, _ in days)
        unknown = sign == "/" and not month_first and all(a <= 12 for a, _, _ in days)
        ends = [_day(y, a, b) if month_first else _day(y, b, a) for a, b, y in days]
        if all(ends):
            how = "day and month may be the other way round" if unknown else ""
            yield Hit(found.start(1), found.end(), "period", f"{ends[0]}/{ends[1]}", how)


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
