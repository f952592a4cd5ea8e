"""One look over a text that says which finders have work to do in it.

Why it matters: most texts of a mailbox hold no demand, account or telephone number, and should cost next to nothing. All
questions are put in one pass: a set of patterns in RE2, whose time is linear in the text whatever stands there. Each finder then
searches only texts of which its question was answered yes. A question may be answered yes too often, never too seldom.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import re2

from forensics.extract import days
from forensics.extract.lexica import one_of, pooled, read
from forensics.extract.lookalikes import AMONG_LATIN, encodable, read_as_latin
from forensics.extract.numerals import CJK_SIGNS, ENGLISH, SCALE

_MONEY = read("currencies")
_GAP = "[ \t\u00a0\u202f]{0,2}"
_SIGNS = "[" + "".join(_MONEY["signs"]).replace("$", r"\$") + "]"
_CODE = rf"(?i:{one_of(_MONEY['codes'])})|{one_of([*_MONEY['capitals'], *_MONEY['marks']])}"
_NAMES = one_of(_MONEY["words"])
_BETWEEN = rf"(?:(?:{one_of(_MONEY['between']['words'])}|US|U\.S\.){_GAP})?"
_COUNTED = rf"(?:[0-9{CJK_SIGNS}]|[0-9 \t-](?i:{SCALE})|(?i:{ENGLISH})){_GAP}{_BETWEEN}"

_LIMITS = read("deadlines")
_LATIN_UNITS = [unit for unit in _LIMITS["units"] if unit.isascii() or unit.startswith("d")]
_WORKING = rf"(?:{one_of(_LIMITS['working']['words'])}[ \t-]{{0,2}})?"
_PASSWORDS = read("passwords")
_PERIODS = read("days")
_LEADS = one_of([*pooled(_LIMITS["until"]), *_PERIODS["from"]["words"], *_PERIODS["since"]["words"]])
_FOLLOWS = one_of([*_PERIODS["to"]["words"], *_PERIODS["since_after"]["words"], *_LIMITS["until_after"]["words"]])
_WEEKDAY = r"(?:[ \t]?[(（][^)）\n]{1,3}[)）])?"

PATTERNS = {
    "look-alikes": AMONG_LATIN,
    "money sign": rf"{_SIGNS}{_GAP}[0-9]|{_COUNTED}[A-Za-z]{{0,3}}{_SIGNS}",
    "money word": rf"\b({_CODE}){_GAP}[0-9]|{_COUNTED}({_CODE}|(?i:{_NAMES}))",
    "span": rf"(?i)(?:[0-9+)一二三四五六七八九十]|{ENGLISH})[ \t\n-]{{0,2}}{_WORKING}({one_of(_LATIN_UNITS)}\b|{one_of(set(_LIMITS['units']) - set(_LATIN_UNITS))})",
    "day word": rf"(?i){one_of(pooled(_LIMITS['days']))}",
    "dated": days.SIGNS,
    "password": rf"(?i)({one_of(pooled(_PASSWORDS['nouns']))})|{one_of(pooled(_PASSWORDS['nouns_cjk']))}",
    "digest": r"[0-9A-Fa-f]{32}",
}
"""For each question a pattern that every hit of its finder contains."""
_DATED = rf"(?i:{_LEADS})[ \t:：]{{0,3}}({days.SHAPE})|({days.SHAPE}){_WEEKDAY}[ \t]{{0,3}}(?i:{_FOLLOWS})"

MONEY_SIGN = re.compile(_SIGNS)
MONEY_WORD = re2.compile(PATTERNS["money word"])
SPAN = re2.compile(PATTERNS["span"])
DAY_WORD = re2.compile(PATTERNS["day word"])
PASSWORD = re2.compile(PATTERNS["password"])
DATED = re2.compile(_DATED)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look over a text told."""

    text: str
    """The text as words are matched in it: look-alikes read as Latin letters; every place as in the original."""
    asks: frozenset[str]
    """The questions that were answered yes."""


def _questions() -> tuple[re2.Set, tuple[str, ...]]:
    made = re2.Set.SearchSet()
    for pattern in PATTERNS.values():
        made.Add(pattern)
    made.Compile()
    return made, tuple(PATTERNS)


_SET, _NAMES_OF = _questions()
_NOTHING: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def look(text: str) -> Look:
    """Ask everything of one text. The last answer is kept, because one finder after the other asks for it."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        text = encodable(text)
        raw = text.encode()
    yes = _SET.Match(raw)
    if not yes:
        return Look(text, _NOTHING)
    if 0 in yes:
        text = read_as_latin(text)
        yes = _SET.Match(text.encode()) or ()
    return Look(text, _names(frozenset(yes)))


@lru_cache(maxsize=1024)
def _names(yes: frozenset[int]) -> frozenset[str]:
    return frozenset(_NAMES_OF[n] for n in yes)
