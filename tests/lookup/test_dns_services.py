"""What DNS tells, against a name server on loopback; and the databases of networks, which ask nobody."""

from __future__ import annotations

import pytest
from dnslib import AAAA, CNAME, MX, NS, PTR, QTYPE, RCODE, RR, SOA, TXT, A

from forensics.lookup import Manners, Pap, ask
from forensics.lookup.dns import spf_says
from forensics.model.answer import Status
from forensics.model.observable import Observable
from tests.lookup import servers
from tests.lookup.book import Book
from tests.lookup.mmdb import database

SITE = Observable("domain", "www.example.test")
HOST = Observable("ip", "203.0.113.9")
ZONE = {
    ("www.example.test", "A"): [CNAME("web.example.test"), ("web.example.test", A("203.0.113.9"))],
    ("www.example.test", "AAAA"): [CNAME("web.example.test"), ("web.example.test", AAAA("2001:db8::9"))],
    ("www.example.test", "CNAME"): [CNAME("web.example.test")],
    ("www.example.test", "MX"): [MX("mx2.example.test", 20), MX("mx1.example.test", 10)],
    ("www.example.test", "NS"): [NS("ns1.example.test")],
    ("www.example.test", "SOA"): [SOA("ns1.example.test", "hostmaster.example.test", (1, 2, 3, 4, 5))],
    ("www.example.test", "TXT"): [TXT([b"v=spf1 include:_spf.exam", b"ple.test -all"]), TXT("verify=1")],
    ("_dmarc.example.test", "TXT"): [TXT("v=DMARC1; p=none; sp=reject; rua=mailto:d@example.test")],
    ("9.113.0.203.in-addr.arpa", "PTR"): [PTR("web.example.test"), PTR("liar.example.test")],
    ("web.example.test", "A"): [A("203.0.113.9")],
    ("liar.example.test", "A"): [A("198.51.100.1")],
    ("9.113.0.203.origin.asn.cymru.com", "TXT"): [TXT("64496 64497 | 203.0.112.0/20 | JP | apnic | 2008-01-02"), TXT("64500 | 203.0.113.0/24 | JP | apnic | 2009-01-02")],
    ("as64500.asn.cymru.com", "TXT"): [TXT("64500 | JP | apnic | 2009-01-02 | EXAMPLE-AS Example, K.K.")],
    ("9.113.0.203.zen.spamhaus.org", "A"): [A("127.0.0.2"), A("127.0.0.11")],
    ("www.example.test.dbl.spamhaus.org", "A"): [A("127.255.255.254")],
}  # fmt: skip


def zone(request):
    name, kind = str(request.q.qname).rstrip(".").lower(), QTYPE[request.q.qtype]
    reply = request.reply()
    records = ZONE.get((name, kind))
    if records is None:
        known = any(at == name or at.endswith(f".{name}") for at, _ in ZONE)
        reply.header.rcode = RCODE.NOERROR if known else RCODE.NXDOMAIN
    for each in records or ():
        owner, data = each if isinstance(each, tuple) else (name, each)
        reply.add_answer(RR(owner, getattr(QTYPE, type(data).__name__), rdata=data, ttl=60))
    return reply


def asked(observable, service, settings, answer=zone, **place):
    with servers.dns(answer) as (port, log):
        told = settings(**{service: {"host": "127.0.0.1", "port": port, **place}})
        (found,) = ask([observable], [service], Book(), online=True, manners=Manners(pap=Pap.GREEN, settings=told))
    return found, log


def test_a_host(settings):
    told, log = asked(SITE, "dns", settings)
    assert told.status is Status.FOUND
    assert dict(told.facts) == {
        "a": "203.0.113.9", "aaaa": "2001:db8::9", "cname": "web.example.test", "ns": "ns1.example.test",
        "mx": "10 mx1.example.test, 20 mx2.example.test", "soa": "ns1.example.test. hostmaster.example.test. 1 2 3 4 5",
        "txt": "verify=1", "spf": "v=spf1 include:_spf.example.test -all", "spf_says": "fail",
        "dmarc": "v=DMARC1; p=none; sp=reject; rua=mailto:d@example.test", "dmarc_policy": "reject", "dmarc_reports": "mailto:d@example.test",
    }  # fmt: skip
    assert len(log.questions) == 9


