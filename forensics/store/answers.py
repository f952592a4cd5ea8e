"""The look-up ledger: what services said, when, and the bytes they said it in. Append-only, each row chained to the one before.

A reply cannot be had again: registries change, sites go. So it is evidence, kept like the mails, apart from the tables that
can be worked out anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from forensics.model.answer import Answer, Status
from forensics.model.errors import CaseError
from forensics.model.observable import Observable
from forensics.store import schema
from forensics.store.connect import connect, transaction
from forensics.store.custody import START, dumps

NAME = "answers.sqlite"

SCHEMA = """
CREATE TABLE answers(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL, value TEXT NOT NULL,   -- the observable
  service TEXT NOT NULL, status TEXT NOT NULL,
  asked_at TEXT,                             -- ISO 8601 with offset
  question TEXT NOT NULL, raw BLOB NOT NULL, sha256 TEXT NOT NULL,
  facts TEXT NOT NULL,                       -- JSON object
  detail TEXT NOT NULL, version TEXT NOT NULL,
  pap TEXT NOT NULL, seconds REAL, told TEXT NOT NULL,  -- what was permitted, how long it took, who learned of it
  hash TEXT NOT NULL                         -- over this row and the hash of the row before
) STRICT;
CREATE INDEX answers_observable ON answers(kind, value, service);
CREATE TRIGGER answers_update BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'an answer is never changed'); END;
CREATE TRIGGER answers_delete BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'an answer is never removed'); END;
"""
_COLUMNS = "kind, value, service, status, asked_at, question, raw, sha256, facts, detail, version, pap, seconds, told"
VERSION = 2


class AnswerLedger:
    """Recorded answers of one case; the file is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._reader: apsw.Connection | None = None
        self._writer: apsw.Connection | None = None

    def recorded(self, observable: Observable, service: str) -> Answer | None:
        """The newest answer on record, or None."""
        where = "WHERE kind = ? AND value = ? AND service = ? ORDER BY id DESC LIMIT 1"
        return next(self._read(where, (observable.kind, observable.value, service)), None)

    def __iter__(self) -> Iterator[Answer]:
        """Every answer, in the order in which they were recorded."""
        return self._read("ORDER BY id", ())

    def of_service(self, service: str) -> Iterator[Answer]:
        """Every answer of one service, in the order in which they were recorded."""
        return self._read("WHERE service = ? ORDER BY id", (service,))

    def record(self, answers: Iterable[Answer]) -> None:
        """Append, all of them or none; on the disk when this returns. Nothing is ever changed or removed."""
        connection = self._open_writer()
        with transaction(connection):
            last = connection.execute("SELECT hash FROM answers ORDER BY id DESC LIMIT 1").fetchone()
            before = last[0] if last else START
            for answer in answers:
                row = _row(answer)
                before = _hash(row, before)
                connection.execute(
                    f"INSERT INTO answers({_COLUMNS}, hash) VALUES ({'?, ' * len(row)}?)", (*row, before)
                )

    def _open_writer(self) -> apsw.Connection:
        if self._writer is None:
            connection = connect(self._path, write=True, pragmas=schema.PRAGMAS)
            try:
                if schema.is_empty(connection):
                    schema.create(connection, SCHEMA, VERSION)
                schema.check_version(connection, NAME, VERSION)
            except BaseException:
                connection.close()
                raise
            self._writer = connection
        return self._writer

    def head(self) -> str:
        """Hash of the last row, which depends on all rows: for the custody log."""
        last = next(iter(self._rows("SELECT hash FROM answers ORDER BY id DESC LIMIT 1", ())), None)
        return str(last[0]) if last else START

    def close(self) -> None:
        """Let go of the file."""
        for connection in (self._reader, self._writer):
            if connection is not None:
                connection.close()
        self._reader = self._writer = None

    def _read(self, where: str, values: tuple[str, ...]) -> Iterator[Answer]:
        return (_answer(row) for row in self._rows(f"SELECT {_COLUMNS} FROM answers {where}", values))

    def _rows(self, query: str, values: tuple[str, ...]) -> Iterable[tuple[Any, ...]]:
        if self._reader is None:
            if not self._path.exists():
                return ()
            if self._path.with_name(f"{NAME}-journal").exists():
                # A writer was killed half-way: what it had begun is taken back, which a reader may not do.
                self._open_writer()
            self._reader = connect(self._path, write=False)
        return self._reader.execute(query, values)


def problems(folder: Path) -> list[str]:
    """What is wrong with the ledger, one sentence each; nothing for a case that has none."""
    path, found = folder / NAME, []
    if not path.exists():
        return []
    try:
        connection = connect(path, write=False)
        try:
            schema.check_version(connection, NAME, VERSION)
            found = [f"{name} is not as it was created" for name in schema.differences(connection, SCHEMA)]
            found += [str(m) for (m,) in connection.execute("PRAGMA integrity_check(20)") if m != "ok"]
            before = START
            for id_, *row, stored in connection.execute(f"SELECT id, {_COLUMNS}, hash FROM answers ORDER BY id"):
                before = _hash(tuple(row), before)
                if before != stored:
                    found.append(f"answer {id_} is not as it was recorded, or one before it is missing")
                    before = stored
        finally:
            connection.close()
    except (apsw.Error, CaseError, UnicodeDecodeError) as error:
        found.append(f"cannot be read: {error}")
    return found


def _row(answer: Answer) -> tuple[Any, ...]:
    asked = answer.asked_at.isoformat() if answer.asked_at else None
    digest = answer.sha256 or hashlib.sha256(answer.raw).hexdigest()
    return (
        answer.observable.kind,
        answer.observable.value,
        answer.service,
        str(answer.status),
        asked,
        answer.question,
        answer.raw,
        digest,
        dumps(dict(answer.facts), sort=True),
        answer.detail,
        answer.version,
        answer.pap,
        answer.seconds,
        answer.told,
    )


def _hash(row: tuple[Any, ...], before: str) -> str:
    plain = [hashlib.sha256(each).hexdigest() if isinstance(each, bytes) else each for each in row]
    return hashlib.sha256(dumps({"row": plain, "prev": before}).encode()).hexdigest()


def _answer(row: tuple[Any, ...]) -> Answer:
    kind, value, service, status, asked, question, raw, sha256, facts, detail, version, pap, seconds, told = row
    return Answer(
        Observable(kind, value),
        service,
        Status(status),
        datetime.fromisoformat(asked) if asked else None,
        question,
        raw,
        sha256,
        json.loads(facts),
        detail,
        version,
        pap,
        seconds,
        told,
    )
