"""A writing session: from the lock to the clean end. Everything that changes the evidence side of a case goes through one.

    with Session(folder, who="A. Analyst") as session:
        session.act("taking in begun", given=["inbox"])
        taken = session.take_in(batch)

Each act is one line of the custody log: committed to the table beside the evidence first, then appended to the log, then
acknowledged. A process killed in between leaves the log one line short of the table; the next session completes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

import apsw

from forensics.model.errors import CaseError
from forensics.model.evidence import Source
from forensics.store import custody, hashes, schema
from forensics.store.connect import connect, transaction
from forensics.store.lock import WriteLock, left_mark
from forensics.store.originals import Original, Originals, file_name, file_paths, path_to

SEAL_BYTES = 4_000_000_000
"""An originals file that has grown past this is closed for good and the next one begun."""
WAIT = 10.0
"""Seconds that a writer waits for another one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One piece of evidence, ready to be stored."""

    kind: str
    form: str
    sha256: str
    size: int
    source: Source
    problem: str = ""
    frame: bytes | None = None
    """Compressed bytes; None where they come in pieces, or are known to be stored already."""
    pieces: Iterable[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one piece of evidence."""

    original: Original
    new: bool
    """False where the same bytes were in the case already."""
    new_source: bool
    """False where even this place was known."""


