"""Last days and claimed periods: ``until 12.05.2020``; ``2019年12月14日から2020年05月07日まで``; ``since July 2020``.

Why it matters: a claimed period (``your device was infected from ... to ...``) can be held against the mails that really came; a
last day is pressure, and part of the template. Values are ISO 8601: a day ``2020-05-12``, an interval ``2019-12-14/2020-05-07``,
one without end ``2020-07/..``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues, days, shapes
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, pooled, read

_DAYS, _LIMITS = read("days"), read("deadlines")
_LATIN = "A-Za-zÀ-ÿ"


def _ending_in(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![{_LATIN}]){one_of(words)}[ \t:：]{{0,3}}{shapes.AT_TIME}{shapes.WEEKDAY}\Z")


def _beginning_with(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?i)[ \t,]{{0,3}}(?P<word>{one_of(words)})(?![{_LATIN}])[ \t]{{0,3}}")


_FROM, _SINCE, _UNTIL = (
    _ending_in(_DAYS["from"]["words"]),
    _ending_in(_DAYS["since"]["words"]),
    _ending_in(pooled(_LIMITS["until"])),
)
_LEAD = re.compile(
    rf"(?i){shapes.LEADS}[ \t:：]{{0,3}}{shapes.AT_TIME}{shapes.WEEKDAY}(?=[0-9]|{one_of(pooled(_DAYS['months']))})"
)
_TO = _beginning_with(_DAYS["to"]["words"])
_ENDS = re.compile(one_of(_DAYS["ends"]["words"]))
_SINCE_AFTER = re.compile(rf"[ \t]?{one_of(_DAYS['since_after']['words'])}")
_UNTIL_AFTER = re.compile(rf"[ \t]?{shapes.UNTIL_TIME}[ \t]?{one_of(_LIMITS['until_after']['words'])}")
_ALONE = frozenset(_DAYS["to_alone"]["words"])
_LOOK_BACK = 56


def hits(look: cues.Look) -> Iterator[Hit]:
    """Periods, and days that are a limit (kind ``deadline``)."""
    text = look.text
    done = 0
    for begin, end, _ in look.places(shapes.DATED):
        lead = _LEAD.match(text, begin, end)
        start = lead.end() if lead else begin
        if start < done or (start and text[start - 1].isdigit() and text[start].isdigit()):
            continue
        hit = _at(text, start)
        if hit:
            yield hit
            done = hit.end


def _at(text: str, start: int) -> Hit | None:
    first = days.at(text, start)
    if not first:
        return None
    before = text[max(0, start - _LOOK_BACK) : start]
    joined = _TO.match(text, first.end)
    last = days.at(text, joined.end()) if joined else None
    if joined and last:
        known = first.full and last.full
        alone = joined["word"].lower() in _ALONE and (known or not joined["word"].isascii())
        if alone or _FROM.search(before):
            ends = _ENDS.match(text, last.end)
            doubt = first.doubt if last.doubt else ""  # one sure date tells how the other is written
            value = _interval(first.value, last.value)
            return Hit(start, ends.end() if ends else last.end, "period", value, doubt)
    if _SINCE.search(before) or _SINCE_AFTER.match(text, first.end):
        return Hit(start, first.end, "period", f"{first.value}/..", first.doubt) if first.value[0] != "X" else None
    if len(first.value) == 10 and (_UNTIL.search(before) or _UNTIL_AFTER.match(text, first.end)):
        return Hit(start, first.end, "deadline", first.value, first.doubt)
    return None


def _interval(first: str, last: str) -> str:
    """Both ends; a year that one leaves out is that of the other (``June 24 to August 31, 2002``)."""
    if first[0] == "X" and last[0] != "X" and len(last) == 10:
        first = last[:4] + first[4:]
    elif last[0] == "X" and first[0] != "X" and len(first) == 10:
        last = first[:4] + last[4:]
    return f"{first}/{last}"
