"""Header values: unfolding (RFC 5322 section 2.2.3), raw 8-bit text (RFC 6532) and encoded words (RFC 2047).

Encoded words are decoded wherever they stand, since mail programs do so too; neighbours of one charset are joined as bytes
first when a character was cut between them. What an encoded word yields is never decoded again.
"""

from __future__ import annotations

import binascii
import re

from forensics.parse.charsets import decode
from forensics.parse.transfer import undo

_FOLD = re.compile(rb"\r?\n(?=[ \t])")
_HEAD = re.compile(r"=\?([^?\s=]{1,200})\?([BbQq])\?")
_SPACES = re.compile(r"[ \t\r\n]*+")


def unfold(raw: bytes) -> bytes:
    """The value on one line: line ends before white space go, the white space stays."""
    if b"\n" in raw:
        raw = _FOLD.sub(b"", raw)
    return raw.strip(b" \t\r\n")


def header_text(raw: bytes) -> tuple[str, str]:
    """The unfolded value as text with encoded words still in it, and a defect code or an empty string."""
    flat = unfold(raw)
    if flat.isascii() and b"\x1b" not in flat:
        return flat.decode("ascii"), ""
    text, used, code = decode(flat)
    return text, code if used not in ("utf-8", "us-ascii") or code == "charset-damaged" else ""


def decode_header(raw: bytes) -> tuple[str, list[str]]:
    """A header value as a reader sees it, and the codes of the defects met on the way."""
    text, code = header_text(raw)
    codes = [f"raw-{code}"] if code else []
    if "=?" not in text:
        return text, codes
    text, more = decode_words(text)
    return text, codes + more


def decode_words(text: str) -> tuple[str, list[str]]:
    """Replace every encoded word. White space between two of them goes (RFC 2047 section 6.2); linear in the length."""
    out: list[str] = []
    codes: list[str] = []
    run: list[tuple[str, bytes]] = []
    at = 0
    while True:
        found = _HEAD.search(text, at)
        close = text.find("?=", found.end()) if found else -1
        if found is None or close < 0:
            break
        between = text[at : found.start()]
        if between and not (run and not between.strip(" \t\r\n")):
            _flush(run, out, codes)
            out.append(between)
        label = found[1].split("*")[0]
        run.append((label, _word_bytes(text[found.end() : close], found[2], codes)))
        at = close + 2
    _flush(run, out, codes)
    out.append(text[at:])
    return "".join(out), codes


def _word_bytes(content: str, how: str, codes: list[str]) -> bytes:
    raw = content.encode("utf-8", "surrogateescape")
    if how in "qQ":
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    data, code = undo(raw, "base64", text=False)
    if code and code != "base64-urlsafe":
        codes.append("encoded-word-damaged")
    return data


def _flush(run: list[tuple[str, bytes]], out: list[str], codes: list[str]) -> None:
    """Decode neighbouring words: each for itself where each is whole, else those of one charset joined."""
    at = 0
    while at < len(run):
        label = run[at][0]
        stop = at + 1
        while stop < len(run) and run[stop][0].lower() == label.lower():
            stop += 1
        group = [data for _, data in run[at:stop]]
        decoded = [decode(data, label) for data in group]
        if stop - at > 1 and any(code and code != "charset-unknown" for _, _, code in decoded):
            decoded = [decode(b"".join(group), label)]
        for text, _, code in decoded:
            out.append(text)
            if code:
                codes.append(code)
        at = stop
    run.clear()
