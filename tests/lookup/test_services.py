"""Each service against a server of its own protocol on loopback: what is sent, what is read, and every way to fail."""

from __future__ import annotations

import json

import pytest

from forensics.lookup import SERVICES, LookupSettings, Manners, Pap, ask
from forensics.lookup.passwords import digest
from forensics.lookup.service import listed
from forensics.lookup.wire import Door
from forensics.model.answer import Status
from forensics.model.observable import Observable
from tests.lookup import servers
from tests.lookup.book import Book
from tests.lookup.test_rdap import DOMAIN, NETWORK
from tests.lookup.test_whois import FLAT
from tests.lookup.test_whois_network import RIPE

SITE = Observable("domain", "www.example.test")
HOST = Observable("ip", "203.0.113.9")
LINK = Observable("url", "https://www.example.test/login?user=1")
FILE = Observable("sha256", "ab" * 32)
WALLET = Observable("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2")
KEYS = dict.fromkeys(("virustotal", "safebrowsing", "urlhaus", "abuseipdb", "chainabuse"), "k-secret")


def asked(observable, service, settings, **more):
    """One answer, asked online with everything permitted."""
    (answer,) = ask(
        [observable], [service], Book(), online=True, manners=Manners(pap=Pap.GREEN, settings=settings, **more)
    )
    return answer


def over_http(observable, service, settings, reply):
    """The answer to one reply, and the server's log."""
    with servers.http(reply if callable(reply) else lambda *_: reply) as (url, log):
        answer = asked(observable, service, settings(KEYS, **{service: {"url": url}}))
    return answer, log


