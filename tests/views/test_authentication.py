"""Authentication on show: the three states in words of their own, in both languages."""

from __future__ import annotations

import pytest

from forensics.intake.reading import read_original
from forensics.model.settings import CaseSettings
from forensics.parse import read_mail
from forensics.views.mail import show, text

OWN = CaseSettings(own_domains=("own.example",), own_authserv_ids=("mx.own.example",))
MAIL = (
    b"Received: from mail.shop.example (mail.shop.example [192.0.2.31]) by mx.own.example with ESMTP id 1; Mon, 16 Mar 2026 09:15:02 +0900\n"
    b"Authentication-Results: mx.own.example; spf=fail smtp.mailfrom=shop.example\n"
    b"Received: from pc by mail.shop.example with ESMTP id 2; Mon, 16 Mar 2026 09:15:00 +0900\n"
    b"Authentication-Results: mx.own.example; dkim=pass header.d=<b>bank.example\n"
    b"X-Spam-Status: No, score=-1 required=5\nReturn-Path: <a@shop.example>\nFrom: a@shop.example\nSubject: x\n\nx\n"
)
REPLIES = [b";; TXT shop.example: NOERROR\nshop.example 60 TXT v=spf1 ip4:192.0.2.31 -all\n"]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            [
                "said by our own server",
                "forged",
                "verified by us",
                "cannot be verified",
                "claimed by others",
                "own server",
                "claim",
            ],
        ),
        (
            "ja",
            [
                "自組織のサーバーの記録",
                "偽装",
                "当方で検証",
                "検証できない",
                "第三者の申告",
                "自組織のサーバー",
                "自称",
                "(ドメインの DMARC ポリシーが記録されていない)",
            ],
        ),
    ],
)
def test_each_state_has_its_word(language, words):
    mail = read_original(MAIL, "eml", OWN, dns_replies=lambda: REPLIES)
    shown = text(mail, language)
    assert [word for word in words if word not in shown] == []
    assert "<b>bank" not in show(mail, language)


def test_nobody_has_said_who_we_are():
    assert "taken for our own" in text(read_original(MAIL, "eml", CaseSettings()))


def test_a_mail_that_was_read_without_it():
    assert "not worked out for this mail" in text(read_mail(MAIL))
