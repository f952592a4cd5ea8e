"""Sums of money as they are asked for: ``$965``, ``965 USD``, ``0.5 BTC``, ``9万円``, ``¥100,000``, ``1.000 €``.

Why it matters: the price is part of an offender's template; mails with the same odd sum are often one wave. The search is led
by the currency's sign or name beside a digit or number word (``cues``); the number is read to its left or right. Currency codes
are those of ISO 4217, and tickers for crypto currencies; ``kr`` stays ``kr`` (of Sweden, Norway, Denmark or Iceland).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from heapq import merge
from itertools import islice

from forensics.extract import cues, numerals, shapes
from forensics.extract.hit import Hit
from forensics.extract.lexica import read
from forensics.extract.view import View

_LEXICON = read("currencies")
_CODES: dict[str, str] = {
    **{name.lower(): code for name, code in _LEXICON["capitals"].items()},
    **{name.lower(): code for name, code in _LEXICON["marks"].items()},
    **_LEXICON["words"], **_LEXICON["codes"], **_LEXICON["signs"],
}  # fmt: skip
_SIGNS = frozenset(_LEXICON["signs"])
_DOLLARS: dict[str, str] = _LEXICON["dollars"]
_YEN: dict[str, str] = _LEXICON["yen"]
_NAMES_BEHIND = frozenset(_LEXICON["words"])
_NOT_AFTER: dict[str, str] = _LEXICON["not_after"]
_CRYPTO = frozenset({"BTC", "mBTC", "ETH", "LTC", "XMR", "BCH", "DOGE", "TRX", "USDT", "USDC"})
_MOST = 10**13
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,3}\Z")
_SCALED = re.compile(rf"(?i)[0-9]{numerals.SCALE}\Z")
_NUMBER_SIGN = re.compile(rf"[0-9{numerals.CJK_SIGNS}kKmMnNdDoOfF]")
"""A sum has a number, a scale or a word such as ``thousand``, ``in``, ``of`` beside its sign: the cheap question first."""


def hits(view: View) -> Iterator[Hit]:
    """Amounts as ``CODE number``, the number without grouping: ``JPY 90000``."""
    look = cues.look(view.text)
    text = look.text
    done = 0
    for at, end in _places(look):
        if at < done:
            continue
        code, start = _currency(text, at, end)
        number = _beside(text, start, end, code, done) if code else None
        if number is None:
            continue
        value = number.value / 1000 if code == "mBTC" else number.value
        if 0 < value < _MOST:
            done = max(end, number.end)
            yield Hit(min(start, number.start), done, "amount", f"{code.removeprefix('m')} {_plain(value, code)}")


def _places(look: cues.Look) -> Iterator[tuple[int, int]]:
    """Where currencies stand, in order: signs, and words beside a number."""
    signs: Iterator[tuple[int, int]] = iter(())
    if "money sign" in look.asks:
        signs = (found.span() for found in islice(shapes.MONEY_SIGN.finditer(look.text), cues.MOST_PLACES))
    if "money word" not in look.asks:
        return signs
    return merge(signs, ((start, end) for start, end, _ in look.places(shapes.MONEY_WORD)))


def _currency(text: str, start: int, end: int) -> tuple[str, int]:
    """(code, where it begins, with the letters of ``HK$``) of the currency at ``start:end``; no code where the word goes on."""
    word = text[start:end]
    sign = word[-1]
    if sign in _SIGNS:
        if not text[end : end + 1].isdigit() and not _NUMBER_SIGN.search(text[max(0, start - 4) : end + 3]):
            return "", start
        if sign not in "$＄¥￥" or not text[start - 1 : start].isalpha():
            return _CODES[sign], start
        letters = _LETTERS.search(text[max(0, start - 4) : start])
        if letters is None or _is_scaled(text, start):
            return _CODES[sign], start
        table = _YEN if sign in "¥￥" else _DOLLARS
        return table.get(letters.group().lower(), ""), start - len(letters.group())
    if sign.isalpha() and sign < "\u2e80":
        after, before = text[end : end + 1], text[start - 1 : start] if start else ""
        if (after.isalpha() and after < "\u2e80") or (before.isalpha() and before < "\u2e80"):
            return "", start
    elif end < len(text) and text[end] in _NOT_AFTER.get(word, ()):
        return "", start
    return _CODES.get(" ".join(word.lower().split()), ""), start


def _beside(text: str, start: int, end: int, code: str, done: int) -> numerals.Number | None:
    """The number that belongs to the currency at ``start:end``: signs lead (``$965``) or trail (``965$``), words trail."""
    crypto = code in _CRYPTO
    word = text[start:end]
    if word[-1] in _SIGNS:
        after = text[end : end + 1]
        glued = (
            (text[start - 1 : start].isdigit() or _is_scaled(text, start))
            and start > done
            and not (after.isascii() and after.isalnum())
        )
        if glued:  # 1750$ 20$: what touches the sign on the left alone is its number
            return numerals.before(text, done, start, crypto=crypto)
        leading = numerals.behind(text, end, crypto=crypto)
        if leading or (after.isascii() and after.isalnum()):
            return leading
        return numerals.before(text, done, start, crypto=crypto)
    trailing = numerals.before(text, done, start, crypto=crypto)
    if trailing or word.lower() in _NAMES_BEHIND:
        return trailing
    return numerals.behind(text, end, crypto=crypto)


def _is_scaled(text: str, start: int) -> bool:
    """``1.5k$``: the letters before the sign belong to the number."""
    return text[start - 1 : start].isalpha() and _SCALED.search(text, max(0, start - 8), start) is not None


def _plain(number: Decimal, code: str) -> str:
    """``965``, ``15.10``, ``0.5``: cents are written in full, crypto as short as it goes."""
    whole = int(number)
    if whole == number:
        return str(whole)
    short = f"{number.normalize():f}"
    return f"{short}0" if code not in _CRYPTO and short[-2:-1] == "." else short
