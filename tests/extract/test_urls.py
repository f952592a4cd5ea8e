"""Links in running text: where they begin, where they end, and in which form they are kept."""

from __future__ import annotations

import pytest

from forensics.extract import texts

# text -> the links in it, in normal form
PAGES = {
    # plain
    "See http://example.org/a now.": ["http://example.org/a"],
    "HTTPS://EXAMPLE.ORG/A": ["https://example.org/A"],
    "ftp://ftp.example.org/pub/": ["ftp://ftp.example.org/pub/"],
    "http://example.org": ["http://example.org/"],
    "http://example.org:8080/x?a=1&b=2#top": ["http://example.org:8080/x?a=1&b=2#top"],
    "http://localhost:8000/": ["http://localhost:8000/"],
    # hosts that are written oddly
    "http://www.bank.example@evil.example.net/login": ["http://www.bank.example@evil.example.net/login"],
    "https://bank.example:443@evil.example.net/": ["https://bank.example:443@evil.example.net/"],
    "http://3221225985/x": ["http://192.0.2.1/x"],
    "http://0xC0.0x00.0x02.0x01/x": ["http://192.0.2.1/x"],
    "http://[2001:db8::1]:8080/x": ["http://[2001:db8::1]:8080/x"],
    "http://%65vil.example.test/x": ["http://evil.example.test/x"],
    "http://dot.example.com./x": ["http://dot.example.com./x"],
    r"http:\\back.example.com\x": ["http://back.example.com/x"],
    "http://bücher.example.com/": ["http://xn--bcher-kva.example.com/"],
    "http://日本語.example/案内": ["http://xn--wgv71a119e.example/%E6%A1%88%E5%86%85"],
    "http://dots。example。com/x": ["http://dots.example.com/x"],
    "http://ｆｕｌｌ．ｅｘａｍｐｌｅ．ｔｅｓｔ／ａ？ｂ＝１": ["http://full.example.test/a?b=1"],
    "http://ze\u200bro.example.com/x\u00ady": ["http://zero.example.com/xy"],
    "http://𝐞𝐯𝐢𝐥.example.test/": ["http://evil.example.test/"],
    # no scheme, and the ways of those who do not want a link clicked
    "www.example.org/a": ["http://www.example.org/a"],
    "サイトはwww.example.jpです": ["http://www.example.jp/"],
    "pay.example.org/now": ["http://pay.example.org/now"],
    "hxxp://example.org/a": ["http://example.org/a"],
    "hXXps://example[.]org/a": ["https://example.org/a"],
    "hxxps[:]//login[.]example(dot)org/a": ["https://login.example.org/a"],
    "http[s]://example[.]org": ["https://example.org/"],
    "https://example [.] org/a": ["https://example.org/a"],
    "fxp://example.org/a": ["ftp://example.org/a"],
    # where a link ends
    "(http://example.org/a_(b))": ["http://example.org/a_(b)"],
    "[text](http://example.org/a)more": ["http://example.org/a"],
    "http://example.org/a, and more": ["http://example.org/a"],
    "Really http://example.org/a?!": ["http://example.org/a"],
    "<http://example.org/a>": ["http://example.org/a"],
    "<http://example.org/long/ind\nex.html?to=a\r\nb@example.net>": [
        "http://example.org/long/index.html?to=ab@example.net"
    ],
    "<http://example.org/a\nand no bracket follows": ["http://example.org/a"],
    "<http://example.org/a\n<http://example.org/b>": ["http://example.org/a", "http://example.org/b"],
    "<http://example.org/a\nhttp://example.org/b>": ["http://example.org/a", "http://example.org/b"],
    "<http://example.org/a\nwith words>": ["http://example.org/a"],
    '"http://example.org/a"': ["http://example.org/a"],
    "'http://example.org/a'b": ["http://example.org/a"],
    "*http://example.org/a*": ["http://example.org/a"],
    "http://example.org/a&gt;b": ["http://example.org/a"],
    "http://example.org...": ["http://example.org/"],
    "http://example.org/?to=a@b.example": ["http://example.org/?to=a@b.example"],
    "http://example.org#@bank.example/": ["http://example.org/#@bank.example/"],
    "http://example.org/unicode_(✪)_in_parens": ["http://example.org/unicode_(%E2%9C%AA)_in_parens"],
    "http://http://example.org/a": ["http://example.org/a"],
    "http://one.example.orghttps://two.example.org/b": ["http://one.example.org/", "https://two.example.org/b"],
    # Japanese text has no spaces
    "次のページhttp://example.org/a?uid=1から": ["http://example.org/a?uid=1"],
    "https://example.jpをご覧ください。": ["https://example.jp/"],
    "https://example.jp/をご覧ください。": ["https://example.jp/"],
    "https://example.jp（詳細）": ["https://example.jp/"],
    "https://example.jp/a（詳細）": ["https://example.jp/a"],
    "「https://example.jp/a」と": ["https://example.jp/a"],
    "https://example.jp/a。次": ["https://example.jp/a"],
    "https://example.com。次の": ["https://example.com/"],
    "https://example.jp/a、https://example.jp/b。": ["https://example.jp/a", "https://example.jp/b"],
    "URL：https://example.jp/a？": ["https://example.jp/a"],
    "https://example.jp　全角空白": ["https://example.jp/"],
    "http://intranetをご覧ください": ["http://intranet/"],
    "확인하세요http://example.kr/a입니다": ["http://example.kr/a"],
    # what is no link
    "http:// is a scheme": [],
    "http://": [],
    "http://./": [],
    "http://exam ple.org": ["http://exam/"],
    "://example.org": [],
    "report.py and README.md, e.g.This": [],
    "version 1.2.3": [],
    "wwwexample.org": [],
    "http://256.1.1.1/": [],
}


@pytest.mark.parametrize(("text", "links"), PAGES.items())
def test_links_of_a_text(text, links):
    found = [each.observable.value for each in texts.sightings(text, "1", "text") if each.observable.kind == "url"]
    assert found == links


def test_a_sighting_tells_where_and_how():
    text = "下記の ｈｔｔｐｓ：／／example[.]org/a を開く"
    url, domain = list(texts.sightings(text, "1.2", "text"))
    assert (url.part, url.where, url.how) == ("1.2", "text", "folded, refanged")
    assert url.as_written == "ｈｔｔｐｓ：／／example[.]org/a"
    assert url.start is not None
    assert text[url.start : url.start + len(url.as_written)] == url.as_written
    assert url.context == text
    assert (domain.observable.kind, domain.observable.value) == ("domain", "example.org")
    assert domain.as_written == "example[.]org"


def test_a_link_that_is_too_long_for_any_browser_is_cut_and_says_so():
    url, _ = texts.sightings("http://example.org/" + "a" * 100_000, "1", "text")
    assert url.how == "cut"
    assert len(url.observable.value) == len(url.as_written) == 65_536
