"""Outlook's ``.msg`` (MS-OXMSG): a mail taken apart into properties, put together again as a message one can read.

Outlook keeps the original header block as one property when the mail came from outside; that block is the evidence of the
route. The body is kept apart from it and has often been converted, so what is rebuilt here is a reading of the file, never a
stand-in for it: the exhibit is the ``.msg``. The same bytes always give the same message.
"""

from __future__ import annotations

import base64
import io
import re
import struct
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, BinaryIO

from forensics.model.errors import UnreadableSource
from forensics.parse import rtf

if TYPE_CHECKING:
    from oxmsg.storage import Storage

_NESTING = 10
_MARK = "__properties_version1.0".encode("utf-16-le")
_BINARY, _UNICODE, _STRING8, _OBJECT = 0x0102, 0x001F, 0x001E, 0x000D
_HEADERS, _SUBJECT, _SENT, _DELIVERED = 0x007D, 0x0037, 0x0039, 0x0E06
_SENDER_NAME, _SENDER_SMTP, _SENDER_ADDRESS, _MESSAGE_ID = 0x0C1A, 0x5D01, 0x0C1F, 0x1035
_BODY, _HTML, _RTF, _CODEPAGE, _MESSAGE_CODEPAGE = 0x1000, 0x1013, 0x1009, 0x3FDE, 0x3FFD
_RECIPIENT_KIND, _DISPLAY_NAME, _SMTP, _ADDRESS = 0x0C15, 0x3001, 0x39FE, 0x3003
_DATA, _LONG_NAME, _SHORT_NAME, _MEDIA_TYPE, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x370E, 0x3712

_BODY_HEADERS = re.compile(r"(?:content-[a-z-]+|mime-version)[ \t]*:", re.IGNORECASE)
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_LONGEST = 64 << 20


def looks_like_message(opened: Callable[[], BinaryIO]) -> bool:
    """Whether an OLE file holds an Outlook message: it has a stream of properties at all."""
    with opened() as file:
        carry = b""
        for _ in range(_LONGEST >> 20):
            data = file.read(1 << 20)
            if _MARK in carry + data:
                return True
            if not data:
                break
            carry = data[-len(_MARK) :]
    return False


def to_eml(raw: bytes) -> bytes:
    """The message as RFC 5322 bytes; UnreadableSource when the file is too damaged to say anything."""
    from olefile import OleFileIO  # these take a twentieth of a second, and few mails are Outlook's
    from oxmsg.storage import Storage

    try:
        with OleFileIO(io.BytesIO(raw)) as ole:
            storage = Storage.from_ole(ole)
        return _message(storage, 32, 0)
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        struct.error,
        RecursionError,
    ) as error:
        # olefile answers damage with any of these
        raise UnreadableSource(f"the Outlook file is damaged: {error}") from error


class _Properties:
    """The properties of one storage: fixed ones stand in the property stream, long ones in streams of their own."""

    def __init__(self, storage: Storage, header: int, codepage: str = "") -> None:
        self._streams = {stream.name: stream.bytes_ for stream in storage.streams}
        table = self._streams.get("__properties_version1.0", b"")[header:]
        self._fixed = {
            struct.unpack_from("<H", table, n + 2)[0]: table[n + 8 : n + 16] for n in range(0, len(table) - 15, 16)
        }
        self.codepage = codepage or _codec(self.number(_MESSAGE_CODEPAGE) or self.number(_CODEPAGE))

    def number(self, pid: int) -> int:
        value = self._fixed.get(pid)
        return int.from_bytes(value[:4], "little") if value else 0

    def time(self, pid: int) -> datetime | None:
        value = self._fixed.get(pid)
        ticks = int.from_bytes(value, "little") if value else 0  # of 100 ns since 1601
        try:
            return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
        except OverflowError:
            return None

    def binary(self, pid: int) -> bytes:
        return self._streams.get(f"__substg1.0_{pid:04X}{_BINARY:04X}", b"")

    def text(self, *pids: int) -> str:
        """The first of these that holds something."""
        for pid in pids:
            wide = self._streams.get(f"__substg1.0_{pid:04X}{_UNICODE:04X}")
            narrow = self._streams.get(f"__substg1.0_{pid:04X}{_STRING8:04X}")
            text = wide.decode("utf-16-le", "replace") if wide else (narrow or b"").decode(self.codepage, "replace")
            if text := text.rstrip("\0"):
                return text
        return ""


