"""What is said once in a report, and what a line of the custody log tells: no reader is made to read the same thing thrice."""

from __future__ import annotations

import dataclasses

import pytest

from forensics.model.finding import Ground
from forensics.model.report import Card, Grid
from forensics.report import build
from forensics.report.rows import gathered, without_empty
from forensics.report.voice import Voice
from forensics.views import wording


def test_mails_that_answer_alike_share_a_row(made):
    (card,) = [block for block in build(made(3), "en").section("findings").blocks if isinstance(block, Card)]
    (grid,) = card.body
    assert isinstance(grid, Grid)
    assert [row[0] for row in grid.rows] == ["M-0001, M-0002, M-0003"]
    assert card.answer == "yes: 3, unclear: 0"


def test_rows_are_gathered_in_the_order_in_which_they_are_met():
    told = [("M-0001", ("yes", "a")), ("M-0002", ("no", "b")), ("M-0003", ("yes", "a")), ("M-0003", ("yes", "a"))]
    assert gathered(told) == [(["M-0001", "M-0003"], ("yes", "a")), (["M-0002"], ("no", "b"))]


def test_a_column_in_which_nothing_stands_is_left_out():
    assert without_empty(("a", "b"), [("1", ""), ("2", " ")]) == (("a",), (("1",), ("2",)))
    assert without_empty(("a", "b"), [("1", ""), ("", "2")]) == (("a", "b"), (("1", ""), ("", "2")))
    assert without_empty(("a", "b"), []) == (("a", "b"), ())


def test_a_ground_is_told_once_with_all_that_it_means(made):
    voice = Voice(made(), "en", redact=False)
    link, why = "a.test/x", {"en": "a page among plug-ins"}
    grounds = (
        Ground("part 1 text", link, why),
        Ground("part 1 text", link, {"en": "the reader's address"}),
        Ground("text", "", why),
    )
    told = "part 1, text: a.test/x (a page among plug-ins; the reader's address) / text (a page among plug-ins)"
    assert voice.grounds(grounds) == told


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-03-04T19:11:58+05:30", "2026-03-04 22:41:58 +09:00"),
        ("2026-03-17T02:26:01Z", "2026-03-17 11:26:01 +09:00"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31 23:59:59 -12:00"),
        ("yesterday", "yesterday"),
        (None, ""),
    ],
)
def test_times_that_are_compared_are_in_one_zone(made, written, shown):
    assert Voice(made(), "en", redact=True).at(written) == shown


ACTS = (
    {"what": "taking in begun", "given": ["/home/hanako/inbox/a.mbox"], "note": "from the reporting mailbox"},
    {"what": "taken in", "file": "originals-0001.sqlite", "mails": ["M-0001", "M-0010"], "originals": 10},
    {"what": "taking in ended", "mails": 10, "files": 0, "again": 2, "not_read": [["x", "empty"]]},
    {"what": "looked up", "services": ["rdap", "dns"], "pap": "amber", "answers": 7},
)


def test_a_line_of_the_custody_log_tells_what_and_from_where(made):
    facts = dataclasses.replace(made(), custody=tuple({"time": "", "who": "A", **act} for act in ACTS))
    told = [
        row[3]
        for block in build(facts, "en").section("custody").blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    assert told == [
        "from the reporting mailbox; a.mbox",
        "originals-0001.sqlite; M-0001 – M-0010",
        "mails: 10; already there: 2; not read: 1",
        "answers: 7; rdap, dns",
    ]
    assert "メール: 10" in str(build(facts, "ja").section("custody"))
    assert "/home/hanako/inbox/a.mbox" in str(build(facts, "en", redact=False).section("custody"))


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        ("37 h", "37 hours", "37 時間"),
        ("1 d", "1 day", "1 日"),
        ("15 tags 68c6b0d7", "15 tags 68c6b0d7", "15 個のタグ 68c6b0d7"),
        ("15 tags of another kind", "15 tags of another kind", "15 tags of another kind"),
    ],
)
def test_what_two_mails_share_is_said_in_words(value, english, japanese):
    assert (wording.shared_value(value, "en"), wording.shared_value(value, "ja")) == (english, japanese)
