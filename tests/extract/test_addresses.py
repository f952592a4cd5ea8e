"""Mail addresses, hosts and internet addresses in running text, and what only looks like them."""

from __future__ import annotations

import pytest

from forensics.extract import texts


def found(kind, text):
    return [each.observable.value for each in texts.sightings(text, "1", "text") if each.observable.kind == kind]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("write to a.b+c@Example.ORG.", ["a.b+c@example.org"]),
        ("メールはhanako@example.jpまで", ["hanako@example.jp"]),
        ("<a@example.org>,<b@example.org>", ["a@example.org", "b@example.org"]),
        ("to='a@example.org'", ["a@example.org"]),
        ("a[at]example[.]org", ["a@example.org"]),
        ("ａ＠ｅｘａｍｐｌｅ．ｏｒｇ", ["a@example.org"]),
        ("a@example", []),
        ("@example.org", []),
        ("a@.org", []),
        ("a..b@example.org", []),
        ("x = y@z; a@b@c", []),
        ("http://example.org/?u=a@example.org", []),  # part of the link
    ],
)
def test_mail_addresses(text, addresses):
    assert found("email", text) == addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("from 192.0.2.1 and 198.51.100.7:8080", ["192.0.2.1", "198.51.100.7"]),
        ("発信元は192.0.2.1です", ["192.0.2.1"]),
        ("192[.]0[.]2[.]1", ["192.0.2.1"]),
        ("net 192.0.2.0/24", ["192.0.2.0"]),
        ("192.0.2.1-192.0.2.9", ["192.0.2.1", "192.0.2.9"]),
        ("OS X 10.15.7.1, iOS 17.1.2.1 and Chrome 119.0.60.1, Android 192.0.2.1", []),
        ("IP address: 5.6.7.8", ["5.6.7.8"]),
        ("from 8.8.8.8 and 1.1.1.1", ["8.8.8.8", "1.1.1.1"]),
        ("[5.6.7.8]", ["5.6.7.8"]),
        ("IP：203.0.113.9、", ["203.0.113.9"]),
        ("::ffff:192.0.2.1", ["::ffff:c000:201"]),
        ("IP: 2a02:a46c:8737:1:3575:d276:ac9c:7167\n", ["2a02:a46c:8737:1:3575:d276:ac9c:7167"]),
        ("[2001:DB8:0::1]", ["2001:db8::1"]),
        ("at fe80::1.", ["fe80::1"]),
        ("version 1.2.3.4", []),
        ("v. 1.2.3.4", []),
        ("v1.2.3.4", []),
        ("バージョン 1.2.3.4", []),
        ("Chrome/119.0.6045.1", []),
        ("MP3 Rename 7.1.4.0 and Disk Triage 6.3.1.0", []),
        ("1.2.3.4 Introduction", []),
        ("see 2.3.1.1 for more", []),
        ("2020.12.31.01", []),
        ("10:11:12 on 2020-12-31, 1:2:3", []),
        ("dead::beef, a::b, Foo::bar, if (x) ::y", []),
        ("10.0.19041.1.5", []),
        ("1.1.2020", []),
        ("12.05.20.20.", []),  # a leading zero is a date or a list, never an address
        ("256.1.1.1", []),
        ("0.1.2.3 and 2.0.0.0", []),
        ("std::cout, A::B, 12:34:56, aa:bb:cc:dd:ee:ff", []),
    ],
)
def test_internet_addresses(text, addresses):
    assert found("ip", text) == addresses


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("our shop example.org sells", ["example.org"]),
        ("サイトexample.co.jpへ", ["example.co.jp"]),
        ("EXAMPLE.ORG", ["example.org"]),
        ("see shop.zip/now", ["shop.zip"]),
        ("PayPal.com and SourceForge.net", ["paypal.com", "sourceforge.net"]),
        ("Visit zoom.us or lido.fi", ["zoom.us", "lido.fi"]),
        ("URL:example.org, web: example.net", ["example.org", "example.net"]),
        ("日本語.jp", ["xn--wgv71a119e.jp"]),
        ("詳しくは日本語.jpへ", []),  # where the name begins cannot be told
        ("ZeroDemo.main(ZeroDemo.java:72), local.cf, setup.py, ASP.NET", []),
        ("foo.bar() obj.id = 3; a.link { } p.red{color:red} path:to:file.pm", []),
        ("終わり。セール開始 です.it", []),
        ("report.py main.rs archive.zip index.html U.S.A e.g.It word.Word", []),
        ("a.b.c.nosuchtoplevel", []),
        ("co.jp", []),
    ],
)
def test_bare_hosts(text, hosts):
    assert found("domain", text) == hosts


def test_a_digest_stands_alone():
    digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    assert found("sha256", f"SHA-256: {digest.upper()}.") == [digest]
    assert found("sha256", f"x{digest} {digest}0 {'0' * 64}") == []
