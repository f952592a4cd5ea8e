"""ARC (RFC 8617): chains that we sign ourselves, for the standard's own examples come without keys."""

from __future__ import annotations

import re
from types import SimpleNamespace

import dkim
import pytest
from Crypto.PublicKey import RSA

from forensics.model.authentication import Check, Unverifiable
from forensics.parse.authres import parse_authres
from forensics.parse.dkim_check import check_arc

MAIL = (
    b"Authentication-Results: lists.example; arc=%b; spf=pass smtp.mailfrom=a@shop.example\r\n"
    b"From: a@shop.example\r\nTo: b@own.example\r\nSubject: x\r\nDate: Mon, 16 Mar 2026 09:00:00 +0900\r\n\r\nHello\r\n"
)


class Header:
    """As much of the library for Authentication-Results as dkimpy needs to seal: it is none of our dependencies."""

    def __init__(self, text: str) -> None:
        parsed = parse_authres(text.partition(":")[2].strip())
        self.authserv_id = parsed.authserv_id
        self.results = [Result(each.method, each.result) for each in parsed.results]

    parse = classmethod(lambda cls, text: cls(text))


class Result(SimpleNamespace):
    """One method=result."""

    def __init__(self, method: str, result: str) -> None:
        super().__init__(method=method, result=result)

    def __str__(self) -> str:
        return f"{self.method}={self.result}"


@pytest.fixture(scope="module")
def key():
    """``(private PEM, TXT record)``."""
    made = RSA.generate(1024)  # noqa: S505 - the shortest that DKIM knows, and quick to make
    text = made.publickey().export_key("PEM").decode().split("-----")[2].replace("\n", "")
    return made.export_key("PEM"), f"v=DKIM1; p={text}"


@pytest.fixture
def seal(key, monkeypatch):
    """Seal a mail as a server of that domain."""
    shim = SimpleNamespace(AuthenticationResultsHeader=Header, core=SimpleNamespace(SyntaxError=SyntaxError))
    monkeypatch.setattr(dkim, "authres", shim, raising=False)

    def sealed(mail, domain="lists.example"):
        made = dkim.ARC(mail).sign(
            b"s", domain.encode(), key[0], b"lists.example", [b"from", b"subject", b"date"], 12345
        )
        return b"".join(made) + mail

    return sealed


def checked(mail, key, recorded=("lists.example", "second.example")):
    """What comes of the chain."""
    seals = re.findall(rb"^ARC-Seal:((?:[^\n]*\n[ \t])*[^\n]*)", mail, re.MULTILINE)
    zone = {(f"s._domainkey.{domain}", "TXT"): [key[1]] for domain in recorded}
    return list(check_arc(mail, seals, zone, None))


def outcome(mail, key, **named):
    """The one result, or the code of what is missing."""
    (found,) = checked(mail, key, **named)
    return found.result if isinstance(found, Check) else found.code


def again(mail):
    """A second server found the chain sound so far."""
    return (
        mail.replace(
            b"Authentication-Results: lists.example; arc=none", b"Authentication-Results: lists.example; arc=pass", 1
        )
        if b"\r\nAuthentication-Results: lists.example; arc=none" not in mail
        else mail.replace(
            b"\r\nAuthentication-Results: lists.example; arc=none",
            b"\r\nAuthentication-Results: lists.example; arc=pass",
            1,
        )
    )


def test_one_and_two_seals(seal, key):
    one = seal(MAIL % b"none")
    assert outcome(one, key) == "pass"
    two = seal(again(one), "second.example")
    (found,) = checked(two, key)
    assert (found.result, found.domain, found.get("instances")) == ("pass", "second.example", "2")


CHANGES = [
    ("the body", b"Hello", b"Hullo", "fail"),
    ("the subject", b"Subject: x", b"Subject: y", "fail"),
    ("what the sealer found", b"spf=pass", b"spf=fail", "fail"),
    ("the word on the chain", b"cv=none", b"cv=pass", "fail"),
    ("the instance", b"i=1;", b"i=3;", "fail"),
    ("one header of the set gone", b"ARC-Message-Signature", b"X-Message-Signature", "fail"),
]


@pytest.mark.parametrize(("old", "new", "expected"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_a_chain_that_was_changed(seal, key, old, new, expected):
    one = seal(MAIL % b"none")
    assert old in one
    assert outcome(one.replace(old, new), key) == expected


def test_what_no_seal_covers_may_change_between_two(seal, key):
    """Section 5.2, step 4: of the signatures over the mail only the newest must hold; a list adds its footer before it seals."""
    footed = seal(again(seal(MAIL % b"none")).replace(b"Hello", b"Hello from the list"), "second.example")
    assert outcome(footed, key) == "pass"
    assert outcome(b"X-Scanned: yes\r\n" + footed, key) == "pass"
    assert outcome(footed.replace(b"from the list", b"from nobody"), key) == "fail"


def test_sets_are_numbered_without_gap_and_without_repetition(seal, key):
    """Section 5.2, step 2: each instance once, from 1 to the last."""
    one = seal(MAIL % b"none")
    two = seal(again(one), "second.example")
    sets = re.split(rb"(?=^ARC-)", two, flags=re.MULTILINE)
    gap = b"".join(each for each in sets if b"i=1;" not in each) + MAIL % b"none"
    assert gap.count(b"i=2;") == 3
    assert outcome(gap, key) == "fail"
    assert (
        outcome(b"".join(each for each in sets if each.startswith(b"ARC-S") and b"i=1;" in each) + two, key) == "fail"
    )


def test_a_seal_that_names_headers_fails(seal, key):
    """Section 4.1.3: what a seal covers is fixed, and an ``h=`` in it makes the chain fail."""
    one = seal(MAIL % b"none")
    named = re.sub(rb"(ARC-Seal:[^;]*;)", rb"\1 h=from:subject;", one, count=1)
    assert named != one
    assert outcome(named, key) == "fail"


def test_the_first_seal_cannot_have_found_a_chain(seal, key):
    """Section 5.2, step 3: ``cv=none`` on the first alone."""
    two = seal(again(seal(MAIL % b"none")), "second.example")
    assert outcome(re.sub(rb"(i=2;[^\n]*cv=)pass", rb"\1none", two), key) == "fail"


def test_a_sealer_that_says_fail_ends_the_chain(seal, key):
    two = seal(again(seal(MAIL % b"none")), "second.example")
    assert outcome(re.sub(rb"(i=2;[^\n]*cv=)pass", rb"\1fail", two), key) == "fail"


def test_a_key_that_was_not_recorded_leaves_it_open(seal, key):
    (found,) = checked(seal(MAIL % b"none"), key, recorded=())
    assert isinstance(found, Unverifiable)
    assert (found.code, found.domain) == ("key-not-recorded", "lists.example")


def test_a_mail_without_arc_and_one_with_nonsense(key):
    assert checked(b"From: a@shop.example\r\n\r\nx", key) == []
    assert outcome(b"ARC-Seal: i=x; \xff\r\nFrom: a@shop.example\r\n\r\nx", key) in ("none", "permerror", "fail")
    many = b"".join(b"ARC-Seal: i=%d; cv=none; a=rsa-sha256; d=lists.example; s=s; b=AAAA\r\n" % n for n in range(60))
    assert outcome(many + b"From: a@shop.example\r\n\r\nx", key) == "too-hostile"