PAGES = [
    ("rdap", SITE, DOMAIN, "GET /domain/example.test",
     {"registrar": "Example Registrar, Inc.", "created": "2026-03-01T23:30:00+00:00", "abuse_mail": "abuse@registrar.example", "dnssec": "yes"}),
    ("rdap", HOST, NETWORK, "GET /ip/203.0.113.9", {"network": "198.51.100.0 - 198.51.100.255", "as_numbers": "64496", "country": "JP"}),
    ("rdap", Observable("asn", "AS64496"), {"objectClassName": "autnum", "handle": "AS64496", "startAutnum": 64496}, "GET /autnum/64496",
     {"handle": "AS64496"}),
    ("virustotal", SITE,
     {"data": {"attributes": {"last_analysis_stats": {"malicious": 2, "harmless": 60}, "last_analysis_date": 1_772_000_000,
      "last_analysis_results": {"A": {"category": "malicious", "result": "phishing"}, "B": {"category": "malicious", "result": "malware"},
                                "C": {"category": "harmless", "result": "clean"}}}}},
     "GET /domains/www.example.test", {"malicious": "2", "verdicts": "B: malware, A: phishing", "last_analysed": "2026-02-25T06:13:20+00:00"}),
    ("virustotal", LINK, {"data": {"attributes": {"last_analysis_stats": {"malicious": 0}}}},
     "GET /urls/aHR0cHM6Ly93d3cuZXhhbXBsZS50ZXN0L2xvZ2lu", {"malicious": "0"}),
    ("virustotal", FILE, {"data": {"attributes": {"type_description": "HTML"}}}, f"GET /files/{'ab' * 32}", {"file_type": "HTML"}),
    ("norton", SITE, {"rating": "b", "categories": [{"categoryName": "Phishing"}]}, "GET /details?url=www.example.test&insert=0",
     {"rating": "warning", "categories": "Phishing"}),
    ("safebrowsing", LINK, {"matches": [{"threatType": "SOCIAL_ENGINEERING"}]}, "POST /threatMatches:find", {"threats": "SOCIAL_ENGINEERING"}),
    ("urlhaus", LINK, {"query_status": "ok", "threat": "malware_download", "tags": ["exe", "x"], "url_status": "online"}, "POST /url/",
     {"threat": "malware_download", "tags": "exe, x", "state": "online"}),
    ("urlhaus", HOST, {"query_status": "ok", "url_count": "7"}, "POST /host/", {"links": "7"}),
    ("phishtank", LINK, {"results": {"in_database": True, "verified": True, "valid": False}}, "POST /", {"confirmed": "yes", "still_valid": "no"}),
    ("urlscan", SITE, {"total": 3, "results": [{"task": {"time": "2026-03-01T00:00:00Z"}, "page": {"title": "Log in, please", "ip": "203.0.113.9"}}]},
     "GET /search/?q=page.domain%3A%22www.example.test%22&size=50",
     {"scans": "3", "titles": "Log in please", "addresses": "203.0.113.9", "last_scan": "2026-03-01T00:00:00Z"}),
    ("abuseipdb", HOST, {"data": {"abuseConfidenceScore": 97, "totalReports": 12, "usageType": "Data Center", "countryCode": "NL"}},
     "GET /check?ipAddress=203.0.113.9&maxAgeInDays=90", {"score": "97", "reports": "12", "country": "NL"}),
    ("crtsh", SITE, [{"issuer_name": "C=US, O=Let's Encrypt, CN=R3", "name_value": "a.example.test\nb.example.test", "not_before": "2026-03-01T00:00:00"}],
     "GET /?q=example.test&output=json", {"certificates": "1", "names": "a.example.test, b.example.test", "issuers": "Let's Encrypt"}),
    ("chainabuse", WALLET, [{"scamCategory": "SEXTORTION", "createdAt": "2026-03-01"}, {"scamCategory": "SEXTORTION", "createdAt": "2026-02-01"}],
     f"GET /reports?address={WALLET.value}", {"reports": "2", "categories": "SEXTORTION", "first_reported": "2026-02-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("service", "observable", "reply", "question", "facts"), PAGES)
def test_what_is_asked_and_what_is_read(settings, service, observable, reply, question, facts):
    answer, log = over_http(observable, service, settings, servers.Reply(json.dumps(reply)))
    assert answer.detail == ""
    assert answer.status is Status.FOUND
    assert {name: answer.facts.get(name) for name in facts} == facts
    assert log.questions == [question]
    assert answer.told
    assert "k-secret" not in answer.question
    assert b"user=1" not in log.heard


NOTHING = [
    ("chainabuse", WALLET, servers.Reply("[]")),
    ("rdap", SITE, servers.Reply('{"errorCode": 404, "title": "no such name"}', 404)),
    ("rdap", SITE, servers.Reply("not here", 404)),
    ("virustotal", SITE, servers.Reply('{"error": {"code": "NotFoundError"}}', 404)),
    ("norton", SITE, servers.Reply('{"rating": "u"}')),
    ("safebrowsing", LINK, servers.Reply("{}")),
    ("urlhaus", LINK, servers.Reply('{"query_status": "no_results"}')),
    ("phishtank", LINK, servers.Reply('{"results": {"in_database": false}}')),
    ("urlscan", SITE, servers.Reply('{"results": [], "total": 0}')),
    ("abuseipdb", HOST, servers.Reply('{"data": {"totalReports": 0}}')),
    ("crtsh", SITE, servers.Reply("[]")),
    ("blockchain", WALLET, servers.Reply('{"chain_stats": {"tx_count": 0}, "mempool_stats": {"tx_count": 0}}')),
    ("blockchain", WALLET, servers.Reply("Invalid Bitcoin address", 400)),
]


@pytest.mark.parametrize(("service", "observable", "reply"), NOTHING)
def test_not_found_is_the_services_word(settings, service, observable, reply):
    answer, _ = over_http(observable, service, settings, reply)
    assert answer.status is Status.NOT_FOUND
    assert answer.detail


HTTP = sorted(
    {service.name: service.kinds for service in SERVICES if service.place.url or service.name == "rdap"}.items()
)
VALUES = {"domain": SITE, "ip": HOST, "url": LINK, "sha256": FILE, "bitcoin": WALLET}


@pytest.mark.parametrize(("service", "kinds"), HTTP)
@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (servers.Reply("<html>blocked</html>"), Status.FAILED),
        (servers.Reply('{"cut": [1, 2'), Status.FAILED),
        (servers.Reply(b"\xff\xfe\x00"), Status.FAILED),
        (servers.Reply("oops", 500), Status.FAILED),
        (servers.Reply("slow down", 429, {"Retry-After": "9999"}), Status.REFUSED),
        (servers.Reply("no key", 401), Status.REFUSED),
        (servers.Reply("", 302, {"Location": "http://127.0.0.9/admin"}), Status.REFUSED),
    ],
)
def test_every_service_fails_with_a_reason(settings, service, kinds, reply, status):
    value = Observable("password", "masked") if "password" in kinds else VALUES[kinds[0]]
    hidden = {value: digest("hunter2")} if value.kind == "password" else {}
    with servers.http(lambda *_: reply) as (url, _):
        answer = asked(value, service, settings({**KEYS, service: "k"}, **{service: {"url": url}}), unmasked=hidden)
    assert answer.status is status
    assert answer.detail
    assert answer.asked_at is not None


def test_odd_json_never_raises(settings):
    for odd in (
        "null",
        "7",
        '"x"',
        "[]",
        "{}",
        "[[]]",
        '{"data": 7}',
        '{"data": []}',
        '{"results": "x"}',
        '{"matches": {}}',
    ):
        for service, kinds in HTTP:
            if "password" not in kinds:
                answer, _ = over_http(VALUES[kinds[0]], service, settings, servers.Reply(odd))
                assert answer.status in Status


# -- WHOIS
def test_whois_follows_to_the_registrar_once_and_only_where_the_list_names_it(settings, monkeypatch):
    def answer(_line):
        return FLAT.replace("whois.registrar.example", "whois.unlisted.example").encode()

    with servers.whois(answer) as (port, log):
        told = asked(SITE, "whois", settings(whois={"host": "127.0.0.1", "port": port}))
    assert log.questions == ["example.test"]
    assert (told.status, told.facts["registrar"]) == (Status.FOUND, "Example Registrar, Inc.")
    assert "whois.unlisted.example was referred to and is not on the list" in told.detail
    # a server that refers to itself is not asked again
    with servers.whois(lambda _: FLAT.replace("whois.registrar.example", "127.0.0.1").encode()) as (port, log):
        asked(SITE, "whois", settings(whois={"host": "127.0.0.1", "port": port}))
    assert log.questions == ["example.test"]
    # two that refer to each other are asked once each
    monkeypatch.setattr(Door, "_address", lambda *_: "127.0.0.1")
    loop = iter(
        [
            FLAT.replace("whois.registrar.example", "whois.second.example"),
            FLAT.replace("whois.registrar.example", "127.0.0.1"),
        ]
    )
    with servers.whois(lambda _: next(loop).encode()) as (port, log):
        place = {"host": "127.0.0.1", "port": port, "hosts": ["whois.second.example"]}
        told = asked(SITE, "whois", settings(whois=place))
    assert (log.questions, told.detail) == (["example.test", "example.test"], "")


@pytest.mark.parametrize(
    ("reply", "status", "words"),
    [
        (b"No match for EXAMPLE.TEST\r\n", Status.NOT_FOUND, "No match"),
        (b"query limit exceeded\r\n", Status.REFUSED, "limit exceeded"),
        (b"not authorised to query\r\n", Status.REFUSED, "not authorised"),
        (b"", Status.FAILED, "empty"),
        (b"\x00\xff\xfe garbage \x80", Status.FAILED, "nothing that is known"),
        (b"x" * 600_000, Status.FAILED, "larger than"),
    ],
)
def test_whois_tells_its_failures_apart(settings, reply, status, words):
    with servers.whois(lambda _: reply) as (port, _):
        told = asked(SITE, "whois", settings(whois={"host": "127.0.0.1", "port": port}))
    assert told.status is status
    assert words in told.detail


def test_whois_of_a_network(settings):
    with servers.whois(lambda _: RIPE.encode()) as (port, log):
        told = asked(HOST, "whois", settings(whois={"host": "127.0.0.1", "port": port}))
    assert told.facts["registrant"] == "Example Hosting B.V."
    assert told.facts["abuse_mail"] == "abuse@hoster.example"
    assert log.questions[0].endswith("203.0.113.9")


def test_japanese_in_its_own_codec(settings):
    reply = "[登録者名] 花子商店\r\n[登録年月日] 2020/05/14\r\n".encode("iso2022_jp")
    with servers.whois(lambda _: reply) as (port, log):
        told = asked(
            Observable("domain", "mail.example.co.jp"), "whois", settings(whois={"host": "127.0.0.1", "port": port})
        )
    assert told.facts == {"registrant": "花子商店", "created": "2020-05-14"}
    assert told.raw == b""  # of what `ask` hands out; the ledger has it
    assert log.questions == ["example.co.jp/e"]


# -- Bitcoin
def test_who_paid_and_who_spends_together(settings):
    other = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"

    def transaction(n, inputs, outputs):
        return {
            "txid": f"{n:064x}",
            "status": {"confirmed": True, "block_time": 1_772_000_000 + n},
            "vin": [{"prevout": {"scriptpubkey_address": each}} for each in inputs],
            "vout": [{"scriptpubkey_address": each, "value": value} for each, value in outputs],
        }

    pays = [transaction(n, ["payer"], [(WALLET.value, 1_000_000 + n)]) for n in range(27)]
    spends = transaction(99, [WALLET.value, other], [("away", 5_000)])
    joint = transaction(100, [WALLET.value, *(f"joint{n}" for n in range(6))], [(f"out{n}", 700) for n in range(6)])
    pages = [[*pays[:23], spends, joint], pays[23:]]

    def answer(_method, path, _body):
        if path.endswith("/txs"):
            return servers.Reply(json.dumps(pages[0]))
        if "/txs/chain/" in path:
            return servers.Reply(json.dumps(pages[1]))
        return servers.Reply(
            json.dumps({"chain_stats": {"tx_count": 29, "funded_txo_sum": 27_000_351, "spent_txo_sum": 7_000}})
        )

    told, log = over_http(WALLET, "blockchain", settings, answer)
    assert (told.facts["received"], told.facts["spent"], told.facts["balance"]) == (
        "0.27000351",
        "0.00007",
        "0.26993351",
    )
    assert (told.facts["payments"], told.facts["transactions"]) == ("27", "29")
    assert told.facts["spent_together_with"] == other
    assert told.facts["first_seen"] == "2026-02-25T06:13:20+00:00"
    assert len(log.questions) == 3
    assert "note" not in told.facts


def test_the_newest_payments_are_kept_and_what_is_in_no_block_has_no_next_page(settings):
    def transaction(n, confirmed):
        return {
            "txid": f"{n:064x}",
            "status": {"confirmed": confirmed, **({"block_time": 1_772_000_000 + n} if confirmed else {})},
            "vin": [{"prevout": {"scriptpubkey_address": "payer"}}],
            "vout": [{"scriptpubkey_address": WALLET.value, "value": 1_000 + n}],
        }

    def answer(_method, path, _body):
        if path.endswith("/txs"):
            return servers.Reply(json.dumps([*(transaction(n, True) for n in range(60)), transaction(60, False)]))
        return servers.Reply(json.dumps({"chain_stats": {"tx_count": 60}, "mempool_stats": {"tx_count": 1}}))

    told, log = over_http(WALLET, "blockchain", settings, answer)
    kept = told.facts["payment_list"].split(", ")
    assert (len(kept), told.facts["older_payments"], told.facts["payments"]) == (50, "11", "61")
    assert kept[-1] == "unconfirmed 0.0000106"
    assert kept[0].endswith("0.00001011")
    assert len(log.questions) == 2


# -- passwords
def test_five_digits_leave_and_the_word_is_nowhere(settings):
    masked, word = Observable("password", "*******:6f3a"), "hunter2"
    sha1 = digest(word).value
    book = Book()
    with servers.http(lambda *_: servers.Reply(f"{sha1[5:]}:17243\r\n{'0' * 35}:0\r\n")) as (url, log):
        manners = Manners(settings=settings(passwords={"url": url}), unmasked={masked: digest(word)})
        (told,) = ask([masked], ["passwords"], book, online=True, manners=manners)
    assert (told.status, told.facts) == (Status.FOUND, {"count": "17243"})
    assert log.questions == [f"GET /range/{sha1[:5]}"]
    for traces in (repr(book.written), log.heard.decode("latin-1"), str([each.raw for each in book.written])):
        assert word not in traces
        assert sha1[5:] not in traces.upper()
    with servers.http(lambda *_: servers.Reply(f"{'0' * 35}:3\r\n")) as (url, _):
        (unknown,) = ask(
            [masked],
            ["passwords"],
            Book(),
            online=True,
            manners=Manners(settings=settings(passwords={"url": url}), unmasked={masked: digest(word)}),
        )
    assert unknown.status is Status.NOT_FOUND


def test_without_the_word_nothing_is_asked(settings):
    (told,) = ask(
        [Observable("password", "****:1")], ["passwords"], Book(), online=True, manners=Manners(settings=settings())
    )
    assert told.status is Status.NOT_ASKED


# -- real replies
def test_real_replies_of_virustotal(shared):
    from forensics.lookup.reputation.virustotal import read

    told = {
        path.name: read(json.loads(path.read_bytes()))
        for path in (shared / "data/reputation").glob("virustotal_vt3_[fu]*.json")
    }
    assert len(told) == 4
    searches = json.loads((shared / "data/reputation/virustotal_vt3_search.json").read_bytes())
    told |= {each["id"]: read(each) for found in searches.values() for each in found}
    assert len(told) > 5
    for name, facts in told.items():
        vendors = listed(facts.get("verdicts"))
        assert len(vendors) == int(facts["malicious"]) + int(facts["suspicious"]), name
        assert all(": " in each for each in vendors), name
        assert facts["last_analysed"], name
    assert sum(int(facts["malicious"]) > 0 for facts in told.values()) > 2


def test_settings_name_what_they_do_not_know():
    from forensics.model.errors import ForensicsError

    with pytest.raises(ForensicsError, match="no such setting: colour"):
        LookupSettings(places={"rdap": {"colour": "red"}}).place("rdap", SERVICES[0].place)
