"""A run: nothing is asked twice, nothing is lost, nothing leaves that is not permitted; the record alone gives the same again."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from forensics.lookup import SERVICES, Manners, Pap, ask, pap_named, plan
from forensics.model.answer import INTERRUPTED, Answer, Status
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger
from tests.lookup import servers
from tests.lookup.book import Book
from tests.lookup.test_dns_services import zone


def rdap(_method, path, _body):
    name = path.rpartition("/")[2]
    if "ip" in path:
        told = {
            "objectClassName": "ip network",
            "handle": f"NET-{name}",
            "startAddress": name,
            "arin_originas0_originautnums": [64496],
        }
    else:
        told = {
            "objectClassName": "domain" if "domain" in path else "autnum",
            "handle": f"H-{name}",
            "ldhName": name,
            "startAutnum": 64496,
        }
    return servers.Reply(json.dumps(told))


def domains(count):
    return [Observable("domain", f"shop{n}.test") for n in range(count)]


# -- the gate
def test_red_asks_nobody_amber_no_target_green_all(settings):
    site = Observable("domain", "www.example.test")
    with servers.http(rdap) as (url, http_log), servers.dns(zone) as (port, dns_log):
        told = settings(rdap={"url": url}, dns={"host": "127.0.0.1", "port": port})
        for pap, online, asked in (
            (Pap.RED, True, []),
            (Pap.GREEN, False, []),
            (Pap.AMBER, True, ["rdap"]),
            (Pap.GREEN, True, ["rdap", "dns"]),
        ):
            book = Book()
            answers = ask([site], ["rdap", "dns"], book, online=online, manners=Manners(pap=pap, settings=told))
            assert [each.service for each in book.written] == [
                each.service for each in answers if each.status is Status.FOUND
            ]
            assert sorted(each.service for each in book.written) == sorted(asked)
            assert {each.pap for each in book.written} <= {str(pap)}
        assert len(http_log.questions) == 2
        assert len(dns_log.questions) == 9


def test_rdap_comes_first_and_whois_where_it_failed_or_is_named(settings):
    def half(method, path, body):
        return servers.Reply("", 500) if path.endswith("broken.test") else rdap(method, path, body)

    sound, broken = Observable("domain", "sound.test"), Observable("domain", "broken.test")
    with servers.http(half) as (url, http_log), servers.whois(lambda _: b"Registrar: X\r\n") as (port, tcp_log):
        # of the other services none may be asked: they have no place on loopback and need more than is permitted, or a key
        told = settings(rdap={"url": url}, whois={"host": "127.0.0.1", "port": port})
        book, named = Book(), Manners(settings=told)
        blocked = {each.service: each.question for each in plan([sound], [], book, manners=named)}
        assert "RDAP tells it" in next(
            each.blocked for each in plan([sound], [], book, manners=named) if each.service == "whois"
        )
        assert blocked["whois"] == ""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                "forensics.lookup.named", lambda _: [each for each in SERVICES if each.name in ("rdap", "whois")]
            )
            answers = ask([sound, broken], [], book, online=True, manners=named)
            again = ask([sound, broken], [], book, manners=named)
        assert [(each.observable.value, each.service, str(each.status)) for each in answers] == [
            ("sound.test", "rdap", "found"), ("sound.test", "whois", "not_asked"),
            ("broken.test", "rdap", "failed"), ("broken.test", "whois", "found"),
        ]  # fmt: skip
        assert [(each.status, each.detail) for each in again] == [(each.status, each.detail) for each in answers]
        assert tcp_log.questions == ["broken.test"]
        (both,) = ask([sound], ["whois"], book, online=True, manners=named)
        assert both.status is Status.FOUND
        assert len(http_log.questions) == 2


def test_pap_by_name():
    assert (pap_named("amber"), pap_named("PAP:GREEN")) == (Pap.AMBER, Pap.GREEN)
    with pytest.raises(ValueError, match="no such PAP: pink; there are red, amber, green"):
        pap_named("pink")


def test_a_key_that_is_missing_is_said_and_nobody_is_asked(settings):
    with servers.http(rdap) as (url, log):
        book = Book()
        (told,) = ask(
            [Observable("ip", "203.0.113.9")],
            ["virustotal"],
            book,
            online=True,
            manners=Manners(settings=settings(virustotal={"url": url})),
        )
    assert told.status is Status.NOT_ASKED
    assert "a key for virustotal" in told.detail
    assert (log.questions, book.written) == ([], [])


def test_a_plan_says_what_would_be_asked_and_asks_nobody(settings):
    link = Observable("url", "https://hanako:pw@www.example.test/a?uid=hanako@example.org#x")
    with servers.http(rdap) as (url, log):
        manners = Manners(settings=settings({"virustotal": "k"}, virustotal={"url": url}, phishtank={"url": url}))
        told = plan(
            [link, Observable("domain", "a.b.example.co.jp")],
            ["virustotal", "phishtank", "urlhaus", "rdap", "whois", "dns"],
            Book(),
            manners=manners,
        )
    by = {(each.service, each.observable.kind): each for each in told}
    assert log.questions == []
    assert by["phishtank", "url"].observable.value == "https://www.example.test/a"
    assert by["phishtank", "url"].cut
    assert by["virustotal", "url"].blocked == ""
    assert "needs a key for urlhaus" in by["urlhaus", "url"].blocked
    assert by["rdap", "domain"].blocked == "its registry offers no RDAP: ask by WHOIS"
    assert by["whois", "domain"].question == "example.co.jp/e (whois whois.jprs.jp:43)"
    assert "possibly the offender" in by["dns", "domain"].learns
    assert "PAP:GREEN" in by["dns", "domain"].blocked
    assert not any("hanako" in repr(each) for each in told)


# -- the record
def test_what_is_on_record_is_not_asked_again_and_a_failure_is(settings):
    names = domains(3)
    replies = {
        "shop1.test": [
            servers.Reply("oops", 500),
            servers.Reply(json.dumps({"objectClassName": "domain", "handle": "late"})),
        ]
    }

    def answer(method, path, body):
        name = path.rpartition("/")[2]
        return replies[name].pop(0) if replies.get(name) else rdap(method, path, body)

    with servers.http(answer) as (url, log):
        book, manners = Book(), Manners(settings=settings(rdap={"url": url}))
        first = ask(names, ["rdap"], book, online=True, manners=manners)
        assert [each.status for each in first] == [Status.FOUND, Status.FAILED, Status.FOUND]
        second = ask(names, ["rdap"], book, online=True, manners=manners)
        assert [each.status for each in second] == [Status.FOUND] * 3
        ask(names, ["rdap"], book, online=True, manners=manners)
    assert Counter(log.questions) == {
        "GET /domain/shop0.test": 1,
        "GET /domain/shop1.test": 2,
        "GET /domain/shop2.test": 1,
    }
    assert len(book.written) == 4


def test_one_registered_name_is_asked_about_once_for_all_its_hosts(settings):
    hosts = [Observable("domain", f"{label}.example.test") for label in ("www", "mail", "login")]
    with servers.http(rdap) as (url, log):
        told = ask(hosts, ["rdap"], Book(), online=True, manners=Manners(settings=settings(rdap={"url": url})))
    assert log.questions == ["GET /domain/example.test"]
    assert [each.observable for each in told] == hosts
    assert {each.facts["name"] for each in told} == {"example.test"}


def test_what_answers_name_is_asked_in_waves(settings):
    with servers.http(rdap) as (url, http_log), servers.dns(zone) as (port, _):
        told = settings(rdap={"url": url}, dns={"host": "127.0.0.1", "port": port})
        site = Observable("domain", "www.example.test")
        one = ask([site], ["dns", "rdap"], Book(), online=True, manners=Manners(pap=Pap.GREEN, settings=told))
        assert {each.observable for each in one} == {site}
        three = ask(
            [site], ["dns", "rdap"], Book(), online=True, manners=Manners(pap=Pap.GREEN, settings=told, waves=3)
        )
    assert [str(each.observable.value) for each in three if each.service == "rdap"] == [
        "www.example.test", "2001:db8::9", "203.0.113.9", "AS64496", "web.example.test",
    ]  # fmt: skip
    # the confirmed name of the address lies under the same registered name: on record by then
    assert sorted(http_log.questions[1:]) == [
        "GET /autnum/64496",
        "GET /domain/example.test",
        "GET /ip/2001:db8::9",
        "GET /ip/203.0.113.9",
    ]


def test_the_record_alone_gives_the_same_again(settings, tmp_path):
    site = Observable("domain", "www.example.test")
    things = [site, Observable("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"), Observable("ip", "10.0.0.1")]
    services = ["rdap", "whois", "dns", "virustotal", "blockchain"]
    ledger = AnswerLedger(tmp_path)
    with servers.http(rdap) as (url, _), servers.dns(zone) as (port, _), servers.whois(lambda _: b"") as (whois, _):
        manners = Manners(
            pap=Pap.GREEN,
            waves=3,
            settings=settings(
                rdap={"url": url},
                dns={"host": "127.0.0.1", "port": port},
                whois={"host": "127.0.0.1", "port": whois},
                blockchain={"url": url},
            ),
        )
        online = ask(things, services, ledger, online=True, manners=manners)
    offline = ask(things, services, ledger, manners=manners)
    again = ask(things, services, AnswerLedger(tmp_path), manners=manners)
    assert repr(online) == repr(offline) == repr(again)
    assert {each.status for each in online} >= {Status.FOUND, Status.FAILED, Status.NOT_ASKED}
    ledger.close()


def test_the_ledger_shows_who_learned_what(settings, tmp_path):
    ledger = AnswerLedger(tmp_path)
    with servers.http(rdap) as (url, _):
        ask(
            [Observable("domain", "example.test")],
            ["rdap"],
            ledger,
            online=True,
            manners=Manners(settings=settings(rdap={"url": url}), version="1.2"),
        )
    (kept,) = list(ledger)
    ledger.close()
    assert (kept.question, kept.told, kept.pap, kept.version) == (
        f"GET {url}domain/example.test",
        "127.0.0.1",
        "amber",
        "1.2",
    )
    assert kept.seconds is not None
    assert json.loads(kept.raw)["handle"] == "H-example.test"


def test_a_mistake_of_ours_ends_the_run_and_keeps_what_came(settings, monkeypatch):
    from forensics.lookup.rdap import service

    def broken(_):
        raise RuntimeError("our own mistake")

    with servers.http(rdap) as (url, _):
        monkeypatch.setattr(service, "facts", broken)
        with pytest.raises(RuntimeError, match="our own mistake"):
            ask(domains(20), ["rdap"], Book(), online=True, manners=Manners(settings=settings(rdap={"url": url})))


def test_a_rate_that_is_used_up_is_no_answer(settings, monkeypatch):
    from forensics.lookup import wire

    monkeypatch.setattr(wire, "LONGEST_WAIT", 0.2)
    with servers.http(rdap) as (url, log):
        manners = Manners(settings=settings(rdap={"url": url, "rates": [[2, 3600]]}))
        book = Book()
        told = ask(domains(5), ["rdap"], book, online=True, manners=manners)
        assert [each.status for each in told].count(Status.NOT_ASKED) == 3
        assert (len(log.questions), len(book.written)) == (2, 2)
        assert len(book.announced) - len(book.taken_back) == 2  # what was announced and not sent is taken back
        again = ask(domains(5), ["rdap"], book, manners=manners)
    assert [(each.status, each.detail) for each in again] == [(each.status, each.detail) for each in told]


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("www.example.test", "www.example.test"), ("a.b.c.example.test", "a.b.c.example.test"), ("example.test", "example.test"),
        ("3f2a9c0b1d4e5f60718293a4.example.test", "example.test"), ("x.3f2a9c0b1d4e5f60718293a4.login.example.test", "login.example.test"),
        ("550e8400-e29b-41d4-a716-446655440000.example.test", "example.test"), ("static-203-0-113-9.example.test", "static-203-0-113-9.example.test"),
        ("xn--80ak6aa92e7a1b2c3d4.example.test", "xn--80ak6aa92e7a1b2c3d4.example.test"), ("a.b.c.d.e.example.test", "b.c.d.e.example.test"),
        ("k7q2m9x4c8v1b6n3z5l0.example.test", "example.test"),
    ],
)  # fmt: skip
def test_labels_that_only_a_program_could_read_are_cut(host, asked):
    from forensics.lookup.service import NOBODY
    from forensics.lookup.subjects import Subject
    from forensics.lookup.subjects import host as shown

    told = shown(Observable("domain", host), NOBODY)
    assert isinstance(told, Subject)
    assert (told.observable.value, told.cut) == (asked, asked != host)


# -- many
class Counting(Book):
    """A ledger that keeps no bytes of replies: what grows then is the run's own."""

    def record(self, answers, asking=(), unsent=()):
        from dataclasses import replace

        super().record([replace(each, raw=b"") for each in answers], asking, unsent)


