"""The custody log: a chain, a copy beside the evidence, and what happens when one of them is cut."""

from __future__ import annotations

import json

import pytest

from forensics.model.errors import CaseError, CaseLocked
from forensics.store import custody
from forensics.store.folder import CaseFolder
from forensics.store.verify import verify


@pytest.fixture
def case(tmp_path):
    folder = CaseFolder.open(tmp_path / "case", "A. Analyst")
    folder.act("looked at", what_for="a test", name="caf\udce9 メール\u2028")
    folder.act("looked again")
    return folder


def written(case):
    return (case.path / custody.NAME).read_bytes().splitlines(keepends=True)


def test_each_line_names_the_one_before(case):
    records = [json.loads(line) for line in written(case)]
    assert [record["what"] for record in records] == ["case begun", "looked at", "looked again"]
    assert [record["n"] for record in records] == [1, 2, 3]
    assert {record["who"] for record in records} == {"A. Analyst"}
    assert records[0]["prev"] == custody.START
    assert [record["prev"] for record in records[1:]] == [record["hash"] for record in records[:-1]]
    assert all(record["hash"] == custody.hash_of(record) for record in records)
    assert records[1]["name"] == "caf\udce9 メール\u2028"  # a file name that is not UTF-8 comes through


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines[:-1], "line 3: is missing"),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], "lost its line end"),
        (lambda lines: [*lines[:-1], lines[-1][:40]], "line 3"),
        (lambda lines: [lines[0], lines[2]], "line 2"),
        (lambda lines: [*lines, lines[-1]], "line 4: is not among"),
        (lambda lines: [lines[0], lines[1].replace(b"a test", b"a text"), lines[2]], "line 2: breaks the chain"),
        (lambda lines: [lines[0].replace(b"A. Analyst", b"B. Analyst"), *lines[1:]], "line 1"),
        (lambda lines: [lines[0], b"\n", *lines[1:]], "line 2: is not a line of the log"),
        (lambda _: [], "missing or empty"),
    ],
)
def test_a_cut_or_edited_log_is_found_and_stays_found(case, change, says):
    before = written(case)
    (case.path / custody.NAME).write_bytes(b"".join(change(before)))
    outcome = verify(CaseFolder(case.path))
    assert not outcome
    assert says in str(outcome)
    if len(b"".join(change(before))) != len(b"".join(before)):  # what is cut is noticed before anything is added
        with pytest.raises(CaseError, match="run verify"):
            case.act("something else")
        assert b"".join(written(case)) == b"".join(change(before))
    else:
        case.act("something else")
        assert says in str(verify(CaseFolder(case.path)))


def test_every_flipped_bit_in_the_log_is_found(case):
    whole = (case.path / custody.NAME).read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        (case.path / custody.NAME).write_bytes(changed)
        assert not verify(CaseFolder(case.path)), f"byte {place}"
    (case.path / custody.NAME).write_bytes(whole)
    assert verify(CaseFolder(case.path))


def test_a_second_writer_waits_and_then_says_why_not(case):
    other = CaseFolder(case.path)
    other.wait = 0.2
    with case.session(), pytest.raises(CaseLocked, match="another process is writing"):
        other.act("something")
    other.act("something")
    assert verify(case)


def test_verify_is_true_and_says_how_much(case):
    outcome = verify(case)
    assert outcome.ok
    assert outcome.lines == 3
    assert outcome.head == json.loads(written(case)[-1])["hash"]
    assert "3 custody lines" in repr(outcome)
