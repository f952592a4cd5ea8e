"""Replies in the ways of some sixty registries, made up after their form: the reply, below it what it says, and nothing else it says.

What a registry does not tell is written as an empty value: the parser must not find it either (a change of the database's own date,
a registrar where there is none).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from forensics.lookup.whois import Outcome, parse_reply
from tests.pace import took

FOLDER = Path(__file__).parent / "registries"
PAGES = sorted(FOLDER.glob("*.txt"))


def told(value):
    """A field of the record as it is written below a reply."""
    return " | ".join(value) if isinstance(value, tuple) else str(value or "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_registry_s_way_of_writing_is_read(page):
    reply, _, says = page.read_text("utf-8").partition("\n=== says ===\n")
    record = parse_reply(reply, "example.test")
    expected = dict(line.split(" =", 1) for line in says.splitlines())
    assert record.outcome is Outcome.FOUND
    assert {name: told(getattr(record, name)) for name in expected} == {
        name: value.strip() for name, value in expected.items()
    }


def test_there_are_many():
    assert len(PAGES) >= 60


REPLIES = {
    Outcome.NOT_FOUND: [
        # a registry that tells the age of its data in every reply, also where there is no such name
        "% Terms of use\n\nNo entries found for the selected source(s).\n\nLast updated on 2024-03-05T10:11:01Z\n",
        "query_status: 220 Available\n",
        "Domain not found.\n>>> Last update of WHOIS database: 2024-03-05 <<<\n\nUsers must not exceed query limits.\n",
        "No Found\n", "Available\n", "Domain name: nope.test\nDomain status: available\n", "Reserved Domain Name\n",
        "We do not have an entry in our database matching your query.\n", "% This query returned 0 objects.\n",
        "No_Se_Encontro_El_Objeto/Object_Not_Found\n", "El dominio no existe\n", "Nombre de dominio no registrado\n",
        "nope.test is free\n", "Domain: nope.test\nStatus: free\n", "% nothing found\n", "No match!!\n", "该域名未注册\n",
        "該当するデータがありません。\n", "상기 도메인이름은 등록되어 있지 않습니다.\n", "Nincs találat / No match\n",
        'No match for "NOPE.TEST".\n\nTERMS OF USE: You are not authorized to access or query our Whois database by machine.\n',
    ],
    Outcome.RATE_LIMITED: [
        "You have exceeded allowed connection rate.\n", "Number of allowed queries exceeded.\n", "% Quota exceeded\n",
        "%ERROR:201: access denied for 192.0.2.9\n%\n% Queries from your IP address have passed the daily limit of objects.\n",
        "% Error: 55000000002 Connection refused; access control limit exceeded.\n", "WHOIS LIMIT EXCEEDED\n",
        "% Maximum queries per hour reached, retry after 3600 seconds\n", "Queried interval is too short.\n",
        "Your IP has been restricted due to excessive access, please wait a bit\n", "-1: Excessive querying.\n",
        "The WHOIS query quota for 192.0.2.9 has been exceeded\nand will be replenished in 50 seconds.\n",
    ],
    Outcome.NOT_AUTHORISED: [
        "Requests of this client are not permitted. Please use https://registry.test/whois/ for queries.\n",
        "The IP address used to perform the query is not authorised or has exceeded the established limit.\n",
        "% Permission denied.\n", "Access to this whois server is restricted\n", "Whois via port 43 is not available.\n",
    ],
    Outcome.UNREADABLE: ["", "\n\n", "% Error: 55000000011 Invalid IDN\n", "hello\n"],
}  # fmt: skip


@pytest.mark.parametrize(("outcome", "reply"), [(kind, each) for kind, replies in REPLIES.items() for each in replies])
def test_no_such_name_too_many_questions_and_none_of_your_business_are_told_apart(outcome, reply):
    record = parse_reply(reply, "nope.test")
    assert record.outcome is outcome
    assert (record.created, record.registrar, record.name_servers, record.status) == (None, None, (), ())


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("created: soon\n", "registrar: x\n"), ("changed: soon\n", "registrar: x\n"), ("\nregistrar: x\nchanged: soon\n", ""),
        ("registrant: A-1\ncontact: A-1\nname: x\n\n", ""), ("contact: A-1\nname: n/a\n", "registrant: A-1\n" * 2_500),
        ("registrar: A-1\n", ""), ("access denied for x\n", ""), ("x(" * 300 + ")" * 300 + " :\n", ""),
    ],
)  # fmt: skip
def test_many_lines_that_point_at_each_other_cost_little(line, head):
    reply = head + line * (250_000 // len(line))
    assert took(lambda: parse_reply(reply, "example.test"), below=1) < 1
