"""The shapes that finders look for, as patterns for RE2: built from the words in ``lexica``, without look-arounds.

Why it matters: one pattern serves twice, as the question whether a text holds such a thing at all (``cues``) and as the search for
its places. RE2 walks a text once whatever it holds, so neither can be made slow by what a mail says.
"""

from __future__ import annotations

import re

import re2

from forensics.extract import days
from forensics.extract.lexica import one_of, pooled, read
from forensics.extract.lookalikes import AMONG_LATIN
from forensics.extract.numerals import CJK_SIGNS, COUNT, ENGLISH, SCALE


def _pooled_handles(what: str) -> list[str]:
    return [word for service in read("contacts")["handle"].values() for word in service[what]]


_MONEY = read("currencies")
_GAP = "[ \t\u00a0\u202f]{0,2}"
_SIGNS = "[" + "".join(_MONEY["signs"]).replace("$", r"\$") + "]"
_CODE = rf"(?i:{one_of(_MONEY['codes'])})|{one_of([*_MONEY['capitals'], *_MONEY['marks']])}"
_NAMES = one_of(_MONEY["words"])
_BETWEEN = rf"(?:(?:{one_of(_MONEY['between']['words'])}|US|U\.S\.){_GAP})?"
_COUNTED = rf"(?:[0-9{CJK_SIGNS}](?:[.,][-–—]{{1,2}})?|[0-9 \t-](?i:{SCALE})\.?|(?i:{ENGLISH})){_GAP}{_BETWEEN}"

_LIMITS = read("deadlines")
_LATIN_UNITS = [unit for unit in _LIMITS["units"] if unit.isascii() or unit.startswith("d")]
_WORKING = rf"(?:{one_of(_LIMITS['working']['words'])}[ \t-]{{0,2}})?"
_PASSWORDS = read("passwords")
_CONTACTS = read("contacts")
_SPACER = r"[-.() \x{a0}\x{3000}‐‑‒–—−ー－ｰ（）]"
_JAPAN = read("banks")["japan"]
_ENDINGS = [*read("files")["documents"]["endings"], *read("files")["risky"]["endings"]]
_PERIODS = read("days")
LEADS = one_of([*pooled(_LIMITS["until"]), *_PERIODS["from"]["words"], *_PERIODS["since"]["words"]])
_FOLLOWS = one_of([*_PERIODS["to"]["words"], *_PERIODS["since_after"]["words"], *_LIMITS["until_after"]["words"]])
_WEEKDAY = r"(?:[ \t]?[(（][^)）\n]{1,3}[)）])?"
_CLOCK = r"(?:[0-9]{1,2}:[0-9]{2}(?:[ \t]?[ap]\.?m\b\.?)?|[0-9]{1,2}[ \t]?[ap]\.?m\b\.?|noon|midnight)"
_CLOCK_CJK = (
    r"(?:午前|午後|正午|深夜|오전|오후|[ \t]?[0-9]{1,2}(?:[:：][0-9]{2}|[時点點시](?:[0-9]{1,2}[分분]|半)?)){1,2}"
)
_DAY_AT = (
    rf"\b(?:by|before|until|till)[ \t]{{1,2}}(?:{_CLOCK}|end of day|close of business)[ \t]{{1,2}}(?:today|tonight|tomorrow)\b"
    rf"|(?:本日|今日|明日)の?{_CLOCK_CJK}(?:まで|迄)"
)
"""A time of day on a day that is no date: ``by 5 pm today``, ``明日正午まで``."""

