"""What is done with one piece of evidence, in this process or in a worker: hash, compress, read, make rows.

Jobs and results are plain tuples, so that they cross to a worker as data and nothing else: a worker reads hostile input, and
what comes back from it must not be able to name code.
"""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from forensics.intake.limits import MEMORY, SECONDS, ReadingStopped, cpu_timer
from forensics.intake.reading import NOT_READ, READ_LIMIT, finder, read_original
from forensics.intake.rows import Rows, bare_rows, rows_of
from forensics.model.errors import UnreadableSource
from forensics.model.settings import CaseSettings
from forensics.parse.items import Span
from forensics.store import packing


class Job(NamedTuple):
    """One piece of evidence."""

    kind: str
    form: str
    remark: str
    path: str = ""
    """With offset and length: where the bytes lie, when ``data`` is None."""
    offset: int = 0
    length: int = 0
    data: bytes | None = None
    packed: bool = False
    """``data`` is a frame out of the store: its hash is known, and nothing is to be stored."""
    known: str = ""
    """SHA-256 of what was taken in from this place before: when it is the same still, there is nothing to do."""
    read: bool = True
    """False: only hash and keep (reading it has ended a worker before)."""

    @property
    def size(self) -> int:
        """Bytes that it costs to have it under way."""
        return len(self.data) if self.data is not None else self.length


class Result(NamedTuple):
    """What became of it."""

    sha256: str
    size: int
    frame: bytes | None
    rows: Rows | None
    """None for a file, and for what was known already."""
    unread: str
    """Why a mail was not read, or not to its end."""
    problem: str
    """Why there are no bytes."""


STOPPED = "reading-stopped"
_HEAD = 64 << 10
_HEAD_SECONDS = 2


def do(job: Job, settings: CaseSettings) -> Result:
    """All the work on one piece of evidence. Raises nothing for anything that is in it."""
    try:
        raw = _bytes(job)
    except UnreadableSource as error:
        return Result("", 0, None, None, "", str(error))
    digest, frame = "", None
    if not job.packed:
        digest = hashlib.sha256(raw).hexdigest()
        if digest == job.known:
            return Result(digest, len(raw), None, None, "", "")
        frame = packing.packed(raw)
    if job.kind != "mail":
        return Result(digest, len(raw), frame, None, "", "")
    rows, unread = _read(raw, job, settings)
    return Result(digest, len(raw), frame, rows, unread, "")


def _bytes(job: Job) -> bytes:
    if job.data is None:
        return b"".join(Span(job.path, job.offset, job.length).stretches())
    return packing.unpacked(job.data, packing.WHOLE) if job.packed else job.data


def _read(raw: bytes, job: Job, settings: CaseSettings) -> tuple[Rows, str]:
    """The rows of a mail, and what must be said of it. A mail that cannot be read in time still gets its headers' rows."""
    stopped = f"{STOPPED}: reading it ended the process that did" if not job.read else ""
    if job.read:
        finder()  # not inside the timer, which may stop whatever is under way
        try:
            with cpu_timer():
                return _rows(raw, job, job.remark, settings)
        except ReadingStopped:
            stopped = f"{STOPPED}: more than {SECONDS} s of computing time"
        except MemoryError:
            stopped = f"{STOPPED}: more than {MEMORY >> 20} MB of memory"
        except Exception as error:  # noqa: BLE001 - one mail's trouble, whatever it is, must not cost the others; it is said
            stopped = f"reading-failed: {type(error).__name__}: {error}"[:200]
        try:
            with cpu_timer(_HEAD_SECONDS):
                rows, _ = _rows(_head(raw), job, stopped, settings)
                return rows, stopped
        except (ReadingStopped, Exception):  # noqa: BLE001 - said already: ``stopped``
            return bare_rows(stopped), stopped
    return bare_rows(stopped), stopped


def _rows(raw: bytes, job: Job, remark: str, settings: CaseSettings) -> tuple[Rows, str]:
    mail = read_original(raw, job.form, settings, remark=remark)
    rows = rows_of(mail, settings)
    return rows, "; ".join(str(defect) for defect in mail.defects if defect.code in NOT_READ)


def _head(raw: bytes) -> bytes:
    """The header block, as far as it is of a size that can be read under all circumstances."""
    ends = [end for end in (raw.find(b"\n\n", 0, _HEAD), raw.find(b"\r\n\r\n", 0, _HEAD)) if end >= 0]
    return raw[: min(ends, default=_HEAD) + 2]


__all__ = ["READ_LIMIT", "Job", "Result", "do"]
