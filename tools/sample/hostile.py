"""The mails of the offenders: the notice of 3 March, the threat of 4 March, the later wave of 17 March."""

from __future__ import annotations

import hashlib

from tools.sample import words
from tools.sample.build import crlf, delivered, encoded, folded, mail, multipart, part

PASSWORD = "sakura-1987"
NOTHING_UP_MY_SLEEVE = b"forensics sample case: nobody holds a key to this address"
PEOPLE = {"hanako": "森 花子", "jiro": "高橋 二郎", "yuki": "鈴木 由紀"}


def wallet() -> str:
    """A Bitcoin address in mainnet format whose 20 bytes are the hash of a sentence, so that no key to it is known."""
    data = b"\x00" + hashlib.sha256(NOTHING_UP_MY_SLEEVE).digest()[:20]
    data += hashlib.sha256(hashlib.sha256(data).digest()).digest()[:4]
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[digit] + text
    return "1" + text


def notice(local: str, queue: str, clock: str) -> bytes:
    """The wave of 3 March: a hacked web server sends, another hacked site receives the clicks."""
    to = f"{local}@kaede.example"
    link = f"http://www.flower-shop.example/wp-content/themes/hanazono/inc/mbx/verify.php?uid={to}"
    fields = {"name": PEOPLE[local], "address": to, "link": link}
    kind, body = multipart(
        "alternative",
        f"b1_{hashlib.sha256(to.encode()).hexdigest()[:32]}",
        [
            part("text/plain; charset=iso-2022-jp", crlf(words.NOTICE.format(**fields), "iso-2022-jp"), "7bit"),
            part(
                "text/html; charset=iso-2022-jp",
                folded(crlf(words.NOTICE_HTML.format(**fields), "iso-2022-jp")),
                "base64",
            ),
        ],
        "This is a multi-part message in MIME format.",
    )
    client = "web07.tokiwa-hosting.example (web07.tokiwa-hosting.example [203.0.113.45])"
    results = "spf=softfail smtp.mailfrom=apache@web07.tokiwa-hosting.example;\r\n\tdkim=none; dmarc=none header.from=kaede-support.test"
    head = [
        "Return-Path: <apache@web07.tokiwa-hosting.example>",
        *delivered(to, queue, "Tue, 3 Mar 2026", clock, client, results),
        (
            "Received: by web07.tokiwa-hosting.example (Postfix, from userid 48)\r\n"
            f"\tid {queue[::-1]}; Tue, 3 Mar 2026 {clock}:03 +0900 (JST)"
        ),
        "To: " + to,
        "Subject: " + encoded(words.NOTICE_SUBJECT, "iso-2022-jp"),
        "X-PHP-Originating-Script: 48:class-cache.php",
        f"Date: Tue, 3 Mar 2026 {clock}:03 +0900",
        "From: " + encoded(words.NOTICE_FROM, "iso-2022-jp") + "\r\n <support@kaede-support.test>",
        "Reply-To: kaede.desk@freemail.example",
        f"Message-ID: <{hashlib.sha256(to.encode()).hexdigest()[:32]}@web07.tokiwa-hosting.example>",
        "X-Mailer: PHPMailer 5.2.9",
        "MIME-Version: 1.0",
        *kind,
    ]
    return mail(head, body)


def quota(local: str, queue: str, clock: str) -> bytes:
    """The wave of 17 March: other words, another sender, another hacked site, the same kit behind it."""
    to = f"{local}@kaede.example"
    link = f"http://yamanaka-ryokan.example/wp-content/themes/onsen2/inc/mbx/verify.php?uid={to}"
    fields = {"address": to, "link": link}
    kind, body = multipart(
        "alternative",
        f"b2_{hashlib.sha256(to.encode()).hexdigest()[:32]}",
        [
            part("text/plain; charset=UTF-8", folded(crlf(words.QUOTA.format(**fields), "utf-8")), "base64"),
            part("text/html; charset=UTF-8", folded(crlf(words.QUOTA_HTML.format(**fields), "utf-8")), "base64"),
        ],
    )
    client = "vps-140.mizuho-vps.example (unknown [198.51.100.140])"
    results = (
        "spf=none smtp.mailfrom=info@mailbox-center.test;\r\n\tdkim=none; dmarc=none header.from=mailbox-center.test"
    )
    head = [
        "Return-Path: <info@mailbox-center.test>",
        *delivered(to, queue, "Tue, 17 Mar 2026", clock, client, results, tls=False),
        "To: " + to,
        "Subject: " + encoded(words.QUOTA_SUBJECT, "utf-8"),
        f"Date: Tue, 17 Mar 2026 {int(clock[:2]) - 9:02d}{clock[2:]}:01 +0000",
        "From: " + encoded(words.QUOTA_FROM, "utf-8") + " <info@mailbox-center.test>",
        f"Message-ID: <{hashlib.sha256(b'17' + to.encode()).hexdigest()[:32]}@mailbox-center.test>",
        "X-Mailer: PHPMailer 5.2.9",
        "MIME-Version: 1.0",
        *kind,
    ]
    return mail(head, body)


def extortion() -> bytes:
    """The next day's threat, 'sent from your own account': the receiving server saw a stranger's address."""
    to = "hanako@kaede.example"
    text = words.EXTORTION.format(address=to, password=PASSWORD, wallet=wallet())
    client = "[198.51.100.77] (unknown [198.51.100.77])"
    results = (
        "spf=fail smtp.mailfrom=hanako@kaede.example;\r\n\tdkim=none; dmarc=fail (p=none) header.from=kaede.example"
    )
    head = [
        "Return-Path: <hanako@kaede.example>",
        *delivered(to, "7F0C21E4A9", "Wed, 4 Mar 2026", "22:41", client, results, tls=False),
        "From: <hanako@kaede.example>",
        "To: <hanako@kaede.example>",
        "Subject: " + encoded(words.EXTORTION_SUBJECT, "utf-8"),
        "Date: 4 Mar 2026 19:11:58 +0530",
        "Message-ID: <004b01d9e2c7$05f1a3c0$8d2e64b1$@kaede.example>",
        "X-Mailer: Microsoft Outlook 16.0",
        "MIME-Version: 1.0",
        'Content-Type: text/plain; charset="utf-8"',
        "Content-Transfer-Encoding: base64",
    ]
    return mail(head, folded(crlf(text, "utf-8")))