def test_ten_thousand_values_with_bounded_askers_and_a_rate_that_is_kept(settings):
    count, rate = 10_000, 4_000
    busy, most = [0], [0]

    def answer(line):
        busy[0] += 1
        most[0] = max(most[0], busy[0])
        reply = f"domain: {line}\ncreated: 2026-03-01\n".encode()
        busy[0] -= 1
        return reply

    with servers.whois(answer) as (port, log):
        told = settings(whois={"host": "127.0.0.1", "port": port, "workers": 6, "rates": [[rate, 1]]})
        answers = ask(domains(count), ["whois"], Counting(), online=True, manners=Manners(settings=told))
    assert len(answers) == count
    assert all(each.status is Status.FOUND for each in answers)
    assert max(Counter(log.questions).values()) == 1
    assert most[0] <= 6
    assert all(log.times[n + rate] - log.times[n] >= 0.9 for n in range(count - rate))


def test_memory_stays_flat(settings):
    """Replies of 100 kB each: twice as many questions take no more memory."""
    import tracemalloc

    body = json.dumps({"objectClassName": "domain", "handle": "H", "ldhName": "x.test", "remarks": ["x" * 100_000]})
    peaks = []
    with servers.http(lambda *_: servers.Reply(body)) as (url, _):
        manners = Manners(settings=settings(rdap={"url": url, "workers": 4}))
        for count in (100, 300):
            tracemalloc.start()
            ask(domains(count), ["rdap"], Counting(), online=True, manners=manners)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 1_000_000


