"""Small cases in columns: what belongs together, what does not, and what cannot be told."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from forensics import correlate
from forensics.correlate import shapes, traits
from forensics.correlate.rarity import bits, is_everybodys_host, prior
from forensics.model.errors import UnknownExhibit
from forensics.model.event import Certainty
from forensics.model.link import LinkVerdict
from forensics.model.settings import CaseSettings

OWN = CaseSettings(own_domains=("kaede.example",), own_relays=("mx.kaede.example",))
WALLET, OTHER = "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"
COLUMNS = (
    'number, exhibit, date, date_utc, from_address, reply_to, return_path, "to", subject, origin_ip, language, text'
)


class Case:
    """Derived tables in memory, filled mail by mail."""

    def __init__(self):
        self.rows = sqlite3.connect(":memory:")
        self.rows.execute(f"CREATE TABLE mails({COLUMNS})")
        self.rows.execute(
            'CREATE TABLE sightings(mail, n, kind, value, as_written, part, "where", context, start, how)'
        )
        self.rows.execute("CREATE TABLE hops(mail, n, by, time)")
        self.count = 0

    def mail(self, *seen, hops=(), **named):
        self.count += 1
        day = f"2026-03-{1 + self.count % 28:02d}T09:00:00+09:00"
        row = {
            "number": self.count, "exhibit": f"M-{self.count:04d}", "date": day, "date_utc": day, "from_address": "", "reply_to": "",
            "return_path": "", "to": "hanako@kaede.example", "subject": f"s{self.count}", "origin_ip": "", "language": "en",
            "text": "", **named,
        }  # fmt: skip
        self.rows.execute(f"INSERT INTO mails VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
        for n, (kind, value) in enumerate(seen):
            self.rows.execute(
                "INSERT INTO sightings VALUES (?, ?, ?, ?, ?, '1', 'text', '', 0, 'plain')",
                (self.count, n, kind, value, value),
            )
        for n, (by, time) in enumerate(hops):
            self.rows.execute("INSERT INTO hops VALUES (?, ?, ?, ?)", (self.count, n, by, time))
        return row["exhibit"]

    def links(self):
        return {(link.a, link.b): link for link in correlate.links(self.rows, OWN)}

    def compare(self, one, other):
        return correlate.compare(self.rows, one, other, OWN)

    def campaigns(self):
        return correlate.campaigns(self.rows, OWN)


@pytest.fixture
def case():
    made = Case()
    yield made
    made.rows.close()


def test_one_wallet_is_one_campaign(case):
    a, b = case.mail(("bitcoin", WALLET)), case.mail(("bitcoin", WALLET), language="ja", origin_ip="192.0.2.1")
    case.mail(("bitcoin", OTHER))
    [link] = case.links().values()
    assert (link.a, link.b, link.verdict) == (a, b, LinkVerdict.SAME_CAMPAIGN)
    assert link.probability is not None
    assert link.probability >= 0.9
    assert link.for_[0].trait == "bitcoin"
    assert [reason.trait for reason in link.against] == ["language"]


def test_a_host_whose_links_name_the_reader_is_one_campaign_and_any_other_host_is_related(case):
    token = [("url", "http://kit.example.net/a?u=hanako@kaede.example"), ("token", "hanako@kaede.example")]
    a, b = case.mail(*token), case.mail(*token)
    c, d = case.mail(("url", "http://rare.example.com/1")), case.mail(("url", "http://rare.example.com/2"))
    links = case.links()
    assert links[a, b].verdict is LinkVerdict.SAME_CAMPAIGN
    assert links[c, d].verdict is LinkVerdict.RELATED
    assert links[c, d].probability < 0.9
    assert links.keys() == {(a, b), (c, d)}


@pytest.mark.parametrize(
    "shared",
    [
        [("url", "https://fonts.googleapis.com/css")],
        [("url", "https://x.list-manage.com/track")],
        [("url", "https://www.youtube.com/a")],
        [("url", "https://webmail.kaede.example/login")],  # our own
        [("email", "hanako@kaede.example")],  # the reader
        [("amount", "USD 965")],
    ],
)
def test_what_everybody_shares_links_nobody(case, shared):
    a, b = case.mail(*shared), case.mail(*shared)
    assert case.links() == {}
    link = case.compare(a, b)
    assert link.verdict is LinkVerdict.INCONCLUSIVE
    assert link.probability is None


def test_nothing_shared_is_inconclusive_and_never_unrelated(case):
    a = case.mail(("url", "http://one.example/"), language="en", origin_ip="192.0.2.1", to="x@kaede.example")
    b = case.mail(("url", "http://two.example/"), language="ja", origin_ip="198.51.100.1", to="y@kaede.example")
    link = case.compare(b, a)
    assert (link.a, link.b, link.verdict, link.probability) == (a, b, LinkVerdict.INCONCLUSIVE, None)
    assert [reason.trait for reason in link.against] == ["language", "infrastructure"]
    assert link.for_ == ()


def test_a_threat_after_a_lure_is_the_open_question(case):
    lure = case.mail(
        ("url", "http://kit.example.net/?u=hanako@kaede.example"), ("token", "hanako@kaede.example"),
        origin_ip="203.0.113.45", date_utc="2026-03-03T00:12:03+00:00",
    )  # fmt: skip
    threat = case.mail(("bitcoin", WALLET), origin_ip="198.51.100.77", date_utc="2026-03-04T13:41:58+00:00")
    link = case.links()[lure, threat]
    assert (link.verdict, link.probability) == (LinkVerdict.INCONCLUSIVE, None)
    assert [reason.trait for reason in link.for_] == ["recipient", "date"]
    assert [reason.trait for reason in link.against] == ["infrastructure"]
    assert [reason.trait for reason in link.unknown] == ["password", "recipients", "look-ups"]
    assert all(reason.words and reason.words_ja for reason in (*link.for_, *link.against, *link.unknown))
    assert case.campaigns() == []


def test_a_wave_hangs_together_and_its_weakest_bridge_is_named(case):
    line = "Dear reader, your mailbox has reached the limit of its quota."
    for _ in range(2):
        case.mail(
            ("url", "http://kit.example.net/a"),
            text=f"{line}\nPlease open the page and confirm at once.\nThe team of support",
            reply_to="boss@x.example",
        )
    case.mail(("url", "http://kit.example.net/b"), reply_to="boss@x.example")
    [campaign] = case.campaigns()
    assert (campaign.name, campaign.mails) == ("C-1", ("M-0001", "M-0002", "M-0003"))
    assert (campaign.first, campaign.last) == ("2026-03-02T09:00:00+09:00", "2026-03-04T09:00:00+09:00")
    assert campaign.why[-1].trait == "weakest bridge"
    assert campaign.why[-1].value == "M-0001 / M-0003"
    weights = [reason.bits for reason in campaign.why[:-1]]
    assert weights == sorted(weights, reverse=True)


def test_a_value_of_many_makes_no_pairs_but_counts_and_a_wallet_still_binds(case):
    for _ in range(60):
        case.mail(("url", "http://hot.example.net/"), ("bitcoin", WALLET))
    assert case.links() == {}
    [campaign] = case.campaigns()
    assert len(campaign.mails) == 60
    assert "60 mails hold it" in campaign.why[0].words
    assert "domain" in {reason.trait for reason in case.compare("M-0001", "M-0002").for_}


def test_pairs_grow_with_the_mails_and_not_with_their_square(case):
    for n in range(400):
        case.mail(
            ("url", f"http://host{n // 4}.example/x"), ("url", "http://hot.example.net/"), reply_to=f"b{n // 4}@x.test"
        )
    assert len(case.links()) == 100 * 6


def test_the_same_twice(case):
    for n in range(30):
        case.mail(
            ("url", f"http://host{n % 7}.example/wp-content/themes/x/inc/verify.php?uid=1"),
            ("bitcoin", (WALLET, OTHER)[n % 2]),
        )
    assert correlate.links(case.rows, OWN) == correlate.links(case.rows, OWN)
    assert case.campaigns() == case.campaigns()


def test_an_unknown_exhibit_is_named(case):
    a = case.mail()
    with pytest.raises(UnknownExhibit, match="M-0099"):
        case.compare(a, "M-0099")
    with pytest.raises(ValueError, match="one mail"):
        case.compare(a, a)


def test_the_timeline_tells_claims_from_observations(case):
    case.mail(
        date="2026-03-04T19:11:58+05:30",
        hops=(
            ("store.kaede.example", "2026-03-04T22:41:07+09:00"),
            ("mx.kaede.example", "2026-03-04T22:41:05+09:00"),
            ("x.example", "2026-03-04T22:41:00+09:00"),
            ("mx.kaede.example", "2026-03-04T22:40:00+09:00"),
        ),
    )
    case.mail(date=None)
    told = [(event.exhibit, event.source, event.certainty) for event in correlate.events(case.rows, OWN)]
    assert told == [
        ("M-0001", "received 3", Certainty.CLAIMED),  # below a stranger's line even our own name is a claim
        ("M-0001", "received 2", Certainty.CLAIMED),
        ("M-0001", "received 1", Certainty.OBSERVED),
        ("M-0001", "received 0", Certainty.OBSERVED),
        ("M-0001", "header Date", Certainty.CLAIMED),
        ("M-0002", "header Date", Certainty.CLAIMED),
    ]
    first, *_, sent, undated = correlate.events(case.rows, OWN)
    assert undated.time is None
    assert sent.time is not None
    assert sent.time.utcoffset() == timedelta(hours=5, minutes=30)
    assert first.label == "mx.kaede.example"


def test_shapes_survive_a_change_of_host_reader_and_sum():
    one = shapes.path_shape("http://a.example/wp-content/themes/hana/inc/verify.php?uid=x@y")
    assert one == shapes.path_shape("http://b.example/wp-content/themes/onsen2/inc/verify.php?uid=z")
    assert one == "/wp-content/themes/*/inc/verify.php?uid="
    assert shapes.path_shape("http://a.example/index.html") == ""
    assert list(
        shapes.lines("> quoted line that is long enough to count\nPay $965 to the account named below at once!\nshort")
    ) == ["pay $# to the account named below at once!"]
    assert list(shapes.lines("従って、$965 を私の財布に支払って下さい。")) == list(
        shapes.lines("従って、$1,200 を私の財布に支払って下さい。")
    )


def test_bits_fall_with_every_holder_and_rise_with_the_case():
    assert bits("link", 2, 10) > bits("link", 5, 10) > bits("link", 500, 1000) > 0
    assert bits("link", 2, 100_000) > bits("link", 2, 10)
    assert bits("demand", 100, 100) == 0
    assert prior(10) == -6
    assert prior(1000) < prior(100) < prior(10)
    assert is_everybodys_host("www.w3.org")
    assert not is_everybodys_host("www.flower-shop.example")


def test_a_wallet_whose_owner_is_known_binds_no_mails(case):
    for n in range(2):
        case.mail(("bitcoin", WALLET), language=("en", "ja")[n], origin_ip=f"192.0.2.{n + 1}")

    def held(settings):
        return [key for key in traits.read(case.rows, settings).holders if key[0] == "wallet"]

    assert held(CaseSettings()) == [("wallet", "bitcoin", WALLET)]
    assert held(CaseSettings(known_wallets=((WALLET, "hot wallet of an exchange"),))) == []
