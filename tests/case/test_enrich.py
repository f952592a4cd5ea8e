"""From a case to the outside and back: what leaves, what comes, what is kept, and that the record alone tells it again."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import quote

import pytest

import forensics as fx
from forensics.case.asking import Recipients
from forensics.model.observable import Observable
from tests.lookup import servers
from tests.lookup.test_dns_services import zone
from tests.lookup.test_run import rdap

WHO = "hanako@example.org"
B64 = base64.b64encode(WHO.encode()).decode()
SHIFTED = base64.b64encode(b"id=" + WHO.encode() + b";x").decode()
LINKS = [
    f"https://login.evil.test/a?uid={WHO}",
    f"https://login.evil.test/b?u={quote(WHO, safe='')}#{WHO}",
    f"https://login.evil.test/c/{B64}/x",
    f"https://login.evil.test/d/{SHIFTED}",
    f"https://login.evil.test/e/{WHO.encode().hex()}",
    f"https://login.evil.test/f/{quote(quote(WHO, safe=''), safe='')}",
    f"https://{WHO}@login.evil.test/g",
    "https://hanako-example-org.evil.test/h",
    f"https://{WHO.encode().hex()}.evil.test/i",
    "https://hanako.example.org.track.evil.test/j",
    "https://hanako.evil.test/k",
    f"https://{'日本hanako-example-org'.encode('idna').decode()}.evil.test/l",
    f"https://login.evil.test/m/{hashlib.sha512(WHO.encode()).hexdigest()}",
    f"https://login.evil.test/n/{hashlib.sha256(WHO.encode()).hexdigest()[:20]}",
    "https://login.evil.test/plain",
]
MAIL = f"""From: "Bank" <bank@evil.test>
To: Yamada Hanako <{WHO}>
Subject: Your account
Date: Thu, 05 Mar 2026 09:00:00 +0900
Message-ID: <1@evil.test>
Content-Type: text/plain; charset=utf-8

