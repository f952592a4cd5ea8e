"""The honest mails: a colleague's report, a bank's newsletter, an internal mail, a mailing list. Each trips a naive rule."""

from __future__ import annotations

import quopri
from urllib.parse import quote

from tools.sample import words
from tools.sample.build import crlf, delivered, encoded, folded, mail, multipart, part


def clicked() -> bytes:
    """A colleague says that she typed her password into the page: innocent, and the most important mail of the case."""
    head = [
        "Return-Path: <yuki@kaede.example>",
        "Delivered-To: taro@kaede.example",
        (
            "Received: from pc-somu2.kaede.example (pc-somu2.kaede.example [192.0.2.112])\r\n"
            "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
            "\tby mx.kaede.example (Postfix) with ESMTPSA id 4D19B7703C\r\n"
            "\tfor <taro@kaede.example>; Tue, 3 Mar 2026 10:05:44 +0900 (JST)"
        ),
        "Date: Tue, 3 Mar 2026 10:05:41 +0900",
        "From: " + encoded("鈴木 由紀", "iso-2022-jp") + " <yuki@kaede.example>",
        "To: " + encoded("佐藤 太郎", "iso-2022-jp") + " <taro@kaede.example>",
        "Subject: " + encoded(words.CLICKED_SUBJECT, "iso-2022-jp"),
        "Message-ID: <20260303100541.5C20.YUKI@kaede.example>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=ISO-2022-JP",
        "Content-Transfer-Encoding: 7bit",
    ]
    return mail(head, crlf(words.CLICKED, "iso-2022-jp"))


def newsletter() -> bytes:
    """A bank's honest newsletter through a bulk sender: signed twice, link text and target differ, a tracking pixel."""
    to = "jiro@kaede.example"
    kind, body = multipart(
        "alternative",
        "----=_bulk_20260305_0001",
        [
            part("text/plain; charset=utf-8", _qp(words.NEWS), "quoted-printable"),
            part("text/html; charset=utf-8", _qp(words.NEWS_HTML), "quoted-printable"),
        ],
    )
    client = "out31.bulk-sender.example (out31.bulk-sender.example [203.0.113.131])"
    results = (
        "spf=pass smtp.mailfrom=bounce+9f3a71@bulk-sender.example;\r\n"
        "\tdkim=pass header.d=hinoki-bank.example header.s=bulk1;\r\n"
        "\tdkim=pass header.d=bulk-sender.example header.s=s2;\r\n"
        "\tdmarc=pass (p=quarantine) header.from=hinoki-bank.example"
    )
    head = [
        "Return-Path: <bounce+9f3a71@bulk-sender.example>",
        *delivered(to, "B2E7710D5F", "Thu, 5 Mar 2026", "12:00", client, results),
        (
            "Received: from app2.bulk-sender.example (app2.bulk-sender.example [203.0.113.12])\r\n"
            "\tby out31.bulk-sender.example with ESMTP id 9f3a71; Thu, 05 Mar 2026 03:00:02 +0000"
        ),
        "From: " + encoded("ひのき銀行", "utf-8") + " <news@hinoki-bank.example>",
        "Reply-To: news@hinoki-bank.example",
        "To: jiro@kaede.example",
        "Subject: " + encoded(words.NEWS_SUBJECT, "utf-8"),
        "Date: Thu, 05 Mar 2026 03:00:01 +0000",
        "Message-ID: <9f3a71.20260305@bulk-sender.example>",
        "List-Unsubscribe: <https://click.bulk-sender.example/u/9f3a71>",
        "Precedence: bulk",
        "MIME-Version: 1.0",
        *kind,
    ]
    return mail(head, body)


def _qp(text: str) -> bytes:
    return quopri.encodestring(text.encode("utf-8")).rstrip(b"\n").replace(b"\n", b"\r\n")


def plan() -> bytes:
    """An internal mail with an attachment whose Japanese name is written after RFC 2231."""
    pdf = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )
    name = quote("システム更新予定_2026年3月.pdf", encoding="utf-8")
    kind, body = multipart(
        "mixed",
        "=-kaede-plan-0302",
        [
            part("text/plain; charset=UTF-8", crlf(words.PLAN, "utf-8"), "8bit"),
            part(
                "application/pdf",
                folded(pdf),
                "base64",
                f"Content-Disposition: attachment;\r\n\tfilename*=UTF-8''{name}",
            ),
        ],
    )
    head = [
        "Return-Path: <taro@kaede.example>",
        "Delivered-To: all@kaede.example",
        (
            "Received: from pc-joho1.kaede.example (pc-joho1.kaede.example [192.0.2.101])\r\n"
            "\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
            "\tby mx.kaede.example (Postfix) with ESMTPSA id 3C77A01B92\r\n"
            "\tfor <all@kaede.example>; Mon, 2 Mar 2026 16:30:12 +0900 (JST)"
        ),
        "Date: Mon, 2 Mar 2026 16:30:10 +0900",
        "From: " + encoded("佐藤 太郎", "utf-8") + " <taro@kaede.example>",
        "To: all@kaede.example",
        "Subject: " + encoded(words.PLAN_SUBJECT, "utf-8"),
        "Message-ID: <b7d1c9e0-0302@kaede.example>",
        "User-Agent: Mozilla Thunderbird",
        "MIME-Version: 1.0",
        *kind,
    ]
    return mail(head, body)


def mailing_list() -> bytes:
    """A mailing list: answers go to the list, the footer has broken the author's signature, and all is well."""
    to = "taro@kaede.example"
    client = "lists.community.example (lists.community.example [203.0.113.201])"
    results = (
        "spf=pass smtp.mailfrom=mailadmin-bounces@lists.community.example;\r\n"
        "\tdkim=fail (body hash did not verify) header.d=mika.example;\r\n"
        "\tdmarc=fail (p=none) header.from=mika.example"
    )
    head = [
        "Return-Path: <mailadmin-bounces@lists.community.example>",
        *delivered(to, "C9910FA2D4", "Tue, 10 Mar 2026", "08:14", client, results),
        (
            "Received: from mail.mika.example (mail.mika.example [203.0.113.222])\r\n"
            "\tby lists.community.example (Postfix) with ESMTPS id 55A0E1C7\r\n"
            "\tfor <mailadmin@lists.community.example>; Tue, 10 Mar 2026 08:13:40 +0900 (JST)"
        ),
        "Date: Tue, 10 Mar 2026 08:13:37 +0900",
        "From: Mika Tanabe <mika@mika.example>",
        "Reply-To: mailadmin@lists.community.example",
        "To: mailadmin@lists.community.example",
        "Subject: " + words.LIST_SUBJECT,
        "Message-ID: <20260310081337.GA3104@mika.example>",
        "In-Reply-To: <20260309180211.7C1@ren.example>",
        "List-Id: Mail administrators <mailadmin.lists.community.example>",
        "List-Post: <mailto:mailadmin@lists.community.example>",
        "Precedence: list",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=us-ascii",
    ]
    return mail(head, crlf(words.LIST, "ascii"))
