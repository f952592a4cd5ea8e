"""Verifying a case: every original against its hash, every row against the custody log, the log against itself, the folder.

What is compared is what an examiner on the other side would ask: are these the bytes that were taken in, all of them and no
others; does the log say so; has the log been cut or edited. Hashes are worked out from the bytes, never believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from forensics.model.errors import CaseError
from forensics.store import answers, clicks, custody, hashes, lock, packing, schema, settings
from forensics.store.connect import connect
from forensics.store.folder import LEFT_OVER, CaseFolder
from forensics.store.originals import COLUMNS, Original, file_name, file_paths, unpacked_stretches

KNOWN_FILES = frozenset(
    {
        settings.NAME,
        custody.NAME,
        hashes.NAME,
        lock.NAME,
        answers.NAME,
        "answers.sqlite-journal",
        clicks.NAME,
        f"{clicks.NAME}-journal",
        "derived.sqlite",
        "derived.sqlite-journal",
        "derived.sqlite-wal",
        "derived.sqlite-shm",
        "notes.md",
        "README.md",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",  # file managers leave these wherever somebody has looked
    }
)
KNOWN_FOLDERS = frozenset({"reports", "snapshots", ".ipynb_checkpoints"})
KNOWN_SUFFIXES = (".ipynb",)
"""An analyst's notebooks may lie in the folder of their case."""


@dataclass(frozen=True, slots=True, repr=False)
class Verification:
    """The outcome. True when nothing is wrong."""

    case: str
    problems: tuple[str, ...]
    """What is wrong, one sentence each, the place first."""
    notes: tuple[str, ...]
    """What was put right or is worth knowing, and not wrong."""
    mails: int
    files: int
    bytes: int
    """Bytes of originals that were hashed."""
    lines: int
    """Of the custody log."""
    head: str
    """Hash of the log's last line: compare it with the one in a report that was handed over."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def __bool__(self) -> bool:
        return self.ok

    def __repr__(self) -> str:
        counted = f"{self.mails} mails, {self.files} other files, {self.bytes} bytes, {self.lines} custody lines"
        first = f"verified: {counted}" if self.ok else f"NOT as it was taken in ({counted}):"
        return "\n".join(
            [first, *(f"  {each}" for each in (*self.problems, *self.notes)), f"  custody head {self.head}"]
        )


@dataclass(slots=True)
class _Findings:
    problems: list[str] = field(default_factory=list)
    count: Counter[str] = field(default_factory=Counter)
    head: custody.Line = custody.FIRST

    def add(self, where: str, what: str) -> None:
        self.problems.append(f"{where}: {what}")


def verify(folder: CaseFolder) -> Verification:
    """Examine everything, while no one else writes. Changes nothing, but for completing what an interrupted writer left."""
    if lock.left_mark(folder.path) is not None:
        folder.repair()
    guard = lock.WriteLock(folder.path)
    try:
        guard.acquire(folder.wait)
    except OSError as error:
        if error.errno not in lock.READ_ONLY:
            raise
    try:
        return _verify(folder)
    finally:
        guard.release()


def _verify(folder: CaseFolder) -> Verification:
    found = _Findings()
    if folder.trouble:
        found.add(custody.NAME, folder.trouble)
    texts = _check_files(folder.path, found)
    _check_log(folder.path, texts, found)
    _check_batches(folder.path, texts, found)
    _check_listing(folder.path, found)
    _check_names(folder.path, found)
    for problem in answers.problems(folder.path):
        found.add(answers.NAME, problem)
    for problem in clicks.problems(folder.path):
        found.add(clicks.NAME, problem)
    notes = []
    if lock.left_mark(folder.path) is not None:
        notes.append("a writer was interrupted: what it had committed is whole; the next one that writes will tidy up")
    if folder.completed:
        notes.append(f"a writer had been interrupted: {folder.completed} line of {custody.NAME} was completed")
    return Verification(
        folder.path.resolve().name,
        tuple(dict.fromkeys(found.problems)),
        tuple(notes),
        found.count["mail"],
        found.count["file"],
        found.count["bytes"],
        found.count["lines"],
        found.head.hash,
    )


def _check_files(folder: Path, found: _Findings) -> list[str]:
    """Structure of each originals file and every original in it. Returns the custody lines kept in the tables."""
    texts: list[str] = []
    for n, path in enumerate(file_paths(folder), start=1):
        if path.name != file_name(n):
            found.add(file_name(n), "is missing")
        try:
            connection = connect(path, write=False)
            try:
                schema.check_version(connection, path.name)
                for name in schema.differences(connection):
                    found.add(path.name, f"{name} is not as it was created")
                for (message,) in connection.execute("PRAGMA integrity_check(20)"):
                    if message != "ok":
                        found.add(path.name, str(message))
                texts.extend(row[0] for row in connection.execute("SELECT line FROM custody ORDER BY n"))
                _check_originals(path, connection, found)
            finally:
                connection.close()
        except (apsw.Error, CaseError, UnicodeDecodeError) as error:
            found.add(path.name, f"cannot be read: {error}")
    if not file_paths(folder):
        found.add(file_name(1), "is missing")
    return texts


def _check_originals(path: Path, connection: apsw.Connection, found: _Findings) -> None:
    for *columns, frame in connection.execute(f"SELECT {COLUMNS}, data FROM originals ORDER BY id"):
        original = Original(*columns)
        found.count[original.kind] += 1
        try:
            digest, size = packing.digest(unpacked_stretches(connection, original.id, frame))
        except packing.Damaged as error:
            found.add(f"{path.name} {original.exhibit}", f"the stored bytes are damaged ({error})")
            continue
        found.count["bytes"] += size
        if (digest, size) != (original.sha256, original.size):
            found.add(f"{path.name} {original.exhibit}", "the stored bytes are not those that were taken in")
    query = "SELECT count(*) FROM pieces WHERE original NOT IN (SELECT id FROM originals WHERE data IS NULL)"
    if connection.execute(query).fetchone() != (0,):
        found.add(path.name, "holds pieces that belong to no original")


def _check_log(folder: Path, texts: list[str], found: _Findings) -> None:
    """The log, line by line: the chain, and the copy of each line that was committed with the evidence."""
    before = custody.FIRST
    written = list(custody.lines(folder))
    for n, text in enumerate(written, start=1):
        kept = texts[n - 1] if n <= len(texts) else None
        if kept is None:
            found.add(f"{custody.NAME} line {n}", "is not among the lines kept with the originals")
        elif kept != text:
            found.add(f"{custody.NAME} line {n}", "is not the line kept with the originals")
        try:
            line = custody.read(text)
        except ValueError:
            found.add(f"{custody.NAME} line {n}", "is not a line of the log")
            continue
        if line.n != n or line.record.get("prev") != before.hash or custody.hash_of(line.record) != line.hash:
            found.add(f"{custody.NAME} line {n}", "breaks the chain of hashes")
        before = line
    for n in range(len(written) + 1, len(texts) + 1):
        found.add(f"{custody.NAME} line {n}", "is missing")
    if not written:
        found.add(custody.NAME, "is missing or empty")
    elif not (folder / custody.NAME).read_bytes().endswith(b"\n"):
        found.add(f"{custody.NAME} line {len(written)}", "has lost its line end")
    found.head, found.count["lines"] = before, len(written)


def _check_batches(folder: Path, texts: list[str], found: _Findings) -> None:
    """Every row against the digest in the custody line of its batch, the line as kept with the originals."""
    told: dict[str, list[dict[str, Any]]] = {}
    for text in texts:
        try:
            record = custody.read(text).record
        except ValueError:
            continue  # named already: the log holds another line there, or the chain breaks
        if record.get("what") == "taken in":
            told.setdefault(str(record.get("file")), []).append(record)
        elif record.get("what") == "originals file sealed":
            name = str(record.get("file"))
            if not (folder / name).is_file():
                found.add(name, "is missing")
            elif hashes.of_file(folder / name) != record.get("sha256"):
                found.add(name, "is not the file that was sealed")
    for path in file_paths(folder):
        try:
            connection = connect(path, write=False)
            try:
                _check_rows(path, connection, told.pop(path.name, []), found)
            finally:
                connection.close()
        except (apsw.Error, CaseError, UnicodeDecodeError) as error:
            found.add(path.name, f"cannot be read: {error}")
    for name in told:
        found.add(name, "is missing: the custody log speaks of it")


def _check_rows(path: Path, connection: apsw.Connection, records: list[dict[str, Any]], found: _Findings) -> None:
    originals = _Grouped(connection.execute(f"SELECT line, {hashes.ORIGINAL_ROW} FROM originals ORDER BY id"))
    sources = _Grouped(connection.execute(f"SELECT line, {hashes.SOURCE_ROW} FROM sources ORDER BY id"))
    for record in records:
        contents = hashes.batch_contents(originals.of(record["n"]), sources.of(record["n"]))
        if any(record.get(key) != value for key, value in contents.items()):
            found.add(path.name, f"does not hold what custody line {record['n']} says was taken in")
    if originals.left() or sources.left():
        found.add(path.name, "holds rows that no custody line speaks of")


class _Grouped:
    """Rows that come in runs of one custody line each."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self._ahead = next(rows, None)

    def of(self, line: int) -> Iterator[tuple[Any, ...]]:
        while self._ahead is not None and self._ahead[0] == line:
            row, self._ahead = self._ahead, next(self._rows, None)
            yield row[1:]

    def left(self) -> bool:
        return self._ahead is not None