class Session:
    """Holds the write lock of one case."""

    def __init__(self, folder: Path, *, who: str, wait: float = WAIT, seal: int = SEAL_BYTES) -> None:
        self.folder, self.who, self._wait, self._seal = folder, who, wait, seal
        self._lock = WriteLock(folder)
        self._sealed: list[tuple[Path, apsw.Connection]] = []
        self.completed = 0
        """Custody lines that an interrupted session had left to be appended."""

    def __enter__(self) -> Self:
        self._lock.acquire(self._wait)
        try:
            self._begin()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            sealed = self._sealed_hashes()
            self._close_files()
            if not isinstance(
                error, apsw.Error | OSError
            ):  # after these what is on the disk is not certain: leave the mark
                _remove_cold_journals(self.folder)
                hashes.write(self.folder, sealed)
                self._lock.clear()
        finally:
            self._close()

    def _begin(self) -> None:
        paths = file_paths(self.folder)
        if not paths and hashes.read(self.folder):
            raise CaseError(f"the originals of the case {self.folder.name!r} are gone: nothing can be added to it")
        mark = left_mark(self.folder)
        if mark is None:
            with Originals(self.folder) as originals:
                last = _last_line(originals)
                whole = custody.ends_with(self.folder, last, originals.custody_size())
            if not whole:
                raise CaseError(f"{custody.NAME} differs from the log kept with the originals: run verify to see where")
            mark = {"since": last.n}
            self._lock.mark(mark)
        self.path = paths[-1] if paths else self.folder / file_name(1)
        self._open_current()
        self._sealed = [(path, connect(path, write=False)) for path in paths[:-1]]
        with Originals(self.folder) as originals:
            originals.check_versions()
            self.head = _last_line(originals)
            if not custody.ends_with(self.folder, self.head, originals.custody_size()):
                self.completed = custody.complete(self.folder, originals.custody(), int(mark.get("since", 0)))
            self._next = {
                kind: 1 + max((_max(c, "number", kind) for _, c in originals.files), default=0)
                for kind in ("mail", "file")
            }
            self._original, self._source = (mark + 1 for mark in originals.marks())
        self._source_before = self._source - 1
        """Greatest id of a source when the session began: in a new case nothing can be known."""
        self._name_sealed()

    def _open_current(self) -> None:
        self.current = connect(self.path, write=True, pragmas=schema.PRAGMAS)
        if schema.is_empty(self.current):
            schema.create(self.current)
        schema.check_version(self.current, self.path.name)

    # -- acts
    def act(self, what: str, **detail: Any) -> custody.Line:
        """Put one act on record."""
        line = custody.following(self.head, self.who, what, detail)
        with transaction(self.current):
            self._insert_line(line)
        return self._acknowledge(line)

    def take_in(self, batch: Sequence[Taken]) -> list[Outcome]:
        """Store a batch, all or nothing, with its custody line. Nothing new in it: nothing is written.

        Same bytes are stored once; each place they were found in is remembered.
        """
        if self._large():
            self._begin_next_file()
        n = self.head.n + 1
        before = dict(self._next), self._original, self._source
        try:
            with transaction(self.current):
                outcomes = [self._store(taken, n) for taken in batch]
                if not any(each.new or each.new_source for each in outcomes):
                    return outcomes
                line = custody.following(self.head, self.who, "taken in", self._contents(*before[1:]))
                self._insert_line(line)
        except BaseException:
            self._next, self._original, self._source = before
            raise
        self._acknowledge(line)
        return outcomes

    def _insert_line(self, line: custody.Line) -> None:
        self.current.execute("INSERT INTO custody VALUES (?, ?)", (line.n, line.text))

    def _acknowledge(self, line: custody.Line) -> custody.Line:
        custody.append(self.folder, [line])
        self.head = line
        return line

    def _contents(self, original: int, source: int) -> Mapping[str, Any]:
        """What the line says of its batch: the file, first and last exhibits, and a digest over every row since these ids."""
        rows = (
            self.current.execute(f"SELECT {columns} FROM {table} WHERE id >= ? ORDER BY id", (since,))
            for table, columns, since in (
                ("originals", hashes.ORIGINAL_ROW, original),
                ("sources", hashes.SOURCE_ROW, source),
            )
        )
        return {"file": self.path.name, **hashes.batch_contents(*rows)}

    # -- rows
    def known(self, source: Source, kind: str) -> tuple[str, int] | None:
        """SHA-256 and size of what was last taken in from exactly this place; None when nothing was."""
        if not self._source_before:
            return None
        place = "SELECT original FROM sources WHERE path = ? AND offset IS ? ORDER BY id DESC LIMIT 1"
        owner = next(
            (row[0] for each in self._files() for row in each.execute(place, (path_to(source.path), source.offset))),
            None,
        )
        if owner is None:
            return None
        query = "SELECT sha256, size FROM originals WHERE id = ? AND kind = ?"
        return next((row for each in self._files() for row in each.execute(query, (owner, kind))), None)

    def find(self, kind: str, sha256: str) -> Original | None:
        """The original with these bytes, if it is in the case."""
        query = (
            "SELECT id, kind, number, sha256, size, form, problem, line FROM originals WHERE sha256 = ? AND kind = ?"
        )
        return next((Original(*row) for each in self._files() for row in each.execute(query, (sha256, kind))), None)

    def copies(self, original: int) -> int:
        """In how many places these bytes have been found."""
        query = "SELECT count(*) FROM sources WHERE original = ?"
        return sum(cast(int, each.execute(query, (original,)).get) for each in self._files())

    def marks(self) -> tuple[int, int]:
        """Greatest id of an original and of a source by now."""
        return self._original - 1, self._source - 1

    def _store(self, taken: Taken, line: int) -> Outcome:
        found = self.find(taken.kind, taken.sha256)
        if found is not None:
            return Outcome(found, new=False, new_source=self._store_source(found, taken.source, line))
        if taken.frame is None and taken.pieces is None:
            raise CaseError(f"{taken.source} was thought to be in the case already, and is not: add it again")
        original = Original(
            self._original,
            taken.kind,
            self._next[taken.kind],
            taken.sha256,
            taken.size,
            taken.form,
            taken.problem,
            line,
        )
        self.current.execute(
            "INSERT INTO originals VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                original.id,
                original.kind,
                original.number,
                original.sha256,
                original.size,
                original.form,
                original.problem,
                line,
                taken.frame,
            ),
        )
        for n, piece in enumerate(taken.pieces or ()):
            self.current.execute("INSERT INTO pieces VALUES (?, ?, ?)", (original.id, n, piece))
        self._original += 1
        self._next[taken.kind] += 1
        self._insert_source(original, taken.source, line)
        return Outcome(original, new=True, new_source=True)

    def _store_source(self, original: Original, source: Source, line: int) -> bool:
        """Remember a place, unless it is known; says whether it was new."""
        query = "SELECT 1 FROM sources WHERE path = ? AND offset IS ? AND original = ?"
        place = (path_to(source.path), source.offset, original.id)
        if any(each.execute(query, place).fetchone() for each in self._files()):
            return False
        self._insert_source(original, source, line)
        return True

    def _insert_source(self, original: Original, source: Source, line: int) -> None:
        self.current.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                self._source,
                original.id,
                path_to(source.path),
                source.offset,
                source.envelope,
                source.after,
                line,
            ),
        )
        self._source += 1

    # -- files
    def _files(self) -> list[apsw.Connection]:
        return [self.current, *(connection for _, connection in self._sealed)]

    def _large(self) -> bool:
        return self.path.stat().st_size >= self._seal

    def _begin_next_file(self) -> None:
        """Close the file for good and begin the next one."""
        self.current.close()
        self._sealed.append((self.path, connect(self.path, write=False)))
        self.path = self.folder / file_name(len(self._sealed) + 1)
        self._open_current()
        self._name_sealed()

    def _name_sealed(self) -> None:
        """The first line of a file names the file before it and its hash: from then on not a bit of that one changes."""
        if self._sealed and self.current.execute("SELECT 1 FROM custody LIMIT 1").fetchone() is None:
            sealed = self._sealed[-1][0]
            self.act(
                "originals file sealed", file=sealed.name, sha256=hashes.of_file(sealed), size=sealed.stat().st_size
            )

    def _sealed_hashes(self) -> dict[str, str]:
        """File name -> SHA-256 of each sealed file, as the first custody line of the file behind it says."""
        found = {}
        for connection in [*(connection for _, connection in self._sealed[1:]), self.current]:
            for (text,) in connection.execute("SELECT line FROM custody ORDER BY n LIMIT 1"):
                record = custody.read(text).record
                if "file" in record and "sha256" in record:
                    found[str(record["file"])] = str(record["sha256"])
        return found

    def _close_files(self) -> None:
        for connection in self._files() if hasattr(self, "current") else ():
            connection.close()

    def _close(self) -> None:
        self._close_files()
        self._lock.release()


def _remove_cold_journals(folder: Path) -> None:
    """Journals that SQLite has looked at and found nothing in to roll back: a writer was killed before it had changed anything."""
    for path in file_paths(folder):
        path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def _last_line(originals: Originals) -> custody.Line:
    for _, connection in reversed(originals.files):
        row = connection.execute("SELECT line FROM custody ORDER BY n DESC LIMIT 1").fetchone()
        if row is not None:
            return custody.read(row[0])
    return custody.FIRST


def _max(connection: apsw.Connection, column: str, kind: str) -> int:
    return cast(
        int, connection.execute(f"SELECT coalesce(max({column}), 0) FROM originals WHERE kind = ?", (kind,)).get
    )
