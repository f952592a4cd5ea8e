"""``derived.sqlite``: columns worked out from the originals, for questions over many mails.

It knows how far it reaches (the last original and the last source that went in) and what it was made with (``fingerprint``).
When it is missing, damaged or made with something else, it is laid anew and filled from the originals.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import apsw

from forensics.model.errors import CaseError
from forensics.store import derived_schema
from forensics.store.connect import connect, transaction

NAME = "derived.sqlite"
PRAGMAS = ("page_size=8192", "journal_mode=WAL", "synchronous=NORMAL", "journal_size_limit=33554432")
_SURROGATE = re.compile("[\ud800-\udfff]")

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the tables go."""

    original: int = 0
    """Greatest id of an original that is in them."""
    source: int = 0
    """Greatest id of a source that is counted in them."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What goes in at once."""

    tables: Mapping[str, Sequence[Row]]
    copies: Mapping[tuple[str, int], int]
    """(table, number) -> in how many places the bytes are known by now, for rows that are in the tables already."""
    reach: Reach


class Tables:
    """The derived tables, open for writing. Needs the case's write lock."""

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder, self._fingerprint = folder, fingerprint
        self._connection = self._opened()
        self._inserts = {name: derived_schema.insert(name) for name in derived_schema.COLUMNS}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Index what is new, and fold the log back into the file, so that what lies on the disk is one file again."""
        with contextlib.suppress(apsw.BusyError, apsw.FullError):  # without it every question is answered, only slower
            self._connection.execute(derived_schema.INDEX).fetchall()
        with contextlib.suppress(apsw.BusyError):  # a reader is looking: its last close will do it
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        self._connection.close()

    def _opened(self) -> apsw.Connection:
        try:
            connection = connect(self._folder / NAME, write=True, pragmas=PRAGMAS)
            if _made_with(connection) != self._fingerprint:
                _lay(connection, self._fingerprint)
        except (CaseError, apsw.CorruptError, apsw.NotADBError):
            remove(self._folder)
            connection = connect(self._folder / NAME, write=True, pragmas=PRAGMAS)
            _lay(connection, self._fingerprint)
        return connection

    @property
    def reach(self) -> Reach:
        """How far the tables go now."""
        return _reach(self._connection)

    def write(self, batch: Batch) -> None:
        """All of a batch or nothing."""
        try:
            self._write(batch.tables, batch)
        except UnicodeEncodeError:  # a lone surrogate somewhere: no database can hold it
            self._write({name: [_clean(row) for row in rows] for name, rows in batch.tables.items()}, batch)

    def _write(self, tables: Mapping[str, Sequence[Row]], batch: Batch) -> None:
        with transaction(self._connection):
            for name, rows in tables.items():
                self._connection.executemany(self._inserts[name], rows)
            for (name, number), count in batch.copies.items():
                self._connection.execute(f"UPDATE {name} SET copies = ? WHERE number = ?", (count, number))
            reach = (("original", batch.reach.original), ("source", batch.reach.source))
            self._connection.executemany("INSERT OR REPLACE INTO reached VALUES (?, ?)", reach)


def read(folder: Path, fingerprint: str) -> apsw.Connection | None:
    """A connection for reading; None when the tables are missing, damaged or made with something else."""
    path = folder / NAME
    if not path.exists():
        return None
    connection = None
    try:
        connection = connect(path, write=False)
        if _made_with(connection) == fingerprint:
            return connection
    except (CaseError, apsw.CorruptError, apsw.NotADBError):
        pass  # damaged: whoever asked lays them anew
    if connection is not None:
        connection.close()
    return None


def reach_of(connection: apsw.Connection) -> Reach:
    """How far the tables behind a reader's connection go."""
    return _reach(connection)


def remove(folder: Path) -> None:
    """Take the tables away; what is in them can be worked out again."""
    for name in (NAME, f"{NAME}-journal", f"{NAME}-wal", f"{NAME}-shm"):
        (folder / name).unlink(missing_ok=True)


def dump(connection: apsw.Connection) -> Iterator[str]:
    """Every row of every table as text, in a fixed order: two cases with the same evidence give the same lines."""
    for name in derived_schema.COLUMNS:
        for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2"):
            yield f"{name} {row!r}"


def _lay(connection: apsw.Connection, fingerprint: str) -> None:
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    with transaction(connection):
        for (name,) in names:
            connection.execute(f'DROP TABLE "{name}"')
        connection.execute(derived_schema.create()).fetchall()
        connection.execute("INSERT INTO reached VALUES ('made with', ?)", (fingerprint,))


def _made_with(connection: apsw.Connection) -> str:
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'reached'").fetchone() is None:
        return ""
    row = connection.execute("SELECT value FROM reached WHERE name = 'made with'").fetchone()
    return str(row[0]) if row else ""


def _reach(connection: apsw.Connection) -> Reach:
    values = dict(connection.execute("SELECT name, value FROM reached WHERE name IN ('original', 'source')"))
    return Reach(int(values.get("original", 0)), int(values.get("source", 0)))


def _clean(row: Iterable[Any]) -> Row:
    return tuple(_SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value for value in row)
