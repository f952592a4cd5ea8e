"""Bytes under one charset -> text: strictly, with the vendor extensions everybody uses, or with a few characters lost.

Which charset is tried, and what it means when it does not fit, is decided in ``charsets``.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable

from forensics.parse import japanese
from forensics.parse.labels import CODECS

_LOST = "\ufffd"
FEW = 8
"""Of so many characters one may be lost before a label is doubted."""


def _as_c1(error: UnicodeError) -> tuple[str, int]:
    """The WHATWG single-byte tables map a byte without a character to the control of the same number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(b) for b in error.object[error.start : error.end]), error.end


def _as_euro(error: UnicodeError) -> tuple[str, int]:
    """The single byte 80 is the euro sign in code page 936, and nothing in the codec that reads all the rest of it."""
    if not isinstance(error, UnicodeDecodeError) or error.object[error.start] != 0x80:
        raise error
    return "\u20ac", error.start + 1


codecs.register_error("forensics.c1", _as_c1)
codecs.register_error("forensics.euro", _as_euro)


def strict(data: bytes, codec: str, errors: str = "strict") -> str | None:
    """The text by a Python codec, or None where it refuses the bytes."""
    try:
        return data.decode(codec, errors)
    except UnicodeError:
        return None


def declared(data: bytes, name: str) -> str | None:
    """The text if the bytes are what the label says, with the vendor extensions that everybody uses; else None."""
    if name in _OWN:
        own = _OWN[name](data)
        return None if "\ufffd" in own else own
    codec = CODECS.get(name, "")
    if not codec:
        return None
    if name.startswith("windows-125"):
        return data.decode(codec, "forensics.c1")
    text = strict(data, codec)
    if text is None and name == "big5":
        text = strict(data, "big5hkscs")
    if text is None and name == "gbk" and b"\x80" in data:
        text = strict(data, codec, "forensics.euro")
    return text


def mostly(data: bytes, name: str) -> str | None:
    """The text under a label by which all but a few characters can be read, U+FFFD for these; else None."""
    if not CODECS.get(name) and name not in _OWN:
        return None
    text = lenient(data, name)
    lost = text.count(_LOST)
    return text if 0 < lost * FEW <= _count_high(text) else None


def _count_high(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def lenient(data: bytes, name: str) -> str:
    """The text under a label, U+FFFD for what cannot be read."""
    return _OWN[name](data) if name in _OWN else data.decode(CODECS.get(name, "utf_8"), "replace")


_OWN: dict[str, Callable[[bytes], str]] = {
    "iso-2022-jp": japanese.iso_2022_jp,
    "iso-2022-cn": japanese.iso_2022_cn,
    "euc-jp": japanese.euc_jp,
    "shift_jis": japanese.shift_jis,
}
