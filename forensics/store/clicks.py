"""The ledger of clicks: lines of the owner's logs that meet a link of the case, as they stood there. Append-only, chained.

Why it matters: a log is overwritten after weeks, and its other lines are nobody's business here. So the lines that matter are kept
with the name and SHA-256 of their log and their number in it; whoever keeps the log can show that they stand there. What they mean is
worked out when they are looked at. Each reading is a row of its own, and its hash covers the lines kept by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import apsw

from forensics.model.click import LogLine, LogRead
from forensics.model.errors import CaseError
from forensics.store import custody, schema
from forensics.store.connect import connect, transaction

NAME = "clicks.sqlite"
ACT = "log read"
"""What the custody log calls it."""
VERSION = 1
SCHEMA = """
CREATE TABLE lines(
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL, number INTEGER NOT NULL,  -- of the log, and in it
  raw BLOB NOT NULL, fields TEXT NOT NULL,        -- the line, and the '#Fields:' line above it
  hash TEXT NOT NULL                              -- over this row and the hash of the row before
) STRICT;
CREATE UNIQUE INDEX lines_place ON lines(sha256, number);
CREATE TABLE readings(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, form TEXT NOT NULL,
  lines INTEGER NOT NULL, matched INTEGER NOT NULL, unread INTEGER NOT NULL,
  first TEXT NOT NULL, last TEXT NOT NULL,        -- the span of the log, ISO 8601 with offset
  zone TEXT NOT NULL, year INTEGER, problem TEXT NOT NULL,
  kept INTEGER NOT NULL,                          -- id of the last line that was kept by then; 0: none
  hash TEXT NOT NULL                              -- over this row, that line's hash and the reading before
) STRICT;
CREATE TRIGGER lines_update BEFORE UPDATE ON lines BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
CREATE TRIGGER lines_delete BEFORE DELETE ON lines BEGIN SELECT RAISE(ABORT, 'a line is never removed'); END;
CREATE TRIGGER readings_update BEFORE UPDATE ON readings BEGIN SELECT RAISE(ABORT, 'a reading is never changed'); END;
CREATE TRIGGER readings_delete BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'a reading is never removed'); END;
"""
_LINE = "sha256, number, raw, fields"
_READING = "name, sha256, size, form, lines, matched, unread, first, last, zone, year, problem"


class ClickLedger:
    """Kept lines of one case; the file is made with the first reading."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def record(self, read: LogRead, kept: Iterable[LogLine]) -> int | None:
        """Append a reading and those of its lines that are not kept yet, all or nothing; returns how many were new.

        The same reading of the same log again adds nothing and returns None.
        """
        row = _row(read)
        connection = connect(self._path, write=True, pragmas=schema.PRAGMAS)
        try:
            if schema.is_empty(connection):
                schema.create(connection, SCHEMA, VERSION)
            schema.check_version(connection, NAME, VERSION)
            with transaction(connection):
                known = {n for (n,) in connection.execute("SELECT number FROM lines WHERE sha256 = ?", (read.sha256,))}
                new = [line for line in kept if line.number not in known]
                newest = f"SELECT {_READING} FROM readings WHERE sha256 = ? ORDER BY id DESC LIMIT 1"
                if not new and connection.execute(newest, (read.sha256,)).fetchone() == row:
                    return None
                id_, before = _last(connection, "lines")
                for line in new:
                    values = (read.sha256, line.number, line.raw, line.fields)
                    id_, before = id_ + 1, custody.chained(values, before)
                    connection.execute("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", (id_, *values, before))
                end = custody.chained((*row, id_, before), _last(connection, "readings")[1])
                places = ", ".join("?" * (len(row) + 2))
                connection.execute(f"INSERT INTO readings({_READING}, kept, hash) VALUES ({places})", (*row, id_, end))
                return len(new)
        finally:
            connection.close()

    def readings(self) -> list[LogRead]:
        """The newest reading of each log, in the order in which the logs were first given."""
        query = f"""SELECT {_READING} FROM readings WHERE id IN (SELECT max(id) FROM readings GROUP BY sha256)
          ORDER BY (SELECT min(r.id) FROM readings r WHERE r.sha256 = readings.sha256)"""
        return [LogRead(*row) for row in self._rows(query)]

    def lines(self, sha256: str) -> Iterator[LogLine]:
        """The kept lines of one log, by number."""
        query = "SELECT number, raw, fields FROM lines WHERE sha256 = ? ORDER BY number"
        return (LogLine(*row) for row in self._rows(query, (sha256,)))

    def head(self) -> str:
        """Hash of the last reading, which covers everything before it: for the custody log."""
        return next(
            (hash_ for (hash_,) in self._rows("SELECT hash FROM readings ORDER BY id DESC LIMIT 1")), custody.START
        )

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        if not self._path.exists():
            return []
        # a writer that was killed half-way left a journal, which only a writer may take back
        broken = self._path.with_name(f"{NAME}-journal").exists()
        connection = connect(self._path, write=broken)
        try:
            return [] if schema.is_empty(connection) else list(connection.execute(query, values))
        finally:
            connection.close()


def problems(folder: Path) -> list[str]:
    """What is wrong with the ledger, one sentence each; nothing for a case that has none and whose custody log names none."""
    spoken_of = _spoken_of(folder)
    path = folder / NAME
    if not path.exists():
        return ["is missing: the custody log speaks of it"] if spoken_of else []
    try:
        connection = connect(path, write=False)
        try:
            return list(_wrong(connection, spoken_of))
        finally:
            connection.close()
    except (apsw.Error, CaseError, UnicodeDecodeError) as error:
        return [f"cannot be read: {error}"]


def _wrong(connection: apsw.Connection, spoken_of: str) -> Iterator[str]:
    schema.check_version(connection, NAME, VERSION)
    yield from (f"{name} is not as it was created" for name in schema.differences(connection, SCHEMA))
    yield from (str(said) for (said,) in connection.execute("PRAGMA integrity_check(20)") if said != "ok")
    before, at = custody.START, {0: custody.START}
    for id_, *row, stored in connection.execute(f"SELECT id, {_LINE}, hash FROM lines ORDER BY id"):
        if custody.chained(tuple(row), before) != stored:
            yield f"line {id_} is not as it was recorded, or one before it is missing"
        before = at[id_] = stored
    told, end, seen = custody.START, 0, set()
    for id_, *row, end, stored in connection.execute(f"SELECT id, {_READING}, kept, hash FROM readings ORDER BY id"):
        if custody.chained((*row, end, at.get(end, "")), told) != stored:
            yield f"reading {id_} is not as it was recorded, or lines kept by then are missing"
        told = stored
        seen.add(stored)
    if end != max(at):
        yield "does not hold the lines that its last reading kept"
    if spoken_of and spoken_of not in seen:
        yield "does not hold the last reading that the custody log speaks of"


def _spoken_of(folder: Path) -> str:
    """The head of the ledger as the custody log last names it."""
    found = ""
    for text in custody.lines(folder):
        if f'"what":"{ACT}"' in text:
            try:
                found = str(custody.read(text).record.get("clicks") or found)
            except ValueError:
                continue  # the check of the log names this line
    return found


def _row(read: LogRead) -> tuple[Any, ...]:
    return tuple(getattr(read, name) for name in _READING.split(", "))


def _last(connection: apsw.Connection, table: str) -> tuple[int, str]:
    """Id and hash of its last row."""
    found = connection.execute(f"SELECT id, hash FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
    return (int(found[0]), str(found[1])) if found else (0, custody.START)
