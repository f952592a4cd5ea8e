"""Small cases: what belongs together, what does not, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forensics.correlate import words
from forensics.model.errors import UnknownExhibit
from forensics.model.event import Certainty
from forensics.model.link import LinkVerdict

WALLET = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"
LURE = """Dear customer, the limit of your mailbox at our company has been reached.
Please confirm within the day that you want to keep your account and all your letters.
Otherwise everything in it will be removed for good. We thank you for your patience.
The team of the help desk wishes you a pleasant week.
http://{host}/wp-content/themes/hana{n}/inc/verify.php?uid={to}
"""
THREAT = f"""I have had the control over your computer for months and saw everything.
My password for your account was: hana2024. Pay 965 USD in bitcoin to {WALLET} within 48 hours.
If you do not pay, all your friends will see the film that I have made with your camera.
"""


def lure(case, n, host="kit.example.net", **named):
    to = named.pop("to", "hanako@kaede.example")
    return case.mail(text=LURE.format(host=host, n=n, to=to), to=to, day=n, **named)


def test_a_wave_is_one_campaign_though_hosts_and_senders_change(case):
    a = lure(case, 1, sender="a@one.example.com", ip="203.0.113.5")
    b = lure(case, 2, sender="b@two.example.org", ip="203.0.113.9")
    link = case.compare(b, a)
    assert (link.a, link.b, link.verdict) == (a, b, LinkVerdict.SAME_CAMPAIGN)
    told = {reason.trait for reason in link.for_}
    assert {"domain", "url path", "text"} <= told
    assert any(reason.places and "http://kit.example.net" in reason.places[0] for reason in link.for_)
    assert link.alternative is not None
    assert link.alternative.words_ja
    assert [reason.trait for reason in link.against] == ["chance"]
    [campaign] = case.campaigns()
    assert (campaign.name, campaign.mails) == ("C-1", (a, b))


def test_a_threat_after_a_lure_is_the_open_question(case):
    first = lure(case, 1, ip="203.0.113.45", sender="it@kit.example.net")
    second = case.mail(text=THREAT, day=2, ip="198.51.100.77", sender="me@hotmail.com")
    link = case.links()[first, second]
    assert link.verdict is LinkVerdict.INCONCLUSIVE
    assert link.probability < 0.5
    assert {reason.trait for reason in link.for_} >= {"sequel", "recipient", "date"}
    assert "infrastructure" in {reason.trait for reason in link.against}
    assert {reason.trait for reason in link.unknown} >= {"password", "recipients", "look-ups"}
    assert "list" in link.alternative.words
    told = case.compare(first, second)
    assert [reason.value for reason in told.decide][:2] == ["click", "log"]
    every = (*told.for_, *told.against, *told.unknown, told.alternative, *told.decide)
    assert all(reason.words and reason.words_ja for reason in every)
    (missing,) = (reason for reason in link.unknown if reason.trait == "not comparable")
    assert "link grammar" in missing.words
    assert "リンクの作り" in missing.words_ja
    assert "link" not in missing.words_ja
    assert case.campaigns() == []


def test_a_threat_before_the_lure_follows_from_nothing(case):
    first = case.mail(text=THREAT, day=0)
    second = lure(case, 3, ip="203.0.113.45")
    assert "sequel" not in {reason.trait for reason in case.compare(first, second).for_}


def test_one_wallet_is_strong_but_not_where_its_owner_is_known(case):
    a = case.mail(text=THREAT, ip="198.51.100.77")
    b = case.mail(text=f"Kaufen Sie jetzt mit Bitcoin: {WALLET} danke", ip="192.0.2.8")
    link = case.compare(a, b)
    assert link.verdict is LinkVerdict.SAME_CAMPAIGN
    assert link.for_[0].trait == "wallet"
    assert len(case.campaigns()) == 1
    case.settings = replace(case.settings, known_wallets=((WALLET, "hot wallet of an exchange"),))
    assert "wallet" not in {reason.trait for reason in case.compare(a, b).for_}


@pytest.mark.parametrize(
    "shared",
    [
        "https://fonts.googleapis.com/css?family=x",
        "https://x.list-manage.com/track/click?u=1",
        "https://www.youtube.com/watch?v=abcdef",
        "https://webmail.kaede.example/login",
        "hanako@kaede.example",
        "USD 965",
    ],
)
def test_what_everybody_shares_links_nobody(case, shared):
    a, b = case.mail(text=f"one {shared} two", day=1), case.mail(text=f"drei {shared} vier", day=9)
    assert case.campaigns() == []
    assert case.compare(a, b).verdict in (LinkVerdict.INCONCLUSIVE, LinkVerdict.UNRELATED)


def test_two_customers_of_one_mail_service_are_not_one_sender(case):
    signed = (
        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=sendgrid.net; s=smtpapi; h=from:subject:to; bh=x; b=y\n"
        "X-SG-EID: u001.{}\n"
    )
    a = case.mail(text="Our new knives for your kitchen are here.", headers=signed.format(1), ip="192.0.2.1")
    b = case.mail(text="Your wallet must be verified before noon.", headers=signed.format(2), ip="192.0.2.2")
    link = case.compare(a, b)
    assert link.verdict in (LinkVerdict.INCONCLUSIVE, LinkVerdict.UNRELATED)
    assert "sendgrid.net" in link.alternative.words


def test_a_kit_is_known_by_its_grammar_and_the_readers_number(case):
    one = "http://{}/4DNass2612bTBg273oxdkhtrptf551PBXIPGYFMWYOCHD26YVHY12005R9"
    other = "http://{}/5rPxbT2999PXTw188qfqscunmtj551AYTBTBQAAYYYFRF26QTAJ13118q9"
    a = case.mail(text="Is your home safe? " + one.format("slave.example.com"), ip="203.0.113.5")
    b = case.mail(text="Schlafen Sie gut! " + other.format("rare.example.org"), ip="198.51.100.5")
    told = {reason.trait: reason.value for reason in case.compare(a, b).for_}
    assert told["url path"] == "/0x0x0x0x0x0x0"
    assert told["link number"] == "0x0x0x0x0x0x0#3=551"


def test_one_weak_bridge_does_not_join_two_campaigns(case):
    for n in range(8):
        lure(case, n, ip="203.0.113.5", sender=f"x{n}@kit.example.net")
    for n in range(8):
        text = f"会員の皆様へ、お客様のカードのご利用を制限しております。\n本人確認のお手続きをお願いいたします。\nhttp://card.example.org/jp/id/{n}"
        case.mail(text=text, ip="198.51.100.9", day=n, sender=f"x{n}@card.example.org")
    bridge = "http://card.example.org/jp/id/99\n" + LURE.format(host="kit.example.net", n=1, to="hanako@kaede.example")
    case.mail(text=bridge, ip="203.0.113.5", sender="x9@kit.example.net", day=9)
    found = case.campaigns()
    assert [len(campaign.mails) for campaign in found] == [9, 8]
    assert "weakest bridge" in {reason.trait for reason in found[0].why}


def test_names_stay_when_mails_are_added(case):
    for n in range(3):
        lure(case, n, ip="203.0.113.5")
    before = [(campaign.name, campaign.mails) for campaign in case.campaigns()]
    case.mail(text="Something else entirely is written in this letter.", day=-5)
    lure(case, 4, ip="203.0.113.6")
    [campaign] = case.campaigns()
    assert campaign.name == before[0][0] == "C-1"
    assert len(campaign.mails) == 4


def test_nothing_rare_in_common_names_no_cause(case):
    a = case.mail(text="short", to="x@kaede.example")
    b = case.mail(text="kurz", to="y@kaede.example", day=3, headers="X-Mailer: other\n")
    link = case.compare(b, a)
    assert link.verdict in (LinkVerdict.INCONCLUSIVE, LinkVerdict.UNRELATED)
    assert "Chance" in link.alternative.words


def test_the_same_twice(case):
    for n in range(6):
        lure(case, n, host=f"kit{n % 3}.example.net", ip="203.0.113.5")
    assert case.links() == case.links()
    assert case.campaigns() == case.campaigns()


def test_an_unknown_exhibit_is_named(case):
    a = case.mail()
    with pytest.raises(UnknownExhibit, match="M-0099"):
        case.compare(a, "M-0099")
    with pytest.raises(ValueError, match="one mail"):
        case.compare(a, a)


def test_the_timeline_tells_claims_from_observations(case):
    hops = (
        "Received: from mx.kaede.example by store.kaede.example; Wed, 4 Mar 2026 22:41:07 +0900\n"
        "Received: from x.invalid ([203.0.113.7]) by mx.kaede.example; Wed, 4 Mar 2026 22:41:05 +0900\n"
        "Received: from y.invalid by x.invalid; Wed, 4 Mar 2026 22:41:00 +0900\n"
        "Received: from z.invalid by mx.kaede.example; Wed, 4 Mar 2026 22:40:00 +0900\n"
    )
    case.mail((hops + "Date: Wed, 4 Mar 2026 19:11:58 +0530\nSubject: s\n\nx").encode())
    case.mail(b"Subject: undated\n\nx")
    told = [(event.exhibit, event.source, event.certainty) for event in case.events()]
    assert told == [
        ("M-0001", "received 3", Certainty.CLAIMED),  # below a stranger's line even our own name is a claim
        ("M-0001", "received 2", Certainty.CLAIMED),
        ("M-0001", "received 1", Certainty.OBSERVED),
        ("M-0001", "received 0", Certainty.OBSERVED),
        ("M-0001", "header Date", Certainty.CLAIMED),
        ("M-0002", "header Date", Certainty.CLAIMED),
    ]
    first, *_, sent, undated = case.events()
    assert undated.time is None
    assert sent.time.utcoffset() == timedelta(hours=5, minutes=30)
    assert first.label == "mx.kaede.example"


@pytest.mark.parametrize(
    ("name", "count", "english", "japanese"),
    [
        ("domain", 3, "All 3 mails lead to the same domain.", "同じドメインへのリンクがあります(3 通すべて)。"),
        ("reply-to", 2, "Answers to 2 of 3 mails go to the same address.", "返信先(Reply-To)が同じアドレスです(3 通中 2 通)。"),
        ("header set", 3, "The sending program wrote the same set of headers (all 3 mails).", "送信プログラムが書いたヘッダーの種類が同じです(3 通すべて)。"),
    ],
)  # fmt: skip
def test_of_more_than_two_mails_nobody_says_both(name, count, english, japanese):
    reason = words.held_by(name, "x", 2.0, count, 3, held=count)
    assert (reason.words, reason.words_ja) == (english, japanese)
    assert "5 mails of the case have it" in words.held_by(name, "x", 2.0, count, 3, held=5).words
    assert words.held_by("domain", "x", 2.0, 2, 2, held=2).words == "Both lead to the same domain."