def _message(storage: Storage, header: int, depth: int) -> bytes:
    properties = _Properties(storage, header)
    boundary = f"=_outlook_{depth}"
    parts = [*_bodies(properties), *_attachments(storage, properties.codepage, depth)]
    head = _headers(storage, properties)
    head += ["MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{boundary}"']
    lines = "".join(f"{line}\r\n" for line in head).encode("utf-8", "replace")
    body = b"".join(b"\r\n--%s\r\n%s" % (boundary.encode(), part) for part in parts)
    return lines + body + b"\r\n--%s--\r\n" % boundary.encode()


def _headers(storage: Storage, properties: _Properties) -> list[str]:
    """The original header block, without what described a body that is not there any more; else one from the properties."""
    kept, dropping = [], False
    for line in properties.text(_HEADERS).replace("\r\n", "\n").split("\n"):
        if not line.startswith((" ", "\t")):
            dropping = bool(_BODY_HEADERS.match(line))
        if line.strip() and not dropping:
            kept.append(line)
    if any(re.match(r"(?:from|received|date)[ \t]*:", line, re.IGNORECASE) for line in kept):
        return kept
    sent = properties.time(_SENT) or properties.time(_DELIVERED)
    made = [
        ("From", _mailbox(properties.text(_SENDER_NAME), properties.text(_SENDER_SMTP, _SENDER_ADDRESS))),
        *((name, ", ".join(boxes)) for name, boxes in _recipients(storage, properties.codepage).items()),
        ("Subject", properties.text(_SUBJECT)),
        ("Date", format_datetime(sent) if sent else ""),
        ("Message-ID", properties.text(_MESSAGE_ID)),
    ]
    return [f"{name}: {_one_line(value)}" for name, value in made if value] + kept


def _recipients(storage: Storage, codepage: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"To": [], "Cc": [], "Bcc": []}
    for each in storage.iter_recipient_storages():
        properties = _Properties(each, 8, codepage)
        name = {2: "Cc", 3: "Bcc"}.get(properties.number(_RECIPIENT_KIND), "To")
        found[name].append(_mailbox(properties.text(_DISPLAY_NAME), properties.text(_SMTP, _ADDRESS)))
    return found


def _bodies(properties: _Properties) -> Iterator[bytes]:
    text, html, packed = properties.text(_BODY), properties.binary(_HTML), properties.binary(_RTF)
    rich = rtf.unpacked(packed) if packed else b""
    if not html and rich:
        html = rtf.enclosed_html(rich)
    if text or not (html or rich):
        yield _part('text/plain; charset="utf-8"', text.encode("utf-8", "replace"))
    if html:
        codec = _codec(properties.number(_CODEPAGE))
        yield _part(f'text/html; charset="{codec}"', html)
    elif rich and not text:
        yield _part('text/plain; charset="utf-8"', rtf.text_of(rich).encode("utf-8", "replace"))


def _attachments(storage: Storage, codepage: str, depth: int) -> Iterator[bytes]:
    for each in storage.iter_attachment_storages():
        properties = _Properties(each, 8, codepage)
        inner = next((s for s in each.storages if s.name == f"__substg1.0_{_DATA:04X}{_OBJECT:04X}"), None)
        if inner is not None and depth < _NESTING:
            yield b"Content-Type: message/rfc822\r\n\r\n" + _message(inner, 24, depth + 1)
            continue
        name = _one_line(properties.text(_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME))
        media = _one_line(properties.text(_MEDIA_TYPE)) or "application/octet-stream"
        identity = _one_line(properties.text(_CONTENT_ID))
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        lines = (
            f'Content-Disposition: attachment; filename="{quoted}"\r\n'
            if name
            else "Content-Disposition: attachment\r\n"
        )
        lines += f"Content-ID: <{identity}>\r\n" if identity else ""
        yield lines.encode("utf-8", "replace") + _part(media, properties.binary(_DATA))


def _part(media: str, data: bytes) -> bytes:
    head = f"Content-Type: {media}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head.encode("utf-8", "replace") + base64.encodebytes(data).replace(b"\n", b"\r\n")


def _mailbox(name: str, address: str) -> str:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    if not address or name == address:
        return f"<{address}>" if address else f'"{quoted}"'
    return f'"{quoted}" <{address}>'


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\0]+", " ", text).strip()


def _codec(codepage: int) -> str:
    """Windows code page -> codec, from a list: the file must not choose an arbitrary one."""
    if codepage in (65001, 0):
        return "utf-8" if codepage else "cp1252"
    special = {
        932: "cp932",
        936: "gb18030",
        949: "cp949",
        950: "big5hkscs",
        20127: "cp1252",
        28591: "cp1252",
        50220: "iso-2022-jp",
        50221: "iso-2022-jp",
        50222: "iso-2022-jp",
        51932: "euc-jp",
        51949: "euc-kr",
        54936: "gb18030",
        20866: "koi8-r",
        20932: "euc-jp",
        1200: "utf-16-le",
    }
    if 28592 <= codepage <= 28605:
        return f"iso8859-{codepage - 28590}" if codepage not in (28600, 28601, 28602) else "cp1252"
    return f"cp{codepage}" if 1250 <= codepage <= 1258 or codepage == 874 else special.get(codepage, "cp1252")
