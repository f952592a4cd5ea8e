"""Whose name a host is: the shipped list, read the short way, says what the library says of its own."""

from __future__ import annotations

import pytest
from publicsuffixlist import PublicSuffixList

from forensics.domains import is_top_level, registrable


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("www.shop.example.co.jp", "example.co.jp"),
        ("co.jp", ""),
        ("b.kawasaki.jp", ""),
        ("x.a.b.kawasaki.jp", "a.b.kawasaki.jp"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("shop.github.io", "shop.github.io"),
        ("www.例え.公司.cn", "xn--r8jz45g.xn--55qx5d.cn"),
        ("WWW.XN--R8JZ45G.XN--55QX5D.CN.", "xn--r8jz45g.xn--55qx5d.cn"),
        ("mail.bank.example", "bank.example"),
        ("192.0.2.1", ""),
        ("name.of-no-registry", ""),
    ],
)
def test_what_somebody_had_to_register(host, owner):
    assert registrable(host) == owner


def test_every_rule_of_the_list_is_known_in_both_spellings():
    library = PublicSuffixList(accept_unknown=False)
    for host in (
        "example.xn--p1ai",
        "example.рф",
        "a.b.xn--mgberp4a5d4ar",
        "www.個人.hk",
        "x.compute.amazonaws.com.cn",
    ):
        ascii_form = host.encode("idna").decode("ascii")
        assert registrable(host) == (library.privatesuffix(ascii_form) or ""), host


def test_a_last_label_under_which_only_longer_suffixes_are_listed():
    assert is_top_level("za")
    assert registrable("www.example.co.za") == "example.co.za"
    assert registrable("co.za") == ""


def test_a_last_label():
    assert [is_top_level(word) for word in ("com", "みんな", "xn--q9jyb4c", "test", "txt", "1")] == [
        True, True, True, True, False, False,
    ]  # fmt: skip
