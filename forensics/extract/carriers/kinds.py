"""Which carrier some bytes are, by the bytes alone, and the text of those that are text.

Why it matters: names and labels lie (of the first PDFs that came by, two called themselves ``image/jpeg``); the program that opens a
file goes by its content or its name, whichever the offender needs.
"""

from __future__ import annotations

import codecs
import re

import chardetng_py

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"{\\rt", "rtf"),  # Word asks for no more than these four signs
    (b"L\x00\x00\x00\x01\x14\x02\x00", "strings"),  # Windows shortcut (MS-SHLLINK)
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "strings"),  # OneNote section (MS-ONESTORE)
    (b"\x78\x9f\x3e\x22", "strings"),  # winmail.dat (MS-OXTNEF)
    (b"ITSF", "strings"),  # compiled HTML help
)
_SVG = re.compile(
    rb"(?:<\?xml[^>]{0,300}>|<!--.{0,1000}?-->|<!DOCTYPE[^>]{0,500}>|\s){0,8}<svg[\s>]", re.IGNORECASE | re.DOTALL
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|meta|table|div|iframe|title|a\s)", re.IGNORECASE)
_HEAD = 4096
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def kind(data: bytes) -> str:  # noqa: PLR0911 - one return for each kind of content
    """``pdf image zip ole rtf strings calendar vcard svg html text``, or the empty string for what no carrier reads."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image"
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:  # readers look for it in the first 1,024 bytes (ISO 32000-1, annex H, note 13)
        return "pdf"
    if head[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" in head:
        return ""
    words = head.removeprefix(codecs.BOM_UTF8).lstrip()
    low = words[:16].lower()
    if low.startswith(b"begin:vcalendar"):
        return "calendar"
    if low.startswith(b"begin:vcard"):
        return "vcard"
    if _SVG.match(words):
        return "svg"
    if words[:1] == b"<" and _HTML.search(words):
        return "html"
    return "text" if head and _is_text(head) else ""


def text_of(data: bytes) -> str:
    """The text of bytes that are text: by byte order mark, as UTF-8, else as the bytes look most like."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        detector = chardetng_py.EncodingDetector()
        detector.feed(data[:20_000], last=True)
        name = str(detector.guess(tld=None, allow_utf8=True)).lower()
    try:
        return data.decode({"shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030"}.get(name, name), "replace")
    except LookupError:  # a name of the web's list that Python does not know
        return data.decode("cp1252", "replace")


def _is_text(head: bytes) -> bool:
    odd = head.translate(None, bytes(range(32, 256)) + b"\t\r\n\f\x1b")
    return not odd or head[:2] in (b"\xff\xfe", b"\xfe\xff")
