"""What answers mean for a mail: ages and payments, and where two registries' words differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from forensics.lookup.differences import differences
from forensics.lookup.judged import domain_age, paid, together
from forensics.model.answer import Answer, Status
from forensics.model.finding import Verdict
from forensics.model.observable import Observable

SENT = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
ASKED = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
SITE = Observable("domain", "evil.test")
WALLET = Observable("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")


def of(created, service="rdap", name=SITE, status=Status.FOUND):
    return Answer(name, service, status, ASKED, facts={"created": created} if created else {})


@pytest.mark.parametrize(
    ("answers", "verdict", "strength", "days"),
    [
        ([of("2026-03-02T10:00:00+00:00")], Verdict.YES, 0.8, "3"),
        ([of("2001-01-01"), of("2026-03-04", name=Observable("domain", "new.test"))], Verdict.YES, 0.8, "1"),
        ([of("2025-10-01")], Verdict.YES, 0.4, "155"),
        ([of("2001-01-01")], Verdict.NO, 0.5, "9194"),
        ([of("2026-03-06")], Verdict.YES, 0.8, "-1"),
        ([of("2026-05-01")], Verdict.UNCLEAR, 0.4, "-57"),
        ([of("")], Verdict.NOT_EXAMINED, 0.0, None),
        ([of("2026-03-02", status=Status.FAILED)], Verdict.NOT_EXAMINED, 0.0, None),
        ([], Verdict.NOT_EXAMINED, 0.0, None),
    ],
)
def test_how_old_a_name_was(answers, verdict, strength, days):
    told = domain_age(SENT, answers)
    assert (told.answer, told.strength, told.marks.get("days")) == (verdict, strength, days)
    assert told.sentence.keys() == told.question.keys() == {"en", "ja"}


def test_a_mail_without_a_date_is_not_judged_by_one():
    assert domain_age(None, [of("2026-03-02")]).answer is Verdict.NOT_EXAMINED
    told = domain_age(date(2026, 3, 5), [of("2026-03-02")])
    assert told.sentence["en"] == "evil.test was registered 3 days before the mail was sent."
    assert told.grounds[0].note["en"] == "asked 2026-03-06 12:00 UTC"


def wallet(*told, status=Status.FOUND):
    return Answer(WALLET, "blockchain", status, ASKED, facts={"received": "1.00", "payment_list": ", ".join(told)})


@pytest.mark.parametrize(
    ("answer", "demanded", "verdict"),
    [
        (wallet("2026-03-05T20:00:00+00:00 0.031"), Decimal("0.03"), Verdict.YES),
        (wallet("2026-03-05T20:00:00+00:00 0.5"), Decimal("0.03"), Verdict.UNCLEAR),
        (wallet("unconfirmed 0.03"), Decimal("0.03"), Verdict.YES),
        (wallet("2026-03-05T20:00:00+00:00 0.031"), None, Verdict.UNCLEAR),
        (wallet("2026-03-01T20:00:00+00:00 0.03"), Decimal("0.03"), Verdict.NO),
        (wallet(status=Status.NOT_FOUND), Decimal("0.03"), Verdict.NO),
        (wallet(status=Status.FAILED), Decimal("0.03"), Verdict.NOT_EXAMINED),
        (None, Decimal("0.03"), Verdict.NOT_EXAMINED),
    ],
)
def test_has_anybody_paid(answer, demanded, verdict):
    told = paid(SENT, answer, demanded)
    assert told.answer is verdict
    assert told.sentence.keys() == {"en", "ja"}
    assert paid(None, answer, demanded).answer is Verdict.NOT_EXAMINED


def test_older_payments_that_are_not_listed_make_the_count_a_least_and_the_money_of_the_day_is_told():
    listed_ = [f"2026-03-06T{hour:02}:00:00+00:00 0.01" for hour in range(9, 19)]
    answer = wallet(*listed_)
    answer = replace(answer, facts={**answer.facts, "older_payments": "7"})
    told = paid(SENT, answer, Decimal("0.01"), lambda payments: f"{650 * len(payments)}.00 USD")
    assert told.sentence["en"].startswith(
        "10 of at least 10 payments since the mail (0.10 BTC, 6500.00 USD at the price of the day)"
    )
    assert "少なくとも 10 件" in told.sentence["ja"]
    assert "6500.00 USD" in told.grounds[0].quote


@pytest.mark.parametrize(
    ("companions", "verdict", "words"),
    [("", None, ""), ("ours, other", Verdict.YES, "with ours, which other mails"), ("other, another", Verdict.NO, "none of which")],
)  # fmt: skip
def test_which_wallets_of_the_case_spend_together_is_said_as_the_heuristic_that_it_is(companions, verdict, words):
    answer = wallet()
    answer = replace(answer, facts={**answer.facts, "spent_together_with": companions})
    told = together(answer, {WALLET.value: ["M-0001"], "ours": ["M-0002"]})
    assert (told and told.answer) == verdict
    if told:
        assert words in told.sentence["en"]
        assert told.sentence.keys() == {"en", "ja"}
        assert told.against[0].quote == "multiple-input heuristic"
        assert ("M-0002" in told.grounds[0].quote) == (verdict is Verdict.YES)


def test_where_two_registries_differ():
    rdap = Answer(SITE, "rdap", Status.FOUND, facts={
        "registrar": "Example Registrar, Inc.", "created": "2026-03-01T23:30:00+00:00", "status": "client transfer prohibited, active",
        "name_servers": "ns1.a.test, ns2.a.test", "expires": "2027-03-01",
    })  # fmt: skip
    whois = Answer(SITE, "whois", Status.FOUND, facts={
        "registrar": "EXAMPLE REGISTRAR", "created": "2026-03-01", "status": "clientTransferProhibited, ok",
        "name_servers": "ns2.a.test, ns3.a.test", "expires": "2028-03-01",
    })  # fmt: skip
    assert [(each.field, each.said["whois"]) for each in differences([rdap, whois])] == [
        ("expires", "2028-03-01"), ("name_servers", "ns2.a.test, ns3.a.test"),
    ]  # fmt: skip
    assert differences([rdap]) == []