def test_every_question_is_written_down_before_it_is_sent(settings):
    book = Book()

    def answer(_method, path, _body):
        known = [each.observable.value for each in book.announced]
        assert path.rpartition("/")[2] in known
        return rdap(_method, path, _body)

    with servers.http(answer) as (url, log):
        told = ask(domains(30), ["rdap"], book, online=True, manners=Manners(settings=settings(rdap={"url": url})))
    assert {each.status for each in told} == {Status.FOUND}
    assert len(book.announced) == len(log.questions) == 30
    assert all(each.interrupted and each.question.startswith(f"GET {url}") for each in book.announced)
    assert book.taken_back == []


def test_what_an_earlier_run_was_cut_off_over_is_asked_on_demand_or_after_a_day(settings, tmp_path):
    from datetime import UTC, datetime, timedelta

    ledger = AnswerLedger(tmp_path)
    now = datetime.now(UTC)
    names = domains(2)
    for name, age in zip(names, (timedelta(minutes=5), timedelta(days=2)), strict=True):
        asking = Answer(name, "rdap", Status.FAILED, now - age, "GET it", detail=INTERRUPTED, told="rdap.example")
        ledger.record([], [asking])
    with servers.http(rdap) as (url, log):
        told = settings(rdap={"url": url})
        shown = ask(names, ["rdap"], ledger, manners=Manners(settings=told))
        assert [(each.status, each.detail) for each in shown] == [(Status.FAILED, INTERRUPTED)] * 2
        later = ask(names, ["rdap"], ledger, online=True, manners=Manners(settings=told))
        assert [each.status for each in later] == [Status.FAILED, Status.FOUND]
        assert [each.observable for each in plan(names, ["rdap"], ledger, manners=Manners(settings=told))] == []
        demanded = Manners(settings=told, again=True)
        assert [each.observable for each in plan(names, ["rdap"], ledger, manners=demanded)] == names[:1]
        again = ask(names, ["rdap"], ledger, online=True, manners=demanded)
    ledger.close()
    assert [each.status for each in again] == [Status.FOUND] * 2
    assert log.questions == ["GET /domain/shop1.test", "GET /domain/shop0.test"]
