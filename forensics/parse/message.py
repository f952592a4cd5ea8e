"""``read_mail``: bytes -> Mail. The scan is done at once; decoding waits until somebody looks, and is then kept.

This file only ties the readers of this wing together: which function answers which question of a Mail, and where the defects
of each go. It never raises on any input, and the same bytes always give the same record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from forensics.model.defect import Defect
from forensics.model.hop import Address, Hop
from forensics.model.mail import Attachment, Disagreement, Header, Mail, Part, TextPart, Wing
from forensics.model.page import HtmlPage
from forensics.parse.addresses import addresses
from forensics.parse.attachments import safe_name, sniff
from forensics.parse.body import whole_text
from forensics.parse.charsets import decode, meta_charset
from forensics.parse.dates import read_date
from forensics.parse.html import read_html
from forensics.parse.language import main_language
from forensics.parse.received import parse_received
from forensics.parse.scan import header_start, normal_ends, scan_headers
from forensics.parse.second import second_opinion
from forensics.parse.transfer import undo
from forensics.parse.tree import build
from forensics.parse.words import decode_header

MAX_NESTED = 40
MAX_HOPS = 2_000
KEY_HEADERS = (
    "subject", "from", "to", "cc", "bcc", "date", "message-id", "reply-to", "sender", "return-path", "in-reply-to", "references",
    "x-mailer", "user-agent", "list-id", "list-unsubscribe", "authentication-results", "received-spf", "x-originating-ip",
    "delivered-to", "mime-version", "content-type", "received",
)  # fmt: skip
"""The 23 headers that a first look needs; ``Mail.header`` decodes any other when asked."""
_ADDRESS_HEADERS = ("from", "to", "cc", "reply-to", "sender", "return-path")


def read_mail(raw: bytes) -> Mail:
    """Read one mail. Never raises: what could not be read is in ``mail.defects``.

    ``raw``: the bytes of an RFC 5322 message, with or without an mbox line, byte order mark or blank lines in front.
    """
    return _read(raw, 0)


def _read(raw: bytes, depth: int) -> Mail:
    structure: list[Defect] = []
    view = normal_ends(raw)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") and len(raw) > 3:
        view = raw.decode("utf-16", "replace").encode()
        structure.append(Defect("utf-16-file", "", "offsets are those of the text as UTF-8"))
    start = header_start(view, structure)
    headers, body = scan_headers(view, start, len(view), structure)
    if not headers:
        structure.append(Defect("no-headers", "", "nothing at the start looks like a header: read as text"))
        body = start
    parts = build(view, headers, body, len(view), structure)
    kept: dict[str, Any] = {"structure": structure, "view": view, "depth": depth}
    return Mail(raw, headers, parts, "", _WINGS, kept)


def _found(mail: Mail, key: str) -> list[Defect]:
    """The list in which the reader called ``key`` leaves its defects."""
    found: list[Defect] = mail._kept.setdefault(f"defects of {key}", [])  # noqa: SLF001 - this wing fills the record it made
    return found


def _index(mail: Mail) -> dict[str, list[Header]]:
    kept = mail._kept  # noqa: SLF001 - see _found
    if "index" not in kept:
        index: dict[str, list[Header]] = {}
        for header in mail.headers:
            index.setdefault(header.name.lower(), []).append(header)
        kept["index"] = index
    return kept["index"]  # type: ignore[no-any-return]  # the record keeps anything; this wing put the index there


def _decoded(mail: Mail) -> Callable[[str], tuple[str, ...]]:
    index, found = _index(mail), _found(mail, "headers")
    done: dict[str, tuple[str, ...]] = {}

    def values(name: str) -> tuple[str, ...]:
        low = name.lower()
        if low not in done:
            texts = []
            for header in index.get(low, ()):
                text, codes = decode_header(header.raw)
                texts.append(text)
                if low in KEY_HEADERS:
                    found.extend(Defect(code, f"header {header.name}") for code in dict.fromkeys(codes))
            done[low] = tuple(texts)
        return done[low]

    return values


def _addresses(mail: Mail) -> Callable[[str], tuple[Address, ...]]:
    index, found = _index(mail), _found(mail, "addresses")
    done: dict[str, tuple[Address, ...]] = {}

    def values(name: str) -> tuple[Address, ...]:
        low = name.lower()
        if low not in done:
            headers = index.get(low, ())
            boxes, codes = addresses(headers[0].raw) if headers else ([], [])
            found.extend(Defect(code, f"header {headers[0].name}") for code in dict.fromkeys(codes))
            done[low] = tuple(boxes)
        return done[low]

    return values


def _date(mail: Mail) -> datetime | None:
    value = mail.header("date")
    moment, code = read_date(value or "")
    if code:
        _found(mail, "date").append(Defect(code, "header Date", (value or "")[:80]))
    return moment


def _route(mail: Mail) -> tuple[Hop, ...]:
    lines = mail.header_all("received")
    if len(lines) > MAX_HOPS:
        _found(mail, "route").append(Defect("too-many-hops", "", f"{len(lines)} Received lines, read {MAX_HOPS}"))
    hops = tuple(parse_received(line, n) for n, line in enumerate(lines[:MAX_HOPS]))
    _found(mail, "route").extend(defect for hop in hops for defect in hop.defects)
    return hops


def _payload(mail: Mail) -> Callable[[str], bytes]:
    by_path = {part.path: part for part in mail.parts}
    view: bytes = mail._kept.get("view", mail.raw)  # noqa: SLF001 - see _found
    found = _found(mail, "payload")
    done: dict[str, bytes] = {}

    def content(path: str) -> bytes:
        if path not in done:
            part = by_path[path]
            text = part.content_type.startswith("text/") and part.disposition != "attachment"
            data, code = undo(view[part.start : part.end], part.encoding, text=text)
            if code:
                found.append(Defect(code, f"part {path}"))
            done[path] = data
        return done[path]

    return content


def _text_parts(mail: Mail) -> tuple[TextPart, ...]:
    found = _found(mail, "text_parts")
    texts = []
    for part in mail.parts:
        if not part.content_type.startswith("text/") or (part.disposition == "attachment" and not _readable(part)):
            continue
        data = mail.payload(part.path)
        declared = part.parameters.get("charset", "")
        label = declared or (meta_charset(data) if part.content_type == "text/html" else "")
        text, used, code = decode(data, label)
        if code:
            found.append(Defect(code, f"part {part.path}", f"declared {label or 'nothing'}, read as {used}"[:200]))
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        attached = part.disposition == "attachment"
        texts.append(TextPart(part.path, part.content_type, text, used, declared, attached))
    return tuple(texts)


def _readable(part: Part) -> bool:
    return part.content_type in ("text/html", "text/plain", "text/calendar")


def _pages(mail: Mail) -> tuple[HtmlPage, ...]:
    return tuple(
        read_html(text.text, text.part, text.attached)
        for text in mail.text_parts
        if text.content_type in ("text/html", "text/xhtml")
    )


def _attachments(mail: Mail) -> tuple[Attachment, ...]:
    taken: dict[str, int] = {}
    found = []
    for part in mail.parts:
        if part.is_multipart or (part.content_type.startswith("text/") and part.disposition != "attachment"):
            continue
        data = mail.payload(part.path)
        other = part.parameters.get("name", "")
        found.append(
            Attachment(
                part=part.path,
                name=part.name,
                other_name=other if other != part.name else "",
                safe_name=safe_name(part.name, part.path, part.content_type, taken),
                declared_type=part.content_type,
                sniffed_type=sniff(data),
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
            )
        )
    return tuple(found)


def _nested(mail: Mail) -> tuple[tuple[str, Mail], ...]:
    depth: int = mail._kept.get("depth", 0)  # noqa: SLF001 - see _found
    inner = []
    for part in mail.parts:
        is_mail = part.content_type in ("message/rfc822", "message/global") or (
            part.name[-4:].lower() == ".eml" and not part.is_multipart
        )
        if not is_mail or part.start >= part.end:
            continue
        if depth >= MAX_NESTED:
            _found(mail, "nested").append(Defect("nesting-limit", f"part {part.path}", "mail within mail, not opened"))
            break
        data = mail.payload(part.path)
        if part.parameters.get("boundary") and any(h.name.lower() == "content-type" for h in part.headers):
            # An encoded multipart: its own header says how to take it apart.
            value = next(h.raw for h in part.headers if h.name.lower() == "content-type")
            data = b"Content-Type:" + value + b"\r\n\r\n" + data
        inner.append((part.path, _read(data, depth + 1)))
    return tuple(inner)


def _defects(mail: Mail) -> tuple[Defect, ...]:
    """Look at everything once, then list what was found, in a fixed order."""
    for name in KEY_HEADERS:
        mail.header_all(name)
    for name in _ADDRESS_HEADERS:
        mail.addresses(name)
    del name
    looked = (mail.date, mail.route, mail.text_parts, mail.attachments, mail.nested)
    del looked
    kept: Mapping[str, Any] = mail._kept  # noqa: SLF001 - see _found
    order = ("headers", "addresses", "date", "route", "payload", "text_parts", "nested")
    rows: list[Defect] = [*kept.get("structure", ())]
    for key in order:
        rows += kept.get(f"defects of {key}", ())
    for path, inner in mail.nested:
        rows += [replace(d, where=f"mail in part {path}: {d.where}".rstrip(": ")) for d in inner.defects[:200]]
    return tuple(dict.fromkeys(rows))


def _second(mail: Mail) -> tuple[Disagreement, ...]:
    return second_opinion(mail)


_WINGS: dict[str, Wing] = {
    "decoded": _decoded,
    "addresses": _addresses,
    "date": _date,
    "route": _route,
    "payload": _payload,
    "text_parts": _text_parts,
    "pages": _pages,
    "text": whole_text,
    "attachments": _attachments,
    "nested": _nested,
    "language": lambda mail: main_language(mail.text),
    "defects": _defects,
    "second_opinion": _second,
}
