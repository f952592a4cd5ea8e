"""Japanese bytes -> text, with the vendor extensions that Python's codecs lack for the labels used in mail.

Senders write NEC row 13 (``①``, ``㈱``) and the IBM extensions (``髙``) under the labels iso-2022-jp and euc-jp, where only
Microsoft's code pages 50220 and 51932 have them, and half-width kana by ESC ( I, by SO/SI or as bare 8-bit bytes. All of these
are the same rows of JIS X 0208 in another dress: what the standard codec refuses is turned into Shift_JIS and read as CP932.
Sources: RFC 1468, RFC 1554, RFC 2237, JIS X 0202, and the tables of the WHATWG Encoding Standard.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_HIGH = bytes(b | 0x80 for b in range(256))
_SEGMENT = re.compile(rb"\x1b(?:\$\([A-DOPQ@]|\$[@AB]|\([BJIHT]|\.[AF]|&@|N)|[\x0e\x0f]")
_PAIRS = re.compile(rb"((?:[\x21-\x7e]{2})++)|([\xa1-\xdf]++)|([^\x21-\x7e\xa1-\xdf]++|[\x21-\x7e])")
_EUC = re.compile(rb"\x8e[\xa1-\xdf]|\x8f[\xa1-\xfe]{2}|[\xa1-\xfe]{2}|[\x00-\x7f]++|[\x80-\xff]")
BAD = "\ufffd"


def jis_to_text(pairs: bytes) -> str:
    """Pairs of 7-bit bytes, each a row and cell of JIS X 0208 or an extension of it -> text; U+FFFD for an empty cell."""
    try:
        return pairs.translate(_HIGH).decode("euc_jp")
    except UnicodeDecodeError:
        return "".join(_cell(pairs[i], pairs[i + 1]) for i in range(0, len(pairs) - 1, 2))


def _cell(row: int, cell: int) -> str:
    try:
        return bytes((row | 0x80, cell | 0x80)).decode("euc_jp")
    except UnicodeDecodeError:
        pass
    lead = (row - 0x21 >> 1) + (0x81 if row < 0x5F else 0xC1)
    trail = cell + (0x1F if cell < 0x60 else 0x20) if row & 1 else cell + 0x7E
    for codec, raw in (("cp932", bytes((lead, trail))), ("euc_jis_2004", bytes((row | 0x80, cell | 0x80)))):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return BAD


def _two_byte(data: bytes, pair: Callable[[bytes], str]) -> str:
    out: list[str] = []
    for found in _PAIRS.finditer(data):
        if found[1]:
            out.append(pair(found[1]))
        elif found[2]:
            out.append(found[2].decode("cp932"))
        else:
            rest = found[3]
            out.append(BAD if len(rest) == 1 and 0x21 <= rest[0] <= 0x7E else rest.decode("ascii", "replace"))
    return "".join(out)


def _by_codec(codec: str, prefix: bytes = b"") -> Callable[[bytes], str]:
    def read(pairs: bytes) -> str:
        high = pairs.translate(_HIGH)
        if prefix:
            high = b"".join(prefix + high[i : i + 2] for i in range(0, len(high), 2))
        return high.decode(codec, "replace")

    return read


_SETS: dict[bytes, Callable[[bytes], str]] = {
    b"\x1b$@": jis_to_text,
    b"\x1b$B": jis_to_text,
    b"\x1b$(@": jis_to_text,
    b"\x1b$(B": jis_to_text,
    b"\x1b$(D": _by_codec("euc_jp", b"\x8f"),
    b"\x1b$(O": _by_codec("euc_jis_2004"),
    b"\x1b$(Q": _by_codec("euc_jis_2004"),
    b"\x1b$(P": _by_codec("euc_jis_2004", b"\x8f"),
    b"\x1b$A": _by_codec("gb2312"),
    b"\x1b$(A": _by_codec("gb2312"),
    b"\x1b$(C": _by_codec("euc_kr"),
}


def iso_2022_jp(data: bytes) -> str:
    """Any of the ISO-2022-JP family, extensions included. Never raises; U+FFFD where a byte means nothing."""
    out: list[str] = []
    at, mode, kana = 0, b"\x1b(B", False
    for found in [*_SEGMENT.finditer(data), None]:
        piece = data[at : found.start() if found else len(data)]
        if piece:
            if kana or mode == b"\x1b(I":
                out.append(_half_width(piece))
            elif mode in _SETS:
                out.append(_two_byte(piece, _SETS[mode]))
            else:
                out.append(_one_byte(piece))
        if found is None:
            break
        at, escape = found.end(), found[0]
        if escape == b"\x0e":
            kana = True
        elif escape == b"\x0f":
            kana = False
        elif escape[:2] in (b"\x1b$", b"\x1b("):
            mode = escape
    return "".join(out)


def _one_byte(piece: bytes) -> str:
    if piece.isascii():
        return piece.decode("ascii")
    # 8-bit kana (JIS8) between the ASCII; any other high byte means nothing here.
    return "".join(bytes((b,)).decode("cp932") if 0xA1 <= b <= 0xDF else chr(b) if b < 0x80 else BAD for b in piece)


def _half_width(piece: bytes) -> str:
    return "".join(chr(0xFF61 + (b & 0x7F) - 0x21) if 0x21 <= (b & 0x7F) <= 0x5F else chr(b & 0x7F) for b in piece)


def euc_jp(data: bytes) -> str:
    """EUC-JP with the extensions of code page 51932. Never raises; U+FFFD where bytes mean nothing."""
    try:
        return data.decode("euc_jp")
    except UnicodeDecodeError:
        return "".join(_euc_char(found[0]) for found in _EUC.finditer(data))


def _euc_char(char: bytes) -> str:
    if char[0] < 0x80:
        return char.decode("ascii")
    if len(char) == 2 and char[0] >= 0xA1:
        return _cell(char[0] & 0x7F, char[1] & 0x7F)
    return char.decode("euc_jp", "replace")[:1]


def shift_jis(data: bytes) -> str:
    """Shift_JIS as CP932, with JIS X 0213 where CP932 has nothing. Never raises."""
    try:
        return data.decode("cp932")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("shift_jis_2004")
    except UnicodeDecodeError:
        return data.decode("cp932", "replace")


def iso_2022_cn(data: bytes) -> str:
    """ISO-2022-CN (RFC 1922), the GB 2312 half of it: SO/SI shifts and ESC $ ) A."""
    out: list[str] = []
    for line in re.split(rb"(\n)", data):
        shifted = False
        for piece in re.split(rb"(\x0e|\x0f|\x1b\$[)*+][A-Z])", line):
            if piece in (b"\x0e", b"\x0f"):
                shifted = piece == b"\x0e"
            elif not piece.startswith(b"\x1b"):
                out.append(_two_byte(piece, _by_codec("gb2312")) if shifted else piece.decode("ascii", "replace"))
    return "".join(out)