DEMANDS = {
    "look-alikes": AMONG_LATIN,
    "money sign": rf"{_SIGNS}{_GAP}[0-9]|{_COUNTED}[A-Za-z]{{0,3}}{_SIGNS}",
    "money word": rf"\b({_CODE})(?:[ \t]?[:：])?{_GAP}[0-9]|{_COUNTED}((?i:{_NAMES})|{_CODE})",
    "span": rf"(?i)(?:[0-9+)一二三四五六七八九十]|{COUNT})[ \t\n-]{{0,2}}{_WORKING}(?:{one_of(_LATIN_UNITS)}\b|{one_of(set(_LIMITS['units']) - set(_LATIN_UNITS))})",
    "day word": rf"(?i){one_of(pooled(_LIMITS['days']))}|{_DAY_AT}",
    "dated": days.SIGNS,
    "password": rf"(?i)({one_of(pooled(_PASSWORDS['nouns']))})|{one_of(pooled(_PASSWORDS['nouns_cjk']))}",
}
"""Questions about what a mail demands and claims; each pattern is contained in every hit of its finder."""
_PHONE = (
    rf"(\+[ (]{{0,2}}[1-9](?:{_SPACER}{{0,2}}[0-9]){{7,14}})"
    rf"|(0[0-9]{{1,4}}{_SPACER}{{1,2}}[0-9]{{1,4}}{_SPACER}{{1,2}}[0-9]{{3,4}})"
    r"|(1[-. ][2-9][0-9]{2}[-. ][2-9][0-9]{2}[-. ][0-9]{4}|(?:1[-. ])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[2-9][0-9]{2}[-.][0-9]{4}|\([1-9][0-9]\) ?9?[0-9]{4}-[0-9]{4})"
    rf"|(?i:{one_of(_CONTACTS['phone']['words'])})[^0-9\n+(]{{0,16}}(?:\([^0-9()\n]{{1,12}}\)[^0-9\n+(]{{0,4}})?(\(?[0-9](?:{_SPACER}{{0,2}}[0-9]){{7,13}})"
)
CONTACTS = {
    "phone": (
        r"\+[ (]{0,2}[1-9][-0-9 ().\x{a0}\x{3000}‐‑‒–—−ー－ｰ（）]{4}|0[0-9]{1,4}[-.) \x{a0}\x{3000}‐‑‒–—−ー－ｰ（）(]{1,2}[0-9]|[0-9][-). ]{1,2}[0-9]{3,4}[-.][0-9]|1 [2-9][0-9]{2} [2-9][0-9]{2} [0-9]{4}"
        rf"|(?i:{one_of(_CONTACTS['phone']['words'])})[^0-9\n+]{{0,8}}[0-9+(]"
    ),
    "handle": rf"(?i)({one_of(_pooled_handles('links'))})|{one_of(_pooled_handles('words'))}",
    "account": rf"{one_of(_JAPAN['kinds'])}|[（(][普当][）)]|口座|番号|記号",
    "iban": r"\b[A-Z]{2}[0-9]{2}[ \x{a0}\-]?[A-Z0-9]{4}",
    "file": rf"\.(?i:{one_of(_ENDINGS)})\b",
    "digest": r"[0-9A-Fa-f]{12}",
}
"""Questions about names and numbers by which people, accounts and files are told. Fewer details than the finders ask for: long
counts in one set multiply its states."""
WEEKDAY = rf"(?:{one_of(_PERIODS['weekdays']['words'])}\.?,?[ \t]{{1,2}})?"
"""Before a date, behind the word that makes it a limit or a beginning; any case."""
AT_TIME = rf"(?:{_CLOCK}[ \t]{{1,2}}(?:\(?[A-Z]{{2,4}}\)?[ \t]{{1,2}})?(?:(?:on|of)[ \t]{{1,2}})?)?"
"""A time of day before the weekday: ``until 5 pm on Friday, March 13``."""
UNTIL_TIME = rf"(?:{_CLOCK_CJK})?"
"""A time of day behind a date: ``5月12日23:59まで``."""
_DATED = (
    rf"(?i:{LEADS}[ \t:：]{{0,3}}{AT_TIME}{WEEKDAY}){days.SHAPE}"
    rf"|{days.SHAPE}{_WEEKDAY}[ \t]{{0,3}}{UNTIL_TIME}[ \t]{{0,3}}(?i:{_FOLLOWS})"
)

MONEY_SIGN = re.compile(_SIGNS)
MONEY_WORD = re2.compile(DEMANDS["money word"])
# Without groups: places inside a match are dear.
SPAN = re2.compile(DEMANDS["span"])
DAY_WORD = re2.compile(DEMANDS["day word"])
PASSWORD = re2.compile(DEMANDS["password"])
PHONE = re2.compile(_PHONE)
HANDLE = re2.compile(CONTACTS["handle"])
DIGEST = re2.compile("[0-9A-Fa-f]{32,}")
DATED = re2.compile(_DATED)
