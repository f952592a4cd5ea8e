"""What recorded answers say of a mail: worked out from the record, and nobody is asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

import forensics as fx
from forensics.lookup import prices
from forensics.model.answer import Answer, Status
from forensics.model.errors import ForensicsError, UnknownExhibit
from forensics.model.observable import Observable
from forensics.model.report import Grid
from forensics.store.answers import AnswerLedger

WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
MAIL = f"""From: a@evil.test
To: hanako@example.org
Subject: pay
Date: Thu, 05 Mar 2026 09:00:00 +0900
Message-ID: <1@evil.test>

Log in at https://login.young-shop.test/a or pay $650 to {WALLET}
"""


@pytest.fixture
def case(tmp_path, monkeypatch):
    mail, table, settings = tmp_path / "1.eml", tmp_path / "prices.csv", tmp_path / "lookup.toml"
    mail.write_text(MAIL)
    table.write_text("day,currency,price\n2026-03-03,USD,65000\n")
    settings.write_text(f'[services.blockchain]\npaths = ["{table}"]\n')
    monkeypatch.setenv("FORENSICS_LOOKUP", str(settings))
    opened = fx.open_case(tmp_path / "case", examiner="A. Analyst")
    opened.add(mail)
    return opened


def record(case):
    """Answers on the mail's host and wallet: registered three days before, paid an hour after."""
    asked = datetime(2026, 3, 6, tzinfo=UTC)
    ledger = AnswerLedger(case.path)
    ledger.record(
        [
            Answer(
                Observable("domain", "young-shop.test"),
                "rdap",
                Status.FOUND,
                asked,
                facts={"created": "2026-03-02T00:00:00+00:00"},
            ),
            Answer(
                Observable("bitcoin", WALLET),
                "blockchain",
                Status.FOUND,
                asked,
                facts={"payment_list": "2026-03-05T10:00:00+00:00 0.0101"},
            ),
        ]
    )
    ledger.close()


def test_findings_come_with_the_answers(case):
    assert list(case.outside) == []
    record(case)
    told = {row["rule"]: row for row in case.outside}
    assert told["links.domain-age"]["sentence"] == "young-shop.test was registered 3 days before the mail was sent."
    assert told["extortion.paid"]["answer"] == "yes"
    assert "(0.0101 BTC, 656.50 USD at the price of the day)" in told["extortion.paid"]["sentence"]
    assert case.outside[0].grounds[0].where == "answer rdap"


def test_the_country_that_a_mail_came_from_is_told_once_it_is_on_record(tmp_path):
    mail = tmp_path / "1.eml"
    received = "from x (unknown [203.0.113.9]) by mx.kaede.example with ESMTP; Thu, 5 Mar 2026 09:00:00 +0900"
    mail.write_text(f"Received: {received}\nFrom: a@hinoki-bank.co.jp\nSubject: x\n\nhello\n")
    case = fx.open_case(tmp_path / "case", examiner="A. Analyst")
    (case.path / "case.toml").write_text('own_relays = ["mx.kaede.example"]\n')
    case.add(mail)
    stored = {each.rule: each for each in case.mails[0].findings}
    assert str(stored["sender.country"].answer) == "not_examined"
    assert list(case.outside) == []
    ledger = AnswerLedger(case.path)
    facts = {"country": "NL", "as_name": "Rented Machines", "database": "made up of 2026-03-01"}
    asked = datetime(2026, 3, 6, tzinfo=UTC)
    ledger.record([Answer(Observable("ip", "203.0.113.9"), "hosting", Status.FOUND, asked, facts=facts)])
    ledger.close()
    told = {row["rule"]: row for row in case.outside}
    assert told["sender.country"]["answer"] == "yes"
    assert "203.0.113.9, a network of NL" in told["sender.country"]["sentence"]


def test_a_price_is_of_its_day_or_of_the_week_before(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("2026-03-03,usd,65000\n2026-03-03,JPY,9750000\n")
    table = prices.load([str(path)])
    day = date(2026, 3, 5)
    assert table.btc(Decimal(650), "USD", day) == Decimal("0.01")
    assert table.money(Decimal("0.01"), "jpy", day) == Decimal("97500.00")
    assert table.of(date(2026, 3, 11), "USD") is None
    assert table.of(date(2026, 3, 2), "USD") is None
    assert table.btc(Decimal("0.5"), "BTC", day) == Decimal("0.5")
    path.write_text("2026-03-03,USD,dear\n")
    with pytest.raises(ForensicsError, match=r"line 1: not a day, a currency and a price"):
        prices.load([str(path)])
    with pytest.raises(ForensicsError, match="cannot be read"):
        prices.load([str(tmp_path / "none.csv")])


def test_the_timeline_tells_what_answers_say_and_campaigns_are_compared_by_name(case):
    asked = datetime(2026, 3, 6, tzinfo=UTC)
    young = {"created": "2026-03-02T00:00:00+00:00"}
    paid = {"payment_list": "2026-03-01T10:00:00+00:00 0.5, 2026-03-05T10:00:00+00:00 0.0101, unconfirmed 1.00"}
    certified = {"first_issued": "2026-03-03T01:02:03"}
    old = {"created": "2001-01-01T00:00:00+00:00"}
    ledger = AnswerLedger(case.path)
    ledger.record(
        [
            Answer(Observable("domain", "young-shop.test"), "rdap", Status.FOUND, asked, facts=young),
            Answer(Observable("domain", "login.young-shop.test"), "crtsh", Status.FOUND, asked, facts=certified),
            Answer(Observable("domain", "evil.test"), "whois", Status.FOUND, asked, facts=old),
            Answer(Observable("bitcoin", WALLET), "blockchain", Status.FOUND, asked, facts=paid),
        ]
    )
    ledger.close()
    told = {
        (event.what, event.source, event.time.isoformat(), event.exhibit, str(event.certainty))
        for event in case.timeline().events
        if event.source.startswith("answer")
    }
    assert told == {
        ("look-up", "answer rdap", "2026-03-06T00:00:00+00:00", "M-0001", "observed"),
        ("look-up", "answer crtsh", "2026-03-06T00:00:00+00:00", "M-0001", "observed"),
        ("look-up", "answer whois", "2026-03-06T00:00:00+00:00", "M-0001", "observed"),
        ("look-up", "answer blockchain", "2026-03-06T00:00:00+00:00", "M-0001", "observed"),
        ("registration", "answer rdap: created", "2026-03-02T00:00:00+00:00", "M-0001", "derived"),
        ("certificate", "answer crtsh: first_issued", "2026-03-03T01:02:03+00:00", "M-0001", "derived"),
        ("payment", "answer blockchain: payment_list", "2026-03-05T10:00:00+00:00", "M-0001", "derived"),
    }
    with pytest.raises(UnknownExhibit, match="C-9"):
        case.timeline("C-9")
    with pytest.raises(UnknownExhibit, match="C-9"):
        case.compare("C-9", "C-8")


def test_the_report_tells_the_moments_of_the_timeline(case):
    """Answers on record stand in what is handed over as they stand on the desk."""
    record(case)
    (section,) = (each for each in case.report().sections if each.name == "timeline")
    (grid,) = (block for block in section.blocks if isinstance(block, Grid))
    told = {row[grid.columns.index("moment")] for row in grid.rows}
    assert {"name registered", "look-up", "payment"} <= told
    assert len(grid.rows) == len(case.timeline().events)
