"""The body of an Outlook mail as compressed RTF (MS-OXRTFCP), and the HTML that Outlook hides inside it (MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct

_START = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbol"
    rb"ArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What the dictionary of the compression holds at the beginning: set down in MS-OXRTFCP 2.1.3.1.4."""
_LARGEST = 64 << 20

_TOKEN = re.compile(rb"\\'([0-9a-fA-F]{2})|\\([a-z]+)(-?\d{1,10})? ?|\\(.)|([{}])|\r\n|\r|\n|([^\\{}\r\n]+)", re.DOTALL)
_SKIPPED = frozenset(b"fonttbl colortbl stylesheet info pict object themedata generator".split())


def unpacked(data: bytes) -> bytes:
    """The RTF; what can be had of it when the compressed form is damaged."""
    if len(data) < 16:
        return b""
    packed, raw_size, kind = struct.unpack_from("<II4s", data)
    if kind == b"MELA":
        return data[16 : 16 + raw_size]
    window = bytearray(_START.ljust(4096, b" "))
    at, out, place = len(_START), bytearray(), 16
    end = min(len(data), packed + 4)
    while place < end and len(out) < min(raw_size, _LARGEST):
        flags = data[place]
        place += 1
        for bit in range(8):
            if not flags >> bit & 1:
                if place >= end:
                    break
                chunk = data[place : place + 1]
                place += 1
            else:
                if place + 1 >= end:
                    return bytes(out)
                token = data[place] << 8 | data[place + 1]
                place += 2
                if token >> 4 == at:
                    return bytes(out)
                chunk = b""
                for n in range((token & 15) + 2):
                    byte = window[((token >> 4) + n) & 4095]
                    window[at] = byte
                    at = (at + 1) & 4095
                    out.append(byte)
                continue
            window[at] = chunk[0]
            at = (at + 1) & 4095
            out += chunk
    return bytes(out[:raw_size])


def enclosed_html(rtf: bytes) -> bytes:
    """The HTML that was wrapped in the RTF; empty when it was not made from HTML."""
    return _read(rtf, html=True) if rb"\fromhtml" in rtf[:4096] else b""


def text_of(rtf: bytes) -> str:
    """The words of the RTF, roughly: for a message that has no other body."""
    code = re.search(rb"\\ansicpg(\d{1,5})", rtf[:4096])
    codec = {b"932": "cp932", b"936": "gb18030", b"949": "cp949", b"950": "big5hkscs"}.get(code[1], "") if code else ""
    if (
        code
        and not codec
        and code[1] in (b"1250", b"1251", b"1253", b"1254", b"1255", b"1256", b"1257", b"1258", b"874")
    ):
        codec = f"cp{code[1].decode()}"
    return _read(rtf, html=False).decode(codec or "cp1252", "replace")


def _read(rtf: bytes, *, html: bool) -> bytes:
    reader = _Reader(html=html)
    for found in _TOKEN.finditer(rtf):
        reader.take(*found.groups())
    return b"".join(reader.out)


class _Reader:
    """One pass. For HTML: what stands in ``htmltag`` groups, and outside of ``htmlrtf`` stretches."""

    def __init__(self, *, html: bool) -> None:
        self.html = html
        self.out: list[bytes] = []
        self.stack: list[tuple[bool, bool, bool]] = []
        self.skip = self.tag = self.hidden = self.starred = False

    def take(
        self,
        byte: bytes | None,
        word: bytes | None,
        number: bytes | None,
        symbol: bytes | None,
        brace: bytes | None,
        text: bytes | None,
    ) -> None:
        """One token: exactly one of these is given (``number`` beside ``word``), or none for a line end."""
        said = text or b""
        if brace == b"{":
            self.stack.append((self.skip, self.tag, self.hidden))
        elif brace == b"}":
            self.skip, self.tag, self.hidden = self.stack.pop() if self.stack else (False, False, False)
        elif word is not None:
            said = self._word(word, number)
        elif symbol is not None:
            said = {b"~": b"&nbsp;" if self.html else b" ", b"_": b"-"}.get(
                symbol, symbol if symbol in b"\\{}" else b""
            )
        elif byte is not None:
            said = bytes.fromhex(byte.decode())
        self.starred = symbol == b"*"
        if said and not self.skip and (not self.html or self.tag or not self.hidden):
            self.out.append(said)

    def _word(self, word: bytes, number: bytes | None) -> bytes:
        """A control word: what it says, if anything."""
        if word == b"htmltag":
            self.skip, self.tag = False, True
        elif word == b"htmlrtf":
            self.hidden = number != b"0"
        elif self.starred or word in _SKIPPED:
            self.skip = True
        elif word == b"u" and number:
            return _character(int(number), html=self.html)
        return {b"par": b"\r\n", b"line": b"\r\n", b"tab": b"\t"}.get(word, b"")


def _character(code: int, *, html: bool) -> bytes:
    point = code % 65536
    if html:
        return b"&#%d;" % point
    return chr(point).encode("cp1252", "ignore")
