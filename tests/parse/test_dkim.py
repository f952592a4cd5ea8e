"""DKIM: the example mails of RFC 6376 and RFC 8463, and what must not pass."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from functools import partial

import dkim
import pytest
from Crypto.PublicKey import RSA
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.model.authentication import Check, Unverifiable
from forensics.parse.dkim_check import check_dkim
from tests.pace import took
from tests.parse.zones import Whole

RECEIVED = datetime(2003, 7, 11, 21, 2, tzinfo=UTC)
# RFC 6376, appendix A.2 (the mail) and appendix C (the key)
RFC_6376 = b"""\
DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
      c=simple/simple; q=dns/txt; i=joe@football.example.com;
      h=Received : From : To : Subject : Date : Message-ID;
      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
      4bmp/YzhwvcubU4=;
Received: from client1.football.example.com  [192.0.2.1]
      by submitserver.example.com with SUBMISSION;
      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game. Are you hungry yet?

Joe.
"""
# RFC 8463, appendix A: one mail, an Ed25519 and an RSA signature
RFC_8463 = b"""\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.

"""
KEYS = Whole(
    {
        ("brisbane._domainkey.example.com", "TXT"): [
            (
                "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq6"
                "31uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"
            )
        ],
        ("brisbane._domainkey.football.example.com", "TXT"): [
            "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        ],
        ("test._domainkey.football.example.com", "TXT"): [
            (
                "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb"
                "3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"
            )
        ],
    }
)


def signatures(raw):
    """The raw values of the DKIM-Signature headers."""
    return [found[1] for found in re.finditer(rb"^DKIM-Signature:((?:[^\n]*\n[ \t])*[^\n]*)", raw, re.MULTILINE)]


def checked(raw, zone=KEYS, at=RECEIVED):
    """What comes of each signature."""
    return list(check_dkim(raw, signatures(raw), zone, at))


def outcomes(raw, **named):
    """The results alone."""
    return [each.result if isinstance(each, Check) else each.code for each in checked(raw, **named)]


VECTORS = [
    ("RFC 6376, rsa-sha256, simple/simple", RFC_6376, ["pass"]),
    ("the same with CRLF", RFC_6376.replace(b"\n", b"\r\n"), ["pass"]),
    ("RFC 8463, Ed25519 and RSA, relaxed/relaxed", RFC_8463, ["pass", "pass"]),
    ("relaxed forgives white space at line ends", RFC_8463.replace(b"Hi.\n", b"Hi. \t\n"), ["pass", "pass"]),
    ("simple does not", RFC_6376.replace(b"Hi.\n", b"Hi. \n"), ["fail"]),
    ("empty lines at the end are forgiven", RFC_6376 + b"\n\n", ["pass"]),
    ("a changed body", RFC_8463.replace(b"lost", b"won"), ["fail", "fail"]),
    ("a changed subject", RFC_8463.replace(b"dinner", b"invoice"), ["fail", "fail"]),
    ("a second From on top", RFC_8463.replace(b"From: Joe", b"From: Boss <boss@lure.example>\nFrom: Joe"), ["fail", "fail"]),
    ("a second Subject", RFC_8463.replace(b"To: Suzie", b"Subject: Pay\nTo: Suzie"), ["fail", "fail"]),
    ("unsigned headers may be added", b"X-Spam-Flag: NO\n" + RFC_8463, ["pass", "pass"]),
    ("no signature at all", b"From: a@example.com\n\nx", []),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), [each[1:] for each in VECTORS], ids=[each[0] for each in VECTORS])
def test_the_examples_of_the_standards(raw, expected):
    assert outcomes(raw, at=datetime(2018, 6, 10, 14, tzinfo=UTC)) == expected


def test_a_key_that_nobody_recorded_is_no_failure():
    (found,) = checked(RFC_6376, zone={})
    assert isinstance(found, Unverifiable)
    assert (found.code, found.domain) == ("key-not-recorded", "example.com")
    assert "brisbane._domainkey.example.com" in found.why


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (["v=DKIM1; p="], "revoked"), (["v=DKIM1; k=rsa; p=AAAA"], "no usable key"), (["v=spf1 -all"], "no usable key"), ([], "no usable key"),
        (["v=DKIM2; p=AAAA"], "no usable key"), (["\u3042; p=\ud800"], "no usable key"),
    ],
)  # fmt: skip
def test_a_key_that_is_none(record, why):
    (found,) = checked(RFC_6376, zone={("brisbane._domainkey.example.com", "TXT"): record})
    assert found.result == "permerror"
    assert why in found.why


@pytest.fixture(scope="module")
def key():
    """A key of our own: ``(private PEM, zone)``."""
    made = RSA.generate(1024)  # noqa: S505 - the shortest that DKIM knows, and quick to make
    text = made.publickey().export_key("PEM").decode().split("-----")[2].replace("\n", "")
    return made.export_key("PEM"), {("s._domainkey.shop.example", "TXT"): [f"v=DKIM1; p={text}"]}


def signed(key, monkeypatch, when, **tags):
    """A mail of ours, signed at a moment."""
    mail = b"From: a@shop.example\r\nTo: b@own.example\r\nSubject: x\r\n\r\nHello\r\n"
    monkeypatch.setattr(time, "time", when.timestamp)
    header = dkim.sign(mail, b"s", b"shop.example", key[0], include_headers=[b"from", b"subject"], **tags)
    monkeypatch.undo()
    return header + mail


def test_the_receipt_is_now_for_an_old_mail(key, monkeypatch):
    made = datetime(2019, 5, 1, 12, tzinfo=UTC)
    raw = signed(key, monkeypatch, made)
    assert outcomes(raw, zone=key[1], at=made) == ["pass"]
    assert outcomes(raw, zone=key[1], at=None) == ["pass"]
    (early,) = checked(raw, zone=key[1], at=datetime(2019, 4, 1, tzinfo=UTC))
    assert (early.result, "future" in early.why) == ("permerror", True)


def test_an_expiry_is_judged_by_the_receipt():
    raw = RFC_8463.replace(b"t=1528637909;", b"t=1528637909; x=1528724309;")
    (at_receipt, _) = checked(raw, at=datetime(2018, 6, 10, 14, tzinfo=UTC))
    assert (
        at_receipt.why == "the headers were changed, or this key did not sign them"
    )  # the x= that we put in, not the clock
    (later, _) = checked(raw, at=datetime(2018, 6, 20, tzinfo=UTC))
    assert (later.result, later.why) == ("policy", "had expired when the mail came (x=)")


def test_a_body_that_is_signed_in_part_says_so(key, monkeypatch):
    made = datetime(2019, 5, 1, 12, tzinfo=UTC)
    raw = signed(key, monkeypatch, made, length=True) + b"and what a stranger added\r\n"
    (found,) = checked(raw, zone=key[1], at=made)
    assert (found.result, found.get("body-length"), found.get("selector")) == ("pass", "7", "s")


def test_from_must_be_signed():
    (found,) = checked(RFC_6376.replace(b"Received : From : To", b"Received : To"))
    assert (found.result, "From" in found.why) == ("permerror", True)


@settings(max_examples=60)
@given(st.lists(st.sampled_from([b"v=1;", b"a=rsa-sha256;", b"s=brisbane;", b"d=example.com;", b"h=From:To;", b"bh=AA==;", b"b=AAAA;", b"b=!;", b"l=9999999999999999999;", b"x=1;", b"t=99999999999999999999;", b"i=@other.example;", b"c=x/y;", b"\n ", b" ", b"=;", b"\xff"]), max_size=14))  # fmt: skip
def test_no_signature_raises_and_none_of_these_passes(pieces):
    raw = b"DKIM-Signature: " + b"".join(pieces) + b"\nFrom: a@example.com\n\nx\n"
    assert all(isinstance(each, Unverifiable) or each.result != "pass" for each in checked(raw))


@pytest.mark.parametrize("piece", [b" ", b"\n ", b"b=A ", b"h=a:", b"a=;", b"="])
def test_hostile_signatures_take_no_time(piece):
    start = b"DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com; h=From; bh=AAAA; b="
    for value in (
        start + piece * (1_000_000 // len(piece)),
        start + piece * (16_000 // len(piece)),
        start + (piece * 300 + b"A") * 50,
    ):
        mail = value + b"\nFrom: a@example.com\n\n" + b" " * 1_000_000
        assert outcomes(mail) != ["pass"]
        assert took(partial(outcomes, mail), below=1) < 1
    many = b"".join(
        b"DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com; h=From; bh=AAAA; b=AAAA\n" for _ in range(500)
    )
    assert outcomes(many + b"From: a@example.com\n\nx")[-1] == "too-hostile"
