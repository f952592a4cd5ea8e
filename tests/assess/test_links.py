"""Links: where they lead, what hides their targets, and whose hacked site they lead into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.assess import compromised, findings
from forensics.assess.links_seen import Seen, host_of
from forensics.extract import sightings
from forensics.model.finding import Verdict
from forensics.model.observable import Observable, Sighting
from forensics.model.settings import CaseSettings
from tests.pace import took

OWN = CaseSettings(own_domains=("kaede-works.example",), known_good_domains=("partner-bank.example",))
YES, NO, UNCLEAR = Verdict.YES, Verdict.NO, Verdict.UNCLEAR


def judged(rule, *links, sender="a@shop.example", text="", words="here", **headers):
    html = "".join(f'<a href="{link}">{words}</a> ' for link in links) + text
    lines = [f"From: {sender}", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
    mail = read_mail("\r\n".join([*lines, "Content-Type: text/html; charset=utf-8", "", html]).encode())
    return next(each for each in findings(mail, sightings(mail), OWN) if each.rule == rule)


@pytest.mark.parametrize(
    ("links", "headers", "answer"),
    [
        (["https://www.shop.example/a"], {}, NO),
        (["https://www.kaede-works.example/a", "https://partner-bank.example/", "https://www.amazon.co.jp/"], {}, NO),
        (["https://stranger.test/a"], {}, YES),
        (["https://stranger.test/a", "https://shop.example/"], {}, UNCLEAR),
        (["https://stranger.test/a"], {"List-Unsubscribe": "<https://shop.example/u>"}, UNCLEAR),
        (["https://myshop.test/a"], {}, UNCLEAR),  # one name in the other: perhaps one owner
        (["https://www.dhl.com/a"], {}, NO),
        ([], {}, NO),
    ],
)
def test_unfamiliar(links, headers, answer):
    assert judged("links.unfamiliar", *links, **headers).answer is answer


def test_a_borrowed_name_makes_a_strange_link_worse():
    plain = judged("links.unfamiliar", "https://stranger.test/a")
    posing = judged("links.unfamiliar", "https://stranger.test/a", sender="三井住友カード <a@shop.example>")
    assert posing.strength > plain.strength
    assert (
        judged("links.unfamiliar", "https://qx7kd2mvz.test/a").strength > plain.strength
    )  # no name that people choose


@pytest.mark.parametrize(
    ("link", "headers", "answer"),
    [
        ("https://bit.ly/3abcdef", {}, YES),
        ("https://bit.ly/3abcdef", {"List-Id": "<news.shop.example>"}, UNCLEAR),
        ("https://www.google.com/url?q=https%3A%2F%2Fstranger.test%2Flogin", {}, YES),
        ("https://www.google.com/url?q=https%3A%2F%2Fwww.shop.example%2F", {}, NO),
        ("https://jpn01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fstranger.test%2F&data=1", {}, NO),
        ("https://www.shop.example/", {}, NO),
    ],
)
def test_hidden_target(link, headers, answer):
    assert judged("links.hidden-target", link, **headers).answer is answer


@pytest.mark.parametrize(
    ("link", "sender", "answer"),
    [
        ("https://secure-login.weebly.com/", "a@shop.example", UNCLEAR),
        ("https://secure-login.web.app/", "PayPal <a@shop.example>", YES),
        ("https://docs.google.com/forms/d/e/1/viewform", "Google <a@google.com>", NO),
        ("https://weebly.com/", "a@shop.example", NO),
        ("https://www.shop.example/", "PayPal <a@shop.example>", NO),
    ],
)
def test_free_hosting(link, sender, answer):
    assert judged("links.free-hosting", link, sender=sender).answer is answer


@pytest.mark.parametrize(
    ("link", "answer", "sign"),
    [
        ("http://198.51.100.7/login", YES, "numbers"),
        ("http://3325256711/login", YES, "odd number"),
        ("http://192.168.0.10/", UNCLEAR, "own network"),
        ("https://www.bank.example@stranger.test/", YES, "user name"),
        ("https://user@stranger.test/", NO, ""),
        ("https://xn--80ak6aa92e.com/", YES, "foreign letters"),
        ("https://shop.example:8443/", UNCLEAR, "port"),
        ("data:text/html;base64,PGgxPmhpPC9oMT4=", YES, "page in the link"),
        ("javascript:void(0)", UNCLEAR, "script"),
        ("https://www.bank.example.login.secure.account.update.stranger.test/", UNCLEAR, "many labels"),
        ("https://www.shop.example/a:b@c", NO, ""),
        ("https://日本語.example/", NO, ""),
    ],
)
def test_disguised(link, answer, sign):
    finding = judged("links.disguised", link)
    assert (finding.answer, finding.marks.get("signs", "")) == (answer, sign)


@pytest.mark.parametrize(
    ("link", "answer"),
    [
        ("https://smbc-card-login.stranger.test/", NO),  # a known name in front needs its ending there
        ("https://smbc-card.com.stranger.test/", YES),
        ("https://rakuten-card-login.test/", YES),
        ("https://www.rakuten-card.co.jp/", NO),
        ("https://partner-bank.test/", YES),
    ],
)
def test_lookalike(link, answer):
    assert judged("links.lookalike", link).answer is answer


@pytest.mark.parametrize(
    ("path", "software"),
    [
        ("wp-content/themes/twentyten/secure/", "WordPress"),
        ("wp-content/plugins/x/login.php?e=1", "WordPress"),
        ("wp-content/uploads/2026/03/index.html", "WordPress"),
        ("wp-includes/api/Rh", "WordPress"),
        ("blog/wp-admin/js/js.php", "WordPress"),
        ("wp-acces.php", "WordPress"),
        (".well-known/smbc/", ""),
        (".tmp/?a=1", ""),
        ("components/com_akeeba/x.php", "Joomla"),
        ("administrator/cache/login/", "Joomla"),
        ("sites/default/files/x/login.html", "Drupal"),
        ("~kunde/paypal/login.htm", "cPanel"),
        ("images/x/post.php?e=1", ""),
        ("css/verify/index.html", ""),
        ("signin/x/index.php?country=jp&session=1", "phishing kit"),
    ],
)
def test_the_inside_of_somebody_elses_site(path, software):
    finding = judged("links.compromised-site", f"https://www.bakery.test/{path}")
    assert finding.answer is YES
    assert finding.marks["software"] == software
    assert finding.marks["owner"] == "victim"
    assert finding.marks["site"] == "bakery.test"
    assert "被害者" in finding.sentence["ja"]


@pytest.mark.parametrize(
    "path",
    [
        "", "wp-content/uploads/2026/03/menu.pdf", "wp-content/uploads/a.jpg", "wp-login.php", "wp-json/x", ".well-known/acme-challenge/a",
        ".well-known/change-password", "index.php?option=com_content&view=article", "sites/default/files/report.pdf", "~prof/papers/", "index.php",
        "track/open.php?u=1", "images/logo.png", "wp-dyn/articles/a.html", "wp-includes/js/jquery.js", "archive/.Roman/", "news/login-tips.html",
    ],
)  # fmt: skip
def test_an_ordinary_path_accuses_nobody(path):
    assert judged("links.compromised-site", f"https://www.bakery.test/{path}").answer is NO


def test_the_senders_own_site_may_be_honest():
    link = "https://www.shop.example/wp-content/plugins/newsletter/view.php?n=1"
    finding = judged("links.compromised-site", link)
    assert finding.answer is UNCLEAR
    assert finding.against


def test_the_readers_address_in_such_a_link_makes_it_worse():
    bare = judged("links.compromised-site", "https://bakery.test/wp-content/themes/x/", To="hanako@kaede-works.example")
    link = "https://bakery.test/wp-content/themes/x/?e=hanako@kaede-works.example"
    assert judged("links.compromised-site", link, To="hanako@kaede-works.example").strength > bare.strength


@pytest.mark.parametrize(
    ("href", "host"),
    [
        ("https://a.example/x", "a.example"),
        ("https://a.example:8080/x@y", "a.example"),
        ("https://u:p@a.example/", "a.example"),
        ("http://[2001:db8::1]:8080/", "[2001:db8::1]"),
        ("https://a.example", "a.example"),
    ],
)
def test_host_of(href, host):
    assert host_of(href) == host


@given(st.text(alphabet="/.-~wpconteicgi_hmlsa?=&%01", max_size=400))
def test_any_path_is_looked_at_without_a_fall(path):
    href = f"https://a.test/{path}"
    seen = Seen(href, "a.test", Sighting(Observable("url", href), href, "1", "text"))
    sign = compromised._of(seen)
    assert sign is None or sign.strength > 0


@pytest.mark.parametrize(
    "piece",
    ["/wp-content/uploads", "/images/a", "/.well-known/x", "/~a/", "/login/", "wp-", "/cgi-bin/", "/sites/all/files/"],
)
def test_a_long_link_takes_no_long_time(piece):
    href = "https://a.test" + piece * (1_000_000 // len(piece))
    mail = read_mail(b"From: a@shop.example\r\n\r\n")
    found = [Sighting(Observable("url", href), href, "1", "text")]
    for each in findings(mail, found, OWN):
        assert each.sentence["ja"]
    assert took(lambda: findings(mail, found, OWN), below=1) < 1
