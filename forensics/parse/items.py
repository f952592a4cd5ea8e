"""What comes out of a container: a piece of evidence, or the place where it lies, or the reason why there is none."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from forensics.model.errors import UnreadableSource
from forensics.model.evidence import Source

STRETCH = 1 << 20
"""Bytes read at once from something large."""


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes inside a file that somebody else will read."""

    path: str
    offset: int
    length: int

    def stretches(self) -> Iterator[bytes]:
        """The bytes, some megabytes at a time. UnreadableSource when the file has become shorter or cannot be opened."""
        try:
            with open_plain(self.path) as file:
                file.seek(self.offset)
                left = self.length
                while left:
                    data = file.read(min(left, STRETCH))
                    if not data:
                        raise UnreadableSource("the file became shorter while it was read")
                    left -= len(data)
                    yield data
        except OSError as error:
            raise UnreadableSource(f"cannot be read: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True)
class Item:
    """One mail or other file found in a place. Without bytes and without a span it is only a problem to be named."""

    kind: str
    """``mail`` or ``file`` (kept, not read as a mail)."""
    form: str
    """How a mail is to be read: ``eml``, ``msg``, ``emlx``; for a file what it is taken for: ``png``, ``zip``, ``text``, ``unknown``."""
    source: Source
    span: Span | None = None
    data: bytes | None = None
    problem: str = ""
    """For a file: why it was not read as a mail, or what could not be read of it. For a mail: a remark ``code: words`` on how
    it was cut out of its container."""

    @property
    def size(self) -> int:
        """Bytes, as far as is known before they are read."""
        return len(self.data) if self.data is not None else self.span.length if self.span else 0

    def read(self) -> bytes:
        """The bytes, whole; UnreadableSource when they cannot be had."""
        if self.data is not None:
            return self.data
        return b"".join(self.span.stretches()) if self.span else b""


def open_plain(path: str) -> BinaryIO:
    """Open an ordinary file and nothing else: a link is not followed, a pipe or device that took its place is not waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    fd = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise OSError(0, "not an ordinary file")
    return os.fdopen(fd, "rb")
