"""The checklist of a mail and the advice of a case: what a layman reads."""

from __future__ import annotations

import pytest

import forensics as fx
from forensics.assess.advice import Told, advice
from forensics.assess.checklist import alarm
from forensics.model.finding import Finding, Kind, Verdict
from forensics.model.settings import CaseSettings

FIVE = ["sender", "language", "fear", "link", "attachment"]
SENTENCE = {"en": "x", "ja": "x"}


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return fx.sample_case(tmp_path_factory.mktemp("judged") / "sample")


@pytest.mark.parametrize(
    ("exhibit", "kind", "alarming"),
    [
        ("M-0001", Kind.PHISHING, {"sender", "language", "fear", "link", "request"}),
        ("M-0005", Kind.EXTORTION, {"sender", "language", "fear"}),
    ],
)
def test_the_incident(case, exhibit, kind, alarming):
    record = case.checklist(exhibit).record
    assert record.opinion.kind is kind
    assert [item.name for item in record.items][:5] == FIVE
    assert {item.name for item in record.items if item.answer is Verdict.YES} == alarming
    for item in record.items:
        assert item.sentences
        assert item.answer is not Verdict.YES or item.grounds, item.name


def test_the_page_speaks_both_languages_and_links_are_broken(case):
    japanese, english = str(case.checklist("M-0001", "ja")), str(case.checklist("M-0001", "en"))
    for words in ("差出人のアドレスにおかしな点はありますか。", "不自然な", "flower-shop[.]example"):
        assert words in japanese
    for words in ("Is something wrong with the sender's address?", "phishing"):
        assert words in english
    assert "http://" not in japanese + english
    page = case.mail("M-0001").checklist("ja")._repr_html_()
    assert "<script" not in page
    assert "http://" not in page


def test_a_mail_without_a_case_has_one_as_well():
    assert "Is the language odd?" in str(fx.read_mail(b"From: a@b.example\r\n\r\nhello").checklist())


def test_an_attachment_that_nobody_examined_is_said(case):
    record = case.checklist("M-0009").record
    item = next(item for item in record.items if item.name == "attachment")
    assert item.answer is not Verdict.YES
    assert item.sentences


def test_the_colleague_and_the_bank_are_not_accused(case):
    kinds = {row["exhibit"]: row["verdict"] for row in case.mails}
    assert kinds["M-0004"] == "legitimate"
    assert kinds["M-0008"] == "bulk"
    assert kinds["M-0009"] == "legitimate"
    assert kinds["M-0010"] == "bulk"
    assert all(kinds[f"M-000{n}"] == "phishing" for n in (1, 2, 3, 6, 7))


def test_all_checklists_as_a_table(case):
    table = case.checklist().table
    assert len(table) == 7 * len(case.mails)
    assert {row["answer"] for row in table} <= {"yes", "no", "unclear", "not_examined"}


@pytest.mark.parametrize(
    ("rule", "answer", "expected"),
    [
        ("links.recipient", Verdict.YES, Verdict.YES),
        ("sender.authenticated", Verdict.YES, Verdict.NO),
        ("sender.authenticated", Verdict.NO, Verdict.UNCLEAR),
        ("contact.known", Verdict.NO, Verdict.NO),
        ("bulk.sent", Verdict.YES, Verdict.NO),
        ("bulk.sent", Verdict.NOT_EXAMINED, Verdict.NOT_EXAMINED),
    ],
)
def test_yes_is_always_the_alarming_answer(rule, answer, expected):
    assert alarm(Finding(rule, SENTENCE, answer, 0.5, SENTENCE)) is expected


def test_advice_in_order_with_ready_lists(case):
    steps = case.advice().record
    assert [step.name for step in steps] == ["pay", "passwords", "tell", "block", "keep", "report"]
    by_name = {step.name: step for step in steps}
    assert [kind for kind, _ in by_name["pay"].items] == ["bitcoin"]
    assert ("mailbox", "yuki@kaede.example") in by_name["passwords"].items
    blocked = {value for _, value in by_name["block"].items}
    assert {"www.flower-shop.example", "198.51.100.77", "support@kaede-support.test"} <= blocked
    assert not any("kaede.example" in value for value in blocked)
    assert ("JPCERT/CC", "info@jpcert.or.jp") in by_name["report"].items
    japanese = str(case.advice(language="ja"))
    assert "支払わない" in japanese
    assert "フィッシング対策協議会" in japanese


def test_advice_for_one_mail(case):
    steps = case.advice("M-0005").record
    assert {mail for step in steps for mail in step.mails} == {"M-0005"}
    assert "sakura-1987" not in str(case.advice("M-0005"))


def test_a_case_without_a_bad_mail_is_only_to_be_kept():
    told = Told("M-0001", "legitimate", ("a@b.example",), "c@d.example", "", "", (), frozenset(), ())
    assert [step.name for step in advice([told], CaseSettings())] == ["keep"]
    assert [step.name for step in advice([], CaseSettings())] == ["keep"]


def test_nobody_innocent_is_blocked():
    places = (
        "www.google.com", "mail.kaede.example", "x.sendgrid.net", "www.w3.org", "evil.test", "gmail.com", "192.0.2.1", "www.smbc.co.jp",
        "partner-bank.example", "clicktime.symantec.com",
    )  # fmt: skip
    sightings = (
        *(("domain", place, "text") for place in places),
        ("domain", "pictures.shop.example", "html img src"),
        ("domain", "fake.test", "html a href"),
    )
    own = CaseSettings(own_domains=("kaede.example",), known_good_domains=("partner-bank.example",))
    told = (
        Told("M-0001", "phishing", (), "x@kaede.example", "b@evil.test", "203.0.113.9", (), frozenset(), sightings),
        Told("M-0002", "phishing", (), "info@smbc.co.jp", "", "203.0.113.7", ("o1.x.sendgrid.net",), frozenset(), ()),
    )
    block = next(s for s in advice(told, own) if s.name == "block")
    assert block.items == (
        ("domain", "evil.test"),
        ("domain", "fake.test"),
        ("ip", "203.0.113.9"),
        ("sender", "b@evil.test"),
    )


def test_no_reader_is_blocked_whose_address_a_stranger_wrote_and_no_machine_before_one_knows_which_are_the_own():
    told = Told("M-0001", "phishing", ("a@b.test",), "A@b.test", "evil@c.test", "203.0.113.9", (), frozenset(), ())
    blocked = [
        next(s.items for s in advice([told], settings) if s.name == "block")
        for settings in (CaseSettings(), CaseSettings(own_relays=("mx.b.test",)))
    ]
    assert blocked == [(("sender", "evil@c.test"),), (("ip", "203.0.113.9"), ("sender", "evil@c.test"))]
