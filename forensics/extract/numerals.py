"""Numbers beside a currency: ``1.450,50``, ``1'000``, ``5k``, ``9万``, ``1億2千万``, ``五百``, ``two thousand five hundred``.

Why it matters: the same sum is written in a dozen ways; only as a number can it be compared from mail to mail.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from forensics.extract.lexica import one_of, read

_WORDS = read("numerals")
_SCALES: dict[str, int] = _WORDS["scales"]
_ENGLISH: dict[str, int] = _WORDS["english"]
_ENGLISH_SCALES: dict[str, int] = _WORDS["english_scales"]
_CJK_DIGITS: dict[str, int] = _WORDS["cjk_digits"]
_CJK_SMALL: dict[str, int] = _WORDS["cjk_small"]
_CJK_LARGE: dict[str, int] = _WORDS["cjk_large"]

_COUNTS: dict[str, int] = _WORDS["counts"]

CJK_SIGNS = "".join([*_CJK_DIGITS, *_CJK_SMALL, *_CJK_LARGE])
"""All signs of which a Chinese, Japanese or Korean numeral is made, beside digits."""
ENGLISH = one_of([*_ENGLISH, *_ENGLISH_SCALES])
"""A pattern for one English number word."""
COUNT = one_of([*_ENGLISH, *_ENGLISH_SCALES, *_COUNTS])
"""A pattern for one number word before a unit of time, in any of the languages."""
SCALE = one_of(_SCALES)
REACH = 48
"""Characters that are looked at to the left of a currency."""

_GAP = "[ \t\u00a0\u202f]"
# Indian grouping (1,00,000) first; then groups of three; a bare run of digits is the least.
_NUMBER = (
    r"(?:[0-9]{1,2}+(?:,[0-9]{2}){1,4},[0-9]{3}(?![0-9])|[0-9]{1,12}+(?:[.,'’ \u00a0\u202f][0-9]{3}(?![0-9])){0,4})"
    r"(?:[.,][0-9]{1,8})?"
)
_CJK = rf"(?:[0-9][0-9,]{{0,11}}+(?:\.[0-9]{{1,4}})?+|[{CJK_SIGNS}]){{1,24}}+"
_BETWEEN = rf"(?:{one_of(read('currencies')['between']['words'])}|US|U\.S\.)"
_END = rf"{_GAP}{{0,2}}(?:(?<![A-Za-z]){_BETWEEN}{_GAP}{{0,2}})?\Z"
_DIGITS_BEFORE = re.compile(
    rf"(?<![0-9.,{CJK_SIGNS}])(?P<number>{_NUMBER})(?:[.,][-–—]{{1,2}})?(?:{_GAP}?(?P<scale>(?i:{SCALE}))(?![A-Za-z])\.?)?{_END}"
)
_CJK_BEFORE = re.compile(rf"(?<![0-9.,数何幾几])(?P<cjk>{_CJK}){_END}")
_ENGLISH_BEFORE = re.compile(
    rf"(?i)(?<![a-z])(?P<words>(?:{ENGLISH}[ \t-]{{1,2}}(?:and[ \t]{{1,2}})?){{0,8}}{ENGLISH}){_END}"
)
_BEHIND = re.compile(
    rf"(?:[ \t]?[:：])?{_GAP}{{0,2}}(?P<number>{_NUMBER})(?:{_GAP}?(?P<scale>(?i:{SCALE}))(?![A-Za-z])|(?P<cjk>[{CJK_SIGNS}]{{1,4}}))?"
    r"(?!(?!(?i:(?:usd?|eur|gbp|cad|aud|hkd|nzd|sgd|jpy|cny|rmb)(?![A-Za-z])))[A-Za-z]|[0-9]|[.,][0-9])"
)


class Number(NamedTuple):
    """A number at ``start:end``."""

    start: int
    end: int
    value: Decimal


def behind(text: str, at: int, *, crypto: bool = False) -> Number | None:
    """The number that begins at ``at`` (up to two blanks may stand between)."""
    found = _BEHIND.match(text, at)
    if not found:
        return None
    value = _decimal(found["number"], crypto=crypto)
    if value is not None and found["scale"]:
        value *= _SCALES[found["scale"].lower()]
    if value is not None and found["cjk"]:
        value *= _cjk(found["cjk"])
    return Number(found.start("number"), found.end(), value) if value is not None else None


def before(text: str, floor: int, at: int, *, crypto: bool = False) -> Number | None:
    """The number that ends at ``at``, not reaching left of ``floor``: digits with a scale, CJK numerals, or English words."""
    left = max(floor, at - REACH)
    window = text[left:at]
    found = _DIGITS_BEFORE.search(window)
    if found:
        value = _decimal(found["number"], crypto=crypto)
        if value is not None and found["scale"]:
            value *= _SCALES[found["scale"].lower()]
        return Number(left + found.start(), at, value) if value is not None else None
    if not window.isascii():
        found = _CJK_BEFORE.search(window)
        if found:
            return Number(left + found.start(), at, _cjk(found["cjk"]))
    found = _ENGLISH_BEFORE.search(window)
    if found:
        return Number(left + found.start(), at, Decimal(english(found["words"])))
    return None


def english(words: str) -> int:
    """``forty-eight`` 48, ``two thousand five hundred`` 2500."""
    total = group = 0
    for word in re.findall("[a-z]+", words.lower()):
        if word in _ENGLISH:
            group += _ENGLISH[word]
        elif word == "hundred":
            group = (group or 1) * 100
        elif word in _ENGLISH_SCALES:
            total += (group or 1) * _ENGLISH_SCALES[word]
            group = 0
    return total + group


def _decimal(written: str, *, crypto: bool) -> Decimal | None:
    """Grouping or decimal sign? The last separator is decimal unless exactly three digits follow (crypto: always decimal)."""
    if written.isdigit():
        return Decimal(written)
    plain = re.sub("['’ \u00a0\u202f]", "", written)
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        tail = len(plain) - last - 1
        both = "." in plain and "," in plain
        one_sign = plain.count(plain[last]) == 1
        # '3.500,000' mixes the signs of two countries: nobody writes thousandths of money that are none
        mixed = both and not crypto and plain.endswith("000")
        grouped = tail == 3 and (not both or not one_sign or mixed) and not (crypto and one_sign)
        grouped = grouped and not plain.startswith("0")
        head = plain[:last].replace(".", "").replace(",", "")
        plain = head + plain[last + 1 :] if grouped else f"{head}.{plain[last + 1 :]}"
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _cjk(written: str) -> Decimal:
    """``十`` 10, ``二十五`` 25, ``10万5000`` 105000, ``1億2千万`` 120000000, ``1.5万`` 15000; ``二〇`` 20."""
    total = group = Decimal(0)
    digit: Decimal | None = None
    for piece in re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?|[^0-9]", written):
        if piece in _CJK_LARGE:
            total += ((group + (digit or 0)) or 1) * _CJK_LARGE[piece]
            group, digit = Decimal(0), None
        elif piece in _CJK_SMALL:
            group += (Decimal(1) if digit is None else digit) * _CJK_SMALL[piece]
            digit = None
        elif piece in _CJK_DIGITS:
            digit = (digit or Decimal(0)) * 10 + _CJK_DIGITS[piece]
        elif piece[0].isdigit():
            digit = Decimal(piece.replace(",", ""))
    return total + group + (digit or 0)


def is_foreign_count(written: str) -> bool:
    """Whether a count is a word of another language than English."""
    return written.lower() in _COUNTS


def whole(written: str) -> int:
    """A small count in digits, kanji or words; 0 where it is none."""
    counted = _COUNTS.get(written.lower())
    if counted:
        return counted
    if written.isascii():
        return int(written) if written.isdigit() else english(written)
    return int(_cjk(written))
