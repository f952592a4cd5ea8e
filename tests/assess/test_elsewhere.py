"""What a mail borrows and what it hides behind: names without a link to their owner, lists that cannot be, rented places."""

from __future__ import annotations

import pytest

from forensics.assess import opinion, verdict
from forensics.assess.disguise import disguised, plain_letters
from forensics.assess.sender_random import thrown_together
from forensics.model.finding import Kind, Verdict
from forensics.model.settings import CaseSettings

YES, NO, UNCLEAR = Verdict.YES, Verdict.NO, Verdict.UNCLEAR


def links(*targets, words="Continue"):
    return "".join(f'<p><a href="{target}">{words}</a></p>' for target in targets)


@pytest.mark.parametrize(
    ("targets", "elsewhere"),
    [
        (["https://stranger.test/a"], True),
        (["https://t.co/a"], True),  # a known owner's shortener leads to anybody
        (["https://stranger.test/a", "https://www.geico.com/"], False),
        (["https://www.quotes.example/a"], False),  # the sender's own site
        (["https://u1.ct.sendgrid.net/a"], False),  # counted by a service that sends for others
        ([], False),
    ],
)
def test_a_borrowed_name_none_of_whose_links_leads_to_its_owner(judge, targets, elsewhere):
    found = judge(html="<p>Your quote</p>" + links(*targets), sender="Geico <a@quotes.example>")["sender.name"]
    assert found.answer is YES
    assert (found.marks.get("signs") == "leads elsewhere") is elsewhere
    assert ("None of its links leads there" in found.sentence["en"]) is elsewhere


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ({"subject": "Your PayPal account is suspended", "html": "<p>Verify your account</p>" + links("https://stranger.test/")}, YES),
        ({"html": "<p>MetaMask</p><p>Verify your wallet now</p>" + links("https://stranger.test/")}, YES),
        ({"subject": "【重要】えきねっとアカウントの停止", "html": "<p>24時間以内に本人確認を行ってください。</p>" + links("https://stranger.test/")}, YES),
        # an owner's link, one of the sender's own, a talk, and nothing that presses
        ({"subject": "Your PayPal account is suspended", "html": "<p>Verify your account</p>" + links("https://www.paypal.com/")}, NO),
        ({"subject": "Your PayPal payment", "html": "<p>Confirm your address</p>" + links("https://www.shop.example/o/1")}, NO),
        ({"subject": "Re: PayPal", "text": "I think PayPal wants you to verify your account: https://stranger.test/\n\nCheers", "In_Reply_To": "<1@x.example>"}, NO),
        ({"subject": "How PayPal began", "html": "<p>An essay.</p>" + links("https://stranger.test/")}, NO),
    ],
)  # fmt: skip
def test_a_mail_that_speaks_for_somebody_else(judge, parts, answer):
    found = judge(sender="Help desk <a@shop.example>", **parts)["sender.name"]
    assert found.answer is answer
    assert ("speaks for" in found.sentence["en"]) is (answer is YES)


@pytest.mark.parametrize(
    ("headers", "answer", "way"),
    [
        ({"List_Id": "News <news.shop.example>"}, YES, None),
        ({"List_Id": "our readers"}, YES, None),
        ({"List_Unsubscribe": "<https://shop.example/leave>"}, YES, None),
        ({"List_Unsubscribe": "<mailto:leave@shop.example>"}, YES, None),
        ({"List_Unsubscribe": "<leave@shop.example>"}, NO, None),  # careless, and no lie
        ({"List_Id": "<qk7w.xt.nowhere-such>"}, NO, "pretended"),
        ({"List_Unsubscribe": "<QwErTz./AsDfGh>"}, NO, "pretended"),
        ({"List_Id": "<qk7w.xt.nowhere-such>", "List_Unsubscribe": "<https://shop.example/leave>"}, YES, None),
    ],
)
def test_headers_of_a_list_that_cannot_be(judge, headers, answer, way):
    found = judge("Hello", **headers)["bulk.sent"]
    assert (found.answer, found.marks.get("way")) == (answer, way)


def test_a_list_that_did_not_send_the_mail_on_excuses_no_name(judge):
    page = "<p>Hi</p>" + links("https://stranger.test/")
    parts = {"sender": "PayPal <a@shop.example>", "List_Id": "<talk.lists.example>", "html": page}
    assert judge(Return_Path="<talk-admin@lists.example>", **parts)["sender.name"].answer is UNCLEAR
    assert judge(Return_Path="<x@stranger.test>", **parts)["sender.name"].answer is YES


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("https://storage.googleapis.com/qwertz/page.html#a7x", YES),
        ("https://bucket.s3.eu-west-1.amazonaws.com/secure/login.htm", YES),
        ("https://bucket.s3.eu-west-1.amazonaws.com/report.pdf", UNCLEAR),
        ("https://storage.googleapis.com/qwertz/photo.jpg", UNCLEAR),
        ("https://www.shop.example/page.html", NO),
    ],
)
def test_a_page_in_a_store_of_files(judge, link, answer):
    assert judge(html="<p>Hello</p>" + links(link))["links.free-hosting"].answer is answer


