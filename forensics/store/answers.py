"""The look-up ledger: what services said, when, and the bytes they said it in. Append-only, each row chained to the one before.

A reply cannot be had again: registries change, sites go. So it is evidence, kept like the mails, apart from the tables that
can be worked out anew.

A question is written down before it is sent (``asking``), because a process may end between sending and writing the answer: then
the row stands alone, and says who may have learned what. Such a question is shown as failed, *interrupted*: nobody knows whether it
was answered. A later row of the same value and service stands for it; ``not sent`` takes it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from forensics.model.answer import INTERRUPTED, Answer, Status
from forensics.model.errors import CaseError
from forensics.model.observable import Observable
from forensics.store import schema
from forensics.store.connect import connect, transaction
from forensics.store.custody import START, chained, dumps

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
_STATUS = _COLUMNS.split(", ").index("status")
VERSION = 3
"""3: with rows of questions that were about to be sent. A ledger of 2 is read as it is, and becomes one of 3 with the next row."""
ASKING, UNSENT = "asking", "not sent"
_TOLD = f"status NOT IN ('{ASKING}', '{UNSENT}')"


class AnswerLedger:
    """Recorded answers of one case; the file is made with the first one."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._reader: apsw.Connection | None = None
        self._writer: apsw.Connection | None = None

    def recorded(self, observable: Observable, service: str) -> Answer | None:
        """The newest answer on record, or None; a question without an answer as the failure that it is."""
        where = "WHERE kind = ? AND value = ? AND service = ? ORDER BY id DESC"
        taken_back = 0
        for row in self._rows(f"SELECT {_COLUMNS} FROM answers {where}", (observable.kind, observable.value, service)):
            if row[_STATUS] == UNSENT:
                taken_back += 1
            elif row[_STATUS] == ASKING and taken_back:
                taken_back -= 1
            else:
                return _answer(row)
        return None

    def __iter__(self) -> Iterator[Answer]:
        """Every answer, in the order in which they were recorded; then the questions to which none ever came."""
        yield from self._read(f"WHERE {_TOLD} ORDER BY id", ())
        yield from self.interrupted()

    def of_service(self, service: str) -> Iterator[Answer]:
        """Every answer of one service, in the order in which they were recorded."""
        return self._read(f"WHERE {_TOLD} AND service = ? ORDER BY id", (service,))

    def interrupted(self) -> Iterator[Answer]:
        """The questions that may have been sent and have no answer, in the order in which they were written down."""
        open_ones = f"""SELECT kind, value, service FROM answers a WHERE status = '{ASKING}' AND NOT EXISTS (SELECT 1 FROM answers b
            WHERE b.kind = a.kind AND b.value = a.value AND b.service = a.service AND b.id > a.id AND b.{_TOLD}) GROUP BY 1, 2, 3 ORDER BY min(id)"""
        for kind, value, service in list(self._rows(open_ones, ())):
            answer = self.recorded(Observable(kind, value), service)
            if answer is not None and answer.interrupted:
                yield answer

    def record(self, answers: Iterable[Answer], asking: Iterable[Answer] = (), unsent: Iterable[Answer] = ()) -> None:
        """Append, all of them or none; on the disk when this returns. Nothing is ever changed or removed.

        ``asking``: questions that are sent once this has returned; ``unsent``: those of them that were not sent after all.
        """
        connection = self._open_writer()
        rows = [_row(answer) for answer in answers]
        rows += [_row(answer, status) for each, status in ((asking, ASKING), (unsent, UNSENT)) for answer in each]
        with transaction(connection):
            last = connection.execute("SELECT hash FROM answers ORDER BY id DESC LIMIT 1").fetchone()
            before = last[0] if last else START
            for row in rows:
                before = chained(row, before)
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
                connection.execute(f"PRAGMA user_version={VERSION}").fetchall()
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
                before = chained(tuple(row), before)
                if before != stored:
                    found.append(f"answer {id_} is not as it was recorded, or one before it is missing")
                    before = stored
        finally:
            connection.close()
    except (apsw.Error, CaseError, UnicodeDecodeError) as error:
        found.append(f"cannot be read: {error}")
    return found


def _row(answer: Answer, status: str = "") -> tuple[Any, ...]:
    asked = answer.asked_at.isoformat() if answer.asked_at else None
    digest = answer.sha256 or hashlib.sha256(answer.raw).hexdigest()
    return (
        answer.observable.kind,
        answer.observable.value,
        answer.service,
        status or str(answer.status),
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


def _answer(row: tuple[Any, ...]) -> Answer:
    kind, value, service, status, asked, question, raw, sha256, facts, detail, version, pap, seconds, told = row
    if status == ASKING:
        status, detail = Status.FAILED, INTERRUPTED
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
