"""Names, types and hashes of parts that are not body text.

The name is the attacker's: it may climb directories, hide its ending behind a right-to-left override or be reserved on another
system. It is kept as given, and beside it a safe name that is one harmless path component anywhere. The type is read from the
first bytes, since name, label and content often tell three different stories.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from forensics.model.mail import Part

_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f/\\:*?\"<>|]")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$)(?:\.|$)", re.IGNORECASE
)
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
MAX_BYTES = 255
_ENDINGS = {
    "text/plain": ".txt", "text/html": ".html", "message/rfc822": ".eml", "image/png": ".png", "image/jpeg": ".jpg",
    "image/gif": ".gif", "application/pdf": ".pdf", "application/zip": ".zip", "text/calendar": ".ics",
}  # fmt: skip
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (0, b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (0, b"ITSF", "application/vnd.ms-htmlhelp"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"!BDN", "application/vnd.ms-outlook-pst"),
    (0, b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (0, b"RIFF", "application/x-riff"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"wOFF", "font/woff"),
    (0, b"OggS", "application/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (4, b"ftyp", "video/mp4"),
    (257, b"ustar", "application/x-tar"),
    (32769, b"CD001", "application/x-iso9660-image"),
)
_HTML_START = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<script|<meta|<table|<div|<p\b|<!--)", re.IGNORECASE)


def is_file(part: Part, by_path: Mapping[str, Part]) -> bool:
    """Whether readers are shown a text part as a file: sent as an attachment, or named and not what the mail itself says.

    Who leaves Content-Disposition away, or writes ``inline``, still gets a paper clip from Outlook and Gmail for
    ``Content-Type: text/html; name="invoice.html"``, unless the part is the body: the first one, or one of alternatives.
    """
    if part.disposition == "attachment":
        return True
    if not part.name:
        return False
    if part.content_type not in ("text/plain", "text/html"):
        return True
    above, _, number = part.path.rpartition(".")
    container = by_path.get(above or "0")
    if container is None or container.content_type == "multipart/alternative":
        return False
    return number != "1"


def sniff(data: bytes) -> str:  # noqa: PLR0911 - one return for each kind of content
    """The media type that the content itself shows, ``application/octet-stream`` where it shows none."""
    for offset, magic, kind in _MAGIC:
        if data.startswith(magic, offset):
            return (
                _zip_kind(data)
                if kind == "application/zip"
                else _riff_kind(data)
                if kind == "application/x-riff"
                else kind
            )
    head = data[:1024]
    if _HTML_START.match(head):
        return "text/html"
    low = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if low.startswith(b"<svg") or (low.startswith(b"<?xml") and b"<svg" in low):
        return "image/svg+xml"
    if low.startswith(b"<?xml"):
        return "text/xml"
    if low.startswith(b"begin:vcalendar"):
        return "text/calendar"
    if low.startswith(b"begin:vcard"):
        return "text/vcard"
    if re.match(rb"(?:received|return-path|from|date|message-id|delivered-to|mime-version|subject):", low):
        return "message/rfc822"
    if head and b"\x00" not in head and _mostly_text(head):
        return "text/plain"
    return "application/octet-stream"


def _mostly_text(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:
            return False
    return not head.translate(None, bytes(range(32, 256)) + b"\t\r\n\f\x1b")


def _zip_kind(data: bytes) -> str:
    head = data[:4096]
    for name, kind in (
        (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        (b"META-INF/MANIFEST.MF", "application/java-archive"),
        (b"mimetypeapplication/vnd.oasis", "application/vnd.oasis.opendocument"),
    ):
        if name in head:
            return kind
    return "application/zip"


def _riff_kind(data: bytes) -> str:
    return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
        data[8:12], "application/x-riff"
    )


def safe_name(name: str, part: str, declared: str, taken: dict[str, int]) -> str:
    """One path component that no file system minds, at most 255 bytes of UTF-8.

    It is unlike every name in ``taken`` even where case and normal form are ignored; ``taken`` gets the new name (folded
    name -> next number to try).
    """
    words = "".join("_" if _UNSAFE.match(c) or unicodedata.category(c) in _INVISIBLE else c for c in name[:2000])
    words = re.sub(r"\s+", " ", words).strip(" .")
    if not words.strip("_ ."):
        words = f"part-{part}{_ENDINGS.get(declared, '.bin')}"
    if _RESERVED.match(words) or name.lstrip()[:1] in (".", "-", "~"):
        words = f"_{words}"
    stem, dot, ending = words.rpartition(".")
    if not dot or len(ending) > 16:
        stem, dot, ending = words, "", ""
    tail = f"{dot}{ending}"
    result = first = _cut(stem, tail, "")
    while _folded(result) in taken:
        number = taken[_folded(first)]
        taken[_folded(first)] = number + 1
        result = _cut(stem, tail, f"-{number}")
    taken[_folded(result)] = 2
    return result


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(stem: str, tail: str, mark: str) -> str:
    room = MAX_BYTES - len((mark + tail).encode())
    encoded = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{encoded or '_'}{mark}{tail}"
