"""What spam filters write into headers, and what is read from it."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.model.authentication import Standing
from forensics.model.settings import CaseSettings
from forensics.parse.authentication import authentication
from forensics.parse.verdicts import READERS, read_verdict
from tests.pace import took

HEADERS = [
    ("X-Spam-Status", "Yes, score=7.3 required=5.0 tests=BAYES_99=3.5, HTML_MESSAGE=0.001,\n URIBL_BLACK autolearn=no version=3.4.6",
     "SpamAssassin", "spam", 7.3, 5.0, [("BAYES_99", "3.5"), ("HTML_MESSAGE", "0.001"), ("URIBL_BLACK", "")]),
    ("X-Spam-Status", "No, hits=-1.2 required=7.0\ttests=AWL,IN_REP_TO,\tQUOTED version=2.40-cvs", "SpamAssassin", "clean", -1.2, 7.0,
     [("AWL", ""), ("IN_REP_TO", ""), ("QUOTED", "")]),
    ("X-Spam-Status", "No, score=2.1 tagged_above=-999 required=6.2 tests=[DKIM_SIGNED=0.1, SPF_PASS=-0.001] autolearn=ham", "SpamAssassin", "clean", 2.1, 6.2,
     [("DKIM_SIGNED", "0.1"), ("SPF_PASS", "-0.001")]),
    ("X-Spam-Status", "No, score=0.0 required=5.0 tests=none", "SpamAssassin", "clean", 0.0, 5.0, []),
    ("X-Spam-Flag", "YES", "SpamAssassin", "spam", None, None, []),
    ("X-Spam-Score", "6.6 (++++++)", "SpamAssassin", "", 6.6, None, []),
    ("X-Spamd-Result", "default: False [6.00 / 25.00]; MISSING_MIME_VERSION(2.00)[]; DMARC_POLICY_QUARANTINE(1.50)[shop.example : SPF not aligned, quarantine]",
     "Rspamd", "clean", 6.0, 25.0, [("MISSING_MIME_VERSION", "2.00"), ("DMARC_POLICY_QUARANTINE", "1.50")]),
    ("X-Spamd-Result", "default: True [17.2 / 15.00]; PHISHING(4.00)[a->b]", "Rspamd", "spam", 17.2, 15.0, [("PHISHING", "4.00")]),
    ("X-Rspamd-Action", "add header", "Rspamd", "spam", None, None, [("action", "add header")]),
    ("X-Rspamd-Action", "no action", "Rspamd", "clean", None, None, [("action", "no action")]),
    ("X-Rspamd-Score", "-0.9", "Rspamd", "", -0.9, None, []),
    ("X-MS-Exchange-Organization-SCL", "9", "Exchange", "spam", 9.0, 5.0, []),
    ("X-MS-Exchange-Organization-SCL", "1", "Exchange", "clean", 1.0, 5.0, []),
    ("X-MS-Exchange-Organization-SCL", "-1", "Exchange", "", -1.0, 5.0, []),
    ("X-MS-Exchange-Organization-PCL", "7", "Exchange", "phishing", 7.0, 4.0, []),
    ("X-MS-Exchange-Organization-AuthAs", "Anonymous", "Exchange", "", None, None, [("value", "Anonymous")]),
    ("X-Forefront-Antispam-Report", "CIP:198.51.100.4;CTRY:NL;LANG:ja;SCL:9;SRV:;IPV:NLI;SFV:SPM;H:x;PTR:;CAT:HPHISH;", "Exchange", "phishing", 9.0, 5.0,
     [("CIP", "198.51.100.4"), ("CTRY", "NL"), ("LANG", "ja"), ("SCL", "9"), ("SRV", ""), ("IPV", "NLI"), ("SFV", "SPM"), ("H", "x"), ("PTR", ""), ("CAT", "HPHISH")]),
    ("X-Forefront-Antispam-Report", "SCL:1;SFV:NSPM;CAT:NONE", "Exchange", "clean", 1.0, 5.0, [("SCL", "1"), ("SFV", "NSPM"), ("CAT", "NONE")]),
    ("X-Microsoft-Antispam", "BCL:8;", "Exchange", "bulk", 8.0, 7.0, [("BCL", "8")]),
    ("X-Microsoft-Antispam", "BCL:0;ARA:13230040", "Exchange", "", 0.0, 7.0, [("BCL", "0"), ("ARA", "13230040")]),
    ("X-PM-Spam-Action", "phishing", "provider", "phishing", None, None, [("value", "phishing")]),
    ("X-VR-SPAMSTATE", "OK", "provider", "clean", None, None, [("value", "OK")]),
]  # fmt: skip


@pytest.mark.parametrize(("header", "value", "program", "verdict", "score", "threshold", "marks"), HEADERS)
def test_each_filter(header, value, program, verdict, score, threshold, marks):
    found = read_verdict(header, value)
    assert found is not None
    assert (found.program, found.verdict, found.score, found.threshold) == (program, verdict, score, threshold)
    assert list(found.marks) == marks


def test_other_headers_are_no_verdicts():
    assert read_verdict("X-Mailer", "Yes") is None


def test_a_verdict_of_the_own_filter_and_one_that_came_with_the_mail():
    mail = read_mail(
        b"X-Spam-Status: Yes, score=9 required=5 tests=A\n"
        b"Received: from a (b [192.0.2.31]) by mx.own.example with ESMTP id 1; Mon, 16 Mar 2026 09:15:02 +0900\n"
        b"Received: from c by b.lure.example with ESMTP id 2; Mon, 16 Mar 2026 09:15:00 +0900\n"
        b"X-Spam-Status: No, score=-5 required=5 tests=NONE\nFrom: a@lure.example\n\nx"
    )
    told = authentication(mail, CaseSettings(own_domains=("own.example",)))
    assert [(each.verdict, each.standing) for each in told.filters] == [
        ("spam", Standing.OWN),
        ("clean", Standing.CLAIM),
    ]


@pytest.mark.parametrize("piece", ["A,", "score=", "A(1)", "SCL:", ";", "tests=", "[", "1", " ", "x=1 "])
def test_hostile_values_take_no_time(piece):
    value = piece * (1_000_000 // len(piece))
    for header in READERS:
        assert read_verdict(header, value) is not None
    assert took(lambda: [read_verdict(header, value) for header in READERS], below=1) < 1
