"""Sums of money as they are asked for: ``$965``, ``965 USD``, ``0.5 BTC``, ``9万円``, ``¥100,000``, ``1.000 €``.

Why it matters: the price is part of an offender's template; mails with the same odd sum are often one wave. The search is led
by the currency's sign or name; the number is read directly beside it. Currency codes are those of ISO 4217, and BTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from forensics.extract.hit import Hit
from forensics.extract.view import View

_WORDS = {
    "$": "USD", "＄": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "ドル": "USD", "米ドル": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "ユーロ": "EUR",
    "£": "GBP", "￡": "GBP", "gbp": "GBP", "pounds": "GBP", "ポンド": "GBP",
    "¥": "JPY", "￥": "JPY", "jpy": "JPY", "yen": "JPY", "円": "JPY", "日本円": "JPY",
    "₿": "BTC", "btc": "BTC", "bitcoin": "BTC", "bitcoins": "BTC", "ビットコイン": "BTC",
}  # fmt: skip
# Branches that each begin with a plain character: the search then skips what can begin none of them.
_SIGN = re.compile(
    r"US\$|Us\$|us\$|\$|＄|€|£|￡|¥|￥|₿|米ドル|ドル|ユーロ|ポンド|日本円|円|ビットコイン|"
    + "|".join(
        rf"{word}(?![A-Za-z])"
        for name in (
            "usd",
            "eur",
            "gbp",
            "jpy",
            "btc",
            "dollars",
            "dollar",
            "euros",
            "euro",
            "bitcoins",
            "bitcoin",
            "pounds",
            "yen",
        )
        for word in (name, name.capitalize(), name.upper())
    )
)
_PREFIXED = frozenset("$＄€£￡¥￥₿")
_NUMBER = r"[0-9]{1,12}+(?:[.,' ][0-9]{3}(?![0-9])){0,4}(?:[.,][0-9]{1,8})?"
_BEHIND = re.compile(
    rf"[ \t]{{0,2}}(?P<number>{_NUMBER})(?:[ \t]?(?P<scale>[kKmM]|[mM]illion|MILLION|[bB]illion|万|億|千))?(?![A-Za-z0-9])"
)
_BEFORE = re.compile(
    rf"(?<![0-9.,])(?P<number>{_NUMBER}|[一二三四五六七八九十百千]{{1,7}}+)[ \t]?(?P<scale>[kK]|[mM]illion|[bB]illion|万|億|千)?"
    rf"(?:(?P<rest>[0-9]{{1,4}}))?(?:[ \t]{{0,2}}(?:US|米|in|of|worth of|分の|相当の)?[ \t]{{0,2}})\Z"
)
_DOLLARS = {
    "r": "BRL", "c": "CAD", "ca": "CAD", "a": "AUD", "au": "AUD", "hk": "HKD", "nt": "TWD", "s": "SGD", "nz": "NZD", "mx": "MXN",
}  # fmt: skip
"""Whose dollar (or real, or peso) it is, by the letters directly before the sign."""
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}\Z")
_SCALES = {
    "k": 1_000,
    "m": 1_000_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "千": 1_000,
    "万": 10_000,
    "億": 100_000_000,
}
_DIGITS = {sign: n for n, sign in enumerate("一二三四五六七八九", start=1)}
_TENS = {"十": 10, "百": 100, "千": 1000}
_REACH = 32
_HAS_NUMBER = re.compile(r"[0-9一二三四五六七八九十百千万億kKmMnof]")
"""A sum has a number, a scale or one of the words ``million``, ``in``, ``of`` beside its currency: the cheap question first."""


def hits(view: View) -> Iterator[Hit]:
    """Amounts as ``CODE number``, the number without grouping: ``JPY 90000``."""
    text = view.text
    done = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < done:
            continue
        word = sign.group()
        before = text[sign.start() - 1 : sign.start()]
        if not _HAS_NUMBER.search(text[max(0, sign.start() - 2) : sign.end() + 3]):
            continue
        if word[0].isalpha() and word.isascii() and before.isalpha() and before.isascii():
            continue  # the word goes on to the left (``Keur``); kana and kanji before it would be another word
        code = _WORDS[word.lower()]
        letters = _LETTERS.search(text[max(0, sign.start() - 3) : sign.start()]) if word == "$" else None
        if letters and letters.group().lower() not in _DOLLARS:
            continue
        place = _beside(text, sign.start(), sign.end(), word, done)
        if place is None:
            continue
        start, end, found = place
        if letters and start == sign.start():
            code = _DOLLARS[letters.group().lower()]
            start -= len(letters.group())
        number = _value(found, code)
        if number is not None and 0 < number < 10**12:
            yield Hit(start, end, "amount", f"{code} {_plain(number, code)}")
            done = end


def _plain(number: Decimal, code: str) -> str:
    """``965``, ``15.10``, ``0.5``: cents are written in full, bitcoin as short as it goes."""
    short = f"{number.normalize():f}"
    return f"{short}0" if code != "BTC" and short[-2:-1] == "." else short


def _beside(text: str, start: int, end: int, word: str, done: int) -> tuple[int, int, re.Match[str]] | None:
    """The number that belongs to the currency at ``start:end``: signs lead (``$965``) or trail (``965$``), words mostly trail."""
    left = max(done, start - _REACH)
    before = None
    if start and text[start - 1] in "0123456789 \t万億千百十一二三四五六七八九kKS米fno分の相当":
        before = _BEFORE.search(text[left:start])
    leads = word in _PREFIXED or word.lower() == "us$" or (len(word) == 3 and word.isupper())
    if leads:
        behind = _BEHIND.match(text, end)
        if behind and (before is None or word in _PREFIXED or word.lower() == "us$"):
            return start, behind.end(), behind
    if before and not (word in _PREFIXED and text[end : end + 1].isascii() and text[end : end + 1].isalnum()):
        return left + before.start("number"), end, before
    return None


def _value(found: re.Match[str], code: str) -> Decimal | None:
    written = found["number"].strip()
    number = _kanji(written) if not written[0].isdigit() else _decimal(written, code)
    if number is None:
        return None
    scale = _SCALES.get((found["scale"] or "").lower(), 1)
    rest = found.groupdict().get("rest")
    return number * scale + (int(rest) if rest else 0)


def _decimal(written: str, code: str) -> Decimal | None:
    """Grouping or decimal sign? The last separator is decimal unless exactly three digits follow (bitcoin: always decimal)."""
    plain = written.replace(" ", "").replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        tail = len(plain) - last - 1
        both = "." in plain and "," in plain
        grouped = (
            tail == 3 and not both and (code != "BTC" or plain.count(plain[last]) > 1) and not plain.startswith("0")
        )
        head = plain[:last].replace(".", "").replace(",", "")
        plain = head + plain[last + 1 :] if grouped else f"{head}.{plain[last + 1 :]}"
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _kanji(written: str) -> Decimal:
    """``十`` 10, ``二十五`` 25, ``三百`` 300."""
    total = digit = 0
    for sign in written:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return Decimal(total + digit)
