"""How replies are judged: what counts as wrong, and which deviations the reply itself bears out."""

from __future__ import annotations

import json

import pytest

from benchmarks.whois import WRONG, borne_out, judged, ours, same_codes

REPLY = """\
Domain: example.test
Primary server: ns1.example.test
Secondary server: ns2.example.test
Mail server: mx.example.test
Name servers:
    ns3.example.test
Status: clientHold https://icann.org/epp#clientHold
Status: clientDeleteProhibited
"""


@pytest.mark.parametrize(
    ("expected", "given", "borne"),
    [
        # the expectation stops early: the same label names the other one, too
        (["ns1.example.test"], ["ns1.example.test", "ns2.example.test"], True),
        # it is of another day: what it names stands nowhere in the reply
        (["ns9.example.test"], ["ns1.example.test"], True),
        # under another label, or not at all, or not found by us: ours
        (["ns1.example.test"], ["ns1.example.test", "mx.example.test"], False),
        (["ns1.example.test"], ["ns1.example.test", "ns3.example.test"], False),
        (["ns1.example.test"], ["ns1.example.test", "ns7.example.test"], False),
        (["ns1.example.test", "ns2.example.test"], ["ns1.example.test"], False),
        (["ns1.example.test"], ["ns2.example.test"], False),
    ],
)
def test_a_deviation_is_the_expectations_only_where_the_reply_shows_it(expected, given, borne):
    assert borne_out({"raw": REPLY, "ns": expected}, {"name_servers": given}, "name_servers") is borne


def test_a_status_has_to_be_there_and_may_be_the_very_set():
    page = {"raw": REPLY, "registrar": None, "created": None, "expires": None, "ns": None, "status": ["clientHold"]}
    told = ours(REPLY, "example.test")
    assert told["status"] == ("clientHold", "clientDeleteProhibited")
    assert list(judged(page, told)) == [("status", "right")]
    assert not same_codes(page, told)
    assert borne_out(page, told, "status")


def test_wrong_servers_that_real_replies_do_not_bear_out(shared):
    pages = [json.loads(line) for line in (shared / "data/whois/replies.jsonl").read_text("utf-8").splitlines()]
    with_servers = [(page, ours(page["raw"], page["domain"])) for page in pages if page["ns"]]
    wrong = [each for each in with_servers if ("name_servers", "wrong") in judged(*each)]
    ours_alone = [page["id"] for page, told in wrong if not borne_out(page, told, "name_servers")]
    assert len(ours_alone) <= WRONG * len(with_servers), ours_alone
