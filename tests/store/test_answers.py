"""The look-up ledger: what was said stays said."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import apsw
import pytest

from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from forensics.store import answers
from forensics.store.answers import AnswerLedger

HOST = Observable("domain", "mail.example.test")
TOKYO = timezone(timedelta(hours=9))


def reply(n: int, status: Status = Status.FOUND) -> Answer:
    asked = datetime(2026, 3, n, 9, 0, tzinfo=TOKYO)
    return Answer(HOST, "whois", status, asked, f"question {n}", b"raw \xff %d" % n, facts={"registrar": f"No. {n}"})


def test_the_newest_answer_counts_and_all_stay(tmp_path):
    ledger = AnswerLedger(tmp_path)
    assert ledger.recorded(HOST, "whois") is None
    assert not (tmp_path / answers.NAME).exists()
    ledger.record([reply(1)])
    ledger.record([reply(2, Status.NOT_FOUND)])
    newest = ledger.recorded(HOST, "whois")
    assert newest is not None
    assert (newest.status, newest.raw, newest.asked_at) == (Status.NOT_FOUND, b"raw \xff 2", reply(2).asked_at)
    assert newest.facts == {"registrar": "No. 2"}
    assert [answer.question for answer in ledger] == ["question 1", "question 2"]
    assert ledger.recorded(HOST, "rdap") is None
    ledger.close()
    assert answers.problems(tmp_path) == []


def asked(service: str, n: int = 4) -> Answer:
    return Answer(
        HOST, service, Status.FAILED, datetime(2026, 3, n, 9, 0, tzinfo=TOKYO), f"question {n}", told="whois.example"
    )


def test_a_question_without_an_answer_is_a_failure_that_says_so(tmp_path):
    ledger = AnswerLedger(tmp_path)
    ledger.record([reply(1)], asking=[asked("rdap")])
    newest = ledger.recorded(HOST, "rdap")
    assert newest is not None
    assert (newest.interrupted, newest.question, newest.told) == (True, "question 4", "whois.example")
    assert [each.service for each in ledger] == ["whois", "rdap"]
    ledger.record([replace(asked("rdap"), status=Status.NOT_FOUND)])
    newest = ledger.recorded(HOST, "rdap")
    assert newest is not None
    assert (newest.interrupted, newest.status) == (False, Status.NOT_FOUND)
    assert [(each.service, each.status) for each in ledger] == [("whois", Status.FOUND), ("rdap", Status.NOT_FOUND)]
    assert list(ledger.interrupted()) == []
    ledger.close()
    assert answers.problems(tmp_path) == []


def test_what_was_announced_and_not_sent_leaves_what_was_known_before(tmp_path):
    ledger = AnswerLedger(tmp_path)
    ledger.record([reply(1, Status.REFUSED)], asking=[asked("whois"), asked("rdap")])
    ledger.record([], unsent=[asked("whois"), asked("rdap")])
    newest = ledger.recorded(HOST, "whois")
    assert newest is not None
    assert newest.status is Status.REFUSED
    assert ledger.recorded(HOST, "rdap") is None
    assert [each.question for each in ledger] == ["question 1"]
    ledger.close()


def test_a_ledger_of_the_version_before_goes_on(tmp_path):
    ledger = AnswerLedger(tmp_path)
    ledger.record([reply(1)])
    ledger.close()
    connection = sqlite3.connect(tmp_path / answers.NAME)
    connection.execute("PRAGMA user_version=2")
    connection.close()
    assert answers.problems(tmp_path) == []
    ledger = AnswerLedger(tmp_path)
    ledger.record([], asking=[asked("rdap")])
    assert [each.interrupted for each in ledger] == [False, True]
    ledger.close()
    connection = sqlite3.connect(tmp_path / answers.NAME)
    assert connection.execute("PRAGMA user_version").fetchone() == (3,)
    connection.close()


def test_an_answer_cannot_be_changed_unseen(tmp_path):
    ledger = AnswerLedger(tmp_path)
    ledger.record([reply(1), reply(2), reply(3)])
    ledger.close()
    connection = sqlite3.connect(tmp_path / answers.NAME)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE answers SET status = 'found'")
    trigger = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'answers_delete'").fetchone()[0]
    connection.execute("DROP TRIGGER answers_delete")
    connection.execute("DELETE FROM answers WHERE id = 2")
    connection.execute(trigger)
    connection.commit()
    connection.close()
    assert answers.problems(tmp_path) == ["answer 3 is not as it was recorded, or one before it is missing"]


def test_a_damaged_ledger_is_said_to_be(tmp_path):
    (tmp_path / answers.NAME).write_bytes(b"not a database at all" * 100)
    assert answers.problems(tmp_path)[0].startswith("cannot be read")
    assert issubclass(apsw.NotADBError, apsw.Error)
