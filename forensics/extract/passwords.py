"""A password that the mail claims to know: found, masked, and kept only as something that can be compared.

Why it matters: a leaked password is the lever of most extortion mail, and it is still in use somewhere. It tells which leak the
offender bought, and whether two mails rest on the same list; nobody needs to read it for that. So the value is a mask of the
same length and a salted, slow, shortened hash: equal passwords give equal values, and nothing gives the password back but
guessing it first.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache

from forensics.extract import cues, shapes
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, pooled, read
from forensics.extract.view import View

_SALT = b"forensics: claimed password, first form"
_ROUNDS = 1_000
MOST_HASHED = 4
"""Claimed passwords of one text that get a hash; further ones are masked only, so that a long list cannot stall the reader."""
SHORTEST, LONGEST = 4, 64

_WORD = r"(?P<word>[!-~]{4,64}+)"
_LEXICON = read("passwords")
_NOUN, _CJK_NOUN = one_of(pooled(_LEXICON["nouns"])), one_of(pooled(_LEXICON["nouns_cjk"]))
_COPULA, _FOREIGN_COPULA = one_of(_LEXICON["copulas"]["en"]), one_of(_LEXICON["copulas"]["others"])
_CJK_COPULA = one_of(_LEXICON["copulas_cjk"]["words"])
_OPEN = r"[\"'“‘«「『【（(\[]?"
_IN_BRACKETS = r"\([!-'*-~]{0,62}[0-9][!-'*-~]{0,62}\)"
"""``your password (tiger77)``; without a digit it is a remark, ``(case-sensitive)``."""
_OF = (
    rf"(?:[ \t]{{1,2}}{one_of(_LEXICON['of']['words'])}[ \t]{{1,2}}[!-9;-~]{{3,64}}+"
    rf"(?P<long>[ \t]{{1,2}}(?!(?:{_COPULA}|{_FOREIGN_COPULA})(?!\w))[A-Za-z]{{2,15}}+){{0,2}})?+"
)
_OWNED = re.compile(
    rf"(?i)(?:(?<![a-z]){one_of(_LEXICON['owners']['words'])}[ \t-]{{1,3}}(?:\w{{1,12}}[ \t]{{1,3}}){{0,2}}|(?:\A|\n)[ \t]{{0,8}}+"
    r"|(?<![a-z])(?:user(?: ?name)?|login|e-?mail|id)[ \t]?[:=][ \t]?[!-~]{1,64}[ \t,;/|]{1,3})\Z"
)
_AFTER = re.compile(
    rf"(?i){_OF}[ \t]{{0,3}}(?:[:=：＝]|->|-|(?<=[ \t])(?P<quoted>(?=[\"'“‘«„]|{_IN_BRACKETS}))|(?<=[ \t])(?:{_COPULA}|(?P<odd>{_FOREIGN_COPULA}))(?!\w)[ \t]{{0,2}}[:：]?)"
    rf"[ \t]{{0,3}}\n?[ \t]{{0,4}}{_OPEN}{_WORD}"
)
_AFTER_CJK = re.compile(
    rf"(?:それ)?(?:[(（][^)）\n]{{1,64}}[)）])?[ \t\u3000]{{0,2}}(?:{_CJK_COPULA}|：|:|＝|=|→|(?=[「『【]))[ \t\u3000]{{0,2}}(?:次の通り|以下)?[:：]?"
    rf"[ \t\u3000]{{0,2}}\n?{_OPEN}{_WORD}"
)
_YOURS = re.compile(
    rf"(?i)(?<![!-~])[\"'“‘]?{_WORD}[”’]?,?[ \t]{{1,2}}{one_of(_LEXICON['yours_after']['en'])}(?: one of| really)?[ \t]{{1,2}}your"
    r"[ \t]{1,2}(?:\w{1,12}[ \t]{1,2})?\Z"
)
_YOURS_CJK = re.compile(rf"[「『“\"]?{_WORD}[」』”\"]?[ \t]?{one_of(_LEXICON['yours_after']['cjk'])}(?:現在の|古い)?\Z")
_NO_SECRET = frozenset(_LEXICON["no_secret"]["words"])
_LONG_ENOUGH = LONGEST + 44
_EDGE = "\"'“”‘’«».,;:!?()[]<>*"


def hits(view: View) -> Iterator[Hit]:
    """One hit a claimed password. ``value`` is already masked; the caller masks ``as_written`` and contexts."""
    look = cues.look(view.text)
    if "password" not in look.asks:
        return
    text = view.text
    seen: set[int] = set()
    for first, end, odd in _places(look):
        written = text[first:end]
        word = written.lstrip(_EDGE[:-1])
        start = first + len(written) - len(word)
        word = word.rstrip(_EDGE)
        if start not in seen and _plausible(word, text, start + len(word), odd=odd):
            seen.add(start)
            kept = value(word) if len(seen) <= MOST_HASHED else f"{masked(word)} (not hashed)"
            yield Hit(start, start + len(word), "password", kept, "claimed password")


def _places(look: cues.Look) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether only a word with a digit, sign or capital will do) of what may be a password."""
    text, done = look.text, 0
    for start, end, latin in look.places(shapes.PASSWORD):
        left = max(0, start - _LONG_ENOUGH)
        window = text[left:start]
        if not latin or _OWNED.search(window):
            found = (_AFTER if latin else _AFTER_CJK).match(text, end)
            if found and found.start("word") >= done:
                done = found.end("word")
                odd = latin and (found["odd"] or found["long"] or found["quoted"] is not None)
                yield *found.span("word"), bool(odd)
        behind = (_YOURS if latin else _YOURS_CJK).search(window)
        if behind:
            yield left + behind.start("word"), left + behind.end("word"), False


def _plausible(word: str, text: str, end: int, *, odd: bool) -> bool:
    """A secret, not the next word of a sentence such as ``your password is about to expire``."""
    if not SHORTEST <= len(word) <= LONGEST or "://" in word or word.lower() in _NO_SECRET or "<" in word:
        return False
    if len(set(word)) == 1:  # already blanked out, or a line drawn with signs
        return False
    if any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in word[1:]) or not word.isalnum():
        return not ("@" in word and "." in word.rpartition("@")[2])
    if odd:
        return False
    rest = text[end : end + 3].lstrip("\"'”’ \t")
    return not rest or rest[0] in "\n.,;!。、」』）" or not rest[0].isascii()


def masked(word: str) -> str:
    """First and last character with stars between, of the same length; stars alone up to six characters."""
    if len(word) <= 6:
        return "*" * len(word)
    return f"{word[0]}{'*' * (len(word) - 2)}{word[-1]}"


@lru_cache(maxsize=1024)
def value(word: str) -> str:
    """The comparable form: mask, then 48 bits of PBKDF2 (RFC 8018) over the word. Slow on purpose (some 0.4 ms)."""
    digest = hashlib.pbkdf2_hmac("sha256", word.encode("utf-8", "replace"), _SALT, _ROUNDS, dklen=6)
    return f"{masked(word)} #{digest.hex()}"
