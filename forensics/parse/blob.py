"""Bytes that are to be looked into before they become evidence: a file on disk, or a member of an archive."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from forensics.model.evidence import Source
from forensics.parse.items import Item, Span, open_plain
from forensics.parse.kinds import HEAD

WHOLE = 32 << 20
"""Out of a temporary file, up to this size bytes are handed on as such; what is larger as a span to be read at once."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Either ``data`` or the file at ``path``."""

    shown: str
    """The path as the analyst will see it: ``box.zip!inbox/1.eml``."""
    size: int
    head: bytes
    """The first bytes: what `kinds` looks at."""
    path: str = ""
    data: bytes | None = None
    passing: bool = False
    """The file at ``path`` is a temporary one that is gone when the next member is read."""

    @classmethod
    def of_file(cls, path: str, shown: str, *, passing: bool = False) -> Blob:
        """A file that is there; OSError when it cannot be opened or is no ordinary file."""
        with open_plain(path) as file:
            head = file.read(HEAD)
            return cls(shown, os.fstat(file.fileno()).st_size, head, path, passing=passing)

    @classmethod
    def of_bytes(cls, data: bytes, shown: str) -> Blob:
        """Bytes that are at hand."""
        return cls(shown, len(data), data[:HEAD], data=data)

    @property
    def suffix(self) -> str:
        """Ending of the name, lower case, with its dot."""
        name = self.shown.rpartition("!")[2] or self.shown
        return os.path.splitext(name)[1].lower()  # noqa: PTH122 - a Path for each of a million names costs too much

    def open(self) -> BinaryIO:
        """The bytes as a file that can be moved about in."""
        return io.BytesIO(self.data) if self.data is not None else open_plain(self.path)

    def item(self, kind: str, form: str, problem: str = "") -> Item:
        """All of it as one piece of evidence."""
        source = Source(self.shown)
        if not self.passing:
            return self.part(self.open, 0, self.size, kind, form, source, problem)
        with self.open() as file:
            return self.part(lambda: file, 0, self.size, kind, form, source, problem)

    def part(
        self,
        opened: Callable[[], BinaryIO],
        start: int,
        length: int,
        kind: str,
        form: str,
        source: Source,
        problem: str = "",
    ) -> Item:
        """A stretch of it as one piece of evidence. ``opened`` gives a file that may be moved about in."""
        if self.data is not None:
            return Item(kind, form, source, data=self.data[start : start + length], problem=problem)
        if self.passing and length <= WHOLE:
            file = opened()
            file.seek(start)
            return Item(kind, form, source, data=file.read(length), problem=problem)
        return Item(kind, form, source, Span(self.path, start, length), problem=problem)
