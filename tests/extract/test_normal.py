"""The one normal form of a link: vectors worked out from the WHATWG URL Standard, paragraph by paragraph.

A right side of ``None`` is a validation failure that returns no URL: no browser follows such a link.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.normal import appearance, joined, link

FAILS = None
ABSOLUTE = {
    # scheme start, special authority (4.4): case, one slash, none, many, backslashes
    "http://example.com": "http://example.com/",
    "HTTP://EXAMPLE.COM": "http://example.com/",
    "hTtPs://eXample.com/Path": "https://example.com/Path",
    "http:example.com": "http://example.com/",
    "http:/example.com": "http://example.com/",
    "http:///example.com": "http://example.com/",
    "http://////example.com": "http://example.com/",
    r"http:\\example.com\a\b": "http://example.com/a/b",
    r"http:/\example.com": "http://example.com/",
    r"http://example.com\@evil.test/": "http://example.com/@evil.test/",
    "ftp://example.com/pub": "ftp://example.com/pub",
    "http:": FAILS,
    "http://": FAILS,
    "http:///": FAILS,
    "http://?a": FAILS,
    "http://#a": FAILS,
    "//example.com": FAILS,
    "example.com": FAILS,
    "": FAILS,
    # leading and trailing controls and spaces, tabs and line ends inside
    "  http://example.com/  ": "http://example.com/",
    "\x00\x1fhttp://example.com/\x1f": "http://example.com/",
    "ht\ntp://exa\tmple.com/a\r\nb": "http://example.com/ab",
    "http://example.com/a b": "http://example.com/a%20b",
    # userinfo
    "http://user@example.com/": "http://user@example.com/",
    "http://user:pass@example.com/": "http://user:pass@example.com/",
    "http://user:@example.com/": "http://user@example.com/",
    "http://:pass@example.com/": "http://:pass@example.com/",
    "http://:@example.com/": "http://example.com/",
    "http://@example.com/": "http://example.com/",
    "http://a@b@example.com/": "http://a%40b@example.com/",
    "http://a:b:c@example.com/": "http://a:b%3Ac@example.com/",
    "http://a/b@example.com/": "http://a/b@example.com/",
    "http://u;v=w@example.com/": "http://u%3Bv%3Dw@example.com/",
    "http://ü@example.com/": "http://%C3%BC@example.com/",
    "http://bank.example:443@evil.test/": "http://bank.example:443@evil.test/",
    "http://user@/": FAILS,
    "http://user@:80/": FAILS,
    # ports
    "http://example.com:80/": "http://example.com/",
    "https://example.com:443/": "https://example.com/",
    "ftp://example.com:21/": "ftp://example.com/",
    "http://example.com:443/": "http://example.com:443/",
    "http://example.com:/": "http://example.com/",
    "http://example.com:0/": "http://example.com:0/",
    "http://example.com:00080/": "http://example.com/",
    "http://example.com:8080": "http://example.com:8080/",
    "http://example.com:65535/": "http://example.com:65535/",
    "http://example.com:65536/": FAILS,
    "http://example.com:-1/": FAILS,
    "http://example.com:8o/": FAILS,
    "http://example.com:80:80/": FAILS,
    # domains: case, percent, IDNA, forbidden code points
    "http://EXAMPLE.com./": "http://example.com./",
    "http://%65xample.com/": "http://example.com/",
    "http://ex%61mple%2Ecom/": "http://example.com/",
    "http://exa%41mple.com/": "http://exaample.com/",
    "http://bücher.example/": "http://xn--bcher-kva.example/",
    "http://BÜCHER.example/": "http://xn--bcher-kva.example/",
    "http://faß.example/": "http://xn--fa-hia.example/",
    "http://日本語.example/": "http://xn--wgv71a119e.example/",
    "http://%E6%97%A5%E6%9C%AC%E8%AA%9E.example/": "http://xn--wgv71a119e.example/",
    "http://ｅｘａｍｐｌｅ．ｃｏｍ/": "http://example.com/",
    "http://example。com/": "http://example.com/",
    "http://example｡com/": "http://example.com/",
    "http://exa\u00admple.com/": "http://example.com/",
    "http://exa\u200bmple.com/": "http://example.com/",
    "http://ⓔⓧⓐⓜⓟⓛⓔ.com/": "http://example.com/",
    "http://☃.example/": "http://xn--n3h.example/",
    "http://💩.example/": "http://xn--ls8h.example/",
    "http://xn--bcher-kva.example/": "http://xn--bcher-kva.example/",
    "http://a_b.example/": "http://a_b.example/",
    "http://a--b.example/": "http://a--b.example/",
    "http://-a-.example/": "http://-a-.example/",
    "http://a..example/": "http://a..example/",
    "http://exa mple.com/": FAILS,
    "http://exa%20mple.com/": FAILS,
    "http://exa%00mple.com/": FAILS,
    "http://exa<mple.com/": FAILS,
    "http://exa>mple.com/": FAILS,
    "http://exa[mple.com/": FAILS,
    "http://exa]mple.com/": FAILS,
    "http://exa^mple.com/": FAILS,
    "http://exa|mple.com/": FAILS,
    "http://exa%mple.com/": FAILS,
    "http://exa%25mple.com/": FAILS,
    "http://exa%2Fmple.com/": FAILS,
    "http://exa%40mple.com/": FAILS,
    "http://xn--/": FAILS,
    "http://\u00ad/": FAILS,
    "http://a\ufffdb/": FAILS,
    # IPv4: dotted, short, decimal, octal, hex; what ends in a number is an address or nothing
    "http://192.0.2.1/": "http://192.0.2.1/",
    "http://192.0.2.1./": "http://192.0.2.1/",
    "http://192.0.513/": "http://192.0.2.1/",
    "http://192.513/": "http://192.0.2.1/",
    "http://3221225985/": "http://192.0.2.1/",
    "http://0300.0.2.1/": "http://192.0.2.1/",
    "http://0300.0.02.01/": "http://192.0.2.1/",
    "http://0xC0.0x0.0x2.0x1/": "http://192.0.2.1/",
    "http://0xC0000201/": "http://192.0.2.1/",
    "http://0XC0.000.2.0X1/": "http://192.0.2.1/",
    "http://030000001001/": "http://192.0.2.1/",
    "http://%31%39%32.0.2.1/": "http://192.0.2.1/",
    "http://１９２．０．２．１/": "http://192.0.2.1/",
    "http://①②.0.0.1/": "http://12.0.0.1/",
    "http://0/": "http://0.0.0.0/",
    "http://0x/": "http://0.0.0.0/",
    "http://127.1/": "http://127.0.0.1/",
    "http://4294967295/": "http://255.255.255.255/",
    "http://4294967296/": FAILS,
    "http://256.0.0.1/": FAILS,
    "http://1.2.3.4.5/": FAILS,
    "http://1.2.3.256/": FAILS,
    "http://1.2.65536/": FAILS,
    "http://0x1FFFFFFFF/": FAILS,
    "http://1.2.3.08/": FAILS,
    "http://a.1/": FAILS,
    "http://a.0x1/": FAILS,
    "http://1.a/": "http://1.a/",
    "http://0x1.example/": "http://0x1.example/",
    # IPv6: zeros compressed, lower case, IPv4 in it
    "http://[2001:DB8::1]/": "http://[2001:db8::1]/",
    "http://[2001:db8:0:0:0:0:0:1]/": "http://[2001:db8::1]/",
    "http://[2001:db8:0:0:1:0:0:1]/": "http://[2001:db8::1:0:0:1]/",
    "http://[1:0:2:0:3:0:4:0]/": "http://[1:0:2:0:3:0:4:0]/",
    "http://[::]/": "http://[::]/",
    "http://[::1]:8080/": "http://[::1]:8080/",
    "http://[::ffff:192.0.2.1]/": "http://[::ffff:c000:201]/",
    "http://[::1": FAILS,
    "http://[::1]a/": FAILS,
    "http://[:1]/": FAILS,
    "http://[1::2::3]/": FAILS,
    "http://[1:2:3:4:5:6:7]/": FAILS,
    "http://[1:2:3:4:5:6:7:8:9]/": FAILS,
    "http://[12345::]/": FAILS,
    "http://[::1%25eth0]/": FAILS,
    "http://[::192.0.2]/": FAILS,
    "http://[::256.0.0.1]/": FAILS,
    "http://[v1.a]/": FAILS,
    "http://::1/": FAILS,
    # paths: dots plain and encoded, encoding sets
    "http://example.com/a/./b": "http://example.com/a/b",
    "http://example.com/a/../b": "http://example.com/b",
    "http://example.com/../../a": "http://example.com/a",
    "http://example.com/a/..": "http://example.com/",
    "http://example.com/a/.": "http://example.com/a/",
    "http://example.com/a/%2e%2E/b": "http://example.com/b",
    "http://example.com/a/.%2e/b": "http://example.com/b",
    "http://example.com/a/%2e": "http://example.com/a/",
    "http://example.com/a//b": "http://example.com/a//b",
    "http://example.com/a/...": "http://example.com/a/...",
    "http://example.com/%7Ea%2f": "http://example.com/%7Ea%2f",
    "http://example.com/%zz%": "http://example.com/%zz%",
    'http://example.com/"<>`{}': "http://example.com/%22%3C%3E%60%7B%7D",
    "http://example.com/[]|'()*+,;=:@!$&~": "http://example.com/[]|'()*+,;=:@!$&~",
    "http://example.com/日本": "http://example.com/%E6%97%A5%E6%9C%AC",
    "http://example.com/\x7f": "http://example.com/%7F",
    "http://example.com/\ud800": "http://example.com/%EF%BF%BD",
    # query and fragment
    "http://example.com?a=b": "http://example.com/?a=b",
    "http://example.com#f": "http://example.com/#f",
    "http://example.com/?": "http://example.com/?",
    "http://example.com/#": "http://example.com/#",
    "http://example.com/?a b": "http://example.com/?a%20b",
    "http://example.com/?a=\"<>'": "http://example.com/?a=%22%3C%3E%27",
    "http://example.com/?a=`{}|^\\": "http://example.com/?a=`{}|^\\",
    "http://example.com/?q=日": "http://example.com/?q=%E6%97%A5",
    "http://example.com/?a?b#c?d#e": "http://example.com/?a?b#c?d#e",
    'http://example.com/#a b"<>`': "http://example.com/#a%20b%22%3C%3E%60",
    "http://example.com/#日": "http://example.com/#%E6%97%A5",
    # schemes that are no link
    "file:///etc/passwd": FAILS,
    "javascript:alert(1)": FAILS,
    "data:text/html,x": FAILS,
    "mailto:a@example.com": FAILS,
    "httpx://example.com": FAILS,
    "ht tp://example.com": FAILS,
    "1http://example.com": FAILS,
}


@pytest.mark.parametrize(("written", "href"), ABSOLUTE.items())
def test_the_normal_form(written, href):
    found = link(written)
    assert (found.href if found else None) == href


BASE = "http://example.org/dir/page?query#fragment"


@pytest.mark.parametrize(
    ("target", "href"),
    [
        ("a", "http://example.org/dir/a"),
        ("./a", "http://example.org/dir/a"),
        ("../a", "http://example.org/a"),
        ("../../a", "http://example.org/a"),
        ("/a", "http://example.org/a"),
        ("//evil.test/a", "http://evil.test/a"),
        (r"\\evil.test\a", "http://evil.test/a"),
        (r"/\evil.test/a", "http://evil.test/a"),
        ("?a", "http://example.org/dir/page?a"),
        ("#a", "http://example.org/dir/page?query#a"),
        ("", "http://example.org/dir/page?query"),
        ("http:a", "http://example.org/dir/a"),
        ("https:a", "https://a/"),
        ("https://evil.test", "https://evil.test/"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("http://", ""),
        ("http://exa mple/", ""),
    ],
)
def test_relative_to_a_base(target, href):
    assert joined(BASE, target) == href


@pytest.mark.parametrize(
    ("written", "kind", "host"),
    [
        ("http://EXAMPLE.com./a", "domain", "example.com"),
        ("http://0300.0.2.1", "ip", "192.0.2.1"),
        ("http://[2001:DB8::1]", "ip", "2001:db8::1"),
        ("http://user@日本語.jp:81", "domain", "xn--wgv71a119e.jp"),
    ],
)
def test_the_host_of_a_link(written, kind, host):
    found = link(written)
    assert found is not None
    assert (found.host_kind, found.host) == (kind, host)


def test_how_a_host_looks_is_told_only_where_it_does_not_show():
    assert appearance("example.com") == appearance("xn--zzzzzz.example") == ""
    assert appearance("xn--wgv71a119e.jp") == "shown as 日本語.jp"
    assert appearance("xn--80ak6aa92e.com") == "shown as аррӏе.com, looks like apple.com (whole script)"


@given(st.text(max_size=80))
def test_what_is_normal_stays_as_it_is(text):
    found = link(f"http://{text}")
    if found:
        again = link(found.href)
        assert again is not None
        assert again.href == found.href
