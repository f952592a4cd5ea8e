"""What a file is, told by its first bytes and, where these say nothing, by its name.

A phisher's attachment saved as ``mail.eml`` is still a PNG; a mail saved without a suffix is still a mail. Known magic numbers
come first, then the look of a header block (RFC 5322 section 2.2), then the suffix.
"""

from __future__ import annotations

import re

HEAD = 4096
"""Bytes of a file that are looked at."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MMDF = b"\x01\x01\x01\x01\n"

MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "png", "PNG image"),
    (0, b"\xff\xd8\xff", "jpeg", "JPEG image"),
    (0, b"GIF8", "gif", "GIF image"),
    (8, b"WEBP", "webp", "WebP image"),
    (0, b"II*\x00", "tiff", "TIFF image"),
    (0, b"MM\x00*", "tiff", "TIFF image"),
    (0, b"%PDF-", "pdf", "PDF document"),
    (0, b"{\\rtf", "rtf", "RTF document"),
    (0, b"%!PS", "ps", "PostScript document"),
    (0, b"\x7fELF", "elf", "ELF program"),
    (0, b"MZ\x90", "exe", "Windows program"),
    (0, b"\xcf\xfa\xed\xfe", "mach-o", "macOS program"),
    (0, b"\x1f\x8b", "gzip", "gzip archive"),
    (0, b"BZh", "bzip2", "bzip2 archive"),
    (0, b"\xfd7zXZ\x00", "xz", "xz archive"),
    (0, b"\x28\xb5\x2f\xfd", "zstd", "Zstandard archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z", "7-Zip archive"),
    (0, b"Rar!\x1a\x07", "rar", "RAR archive"),
    (0, b"MSCF\x00\x00\x00\x00", "cab", "Cabinet archive"),
    (257, b"ustar", "tar", "tar archive"),
    (0, b"!BDN", "pst", "Outlook data file (PST/OST)"),
    (0, b"\xcf\xad\x12\xfe", "dbx", "Outlook Express folder (DBX)"),
    (0, b"\x78\x9f\x3e\x22", "tnef", "TNEF attachment (winmail.dat)"),
    (0, b"SQLite format 3\x00", "sqlite", "SQLite database"),
    (0, b"ID3", "mp3", "MP3 audio"),
    (4, b"ftyp", "mp4", "MP4 video"),
)

DOCUMENTS = (b"[Content_Types].xml", b"mimetypeapplication/", b"META-INF/MANIFEST.MF", b"AndroidManifest.xml")
"""Names of first members that make a zip a document or a program instead of a box of files."""

NAMES = {form: name for _, _, form, name in MAGIC} | {
    "ole": "OLE document, not an Outlook message",
    "document": "Office document or program package",
    "html": "web page",
    "json": "JSON",
    "xml": "XML",
    "text": "text without mail headers",
    "unknown": "file of unknown kind",
}

_FIRST: dict[bytes, list[tuple[int, bytes, str]]] = {}
"""First byte -> what may begin with it: most files are mails, and should be asked little."""
for _offset, _magic, _form, _ in MAGIC:
    if not _offset:
        _FIRST.setdefault(_magic[:1], []).append((_offset, _magic, _form))
_FURTHER = tuple((offset, magic, form) for offset, magic, form, _ in MAGIC if offset)

_KNOWN_HEADERS = frozenset(
    b"received return-path message-id delivered-to mime-version from to cc bcc subject date reply-to sender content-type "
    b"content-transfer-encoding dkim-signature authentication-results x-original-to envelope-to x-mailer user-agent "
    b"in-reply-to references list-id list-unsubscribe x-received arc-seal received-spf thread-topic x-priority "
    b"x-spam-status importance resent-from errors-to precedence".split()
)
_HEADER = re.compile(rb"([!-9;-~]{1,76})[ \t]*:")
_EMLX = re.compile(rb"\d{1,12}[ \t]*\r?\n")
_FROM_LINE = re.compile(rb">?From [^\r\n]*(?:\r?\n|$)")


def kind_of(head: bytes, suffix: str) -> str:
    """``mail``, ``mbox``, ``mmdf``, ``emlx``, ``zip``, ``ole``, or the name of what it is instead (a key of NAMES).

    ``head`` holds the first HEAD bytes, ``suffix`` the ending of the name in lower case with its dot.
    """
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")):
        return "document" if any(each in head[:200] for each in DOCUMENTS) else "zip"
    if head.startswith(OLE):
        return "ole"
    likely: list[tuple[int, bytes, str]] = [*_FIRST.get(head[:1], ()), *_FURTHER]
    for offset, magic, form in likely:
        if head.startswith(magic, offset):
            return form
    if head.startswith((MMDF, MMDF[:-1] + b"\r\n")):
        return "mmdf"
    if suffix == ".emlx" or (_EMLX.match(head) and looks_like_mail(head.split(b"\n", 1)[1])):
        return "emlx"
    if begins_with_separator(head) or suffix in (".mbox", ".mbx"):
        return "mbox"
    if looks_like_mail(head):
        return "mail"
    return {".eml": "mail", ".zip": "zip"}.get(suffix) or _text_kind(head)


def looks_like_mail(head: bytes) -> bool:
    """Whether it begins with a header block in which at least two headers are ones that mails have."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if found := _FROM_LINE.match(text):
        text = text[found.end() :]
    known = set()
    for line in text.splitlines()[:200]:
        if line.startswith((b" ", b"\t")):
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        name = header[1].lower()
        if name in _KNOWN_HEADERS:
            known.add(name)
            if len(known) >= 2:
                return True
    return False


def begins_with_separator(head: bytes) -> bool:
    """Whether the first line that is not empty is one that mbox writers put before a mail."""
    return head.lstrip(b"\r\n").startswith(b"From ")


def _text_kind(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    if start[:1] in (b"{", b"[") and b'"' in start:
        return "json"
    return "unknown" if b"\0" in head or not head else "text"
