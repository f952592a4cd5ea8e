"""The one door: what passes, what does not, and that what came before is kept. Every fault by a real server on loopback."""

from __future__ import annotations

import gzip
import socket
import time
import tracemalloc

import pytest
from dnslib import QTYPE, RCODE, RR, TXT, A

from forensics.lookup.failures import BadReply, Limited, NotAllowed, ServerFailed, TimedOut, TooLarge, Unreachable
from forensics.lookup.settings import Place
from forensics.lookup.wire import Door, _is_public
from forensics.model.answer import Status
from tests.lookup import servers
from tests.lookup.conftest import here


def test_an_http_reply(door):
    with servers.http(lambda method, path, body: servers.Reply(f"{method} {path} {body!r}")) as (url, log):
        reply = door.http("test", here(url), f"{url}a?b=c", method="POST", json={"d": 1})
        assert (reply.status, reply.body) == (200, b"POST /a?b=c b'{\"d\":1}'")
    assert log.questions == ["POST /a?b=c"]


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (servers.Reply("no", 500), ServerFailed, "answered 500"),
        (servers.Reply("no", 403), Limited, "wants a key"),
        (servers.Reply("no", 418), BadReply, "answered 418"),
        (servers.Reply("", 302, {"Location": "http://127.0.0.2/x"}), NotAllowed, "its list does not name"),
        (servers.Reply("", 302, {"Location": "http://localhost/x"}), NotAllowed, "its list does not name"),
        (servers.Reply("", 302, {"Location": "file:///etc/passwd"}), NotAllowed, "its list does not name"),
        (servers.Reply("", 302, {"Location": "/again"}), BadReply, "more than 3 redirects"),
        (servers.Reply(b"x" * 10_001), TooLarge, "larger than 10000 bytes"),
        (
            servers.Reply(gzip.compress(b"0" * 50_000_000), 200, {"Content-Encoding": "gzip"}),
            TooLarge,
            "larger than 10000 bytes",
        ),
        (servers.Reply(b"no gzip at all", 200, {"Content-Encoding": "gzip"}), BadReply, "cannot be unpacked"),
        (servers.Reply(b"?", 200, {"Content-Encoding": "br"}), BadReply, "nobody asked for"),
        (servers.Reply(b"x" * 1_000, drip=0.01), TimedOut, "took longer"),
        (servers.Reply(b"x" * 1_000, cut=500), BadReply, "peer closed"),
    ],
)
def test_an_http_fault_is_told_by_its_name(door, reply, error, words):
    patience = 0.5 if error is TimedOut else 20.0  # a busy machine takes its time over a bomb
    with servers.http(lambda *_: reply) as (url, _), pytest.raises(error, match=words):
        door.http("test", here(url, limit=10_000, timeout=patience), f"{url}x")


def test_a_bomb_costs_no_memory(door):
    bomb = gzip.compress(b"0" * 100_000_000, 1)
    with servers.http(lambda *_: servers.Reply(bomb, 200, {"Content-Encoding": "gzip"})) as (url, _):
        tracemalloc.start()
        with pytest.raises(TooLarge):
            door.http("test", here(url, limit=1_000_000, timeout=20.0), f"{url}x")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 10_000_000


def test_a_redirect_on_the_same_host_is_followed_and_one_to_a_named_host_too(door):
    def answer(_method, path, _body):
        return servers.Reply("", 301, {"Location": "/there"}) if path == "/here" else servers.Reply("arrived")

    with servers.http(answer) as (url, log):
        assert door.http("test", here(url), f"{url}here").body == b"arrived"
    assert log.questions == ["GET /here", "GET /there"]


def test_it_waits_when_asked_to_and_tries_again(door):
    told = iter([servers.Reply("", 429, {"Retry-After": "0"}), servers.Reply("", 503), servers.Reply("at last")])
    with servers.http(lambda *_: next(told)) as (url, log):
        assert door.http("test", here(url, attempts=3), f"{url}x").body == b"at last"
    assert len(log.questions) == 3


def test_a_long_pause_is_a_refusal(door):
    with (
        servers.http(lambda *_: servers.Reply("", 429, {"Retry-After": "86400"})) as (url, log),
        pytest.raises(Limited) as caught,
    ):
        door.http("test", here(url, attempts=3), f"{url}x")
    assert (caught.value.status, caught.value.after, len(log.questions)) == (Status.REFUSED, 86_400, 1)


def test_nobody_but_those_named_is_asked(door):
    with servers.http(lambda *_: servers.Reply("secret")) as (url, log):
        elsewhere = Place(url="https://service.example/", hosts=("other.example",), private=True)
        with pytest.raises(NotAllowed, match="not among the hosts"):
            door.http("test", elsewhere, f"{url}x")
        with pytest.raises(NotAllowed, match="not on the public internet"):
            door.http("test", here(url, private=False), f"{url}x")
        with pytest.raises(NotAllowed, match="not among the hosts"):
            door.tcp("test", elsewhere, "127.0.0.1", 43, b"x\r\n")
        with pytest.raises(NotAllowed, match="not spoken here"):
            door.http("test", here("ftp://127.0.0.1/"), "ftp://127.0.0.1/x")
    assert log.questions == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1", True), ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False),
        ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False),
        ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("192.0.2.1", False),
        ("64:ff9b::7f00:1", False), ("64:ff9b::808:808", True), ("::127.0.0.1", False), ("::10.0.0.1", False), ("::", False),
    ],
)  # fmt: skip
def test_what_is_on_the_public_internet(address, public):
    assert _is_public(address) is public


