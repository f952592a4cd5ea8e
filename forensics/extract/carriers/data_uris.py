"""``data:`` URIs (RFC 2397): whole files written into a page, an attribute or a card.

Why it matters: a picture or a page that is written into the mail is fetched from nowhere and scanned by few; it is taken out here and
read like an attachment. One level: what is inside such a file is not searched for further ones.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

LONGEST = 16 << 20
"""Characters of one URI that are decoded."""
_LEAD = re.compile(
    r"data:(?:(?P<type>[a-z]{1,20}/[a-z0-9.+\-]{1,80})(?P<rest>[^,\"'<>()\s]{0,120})|(?P<none>;[^,\"'<>()\s]{0,120})),",
    re.IGNORECASE,
)
_BASE64 = re.compile(r"[A-Za-z0-9+/=_\-%\s&#;]*+")
_TEXT = re.compile(r"[^\"'>\\]*+")
_OUTSIDE = re.compile(r"[^A-Za-z0-9+/]")
_SPACES = re.compile(r"%(?:0[aAdD]|20|3[dD])|&#(?:10|13|x[aAdD]);|\s|=")


def pieces(text: str) -> Iterator[tuple[str, bytes]]:
    """(media type as given, bytes) of each ``data:`` URI in a text. Linear in its length."""
    at = text.find("data:") if "data:" in text else text.lower().find("data:")
    if at < 0:
        return
    done = 0
    for lead in _LEAD.finditer(text, at):
        if lead.start() < done:
            continue
        start, kind = lead.end(), (lead["type"] or "text/plain").lower()
        packed = "base64" in (lead["rest"] or lead["none"] or "").lower()
        done = _end(text, lead.start(), start, packed=packed)
        data = unbased(text[start:done]) if packed else unquote_to_bytes(_unescaped(text[start:done]))
        if data:
            yield kind, data


def _end(text: str, lead: int, start: int, *, packed: bool) -> int:
    """Where the data end: at the quotation mark that stood before the URI, else at the first sign that cannot belong to it."""
    before = text[lead - 1 : lead]
    if before and before in "\"'":
        close = text.find(before, start, start + LONGEST)
        if close >= 0:
            return close
    run = (_BASE64 if packed else _TEXT).match(text, start, start + LONGEST)
    return run.end() if run else start


def _unescaped(run: str) -> str:
    return html.unescape(run) if "&" in run else run


def unbased(run: str) -> bytes:
    """Base64 as browsers take it: white space dropped, padding optional, both alphabets (RFC 4648)."""
    if "%" in run or "&" in run:
        run = _SPACES.sub("", run)
    if "-" in run or "_" in run:
        run = run.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(run + "==")  # signs outside of the alphabet are passed over
    except (binascii.Error, ValueError):
        pass
    clean = _OUTSIDE.sub("", run)
    try:
        return base64.b64decode(clean[: len(clean) - (len(clean) % 4 == 1)] + "==")
    except binascii.Error:
        return b""
