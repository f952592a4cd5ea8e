"""WHOIS replies as registries write them: the reply above, what it says below. All names and addresses are made up."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.lookup.whois import Outcome, parse_reply
from tests.pace import took

FLAT = """\
Domain Name: EXAMPLE.TEST
Registrar WHOIS Server: whois.registrar.example
Updated Date: 2026-02-28T10:00:00Z
Creation Date: 2026-03-01T23:30:00Z
Registry Expiry Date: 2027-03-01T23:30:00Z
Registrar Registration Expiration Date:
Registrar: Example Registrar, Inc.
Registrar Abuse Contact Email: Abuse@registrar.example
Registrar Abuse Contact Phone: +1.5550100
Reseller:
Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited
Domain Status: ok (https://icann.org/epp#ok)
Registrant Organization: Hanako Shoten K.K.
Registrant Country: JP
Admin Name: Redacted
Name Server: NS1.EXAMPLE.TEST.
Name Server: NS2.EXAMPLE.TEST
DNSSEC: unsigned
>>> Last update of WHOIS database: 2026-03-05T00:00:00Z <<<
"""
HEADINGS = """\
    Domain name:
        example.test

    Registrar:
        Example Names Ltd t/a Names [Tag = NAMES]
        URL: https://names.example

    Relevant dates:
        Registered on: 22-Oct-2017
        Expiry date:  22-Oct-2027
        Last updated:  29-Jun-2026

    Registration status:
        Registered until expiry date.

    Name servers:
        ns1.names.example         192.0.2.1
        ns2.names.example         192.0.2.2  2001:db8::2

    WHOIS lookup made at 09:41:55 12-Oct-2026
"""
OBJECTS = """\
% Access to this server is logged

domain:       example.test
registrar:    Registrar Example
status:       paid and in zone
registered:   31.12.2010 03:39:20
changed:      04.01.2011 18:57:14
expire:       31.12.2027
nsset:        SET-1

contact:      HANAKO-1
org:          Hanako
created:      01.02.2003 03:36:50
status:       linked

nsset:        SET-1
nserver:      ns1.example.test (192.0.2.1)
nserver:      ns2.example.test
created:      10.04.2009 14:51:09
"""
SECTIONS = """\
Domain:             example.test
Status:             ok
Created:            2018-08-28 09:00:00
Expire Date:        2027-08-28

Registrant
  Organization:     Hanako S.r.l.
  Address:          Via Prova 1
                    Milano
                    IT
  Created:          2001-01-01 00:00:00

Registrar
  Organization:     Registrar S.p.A.
  Name:             REGISTRAR-REG

Nameservers
  ns1.example.test
  ns2.example.test
"""
JPRS_ENGLISH = """\
[ JPRS database provides information on network administration. Its use is    ]
Domain Information:
a. [Domain Name]                EXAMPLE.CO.JP
g. [Organization]               Hanako Shoten K.K.
l. [Organization Type]          KK
p. [Name Server]                ns1.example.jp
p. [Name Server]                ns2.example.jp
s. [Signing Key]
[State]                         Connected (2027/03/31)
[Registered Date]               2001/03/22
[Connected Date]                2001/03/25
[Last Update]                   2026/04/01 01:05:57 (JST)
"""
JPRS_JAPANESE = """\
[ JPRS database provides information on network administration. Its use is    ]
Domain Information: [ドメイン情報]
a. [ドメイン名]                 EXAMPLE.CO.JP
e. [そしきめい]                 かぶしきがいしゃ はなこしょうてん
f. [組織名]                     株式会社花子商店
g. [Organization]               Hanako Shoten K.K.
k. [組織種別]                   株式会社
p. [ネームサーバ]               ns1.example.jp
p. [ネームサーバ]               ns2.example.jp
s. [署名鍵]
[状態]                          Connected (2027/03/31)
[登録年月日]                    2001/03/22
[接続年月日]                    2001/03/25
[最終更新]                      2026/04/01 01:05:57 (JST)
"""
JPRS_PLAIN = """\
Domain Information: [ドメイン情報]
[ドメイン名]                    EXAMPLE.JP

[登録者名]                      花子商店
[Registrant]                    Hanako Shoten

[ネームサーバ]                  ns1.example.jp
[ネームサーバ]                  ns2.example.jp
[署名鍵]

[登録年月日]                    2020/05/14
[有効期限]                      2027/05/31
[状態]                          Active
[ロック状態]                    DomainTransferLocked
[最終更新]                      2026/06/01 04:52:02 (JST)

Contact Information: [公開連絡窓口]
[名前]                          花子商店
[郵便番号]                      100-0001
"""
KOREAN = """\
도메인이름                  : example.test
등록일                      : 2012. 05. 19.
사용 종료일                 : 2027. 05. 19.
등록대행자                  : 예제(주)
1차 네임서버 정보
   호스트이름               : ns1.example.test

Domain Name                 : example.test
Registered Date             : 2012. 05. 19.
Expiration Date             : 2027. 05. 19.
Authorized Agency           : Example Agency
Domain Status               : clientTransferProhibited
"""
SENTENCES = """\
Domain Name: example.test
   Record expires on 2027-11-09 00:00:00 (UTC+8)
   Record created on 2000-08-29 10:22:50 (UTC+8)

   Domain servers in listed order:
      ns1.example.test
      ns2.example.test

Registration Service Provider: Example Service
"""
MONTH_FIRST = """\
   Domain name:
      EXAMPLE.TEST is Active

   Domain Nameservers:
      NS1.EXAMPLE.TEST
      NS2.EXAMPLE.TEST

   Domain registered: 12/18/2001
   Record will expire on: 03/02/2027
"""
TABBED = """\
Domain name\texample.test

Registrar\tExample AG
Beispielweg 1
contact@registrar.example

DNSSEC\tyes

Name servers
ns1.example.test\t192.0.2.1
ns1.example.test\t2001:db8::1
ns2.example.test

First registration date\t31 May 1999
"""
TWO_LANGUAGES = """\
Nome de domínio / Domain Name: example.test
Data de registo / Creation Date (dd/mm/yyyy): 03/02/2007
Data de expiração / Expiration Date (dd/mm/yyyy): 28/02/2027
Estado / Status: ACTIVE

Nameserver Information
   Nameserver: NS ns1.example.test.
   Nameserver: NS ns2.example.test.
"""
STARRED = """\
** Domain Name: example.test
** Registrar:
NIC Handle\t\t: exm1
Organization Name\t: Example Names

** Domain Servers:
ns1.example.test
ns2.example.test

** Additional Info:
Created on..............: 2001-Aug-23.
Expires on..............: 2027-Aug-22.
"""

TWO = ("ns1.example.test", "ns2.example.test")
PAGES = [
    # reply, registrar, created, expires, name servers, status
    (FLAT, "Example Registrar, Inc.", date(2026, 3, 1), date(2027, 3, 1), TWO, ("clientTransferProhibited", "ok")),
    (HEADINGS, "Example Names Ltd t/a Names [Tag = NAMES]", date(2017, 10, 22), date(2027, 10, 22),
     ("ns1.names.example", "ns2.names.example"), ("Registered until expiry date.",)),
    (OBJECTS, "Registrar Example", date(2010, 12, 31), date(2027, 12, 31), TWO, ("paid and in zone",)),
    (SECTIONS, "Registrar S.p.A.", date(2018, 8, 28), date(2027, 8, 28), TWO, ("ok",)),
    (JPRS_ENGLISH, None, date(2001, 3, 22), date(2027, 3, 31), ("ns1.example.jp", "ns2.example.jp"), ("Connected",)),
    (JPRS_JAPANESE, None, date(2001, 3, 22), date(2027, 3, 31), ("ns1.example.jp", "ns2.example.jp"), ("Connected",)),
    (JPRS_PLAIN, None, date(2020, 5, 14), date(2027, 5, 31), ("ns1.example.jp", "ns2.example.jp"), ("Active",)),
    (KOREAN, "Example Agency", date(2012, 5, 19), date(2027, 5, 19), ("ns1.example.test",), ("clientTransferProhibited",)),
    (SENTENCES, "Example Service", date(2000, 8, 29), date(2027, 11, 9), TWO, ()),
    (MONTH_FIRST, None, date(2001, 12, 18), date(2027, 3, 2), TWO, ("Active",)),
    (TABBED, "Example AG", date(1999, 5, 31), None, TWO, ()),
    (TWO_LANGUAGES, None, date(2007, 2, 3), date(2027, 2, 28), TWO, ("ACTIVE",)),
    (STARRED, "Example Names", date(2001, 8, 23), date(2027, 8, 22), TWO, ()),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "registrar", "created", "expires", "servers", "status"), PAGES)
def test_a_reply_is_read_whatever_its_dress(reply, registrar, created, expires, servers, status):
    record = parse_reply(reply, "Example.TEST.")
    assert (record.registrar, record.created, record.expires) == (registrar, created, expires)
    assert (record.name_servers, record.status) == (servers, status)
    assert (record.outcome, record.domain) == (Outcome.FOUND, "example.test")


def test_who_registered_and_whom_to_tell():
    record = parse_reply(FLAT, "example.test")
    assert (record.registrant_organisation, record.registrant_country) == ("Hanako Shoten K.K.", "JP")
    assert (record.abuse_mail, record.abuse_phone) == ("abuse@registrar.example", "+1.5550100")
    assert (record.dnssec, record.referral) == ("unsigned", "whois.registrar.example")
    assert record.created_at is not None
    assert record.created_at.isoformat() == "2026-03-01T23:30:00+00:00"


def test_japanese_names_are_told_as_written():
    assert parse_reply(JPRS_JAPANESE, "example.co.jp").registrant_organisation == "株式会社花子商店"
    assert parse_reply(JPRS_PLAIN, "example.jp").registrant_organisation == "花子商店"
    in_jis = parse_reply(JPRS_PLAIN.encode("iso2022_jp"), "example.jp")
    in_euc = parse_reply(JPRS_PLAIN.encode("euc_jp"), "example.jp")
    assert in_jis == in_euc == parse_reply(JPRS_PLAIN, "example.jp")
    assert in_jis.changed == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        ('No match for "EXAMPLE.TEST".\r\n>>> Last update\r\n', Outcome.NOT_FOUND),
        ("Domain: example.test\nStatus: free\n", Outcome.NOT_FOUND),
        ("% By using this service ... limit of queries\n\n%ERROR:101: no entries found\n", Outcome.NOT_FOUND),
        ("[ JPRS database provides information ]\n\nNo match!!\n", Outcome.NOT_FOUND),
        ("該当するデータがありません。\n", Outcome.NOT_FOUND),
        ("request limit exceeded for 192.0.2.7\n", Outcome.RATE_LIMITED),
        ("%% Too many requests from your network, try again later\n", Outcome.RATE_LIMITED),
        ("WHOIS LIMIT EXCEEDED - SEE WWW.EXAMPLE.TEST FOR DETAILS\n", Outcome.RATE_LIMITED),
        ("The IP address used to perform the query is not authorised\n", Outcome.NOT_AUTHORISED),
        ("Error: access denied\n", Outcome.NOT_AUTHORISED),
        ("", Outcome.UNREADABLE),
        ("welcome to the machine\n", Outcome.UNREADABLE),
    ],
)
def test_nothing_found_is_told_from_nothing_said(reply, outcome):
    record = parse_reply(reply, "example.test")
    assert record.outcome is outcome
    assert record.detail
    assert (record.registrar, record.created, record.name_servers, record.status) == (None, None, (), ())


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)), ("2026/03/05 (JST)", date(2026, 3, 5)), ("20260305 #24302", date(2026, 3, 5)),
        ("05-mar-2026", date(2026, 3, 5)), ("5th March, 2026", date(2026, 3, 5)), ("Thu Mar  5 2026", date(2026, 3, 5)),
        ("Thu Mar 05 12:00:00 GMT 2026", date(2026, 3, 5)), ("March 5 2026", date(2026, 3, 5)), ("2026年3月5日", date(2026, 3, 5)),
        ("05.03.2026 12:00:00", date(2026, 3, 5)), ("05/03/26", date(2026, 3, 5)), ("2026-Mar-05", date(2026, 3, 5)),
        ("20260305121852", date(2026, 3, 5)), ("2026. 03. 05.", date(2026, 3, 5)), ("before 1 January 1996", None), ("Mar-05-2026", date(2026, 3, 5)),
        ("05-août-2026", date(2026, 8, 5)), ("5 de marzo de 2026", date(2026, 3, 5)), ("before Mar-2026", None), ("0000-00-00", None),
        ("31.02.2026", None), ("soon", None), ("1970-01-01", None),
    ],
)  # fmt: skip
def test_a_day_in_every_spelling_and_none_that_is_not_one(written, day):
    assert parse_reply(f"domain: example.test\ncreated: {written}\n", "example.test").created == day


def test_a_time_with_its_zone_is_a_moment_and_without_it_is_none():
    told = parse_reply("created: 2026-03-05 01:02:03 +09:00\n", "example.test")
    assert told.created_at == datetime(2026, 3, 5, 1, 2, 3, tzinfo=timezone(timedelta(hours=9)))
    assert parse_reply("created: 2026-03-05 01:02:03\n", "example.test").created_at is None


def test_what_looks_like_a_date_of_the_name_and_is_none():
    record = parse_reply(
        "domain: example.test\noption expiration date: 2026.01.01\nrenewal date: 2027.01.01\n", "example.test"
    )
    assert record.expires == date(2027, 1, 1)


@given(st.text(alphabet=st.sampled_from("Registrar: created\n\t[]().%-/0123456789年月ns.example"), max_size=600))
def test_no_text_is_too_odd(text):
    assert parse_reply(text, "example.test").outcome in Outcome


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(raw):
    assert parse_reply(raw, "example.test").domain == "example.test"


@pytest.mark.parametrize(
    "line", ["a: ", "[a", " " * 50, "registrar:\n", "x.", "1-", "ns1.example.test,", "a b  ", "created: 1/", "(" * 30]
)
def test_a_huge_reply_costs_little(line):
    reply = line * (1_000_000 // len(line))
    assert took(lambda: parse_reply(reply, "example.test"), below=1) < 1


def real_replies(shared):
    return [json.loads(line) for line in (shared / "data/whois/replies.jsonl").read_text("utf-8").splitlines()]


def test_real_replies_are_read_right(shared):
    """The bounds that the project promises; milliseconds of this process, whatever else the machine does."""
    right: dict[str, list[bool]] = {"registrar": [], "created": [], "expires": [], "name_servers": [], "status": []}
    slowest = 0.0
    for page in real_replies(shared):
        record = parse_reply(page["raw"], page["domain"])
        slowest = max(slowest, took(partial(parse_reply, page["raw"], page["domain"]), below=0.02))
        squeezed = lambda text: "".join(each for each in text.lower() if each.isalnum())  # noqa: E731 - used here alone
        if page["registrar"]:
            right["registrar"].append(squeezed(record.registrar or "") == squeezed(page["registrar"]))
        for name in ("created", "expires"):
            if page[name]:
                wanted = date(*(int(each) for each in page[name].split("-")))
                right[name].append(getattr(record, name) == wanted)
        if page["ns"]:
            right["name_servers"].append(set(record.name_servers) == {each.lower().rstrip(".") for each in page["ns"]})
        if page["status"]:
            # One collection keeps the first word of a status, the other the first few statuses: what is named must be there.
            wanted_words = {
                squeezed(word.split()[0]) for each in page["status"] for word in each.replace("***", "").split(",")
            }
            right["status"].append(wanted_words <= {squeezed(each.split()[0]) for each in record.status})
    shares = {name: sum(told) / len(told) for name, told in right.items()}
    assert shares["registrar"] >= 0.96
    assert shares["created"] >= 0.97
    assert shares["expires"] >= 0.97
    assert shares["name_servers"] >= 0.95
    assert shares["status"] >= 0.95
    assert slowest < 0.02


def test_real_japanese_replies_are_all_right(shared):
    pages = [page for page in real_replies(shared) if page["domain"].endswith(".jp")]
    assert len(pages) == 12
    for page in pages:
        record = parse_reply(page["raw"], page["domain"])
        assert record.outcome is Outcome.FOUND
        assert record.registrar is None
        assert str(record.created) == str(page["created"])
        if page["expires"]:
            assert str(record.expires) == page["expires"]
        assert list(record.name_servers) == (page["ns"] or [])
        assert list(record.status) == page["status"]
