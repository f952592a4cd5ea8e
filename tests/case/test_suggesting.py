"""What the mails suggest about the house itself: shown for a person to judge, never believed by itself."""

from __future__ import annotations

import json

import pytest

import forensics as fx
from forensics.cli import main


def mail(n, *lines, to="hanako@kaede.example"):
    head = "\r\n".join(lines)
    return f"{head}\r\nFrom: a{n}@shop.test\r\nTo: {to}\r\nSubject: {n}\r\n\r\nhello {n}\r\n".encode()


OWN = "Received: from lure.test (lure.test [198.51.100.9]) by mx.kaede.example (Postfix) with ESMTP id {n}"
TOLD = "Authentication-Results: mx.kaede.example; spf=fail smtp.mailfrom=shop.test"
ONLINE = (
    "Received: from S1.namprd01.prod.outlook.com (2603:10b6:610:f0::20) by M1.namprd01.prod.outlook.com with HTTPS",
    "Authentication-Results: spf=fail (sender IP is 198.51.100.9) smtp.mailfrom=shop.test; dkim=none",
    "Received: from lure.test (198.51.100.9) by F1.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server id 3",
)
BELOW = "Authentication-Results: mx.lure.test; spf=pass smtp.mailfrom=shop.test"


@pytest.fixture
def case_of(tmp_path):
    def made(mails):
        for n, raw in enumerate(mails):
            (tmp_path / f"{n}.eml").write_bytes(raw)
        case = fx.open_case(tmp_path / "case", examiner="A. Analyst")
        case.add(tmp_path / "*.eml", workers=1, bar=False)
        return case

    return made


def said(case):
    return [(row["setting"], row["suggestion"], row["mails"]) for row in case.suggestions]


def test_domain_server_and_id_of_most_mails(case_of):
    case = case_of([mail(n, TOLD, OWN.format(n=n), BELOW) for n in range(4)])
    assert said(case) == [
        ("own_domains", "kaede.example", 4),
        ("own_relays", "mx.kaede.example", 4),
        ("own_authserv_ids", "mx.kaede.example", 4),
    ]
    assert "case.suggestions" in repr(case)


def test_exchange_online_names_nobody_and_a_free_mailbox_is_no_house(case_of):
    case = case_of([mail(n, *ONLINE, BELOW, to="hanako@gmail.com") for n in range(3)])
    assert said(case) == [("own_authserv_ids", "-", 3)]


def test_a_name_below_the_own_servers_line_counts_where_it_is_that_servers(case_of):
    assert said(case_of([mail(n, OWN.format(n=n), TOLD) for n in range(2)]))[-1] == (
        "own_authserv_ids",
        "mx.kaede.example",
        2,
    )


def test_a_strangers_name_below_it_does_not(case_of):
    assert [row[0] for row in said(case_of([mail(n, OWN.format(n=n), BELOW) for n in range(2)]))] == [
        "own_domains",
        "own_relays",
    ]


def test_one_mail_alone_suggests_nothing_and_what_is_said_is_not_asked(case_of):
    case = case_of([mail(1, TOLD, OWN.format(n=1))])
    assert said(case) == []
    sample = fx.sample_case()
    assert said(sample) == []
    assert "case.suggestions" not in repr(sample)


def test_the_command_says_the_same(case_of, capsys):
    case = case_of([mail(n, TOLD, OWN.format(n=n)) for n in range(2)])
    assert main(["suggestions", str(case.path), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(row["setting"], row["suggestion"]) for row in told][:1] == [("own_domains", "kaede.example")]


def test_wallets_and_links_come_before_the_rest():
    kinds = [row["kind"] for row in fx.sample_case().observables]
    assert kinds[0] == "bitcoin"
    assert kinds.index("url") < kinds.index("domain") < kinds.index("email") < kinds.index("amount")