def test_a_mail_whose_every_link_is_shortened(judge):
    listed = {"List_Unsubscribe": "<https://shop.example/leave>"}
    every = judge(html=links("https://bit.ly/a", "https://bit.ly/b"), **listed)["links.hidden-target"]
    assert every.answer is YES
    assert "Every link" in every.sentence["en"]
    some = judge(html=links("https://bit.ly/a", "https://www.shop.example/"), **listed)["links.hidden-target"]
    assert some.answer is UNCLEAR


def test_a_signed_mail_whose_links_are_counted_by_the_service_that_sent_it(judge):
    parts = {"html": links("https://c4.courier.test/x"), "Return_Path": "<b@courier.test>"}
    signed = {"DKIM_Signature": "v=1; a=rsa-sha256; d=shop.example; s=a; b=x"}
    bare, own = judge(**parts), judge(**parts, **signed)
    assert (bare["links.unfamiliar"].answer, own["links.unfamiliar"].answer) == (YES, UNCLEAR)
    assert own["sender.mismatch"].strength < bare["sender.mismatch"].strength


def test_a_picture_that_leads_to_strangers(judge):
    picture = '<a href="https://stranger.test/a"><img src="https://stranger.test/p.png"></a>'
    told = judge(html=picture)["links.unfamiliar"]
    assert "little more than a picture" in told.sentence["en"]
    long = judge(html=f"<p>{'A letter of many words. ' * 20}</p>{picture}")["links.unfamiliar"]
    assert "picture" not in long.sentence["en"]
    assert told.strength > long.strength


@pytest.mark.parametrize(
    ("box", "thrown"),
    [
        ("kQrTzWmB", True), ("xRvPdKqz", True), ("QWeRtZxY", True),
        ("DoNotReply", False), ("suPporT", False), ("JohnMcAdams", False), ("noreply", False), ("INFO", False), ("a.Tanaka", False), ("HanakoMORI", False),
    ],
)  # fmt: skip
def test_a_mailbox_that_nobody_chose(judge, box, thrown):
    assert thrown_together(box) is thrown
    if thrown:
        found = judge("Hello", sender=f"Offers <{box}@shop.example>")["sender.random"]
        assert found.answer is YES
        assert box in found.sentence["en"]


def test_letters_before_a_word_are_an_abbreviation(judge):
    for domain, answer in (("hotelcvhh.example", UNCLEAR), ("cvhhotels.example", NO), ("xvkqtrz.example", UNCLEAR)):
        assert judge("Hello", sender=f"a@{domain}")["sender.random"].answer is answer, domain


def test_a_name_said_twice_is_one(judge):
    found = judge(
        html=links("https://stranger.test/"), sender='"Aldi 500 Gift Card, Aldi 500 Gift Card" <a@shop.example>'
    )
    assert found["sender.name"].marks["poses_as"] == "Aldi"


@pytest.mark.parametrize(
    ("sender", "reply_to", "answer"),
    [
        ("Mr Ali <ali1@gmail.com>", "ali2@gmail.com", YES),
        ("Hanako <hanako.mori@gmail.com>", "hanakomori@gmail.com", NO),  # one mailbox in two spellings
        ("Hanako <hanako@gmail.com>", "hanako+shop@gmail.com", NO),
    ],
)
def test_two_free_mailboxes(judge, sender, reply_to, answer):
    assert judge("Hello", sender=sender, Reply_To=reply_to)["sender.mismatch"].answer is answer


@pytest.mark.parametrize(
    ("sender", "reply_to", "answer"),
    [
        ("Momiji <a@momiji-tea.example>", "a@momiji-tea.test", UNCLEAR),  # two endings of one name
        ("Momiji <a@momiji-tea.example>", "a@stranger.test", YES),
        ("DHL <a@dhl.de>", "a@dhl.test", YES),  # whom others imitate
    ],
)
def test_one_name_under_two_endings(judge, sender, reply_to, answer):
    assert judge("Hello", sender=sender, Reply_To=reply_to)["sender.mismatch"].answer is answer


def test_a_free_mailbox_excuses_no_name(judge):
    found = judge(html=links("https://stranger.test/"), sender="Ledger Live <a.b.c@outlook.com>")["sender.name"]
    assert found.answer is YES


@pytest.mark.parametrize(
    ("return_path", "answer"),
    [
        ("<root@ubuntu-2cpu-nyc1>", YES),
        ("<root@web1.nowhere-such>", YES),
        ("<root@mail.local>", NO),
        ("<bounce@courier.test>", NO),
        ("<>", NO),
    ],
)
def test_a_mail_handed_in_by_a_machine_without_a_name(judge, return_path, answer):
    assert judge("Hello", sender="Bank <a@bank.example>", Return_Path=return_path)["sender.impossible"].answer is answer


def test_a_domain_in_letters_of_mathematics_cannot_be(judge):
    assert judge("Hello", sender="Bank <a@𝐛𝐚𝐧𝐤.example>")["sender.impossible"].answer is YES


