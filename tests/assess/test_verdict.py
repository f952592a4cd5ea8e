"""The verdict on whole mails: what is bad is called so, what is honest is not accused, and what is thin stays open."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from forensics import read_mail
from forensics.assess import RULES, findings, opinion, verdict
from forensics.extract import sightings
from forensics.model.finding import Finding, Kind, Verdict
from forensics.model.settings import CaseSettings
from tests.pace import took

PASS = ("pass", "pass", "pass")
HOSTILE = (Kind.PHISHING, Kind.EXTORTION, Kind.SCAM)
BANK = (
    "ひのき銀行をご利用いただきありがとうございます。\n\n不正アクセスへの対策として、3月21日よりログイン時の本人認証を強化いたします。"
    "お客様のお手続きは必要ありません。\n\n当行がメールで暗証番号をおたずねすることはありません。\n"
    "くわしくは https://www.hinoki-bank.example/security をご覧ください。\n\n株式会社ひのき銀行\n"
)
BANK_EN = (
    "Dear Ms Mori,\n\nyour statement for February is ready. Log in to online banking at https://www.hinoki-bank.example/ to read it.\n"
    "We will never ask for your password by e-mail.\n\nHinoki Bank, 1-2-3 Chuo, Tokyo\n"
)
NOTICE = (
    "【重要】お客様のアカウントは停止されます。24時間以内に下記のリンクからアカウントの確認を行ってください。"
    "確認されない場合、アカウントは永久に削除されます。"
)


@pytest.mark.parametrize(
    ("text", "subject", "sender", "auth"),
    [
        (BANK, "【ひのき銀行】本人認証の強化について", "info@hinoki-bank.example", PASS),
        (BANK, "【重要】本人認証の強化について", "info@hinoki-bank.example", ("", "", "")),
        (BANK_EN, "Your statement is ready", "service@hinoki-bank.example", PASS),
        (BANK_EN, "Important: your statement is ready", "service@hinoki-bank.example", ("", "", "")),
        (
            "Your password was changed on 3 March. If you did not do this, call the number on your card.\nHinoki Bank",
            "Your password was changed", "service@hinoki-bank.example", PASS,
        ),
        ("パスワードの有効期限が近づいています。社内ポータルから変更してください。\n情報システム担当 佐藤", "パスワード変更のお願い", "sato@kaede.example", ("", "", "")),
        ("予約の確認です。3月5日19時、4名様。変更は店舗までお電話ください。", "ご予約の確認", "info@soba.example", PASS),
    ],
)  # fmt: skip
def test_honest_mail_is_not_accused(judge, text, subject, sender, auth):
    told = opinion(list(judge(text, subject=subject, sender=sender, auth=auth).values()))
    assert told.kind not in HOSTILE, told
    assert told.hostile < verdict.SURE


def test_phishing_is_called_so_with_its_reasons(judge):
    page = f'<p>{NOTICE}</p><a href="http://evil.test/wp-content/x.php?u=hanako@kaede.example">https://www.hinoki-bank.example/login</a>'
    told = opinion(list(judge(html=page, sender="info@hinoki-bank.example", To="hanako@kaede.example").values()))
    assert told.kind is Kind.PHISHING
    assert told.probability is not None
    assert told.probability > 0.9
    assert len(told.weights) == 3
    assert "links.text-differs" in {weight.rule for weight in told.weights}
    assert all(weight.points > 0 and weight.sentence["ja"] for weight in told.weights)


def test_that_nothing_was_found_is_no_reason_where_something_was(judge):
    told = opinion(list(judge("Verify your account now.", sender="a@shop.example").values()))
    found = judge("Verify your account now.", sender="a@shop.example")
    assert told.kind is Kind.UNCLEAR
    assert found[told.weights[0].rule].answer is not Verdict.NO


def test_a_scam_is_told_from_phishing(judge):
    text = (
        "Dear friend, I am the attorney of a late client. You are the beneficiary of 8 million dollars. "
        "With due respect, reply urgently and keep this confidential. God bless you."
    )
    told = opinion(list(judge(text, sender="barrister@bank.example", Reply_To="b.smith@gmail.com").values()))
    assert told.kind is Kind.SCAM


@pytest.mark.parametrize("text", ["", "hello", "see attached", "こんにちは"])
def test_thin_evidence_gives_no_verdict(judge, text):
    told = opinion(list(judge(text).values()))
    assert told.kind is Kind.UNCLEAR
    assert told.probability is None


def test_a_talk_on_a_list_is_bulk(judge):
    text = "On Monday Ren wrote:\n> Is anyone seeing this?\n\nYes, here too. I think the patch helps. Thanks for asking.\n\nCheers,\nMika"
    told = opinion(
        list(judge(text, List_Id="<l.lists.example>", In_Reply_To="<1@x.example>", sender="mika@mika.example").values())
    )
    assert told.kind is Kind.BULK


def test_a_rule_without_a_weight_counts_in_its_family():
    sentence = {"en": "x", "ja": "x"}
    weights = verdict.table().points
    for rule, answer, expected in (
        ("attachments.new", Verdict.YES, 0.8), ("links.new", Verdict.YES, 0.8), ("links.new", Verdict.NO, -0.1),
        ("links.new", Verdict.UNCLEAR, 0.0), ("weather.new", Verdict.YES, 0.0), ("links.new", Verdict.NOT_EXAMINED, 0.0),
    ):  # fmt: skip
        assert verdict.points(Finding(rule, sentence, answer, 0.8, sentence), weights) == pytest.approx(expected)


def test_every_weight_belongs_to_a_rule_and_keeps_its_side():
    rules = {name for name, _ in RULES}
    for name, points in verdict.table().points.items():
        assert name.partition(" ")[0] in rules, name
        assert -4 < points <= 5, name


def test_every_rule_has_weights_and_learning_kept_them_near_the_hand():
    rows = tomllib.loads(files("forensics.assess").joinpath("verdict.toml").read_text("utf-8"))["weights"]
    for rule, _ in RULES:
        assert f"{rule} yes" in rows, rule
        assert f"{rule} no" in rows, rule
    for name, row in rows.items():
        assert abs(row["points"] - row["prior"]) <= 2 * row["spread"] + 0.005, name
        assert row["points"] * row["prior"] >= 0, name  # what speaks for a lie never comes to speak against one
    for rule, _ in RULES:
        if rule.startswith(("sender.", "links.", "attachments.")) and rule != "sender.authenticated":
            assert rows[f"{rule} yes"]["points"] > rows.get(f"{rule} unclear", {"points": 0})["points"], rule


@pytest.mark.parametrize(
    "text",
    [
        "あなたの" * 80_000,
        "account suspended " * 50_000,
        "verify your " + "a " * 500_000,
        "、，" * 400_000,
        "аa" * 400_000,
        "𝐀" * 250_000,
        "です。だ。" * 150_000,
        "[" * 1_000_000,
        " ,x" * 300_000,
        "password: x " * 80_000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["text", "subject", "html"])
def test_a_megabyte_of_anything_is_judged_within_a_second(text, where):
    head = "From: a@b.example\r\nSubject: "
    raw = (
        f"{head}{text}\r\n\r\nx" if where == "subject"
        else f"{head}x\r\nContent-Type: text/{'html' if where == 'html' else 'plain'}; charset=utf-8\r\n\r\n{text}"
    ).encode()  # fmt: skip
    mail = read_mail(raw)
    assert mail.subject is not None
    assert mail.text is not None
    assert mail.language
    assert mail.pages is not None
    seen = sightings(mail)[:100]
    told = opinion(findings(mail, seen, CaseSettings()))  # this may compile a lexicon
    assert told.kind in Kind
    assert took(lambda: findings(mail, seen, CaseSettings()), below=1) < 1
