"""Links inside links: each service's own way of writing them, open redirects, nesting, and what must not be invented."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.extract import sightings
from forensics.extract.normal import link
from forensics.extract.wrappers import DEEPEST, MOST, unwrapped
from forensics.extract.wrappers.services import SERVICES
from tests.pace import took

TARGET = "https://evil.example/login?a=1&b=2"
CODED = quote(TARGET, safe="")


def b64(text, url_alphabet=False):
    data = text.encode() if isinstance(text, str) else text
    return (base64.urlsafe_b64encode if url_alphabet else base64.b64encode)(data).decode()


def bare64(text):
    return b64(text, url_alphabet=True).rstrip("=")


def inner(written):
    outer = link(written)
    assert outer is not None
    return [(each.href or each.host, each.how) for each in unwrapped(outer.href)]


MANDRILL = b64(json.dumps({"s": "x", "v": 1, "p": json.dumps({"u": 1, "url": TARGET.replace("/", "\\/")})}))

# service -> one of its links around TARGET
WRAPPED = [
    ("SafeLinks", f"https://eur03.safelinks.protection.outlook.com/?url={CODED}&data=05%7C01%7Cx%7Cy&sdata=Zm9v&reserved=0"),
    ("SafeLinks", f"https://nam.safelink.emails.azure.net/redirect/?destination={CODED}&p=bT1"),
    ("SafeLinks", f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={CODED}&locale=ja"),
    ("Proofpoint v1", f"https://urldefense.proofpoint.com/v1/url?u={CODED}&k=oIvRg1%2BdG&s=d3583c"),
    ("Proofpoint Essentials", f"https://urlsand.esvalabs.com/?u={CODED}&e=1&h=2&f=y"),
    ("Barracuda", f"https://linkprotect.cudasvc.com/url?a={CODED}&c=E,1,abc&typo=1"),
    ("Cisco", f"https://secure-web.cisco.com/1S1h_Cy8Q-Oh/{CODED}"),
    ("Symantec", f"https://clicktime.symantec.com/3AbCdEf?u={CODED}"),
    ("Trend Micro", f"https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url={CODED}&umid=1&auth=2"),
    ("Trend Micro", f"https://imsva.kaede.example:443/wis/clicktime/v1/query?url={CODED}&umid=1"),
    ("FortiMail", f"https://mail.kaede.example/fmlurlsvc/?fewReq=:B:x&url={CODED}"),
    ("Sophos", f"https://eu-west-1.protection.sophos.com/?d=evil.example&u={b64(TARGET)}&i=NWY&t=abc"),
    ("FireEye", f"https://protect2.fireeye.com/v1/url?k=1-2-3&q=1&e=4&u={CODED}"),
    ("Trustwave", f"https://scanmail.trustwave.com/?c=123&d=abc&u={CODED}"),
    ("Avanan", "https://url.avanan.click/v2/___https://evil.example/login?a=1&b=2___.YXAz"),
    ("Bitdefender", f"https://linkscan.io/scan/ux/{bare64(TARGET)}/ABCD?c=1"),
    ("Google", f"https://www.google.com/url?sa=t&q={CODED}&usg=AOv"),
    ("Google", f"http://google.co.jp/url?url={CODED}"),
    ("Google", f"https://www.googleadservices.com/pagead/aclk?sa=L&ai=1&adurl={CODED}"),
    ("Google", f"https://adclick.g.doubleclick.net/pcs/click?xai=1&adurl={CODED}"),
    ("Google AMP", "https://www.google.com/amp/s/evil.example/login?a=1&b=2"),
    ("Google AMP", "https://google.jo/amp/s/evil.example%2Flogin?a=1&b=2"),
    ("AMP cache", "https://evil-example.cdn.ampproject.org/c/s/evil.example/login?a=1&b=2"),
    ("Google Translate", f"https://translate.google.co.jp/translate?sl=auto&tl=en&u={CODED}"),
    ("Google Translate", "https://evil-example.translate.goog/login?a=1&b=2&_x_tr_sl=auto&_x_tr_tl=en"),
    ("Google image proxy", "https://ci3.googleusercontent.com/proxy/AbC=s0-d-e1-ft#https://evil.example/login?a=1&b=2"),
    ("Bing", f"https://www.bing.com/ck/a?!&&p=abc&u=a1{bare64(TARGET)}&ntb=1"),
    ("Facebook", f"https://l.facebook.com/l.php?u={CODED}&h=AT0"),
    ("Instagram", f"https://l.instagram.com/?u={CODED}&e=AT0"),
    ("LinkedIn", f"https://www.linkedin.com/redir/redirect?url={CODED}&urlhash=x"),
    ("LinkedIn", f"https://www.linkedin.com/safety/go?url={CODED}&trk=x"),
    ("YouTube", f"https://www.youtube.com/redirect?event=video&q={CODED}"),
    ("Yahoo", f"https://r.search.yahoo.com/_ylt=A0;_ylu=X3/RV=2/RE=1/RO=10/RU={CODED}/RK=2/RS=x-"),
    ("Yahoo", "http://rd.yahoo.com/news/*https://evil.example/login?a=1&b=2"),
    ("Slack", f"https://slack-redir.net/link?url={CODED}"),
    ("VK", f"https://vk.com/away.php?utf=1&to={CODED}"),
    ("Steam", f"https://steamcommunity.com/linkfilter/?url={CODED}"),
    ("DuckDuckGo", f"https://duckduckgo.com/l/?uddg={CODED}&rut=1"),
    ("Reddit", f"https://out.reddit.com/t3_x?url={CODED}&token=1"),
    ("Amazon SES", f"https://abc.r.us-east-1.awstrack.me/L0/{CODED.replace('%3A', ':')}/1/0100-0/x=386"),
    ("Mandrill", f"https://mandrillapp.com/track/click/1/evil.example?p={MANDRILL}"),
    ("Mailjet", f"http://x.mjt.lu/lnk/AVcAA/1/yMTu5/{bare64(TARGET)}"),
    ("ActiveCampaign", f"https://a.acemlnc.com/Prod/link-tracker?redirectUrl={b64(CODED)}&sig=1"),
    ("Customer.io", f"https://e.customeriomail.com/e/c/{bare64(json.dumps({'email_id': 'dgTV', 'href': TARGET}))}/82fd"),
    ("Substack", f"https://substack.com/redirect/2/{bare64(json.dumps({'e': TARGET, 'p': 1}))}.QBIfp?"),
    ("Postmark", "https://click.pstmrk.it/3s/evil.example%2Flogin%3Fa=1&b=2/Ra0/tCi/AQ/51f"),
    ("path", f"http://clicks.example.com/f/a/W-O0~~/AAA~/{bare64(b'F' + bytes([4, 0x66, 0xB6, 0x26]) + b'D' + bytes([len(TARGET)]) + TARGET.encode() + b'W' + bytes([5]) + b'spceu')}"),
    ("Internet Archive", "https://web.archive.org/web/2020/https://evil.example/login?a=1&b=2"),
    ("GitHub image proxy", f"https://camo.githubusercontent.com/0123abcd/{TARGET.encode().hex()}"),
    ("href.li", "https://href.li/?https://evil.example/login?a=1&b=2"),
    # open redirects on any host
    ("parameter next", f"https://bank.example/login?lang=ja&next={CODED}"),
    ("parameter redirect_uri", f"https://bank.example/oauth?redirect_uri={quote(CODED, safe='')}&state=1"),
    ("parameter goto", f"https://bank.example/out?goto={quote(quote(CODED, safe=''), safe='')}"),
    ("parameter r", f"https://bank.example/out?r={b64(TARGET)}"),
    ("parameter r", f"https://bank.example/out?r={bare64('xx;' + TARGET)}"),
    ("parameter r", f"https://bank.example/out?r={bare64('x;' + TARGET)}"),
    ("parameter h", f"https://bank.example/out?h={TARGET.encode().hex()}"),
    ("parameter u", "https://bank.example/out?u=%68%74%74%70%73%3A%2F%2Fevil%2Eexample/login%3fa%3d1%26b%3d2"),
    ("parameter text", f"https://bank.example/share?text=See%20{CODED}%20now"),
    ("path", f"https://bank.example/redirect/{CODED}"),
    ("path", "https://bank.example/go/https://evil.example/login?a=1&b=2"),
    ("query", "https://bank.example/go?https://evil.example/login?a=1&b=2"),
    ("fragment", "https://bank.example/go#https://evil.example/login?a=1&b=2"),
    ("parameter url", f"https://bank.example/go#url={CODED}"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "written"), WRAPPED, ids=lambda value: value[:60])
def test_each_wrapper(name, written):
    assert inner(written) == [(TARGET, name)]


# Written out from the published way of coding, by hand: link, what is inside
PROOFPOINT = [
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_login-3Fa-3D1-26b-3D2&d=DwMFaQ&c=x&r=y", TARGET),
    ("https://urldefense.com/v2/url?u=http-3A__my-2Dshop.example_a-5Fb&d=x", "http://my-shop.example/a_b"),
    ("https://urldefense.com/v3/__https://evil.example/login__;!!AbC!xyz$", "https://evil.example/login"),
    # '?', '=', '&', '=' taken out one by one
    ("https://urldefense.com/v3/__https://evil.example/login*a*1*b*2__;Pz0mPQ!!AbC!xyz$", TARGET),
    # a run of two: '**A'; a run of three and one alone: '**B', '*'
    ("https://urldefense.com/v3/__https://evil.example/a**Ab__;ISE!!AbC!x$", "https://evil.example/a!!b"),
    ("https://urldefense.com/v3/__https://evil.example/**B/x*__;fn5-Kg!!AbC!x$", "https://evil.example/~~~/x*"),
    # signs beyond ASCII: one star a character, not a byte; the second slash lost on the way
    ("https://urldefense.com/v3/__https:/evil.example/**A__;5pel5pys!!AbC!x$", "https://evil.example/%E6%97%A5%E6%9C%AC"),
    ("https://urldefense.us/v3/__http://evil.example/?q=*2F__;JQ!!AbC!x$", "http://evil.example/?q=%2F"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "target"), PROOFPOINT)
def test_proofpoint(written, target):
    assert [href for href, _ in inner(written)] == [target]
    assert inner(written)[0][1].startswith("Proofpoint v")


@pytest.mark.parametrize(
    "written",
    [
        "https://urldefense.com/v3/__*__",
        "https://www.google.com/url?q=httpd.conf&sa=1",
        "https://bank.example/?url=http://nowhere.invalidtld/",  # no such top-level domain
        "https://bank.example/?url=http://localhost/",
        "https://bank.example/?url=http:///",
        "https://bank.example/?url=https%3A%2F%2F",
        "https://bank.example/?utm_source=https%3A%2F%2Fnews.example.org%2F",
        "https://bank.example/?referrer=https://news.example.org/",
        "https://bank.example/http/https.html?http=1",
        "https://fonts.example/aHR0cDov",
        "https://www.google.com/amp/",
        "https://protect-eu.mimecast.com/s/AbC",
    ],
)
def test_nothing_is_invented(written):
    assert inner(written) == []


def test_a_gateway_that_tells_the_host_alone():
    assert inner("https://protect-eu.mimecast.com/s/AbCdEf?domain=evil.example") == [("evil.example", "Mimecast")]
    [only] = unwrapped("https://url.us.m.mimecastprotect.com/s/AbCdEf?domain=evil.example")
    assert (only.href, only.host, only.host_kind) == ("", "evil.example", "domain")


@pytest.mark.parametrize(
    "written",
    [
        "https://urldefense.com/v3/__https://evil.example/a**Ab__;IQ!!AbC!x$",  # fewer signs than stars
        "https://urldefense.com/v3/__https://evil.example/a**!b__;ISE!!AbC!x$",  # no such run
        "https://urldefense.com/v3/__https://evil.example/a*b__;_w!!AbC!x$",  # not UTF-8
        "https://urldefense.com/v3/__https://evil.example/a*b__;I",
    ],
)
def test_where_the_signs_taken_out_do_not_fit_the_host_is_left(written):
    assert inner(written) == [("evil.example", "Proofpoint v3")]


def test_translated_without_a_scheme():
    assert inner("https://translate.google.com/translate?u=evil.example/a.php?x=1%26y=2") == [
        ("http://evil.example/a.php?x=1&y=2", "Google Translate")
    ]
    assert inner("http://my--shop-example-org.translate.goog/?_x_tr_sch=http") == [
        ("http://my-shop.example.org/", "Google Translate")
    ]


def test_one_in_another():
    twice = f"https://eur01.safelinks.protection.outlook.com/?url={quote(PROOFPOINT[0][0], safe='')}"
    assert inner(twice) == [(PROOFPOINT[0][0], "SafeLinks"), (TARGET, "SafeLinks, Proofpoint v2")]
    nested = TARGET
    for _ in range(DEEPEST + 3):
        nested = f"https://bank.example/?u={quote(nested, safe='')}"
    assert len(inner(nested)) == DEEPEST


def test_an_address_counts_as_a_host():
    assert inner("https://bank.example/?u=http://3221225985/x") == [("http://192.0.2.1/x", "parameter u")]


def test_several_side_by_side_and_no_loop():
    many = "&".join(f"u{n}=http://a{n}.example/" for n in range(100))
    assert len(inner(f"https://bank.example/?{many}")) == MOST
    assert inner("https://bank.example/?u=https://bank.example/?u=https://bank.example/") == [
        ("https://bank.example/?u=https://bank.example/", "parameter u"),
        ("https://bank.example/", "parameter u, parameter u"),
    ]


def test_in_a_mail_the_outer_link_stays():
    wrapped = "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fevil.example%2Fhanako%40kaede.example"
    mail = read_mail(f"To: hanako@kaede.example\r\n\r\nGo {wrapped} now\r\n".encode())
    outer = "eur03.safelinks.protection.outlook.com"
    seen = [(s.observable.kind, s.observable.value, s.how) for s in sightings(mail) if s.where == "text"]
    assert seen == [
        ("url", wrapped, "plain"),
        ("token", "hanako@kaede.example", "percent in the link"),
        ("url", "https://evil.example/hanako@kaede.example", "unwrapped: SafeLinks"),
        ("token", "hanako@kaede.example", "plain in the link"),
        ("domain", "evil.example", "unwrapped: SafeLinks, host of the link"),
        ("domain", outer, "host of the link"),
    ]
    [unwrapped_] = [s for s in sightings(mail) if s.how == "unwrapped: SafeLinks"]
    assert (unwrapped_.as_written, unwrapped_.part, unwrapped_.start) == (wrapped, "1", 3)


paths = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"<>\\`{}|^%'), max_size=40)
targets = st.builds(
    lambda host, path: link(f"https://{host}.example/{path}"),
    st.from_regex(r"[a-z][a-z0-9]{0,20}", fullmatch=True),
    st.one_of(paths, st.text(max_size=20)),
).filter(lambda parsed: parsed is not None and "http" not in parsed.href[8:].lower() and "h0dH" not in parsed.href)


def v2(href):
    return quote(href, safe="").replace("-", "%2D").replace("_", "%5F").replace("%2F", "_").replace("%", "-")


def v3(href):
    """Each sign that is not safe becomes a star, runs of two or more a double star."""
    out, taken, run = [], "", ""
    for sign in href + "\0":
        if sign != "\0" and (sign in "*?=&;!$_+(),'" or not sign.isascii()) and len(run) < 65:
            run += sign
            continue
        if run:
            letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
            out.append("*" if len(run) == 1 else f"**{letters[len(run) - 2]}")
            taken, run = taken + run, ""
        out.append(quote(sign, safe=":/@~.-#[]") if sign != "\0" else "")
    return f"https://urldefense.com/v3/__{''.join(out)}__;{bare64(taken)}!!AbC!x$"


WAYS = {
    "SafeLinks": lambda href: f"https://eur01.safelinks.protection.outlook.com/?url={quote(href, safe='')}&data=x",
    "Proofpoint v2": lambda href: f"https://urldefense.proofpoint.com/v2/url?u={v2(href)}&d=x",
    "Proofpoint v3": v3,
    "Sophos": lambda href: f"https://x.protection.sophos.com/?d=evil.example&u={b64(href, url_alphabet=True)}&t=x",
    "Cisco": lambda href: f"https://secure-web.cisco.com/1AbC/{quote(href, safe='')}",
    "Bing": lambda href: f"https://www.bing.com/ck/a?!&&p=1&u=a1{bare64(href)}&ntb=1",
    "GitHub image proxy": lambda href: f"https://camo.githubusercontent.com/01/{href.encode().hex()}",
    "parameter to": lambda href: f"https://bank.example/?to={quote(quote(href, safe=''), safe='')}",
}


@given(targets, st.sampled_from(sorted(WAYS)))
def test_what_is_wrapped_comes_out(target, way):
    found = inner(WAYS[way](target.href))
    assert found, WAYS[way](target.href)
    assert found[0] == (target.href, way)


@given(st.text(max_size=200))
def test_whatever_stands_there_nothing_breaks(text):
    for service in SERVICES:
        host = service.hosts[0].replace("*", "com")
        parsed = link(f"https://{host}{service.path or '/'}{text}")
        if parsed:
            assert all(each.host for each in unwrapped(parsed.href))


HOSTILE = {
    "percent upon percent": "https://bank.example/?u=" + "%25" * 21_000,
    "percent upon percent upon http": "https://bank.example/?u=%" + "25" * 32_000 + "68ttp",
    "thousands of parameters": "https://bank.example/?" + "&".join(f"u{n}=http://a.example/" for n in range(3_000)),
    "http and nothing": "https://bank.example/?u=" + "http://" * 9_000,
    "coded http and nothing": "https://bank.example/?u=" + "aHR0c" * 13_000,
    "coded http in segments": "https://bank.example/" + "aHR0cDov/" * 7_000,
    "hex": "https://bank.example/?u=" + "68747470" * 8_000,
    "stars": "https://urldefense.com/v3/__https://a.example/" + "**_" * 20_000 + "__;" + "IS" * 100 + "!",
    "underscores": "https://url.avanan.click/v2/" + "_" * 60_000,
    "nested": "https://bank.example/?u=" + "https://bank.example/?u=" * 2_700,
    "translate": "https://" + "a-" * 60 + ".translate.goog/" + "?&#" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_links_are_read_in_linear_time(name):
    parsed = link(HOSTILE[name])
    href = parsed.href if parsed else HOSTILE[name]
    # sixteen of them are a megabyte
    assert took(lambda: [unwrapped(href) for _ in range(16)], below=1) < 1
