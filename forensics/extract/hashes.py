"""Digests written out in a text: MD5, SHA-1, SHA-256 and SHA-512, as 32, 40, 64 or 128 hexadecimal digits that stand alone.

Why it matters: a digest names a file for ever; mails from other analysts, reports and tools carry them. What is as long but
something else (an id in a link, a tracking token, a message id, a run of digits) is none. Sources: RFC 1321, FIPS 180-4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues, shapes
from forensics.extract.hit import Hit
from forensics.extract.view import View

KINDS = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}
_JOINED_LEFT = frozenset("/\\@._-%&?#+~$=")
_JOINED_RIGHT = frozenset("/\\@_-%&=+~$")
_NAMED = re.compile(
    r"(?i)(?:md5|sha-?(?:1|256|512)?|hash|digest|checksum|fingerprint|ハッシュ値?|指紋)[ \t]?(?:sum)?=\Z"
)
_SPOKEN_OF = re.compile(r"(?i)md5|sha-?[125]|hash|checksum|digest|fingerprint|ハッシュ|指紋|散列|哈希|해시")
_TRANSACTION = re.compile(r"(?i)(?:transaction|tx|block)[ \t_-]{0,2}(?:hash|id)?[\s:：=]{0,4}\Z")
_FEWEST = 6


def hits(view: View) -> Iterator[Hit]:
    """Digests in lower case."""
    look = cues.look(view.text)
    if "digest" not in look.asks:
        return
    text = view.text
    spoken_of: bool | None = None
    for start, end, _ in look.places(shapes.DIGEST):
        written = text[start:end]
        kind = KINDS.get(end - start)
        if kind is None or not _is_drawn_evenly(written) or not _alone(text, start, end):
            continue
        if kind in ("md5", "sha1"):  # as long as many a tracking id: the text has to speak of such a thing
            spoken_of = _SPOKEN_OF.search(text) is not None if spoken_of is None else spoken_of
            if not spoken_of:
                continue
        if not _TRANSACTION.search(text[max(0, start - 24) : start]):
            yield Hit(start, end, kind, written.lower())


def _is_drawn_evenly(written: str) -> bool:
    """One case, digits and letters, and many different ones: what is typed by hand has few."""
    plain = written.islower() or written.isupper()
    return plain and len(set(written)) >= _FEWEST and any(map(str.isdigit, written))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing of a longer word, link or id stands on either side."""
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if (left.isascii() and left.isalnum()) or (right.isascii() and right.isalnum()) or right in _JOINED_RIGHT:
        return False
    if right == "." and text[end + 1 : end + 2].isalnum():
        return False
    return left not in _JOINED_LEFT or not left or _NAMED.search(text[max(0, start - 24) : start]) is not None
