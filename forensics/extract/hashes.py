"""Digests written out in a text: MD5, SHA-1, SHA-256 and SHA-512, as 32, 40, 64 or 128 hexadecimal digits that stand alone.

Why it matters: a digest names a file for ever; mails from other analysts, reports and tools carry them. What is as long but
something else (an id in a link, a tracking token, a message id, a run of digits) is none. Sources: RFC 1321, FIPS 180-4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues
from forensics.extract.hit import Hit
from forensics.extract.view import View

KINDS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_RUN = re.compile(r"[0-9A-Fa-f]{32,}+")
_JOINED_LEFT = frozenset("/\\@._-%&?#+~$=")
_JOINED_RIGHT = frozenset("/\\@_-%&=+~$")
_NAMED = re.compile(
    r"(?i)(?:md5|sha-?(?:1|256|512)?|hash|digest|checksum|fingerprint|ハッシュ値?|指紋)[ \t]?(?:sum)?[=/]\Z"
)
_FEWEST = 6


def hits(view: View) -> Iterator[Hit]:
    """Digests in lower case. One case, digits and letters, and many different ones: what is drawn by hand has few."""
    if "digest" not in cues.look(view.text).asks:
        return
    text = view.text
    for found in _RUN.finditer(text):
        start, end = found.span()
        kind = KINDS.get(end - start)
        if kind is None:
            continue
        written = found.group()
        plain = written.islower() or written.isupper()
        if plain and len(set(written)) >= _FEWEST and any(map(str.isdigit, written)) and _alone(text, start, end):
            yield Hit(start, end, kind, written.lower())


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing of a longer word, link or id stands on either side."""
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum()) or right in _JOINED_RIGHT:
        return False
    if right == "." and text[end + 1 : end + 2].isalnum():
        return False
    return left not in _JOINED_LEFT or not left or _NAMED.search(text[max(0, start - 24) : start]) is not None
