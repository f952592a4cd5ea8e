"""Time limits: ``within 48 hours``, ``48時間以内``, ``2 Tage Zeit``, ``本日中``, ``until 12.05.2020``; claimed periods beside them.

Why it matters: the deadline is the pressure, and part of the template. Values are ISO 8601: durations ``PT48H``, ``P2D``; a last
day ``2020-05-12``; ``today`` and ``tomorrow`` stay words, for the day of the mail is not known here. A span of time counts as a
deadline only beside a word that makes it one (``24時間対応`` is service).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from forensics.extract import cues, numerals, periods, shapes
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, pooled, read
from forensics.extract.view import View

_WORDS = read("deadlines")
_UNITS: dict[str, str] = _WORDS["units"]
_TODAY = frozenset(word.lower() for word in _WORDS["days"]["today"])
_LATIN = "A-Za-zÀ-ÿ"
_REACH = 36
_AROUND = 60


def _is_latin(word: str) -> bool:
    return word[-1] < "\u2e80"


def _split(words: list[str]) -> tuple[str, str]:
    """(pattern of words with letters, pattern of words in scripts without spaces)."""
    return one_of(filter(_is_latin, words)), one_of(word for word in words if not _is_latin(word))


_UNIT = re.compile(rf"(?i){one_of(_UNITS)}\Z")
_LONGEST_UNIT = max(map(len, _UNITS))
_COUNT = re.compile(
    rf"(?i)(?<![0-9.,:月월{_LATIN}])(?P<n>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,4}}|{numerals.COUNT}(?:[ \t-]{numerals.ENGLISH})?)"
    rf"(?:\+|[ \t]?\((?:[0-9]{{1,3}}|{numerals.ENGLISH}(?:[ \t-]{numerals.ENGLISH})?)\))?[ \t\n-]{{0,2}}(?:{one_of(_WORDS['working']['words'])}[ \t-]{{0,2}})?\Z"
)
_LATIN_BEFORE, _CJK_BEFORE = _split(pooled(_WORDS["before"]))
# With RE2, which is fast where many words are sought at once; a cue reaches over one line end, not over an empty line.
_CUE_BEFORE = re2.compile(
    rf"(?i)(?:^|[^{_LATIN}]){_LATIN_BEFORE}[^{_LATIN}](?:[^.!?。\n]|\n[^\n]){{0,24}}\n?\z|(?:{_CJK_BEFORE})[^。\n]{{0,3}}\z"
)
_IN = re.compile(rf"(?i)(?<![{_LATIN}]){one_of(_WORDS['directly_before']['words'])}:?[ \t\n]{{1,2}}\Z")
_ENDING = re2.compile(rf"(?i)(?:^|[^{_LATIN}]){one_of(_WORDS['ending']['words'])}")
_LATIN_AFTER, _CJK_AFTER = _split(pooled(_WORDS["after"]))
_ASIDE = r"(?:[)）]|[ \t]?[(（][^()（）\n]{1,12}[)）])?"
"""``2日間（48時間）の猶予``: the same span told in another unit, between the span and its cue."""
_CUE_AFTER = re.compile(rf"(?i){_ASIDE}(?:[ \t\n,]{{0,2}}{_LATIN_AFTER}(?![{_LATIN}])|[ \t]?{_CJK_AFTER})")
_CUE_AFTER_HOURS = re.compile(one_of(pooled(_WORDS["after_not_days"])))
_LATIN_NOT, _CJK_NOT = _split(_WORDS["never_after"]["words"])
_NOT_AFTER = re.compile(rf"(?i)[ \t-]?(?:{_LATIN_NOT}(?![{_LATIN}])|/[ \t]?[37])|{_CJK_NOT}")
_NOT_BEFORE = re.compile(rf"(?i)(?<![{_LATIN}]){one_of(_WORDS['never_before']['words'])}(?:[ \t]de)?[ \t]{{0,2}}\Z")
_PAST = re.compile(r"(?i)\bbeen\b(?! (?:given|granted|allowed|allotted))[^.!?\n]{0,24}\Z")
"""``I have been here 3 days``: behind a word that makes a span a deadline, and yet the past."""
_READING = re2.compile(rf"(?i){one_of(_WORDS['reading']['words'])}")


def hits(view: View) -> Iterator[Hit]:
    """Deadlines and periods."""
    look = cues.look(view.text)
    if "span" in look.asks:
        yield from _spans(look)
    if "day word" in look.asks:
        for start, end, _ in look.places(shapes.DAY_WORD):
            word = look.text[start:end].lower()
            value = (
                "today" if word in _TODAY or word.endswith(("today", "tonight")) or word[0] in "本今" else "tomorrow"
            )
            yield Hit(start, end, "deadline", value)
    if "dated" in look.asks:
        yield from periods.hits(look)


def _spans(look: cues.Look) -> Iterator[Hit]:
    text = look.text
    done = 0
    for start, end, _ in look.places(shapes.SPAN):
        unit = _UNIT.search(text, max(start, end - _LONGEST_UNIT), end)
        hit = _span(text, unit.start(), end) if unit and start >= done else None
        if hit:
            done = hit.end
            yield hit


def _span(text: str, unit: int, end: int) -> Hit | None:
    word = text[unit:end].lower()
    if _is_latin(word) and text[end : end + 1].isalpha():
        return None
    left = max(0, unit - _REACH)
    count = _COUNT.search(text[left:unit])
    if not count:
        return None
    start = left + count.start()
    before, after = text[max(0, start - 40) : start], text[end : end + 28]
    cued = _CUE_AFTER.match(after)  # 'per pagare' is Italian, 'per week' is a habit
    if (_NOT_AFTER.match(after) and not cued) or _NOT_BEFORE.search(before):
        return None
    is_hours = _UNITS[word] in "HM"
    told = cued or (is_hours and _CUE_AFTER_HOURS.match(after))
    if not told and text[unit - 1] == "-" and not word.endswith("s"):
        return None  # a 7-day method
    if not told and (not _CUE_BEFORE.search(before) or _PAST.search(before)):
        around = text[max(0, start - _AROUND) : end + _AROUND]
        if not _IN.search(before) or not _ENDING.search(around):
            return None
    number = numerals.whole(count["n"])
    if not number or (_UNITS[word] == "M" and numerals.is_foreign_count(count["n"])):
        return None  # 'nur noch fünf Minuten' stays in bed
    kind = "working" if _UNITS[word] == "B" or re.search("[A-Za-zéúá]{4}", text[left + count.end("n") : unit]) else ""
    reading = _READING.search(text[max(0, start - _AROUND) : end + _AROUND])
    how = ", ".join(filter(None, (f"{kind} days" if kind else "", "counted from reading" if reading else "")))
    return Hit(start, end, "deadline", _duration(number, _UNITS[word]), how)


def _duration(number: int, unit: str) -> str:
    """ISO 8601: hours and minutes behind a ``T``; working days are days, which ``how`` tells apart."""
    return f"PT{number}{unit}" if unit in "HM" else f"P{number}{unit.replace('B', 'D')}"