def test_an_address_and_whether_its_name_points_back(settings):
    told, _ = asked(HOST, "dns", settings)
    assert dict(told.facts) == {"ptr": "liar.example.test, web.example.test", "confirmed": "web.example.test"}
    nobody, _ = asked(Observable("ip", "203.0.113.77"), "dns", settings)
    assert nobody.status is Status.NOT_FOUND


def test_what_is_not_there_and_what_fails(settings):
    told, _ = asked(Observable("domain", "nowhere.test"), "dns", settings)
    assert (told.status, told.facts) == (Status.NOT_FOUND, {})

    def broken(request):
        reply = request.reply()
        reply.header.rcode = RCODE.SERVFAIL
        return reply

    told, _ = asked(SITE, "dns", settings, broken)
    assert (told.status, told.detail) == (Status.FAILED, "the resolver answered SERVFAIL")
    told, _ = asked(SITE, "dns", settings, lambda _: None, timeout=0.05)
    assert told.status is Status.FAILED


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ("v=spf1 -all", "fail"), ("v=spf1 a mx ~all", "softfail"), ("v=spf1 +all", "pass (anybody may send)"), ("v=spf1 ?all", "neutral"),
        ("v=spf1 redirect=_spf.example.test", "as _spf.example.test says"), ("v=spf1 a", "neutral (nothing said)"),
    ],
)  # fmt: skip
def test_what_an_spf_record_says_of_strangers(record, says):
    assert spf_says(record) == says


def test_whose_network_by_dns(settings):
    told, log = asked(HOST, "cymru", settings)
    assert dict(told.facts) == {
        "as_numbers": "64500", "prefix": "203.0.113.0/24", "country": "JP", "registry": "apnic", "allocated": "2009-01-02",
        "as_name": "EXAMPLE-AS Example K.K.",
    }  # fmt: skip
    assert log.questions == ["9.113.0.203.origin.asn.cymru.com. 16", "AS64500.asn.cymru.com. 16"]
    told, _ = asked(Observable("ip", "203.0.113.10"), "cymru", settings)
    assert told.status is Status.NOT_FOUND


def test_block_lists(settings):
    told, _ = asked(HOST, "dnsbl", settings)
    assert told.facts == {"listed": "zen.spamhaus.org: line of a customer (policy), zen.spamhaus.org: spam source"}
    told, _ = asked(SITE, "dnsbl", settings)
    assert (told.status, told.detail) == (Status.REFUSED, "dbl.spamhaus.org refuses this resolver")
    told, _ = asked(Observable("ip", "203.0.113.10"), "dnsbl", settings)
    assert (told.status, told.detail) == (Status.NOT_FOUND, "on none of the lists")


def test_whose_network_by_a_file(settings, tmp_path):
    asn, country = tmp_path / "asn.mmdb", tmp_path / "country.mmdb"
    asn.write_bytes(
        database(
            {"203.0.113.0/24": {"autonomous_system_number": 64500, "autonomous_system_organization": "Example K.K."}},
            "Test-ASN",
            1_772_000_000,
        )
    )
    country.write_bytes(database({"203.0.112.0/20": {"country": {"iso_code": "JP"}}}, "Test-Country", 1_700_000_000))
    told = settings(hosting={"paths": [str(asn), str(country)]})
    # no network is needed: offline, and with nothing permitted
    (found,) = ask([HOST], ["hosting"], Book(), manners=Manners(pap=Pap.RED, settings=told))
    assert dict(found.facts) == {
        "as_number": "64500", "as_name": "Example K.K.", "country": "JP", "prefix": "203.0.113.0/24",
        "database": "Test-ASN of 2026-02-25 + Test-Country of 2023-11-14",
    }  # fmt: skip
    (unknown,) = ask([Observable("ip", "198.51.100.1")], ["hosting"], Book(), manners=Manners(settings=told))
    assert unknown.status is Status.NOT_FOUND
    asn.with_name("broken.mmdb").write_bytes(b"no database")
    (broken,) = ask(
        [HOST],
        ["hosting"],
        Book(),
        manners=Manners(settings=settings(hosting={"paths": [str(tmp_path / "broken.mmdb")]})),
    )
    assert broken.status is Status.FAILED
    (none,) = ask([HOST], ["hosting"], Book(), manners=Manners(settings=settings()))
    assert (none.status, none.detail[:25]) == (Status.NOT_ASKED, "no database is configured")
