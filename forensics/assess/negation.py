"""Whether a phrase is denied where it stands: 'your points do not expire' threatens nobody.

Why it matters: a phrase with a gap ('your points ... expire') is found across the little word that turns it round. A denial counts only
close before the end of the phrase; 'your account has not been verified and will be suspended' is a threat all the same. Where the verb
comes before its denial (German, Dutch: 'wird nicht gesperrt'; French: 'ne sera pas suspendu') the denial stands there as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_NOT = {
    "de": "nicht|nie|niemals|kein|keine|keinen",
    "en": "not|never|no longer|cannot|won['’]t|don['’]t|doesn['’]t|isn['’]t|aren['’]t|can['’]t",
    "es": "no|nunca|jamás",
    "fr": "pas|jamais|ne|n(?=['’])",
    "it": "non|mai",
    "nl": "niet|nooit|geen",
    "pt": "não|nao|nunca|jamais",
}
BETWEEN = 2
"""Words that may stand between a denial and the last word of the phrase: 'will not be suspended'."""
LONGEST = 120
"""Characters of a phrase that are looked at: its end."""

ASKS = frozenset({"request", "click"})
"""Subjects whose phrases may stand where nothing is asked for."""
_AROUND = 60
"""Bytes before and behind such a phrase that are looked at."""
_NO = re.compile(rb"(?i)\b(?:no|never|without)\b[^.,;:!?\n]{0,25}\Z")
_LEAVES = (
    rb"(?:unsubscri|opt[ -]?out|remove (?:yourself|me|your (?:e-?mail|address))|stop receiving|d\xc3\xa9sinscri|d\xc3\xa9sabonn|abmeld|abbestell|"
    rb"descadastr|cancelar (?:(?:a|su|sua) )?(?:inscri|suscri|assinatura)|darse de baja|dar de baja|uitschrij|afmeld|disiscri|cancellar(?:e|ti) |"
    rb"\xe9\x85\x8d\xe4\xbf\xa1\xe5\x81\x9c\xe6\xad\xa2|\xe9\x80\x80\xe8\xae\xa2)"
)
_LEAVES_BEFORE = re.compile(_LEAVES + rb"[^.!?\n]{0,50}\Z", re.IGNORECASE)
_LEAVES_BEHIND = re.compile(rb"[^.!?\n]{0,40}?" + _LEAVES, re.IGNORECASE)


def asks_nothing(words: bytes, start: int, end: int) -> bool:
    """Whether a request in ``words`` (UTF-8) is none where it stands: denied before it (English), or how one leaves a mailing list."""
    before, behind = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    low = b"%b\0%b" % (before.lower(), behind.lower())
    if not any([hint in low for hint in _HINTS]):  # noqa: C419 - a generator costs more than the questions
        return False
    return bool(_NO.search(before) or _LEAVES_BEFORE.search(before) or _LEAVES_BEHIND.match(behind))


_HINTS = (
    b"no", b"never", b"without", b"unsub", b"opt", b"remove", b"stop", b"scri", b"sabonn", b"abmeld", b"abbest", b"descad", b"cancel",
    b"dar", b"uitsch", b"afmeld", b"\xe9\x85\x8d", b"\xe9\x80\x80",
)  # fmt: skip
"""One of them stands in whatever these patterns find."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_NOT[language]})(?!\w)[^\w.!?]{{1,3}}(?:\w{{1,30}}[^\w.!?]{{1,3}}){{0,{BETWEEN}}}\w+\Z",
        re.IGNORECASE,
    )


def denied(phrase: str, language: str, spellings: Iterable[str]) -> bool:
    """Whether a phrase, as it stands in the text, says the opposite of what the lexicon means.

    ``spellings``: the lexicon's phrases. What they deny themselves ('could not be delivered') is meant so.
    """
    if language not in _NOT:
        return False
    found = _pattern(language).search(phrase[-LONGEST:])
    if found is None:
        return False
    said = " ".join(found[0].lower().split())
    return not any(said in spelling for spelling in spellings)
