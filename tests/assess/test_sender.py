"""The sender's name, domain, signature, program and clock: what each rule answers on small mails, and when it must stay silent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.assess import brands, findings, sender_country
from forensics.assess.resembling import likeness
from forensics.model.finding import Verdict
from forensics.model.settings import CaseSettings

OWN = CaseSettings(own_domains=("kaede-works.example",), known_good_domains=("partner-bank.example",))
YES, NO, UNCLEAR, NOT = Verdict.YES, Verdict.NO, Verdict.UNCLEAR, Verdict.NOT_EXAMINED


def judged(rule, auth=("", "", ""), settings=OWN, **headers):
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    mail = read_mail("\r\n".join([*lines, "", "hello"]).encode())
    return next(each for each in findings(mail, (), settings, authentication=auth) if each.rule == rule)


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"From": "三井住友カード <info@mail.example.org>"}, YES),
        ({"From": "三井住友カード <statement@vpass.ne.jp>"}, NO),
        ({"From": "SMBC <a@contact.smbc-card.com>"}, NO),
        ({"From": "PayPaI Service <a@example.org>"}, YES),  # a capital I for the l
        ({"From": "Аmazon <a@example.org>"}, YES),  # a Cyrillic А
        ({"From": "Ａｍａｚｏｎ <a@example.org>"}, YES),  # full width
        ({"From": "Amazon.co.jp <no-reply@amazon.co.jp>"}, NO),
        ({"From": "えきねっと <a@eki-net.com>"}, NO),
        ({"From": "えきねっとサポート <a@example.org>"}, YES),
        ({"From": "Apple Support <a@example.org>"}, YES),
        ({"From": "Anna Apple <a@example.org>"}, NO),  # a surname
        ({"From": "Chase Miller <a@example.org>"}, NO),
        ({"From": "Line Andersen <a@example.org>"}, NO),
        ({"From": "Googleplex Tours <a@example.org>"}, NO),  # no whole word
        ({"From": "N.E.T.F.L.I.X, abc <a@example.org>"}, YES),
        ({"From": "F.e.d.E.x <a@example.org>"}, YES),
        ({"From": "I L Meyer <a@example.org>"}, NO),  # two strokes are no name
        ({"From": "J. R. R. Meyer <a@example.org>"}, NO),
        ({"From": "Ма\u0433kt Sale <a@example.org>"}, YES),  # letters of another script, whatever it is called
        ({"From": "Пётр <a@example.org>"}, NO),
        ({"From": "Google Team <a@gmail.com>"}, UNCLEAR),  # Google's domain, and anybody's
        ({"From": "ドコモ <a@docomo.ne.jp>"}, UNCLEAR),
        ({"From": "PayPal <a@example.org>", "List-Id": "<l.example.org>"}, UNCLEAR),
        ({"From": "PayPal <a@partner-bank.example>"}, NO),  # vouched for by the analyst
        ({"From": '"support@bank.example" <mallory@other.example>'}, YES),
        ({"From": '"a@bank.example via list" <list@other.example>', "List-Id": "<list.other.example>"}, UNCLEAR),
        ({"From": '"a@mail.bank.example" <a@bank.example>'}, NO),
        ({"From": '"a at bank.example" <x@simplelogin.com>'}, NO),
        ({"From": '"a@bank.example" <x@simplelogin.com>'}, UNCLEAR),
        ({"From": "kaede-works IT <a@example.org>"}, YES),
        ({"From": "kaede-works IT <a@kaede-works.example>"}, NO),
        ({"From": "hanako <x@example.org>", "To": "hanako@kaede-works.example"}, UNCLEAR),
        ({"From": "Hanako <hanako@kaede-works.example>", "To": "hanako@kaede-works.example"}, NO),
        ({"From": "a@example.org"}, NO),
        ({}, NO),
    ],
)
def test_name(headers, answer):
    assert judged("sender.name", **headers).answer is answer


def test_the_name_is_told_with_the_place_and_the_real_sender():
    finding = judged("sender.name", From="ヤマト運輸 <info@parcel.example.org>")
    assert finding.marks["poses_as"] == "ヤマト運輸 (Yamato)"
    assert [each.quote for each in finding.grounds] == ["ヤマト運輸", "info@parcel.example.org"]
    assert "名乗っています" in finding.sentence["ja"]


@pytest.mark.parametrize(
    ("host", "known", "trick"),
    [
        ("smbc-card-login.example", "smbc-card.com", "words"),
        ("paypal-verify.example", "paypal.com", "words"),
        ("loginpaypal.example", "paypal.com", "words"),
        ("rakuten-co-jp.example", "rakuten.co.jp", "words"),
        ("paypa1.com", "paypal.com", "letters"),
        ("arnazon.co.jp", "amazon.co.jp", "letters"),
        ("xn--mazon-3ve.com", "amazon.co.jp", "letters"),  # Cyrillic а
        ("raketen.jp", "rakuten.co.jp", "typo"),
        ("netfilx.com", "netflix.com", "typo"),
        ("mercarii.jp", "mercari.com", "typo"),
        ("www.amazon.co.jp.login.example", "amazon.co.jp", "in front"),
        ("etc-meisai-jp.abc.example", "etc-meisai.jp", "in front"),
        ("partner-bank.test", "partner-bank.example", "ending"),
        ("kaede-work.example", "kaede-works.example", "typo"),
        ("mail.kaede-works-support.example", "kaede-works.example", "words"),
        ("smbc-card.xyz", "smbc-card.com", "ending"),
    ],
)
def test_a_likeness_is_named(host, known, trick):
    like = likeness(host, OWN.own_domains + OWN.known_good_domains)
    assert like is not None
    assert (like.domain, like.trick) == (known, trick)


@pytest.mark.parametrize(
    "host",
    [
        "amazon.co.jp", "www.amazon.co.jp", "contact.vpass.ne.jp", "mail.kaede-works.example", "partner-bank.example", "example.org", "finance.example",
        "mobile.example", "cloud.example", "horizon.example", "phase.example", "apples.example", "line.example", "paypay.ne.jp", "news.example.co.jp",
        "gmail.com", "u1.ct.sendgrid.net", "192.0.2.1", "localhost", "", ".", "a..b", "xn--zz", "müller.example",
    ],
)  # fmt: skip
def test_an_honest_name_has_no_likeness(host):
    assert likeness(host, OWN.own_domains + OWN.known_good_domains) is None


def test_an_owner_may_have_its_name_under_a_country():
    assert judged("sender.lookalike", From="a@netflix.ca").answer is UNCLEAR
    assert judged("sender.lookalike", From="a@netflix.top").answer is YES


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"From": "a@paypal-login.example"}, YES),
        ({"From": "a@bank.example", "Reply-To": "b@paypal-login.example"}, YES),
        ({"From": "a@bank.example", "Return-Path": "<b@partner-bank.test>"}, YES),
        ({"From": "a@chronopost.fr."}, NO),
        ({"From": "a@bank.example"}, NO),
        ({}, NOT),
    ],
)
def test_lookalike(headers, answer):
    assert judged("sender.lookalike", **headers).answer is answer


@pytest.mark.parametrize(
    ("from_", "answer"),
    [
        ("PayPal <x1@hotmail.com>", YES),
        ("楽天カード株式会社 <x1@gmail.com>", YES),
        ("Customer Support <x1@yahoo.co.jp>", UNCLEAR),
        ("山田花子 <x1@yahoo.co.jp>", NO),
        ("x1@gmail.com", NO),
        ("Customer Support <a@example.org>", NO),
    ],
)
def test_freemail(from_, answer):
    assert judged("sender.freemail", From=from_).answer is answer


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"DKIM-Signature": "v=1; a=rsa-sha256; d=bank.example; s=x; b=a"}, NO),
        ({"DKIM-Signature": "v=1; d=mail.bank.example; b=a"}, NO),
        ({"DKIM-Signature": "v=1; bh=d=bank.example; d=evil.test; b=a"}, YES),
        ({"DKIM-Signature": "v=1; d=sendgrid.net; b=a"}, UNCLEAR),
        ({"DKIM-Signature": "v=1; d=lists.test; b=a", "List-Id": "<l.lists.test>"}, UNCLEAR),
        ({"DKIM-Signature": "garbage"}, NOT),
        ({}, NOT),
    ],
)
def test_signature(headers, answer):
    assert judged("sender.signature", From="a@bank.example", **headers).answer is answer


@pytest.mark.parametrize(
    ("from_", "signer", "least"),
    [("a@bank.example", "evil.test", 0.4), ("a@smbc-card.com", "evil.test", 0.8), ("a@smbc-card.com", "sendgrid.net", 0.2)],
)  # fmt: skip
def test_whoever_is_imitated_most_signs_its_own_mail(from_, signer, least):
    found = judged("sender.signature", From=from_, DKIM_Signature=f"v=1; d={signer}; b=a")
    assert found.strength == least


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"From": "a@qx7kd2mvz.test"}, YES),  # digits strewn into it
        ({"From": "a@hxlbfg.test"}, UNCLEAR),  # abbreviations look like this, too
        ({"From": "a@hxlbfg.test", "Return-Path": "<b@kvzdxw.test>"}, YES),
        ({"From": "a@hxlbfg.test", "Reply-To": "b@hxlbfg.test"}, UNCLEAR),  # one name, twice
        ({"From": "a@mail.qx7kd2mvz.test"}, YES),
        ({"From": "a@shop.example", "Return-Path": "<x7k2m9q4-b=c.example@bounces.shop.example>"}, NO),
        ({"From": "noreply@app-3f73d2k.firebaseapp.com"}, UNCLEAR),  # such services number their tenants
        ({"From": "a@jpmchase.com"}, NO),  # of the list of known names
        ({"From": "a@kaede-works.example"}, NO),
        ({"From": "a@rechtsschutzversicherung24.example"}, NO),
        ({"From": "a@shinkansen-yoyaku.example"}, NO),
        ({"From": "a@3com.example"}, NO),
        ({"From": "a@area51films.example"}, NO),
        ({"From": "a@xn--bcher-kva.example"}, NO),
        ({"Subject": "x"}, NOT),
    ],
)
def test_random(headers, answer):
    assert judged("sender.random", **headers).answer is answer


@pytest.mark.parametrize(
    ("from_", "answer"),
    [
        ("Bank <notice@bank>", YES),
        ("Bank <notice@parcel756>", YES),
        ("a@j.k.m.b.i.q", YES),  # no such ending
        ("a@%parcel.example", YES),
        ("Bank <>", YES),
        ("bank.example", YES),
        ("root@localhost", UNCLEAR),
        ("cron@web1.internal", UNCLEAR),
        ("a@[192.0.2.1]", UNCLEAR),
        ("a@shop.example", NO),
        ("a@b\u00fccher.example", NO),
        ("a@mail_1.shop.example", NO),
        ("a@shop.example.", NO),
    ],
)
def test_impossible(from_, answer):
    assert judged("sender.impossible", From=from_).answer is answer


def test_without_the_header_nothing_is_said_of_the_address():
    assert judged("sender.impossible", Subject="x").answer is NOT


@given(st.text(max_size=200))
def test_any_sender_is_asked_whether_it_exists(text):
    mail = read_mail(f"From: {text}\r\n\r\nx".encode("utf-8", "replace"))
    told = {each.rule: each for each in findings(mail, (), OWN)}
    assert told["sender.impossible"].answer in Verdict
    assert told["sender.random"].answer in Verdict


def test_the_strange_name_is_quoted():
    found = judged("sender.random", From="a@qx7kd2mvz.test")
    assert [(each.where, each.quote) for each in found.grounds] == [("header From", "qx7kd2mvz.test")]


UUID_ID = "<6F9619FF-8B86-D011-B42D-00C04FC964FF@example.org>"


@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({"Message-ID": "<a1@mail.example.org>"}, NO),
        ({"Message-ID": "<a1@host.local>"}, NO),
        ({"Message-ID": "<a1@[192.0.2.1]>"}, NO),
        ({"Message-ID": "<a1@vps-77.notatld>"}, UNCLEAR),
        ({}, UNCLEAR),
        ({"Message-ID": UUID_ID, "X-Mailer": "Apple Mail (2.3608.120.23.2.7)"}, NO),
        ({"Message-ID": "<1.2.3@x.example.org>", "X-Mailer": "iPhone Mail (20A380)"}, YES),
        ({"Message-ID": "<000001d8a1b2$c3d4e5f6$4b7fb3e4$@example.org>", "X-Mailer": "Microsoft Outlook 16.0"}, NO),
        ({"Message-ID": "<1.2.3@x.example.org>", "X-Mailer": "Microsoft Outlook Express 6.00"}, YES),
        ({"Message-ID": UUID_ID, "User-Agent": "Mozilla/5.0 Thunderbird/115.0"}, NO),
        ({"Message-ID": "<1.2.3@x.example.org>", "User-Agent": "Mozilla Thunderbird"}, YES),
        ({"Message-ID": "<1@x.example.org>", "X-Mailer": "PHPMailer 6.5"}, UNCLEAR),
        ({"Message-ID": "<1@x.example.org>", "X-PHP-Originating-Script": "33:mail.php"}, UNCLEAR),
    ],
)
def test_program(headers, answer):
    assert judged("sender.program", From="Shop <a@example.org>", **headers).answer is answer


def test_a_script_under_a_known_name_counts_for_more():
    headers = {"Message-ID": "<1@x.example.org>", "X-PHP-Originating-Script": "33:leaf.php"}
    assert judged("sender.program", From="楽天市場 <a@example.org>", **headers).answer is YES
    assert judged("sender.program", From="楽天市場 <a@rakuten.co.jp>", **headers).answer is UNCLEAR


@pytest.mark.parametrize(
    ("from_", "date", "answer"),
    [
        ("a@example.co.jp", "Tue, 3 Mar 2026 10:05:44 +0900", NO),
        ("a@example.co.jp", "Tue, 3 Mar 2026 10:05:44 +0800", YES),
        ("a@example.co.jp", "Tue, 3 Mar 2026 10:05:44 +0000", NO),
        ("a@example.co.jp", "Tue, 3 Mar 2026 10:05:44 -0700", UNCLEAR),
        ("三井住友カード <a@example.com>", "Tue, 3 Mar 2026 10:05:44 +0800", YES),
        ("a@example.de", "Tue, 3 Mar 2026 10:05:44 +0200", NO),
        ("a@example.com", "Tue, 3 Mar 2026 10:05:44 +0800", NOT),
        ("a@example.co.jp", "yesterday", NOT),
    ],
)
def test_zone(from_, date, answer):
    assert judged("sender.zone", From=from_, Date=date).answer is answer


@pytest.mark.parametrize(
    ("address", "name", "answer", "expected"),
    [
        ("a@bank.co.jp", "", ("hosting", "NL", "Rented Machines"), YES),
        ("a@bank.co.jp", "", ("hosting", "JP", "Provider"), NO),
        ("a@bank.co.jp", "", ("cymru", "US", "AMAZON-02"), UNCLEAR),  # sends for the whole world
        ("a@shop.co.uk", "", ("hosting", "gb", ""), NO),
        ("a@shop.example", "三井住友カード", ("hosting", "CN", ""), YES),
        ("a@shop.io", "", ("hosting", "CN", ""), NOT),  # sold to everybody
        ("a@shop.example", "", ("hosting", "CN", ""), NOT),
        ("a@bank.co.jp", "", ("hosting", "", ""), NOT),
    ],
)
def test_country(address, name, answer, expected):
    found = sender_country.told(address, name, "198.51.100.7", answer)
    assert found.answer is expected
    assert found.sentence["ja"]
    assert bool(found.against) == (expected in (YES, UNCLEAR))


def test_the_own_house_abroad_weighs_more():
    answer = ("hosting", "NL", "Rented Machines")
    outside, inside = (sender_country.told("a@b.co.jp", "", "198.51.100.7", answer, own=own) for own in (False, True))
    assert inside.strength > outside.strength


@pytest.mark.parametrize(("from_", "reason"), [("a@bank.co.jp", "enrich"), ("a@shop.example", "no one country")])
def test_while_a_mail_is_taken_in_nobody_is_asked_for_the_country(from_, reason):
    found = judged("sender.country", From=from_)
    assert found.answer is NOT
    assert reason in found.sentence["en"]


def test_the_shipped_list_is_sound():
    known = brands.table()
    assert len({brand.title for brand in known.owners.values()}) > 100
    for domain, brand in known.owners.items():
        assert domain == domain.lower().strip(".")
        assert "." in domain
        assert brand.title


@given(st.text(max_size=300))
def test_any_name_and_any_host_is_looked_at_without_a_fall(text):
    brand = brands.named(text)
    assert brand is None or brand.title
    like = likeness(text.lower().encode("ascii", "ignore").decode(), ("example.org",))
    assert like is None or like.domain
