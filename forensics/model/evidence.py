"""Evidence: bytes as they were handed in, before anyone has read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a piece of evidence was found in. The same bytes may have many."""

    path: str
    """The path as given by the analyst, ``!`` before the name inside a container: ``box.zip!inbox/1.eml``."""
    offset: int | None = None
    """Byte offset inside ``path`` where the bytes begin (mbox), else None."""
    envelope: str = ""
    """What stood around the bytes and is not part of them: the mbox separator line. Latin-1 text of the bytes."""
    after: str = ""
    """What stood behind the bytes and is not part of them: the empty line that mbox writers add. Latin-1 text of the bytes."""

    def __str__(self) -> str:
        return self.path if self.offset is None else f"{self.path}@{self.offset}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One original: stored once by its SHA-256, numbered by intake."""

    number: int
    """Running number within its kind, from 1."""
    kind: str
    """``mail`` (exhibit M-0001) or ``file`` (exhibit F-0001: kept, but not read as a mail)."""
    sha256: str
    """Lower-case hex digest of the bytes."""
    size: int
    """Bytes."""
    form: str
    """How the bytes are to be read: ``eml``, ``msg``, ``emlx``; for a file what it was taken for, e.g. ``png``, ``unknown``."""
    sources: tuple[Source, ...] = ()

    @property
    def exhibit(self) -> str:
        """``M-0001``: four digits, more when they are needed."""
        return exhibit_name(self.kind, self.number)


def exhibit_name(kind: str, number: int) -> str:
    """The name under which an exhibit is cited: letter of its kind, dash, at least four digits."""
    return f"{'M' if kind == 'mail' else 'F'}-{number:04d}"
