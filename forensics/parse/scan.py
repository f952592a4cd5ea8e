"""Bytes -> header fields and the tree of MIME parts, with byte offsets (RFC 5322 section 2, RFC 2046 section 5).

The scanner only looks for where things lie; nothing is decoded. It copes with what real and hostile mail does: a byte order
mark or an mbox line first, lines without a colon, bare LF or CR, boundaries that never come, parts behind the last delimiter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from forensics.model.defect import Defect
from forensics.model.mail import Header

MAX_HEADERS = 100_000
_FIELD = re.compile(rb"([^\x00-\x20:\x7f]++)[ \t]*+:((?:[^\n]*+)(?:\n[ \t][^\n]*+)*+)")
_FURTHER = re.compile(rb"\n" + _FIELD.pattern)
"""A field behind another: begun at line ends alone, since a long line without a colon must not be tried at each of its bytes."""
_BLANK_LINE = re.compile(rb"\n\r*+\n")
_EMPTY = re.compile(rb"\r*+\n")
_BARE = re.compile(rb"\r[^\n]")
_RETURNS = re.compile(rb"\r++\n?")
_NO_FIELD = re.compile(rb"\n(?![ \t]|[^\x00-\x20:\x7f]++[ \t]*+:)")
_ENVELOPE = re.compile(rb">?From (?![ \t]*+:)[^\n]*\n")
_LEAD = re.compile(rb"(?:[ \t]*\r?\n)+")


def normal_ends(raw: bytes) -> bytes:
    """A view of the bytes in which lines end in LF, same length: files from old Macs have bare CR only."""
    if b"\r" in raw and b"\n" not in raw:
        return raw.replace(b"\r", b"\n")
    return raw


def even_ends(raw: bytes, start: int, defects: list[Defect]) -> tuple[bytes, re.Match[bytes] | None]:
    """A view of the same length in which every line of the header block ends in LF or CR LF, and where that block ends.

    A bare CR is a line end to Thunderbird and Python and none to most servers, so headers hide behind it. Programs that turn LF
    into CR LF twice write CR CR LF.
    """
    blank = _BLANK_LINE.search(raw, start)
    stop = blank.start() + 1 if blank else len(raw)
    if not _BARE.search(raw, start, stop) and not raw.endswith(b"\r", start, stop):
        return raw, blank
    defects.append(Defect("bare-cr-in-headers"))
    block = _RETURNS.sub(_even, raw[start:stop])
    even = raw[:start] + block + raw[stop:]
    return even, _BLANK_LINE.search(even, start)


def _even(found: re.Match[bytes]) -> bytes:
    length = len(found[0])
    return b" " * (length - 2) + b"\r\n" if found[0].endswith(b"\n") else b"\n" * length


def header_start(raw: bytes, defects: list[Defect]) -> int:
    """Where the header block begins: behind a byte order mark, blank lines and the mbox line that exports leave in front.

    A file of blank lines followed by what is not a header keeps them: then there is no header block at all.
    """
    at = 0
    if raw.startswith(b"\xef\xbb\xbf"):
        at = 3
        defects.append(Defect("bom-before-headers"))
    lead = _LEAD.match(raw, at)
    if lead and (_FIELD.match(raw, lead.end()) or _ENVELOPE.match(raw, lead.end())):
        at = lead.end()
        defects.append(Defect("blank-lines-before-headers"))
    envelope = _ENVELOPE.match(raw, at)
    if envelope:
        at = envelope.end()
        defects.append(Defect("mbox-line-before-headers"))
    return at


def scan_headers(
    raw: bytes, start: int, end: int, defects: list[Defect], where: str = "", *, blank: re.Match[bytes] | None = None
) -> tuple[list[tuple[bytes, bytes]], int]:
    """``(name, raw value)`` of each header field from ``start`` on, and the offset at which the body begins.

    The block ends at the first empty line (``blank``, where it is known). When every line of it is a field or a continuation, which is nearly always so, the
    fields are taken in one go; else line by line.
    """
    blank = blank or _BLANK_LINE.search(raw, start, end)
    stop, body = (blank.start(), blank.end()) if blank else (end - raw.endswith(b"\n", start, end), end)
    first = _FIELD.match(raw, start, stop)
    if first:
        fields = [(first[1], first[2]), *_FURTHER.findall(raw, first.end(), stop)]
        # Name, colon, value and line end of each make up the whole block, unless white space stood before a colon.
        whole = sum(map(len, chain.from_iterable(fields))) + 2 * len(fields) == stop - start + 1
        if (whole or not _NO_FIELD.search(raw, start, stop)) and len(fields) <= MAX_HEADERS:
            return fields, body
    return _line_by_line(raw, start, end, defects, where)


def located(raw: bytes, start: int, fields: Sequence[tuple[bytes, bytes]]) -> tuple[Header, ...]:
    """The fields as records with their byte offsets: each is looked for behind the one before, so one pass."""
    headers = []
    at = start
    for name, value in fields:
        # The name at the start of a line, the value behind its colon: passes over whatever lay between two fields.
        while True:
            at = raw.index(name, at)
            found = _FIELD.match(raw, at) if at == start or raw[at - 1] == 10 else None
            if found and found[1] == name:
                break
            at += 1
        headers.append(Header(name.decode("latin-1"), value[:-1] if value.endswith(b"\r") else value, at))
        at = found.end()
    return tuple(headers)


def _line_by_line(
    raw: bytes, start: int, end: int, defects: list[Defect], where: str
) -> tuple[list[tuple[bytes, bytes]], int]:
    """A line that is no field is passed over (and said) when fields follow it; else the body begins there."""
    fields: list[tuple[bytes, bytes]] = []
    at = start
    match = _FIELD.match
    while at < end:
        found = match(raw, at, end)
        if found is not None:
            if len(fields) == MAX_HEADERS:
                defects.append(Defect("too-many-headers", where, f"only the first {MAX_HEADERS} are listed"))
                blank = _BLANK_LINE.search(raw, at, end)
                return fields, blank.end() if blank else end
            fields.append((found[1], found[2]))
            at = found.end() + 1
            continue
        empty = _EMPTY.match(raw, at, end)
        if empty is not None:
            return fields, empty.end()
        line_end = raw.find(b"\n", at, end)
        following = end if line_end < 0 else line_end + 1
        here = raw[at : min(following, at + 60)].strip().decode("ascii", "replace")
        if following < end and match(raw, following, end):
            defects.append(Defect("not-a-header-line", where, here))
            at = following
            continue
        defects.append(Defect("no-blank-line-after-headers", where, here))
        return fields, at
    return fields, min(at, end)


def find_parts(raw: bytes, start: int, end: int, boundary: bytes) -> tuple[list[tuple[int, int]], int, int, bool, bool]:
    """The bodies between delimiter lines: ``(spans, end of preamble, start of epilogue, closed, more after the close)``.

    A delimiter is a line of ``--boundary``, optional ``--``, optional white space; the line end before it belongs to it.
    """
    mark = b"--" + boundary
    spans: list[tuple[int, int]] = []
    opened = -1
    preamble_end, epilogue = end, end
    closed = after_close = False
    at = start
    while True:
        at = raw.find(mark, at, end)
        if at < 0:
            break
        behind = at + len(mark)
        if at > start and raw[at - 1] != 10:
            at = behind
            continue
        closing = raw.startswith(b"--", behind, end)
        rest = behind + 2 if closing else behind
        line_end = raw.find(b"\n", rest, end)
        line_end = end if line_end < 0 else line_end
        if raw[rest : min(line_end, rest + 200)].strip(b" \t\r\x00"):
            at = behind
            continue
        stop = _before(raw, at, start)
        if opened >= 0:
            spans.append((opened, max(stop, opened)))
        elif not closed:
            preamble_end = stop
        if closed and not closing:
            after_close = True
        if closing:
            closed, opened, epilogue = True, -1, min(line_end + 1, end)
        else:
            opened = min(line_end + 1, end)
        at = max(line_end, behind)
    if opened >= 0:
        tail = raw.rfind(b"\n--", opened - 1, end)
        cut = tail if tail >= 0 and mark.startswith(raw[tail + 1 : end].strip()) else end
        spans.append((opened, max(cut, opened)))
        epilogue = end
    return spans, preamble_end, epilogue, closed, after_close


def _before(raw: bytes, at: int, start: int) -> int:
    """The end of what stands before a delimiter at ``at``: the line end in front belongs to the delimiter."""
    if at > start and raw[at - 1] == 10:
        at -= 1
        while at > start and raw[at - 1] == 13:
            at -= 1
    return at


_DASHED = re.compile(rb"(?:^|\n)--([^\s][^\r\n]{0,198})[ \t]*(?=\r?\n|\Z)")


def guess_boundary(raw: bytes, start: int, end: int) -> bytes:
    """The boundary of a multipart that does not name the one it uses: the first dashed line that comes again, or closes."""
    seen: set[bytes] = set()
    for found in _DASHED.finditer(raw, max(start - 1, 0), end):
        word = found[1].rstrip()
        if word in seen:
            return word
        if word.endswith(b"--") and word[:-2] in seen:
            return word[:-2]
        if len(seen) < 1000:
            seen.add(word)
    return b""
