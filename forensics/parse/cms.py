"""What stands inside an opaque signature: ``application/pkcs7-mime`` with signed data (RFC 8551 section 3.5.2, RFC 5652).

Mail programs show the signed mail as if it lay open; read as an attachment alone, the whole text would be missing. Nothing is
verified here. Only as much of the BER as leads to the content is walked: lengths may be indefinite, and the content in pieces.
"""

from __future__ import annotations

from typing import NamedTuple

TYPES = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_SIGNED = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_INTEGER, _STRING, _OID, _SEQUENCE, _SET, _ZERO, _PIECES = 0x02, 0x04, 0x06, 0x30, 0x31, 0xA0, 0x24


class _Element(NamedTuple):
    tag: int
    start: int
    """Where its content begins."""
    end: int
    """One past its content; the end of everything where the length is indefinite."""


def signed_content(data: bytes) -> bytes | None:
    """The bytes that were signed, or None where there are none inside (another kind of CMS, a detached signature, damage)."""
    outer = _enter(data, 0, _SEQUENCE)
    at = _behind(data, outer, _OID, _SIGNED)
    signed = _enter(data, _enter(data, at, _ZERO), _SEQUENCE)
    inner = _enter(data, _behind(data, _behind(data, signed, _INTEGER), _SET), _SEQUENCE)
    content = _enter(data, _behind(data, inner, _OID, _DATA), _ZERO)
    found = _element(data, content)
    if found is None:
        return None
    if found.tag == _STRING:
        return data[found.start : found.end]
    return _pieces(data, found) if found.tag == _PIECES else None


def _pieces(data: bytes, outer: _Element) -> bytes:
    """The content of a string that was written in stretches; a damaged one ends it."""
    pieces = []
    at = outer.start
    while at < outer.end:
        piece = _element(data, at)
        if piece is None or piece.tag != _STRING:
            break
        pieces.append(data[piece.start : piece.end])
        at = piece.end
    return b"".join(pieces)


def _element(data: bytes, at: int) -> _Element | None:
    """The element that begins at an offset; -1 stands for one that was not found."""
    if at < 0 or at + 2 > len(data):
        return None
    tag, length, start = data[at], data[at + 1], at + 2
    if length == 0x80:
        return _Element(tag, start, len(data))
    if length > 0x80:
        size = length & 0x7F
        if size > 8 or start + size > len(data):
            return None
        length = int.from_bytes(data[start : start + size], "big")
        start += size
    return _Element(tag, start, min(start + length, len(data)))


def _enter(data: bytes, at: int, tag: int) -> int:
    """Where the content of the element at an offset begins, if it is the one expected; else -1."""
    found = _element(data, at)
    return found.start if found is not None and found.tag == tag else -1


def _behind(data: bytes, at: int, tag: int, value: bytes | None = None) -> int:
    """Where the element ends that begins at an offset, if it is the one expected; else -1."""
    found = _element(data, at)
    if found is None or found.tag != tag or (value is not None and data[found.start : found.end] != value):
        return -1
    return found.end
