"""One writer at a time, and a mark that tells an interrupted writer from a tampered log.

``writing.lock`` does both. The advisory lock on it goes away with the process that holds it, however that ends. Its content
does not: it is written (and on the disk) before the first commit of a writing session and emptied at the clean end. So a
custody log that lacks its last line beside a filled mark was cut by a crash; beside an empty mark somebody cut it.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from forensics.model.errors import CaseLocked

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "writing.lock"
READ_ONLY = (errno.EROFS, errno.EACCES, errno.EPERM)
"""What the system says where nothing can be written: then nobody else writes either, and reading is safe."""
_FAR = 1 << 30  # Windows locks a byte range and then nobody can read it: a byte far behind the content
_STEP = 0.05  # seconds between two tries


class WriteLock:
    """The lock on one case folder. Not re-entrant: a second one in the same process waits like a stranger."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._fd: int | None = None

    def acquire(self, wait: float) -> None:
        """Wait at most ``wait`` seconds; CaseLocked when another process still writes then."""
        fd = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
        end = time.monotonic() + wait
        while not _try_lock(fd):
            if time.monotonic() >= end:
                os.close(fd)
                raise CaseLocked(
                    f"another process is writing to the case {self._path.parent.name!r}: "
                    "wait until it has finished, then try again"
                )
            time.sleep(_STEP)
        self._fd = fd

    def release(self) -> None:
        """Let the next one in."""
        if self._fd is not None:
            os.close(self._fd)  # drops the lock
            self._fd = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock now."""
        return self._fd is not None

    def mark(self, state: dict[str, Any]) -> None:
        """Write the mark of a session and wait until it is on the disk. Needs the lock."""
        self._write(json.dumps(state).encode())

    def clear(self) -> None:
        """The clean end: nothing is under way."""
        self._write(b"")

    def _write(self, data: bytes) -> None:
        if self._fd is None:
            raise CaseLocked("the mark of a writing session needs the write lock")
        os.ftruncate(self._fd, 0)
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.write(self._fd, data)
        os.fsync(self._fd)


def left_mark(folder: Path) -> dict[str, Any] | None:
    """The mark of a session that is under way or was interrupted; None when the last one ended cleanly.

    A mark that was half written says no more than that a session had begun: an empty record.
    """
    try:
        data = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    if not data:
        return None
    try:
        state = json.loads(data)
    except ValueError:
        return {}
    return state if isinstance(state, dict) else {}


if sys.platform == "win32":

    def _try_lock(fd: int) -> bool:
        os.lseek(fd, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