Your password: hunter2cats
{chr(10).join(LINKS)}
"""
FORMS = [
    WHO, quote(WHO, safe=""), quote(quote(WHO, safe=""), safe=""), B64.rstrip("="), SHIFTED, WHO.encode().hex(), "hanako-example-org", "hunter2cats",
    hashlib.sha512(WHO.encode()).hexdigest()[:20], hashlib.sha256(WHO.encode()).hexdigest()[:16],
    *(base64.b64encode(b"\0" * lead + WHO.encode()).decode()[lead + 2 : -4] for lead in range(3)),
]  # fmt: skip
KEYS = {"FORENSICS_KEY_VIRUSTOTAL": "k", "FORENSICS_KEY_URLHAUS": "k", "FORENSICS_KEY_SAFEBROWSING": "k"}


def anything(method, path, body):
    """A server for all services that speak HTTP."""
    if "/range/" in path:
        return servers.Reply("0" * 35 + ":1\r\n")
    if path.startswith(("/domain/", "/ip/", "/autnum/")):
        return rdap(method, path, body)
    if "output=json" in path:
        return servers.Reply("[]")
    return servers.Reply(
        json.dumps({"query_status": "no_results", "results": [], "data": {"attributes": {}}, "rating": "g"})
    )


@pytest.fixture
def case(tmp_path):
    mail = tmp_path / "1.eml"
    mail.write_text(MAIL)
    opened = fx.open_case(tmp_path / "case", examiner="A. Analyst")
    opened.add(mail)
    return opened


@pytest.fixture
def outside(tmp_path, monkeypatch):
    """All services on loopback; what reached any of them."""
    with (
        servers.http(anything) as (url, http),
        servers.dns(zone) as (port, dns),
        servers.whois(lambda _: b"No match\r\n") as (whois, tcp),
    ):
        web = (
            "rdap",
            "virustotal",
            "norton",
            "safebrowsing",
            "urlhaus",
            "phishtank",
            "urlscan",
            "abuseipdb",
            "crtsh",
            "blockchain",
            "passwords",
        )
        lines = [f'[services.{name}]\nurl = "{url}"\nprivate = true\nattempts = 1\nrates = [[1000, 1]]' for name in web]
        lines += [
            f'[services.{name}]\nhost = "127.0.0.1"\nport = {at}\nprivate = true\nattempts = 1\ntimeout = 2\nrates = [[1000, 1]]'
            for name, at in (("dns", port), ("cymru", port), ("dnsbl", port), ("whois", whois))
        ]
        settings = tmp_path / "lookup.toml"
        settings.write_text("\n".join(lines))
        monkeypatch.setenv("FORENSICS_LOOKUP", str(settings))
        monkeypatch.setenv("FORENSICS_STATE", str(tmp_path / "state"))
        for name, key in KEYS.items():
            monkeypatch.setenv(name, key)
        yield (http, dns, tcp)


def test_no_byte_of_a_recipient_reaches_anybody(case, outside):
    assert {each["value"] for each in case.observables if each["kind"] == "url"} >= {LINKS[0], LINKS[-1]}
    answers = case.enrich(online=True, pap="green")
    case.enrich("whois", online=True)
    http, dns, tcp = outside
    heard = b"".join(bytes(log.heard) for log in outside).lower()
    assert len(http.questions) > 20
    assert dns.questions
    assert tcp.questions
    assert b"evil.test" in heard
    assert b"login.evil.test/a" in heard
    for form in FORMS:
        assert form.lower().encode() not in heard, form
    assert b"hanako" not in heard
    # nor does the ledger say it as a question or as what was asked about
    kept = (case.path / "answers.sqlite").read_bytes().lower()
    assert b"hanako" not in kept
    assert b"hunter2cats" not in kept
    assert {"found", "not_found"} <= {row["status"] for row in answers}


def test_the_record_alone_gives_the_same_table(case, outside):
    online = case.enrich(online=True, pap="green").to_csv()
    asked = [len(log.questions) for log in outside]
    offline = case.enrich().to_csv()
    assert offline == online
    again = case.enrich(online=True, pap="green").to_csv()
    assert again == online
    assert [len(log.questions) for log in outside] == asked
    assert case.verify().ok
    assert "looked up" in (case.path / "custody.jsonl").read_text()


def test_a_plan_asks_nobody_and_names_everybody(case, outside):
    plan = case.enrich("rdap", "phishtank", "dns", plan=True, pap="amber")
    assert [len(log.questions) for log in outside] == [0, 0, 0]
    rows = list(plan)
    assert {row["service"] for row in rows} == {"rdap", "phishtank", "dns"}
    assert all(row["learns"] for row in rows)
    assert not any(form in str(row) for row in rows for form in FORMS[:-1])
    assert {row["blocked"] == "" for row in rows if row["service"] == "phishtank"} == {True}
    assert all("PAP:GREEN" in row["blocked"] for row in rows if row["service"] == "dns")
    assert not (case.path / "answers.sqlite").exists()


def test_offline_and_red_ask_nobody(case, outside):
    case.enrich()
    case.enrich(online=True, pap="red")
    assert [len(log.questions) for log in outside] == [0, 0, 0]


def test_the_claimed_password_is_asked_about_by_five_digits(case, outside):
    (row,) = [each for each in case.enrich("passwords", online=True) if each["kind"] == "password"]
    assert row["status"] == "not_found"
    http = outside[0]
    assert [each[:11] for each in http.questions] == ["GET /range/"]
    assert len(http.questions[0]) == 16


@pytest.mark.parametrize("link", LINKS[:9])
def test_recipients_are_found_in_every_coding(link):
    few, many = Recipients([WHO]), Recipients([WHO, *(f"user{n}@example.org" for n in range(5_000))])
    for told in (few, many):
        assert told.named(link) == [WHO]
        assert not told.named(told.cut(link).replace("hanako-example-org.", "").replace(f"{WHO.encode().hex()}.", ""))
    assert few.named(LINKS[-1]) == many.named(LINKS[-1]) == []


def test_an_observable_that_was_handed_over(case, outside):
    rows = list(case.enrich("rdap", online=True, observables=[Observable("ip", "203.0.113.9")], waves=1))
    assert [(row["value"], row["service"], row["status"]) for row in rows] == [("203.0.113.9", "rdap", "found")]
    assert outside[0].questions == ["GET /ip/203.0.113.9"]


def test_a_card_tells_what_is_known_from_whom_and_when(case, outside):
    case.enrich("rdap", "norton", online=True)
    asked = len(outside[0].questions)
    number = next(
        n for n, row in enumerate(case.observables) if row["kind"] == "domain" and row["value"] == "login.evil.test"
    )
    card = case.observables[number]
    assert [(row["service"], row["status"]) for row in card.answers] == [("rdap", "found"), ("norton", "found")]
    assert all(row["asked_at"] for row in card.answers)
    assert len(card.sightings) > 3
    assert "login.evil" in card._repr_html_()
    assert "<h4" in card._repr_html_()
    assert "rating: ok" in repr(card)
    assert len(outside[0].questions) == asked
