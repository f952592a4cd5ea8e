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

from forensics.extract.hit import Hit
from forensics.extract.view import View

_SALT = b"forensics: claimed password, first form"
_ROUNDS = 1_000
MOST_HASHED = 4
"""Claimed passwords of one text that get a hash; further ones are masked only, so that a long list cannot stall the reader."""
SHORTEST, LONGEST = 4, 64

_WORD = r"(?P<word>[!-~]{4,64}+)"
_BEFORE = re.compile(
    r"(?:(?i:\b(?:your|ur|the|account|mailbox|old|current)[ \t]{1,3}(?:\w{1,12}[ \t]{1,3}){0,2}?pass(?:word|code|phrase)s?)"
    r"|(?<![^\n])[ \t]{0,8}(?i:password|passcode|pwd))"
    r"[ \t]{0,3}(?:[:=：＝]|-|->|(?i:\b(?:is|was)\b)[ \t]{0,2}[:：]?)[ \t]{0,3}\n?[ \t]{0,4}[\"'“‘«(\[]?" + _WORD
)
_BEHIND = re.compile(
    r"(?<![!-~])[\"'“‘]?(?P<word>[!-~]{4,64}+)[\"'”’]?(?=,?[ \t]{1,2}(?i:(?:is|was|that is|this is)(?: one of| really)?"
    r"[ \t]{1,2}your[ \t]{1,2}(?:\w{1,12}[ \t]{1,2})?pass(?:word|code)))"
)
_JAPANESE = re.compile(
    r"(?:パスワ[ーｰ一]ド|暗証番号|合言葉)(?:それ)?[ \t\u3000]{0,2}(?:は|が|：|:|＝|=)[ \t\u3000]{0,2}(?:次の通り|以下)?[:：]?[ \t\u3000]{0,2}"
    r"\n?[「『【\"'“（(]?" + _WORD
)
_JAPANESE_BEHIND = re.compile(
    r"[「『“\"]?"
    r"(?P<word>[!-~]{4,64}+)[」』”\"]?(?=[ \t]?(?:は|が|、)?(?:あなた|貴方|お客様)の(?:現在の|古い)?パスワード)"
)
_NO_SECRET = frozenset(
    [
        "about",
        "above",
        "account",
        "again",
        "already",
        "also",
        "been",
        "below",
        "best",
        "both",
        "case",
        "cannot",
        "compromised",
        "changed",
        "correct",
        "different",
        "expired",
        "expires",
        "expiring",
        "expiration",
        "following",
        "from",
        "hacked",
        "have",
        "here",
        "incorrect",
        "invalid",
        "just",
        "known",
        "leaked",
        "must",
        "never",
        "none",
        "null",
        "only",
        "please",
        "protected",
        "required",
        "reset",
        "safe",
        "same",
        "secure",
        "secured",
        "sent",
        "should",
        "soon",
        "still",
        "stolen",
        "that",
        "then",
        "this",
        "today",
        "tomorrow",
        "used",
        "valid",
        "weak",
        "when",
        "with",
        "will",
        "your",
        "going",
        "hidden",
        "encrypted",
        "confidential",
        "email",
        "mail",
        "login",
    ]
)
_EDGE = "\"'“”‘’«».,;:!?()[]<>*"


def hits(view: View) -> Iterator[Hit]:
    """One hit a claimed password. ``value`` is already masked; the caller masks ``as_written`` and contexts."""
    text = view.text
    lower = text.lower()
    seen: set[int] = set()
    patterns = []
    if "pass" in lower or "pwd" in lower:
        patterns += [(_BEFORE, "claimed password"), (_BEHIND, "claimed password")]
    if "パスワ" in text or "暗証番号" in text or "合言葉" in text:
        patterns += [(_JAPANESE, "claimed password"), (_JAPANESE_BEHIND, "claimed password")]
    for pattern, how in patterns:
        for found in pattern.finditer(text):
            start, word = found.start("word"), found["word"]
            lead = len(word) - len(word.lstrip(_EDGE[:-1]))
            start, word = start + lead, word[lead:]
            word = word.rstrip(_EDGE)
            if start not in seen and _plausible(word, text, start + len(word)):
                seen.add(start)
                kept = value(word) if len(seen) <= MOST_HASHED else f"{masked(word)} (not hashed)"
                yield Hit(start, start + len(word), "password", kept, how)


def _plausible(word: str, text: str, end: int) -> bool:
    """A secret, not the next word of a sentence such as ``your password is about to expire``."""
    if not SHORTEST <= len(word) <= LONGEST or "://" in word or word.lower() in _NO_SECRET or "<" in word:
        return False
    if len(set(word)) == 1:  # already blanked out, or a line drawn with signs
        return False
    odd = any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in word[1:]) or not word.isalnum()
    if odd:
        return not ("@" in word and "." in word.rpartition("@")[2])
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
