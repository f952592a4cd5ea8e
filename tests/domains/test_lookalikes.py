"""How a host looks, and what it imitates: each trick with an honest name beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.domains import ascii_host, lookalike, shown, skeleton
from forensics.extract import texts


@pytest.mark.parametrize(
    ("host", "form"),
    [
        ("xn--wgv71a119e.jp", "日本語.jp"),
        ("XN--WGV71A119E.JP", "日本語.jp"),
        ("xn--mller-kva.example", "müller.example"),
        ("xn--e1afmkfd.xn--p1ai", "пример.рф"),
        ("xn--q9jyb4c", "みんな"),
        ("www.example.com", "www.example.com"),
        ("xn--zzzzzz.example", "xn--zzzzzz.example"),  # no A-label
        ("xn--a.example", "xn--a.example"),  # decodes to a control character
        ("xn--.example", "xn--.example"),
        ("日本語.jp", "日本語.jp"),
        ("", ""),
    ],
)
def test_the_form_that_a_reader_sees(host, form):
    assert shown(host) == form


@pytest.mark.parametrize(
    ("host", "reads_as", "trick"),
    [
        ("аррӏе.com", "apple.com", "whole script"),
        ("xn--80ak6aa92e.com", "apple.com", "whole script"),
        ("pаypal.com", "paypal.com", "mixed scripts"),
        ("gооgle.com", "google.com", "mixed scripts"),
        ("www.аmazon.co.jp", "www.amazon.co.jp", "mixed scripts"),
        ("micrοsoft.com", "microsoft.com", "mixed scripts"),  # Greek omicron
        ("facebооk.com", "facebook.com", "mixed scripts"),
        ("ոսօ.com", "nuo.com", "whole script"),  # Armenian
        ("góogle.com", "google.com", "accents"),
        ("müller.de", "muller.de", "accents"),
        ("ｅｘａｍｐｌｅ.com", "example.com", "width"),
    ],
)
def test_a_name_that_imitates_another(host, reads_as, trick):
    found = lookalike(host)
    assert found is not None
    assert (found.reads_as, found.trick) == (reads_as, trick)


@pytest.mark.parametrize(
    "host",
    ["example.com", "paypa1.com", "日本語.jp", "東京タワーtokyo.jp", "グーグル.jp", "한국kr.kr", "例子.中国", "пример.рф", "сахар.рф", "мост.com",
     "مثال.إختبار", "ישראל.example", "คน.ไทย", "xn--zzzzzz.example", "192.0.2.1", ""],
)  # fmt: skip
def test_an_honest_name(host):
    assert lookalike(host) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("paypa1.com", "paypal.com"), ("rnicrosoft.com", "microsoft.com"), ("g00gle.com", "google.com"), ("аррӏе.com", "apple.com"), ("PAYPAL.com", "paypal.com"),
     ("xn--pypal-4ve.com", "paypal.com"), ("vvikipedia.org", "wikipedia.org"), ("amazón.com", "amazon.com"), ("5ony.com", "sony.com")],
)  # fmt: skip
def test_two_names_with_one_skeleton(one, other):
    assert skeleton(one) == skeleton(other)


def test_names_that_nobody_takes_for_each_other():
    names = ["apple.com", "amazon.com", "google.com", "example.jp", "日本語.jp", "ががが.jp", "かかか.jp"]
    assert len({skeleton(name) for name in names}) == len(names)


def test_a_sighting_tells_what_the_host_looks_like():
    _, host = texts.sightings("http://аррӏе.com/login", "1", "text")
    assert host.observable.value == "xn--80ak6aa92e.com"
    assert host.how == "host of the link, shown as аррӏе.com, looks like apple.com (whole script)"


@given(st.text(max_size=40))
def test_nothing_raises_and_what_is_shown_leads_back(text):
    skeleton(text)
    look = lookalike(text)
    assert look is None or look.trick in ("mixed scripts", "whole script", "width", "accents")
    name = ascii_host(text)
    if name.isascii() and shown(name) != name:
        assert ascii_host(shown(name)) == name
