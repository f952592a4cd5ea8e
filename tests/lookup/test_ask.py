"""Answers from the record; what was never asked is said to be so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from forensics.lookup import SERVICES, Manners, Pap, ask
from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from tests.lookup.book import Book

DOMAIN = Observable("domain", "example.org")
WALLET = Observable("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")


def test_a_recorded_answer_is_given_as_it_was():
    answer = Answer(DOMAIN, "rdap", Status.FOUND, datetime(2026, 3, 5, tzinfo=UTC), facts={"registrar": "Example"})
    assert ask([DOMAIN], ["rdap"], Book(answer)) == [answer]


@pytest.mark.parametrize(("online", "pap"), [(False, Pap.AMBER), (False, Pap.GREEN), (True, Pap.RED)])
def test_nothing_on_record_is_not_asked_and_not_recorded(online, pap):
    book = Book()
    answers = ask(
        [DOMAIN, WALLET, DOMAIN], ["rdap", "dns", "blockchain"], book, online=online, manners=Manners(pap=pap)
    )
    assert [(each.observable.kind, each.service, each.status) for each in answers] == [
        ("domain", "rdap", Status.NOT_ASKED), ("domain", "dns", Status.NOT_ASKED), ("bitcoin", "blockchain", Status.NOT_ASKED),
    ]  # fmt: skip
    assert all(each.detail and each.asked_at is None for each in answers)
    assert book.written == []


def test_an_unknown_service_is_refused_with_the_names_of_the_known():
    with pytest.raises(ValueError, match=r"no such service: gossip; there are rdap, whois"):
        ask([DOMAIN], ["gossip"], Book())


def test_every_service_says_what_it_is_for_and_who_learns():
    assert len({service.name for service in SERVICES}) == len(SERVICES)
    for service in SERVICES:
        assert service.purpose.keys() == {"en", "ja"}
        assert service.kinds
        assert service.learns.keys() == {"en", "ja"}
        assert all(service.learns.values())
