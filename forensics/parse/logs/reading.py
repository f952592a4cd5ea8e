"""A log from its first line to its last: opened, unpacked as it goes, split into lines, each of which is accounted for.

Bounded memory whatever the file: a block at a time, lines of at most 64 kB, a packed log is never unpacked whole. A file that ends in
the middle of its packing, or is damaged, is read as far as it goes, and says so.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, cast

from forensics.model.click import LogLine
from forensics.parse.items import open_plain
from forensics.parse.logs import extended
from forensics.parse.logs.clock import Clock
from forensics.parse.logs.forms import FORMS, LOOKED, W3C, request, told_by

BLOCK = 1 << 20
LONGEST = 1 << 16
"""Bytes of a line; servers refuse requests far below that."""
MOST_SHOWN = 5
"""Lines that could not be understood and are shown."""
SHOWN = 200
EDGE = 100
"""Lines at either end of a log that tell how far it reaches: a proxy writes a line when the answer is over, so they are not in order."""
_PACKED: tuple[tuple[bytes, Callable[[BinaryIO], io.BufferedIOBase]], ...] = (
    (b"\x1f\x8b", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
_DAMAGED = (OSError, EOFError, zlib.error, lzma.LZMAError)


class _Hashed(io.RawIOBase):
    """Reads a file once, and hashes what goes by."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._ahead = file, b""
        self.state, self.size = hashlib.sha256(), 0

    def readable(self) -> bool:
        """It is."""
        return True

    def head(self, length: int) -> bytes:
        """The first bytes, which stay to be read."""
        self._ahead = self._taken(length)
        return self._ahead

    def _taken(self, length: int) -> bytes:
        data = self._file.read(length)
        self.state.update(data)
        self.size += len(data)
        return data

    def readinto(self, buffer: object) -> int:
        """As ``io.RawIOBase`` wants it."""
        view = cast(memoryview, buffer)
        data = self._ahead[: len(view)] or self._taken(len(view))
        self._ahead = self._ahead[len(data) :]
        view[: len(data)] = data
        return len(data)


@dataclass(slots=True)
class Reading:
    """What is known of a log when its last line has gone by. ``lines`` = ``blank`` + ``remarks`` + ``read`` + ``unread``."""

    form: str = ""
    lines: int = 0
    blank: int = 0
    remarks: int = 0
    """Lines by which a log speaks of itself: ``#Fields:``."""
    read: int = 0
    """Lines of the log's form, whatever they say."""
    unread: int = 0
    shown: list[tuple[int, str]] = field(default_factory=list)
    """Number and beginning of the first lines that could not be understood; hostile text."""
    first: datetime | None = None
    last: datetime | None = None
    unsure: str = ""
    """Why the log's times could not be placed: ``zone``, ``year``."""
    sha256: str = ""
    size: int = 0
    problem: str = ""
    _fields: str = ""


def reading(path: str, wanted: Callable[[bytes], object], clock: Clock, told: Reading) -> Iterator[LogLine]:
    """The lines in which ``wanted`` finds something, in their order; ``told`` is filled on the way. OSError where there is no file.

    ``wanted`` is asked about whole blocks first: most hold nothing, and their lines are only counted and checked for their shape.
    """
    with open_plain(path) as plain:
        hashed = _Hashed(plain)
        head = hashed.head(8)
        unpack = next((way for mark, way in _PACKED if head.startswith(mark)), None)
        buffered = io.BufferedReader(hashed, BLOCK)
        file = unpack(cast(BinaryIO, buffered)) if unpack else buffered
        try:
            yield from _lines(file, wanted, clock, told)
        except _DAMAGED as error:
            told.problem = f"it is damaged or ends too early, and was read up to line {told.lines} ({error})"
        while buffered.read(BLOCK):  # what stands behind the packed data belongs to the file and its hash
            pass
        told.sha256, told.size = hashed.state.hexdigest(), hashed.size


def blocks(file: io.BufferedIOBase) -> Iterator[tuple[bytes, list[bytes]]]:
    """Stretches of whole lines, and these lines without their ends. Of a line that is too long the first ``LONGEST`` + 1 bytes."""
    tail, skipping = b"", False
    while data := file.read1(BLOCK):  # what a damaged archive gives before it breaks is handed on
        if skipping:
            end = data.find(b"\n")
            if end < 0:
                continue
            data, skipping = data[end + 1 :], False
        block = tail + data
        lines = block.split(b"\n")
        tail = lines.pop()
        if len(tail) > LONGEST:
            lines.append(tail[: LONGEST + 1])
            tail, skipping = b"", True
        if lines:
            yield block, lines
    if tail:
        yield tail, [tail]


def _lines(
    file: io.BufferedIOBase, wanted: Callable[[bytes], object], clock: Clock, told: Reading
) -> Iterator[LogLine]:
    ends: list[bytes] = []
    for number, (block, lines) in enumerate(blocks(file)):
        if number == 0:
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
            told.form = told_by([line.rstrip(b"\r") for line in lines[:LOOKED] if line.strip()])
            _reach(lines[:EDGE], clock, told)
        before = told.lines
        above = _under_heads(lines, told) if told.form == W3C else []
        if not above:
            _judged(lines, told)
        ends = (ends + lines[-EDGE:])[-EDGE:]
        if wanted(block):
            for place, line in enumerate(lines):
                if len(line) <= LONGEST and wanted(line):
                    yield LogLine(before + place + 1, line.rstrip(b"\r"), above[place] if above else "")
    _reach(ends, clock, told)


def _judged(lines: list[bytes], told: Reading) -> None:
    """Count the lines of a form that needs no line above it."""
    shape = FORMS[told.form].shape if told.form else None
    for line in lines:
        told.lines += 1
        if shape and shape(line) and len(line) <= LONGEST:
            told.read += 1
        elif not line.strip():
            told.blank += 1
        else:
            _unread(line, told)


def _under_heads(lines: list[bytes], told: Reading) -> list[str]:
    """The same for a W3C log; returns the ``#Fields:`` line that each stands under."""
    above = []
    for line in lines:
        told.lines += 1
        if line.startswith(b"#"):
            told.remarks += 1
            if line.startswith(extended.HEAD):
                told._fields = line[:LONGEST].decode("utf-8", "backslashreplace").strip()
        elif not line.strip():
            told.blank += 1
        elif len(line) <= LONGEST and extended.shape(line.rstrip(b"\r"), told._fields):
            told.read += 1
        else:
            _unread(line, told)
        above.append(told._fields)
    return above


def _unread(line: bytes, told: Reading) -> None:
    told.unread += 1
    if len(told.shown) < MOST_SHOWN:
        told.shown.append((told.lines, line[:SHOWN].decode("utf-8", "backslashreplace").rstrip("\r")))


def _reach(lines: list[bytes], clock: Clock, told: Reading) -> None:
    """Widen the log's span by the times of these lines."""
    fields = told._fields
    for cut in lines:
        line = cut[:LONGEST].rstrip(b"\r")
        if line.startswith(extended.HEAD):
            fields = line.decode("utf-8", "backslashreplace").strip()
        if told.form == W3C and not extended.shape(line, fields):
            continue
        asked = request(told.form, line, fields, clock)
        if asked is None:
            continue
        if asked.time is None:
            told.unsure = told.unsure or asked.unsure
            continue
        told.first = min(told.first or asked.time, asked.time)
        told.last = max(told.last or asked.time, asked.time)
