"""Bank accounts as Japanese mails give them: 銀行, 支店, 普通 or 当座, 口座番号, 名義, in one line or several, in any order.

Why it matters: an account is opened under a name and stops being useful the day it is reported (振り込め詐欺救済法); the same one
in two mails ties them together. Told by the number (seven digits, some write six or eight) beside its kind, with the bank named
near it; post office accounts by 記号 and 番号. Values are one line, NFKC, single blanks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from forensics.extract import cues
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, read
from forensics.extract.view import View

_WORDS = read("banks")["japan"]
_GAP = r"[ \t\u3000\n:：|/、,・。()（）\[\]【】「」＝=\-]"
_LETTERS = r"[A-Za-z0-9一-龥々〆ヶぁ-んァ-ヴｦ-ﾟー＆&・]"
_BANK = re.compile(
    rf"(?:銀行名|金融機関名?)?{_GAP}{{0,3}}(?P<name>{_LETTERS}{{1,16}}?{one_of(_WORDS['banks'])})(?!名|コード|口座|振)"
)
_BRANCH = re.compile(rf"(?P<name>本店(?:営業部)?|{_LETTERS}{{1,14}}?{one_of(_WORDS['branches'])})(?!名|番号|コード)")
_BRANCH_NAMED = re.compile(rf"支店名?[ \t\u3000]{{0,2}}[:：][ \t\u3000]{{0,2}}(?P<name>{_LETTERS}{{1,14}})")
_BRANCH_NUMBER = re.compile(r"(?:支店番号|店番号?|支店コード)[ \t\u3000:：]{0,3}(?P<name>[0-9]{3})(?![0-9])")
_KIND = re.compile(rf"{one_of(_WORDS['kinds'])}|(?<=[（(])[普当](?=[）)])")
_SHORT = {"普": "普通", "当": "当座"}
_HOLDER = re.compile(
    rf"{one_of(_WORDS['holder'])}[ \t\u3000]{{0,2}}(?:[:：]|[ \t\u3000]|\n)[ \t\u3000]{{0,2}}(?P<name>[^\n:：、。0-9]{{2,30}})"
)
_HOLDER_BEHIND = re.compile(
    r"[ \t\u3000/／、,\n]{1,3}(?P<name>(?:[カユシドイザガ][)）][ \u3000]?)?[ァ-ヴー]{2,20}+(?:[ \u3000・][ァ-ヴー]{1,20}+){0,2}+(?:[(（][カユ][)）]?)?)"
    r"(?![一-龥ぁ-ん:：])"
)
"""The holder's name in katakana, without a word that says so, directly behind the number."""
_NUMBER = re.compile(r"[0-9](?<![0-9\-.,/].)[0-9]{5,7}(?![0-9]|[\-.,/][0-9])")
_LED = re.compile(
    rf"(?:{one_of(_WORDS['kinds'])}|[（(][普当](?=[）)])|{one_of(_WORDS['number'])})(?:預金|口座|番号|{_GAP}){{0,8}}+\Z"
)
_POST = re.compile(
    rf"記号{_GAP}{{0,3}}(?P<sign>[01][0-9]{{4}}){_GAP}{{0,4}}(?:番号)?{_GAP}{{0,3}}(?P<number>[0-9]{{6,8}})(?![0-9])"
)
_BEFORE, _BEHIND = 160, 120
MOST_ASKED = 2_000
"""Accounts of one text; a longer list is a table, no letter."""


def hits(view: View) -> Iterator[Hit]:
    """Accounts as ``みずほ銀行 渋谷支店 普通 1234567 ヤマダ タロウ``; what is not told is left out."""
    if "account" not in cues.look(view.text).asks:
        return
    text = view.text
    done = 0
    for found in _POST.finditer(text):
        holder = _first(_HOLDER, _behind(text, found.end()))
        value = f"ゆうちょ銀行 記号{found['sign']} 番号{found['number']} {holder}"
        done = found.end()
        yield Hit(found.start(), found.end(), "bank_account", _plain(value))
    floor = asked = 0
    for found in _NUMBER.finditer(text, done):
        start, end = found.span()
        if not _LED.search(text[max(floor, start - 24) : start]):
            continue
        left = max(floor, start - _BEFORE)
        if not any(word in text[left : end + _BEHIND] for word in _WORDS["banks"]):
            continue
        if asked == MOST_ASKED:
            return
        asked += 1
        before, behind = text[left:start], _behind(text, end)
        before = before.rpartition("\n\n\n")[2]
        bank = _last(_BANK, before) or _first(_BANK, behind)
        if not bank:
            continue
        branch = (
            _last(_BRANCH_NAMED, before) or _last(_BRANCH, before[before.rfind(bank) + len(bank) :] if bank in before else before)
            or _last(_BRANCH_NUMBER, before) or _first(_BRANCH, behind)
        )  # fmt: skip
        kinds = _KIND.findall(before) or _KIND.findall(behind)
        kind = _SHORT.get(kinds[-1], kinds[-1]) if kinds else ""
        holder = _first(_HOLDER, behind) or _last(_HOLDER, before)
        if not holder:
            directly = _HOLDER_BEHIND.match(behind)
            holder = directly["name"] if directly else ""
        floor = end
        yield Hit(start, end, "bank_account", _plain(f"{bank} {branch} {kind} {found.group()} {holder}"))


def _behind(text: str, end: int) -> str:
    """What follows the number, up to the next account's bank or an empty line."""
    return text[end : end + _BEHIND].partition("\n\n\n")[0]


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found["name"] if found else ""


def _last(pattern: re.Pattern[str], text: str) -> str:
    name = ""
    for found in pattern.finditer(text):
        name = found["name"]
    return name


def _plain(value: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", value).split())
