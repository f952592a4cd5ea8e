"""Who clicked: a made-up proxy log beside the sample case, and each of its lines told no stronger than it is."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import forensics as fx
from forensics.correlate.bearers import Bearers, key, split
from forensics.correlate.clicks import Judge, outcome
from forensics.correlate.needles import search
from forensics.correlate.weigh import Who, click_before
from forensics.model.click import Asked, Doubt, Match, Outcome, Request
from forensics.model.errors import ForensicsError, UnreadableSource
from forensics.model.link import LinkVerdict
from forensics.store import clicks as ledger
from forensics.store.verify import verify

SHOP = "http://www.flower-shop.example/wp-content/themes/hanazono/inc/mbx/"
INN = "http://yamanaka-ryokan.example/wp-content/themes/onsen2/inc/mbx/verify.php"
# seconds since 1970, client, result/status, method, address, user -> exhibits, whose link, match, outcome, doubts
LOG = [
    ("1772497211.100", "192.0.2.112", "TCP_MISS/200", "GET", SHOP + "verify.php?uid=hanako%40kaede.example", "hanako",
     "M-0001", "hanako@kaede.example", "link", "answered", []),
    ("1772497212.100", "192.0.2.25", "TCP_MISS/200", "HEAD", SHOP + "verify.php?uid=jiro@kaede.example", "-",
     "M-0002", "jiro@kaede.example", "link", "answered", ["headers only", "own mail server"]),
    ("1772496730.100", "192.0.2.113", "TCP_MISS/200", "GET", SHOP + "verify.php?uid=jiro@kaede.example", "-",
     "M-0002", "jiro@kaede.example", "link", "answered", ["within seconds"]),
    ("1772400000.100", "192.0.2.113", "TCP_MISS/200", "GET", SHOP + "verify.php?uid=jiro@kaede.example", "-",
     "M-0002", "jiro@kaede.example", "link", "answered", ["before the mail"]),
    ("1772497300.100", "192.0.2.113", "TCP_MISS/200", "GET", SHOP + "verify.php?", "jiro",
     "M-0001, M-0002, M-0003", "hanako@kaede.example, jiro@kaede.example, yuki@kaede.example", "page", "answered", ["sent to several"]),
    ("1772497400.100", "192.0.2.114", "TCP_DENIED/403", "GET", SHOP + "verify.php?uid=yuki@kaede.example", "-",
     "M-0003", "yuki@kaede.example", "link", "was refused", []),
    ("1772497401.100", "192.0.2.114", "TCP_MISS/404", "GET", SHOP + "verify.php?uid=yuki@kaede.example", "-",
     "M-0003", "yuki@kaede.example", "link", "was gone", []),
    ("1772497402.100", "192.0.2.115", "TCP_MISS/200", "GET", SHOP + "dot.png", "-",
     "M-0001, M-0002, M-0003", "hanako@kaede.example, jiro@kaede.example, yuki@kaede.example", "picture", "answered", ["sent to several"]),
    ("1773800000.100", "192.0.2.115", "TCP_TUNNEL/200", "CONNECT", "yamanaka-ryokan.example:443", "-",
     "M-0006, M-0007", "hanako@kaede.example, jiro@kaede.example", "host", "answered", []),
    ("1772497403.100", "192.0.2.115", "TCP_MISS/200", "GET", "http://www.flower-shop.example/", "-",
     "M-0001, M-0002, M-0003", "hanako@kaede.example, jiro@kaede.example, yuki@kaede.example", "host", "answered", []),
]  # fmt: skip
# met by none of the case's links: everyday places of the house itself, of newsletters, of the world
OTHERS = [
    ("1772497211.100", "192.0.2.112", "TCP_MISS/200", "GET", "https://webmail.kaede.example/account/confirm", "-"),
    ("1772497211.100", "192.0.2.112", "TCP_TUNNEL/200", "CONNECT", "www.hinoki-bank.example:443", "-"),
    ("1772497211.100", "192.0.2.112", "TCP_MISS/200", "GET", "http://www.example.org/?u=www.flower-shop.example", "-"),
]


def squid(row):
    time, client, result, method, address, user = row[:6]
    return f"{time}    345 {client} {result} 4512 {method} {address} {user} HIER_DIRECT/203.0.113.5 text/html\n"


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    path = tmp_path_factory.mktemp("logs") / "access.log"
    path.write_text("".join(squid(row) for row in [*LOG, *OTHERS]) + "rubbish\n")
    return path


@pytest.fixture(scope="module")
def case(tmp_path_factory, log):
    made = fx.sample_case(tmp_path_factory.mktemp("clicks") / "case")
    made.add_logs(log)
    return made


@pytest.mark.parametrize(("number", "row"), list(enumerate(LOG, start=1)))
def test_a_line_tells_whose_link_it_was_and_who_asked_for_it(case, number, row):
    _, client, result, _, _, user, exhibits, readers, match, came, doubts = row
    [told] = [each for each in case.clicks if each["source"] == f"access.log:{number}"]
    assert (told["exhibit"], told["recipient"], told["match"], told["outcome"]) == (exhibits, readers, match, came)
    assert (told["client"], told["user"]) == (client, user.strip("-"))
    assert told["status"] == int(result[-3:])
    assert len(told["doubt"].split("; ")) == (len(doubts) or 1)
    assert all(words in told["doubt"] for words in doubts)
    assert told["doubt"] or not doubts
    machine = {"headers only", "within seconds", "before the mail"} & set(doubts)
    assert ("perhaps a machine" in told["sure"]) == bool(machine)


def test_only_lines_that_meet_a_link_are_kept(case, log):
    assert len(case.clicks) == len(LOG)
    [line] = [text for text in (case.path / "custody.jsonl").read_text("utf-8").splitlines() if "log read" in text]
    told = json.loads(line)
    assert (told["log"], told["form"], told["lines"], told["matched"], told["unread"], told["added"]) == (
        "access.log", "squid", len(LOG) + len(OTHERS) + 1, len(LOG), 1, len(LOG),
    )  # fmt: skip
    assert told["sha256"] == hashlib.sha256(log.read_bytes()).hexdigest()
    assert (told["first"], told["last"]) == ("2026-03-01T21:20:00.100000+00:00", "2026-03-18T02:13:20.100000+00:00")
    assert verify(case._folder)


def test_the_same_log_again_adds_nothing(case, log):
    before = (case.path / "custody.jsonl").read_bytes()
    done = case.add_logs(log)
    assert (done.added, len(case.clicks)) == (0, len(LOG))
    assert (case.path / "custody.jsonl").read_bytes() == before
    assert "10 meet a link of the case, 1 not understood" in repr(done)
    assert done.unread == (("access.log:14", "rubbish"),)


def test_clicks_are_moments_of_the_timeline(case):
    told = [row for row in case.timeline().table if row["source"].startswith("log ")]
    assert Counter(row["what"] for row in told) == {"click": 4, "machine click": 3, "visit": 2, "picture loaded": 1}
    assert {row["certainty"] for row in told} == {"observed"}
    first = next(row for row in told if row["exhibit"] == "M-0001" and row["what"] == "click")
    assert (first["time"], first["source"]) == ("2026-03-03T00:20:11.100000+00:00", "log access.log:1")
    assert first["label"].startswith("hanako@kaede.example: www.flower-shop.example/")
    assert "192.0.2.112" not in json.dumps(told)


def test_the_advice_begins_with_who_clicked(case, tmp_path):
    def people(page):
        return [item for step in page.record if step.name == "passwords" for item in step.items]

    before, after = fx.sample_case(tmp_path / "case").advice(), case.advice()
    # yuki asked for her own link, too, and found it gone
    assert [address for kind, address in people(after) if kind == "followed a link"] == [
        "hanako@kaede.example", "yuki@kaede.example",
    ]  # fmt: skip
    assert people(after)[0][1] == "hanako@kaede.example"
    assert {address for _, address in people(after)} == {address for _, address in people(before)}
    assert len(people(after)) == len(people(before))
    assert "Begin with those who, by the logs, followed a link" in str(after)
    assert "followed a link" not in str(before)
    assert "リンクを開いた人(ログによる): hanako@kaede.example" in str(case.advice(language="ja"))
    # jiro's link was only asked for by a machine, and this mail is his
    assert "followed a link" not in str(case.advice("M-0002"))


def test_mails_that_come_later_make_lines_worth_keeping(tmp_path, log):
    whole = fx.sample_case(tmp_path / "whole")
    case = fx.open_case(tmp_path / "case")
    (tmp_path / "first.eml").write_bytes(whole.original("M-0001"))
    (tmp_path / "second.eml").write_bytes(whole.original("M-0006"))
    case.add(tmp_path / "first.eml", workers=1, bar=False)
    known = case.add_logs(log).added
    case.add(tmp_path / "second.eml", workers=1, bar=False)
    assert case.add_logs(log).added == 1
    assert len(case.clicks) == known + 1
    assert verify(case._folder)


def test_a_log_without_zone_waits_until_somebody_names_it(tmp_path):
    case = fx.sample_case(tmp_path / "case")
    path = tmp_path / "dnsmasq.log.gz"
    path.write_bytes(gzip.compress(b"Mar  3 09:20:11 dnsmasq[7]: query[A] WWW.flower-shop.EXAMPLE from 192.0.2.112\n"))
    case.add_logs(path)
    [row] = case.clicks
    assert (row["time"], row["match"], row["request"]) == (None, "host", "A www.flower-shop.example")
    assert "without a year (Mar  3 09:20:11)" in row["doubt"]
    assert next(event for event in case.timeline().events if event.what == "visit").time is None
    case.add_logs(path, zone="Asia/Tokyo", year=2026)
    [row] = case.clicks
    assert (row["time"], row["doubt"], row["sure"]) == (
        "2026-03-03T09:20:11+09:00", "", "went to the host; no proof of a click on this link",
    )  # fmt: skip
    with pytest.raises(ForensicsError, match="time zone"):
        case.add_logs(path, zone="Nowhere/Town")
    (tmp_path / "latest.log").symlink_to(path)
    assert case.add_logs(tmp_path / "latest.log", zone="Asia/Tokyo", year=2026).logs[0].matched == 1
    with pytest.raises(UnreadableSource, match="cannot be read"):
        case.add_logs(tmp_path / "nothing.log")


def test_a_click_before_a_threat_is_a_ground_and_never_makes_them_one(case, tmp_path):
    unknown = fx.sample_case(tmp_path / "case").compare("M-0001", "M-0005")
    known = case.compare("M-0001", "M-0005")
    [ground] = [reason for reason in known.for_ if reason.trait == "click"]
    assert (ground.value, ground.bits) == ("hanako@kaede.example", 1.0)
    assert "followed (2026-03-03 00:20:11 +0000), before the threat came" in ground.words
    assert "ログ" in ground.words_ja
    assert unknown.probability is not None
    assert known.probability is not None
    assert unknown.probability < known.probability < 0.9
    assert known.verdict in (LinkVerdict.INCONCLUSIVE, LinkVerdict.RELATED)
    assert known.decide[0].value == "typed"
    assert unknown.decide[0].value == "click"
    assert "A log shows" in str([row["for_"] for row in case.links.where(a="M-0001", b="M-0005")])
    assert not [reason for reason in case.compare("M-0002", "M-0005").for_ if reason.trait == "click"]


LURE = Who(1, "M-0001", "2026-03-03T00:12:03+00:00", "ja", ("hanako@kaede.example",), lure=True, threat=False)
THREAT = Who(2, "M-0002", "2026-03-05T00:00:00Z", "ja", ("hanako@kaede.example",), lure=False, threat=True)


@pytest.mark.parametrize(
    ("clicked", "reader", "threat", "found"),
    [
        ("2026-03-04T09:00:00+09:00", "hanako@kaede.example", True, True),
        ("2026-03-05T09:00:01+09:00", "hanako@kaede.example", True, False),  # after the threat
        ("2026-02-18T00:00:00+00:00", "hanako@kaede.example", True, False),  # more than two weeks before
        ("2026-03-04T09:00:00+09:00", "jiro@kaede.example", True, False),  # somebody else's link
        ("2026-03-04T09:00:00+09:00", "hanako@kaede.example", False, False),  # what came is no threat
    ],
)
def test_which_click_comes_before_which_threat(clicked, reader, threat, found):
    when = datetime.fromisoformat(clicked)
    lure, other = replace(LURE, clicks=((reader, when),)), replace(THREAT, threat=threat)
    assert click_before(lure, other) == ((reader, when) if found else None)
    assert click_before(other, lure) == ((reader, when) if found else None)


@pytest.fixture
def judge(case):
    with case._rows.connection() as rows:
        return Judge(rows, case.settings)


def test_a_web_servers_own_log_names_no_host(judge):
    told = judge.click(
        Request(
            Asked.PAGE, "", "/wp-content/themes/hanazono/inc/mbx/verify.php?uid=yuki@kaede.example", None, "", "zone"
        )
    )
    assert told is not None
    assert (told.match, told.exhibits, told.doubts) == (Match.LINK, ("M-0003",), (Doubt.ZONE, Doubt.NO_HOST))
    assert judge.click(Request(Asked.PAGE, "", "/", None, "")) is None


@pytest.mark.parametrize(
    ("agent", "machine"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36", False),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0", False),
        ("Mozilla/5.0 (compatible; BingPreview/1.0b)", True),
        ("curl/8.5.0", True),
        ("Mozilla/5.0 (X11) HeadlessChrome/120.0", True),
    ],
)  # fmt: skip
def test_programs_that_say_what_they_are(judge, agent, machine):
    told = judge.click(Request(Asked.PAGE, "www.flower-shop.example", "/x", None, "", agent=agent))
    assert told is not None
    assert told.machine is machine


hosts = st.one_of(st.text(max_size=20), st.sampled_from(["www.flower-shop.example", "yamanaka-ryokan.example", ""]))
targets = st.one_of(
    st.text(max_size=40), st.sampled_from(["/wp-content/themes/hanazono/inc/mbx/verify.php?%", "/%ff?#?&="])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(list(Asked)), hosts, targets, st.text(max_size=20), st.datetimes(timezones=st.timezones()))
def test_no_request_makes_it_raise(judge, asked, host, target, said, when):
    told = judge.click(Request(asked, host, target, when, "", client=said, method=said, agent=said, action=said))
    assert told is None or (told.match in Match and told.exhibits)


OUTCOMES = [
    (200, "TCP_MISS", Outcome.ANSWERED),
    (302, "", Outcome.ANSWERED),
    (200, "Blocked", Outcome.REFUSED),
    (407, "TCP_DENIED", Outcome.REFUSED),
    (403, "", Outcome.REFUSED),
    (404, "", Outcome.NOT_FOUND),
    (502, "", Outcome.FAILED),
    (0, "TCP_MISS_ABORTED", Outcome.FAILED),
    (None, "", Outcome.UNKNOWN),
    (None, "NXDOMAIN", Outcome.NOT_FOUND),
    (None, "SERVFAIL", Outcome.FAILED),
]


@pytest.mark.parametrize(("status", "action", "expected"), OUTCOMES)
def test_what_came_of_it(status, action, expected):
    assert outcome(Request(Asked.PAGE, "a.example", "/", None, "", status=status, action=action)) is expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x?u=a%40b.example", "https://A.example:8443/x?u=a@b.example#top", True),
        ("http://a.example", "http://a.example/", True),
        ("http://a.example/%7Ex", "http://a.example/~x", True),
        ("http://a.example/x", "http://a.example/X", False),
        ("http://a.example/x", "http://www.a.example/x", False),
        ("http://[2001:db8::7]:8080/x", "http://[2001:db8::7]/x", True),
    ],
)
def test_links_are_compared_as_servers_see_them(one, other, same):
    assert (key(*split(one)) == key(*split(other))) is same


@pytest.mark.parametrize("hosts", [3, 5000])
def test_every_way_of_writing_a_host_is_found(hosts):
    bearers = Bearers.__new__(Bearers)
    bearers.whole, bearers.pages, bearers.paths = {}, {}, {"/a/telling/path.php": {"x.example"}}
    bearers.hosts = {host: [] for host in ["xn--wgv71a119e.example", *(f"h{n}.example" for n in range(hosts))]}
    found = search(bearers)
    hits = [
        "GET http://H2.Example/",
        "h2[.]example",
        "query: h2.example IN",
        "日本語.example",
        '"GET /a/telling/path.php HTTP/1.1"',
    ]
    assert [bool(found(line.encode())) for line in hits] == [True] * len(hits)
    assert not found(b"GET http://other.example/a/")


def test_a_ledger_that_somebody_changed_is_found(tmp_path, log):
    case = fx.sample_case(tmp_path / "case")
    case.add_logs(log)
    path = case.path / ledger.NAME
    assert ledger.problems(case.path) == []
    for change, said in [
        ("UPDATE lines SET raw = x'00' WHERE id = 3", "line 3 is not as it was recorded"),
        ("DELETE FROM lines WHERE id = 10", "lines kept by then are missing"),
        ("DELETE FROM readings", "does not hold the last reading that the custody log speaks of"),
    ]:
        kept = path.read_bytes()
        with sqlite3.connect(path) as other:
            triggers = [name for (name,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")]
            for name in triggers:
                other.execute(f"DROP TRIGGER {name}")
            other.execute(change)
        other.close()
        assert any(said in each for each in ledger.problems(case.path)), change
        assert not verify(case._folder)
        path.write_bytes(kept)
    path.unlink()
    assert ledger.problems(case.path) == ["is missing: the custody log speaks of it"]
