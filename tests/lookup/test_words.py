"""The reasons for not asking, in the reader's language: whoever answers for a look-up may read no English."""

from __future__ import annotations

import re

import pytest

from forensics.lookup import SERVICES, Manners, ask, plan
from forensics.lookup.words import said
from forensics.model.answer import INTERRUPTED
from forensics.model.observable import Observable
from tests.lookup.book import Book

VALUES = [
    Observable("domain", "shop.example"), Observable("domain", "com"), Observable("domain", "shop.de"), Observable("ip", "203.0.113.9"),
    Observable("ip", "192.168.1.1"), Observable("ip", "no address"), Observable("asn", "none"), Observable("url", "ftp://shop.test/x"),
    Observable("url", "https://shop.test/x"), Observable("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"), Observable("password", "h***"),
    Observable("sha256", "0" * 64),
]  # fmt: skip
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def test_every_reason_and_everybody_who_learns_has_japanese_words(settings):
    places = {"hosting": {"paths": []}, "dnsbl": {"zones": ["ip:list.test"]}, "dns": {}, "cymru": {}}
    for told in (settings(), settings(**places)):
        manners = Manners(settings=told)
        planned = plan(VALUES, [], Book(), manners=manners)
        reasons = {each.blocked for each in planned} | {
            each.detail for each in ask(VALUES, [], Book(), manners=manners)
        }
        assert len(reasons) > 15
        for each in reasons - {""}:
            assert JAPANESE.search(said(each, "ja")), each
            assert "asking" not in said(each, "ja")
            assert said(each, "en") == each
    assert all(service.learns["ja"] for service in SERVICES)


@pytest.mark.parametrize(
    ("words", "japanese"),
    [
        (INTERRUPTED, "中断"),
        ("this machine's resolver, and by it the name servers of the name", "ネームサーバー"),
        ("zen.list.test, by way of the resolver", "zen.list.test(DNS"),
        ("the service answered 500", "the service answered 500"),  # a service's own trouble, as it is on record
        ("", ""),
    ],
)
def test_whom_a_question_goes_to(words, japanese):
    assert said(words, "ja").startswith(japanese) or japanese in said(words, "ja")
