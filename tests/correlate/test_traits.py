"""Grammars of links and identifiers, clauses of texts: what is drawn anew is masked, what a program leaves stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.correlate.kits import kit, split
from forensics.correlate.masks import token_form
from forensics.correlate.scale import prior, probability, rarity, weights
from forensics.correlate.wording import clauses, sketch
from forensics.domains.everybodys import is_everybodys_host, is_everybodys_sender


@pytest.mark.parametrize(
    ("one", "other", "form"),
    [
        (
            "/wp-content/themes/hana/inc/verify.php?uid=x@y", "/wp-content/themes/onsen2/inc/verify.php?uid=z",
            "/wp-content/themes/*/inc/verify.php?uid",
        ),
        ("/cl/623_md/31/1/90/23/2459859", "/cl/5800_md/2009/157/296/23/2459859", "/cl/0_md/0/0/0/0/0"),
        (
            "/4bTgH12345Rfdd551QfsFab26aa12005R9", "/8x.html#5FKGQp33951Exro460pwxafxcqkf14302CREK2MLJR6295N10",
            "/0x0x0x0x0x0",
        ),
    ],
)  # fmt: skip
def test_links_of_one_kit_have_one_form(one, other, form):
    assert kit(one).form.startswith(form)
    assert kit(other).form.startswith(form)


def test_a_plain_link_has_no_form():
    assert kit("/").form == kit("/a").form == ""


def test_the_readers_number_keeps_its_place():
    assert "/cl/0_md/0/0/0/0/0#5=2459859" in kit("/cl/623_md/31/1/90/23/2459859").tags


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://A.example/x?y#z", "a.example"),
        ("http://user@a.example:80", "a.example"),
        ("http://[2001:db8::1]:80/x", "2001:db8::1"),
        ("nothing", ""),
    ],
)
def test_hosts(url, host):
    assert split(url)[0] == host


def test_identifiers_of_one_program_have_one_form():
    assert token_form("ZevRKVG.0.0.ZevRKVG.9.ZevRKVG") == token_form("nmCJhpu.0.0.nmCJhpu.9.nmCJhpu") == "x.0.0.x.9.x"


def test_clauses_survive_a_change_of_name_sum_and_link():
    one = "Pay $965 to the account named below!\nsee http://a.example/x for all the details of it"
    other = "Pay $1,200 to the account named below!\nsee http://b.example/y for all the details of it"
    assert clauses(one) == clauses(other)
    assert list(clauses("従って、$965 を私の財布に支払って下さい。")) == ["$# を私の財布に支払って下さい"]
    assert sketch("会員の皆様へ。ご利用を制限しております。") == sketch("ご利用を制限しております!\n会員の皆様へ。")


@given(st.text(max_size=300))
def test_any_text_can_be_masked(text):
    made = kit(text)
    assert len(made.form) <= 160
    assert len(made.tags) <= 10
    assert isinstance(token_form(text), str)
    assert all(len(each) == 8 for each in sketch(text))
    split(text)


@pytest.mark.parametrize("text", ["/" * 10**6, "1a" * 500_000, "a" * 10**6, "?" + "a=1&" * 250_000, "。" * 10**6])
def test_a_megabyte_is_masked_at_once(text):
    assert len(kit(text[:1000]).form) <= 160
    assert len(sketch(text)) <= 32
    assert len(token_form(text)) <= 400


def test_rarity_falls_with_every_holder_and_rises_with_the_case():
    assert rarity(9, 2, 10) > rarity(9, 50, 10) > rarity(9, 500, 1000) > 0
    assert rarity(9, 5, 100_000) > rarity(9, 50, 1000)
    assert rarity(0, 100, 100) == 0
    assert prior(10) == prior(1000) == weights().prior > prior(100_000)
    assert probability(0) == 0.5


def test_what_everybody_uses():
    assert is_everybodys_host("www.w3.org")
    assert is_everybodys_host("u123.ct.sendgrid.net")
    assert is_everybodys_sender("em.mailchannels.net")
    assert not is_everybodys_host("www.flower-shop.example")
