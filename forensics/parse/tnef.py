"""Files inside Outlook's ``winmail.dat`` (TNEF, [MS-OXTNEF]): what Outlook shows as attachments and filters see as one lump.

Exchange still writes it where a recipient is set to rich text, and who builds it by hand hides a program from scanners that
know only MIME. Names and bytes are taken; what else the format holds (properties, rich text) is not needed here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from forensics.parse.charsets import decode

TYPE = "application/ms-tnef"
MAGIC = b"\x78\x9f\x3e\x22"
MAX_FILES = 1_000
_NEXT, _TITLE, _DATA, _PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
_LONG_NAME = (b"\x1f\x00\x07\x37", b"\x1e\x00\x07\x37")
"""PidTagAttachLongFilename (3707) as Unicode and as 8-bit text: type before number, little-endian."""


def files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """``(name, bytes)`` of each file, in order. Never raises; a damaged stream ends early."""
    name, content, found = "", b"", 0
    open_file = False
    for attribute, value in _attributes(data):
        if attribute == _NEXT:
            if open_file:
                yield name, content
                found += 1
                if found >= MAX_FILES:
                    return
            name, content, open_file = "", b"", True
        elif attribute == _TITLE:
            name = name or decode(value.split(b"\0")[0])[0]
        elif attribute == _DATA:
            content = value
        elif attribute == _PROPERTIES:
            name = _long_name(value) or name
    if open_file:
        yield name, content


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Level, number, length, content and checksum, again and again behind the signature and a key."""
    at = 6 if data.startswith(MAGIC) else len(data)
    while at + 9 <= len(data):
        level, attribute, length = struct.unpack_from("<BII", data, at)
        at += 9
        if level not in (1, 2):
            return
        yield attribute, data[at : at + length]
        at += length + 2


def _long_name(properties: bytes) -> str:
    """The whole name, where the title is of eight letters and three: one value, its length before it."""
    for mark in _LONG_NAME:
        at = properties.find(mark)
        if 0 <= at <= len(properties) - 12:
            count, length = struct.unpack_from("<II", properties, at + 4)
            raw = properties[at + 12 : at + 12 + length]
            if count == 1 and len(raw) == length:
                text = raw.decode("utf-16-le", "replace") if mark[0] == 0x1F else decode(raw)[0]
                return text.split("\0")[0]
    return ""
