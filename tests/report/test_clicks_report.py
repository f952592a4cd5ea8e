"""Who followed a link, in the chapter on who is affected: named in the whole report, numbered in the masked one, in both languages."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from forensics.model.click import Asked, Click, Doubt, LogRead, Match, Outcome, Request
from forensics.report import WRITERS, build, readback
from tests.report.hostile import SECRETS

START = datetime(2026, 3, 3, 0, 20, tzinfo=UTC)
PEOPLE = ("192.0.2.112", "192.0.2.113", "KAEDE\\sakamoto", "pc-sakamoto")
HOSTILE = "<script>alert(1)</script>\x1b[31m=cmd|' /C calc'!A0"


def click(n, reader, match=Match.LINK, outcome=Outcome.ANSWERED, doubts=(), client=PEOPLE[0], user=""):
    asked = Request(
        Asked.PAGE, "flower-shop.example", f"/x.php?u={reader}&{HOSTILE}", START + timedelta(minutes=n), "", client=client,
        user=user, status=200,
    )  # fmt: skip
    return Click(asked, match, ("M-0001",), (reader,) if reader else (), outcome, doubts, "access.log", n, "0" * 64)


CLICKS = (
    click(1, "hanako@kaede.example", doubts=(Doubt.HEAD, Doubt.SOON), client=PEOPLE[3]),
    click(2, "hanako@kaede.example", user=PEOPLE[2]),
    click(3, "hiroshi@kaede.example", outcome=Outcome.REFUSED, client=PEOPLE[1]),
    click(4, "", Match.HOST, client=PEOPLE[1], user=PEOPLE[2]),
)
LOGS = (
    LogRead("access.log", "0" * 64, 999, "squid", 1234, 4, 2, "2026-03-03T00:00:00+00:00", "2026-03-03T02:00:00+00:00"),
)


@pytest.fixture(scope="module")
def facts(whole):
    given = whole(words="お手続き")
    return dataclasses.replace(
        given, clicks=CLICKS, logs=LOGS, mails=tuple({**mail, "verdict": "phishing"} for mail in given.mails)
    )


def told(document):
    """Texts and tables of the chapter."""
    blocks = document.section("affected").blocks
    return [each.text for each in blocks if hasattr(each, "text")], [
        each.rows for each in blocks if hasattr(each, "rows")
    ]


def test_who_did_who_was_stopped_and_of_whom_nothing_is_known(facts):
    texts, (_, logs, rows) = told(build(facts, "en", redact=False))
    assert any("these readers (1): hanako@kaede.example; first on 2026-03-03 00:22:00 UTC" in text for text in texts)
    assert any("refused, so that the page did not reach them" in text and "hiroshi@" in text for text in texts)
    assert any("no click can be told" in text and "jiro@kaede.example" in text for text in texts)
    assert any("no log covers" in text and "(1): M-0003" in text for text in texts)
    assert logs[0][:7] == (
        "access.log",
        "squid",
        "1,234",
        "2026-03-03 00:00:00 UTC",
        "2026-03-03 02:00:00 UTC",
        "4",
        "2",
    )
    assert [row[3:5] for row in rows] == [
        ("pc-sakamoto", "-"), ("192.0.2.112", "KAEDE\\sakamoto"), ("192.0.2.113", "-"), ("192.0.2.113", "KAEDE\\sakamoto"),
    ]  # fmt: skip
    assert rows[0][6].startswith("followed the link; perhaps a machine (asked for headers only")
    assert "no proof of a click" in rows[3][6]
    assert (
        build(facts, "en", redact=False)
        .telling(1)[0]
        .startswith("hanako@kaede.example (M-0001): the link was followed")
    )


def test_a_masked_copy_numbers_machines_and_users(facts):
    document = build(facts, "ja")
    _, (_, _, rows) = told(document)
    assert [row[3:5] for row in rows] == [
        ("端末 1", "-"),
        ("端末 2", "利用者 1"),
        ("端末 3", "-"),
        ("端末 3", "利用者 1"),
    ]
    assert not any(name in str(document.sections) for name in PEOPLE)
    assert "hanako@kaede.example" not in str(document.sections)


@pytest.mark.parametrize("ending", [".html", ".docx", ".md", ".json", ".pdf", ".xlsx", ".csv"])
def test_no_format_gives_a_name_away_or_lets_a_log_line_act(facts, ending):
    data = WRITERS[ending](build(facts, "en"))
    said = "".join(readback.texts(f"report{ending}", data))
    assert not any(name in said for name in PEOPLE)
    assert readback.leaks(f"report{ending}", data, SECRETS) == []
    assert b"<script>alert(1)" not in data or ending == ".json"  # JSON is read by programs: characters as they were
    assert b"\x1b[31m" not in data


def test_without_a_log_that_is_said(facts):
    texts, _ = told(build(dataclasses.replace(facts, logs=(), clicks=()), "en"))
    assert any("whether anybody followed a link is not known" in text for text in texts)


def test_a_log_that_shows_nobody(facts):
    texts, tables = told(build(dataclasses.replace(facts, clicks=CLICKS[:1]), "en"))
    assert any(text.startswith("No request in these logs can be told") for text in texts)
    assert len(tables) == 3
