"""Masking as real mails need it: what stands where in them, and what becomes of it."""

from __future__ import annotations

import pytest

from forensics.model.report import CaseFacts
from forensics.model.settings import CaseSettings
from forensics.report.redaction import Redaction
from tests.pace import took

LONG = "__link__" + "a" * 120 + "@aol.example"
LETTER = "Hello. You have a new transfer No 2672333. Verify and order the withdrawal of your funds: pay.example/now"
"""What offenders write where the reader's name belongs."""
READERS = ("hanako@kaede.example", "phishing@pot", "pot-f-p@hotmail.test", "pot@hotmail.test", LONG)


@pytest.fixture(scope="module")
def mask():
    mails = ({"exhibit": "M-0001", "to": ", ".join(READERS)},)
    own = CaseSettings(
        own_domains=("kaede.example",), own_relays=("mx.kaede.example", "192.0.2.25"), examiner="A. Analyst"
    )
    names = ("David Crozier", "Customers", "森 花子", "A. Analyst", LETTER, "pay.example/now friend")
    return Redaction(CaseFacts(own, mails=mails, names=names))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("to Hanako@kaede.example", "to h***@kaede.example"),
        ("?mn=phishing@pot-f-p@hotmail.test]", "?mn=phishing@***]"),
        ("?email=phishing@pot%40hotmail.test&token=d8", "?email=p***@***&token=d8"),
        ("?email=phishing%40pot%40hotmail.test", "?email=p***%40***"),
        ("from teapot@hotmail.test, who is another", "from teapot@hotmail.test, who is another"),
        ("<pot@hotmail.test>, <Pot@Hotmail.test>", "<p***2@hotmail.test>, <p***2@hotmail.test>"),
        (f"for {LONG} now", "for *** now"),
        ("cut: hanako@kaede.exa…", "cut: ***…"),
        ("David  Crozier wrote, davidcrozier.example stays", "*** wrote, davidcrozier.example stays"),
        ("David         Crozier", "***"),
        (LETTER, LETTER),
        ("see pay.example/now friend", "see pay.example/now friend"),
        ("Customers are a common word", "Customers are a common word"),
        ("森 花子 様, 森花子 様", "*** 様, *** 様"),
        ("by mx.kaede.example (10.0.0.7)", "by internal-1.kaede.example (internal-2)"),
        ("mx.kaede.example.evil.test is another's", "mx.kaede.example.evil.test is another's"),
        ("A. Analyst", "A. Analyst"),
        ("support@evil.test 203.0.113.9", "support@evil.test 203.0.113.9"),
    ],
)
def test_what_becomes_of_it(mask, written, shown):
    assert mask(written) == shown


def test_a_letter_in_place_of_a_name_does_not_stop_the_report(mask):
    assert LETTER not in mask.hidden
    assert "David Crozier" in mask.hidden


def test_many_at_signs_are_walked_once(mask):
    long = "x@pot@hotmail.test " * 20_000
    assert "pot@hotmail.test" not in mask(long)
    assert took(lambda: mask(long), below=5) < 5


def test_an_address_that_is_glued_to_a_trackers_code_is_masked_and_somebody_elses_is_not():
    masked = Redaction(CaseFacts(CaseSettings(), mails=({"exhibit": "M-0001", "to": "hanako@mail.example"},)))
    assert masked("http://a.test/o/P2Q9OTAmdHk9MQAAhanako@mail.example") == "http://a.test/o/P2Q9OTAmdHk9MQAA***"
    assert masked("to Ahanako@mail.example") == "to Ahanako@mail.example"
