"""What the case's look-ups recorded of DNS is what its mails are verified with; nobody is asked again."""

from __future__ import annotations

from datetime import UTC, datetime

import forensics as fx
from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger

MAIL = (
    b"Return-Path: <a@shop.example>\n"
    b"Received: from mail.shop.example (mail.shop.example [192.0.2.31]) by mx.own.example with ESMTP id 1; Mon, 16 Mar 2026 09:15:02 +0900\n"
    b"From: a@shop.example\nSubject: x\n\nx\n"
)
REPLY = b";; TXT shop.example: NOERROR\nshop.example 60 TXT v=spf1 ip4:192.0.2.31 -all\n"


def test_a_recorded_reply_verifies_a_mail_of_the_case(tmp_path):
    (tmp_path / "mail.eml").write_bytes(MAIL)
    case = fx.open_case(tmp_path / "case", examiner="A. Analyst")
    case.add(tmp_path / "mail.eml")
    before = case.mail("M-0001").authentication
    assert next((gap.method, gap.code) for gap in before.unverifiable) == ("spf", "zone-not-recorded")
    answer = Answer(
        Observable("domain", "shop.example"), "dns", Status.FOUND, datetime(2026, 3, 16, tzinfo=UTC), raw=REPLY
    )
    AnswerLedger(tmp_path / "case").record([answer])
    after = case.mail("M-0001").authentication.check("spf")
    assert after is not None
    assert (after.result, after.domain) == ("pass", "shop.example")
