"""Headers that claim to know the origin, and recorded DNS replies as a zone."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.parse.zones import NotRecorded, recorded_zone, records

CLAIMS = [
    ("X-Originating-IP: [192.0.2.77]", ("x-originating-ip", "192.0.2.77", "")),
    ("X-Sender-IP: 2001:DB8::7", ("x-sender-ip", "2001:db8::7", "")),
    ("X-Forwarded-For: client 192.0.2.77, 10.0.0.1", ("x-forwarded-for", "192.0.2.77", "")),
    ("X-Originating-IP: version 8.5.6.7-beta", ("x-originating-ip", "", "")),
    ("X-Client-IP: 2026.03.16.09", ("x-client-ip", "", "")),
    ("X-Authenticated-Sender: host.example: info@shop.example", ("x-authenticated-sender", "", "host.example: info@shop.example")),
    ("X-PHP-Originating-Script: 33:mailer.php", ("x-php-originating-script", "", "33:mailer.php")),
]  # fmt: skip


@pytest.mark.parametrize(("header", "expected"), CLAIMS)
def test_claims_of_the_origin(header, expected):
    mail = read_mail(f"{header}\nFrom: a@shop.example\n\nx".encode())
    assert [(claim.header, claim.ip, claim.user) for claim in mail.origin_claims] == [expected]
    assert mail.trust.origin_ip == ""


def test_a_mail_without_such_headers():
    assert read_mail(b"From: a@shop.example\n\nx").origin_claims == ()


REPLY = b"""\
;; A shop.example: NOERROR
shop.example 300 A 192.0.2.31
;; AAAA shop.example: NOERROR
;; TXT shop.example: NOERROR
shop.example 300 TXT v=spf1 a -all
;; TXT _dmarc.shop.example: NXDOMAIN
;; MX shop.example: timed out after 5 s
;; A www.shop.example: NOERROR
www.shop.example 300 CNAME shop.example.
"""


def test_recorded_replies_as_a_zone():
    zone = recorded_zone([b"\xff\n;; TXT shop.example: NXDOMAIN", REPLY])
    assert records(zone, "Shop.Example.", "TXT") == ["v=spf1 a -all"]
    assert records(zone, "shop.example", "AAAA") == []
    assert records(zone, "_dmarc.shop.example", "TXT") == []
    assert records(zone, "www.shop.example", "A") == ["192.0.2.31"]
    for name, kind in (("shop.example", "MX"), ("other.example", "A")):
        with pytest.raises(NotRecorded, match=name):
            records(zone, name, kind)
    loop = {("a.example", "CNAME"): ["b.example"], ("b.example", "CNAME"): ["a.example"]}
    assert records(loop, "a.example", "A") == ()
