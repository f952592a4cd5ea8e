"""Each rule on small mails: what it answers, what it rests on, what it holds against itself."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.assess import RULES, findings
from forensics.extract import sightings
from forensics.model.finding import Verdict
from forensics.model.settings import CaseSettings

OWN = CaseSettings(
    own_domains=("kaede.example",), own_relays=("mx.kaede.example",), own_authserv_ids=("mx.kaede.example",)
)
FOREIGN = "from x (unknown [198.51.100.77]) by mx.kaede.example with ESMTP; Wed, 4 Mar 2026 22:41:05 +0900"
INSIDE = "from pc (pc.kaede.example [192.0.2.112]) by mx.kaede.example with ESMTPSA; Tue, 3 Mar 2026 10:05:44 +0900"


def judged(rule, *, settings=OWN, auth=("", "", ""), html="", **headers):
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    body = f"Content-Type: text/html; charset=utf-8\r\n\r\n{html}" if html else "\r\nhello"
    mail = read_mail("\r\n".join([*lines, body]).encode())
    found = findings(mail, sightings(mail), settings, authentication=auth)
    assert [each.rule for each in found] == [name for name, _ in RULES]
    return next(each for each in found if each.rule == rule)


@pytest.mark.parametrize(
    ("headers", "auth", "settings", "answer"),
    [
        ({"Received": FOREIGN, "From": "hanako@kaede.example"}, ("fail", "none", "fail"), OWN, Verdict.YES),
        ({"Received": FOREIGN, "From": "hanako@kaede.example"}, ("", "", ""), OWN, Verdict.YES),
        ({"Received": FOREIGN, "From": "a@sub.kaede.example"}, ("", "", ""), OWN, Verdict.YES),
        ({"Received": INSIDE, "From": "yuki@kaede.example"}, ("", "", ""), OWN, Verdict.NO),
        # a service that may send for the house: SPF and DKIM pass, the machine is foreign
        ({"Received": FOREIGN, "From": "news@kaede.example"}, ("pass", "pass", "pass"), OWN, Verdict.NO),
        ({"Received": FOREIGN, "From": "news@kaede.example"}, ("pass", "", ""), OWN, Verdict.UNCLEAR),
        (
            {"Received": FOREIGN, "From": "yuki@kaede.example", "List-Id": "<l.example.org>"},
            ("", "", ""),
            OWN,
            Verdict.UNCLEAR,
        ),
        ({"From": "hanako@kaede.example"}, ("", "", ""), OWN, Verdict.UNCLEAR),  # no route at all
        ({"Received": FOREIGN, "From": "a@example.org"}, ("", "", ""), OWN, Verdict.NO),
        ({"Received": FOREIGN, "From": "a@notkaede.example"}, ("", "", ""), OWN, Verdict.NO),
        ({"From": "a@example.org", "To": "b@example.org"}, ("", "", ""), CaseSettings(), Verdict.NOT_EXAMINED),
        ({"From": "a@example.org", "To": "A@example.org"}, ("", "", ""), CaseSettings(), Verdict.UNCLEAR),
    ],
)
def test_own_domain(headers, auth, settings, answer):
    finding = judged("sender.own-domain", settings=settings, auth=auth, **headers)
    assert finding.answer is answer


def test_from_you_to_you_is_named():
    finding = judged(
        "sender.own-domain",
        Received=FOREIGN,
        From="hanako@kaede.example",
        To="hanako@kaede.example",
        auth=("fail", "", ""),
    )
    assert finding.marks == {"claimed_domain": "kaede.example", "to_self": "yes", "came_from": "198.51.100.77"}
    assert finding.strength >= 0.9
    assert [ground.where for ground in finding.grounds] == [
        "header From", "header To", "received 0", "header Authentication-Results",
    ]  # fmt: skip
    assert "198.51.100.77" in finding.sentence["en"]
    assert "偽装" in finding.sentence["ja"]


def test_what_the_client_calls_itself_is_no_proof():
    helo = (
        "from mx.kaede.example (unknown [198.51.100.77]) by mx.kaede.example with ESMTP; Wed, 4 Mar 2026 22:41:05 +0900"
    )
    assert judged("sender.own-domain", Received=helo, From="a@kaede.example").answer is Verdict.YES


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"From": "a@bank.example", "Reply-To": "b@gmail.com"}, Verdict.YES),
        ({"From": "a@bank.example", "Return-Path": "<x@other.example>"}, Verdict.YES),
        (
            {"From": "a@mail.bank.example", "Reply-To": "b@bank.example", "Return-Path": "<c@x.bank.example>"},
            Verdict.NO,
        ),
        ({"From": "a@bank.example"}, Verdict.UNCLEAR),
        ({"From": "a@bank.example", "Return-Path": "<b-1@amazonses.com>"}, Verdict.UNCLEAR),
        (
            {"From": "a@bank.example", "Return-Path": "<l@lists.example>", "List-Id": "<l.lists.example>"},
            Verdict.UNCLEAR,
        ),
        # where the answers go is the sender's own choice: no service explains it
        (
            {"From": "a@bank.example", "Reply-To": "b@other.example", "List-Unsubscribe": "<https://x.example>"},
            Verdict.YES,
        ),
    ],
)
def test_mismatch(headers, answer):
    finding = judged("sender.mismatch", **headers)
    assert finding.answer is answer
    assert bool(finding.against) == (answer is Verdict.UNCLEAR and len(headers) > 1)


@pytest.mark.parametrize(
    ("html", "answer", "strength"),
    [
        ('<a href="http://evil.example.net/x">https://www.bank.example/login</a>', Verdict.YES, 0.9),
        ('<a href="http://evil.example.net/x">www.bank.example</a>', Verdict.YES, 0.9),
        ('<a href="http://evil.example.net/x">bank.example</a>', Verdict.YES, 0.5),  # may be the name of a shop
        ('<a href="http://login.bank.example/x">www.bank.example</a>', Verdict.NO, 0.8),
        ('<a href="http://evil.example.net/x">click here</a>', Verdict.NO, 0.8),
        ('<a href="http://evil.example.net/x">report.pdf</a>', Verdict.NO, 0.8),
        ('<a href="mailto:a@bank.example">www.bank.example</a>', Verdict.NO, 0.8),
        ('<a href="https://x.safelinks.protection.outlook.com/?url=a">www.bank.example</a>', Verdict.UNCLEAR, 0.3),
        ('<a href="https://u1.ct.sendgrid.net/x">www.bank.example</a>', Verdict.UNCLEAR, 0.3),
        ('<a href="http://bank.example@evil.example.net/x">www.bank.example</a>', Verdict.YES, 0.9),
        ('<a href="http://clickthru.example.net/x">www.bank.example</a>', Verdict.YES, 0.9),
        ('<a href="http://clickthru.example.net/x">www.bank.example</a> unsubscribe', Verdict.UNCLEAR, 0.3),
        ('<a href="http://example.net/mm/Clickthrough/1">www.bank.example</a> unsubscribe', Verdict.UNCLEAR, 0.3),
    ],
)
def test_link_text(html, answer, strength):
    finding = judged("links.text-differs", html=html, From="a@example.org")
    assert (finding.answer, finding.strength) == (answer, strength)


@pytest.mark.parametrize(
    ("html", "headers", "answer"),
    [
        ('<a href="http://e.example/?u=hanako@kaede.example">x</a>', {"To": "hanako@kaede.example"}, Verdict.YES),
        (
            '<a href="http://e.example/?u=aGFuYWtvQGthZWRlLmV4YW1wbGU=">x</a>',
            {"To": "hanako@kaede.example"},
            Verdict.YES,
        ),
        ('<a href="http://e.example/?u=1">x</a>', {"To": "hanako@kaede.example"}, Verdict.NO),
        ('<a href="http://e.example/?u=hanako@kaede.example">x</a>', {}, Verdict.NOT_EXAMINED),
        (
            "hello",
            {"To": "hanako@kaede.example", "List-Unsubscribe": "<http://e.example/?u=hanako@kaede.example>"},
            Verdict.NO,
        ),
    ],
)
def test_link_recipient(html, headers, answer):
    assert judged("links.recipient", html=html, From="a@example.org", **headers).answer is answer


@pytest.mark.parametrize(("words", "strength"), [("", 0.85), ("You may unsubscribe from this list.", 0.5)])
def test_newsletters_mark_their_links_too(words, strength):
    html = f'<a href="http://e.example/?u=hanako@kaede.example">read on</a> {words}'
    assert judged("links.recipient", html=html, From="a@example.org", To="hanako@kaede.example").strength == strength


@pytest.mark.parametrize(
    ("subject", "text", "answer"),
    [
        ("Re: the roof", "On Monday Ren wrote:\r\n&gt; it leaks\r\n\r\nI think we need tiles.", Verdict.YES),
        ("[house] AW: the roof", "I think we need tiles.", Verdict.YES),
        ("the roof", "I think we need tiles.", Verdict.UNCLEAR),  # a header alone does not make an answer
        ("Verify your wallet", "Click below.", Verdict.NO),
        ("Re: the roof", "Tiles.", Verdict.UNCLEAR),
    ],
)
def test_an_answer_says_so(subject, text, answer):
    found = judged(
        "contact.known", html=f"<pre>{text}</pre>", From="a@example.org", Subject=subject, In_Reply_To="<1@example.org>"
    )
    assert found.answer is answer


def test_every_finding_speaks_both_languages_and_measures_itself():
    for mail in (b"", b"From: a@b\r\n\r\n", b"From: a@kaede.example\r\nTo: a@kaede.example\r\n\r\nhttp://x.example/"):
        read = read_mail(mail)
        for settings in (OWN, CaseSettings()):
            for finding in findings(read, sightings(read), settings):
                assert finding.sentence.keys() == finding.question.keys() == {"en", "ja"}
                assert all(finding.sentence.values())
                assert 0 <= finding.strength <= 1


def test_a_mail_that_was_not_examined_whole_says_so():
    flood = b"From: a@example.org\r\n\r\n" + b"\r\n".join(b"http://h%d.example.net/" % n for n in range(10_100))
    mail = read_mail(flood)
    finding = next(each for each in findings(mail, sightings(mail), OWN) if each.rule == "examined.limits")
    assert finding.answer is Verdict.YES
    assert finding.grounds
