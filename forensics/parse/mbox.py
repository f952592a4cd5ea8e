"""mbox and MMDF: many mails in one file, told apart by separator lines (RFC 4155; the formats mboxo, mboxrd, mboxcl).

The file is read once from front to back in stretches, whatever its size. A ``From `` line is a separator where it looks like
one: it stands at the beginning or after an empty line and is followed by a header, or it carries a date as ``ctime`` writes it
and is followed by a header. Content-Length is not believed: whoever wrote the mail wrote that too. The pieces, with what
stands around them, partition the file: putting them one after another gives it back byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from forensics.parse.items import STRETCH

_LINE = 998
"""Longest separator line; what is longer is text."""
_AHEAD = 4096
"""Bytes behind a candidate that must be at hand to judge it."""
_LEAD = 64
"""Empty lines before the first separator that count as part of it; more is kept as a piece of its own."""

_DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_MONTH = rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = re.compile(_DAY + rb",? +(?:" + _MONTH + rb" +\d{1,2}|\d{1,2} +" + _MONTH + rb")\b")
_TIME = re.compile(rb"\d:\d\d")
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
_BARE = re.compile(rb"From \S+[ \t]*\r?\n?\Z")
_HEADER = re.compile(rb"[!-9;-~]{1,200}[ \t]*:|>?From ")
_MMDF_LINE = re.compile(rb"(?<=\n)\x01\x01\x01\x01\r?(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One mail, or text that belongs to none (``junk``)."""

    before: bytes
    """Separator line (with empty lines before it at the beginning of the file)."""
    start: int
    """Offset of the first byte in the file."""
    length: int
    after: bytes
    """The empty line that the writer of the mbox added, or MMDF's closing line."""
    junk: bool = False
    unclear: int = 0
    """Lines inside that might have been separators."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A separator line; a line that might be one (``clear`` False); or the end of the file (``line`` empty)."""

    start: int
    line: bytes
    blank: bytes
    """The empty line before it, as bytes; nothing where there is none."""
    clear: bool = True

    @property
    def end(self) -> int:
        return self.start + len(self.line)


def pieces(file: BinaryIO) -> Iterator[Piece]:
    """The mails of an mbox, in order. A file without any separator is one piece of junk; an empty file has none."""
    marks = _marks(file)
    first = next(mark for mark in marks if mark.clear)
    lead = b""
    if first.start <= _LEAD:
        file.seek(0)
        lead = file.read(first.start)
    if lead.strip(b"\r\n") or first.start > _LEAD or not first.line:
        if first.start:
            yield Piece(b"", 0, first.start, b"", junk=True)
        lead = b""
    before, start, unclear = lead + first.line, first.end, 0
    for mark in marks:
        if not mark.clear:
            unclear += 1
            continue
        length = mark.start - len(mark.blank) - start
        if length > 0:
            yield Piece(before, start, length, mark.blank, unclear=unclear)
            before = mark.line
        elif (
            mark.line
        ):  # two separators with at most an empty line between them: together they stand before the next mail
            before += mark.blank[: mark.start - start] + mark.line
        elif before:  # a separator with nothing behind it
            yield Piece(b"", start - len(before), len(before) + mark.start - start, b"", junk=True)
        start, unclear = mark.end, 0


def _marks(file: BinaryIO) -> Iterator[_Mark]:
    """Every line that begins ``From `` and is or might be a separator; last the end of the file."""
    buffer, base = b"\n", -1  # as if a line had ended before the first byte
    while True:
        file.seek(base + len(buffer))
        fresh = file.read(STRETCH)
        buffer += fresh
        place = buffer.find(b"\nFrom ")
        while place >= 0 and (not fresh or len(buffer) - place >= _AHEAD):
            mark = _judge(buffer, place + 1, base)
            if mark is not None:
                yield mark
            place = buffer.find(b"\nFrom ", place + 1)
        if not fresh:
            yield _Mark(base + len(buffer), b"", _blank_before(buffer, len(buffer)))
            return
        keep = max(0, place - 8 if place >= 0 else len(buffer) - 8)
        base, buffer = base + keep, buffer[keep:]


def _judge(buffer: bytes, place: int, base: int) -> _Mark | None:
    """What the line at ``place`` is, by itself and by its neighbours."""
    end = buffer.find(b"\n", place, place + _LINE) + 1
    if not end:
        if len(buffer) - place >= _LINE:
            return None
        end = len(buffer)
    line = buffer[place:end]
    dated = bool(_DATE.search(line) and _TIME.search(line) and _YEAR.search(line))
    if not dated and not _BARE.match(line):
        return None
    blank = _blank_before(buffer, place)
    opened = bool(blank) or base + place == 0
    headed = _HEADER.match(buffer, end) is not None
    if (headed and (dated or opened)) or (opened and end == len(buffer)) or (dated and base + place == 0):
        return _Mark(base + place, line, blank)
    return _Mark(base + place, line, blank, clear=False) if dated and opened else None


def _blank_before(buffer: bytes, place: int) -> bytes:
    if buffer.endswith(b"\n\n", 0, place):
        return b"\n"
    return b"\r\n" if buffer.endswith(b"\n\r\n", 0, place) else b""


def mmdf_pieces(file: BinaryIO) -> Iterator[Piece]:
    """The mails of an MMDF file: each between two lines of four SOH characters. What stands elsewhere is junk."""
    inside, start, before = False, 0, b""
    for mark in _mmdf_marks(file):
        length = mark.start - start
        if inside and (mark.line or length):
            yield Piece(before, start, length, mark.line)
        elif length:
            yield Piece(b"", start, length, b"", junk=True)
        elif inside:  # an opening line at the very end
            yield Piece(b"", start - len(before), len(before), b"", junk=True)
        inside, start, before = not inside, mark.end, mark.line


def _mmdf_marks(file: BinaryIO) -> Iterator[_Mark]:
    buffer, base = b"\n", -1  # as above
    while True:
        file.seek(base + len(buffer))
        fresh = file.read(STRETCH)
        buffer += fresh
        end = 1
        for found in _MMDF_LINE.finditer(buffer):
            if fresh and found.end() > len(buffer) - 8:
                break
            yield _Mark(base + found.start(), found[0], b"")
            end = found.end()
        if not fresh:
            yield _Mark(base + len(buffer), b"", b"")
            return
        keep = max(end - 1, len(buffer) - 8)
        base, buffer = base + keep, buffer[keep:]