def test_a_question_that_names_a_recipient_does_not_leave(settings):
    with (
        Door(settings(), tells=lambda text: "hanako" in text) as door,
        servers.http(lambda *_: servers.Reply("x")) as (url, log),
    ):
        for ask in (
            lambda: door.http("test", here(url), f"{url}?u=hanako"),
            lambda: door.http("test", here(url), url, method="POST", data={"u": "hanako"}),
            lambda: door.http("test", here(url), url, method="POST", json={"u": ["hanako"]}),
            lambda: door.tcp("test", here(), "127.0.0.1", 43, b"hanako\r\n"),
            lambda: door.dns("test", here(), "hanako.example", "A"),
        ):
            with pytest.raises(NotAllowed, match="name a recipient"):
                ask()
    assert log.heard == b""


# -- TCP
def slowly():
    for _ in range(200):
        yield b"x"
        time.sleep(0.05)


def test_a_whois_reply_and_its_faults(door):
    with servers.whois(lambda line: f"you said {line}\r\n".encode()) as (port, log):
        assert door.tcp("test", here(), "127.0.0.1", port, b"example.test\r\n") == b"you said example.test\r\n"
    assert log.questions == ["example.test"]
    with servers.whois(lambda _: slowly()) as (port, _), pytest.raises(TimedOut) as late:
        door.tcp("test", here(timeout=0.4), "127.0.0.1", port, b"x\r\n")
    assert set(late.value.raw) == {ord("x")}
    with (
        servers.whois(lambda _: (b"x" * 100_000 for _ in range(1_000))) as (port, _),
        pytest.raises(TooLarge) as large,
    ):
        door.tcp("test", here(limit=300_000), "127.0.0.1", port, b"x\r\n")
    assert len(large.value.raw) == 65_536
    with servers.whois(lambda _: b"") as (port, _):
        assert door.tcp("test", here(), "127.0.0.1", port, b"x\r\n") == b""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        free = deaf.getsockname()[1]
    with pytest.raises(Unreachable, match="refused"):
        door.tcp("test", here(), "127.0.0.1", free, b"x\r\n")


# -- DNS
def answering(*records, code=0):
    def answer(request):
        reply = request.reply()
        reply.header.rcode = code
        for record in records:
            reply.add_answer(record)
        return reply

    return answer


def test_a_dns_reply(door):
    text = RR("example.test", QTYPE.TXT, rdata=TXT([b"v=spf1 ", b"-all"]), ttl=60)
    with servers.dns(answering(RR("Example.TEST", QTYPE.A, rdata=A("192.0.2.1"), ttl=60), text)) as (port, _):
        reply = door.dns("test", here(port=port), "example.test", "TXT")
    assert reply.code == "NOERROR"
    assert [(each.name, each.kind, each.value) for each in reply.records] == [
        ("example.test", "A", "192.0.2.1"), ("example.test", "TXT", "v=spf1 -all"),
    ]  # fmt: skip


def test_a_long_dns_reply_comes_over_tcp(door):
    many = [RR("example.test", QTYPE.TXT, rdata=TXT(f"{n:03}" * 60)) for n in range(40)]

    with servers.dns(answering(*many)) as (port, log):
        reply = door.dns("test", here(port=port), "example.test", "TXT")
    assert len(reply.records) == 40
    assert len(log.questions) == 2


@pytest.mark.parametrize(("code", "error"), [(RCODE.SERVFAIL, ServerFailed), (RCODE.REFUSED, Limited)])
def test_a_dns_refusal_is_told_by_its_name(door, code, error):
    with servers.dns(answering(code=code)) as (port, _), pytest.raises(error):
        door.dns("test", here(port=port), "example.test", "A")


def test_no_such_name_is_a_reply_and_silence_is_none(door):
    with servers.dns(answering(code=RCODE.NXDOMAIN)) as (port, _):
        assert door.dns("test", here(port=port), "example.test", "A").code == "NXDOMAIN"
    with servers.dns(lambda _: None) as (port, _), pytest.raises(TimedOut):
        door.dns("test", here(port=port, timeout=0.2), "example.test", "A")
    with pytest.raises(BadReply, match="cannot be asked"):
        door.dns("test", here(), "a" * 80 + ".test", "A")


# -- rates
def test_a_rate_is_kept_over_processes(settings):
    place = here(rates=((3, 0.5),))
    with servers.whois(lambda _: b"x") as (port, log):
        for _ in range(3):  # three doors, as three processes would open
            with Door(settings()) as door:
                for _ in range(2):
                    door.tcp("slow", place, "127.0.0.1", port, b"x\r\n")
    spans = [later - first for first, later in zip(log.times, log.times[3:], strict=False)]
    assert len(log.times) == 6
    assert min(spans) > 0.45
