"""Who said what about a mail's authentication, and how much it counts: mail and settings in, the standing of each line out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.model.authentication import MethodResult, Standing
from forensics.model.settings import CaseSettings
from forensics.parse.authentication import authentication, results
from forensics.parse.authres import parse_authres, parse_received_spf
from tests.pace import took
from tests.parse.zones import Whole

OWN = CaseSettings(own_domains=("own.example",), own_authserv_ids=("mx.own.example",))
ENTRY = "Received: from mail.shop.example (mail.shop.example [192.0.2.31]) by mx.own.example (Postfix) with ESMTP id 1; Mon, 16 Mar 2026 09:15:02 +0900\n"
STRANGE = "Received: from pc (pc.shop.example [203.0.113.7]) by mail.shop.example with ESMTPSA id 2; Mon, 16 Mar 2026 09:15:00 +0900\n"
REST = "From: a@shop.example\nTo: b@own.example\nSubject: x\n\nHello\n"
GOOD = "Authentication-Results: mx.own.example; spf=pass smtp.mailfrom=a@shop.example; dkim=fail header.d=other.example;\n dkim=pass (ok) header.d=shop.example; dmarc=pass header.from=shop.example\n"
FAKE = "Authentication-Results: mx.own.example; spf=pass; dkim=pass; dmarc=pass\n"
BAD = "Authentication-Results: mx.own.example; spf=fail; dkim=none; dmarc=fail\n"
FAR = "Authentication-Results: mx.maps.example; spf=pass; dkim=pass; dmarc=pass\n"
NAMELESS = "Authentication-Results: spf=pass (sender IP is 192.0.2.31) smtp.mailfrom=shop.example; dkim=pass header.d=shop.example;dmarc=pass action=none header.from=shop.example;compauth=pass reason=100\n"

CASES = [
    ("an own server's word", ENTRY + GOOD + STRANGE + REST, OWN, ("pass", "pass", "pass"), ["own"]),
    ("the topmost of two", BAD + ENTRY + GOOD + STRANGE + REST, OWN, ("fail", "none", "fail"), ["own", "own"]),
    ("written below a stranger's line", ENTRY + STRANGE + FAKE + REST, OWN, ("", "", ""), ["forged"]),
    ("the true one above, the forged below", ENTRY + BAD + STRANGE + FAKE + REST, OWN, ("fail", "none", "fail"), ["own", "forged"]),
    ("by a server that never had the mail", ENTRY + FAR + STRANGE + REST, OWN, ("", "", ""), ["forged"]),
    ("by a server on the way", ENTRY + "Authentication-Results: mail.shop.example; spf=pass\n" + STRANGE + REST, OWN, ("", "", ""), ["claim"]),
    ("nobody has said which id is own", ENTRY + GOOD + STRANGE + REST, CaseSettings(), ("", "", ""), ["claim"]),
    ("only the id is known", ENTRY + GOOD + STRANGE + REST, CaseSettings(own_authserv_ids=("mx.own.example",)), ("pass", "pass", "pass"), ["own"]),
    ("only the id is known, and it stands too low", ENTRY + STRANGE + FAKE + REST, CaseSettings(own_authserv_ids=("mx.own.example",)), ("", "", ""), ["forged"]),
    ("a server that names nobody", ENTRY + NAMELESS + STRANGE + REST, OWN, ("", "", ""), ["claim"]),
    ("a server that names nobody, as the owner says", ENTRY + NAMELESS + STRANGE + REST,
     CaseSettings(own_domains=("own.example",), own_authserv_ids=("-",)), ("pass", "pass", "pass"), ["own"]),
    ("a comment before the id", ENTRY + GOOD.replace(": mx", ": (checked) mx") + STRANGE + REST, OWN, ("pass", "pass", "pass"), ["own"]),
    ("a quoted id in capitals", ENTRY + GOOD.replace("mx.own.example;", '"MX.own.example";') + STRANGE + REST, OWN, ("pass", "pass", "pass"), ["own"]),
    ("nothing said", ENTRY + STRANGE + REST, OWN, ("", "", ""), []),
    ("an id that only looks like ours", ENTRY + FAKE.replace("mx.own.example", "mx.own.example.lure.example") + STRANGE + REST, OWN, ("", "", ""), ["forged"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("mail", "settings", "columns", "standings"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_whose_word_counts(mail, settings, columns, standings):
    read = read_mail(mail.encode())
    told = authentication(read, settings)
    assert results(read, settings) == columns
    assert (told.spf, told.dkim, told.dmarc) == columns
    assert [line.standing.value for line in told.said] == standings
    assert all(line.why for line in told.said)
    assert len(told.forged) == standings.count("forged")


LINES = [
    ("mx.own.example 1; none", ("mx.own.example", []), ""),
    ("mx.own.example; spf=pass (a; b(c)) smtp.mailfrom=a@b.example", ("mx.own.example", [MethodResult("spf", "pass", "", (("smtp.mailfrom", "a@b.example"),), ("a; b(c)",))]), ""),
    ('mx.own.example; dkim=fail reason="bad \\"signature\\"; see log" header.d=b.example header.b="ab/="',
     ("mx.own.example", [MethodResult("dkim", "fail", 'bad "signature"; see log', (("header.d", "b.example"), ("header.b", "ab/=")))]), ""),
    ("mx.own.example;dkim/1=pass header.i=@b.example", ("mx.own.example", [MethodResult("dkim", "pass", "", (("header.i", "@b.example"),), (), "1")]), ""),
    ("mx.own.example (comment; with (more)); SPF = Pass", ("mx.own.example", [MethodResult("spf", "pass")]), ""),
    ("mx.own.example; this is nothing", ("mx.own.example", []), "not understood: this is nothing"),
    ("mx.own.example; spf=pass (never closed; dkim=pass", ("mx.own.example", [MethodResult("spf", "pass")]), ""),
    ("", ("", []), ""),
]  # fmt: skip


@pytest.mark.parametrize(("value", "expected", "problem"), LINES)
def test_each_part_of_a_line(value, expected, problem):
    parsed = parse_authres(value)
    assert parsed.authserv_id == expected[0]
    kept = [
        MethodResult(r.method, r.result, r.reason, r.properties, r.comments if each.comments else (), r.version)
        for r, each in zip(parsed.results, expected[1], strict=True)
    ]
    assert kept == expected[1]
    assert parsed.problem == problem


def test_arc_and_exchange_lines():
    arc = parse_authres(
        "i=2; mx.maps.example 1; spf=pass (sender ip is 192.0.2.1) smtp.mailfrom=a.example; arc=pass (0 oda=0)"
    )
    assert (arc.instance, arc.authserv_id, arc.version, [r.method for r in arc.results]) == (
        2,
        "mx.maps.example",
        "1",
        ["spf", "arc"],
    )
    nameless = parse_authres(NAMELESS.partition(":")[2].strip())
    assert nameless.authserv_id == ""
    assert [(r.method, r.result) for r in nameless.results] == [
        ("spf", "pass"),
        ("dkim", "pass"),
        ("dmarc", "pass"),
        ("compauth", "pass"),
    ]
    assert nameless.results[3].reason == "100"


def test_received_spf():
    value = 'Pass (mx.own.example: domain of a@shop.example designates 192.0.2.31 as permitted sender) receiver=mx.own.example; client-ip=192.0.2.31; helo=mail.shop.example; identity=mailfrom; envelope-from="a@shop.example"'
    parsed = parse_received_spf(value)
    (result,) = parsed.results
    assert (parsed.authserv_id, result.result) == ("mx.own.example", "pass")
    assert [result.get(name) for name in ("client-ip", "helo", "envelope-from")] == [
        "192.0.2.31",
        "mail.shop.example",
        "a@shop.example",
    ]
    assert parse_received_spf("(nothing)").results == ()
    told = authentication(
        read_mail((f"Received-SPF: {value}\n" + ENTRY + STRANGE + f"Received-SPF: {value}\n" + REST).encode()), OWN
    )
    assert [(line.header, line.standing) for line in told.said] == [
        ("received-spf", Standing.OWN),
        ("received-spf", Standing.FORGED),
    ]


def test_what_we_verify_ourselves_and_what_stays_open():
    mail = read_mail(
        (
            "Return-Path: <a@shop.example>\n"
            + ENTRY
            + GOOD
            + STRANGE
            + "DKIM-Signature: v=1; a=rsa-sha256; d=shop.example; s=k; h=From; bh=AA==; b=AA==\n"
            + REST
        ).encode()
    )
    nothing = authentication(mail, OWN)
    assert nothing.verified == ()
    assert [(each.method, each.code) for each in nothing.unverifiable] == [
        ("dkim", "key-not-recorded"), ("spf", "zone-not-recorded"), ("dmarc", "policy-not-recorded"),
    ]  # fmt: skip
    zone = Whole(
        {
            ("shop.example", "TXT"): ["v=spf1 ip4:192.0.2.31 -all"],
            ("_dmarc.shop.example", "TXT"): ["v=DMARC1; p=reject"],
        }
    )
    told = authentication(mail, OWN, zone)
    assert [(each.method, each.result) for each in told.verified] == [
        ("dkim", "permerror"),
        ("spf", "pass"),
        ("dmarc", "pass"),
    ]
    spf = told.check("spf")
    assert spf is not None
    assert spf.at is not None
    assert (spf.at.isoformat(), spf.get("client-ip")) == ("2026-03-16T09:15:02+09:00", "192.0.2.31")


def test_a_mail_carries_its_authentication():
    mail = read_mail((ENTRY + FAR + STRANGE + REST).encode())
    assert [line.standing for line in mail.authentication.said] == [Standing.FORGED]


@given(st.lists(st.sampled_from(["mx.own.example", ";", "(", ")", '"', "\\", "spf=pass", "dkim=", "=", "/", "i=1", "reason=", "none", " ", "header.d=x", "é"]), max_size=40))  # fmt: skip
def test_no_line_raises(pieces):
    value = "".join(pieces)
    assert all(result.method and result.result for result in parse_authres(value).results)
    assert len(parse_received_spf(value).results) <= 1


@pytest.mark.parametrize("piece", ["(", ")", '"', "\\", ";", "spf=pass;", "a=b ", "((a)(", " ", "spf=", '"a', "i=1;"])
def test_hostile_lines_take_no_time(piece):
    value = piece * (1_000_000 // len(piece))
    raw = f"Authentication-Results: mx.own.example; {value}\nReceived: by mx.own.example; x\n{REST}".encode()

    def read():
        parse_authres(value)
        parse_received_spf("pass " + value)
        authentication(read_mail(raw), OWN)

    assert took(read, below=1) < 1
