"""RDAP: a reply above, what is read of it below; and which server knows."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.lookup.rdap import bootstrap, parse_reply, shipped
from forensics.lookup.rdap.bootstrap import SOURCES, compact
from forensics.model.answer import Status
from tests.lookup import servers


def card(*properties):
    return ["vcard", [["version", {}, "text", "4.0"], *properties]]


DESK = {
    "objectClassName": "entity",
    "roles": ["abuse"],
    "vcardArray": card(
        ["fn", {}, "text", "Abuse Desk"],
        ["tel", {"type": ["voice"]}, "uri", "tel:+1.5550100"],
        ["tel", {"type": "fax"}, "uri", "tel:+1.5550199"],
        ["email", {}, "text", "Abuse@registrar.example"],
    ),
}
DOMAIN = {
    "objectClassName": "domain",
    "handle": "D1-EXAMPLE",
    "ldhName": "EXAMPLE.TEST.",
    "status": ["client transfer prohibited", "active"],
    "events": [
        {"eventAction": "registration", "eventDate": "2026-03-01T23:30:00Z"},
        {"eventAction": "last changed", "eventDate": "2026-03-02T00:00:00Z"},
        {"eventAction": "expiration", "eventDate": "2027-03-01T23:30:00Z"},
    ],
    "nameservers": [{"ldhName": "NS1.EXAMPLE.TEST"}, {"ldhName": "ns2.example.test."}],
    "secureDNS": {"delegationSigned": True},
    "links": [{"rel": "related", "href": "https://rdap.registrar.example/domain/example.test"}, {"rel": "self", "href": "x"}],
    "entities": [
        {
            "objectClassName": "entity", "handle": "292", "roles": ["registrar"],
            "publicIds": [{"type": "IANA Registrar ID", "identifier": "292"}],
            "vcardArray": card(["fn", {}, "text", "Example Registrar, Inc."]), "entities": [DESK],
        },
        {
            "objectClassName": "entity", "handle": "R1", "roles": ["registrant"],
            "vcardArray": card(["fn", {}, "text", "Yamada Hanako"], ["org", {}, "text", "花子商店"],
                               ["adr", {"cc": "JP"}, "text", ["", "", "1-1", "Chiyoda", "Tokyo", "100-0001", "Japan"]]),
        },
    ],
    "port43": "whois.registry.example",
}  # fmt: skip
NETWORK = {
    "objectClassName": "ip network", "handle": "NET-1", "name": "EXAMPLE", "country": "JP", "type": "ASSIGNED", "parentHandle": "NET-0",
    "startAddress": "198.51.100.0/32", "endAddress": "198.51.100.255", "arin_originas0_originautnums": [64496],
    "cidr0_cidrs": [{"v4prefix": "198.51.100.0", "length": 24}], "entities": [DESK],
}  # fmt: skip


def read(told):
    reply = parse_reply(json.dumps(told))
    assert reply.record is not None, reply.detail
    return reply.record


def test_a_domain():
    record = read(DOMAIN)
    assert (record.kind, record.handle, record.name) == ("domain", "D1-EXAMPLE", "example.test")
    assert (record.created, record.changed, record.expires) == (date(2026, 3, 1), date(2026, 3, 2), date(2027, 3, 1))
    assert record.created_at is not None
    assert record.created_at.isoformat() == "2026-03-01T23:30:00+00:00"
    assert record.name_servers == ("ns1.example.test", "ns2.example.test")
    assert record.status == ("client transfer prohibited", "active")
    assert (record.registrar, record.registrant, record.country) == ("Example Registrar, Inc.", "花子商店", "JP")
    assert (record.abuse_mail, record.abuse_phone, record.signed) == ("abuse@registrar.example", "+1.5550100", True)
    assert record.related == ("https://rdap.registrar.example/domain/example.test",)
    assert [(each.handle, each.roles, each.iana_id) for each in record.entities] == [
        ("292", ("registrar",), "292"),
        ("R1", ("registrant",), ""),
    ]
    assert record.entities[1].address == "1-1, Chiyoda, Tokyo, 100-0001, Japan"


def test_a_registrant_that_is_withheld_is_none():
    withheld = {
        "objectClassName": "entity",
        "roles": ["registrant"],
        "vcardArray": card(["fn", {}, "text", "REDACTED FOR PRIVACY"]),
    }
    assert read({**DOMAIN, "entities": [withheld]}).registrant == ""


def test_a_network_an_as_number_an_entity_a_name_server():
    network = read(NETWORK)
    assert (network.first, network.last, network.prefixes) == ("198.51.100.0", "198.51.100.255", ("198.51.100.0/24",))
    assert (network.as_numbers, network.parent, network.abuse_mail) == ((64496,), "NET-0", "abuse@registrar.example")
    number = read(
        {"objectClassName": "autnum", "handle": "AS64496", "startAutnum": 64496, "endAutnum": 64500, "name": "EX"}
    )
    assert number.as_numbers == (64496, 64500)
    desk = read({**DESK, "handle": "DESK-1"})
    assert (desk.name, desk.abuse_mail) == ("Abuse Desk", "abuse@registrar.example")
    assert read({"objectClassName": "nameserver", "ldhName": "NS1.EXAMPLE.TEST"}).name == "ns1.example.test"


def test_of_a_history_what_is_valid_now():
    old = {"applicableFrom": "2001", "applicableUntil": "2002", "content": {**NETWORK, "name": "OLD"}}
    large = {"applicableUntil": None, "content": {**NETWORK, "name": "LARGE", "startAddress": "198.51.0.0"}}
    now = {"applicableUntil": None, "content": {**NETWORK, "name": "NOW", "startAddress": "198.51.100.0"}}
    assert read({"records": [old, large, now]}).name == "NOW"


@pytest.mark.parametrize(
    ("raw", "status", "reason"),
    [
        (b"", Status.FAILED, "no JSON"),
        (b"<html>blocked</html>", Status.FAILED, "no JSON"),
        (b'{"objectClassName": "domain", "ldhNa', Status.FAILED, "no JSON"),
        (b"\xff\xfe\xff", Status.FAILED, "no JSON"),
        (b"[1, 2]", Status.FAILED, "no JSON object but a list"),
        (b"{}", Status.FAILED, "names no kind"),
        (b'{"objectClassName": "unicorn"}', Status.FAILED, "'unicorn'"),
        (b'{"objectClassName": "domain"}', Status.FAILED, "without handle and name"),
        (
            b'{"errorCode": 404, "title": "Not Found", "description": ["no such domain"]}',
            Status.NOT_FOUND,
            "no such domain",
        ),
        (b'{"errorCode": "400", "title": "Bad Request"}', Status.FAILED, "error 400: Bad Request"),
        (b'{"errorCode": 429, "title": "slow down"}', Status.REFUSED, "error 429: slow down"),
        (b'{"records": "x"}', Status.FAILED, "names no kind"),
        (b"[" * 100_000, Status.FAILED, "no JSON"),
        (b'"' + b"a" * 4_000_001 + b'"', Status.FAILED, "larger"),
    ],
)
def test_what_is_no_record_has_its_reason(raw, status, reason):
    reply = parse_reply(raw)
    assert (reply.status, reply.record) == (status, None)
    assert reason in reply.detail


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"entities": "x"}, "entities is no list"),
        ({"entities": [7]}, "an entity is no object"),
        ({"entities": [{"handle": "E1", "vcardArray": "x"}]}, "the contact data of E1 cannot be read"),
        ({"events": [{"eventAction": "registration"}]}, "an event bears no date"),
        ({"nameservers": {"a": 1}}, "nameservers is no list"),
        ({"status": "active"}, "status is no list"),
    ],
)
def test_what_is_malformed_is_told_and_the_rest_is_read(change, problem):
    reply = parse_reply(json.dumps({**DOMAIN, **change}))
    assert reply.status is Status.FOUND
    assert reply.record is not None
    assert reply.record.name == "example.test"
    assert any(problem in each for each in reply.problems)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*DOMAIN, *NETWORK, "roles", "errorCode"]), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(json_values, st.sampled_from(["domain", "ip network", "autnum", "entity", "nameserver"]))
def test_no_json_is_too_odd(told, kind):
    if isinstance(told, dict):
        told["objectClassName"] = kind
    assert parse_reply(json.dumps(told)).status in Status


def test_who_knows():
    told = shipped()
    assert told.published >= "2026"
    assert told.domain("www.example.com") == "https://rdap.verisign.com/com/v1/"
    assert told.domain("example.co.jp") is None
    assert told.address("192.0.2.1") == "https://rdap.arin.net/registry/"
    assert told.address("2001:db8::1") == "https://rdap.apnic.net/"
    assert told.address("example") is None
    assert told.address("127.0.0.1") is None
    assert told.as_number(2515) == "https://rdap.arin.net/registry/"
    assert told.as_number(4_200_000_000) is None
    assert "rdap.arin.net" in told.hosts
    assert "127.0.0.1" not in told.hosts


def test_a_registry_that_is_none_is_refused():
    services = {
        "publication": "2026-01-01T00:00:00Z",
        "services": [[["192.0.2.0/24"], ["http://a.example/", "https://b.example/"]]],
    }
    names = {"publication": "2026-02-01T00:00:00Z", "services": [[["TEST"], ["https://c.example/"]]]}
    numbers = {"publication": "2026-01-01T00:00:00Z", "services": [[["64496", "64500-64505"], ["https://d.example/"]]]}
    six = {"publication": "2026-01-01T00:00:00Z", "services": [[["2001:db8::/32"], ["https://e.example/"]]]}
    good = {"dns": json.dumps(names), "ipv4": json.dumps(services), "ipv6": json.dumps(six), "asn": json.dumps(numbers)}
    told = bootstrap.Bootstrap(compact(good))
    assert (told.published, told.domain("x.test"), told.address("192.0.2.9")) == (
        "2026-02-01",
        "https://c.example/",
        "https://b.example/",
    )
    assert (told.as_number(64496), told.as_number(64503), told.as_number(64499)) == (
        "https://d.example/",
        "https://d.example/",
        None,
    )
    for name in SOURCES:
        with pytest.raises(ValueError, match=f"{name} registry|Expecting|is empty"):
            compact({**good, name: '{"publication": "2026", "services": []}'})
    with pytest.raises(ValueError, match="not as RFC 9224 has it"):
        compact({**good, "dns": '{"services": 7}'})


def test_every_real_reply_is_read_or_has_its_reason(shared):
    told = {path.name: parse_reply(path.read_bytes()) for path in sorted((shared / "data/rdap").glob("*.json"))}
    assert len(told) > 35
    for name, reply in told.items():
        if reply.record is None:
            assert reply.status in {Status.FAILED, Status.NOT_FOUND}, name
            assert reply.detail, name
        else:
            assert reply.record.handle, name
            assert reply.problems == (), name
    records = {name: reply.record for name, reply in told.items() if reply.record is not None}
    assert sum(each.status in {Status.FAILED, Status.NOT_FOUND} for each in told.values()) == 10
    for name, record in records.items():
        if name.startswith(("autnum", "ip_")):
            assert record.changed, name
            assert record.entities, name
            assert all(each.roles for each in record.entities), name
    domain = records["domain_20c.com.json"]
    assert (str(domain.created), str(domain.expires), len(domain.name_servers)) == ("2004-06-28", "2025-06-28", 4)
    assert (domain.abuse_mail, domain.registrar) == (
        "abuse@joker.com",
        "CSL Computer Service Langenbach GmbH d/b/a joker.com",
    )
    assert sum(bool(record.abuse_mail) for record in records.values()) == 12


def registries(publication="2030-01-01T00:00:00Z"):
    told = {
        "dns": [[["test"], ["https://names.example/"]]], "ipv4": [[["198.51.100.0/24"], ["https://four.example/"]]],
        "ipv6": [[["2001:db8::/32"], ["https://six.example/"]]], "asn": [[["64496-64511"], ["https://numbers.example/"]]],
    }  # fmt: skip
    return {
        f"/{name}.json": json.dumps({"publication": publication, "services": services})
        for name, services in told.items()
    }


def test_the_registries_are_fetched_anew_and_only_a_newer_whole_copy_counts(settings, tmp_path):
    from forensics.lookup import refresh
    from forensics.model.errors import ForensicsError

    folder = tmp_path / "state"
    files = registries()
    with servers.http(lambda _m, path, _b: servers.Reply(files[path])) as (url, log):
        told = settings(bootstrap={"url": url})
        assert refresh(told).published == "2030-01-01"
        assert sorted(log.questions) == ["GET /asn.json", "GET /dns.json", "GET /ipv4.json", "GET /ipv6.json"]
        assert bootstrap.known(folder).domain("example.test") == "https://names.example/"
        files["/dns.json"] = "<html>maintenance</html>"
        with pytest.raises(ForensicsError, match="cannot be used"):
            refresh(told)
        assert bootstrap.known(folder).domain("example.test") == "https://names.example/"
        files |= registries("2001-01-01T00:00:00Z")
        refresh(told)
    assert bootstrap.known(folder) is shipped()
    (folder / bootstrap.NAME).write_text("{}")
    with pytest.raises(ForensicsError, match="is damaged"):
        bootstrap.known(folder)
