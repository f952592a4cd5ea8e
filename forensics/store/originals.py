"""Reading the originals of a case, over however many files they fill. Always read-only.

An original has an ``id`` (order of intake over the whole case), an exhibit name, and its SHA-256; each finds it in constant time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self, cast

import apsw

from forensics.model.errors import UnknownExhibit
from forensics.model.evidence import Evidence, Source, exhibit_name
from forensics.store import packing, schema
from forensics.store.connect import connect

KINDS = {"M": "mail", "F": "file"}


@dataclass(frozen=True, slots=True)
class Original:
    """One row of an originals file, without its bytes."""

    id: int
    kind: str
    number: int
    sha256: str
    size: int
    form: str
    problem: str
    line: int
    """The custody line that speaks of it."""

    @property
    def exhibit(self) -> str:
        """The name that it is cited by."""
        return exhibit_name(self.kind, self.number)


COLUMNS = "id, kind, number, sha256, size, form, problem, line"


def file_name(n: int) -> str:
    """``originals-0001.sqlite``: the n-th file, from 1."""
    return f"originals-{n:04d}.sqlite"


def file_paths(folder: Path) -> list[Path]:
    """The originals files that are there, in order."""
    found = folder.glob("originals-[0-9][0-9][0-9][0-9]*.sqlite")
    return sorted((path for path in found if path.is_file()), key=lambda path: (len(path.name), path.name))


class Originals:
    """The originals as they are committed now. Cheap to make, to be closed after use (``with``)."""

    def __init__(self, folder: Path) -> None:
        # an empty file: a writer was stopped between making it and laying its tables
        self.files = [(path, connect(path, write=False)) for path in file_paths(folder) if path.stat().st_size]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for _, connection in self.files:
            connection.close()

    # -- finding one
    def find(self, exhibit: str) -> Original:
        """By exhibit name (``M-0001``) or by SHA-256 in hex; UnknownExhibit when there is none."""
        letter, dash, number = exhibit.partition("-")
        if dash and letter.upper() in KINDS and number.isascii() and number.isdigit() and len(number) < 19:
            found = self._first("kind = ? AND number = ?", (KINDS[letter.upper()], int(number)))
        else:
            found = self._first("sha256 = ?", (exhibit.lower(),))
        if found is None:
            raise UnknownExhibit(f"there is no exhibit {exhibit!r} in this case")
        return found[1]

    def _first(self, where: str, values: tuple[str | int, ...]) -> tuple[apsw.Connection, Original] | None:
        for _, connection in self.files:
            row = connection.execute(
                f"SELECT {COLUMNS} FROM originals WHERE {where} ORDER BY id LIMIT 1", values
            ).fetchone()
            if row is not None:
                return connection, Original(*row)
        return None

    # -- its bytes
    def stretches(self, original: Original) -> Iterator[bytes]:
        """The bytes, in stretches of at most some megabytes. packing.Damaged when the file was changed."""
        for _, connection in self.files:
            row = connection.execute("SELECT data FROM originals WHERE id = ?", (original.id,)).fetchone()
            if row is not None:
                yield from unpacked_stretches(connection, original.id, row[0])
                return

    def read(self, original: Original) -> bytes:
        """The bytes, whole."""
        return b"".join(self.stretches(original))

    def get(self, exhibit: str) -> bytes:
        """The bytes of an exhibit, by name or SHA-256."""
        return self.read(self.find(exhibit))

    # -- going through
    def __iter__(self) -> Iterator[Original]:
        return self.after(0)

    def after(self, id_: int) -> Iterator[Original]:
        """Every original with a greater id, in order of intake."""
        for _, connection in self.files:
            for row in connection.execute(f"SELECT {COLUMNS} FROM originals WHERE id > ? ORDER BY id", (id_,)):
                yield Original(*row)

    def frame(self, original: Original) -> bytes | None:
        """The bytes as stored, compressed; None for what lies in pieces."""
        for _, connection in self.files:
            row = connection.execute("SELECT data FROM originals WHERE id = ?", (original.id,)).fetchone()
            if row is not None:
                return cast("bytes | None", row[0])
        return None

    def sources(self, original: Original) -> tuple[Source, ...]:
        """Every place these bytes were found in, first found first."""
        return tuple(source for _, source in self.sources_after(0, original.id))

    def sources_after(self, id_: int, original: int | None = None) -> Iterator[tuple[int, Source]]:
        """(original's id, source) of every source with a greater id, in order of intake."""
        where, values = ("id > ?", (id_,)) if original is None else ("id > ? AND original = ?", (id_, original))
        for _, connection in self.files:
            query = f"SELECT original, path, offset, envelope, after FROM sources WHERE {where} ORDER BY id"
            for owner, path, offset, envelope, after in connection.execute(query, values):
                yield owner, Source(path_from(path), offset, envelope, after)

    def copies(self, id_: int) -> int:
        """In how many places the bytes of an original have been found."""
        query = "SELECT count(*) FROM sources WHERE original = ?"
        return sum(cast(int, connection.execute(query, (id_,)).get) for _, connection in self.files)

    def found_again(self, source: int, original: int) -> Iterator[int]:
        """Ids, up to ``original``, of what further sources than ``source`` speak of."""
        query = "SELECT DISTINCT original FROM sources WHERE id > ? AND original <= ? ORDER BY original"
        for _, connection in self.files:
            for (id_,) in connection.execute(query, (source, original)):
                yield id_

    def by_id(self, id_: int) -> Original:
        """The original with this running id."""
        found = self._first("id = ?", (id_,))
        if found is None:
            raise UnknownExhibit(f"there is no original number {id_} in this case")
        return found[1]

    def evidence(self, original: Original) -> Evidence:
        """The record that the other wings know."""
        return Evidence(
            original.number, original.kind, original.sha256, original.size, original.form, self.sources(original)
        )

    def count(self, kind: str) -> int:
        """Originals of that kind."""
        return sum(
            cast(int, connection.execute("SELECT count(*) FROM originals WHERE kind = ?", (kind,)).get)
            for _, connection in self.files
        )

    def marks(self) -> tuple[int, int]:
        """Greatest id of an original and of a source: how far anything worked out from them must reach."""
        found = [
            connection.execute(
                "SELECT coalesce(max(o), 0), coalesce(max(s), 0) FROM "
                "(SELECT max(id) AS o FROM originals), (SELECT max(id) AS s FROM sources)"
            ).fetchone()
            for _, connection in self.files
        ]
        return max((row[0] for row in found if row), default=0), max((row[1] for row in found if row), default=0)

    def custody(self) -> Iterator[str]:
        """The lines of the custody log as they were committed with the evidence."""
        for _, connection in self.files:
            for (line,) in connection.execute("SELECT line FROM custody ORDER BY n"):
                yield line

    def custody_size(self) -> int:
        """Bytes that the custody log must have: its lines with their line ends."""
        query = "SELECT coalesce(sum(octet_length(line) + 1), 0) FROM custody"
        return sum(cast(int, connection.execute(query).get) for _, connection in self.files)

    def check_versions(self) -> None:
        """CaseError where a file is not ours or newer than this program."""
        for path, connection in self.files:
            schema.check_version(connection, path.name)


def unpacked_stretches(connection: apsw.Connection, id_: int, frame: bytes | None) -> Iterator[bytes]:
    """The bytes of one row: from its own frame, or from its pieces."""
    if frame is not None:
        yield packing.unpacked(frame, packing.WHOLE)
        return
    pieces = connection.execute("SELECT data FROM pieces WHERE original = ? ORDER BY n", (id_,))
    yield from packing.rejoined(row[0] for row in pieces)


def path_to(path: str) -> str | bytes:
    """A path for the database: text, or bytes where the file's name is not UTF-8."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogateescape")
    return path


def path_from(stored: str | bytes) -> str:
    """The path as Python has it."""
    return stored if isinstance(stored, str) else stored.decode("utf-8", "surrogateescape")
