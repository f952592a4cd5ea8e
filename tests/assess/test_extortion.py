"""Extortion mails: what they claim, and what the evidence says to it."""

from __future__ import annotations

import pytest

from forensics import read_mail, sample
from forensics.assess import findings, opinion
from forensics.extract import sightings
from forensics.model.finding import Kind, Verdict
from forensics.model.settings import CaseSettings
from forensics.parse import authentication

OUTSIDE = "from x (unknown [198.51.100.77]) by mx.kaede.example with ESMTP; Wed, 4 Mar 2026 22:41:05 +0900"
ENGLISH = """Hello!
I am a professional hacker and I have access to your operating system. My trojan was installed on all your devices.
I sent this letter from your own account. Your password is sakura-1987.
I recorded a video of you through your webcam while you visited adult websites, from 1 February 2026 to 20 February 2026.
Transfer exactly $965 to my bitcoin wallet: 139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39
You have 48 hours after opening this letter. The timer has started. Do not contact the police.
"""


def test_a_stock_text_is_taken_apart(judge):
    found = judge(
        ENGLISH,
        sender="hanako@kaede.example",
        To="hanako@kaede.example",
        Received=OUTSIDE,
        auth=("fail", "none", "fail"),
    )
    finding = found["extortion.claims"]
    assert finding.answer is Verdict.YES
    assert finding.marks["kind"] == "stock"
    assert finding.marks["amount"] == "USD 965"
    assert finding.marks["deadline"] == "PT48H"
    assert finding.marks["wallet"].startswith("139r")
    assert set(finding.marks["claims"].split(", ")) >= {"hacked", "recording", "own_account", "know_password", "timer"}
    said = [ground.said("en") for ground in finding.against]
    assert any("came from outside" in words for words in said)
    assert any("no recording is shown" in words for words in said)
    assert any("leaks of other services" in words for words in said)
    assert any("fetches nothing when it is opened" in words for words in said)
    assert "sakura-1987" not in str(finding)
    assert opinion(list(found.values())).kind is Kind.EXTORTION


def test_an_infection_after_the_mail_has_not_happened(judge):
    early = judge(ENGLISH, Date="Wed, 4 Feb 2026 10:00:00 +0900")["extortion.claims"]
    assert any("had not ended" in ground.said("en") for ground in early.against)
    late = judge(ENGLISH, Date="Wed, 4 Mar 2026 10:00:00 +0900")["extortion.claims"]
    assert any("hold it against the logs" in ground.said("en") for ground in late.against)


def test_who_knows_a_telephone_number_is_not_called_stock(judge):
    finding = judge(ENGLISH + "\nI will call you at +81 3-1234-5678, too.\n")["extortion.claims"]
    assert finding.marks["kind"] == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "I have watched the webcam talk; the recording of the session is online. Please send the slides.",
        "Our donation address: 139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39. Thank you for supporting free software.",
        "ウイルス対策ソフトの更新のお知らせです。パソコンを再起動してください。情報システム担当の佐藤です。",
        "The article tells how hackers record people and demand bitcoin. Worth reading.",
    ],
)
def test_what_only_speaks_of_such_things_is_none(judge, text):
    assert judge(text)["extortion.claims"].answer is not Verdict.YES


def test_the_threat_of_the_sample_in_both_languages():
    own = CaseSettings(
        own_domains=("kaede.example",), own_relays=("mx.kaede.example",), own_authserv_ids=("mx.kaede.example",)
    )
    mail = read_mail(dict(sample.mails())["05-threat.eml"])
    found = findings(mail, sightings(mail), own, authentication=authentication.results(mail, own))
    by_rule = {finding.rule: finding for finding in found}
    claims = by_rule["extortion.claims"]
    assert (claims.marks["amount"], claims.marks["deadline"], claims.marks["kind"]) == ("USD 965", "PT48H", "stock")
    assert by_rule["sender.own-domain"].answer is Verdict.YES
    assert by_rule["language.odd"].marks["machine_translated"] == "likely"
    told = opinion(found)
    assert told.kind is Kind.EXTORTION
    assert told.weights[0].rule == "extortion.claims"
    assert "支払わず" in claims.sentence["ja"]
    assert "Do not pay" in claims.sentence["en"]