def test_a_name_that_comes_with_a_trial_is_said_to_be_one(judge):
    found = judge("Hello", sender="Offers <a@qwertz.onmicrosoft.com>")["sender.freemail"]
    assert found.answer is UNCLEAR
    assert "onmicrosoft.com" in found.sentence["en"]
    assert judge("Hello", sender="Bank <a@mail.bank.example>")["sender.freemail"].answer is NO


@pytest.mark.parametrize(
    ("text", "kinds", "plain"),
    [
        ("P̶e̶n̶d̶i̶n̶g̶ parcel", {"marks"}, None),
        ("ᴘᴀʏᴍᴇɴᴛ ꜰᴀɪʟᴇᴅ", {"capitals"}, "payment failed"),
        ("Ⓟⓐⓨⓜⓔⓝⓣ", {"capitals"}, "Payment"),
        ("p\u034fa\u034fy", {"unseen"}, None),
        # decomposed accents, a linguist's letter, and what fills the preview of a newsletter
        ("Nguye\u0302\u0303n, o\u0302\u0301te\u0301, A\u030angstro\u0308m", set(), None),
        ("[ˈʀɛɪ̯zn̩]", set(), None),
        ("\u034f \u034f \u034f Our news", set(), None),
    ],
)
def test_further_disguises(text, kinds, plain):
    assert {kind for *_, kind in disguised(text, 5)} == kinds
    assert len(plain_letters(text)) == len(text)
    assert plain is None or plain_letters(text) == plain


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Dear {{FIRST_NAME}}, your parcel is waiting for you at the depot.", "unfilled"),
        ("Hello [FNAME], please read this message to its very end.", "unfilled"),
        ("*|MC:SUBJECT|* A letter to all of our readers in the north.", "unfilled"),
        ("This message is from a trusted sender. Your parcel is at the depot.", "assures"),
        ("Diese Nachricht stammt von einem vertrauenswürdigen Absender. Ihr Paket liegt im Depot.", "assures"),
        ("Dear Ms Mori, your parcel is waiting for you at the depot.", ""),
        ("I think you must write {{name}} there, and call it twice.\n\nCheers", ""),
    ],
)
def test_what_a_program_for_bulk_mail_leaves_behind(judge, text, sign):
    signs = set(judge(text)["language.odd"].marks.get("signs", "").split(", "))
    assert signs & {"unfilled", "assures"} == ({sign} if sign else set())


def test_a_line_too_short_to_tell_its_language_is_asked_in_several(judge):
    found = judge("klik hier", subject="Opslag vol", sender="Cloud <a@stranger.test>")
    assert "loss" in found["pressure.words"].marks.get("levers", "")


def test_of_an_empty_mail_nothing_is_said_of_its_words(judge):
    found = judge("", sender="x@shop.example")
    assert {found[rule].answer for rule in ("scam.bait", "request.secrets", "pressure.words")} == {Verdict.NOT_EXAMINED}


def test_what_a_house_sells_on_its_own_pages_is_no_scam(judge):
    words = "<p>Personal loans without hidden fees. Get your free gift and a bonus: car insurance quotes, too.</p>"
    told = {
        target: opinion(list(judge(html=words + links(target), settings=CaseSettings()).values()))
        for target in ("https://www.shop.example/loan", "https://stranger.test/loan")
    }
    assert told["https://www.shop.example/loan"].kind is Kind.UNCLEAR
    assert told["https://stranger.test/loan"].hostile > verdict.SURE


def test_a_maker_may_name_what_it_makes(judge):
    text = "Your Norton subscription expires in 7 days, renew it in your account."
    assert "lure" in judge(text, sender="Norton <a@stranger.test>")["scam.bait"].marks["baits"]
    assert judge(text, sender="Norton <a@norton.com>")["scam.bait"].answer is NO


def test_a_doubt_is_told_before_what_calms(judge):
    told = opinion(list(judge("Thanks for reading! Offers: https://stranger.test/", sender="a@shop.example").values()))
    assert [weight.points > 0 for weight in told.weights][:1] == [True]


@pytest.mark.parametrize(
    ("text", "rule", "detail"),
    [
        ("You could ask at the shelter: they will just ask for a donation.", "scam.bait", "fortune"),
        ("I saw that you've chosen the blue one.", "scam.bait", "reward"),
        ("Last night I installed the new kernel, and remote desktop works again.", "pressure.words", "hacked"),
        ("Een investering in isolatie verdient zich terug, en een lening is mogelijk bij uw bank.", "scam.bait", "fortune"),
        ("Melden Sie sich jetzt an und chatten Sie mit netten Leuten aus der Nachbarschaft!", "request.secrets", "request"),
        ("Bevestiging van verzending: uw bestelling is onderweg en wordt morgen bij u thuis bezorgd.", "request.secrets", "request"),
    ],
)  # fmt: skip
def test_everyday_words_are_none_of_these(judge, text, rule, detail):
    marks = judge(text)[rule].marks
    assert detail not in ", ".join(marks.values())