def _check_listing(folder: Path, found: _Findings) -> None:
    """The files as they were at the end of the last writing session: finds a bit flipped where no evidence lies."""
    if lock.left_mark(folder) is not None:
        return  # a session is open: the list is written at its end
    listed = hashes.read(folder)
    paths = {path.name: path for path in file_paths(folder)}
    if not listed:
        found.add(hashes.NAME, "is missing")
        return
    for name in sorted({*listed, *paths}):
        if name not in paths:
            found.add(
                name,
                f"is missing: {hashes.NAME} lists it" if name.startswith("originals-") else f"{hashes.NAME} is damaged",
            )
        elif name not in listed:
            found.add(name, f"was added: {hashes.NAME} does not list it")
        elif hashes.of_file(paths[name]) != listed[name]:
            found.add(name, f"is not the file that {hashes.NAME} lists")


def _check_names(folder: Path, found: _Findings) -> None:
    originals = {path.name for path in file_paths(folder)}
    open_session = lock.left_mark(folder) is not None
    if not (folder / settings.NAME).is_file():
        found.add(settings.NAME, "is missing")
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            known = entry.name in KNOWN_FOLDERS
        else:
            known = entry.name in KNOWN_FILES or entry.name in originals or entry.name.endswith(KNOWN_SUFFIXES)
            known |= open_session and (entry.name in LEFT_OVER or entry.name.removesuffix("-journal") in originals)
        if not known:
            found.add(entry.name, "does not belong to the case")
