"""Undoing Content-Transfer-Encoding (RFC 2045 section 6), also where it is broken: decode what can be, say what was not.

Senders break base64 with stray characters, missing or doubled padding, list footers in plain text, or by labelling plain text
as base64. Readers still show it, so evidence must too.
"""

from __future__ import annotations

import binascii
import re

from forensics.parse.comments import without_comments

ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_KNOWN = {
    "": "7bit",
    "7bit": "7bit",
    "8bit": "8bit",
    "binary": "binary",
    "base64": "base64",
    "quoted-printable": "quoted-printable",
    "x-uuencode": "x-uuencode",
    "uuencode": "x-uuencode",
    "x-uue": "x-uuencode",
    "uue": "x-uuencode",
}
_SOFT_SPACE = re.compile(rb"=[ \t]++(?=\r?\n|\r?\Z)")
_SPACE_BEHIND = re.compile(rb"=[ \t]")
_BLANK_LINE = re.compile(rb"\n[ \t]*\r?\n")
_TEXT_BYTES = bytes(range(32, 127)) + b"\t\r\n\x1b"


def transfer_encoding(value: str) -> tuple[str, bool]:
    """The encoding meant by a header value, and whether it is one that the standards (or common use) know."""
    if (usual := _KNOWN.get(value.strip().lower())) is not None:
        return usual, True
    word = without_comments(value).strip().strip("\"'").strip().strip(";").lower()
    if word in _KNOWN:
        return _KNOWN[word], True
    word = word.split(";")[0].split()[0] if word.split(";")[0].split() else ""
    return _KNOWN.get(word, "8bit"), word in _KNOWN


def undo(data: bytes, encoding: str, *, text: bool) -> tuple[bytes, str]:
    """The bytes behind a transfer encoding and, where something was wrong, the code of the defect (else empty).

    ``text`` tells that the part should be text: then a plain body under a base64 label is recognised and a footer kept.
    """
    if encoding == "base64":
        return _base64(data, text=text)
    if encoding == "quoted-printable":
        return _quoted_printable(data), ""
    if encoding == "x-uuencode":
        return _uuencode(data)
    return data, ""


def _quoted_printable(data: bytes) -> bytes:
    if b"=" not in data:
        return data
    if _SPACE_BEHIND.search(data):
        data = _SOFT_SPACE.sub(b"=", data)
    return binascii.a2b_qp(data)


def _base64(data: bytes, *, text: bool) -> tuple[bytes, str]:
    dirt = data.translate(None, ALPHABET + b"\r\n")
    body = data.rstrip(b"\r\n= \t\x00")
    if not dirt.strip(b"=") and b"=" not in body:
        try:
            return binascii.a2b_base64(data), ""
        except binascii.Error:
            return _blocks(body, padded=False)
    footer = b""
    code = "base64-noise" if dirt.strip(b"= \t") else ""
    if text and (code or dirt.strip(b"=")):
        blank = _BLANK_LINE.search(data.rstrip())
        if blank and data[: blank.start()].strip() and _is_footer(data[: blank.start()], data[blank.end() :]):
            data, footer, code = data[: blank.start()], data[blank.end() :], "base64-footer"
        elif code and _is_plain(data):
            return data, "not-base64"
    if (b"-" in data or b"_" in data) and b"+" not in data and b"/" not in data:
        data = data.replace(b"-", b"+").replace(b"_", b"/")
        code = code if code == "base64-footer" else "base64-urlsafe"
    decoded, odd = _blocks(data, padded=b"=" in data)
    return (decoded + b"\n" + footer if footer else decoded), code or odd


def _is_footer(before: bytes, behind: bytes) -> bool:
    """What stands behind a blank line holds more than base64 does: other signs, or words behind a padding."""
    if behind.translate(None, ALPHABET + b"=\r\n \t-_"):
        return True
    return before.rstrip().endswith(b"=") and b" " in behind.strip()


def _is_plain(data: bytes) -> bool:
    """Prose under a base64 label: words with single blanks between, and what it would decode to is no text."""
    if data.translate(None, _TEXT_BYTES) or data.count(b" ") * 12 < len(data) or data.count(b" ") * 5 > len(data) * 2:
        return False
    would_be, _ = _blocks(data, padded=b"=" in data)
    return len(would_be.translate(None, _TEXT_BYTES)) * 10 > len(would_be)


def _blocks(data: bytes, padded: bool) -> tuple[bytes, str]:
    """Decode runs of base64; padding ends a run, and another may follow (encoders that work in pieces do so)."""
    out: list[bytes] = []
    code = ""
    for piece in data.split(b"=") if padded else [data]:
        clean = piece.translate(_KEEP, _DROP) if piece else b""
        if not clean:
            continue
        if len(clean) % 4 == 1:
            clean, code = clean[:-1], "base64-cut"
        out.append(binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)))
    return b"".join(out), code


_DROP = bytes(set(range(256)) - set(ALPHABET))
_KEEP = bytes(range(256))


def _uuencode(data: bytes) -> tuple[bytes, str]:
    out: list[bytes] = []
    code, inside = "", False
    for line in data.replace(b"\r\n", b"\n").split(b"\n"):
        if not inside:
            inside = line.startswith(b"begin ")
            continue
        if line in (b"end", b"`", b""):
            if line == b"end":
                break
            continue
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Encoders that pad a line with junk: the length byte says how much of it counts.
            wanted = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                out.append(binascii.a2b_uu(line[:wanted]))
            except binascii.Error:
                code = "uuencode-damaged"
    if not inside:
        return data, "not-uuencoded"
    return b"".join(out), code
