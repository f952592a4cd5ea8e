"""``read_mail``: bytes -> Mail. The scan is done at once; decoding waits until somebody looks, and is then kept.

This file only ties the readers of this wing together: which function answers which question of a Mail, and where the defects
of each go. It never raises on any input, and the same bytes always give the same record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import IncrementalNewlineDecoder
from typing import Any, cast

from forensics.model.defect import Defect
from forensics.model.hop import Address, Hop
from forensics.model.mail import Header, Mail, Part, TextPart, Wing
from forensics.model.page import HtmlPage
from forensics.parse import cms
from forensics.parse.addresses import addresses
from forensics.parse.attached import attachments, by_path
from forensics.parse.body import whole_text
from forensics.parse.charsets import decode, meta_charset
from forensics.parse.claims import origin_claims
from forensics.parse.dates import read_date
from forensics.parse.flowed import is_flowed, unflowed
from forensics.parse.html import read_html
from forensics.parse.language import main_language
from forensics.parse.received import parse_received
from forensics.parse.scan import even_ends, header_start, located, normal_ends, scan_headers
from forensics.parse.second import second_opinion
from forensics.parse.transfer import undo
from forensics.parse.tree import build
from forensics.parse.words import decode_header, decode_plain

MAX_NESTED = 40
MAX_HOPS = 2_000
KEY_HEADERS = (
    "subject", "from", "to", "cc", "bcc", "date", "message-id", "reply-to", "sender", "return-path", "in-reply-to", "references",
    "x-mailer", "user-agent", "list-id", "list-unsubscribe", "authentication-results", "received-spf", "x-originating-ip",
    "delivered-to", "mime-version", "content-type", "x-originating-email", "errors-to", "precedence",
)  # fmt: skip
"""The headers that a first look needs; ``Mail.header`` decodes any other when asked, ``Mail.route`` reads the Received lines."""
_KEY_NAMES = frozenset(KEY_HEADERS)
_SPELLINGS: dict[bytes, str] = {}
_LOWER: dict[bytes, bytes] = {}
MAX_SPELLINGS = 10_000
_MAIL_TYPES = ("message/rfc822", "message/global", "message/news")
_DESTINATIONS = frozenset(("to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc"))
"""RFC 5322 section 4.5.3: where one of these stands several times, the lists count as one."""
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
    view, blank = even_ends(view, start, structure)
    fields, body = scan_headers(view, start, len(view), structure, blank=blank)
    if not fields:
        structure.append(Defect("no-headers", "", "nothing at the start looks like a header: read as text"))
        body = start
    parts = build(view, fields, body, len(view), structure)
    kept: dict[str, Any] = {"structure": structure, "view": view, "depth": depth, "start": start}
    return Mail(raw, fields, parts, "", _WINGS, kept)


def _found(mail: Mail, key: str) -> list[Defect]:
    """The list in which the reader called ``key`` leaves its defects."""
    found: list[Defect] = mail._kept.setdefault(f"defects of {key}", [])  # noqa: SLF001 - this wing fills the record it made
    return found


def _index(mail: Mail) -> dict[bytes, list[bytes]]:
    """Lower-case name -> raw values, top to bottom."""
    index: dict[bytes, list[bytes]] = {}
    known = _LOWER
    for name, raw in mail.fields:
        low = known.get(name)
        if low is None:
            low = name.lower()
            if len(known) < MAX_SPELLINGS:
                known[name] = low
        if low in index:
            index[low].append(raw)
        else:
            index[low] = [raw]
    return index


def _key_index(mail: Mail) -> dict[str, list[bytes]]:
    """The same for key headers alone, which is most of what is asked of most mails."""
    index: dict[str, list[bytes]] = {}
    known = _SPELLINGS
    for name, raw in mail.fields:
        key = known.get(name)
        if key is None:
            key = _spelling(name)
        if key:
            if key in index:
                index[key].append(raw)
            else:
                index[key] = [raw]
    return index


def _spelling(name: bytes) -> str:
    """The key header that a name is, or an empty string; remembered, since mails share a few hundred spellings."""
    low = name.lower().decode("latin-1")
    key = low if low in _KEY_NAMES else ""
    if len(_SPELLINGS) < MAX_SPELLINGS:
        _SPELLINGS[name] = key
    return key


def _raws(mail: Mail, name: str) -> Sequence[bytes]:
    """The raw values of the headers of one lower-case name."""
    if name in _KEY_NAMES:
        keys: dict[str, list[bytes]] = mail._look("key_index")  # noqa: SLF001 - see _found
        return keys.get(name, ())
    index: dict[bytes, list[bytes]] = mail._look("index")  # noqa: SLF001 - see _found
    return index.get(name.encode("latin-1", "replace"), ())


def _headers(mail: Mail) -> tuple[Header, ...]:
    kept = mail._kept  # noqa: SLF001 - see _found
    return located(kept["view"], kept["start"], mail.fields)


def _texts(mail: Mail, name: str, raws: Iterable[bytes]) -> tuple[str, ...]:
    """The values of one header, decoded; defects are counted for key headers only, so that the count never depends on looks."""
    texts = []
    for raw in raws:
        text, codes = decode_header(raw)
        texts.append(text)
        if codes and name in _KEY_NAMES:
            _found(mail, "headers").extend(Defect(code, f"header {name}") for code in dict.fromkeys(codes))
    return tuple(texts)


def _values(mail: Mail) -> dict[str, tuple[str, ...]]:
    """What has been decoded so far: lower-case name -> values."""
    return mail._kept.setdefault("values", {})  # type: ignore[no-any-return]  # what is kept is of any kind  # noqa: SLF001 - see _found


def _decoded(mail: Mail, name: str) -> tuple[str, ...]:
    done = _values(mail)
    if name not in done:
        low = name.lower()
        if low not in done:
            done[low] = _texts(mail, low, _raws(mail, low))
        return done[low]
    return done[name]


def _key_headers(mail: Mail) -> Mapping[str, tuple[str, ...]]:
    keys: dict[str, list[bytes]] = mail._look("key_index")  # noqa: SLF001 - see _found
    done = _values(mail)
    plain = iter(decode_plain([raw for raws in keys.values() for raw in raws]))
    for name, raws in keys.items():
        texts = tuple([next(plain) for _ in raws])
        if name not in done:
            # None marks what is more than plain ASCII: that is read one by one.
            done[name] = _texts(mail, name, raws) if None in texts else cast("tuple[str, ...]", texts)
    return {name: done[name] for name in keys}


def _all_headers(mail: Mail) -> Mapping[str, tuple[str, ...]]:
    done = _values(mail)
    result: dict[str, list[str]] = {}
    plain = decode_plain([raw for _, raw in mail.fields])
    for (name, raw), easy in zip(mail.fields, plain, strict=True):
        low = name.lower().decode("latin-1")
        text = decode_header(raw)[0] if easy is None else easy
        if low in result:
            result[low].append(text)
        else:
            result[low] = [text]
    for low, texts in result.items():
        if low not in _KEY_NAMES:
            done.setdefault(low, tuple(texts))
    return {low: tuple(texts) for low, texts in result.items()}


def _addresses(mail: Mail, name: str) -> tuple[Address, ...]:
    done: dict[str, tuple[Address, ...]] = mail._kept.setdefault("mailboxes", {})  # noqa: SLF001 - see _found
    if name not in done:
        raws = _raws(mail, name.lower())
        if len(raws) > 1 and name.lower() in _DESTINATIONS:
            raws = (b",".join([raw.strip() for raw in raws]),)
        boxes, codes = addresses(raws[0]) if raws else ([], [])
        if codes:
            _found(mail, "addresses").extend(Defect(code, f"header {name}") for code in dict.fromkeys(codes))
        done[name] = tuple(boxes)
    return done[name]


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
    upwards: list[Hop] = []
    below = None
    for n in range(min(len(lines), MAX_HOPS) - 1, -1, -1):
        hop = parse_received(lines[n], n, below)
        below = hop.time
        upwards.append(hop)
    hops = tuple(reversed(upwards))
    _found(mail, "route").extend(defect for hop in hops for defect in hop.defects)
    return hops


def _payload(mail: Mail, path: str) -> bytes:
    kept = mail._kept  # noqa: SLF001 - see _found
    done: dict[str, bytes] = kept.setdefault("payloads", {})
    if path in done:
        return done[path]
    part = by_path(mail).get(path)
    if part is None:
        _ = mail.attachments  # a file inside another (uuencode, winmail.dat): put here by who takes that apart
        return done[path]
    view: bytes = kept["view"]
    text = part.content_type.startswith("text/") and part.disposition != "attachment"
    data, code = undo(view[part.start : part.end], part.encoding, text=text)
    if code:
        _found(mail, "payload").append(Defect(code, f"part {path}"))
    done[path] = data
    return data


def _text_parts(mail: Mail) -> tuple[TextPart, ...]:
    found = _found(mail, "text_parts")
    texts = []
    for part in mail.parts:
        if not _is_text(part):
            continue
        data = mail.payload(part.path)
        declared = part.parameters.get("charset", "")
        label = declared or (meta_charset(data) if part.content_type == "text/html" else "")
        text, used, code = decode(data, label)
        if code:
            found.append(Defect(code, f"part {part.path}", f"declared {label or 'nothing'}, read as {used}"[:200]))
        first = text.find("\r")
        if first >= 0:
            if text.startswith("\r\r\n", first):  # line ends that were turned into CR LF twice
                text = text.replace("\r\r\n", "\n")
            text = IncrementalNewlineDecoder(None, translate=True).decode(text, final=True)
        if part.content_type == "text/plain" and is_flowed(part.parameters):
            text = unflowed(text, part.parameters)
        attached = part.disposition == "attachment"
        texts.append(TextPart(part.path, part.content_type, text, used, declared, attached))
    return tuple(texts)


def _is_text(part: Part) -> bool:
    """Text of any kind; of what was attached only what people open to read; of message/* the reports and fragments."""
    if part.content_type.startswith("text/"):
        return part.disposition != "attachment" or part.content_type in ("text/html", "text/plain", "text/calendar")
    return part.content_type.startswith("message/") and part.content_type not in _MAIL_TYPES


def _pages(mail: Mail) -> tuple[HtmlPage, ...]:
    return tuple(
        read_html(text.text, text.part, text.attached)
        for text in mail.text_parts
        if text.content_type in ("text/html", "text/xhtml")
    )


def _nested(mail: Mail) -> tuple[tuple[str, Mail], ...]:
    depth: int = mail._kept.get("depth", 0)  # noqa: SLF001 - see _found
    inner = []
    for part in mail.parts:
        signed = part.content_type in cms.TYPES
        is_mail = part.content_type in _MAIL_TYPES or (part.name[-4:].lower() == ".eml" and not part.is_multipart)
        if not (is_mail or signed) or part.start >= part.end:
            continue
        if depth >= MAX_NESTED:
            _found(mail, "nested").append(Defect("nesting-limit", f"part {part.path}", "mail within mail, not opened"))
            break
        data = mail.payload(part.path)
        if signed:
            content = cms.signed_content(data)
            if content is None:
                continue
            data = content
        elif part.parameters.get("boundary"):
            # An encoded multipart: its own header says how to take it apart.
            data = (
                b"".join(b"Content-Type:" + v + b"\r\n" for n, v in part.fields if n.lower() == b"content-type")
                + b"\r\n"
                + data
            )
        inner.append((part.path, _read(data, depth + 1)))
    return tuple(inner)


def _defects(mail: Mail) -> tuple[Defect, ...]:
    """Look at everything once, then list what was found, in a fixed order."""
    for name in _ADDRESS_HEADERS:
        mail.addresses(name)
    looked = (mail.key_headers, mail.date, mail.route, mail.text_parts, mail.attachments, mail.nested)
    del looked
    kept: Mapping[str, Any] = mail._kept  # noqa: SLF001 - see _found
    order = ("headers", "addresses", "date", "route", "payload", "text_parts", "nested")
    rows: list[Defect] = [*kept.get("structure", ())]
    for key in order:
        rows += kept.get(f"defects of {key}", ())
    for path, inner in mail.nested:
        rows += [replace(d, where=f"mail in part {path}: {d.where}".rstrip(": ")) for d in inner.defects[:200]]
    return tuple(dict.fromkeys(rows))


_WINGS: dict[str, Wing] = {
    "index": _index,
    "key_index": _key_index,
    "headers": _headers,
    "key_headers": _key_headers,
    "all_headers": _all_headers,
    "decoded": _decoded,
    "addresses": _addresses,
    "date": _date,
    "route": _route,
    "origin_claims": origin_claims,
    "payload": _payload,
    "text_parts": _text_parts,
    "pages": _pages,
    "text": whole_text,
    "attachments": attachments,
    "nested": _nested,
    "language": lambda mail: main_language(mail.text),
    "defects": _defects,
    "second_opinion": second_opinion,
}
