"""What an HTML part points at, taken as a browser takes it."""

from __future__ import annotations

import pytest

from forensics import read_mail
from forensics.extract import sightings


def mail(html, *headers):
    head = "\r\n".join(
        ["From: a@example.org", "To: hanako@kaede.example", *headers, "Content-Type: text/html; charset=utf-8"]
    )
    return read_mail(f"{head}\r\n\r\n{html}".encode())


def links(html):
    return [
        (each.observable.value, each.where, each.how)
        for each in sightings(mail(html))
        if each.observable.kind == "url" and each.how != "plain"
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            '<a href="http://example.net/a?b=1&amp;c=2">x</a>',
            [("http://example.net/a?b=1&c=2", "html a href", "attribute")],
        ),
        ('<a href="http://tab.exam\tple.com/x">x</a>', [("http://tab.example.com/x", "html a href", "attribute")]),
        ('<a href="\nhttp://nl.example.com/x\n">x</a>', [("http://nl.example.com/x", "html a href", "attribute")]),
        ("<a href=' HTTP://CASE.example.com/X '>x</a>", [("http://case.example.com/X", "html a href", "attribute")]),
        ('<a href="//rel.example.com/x">x</a>', [("http://rel.example.com/x", "html a href", "attribute, no scheme")]),
        ('<a href="www.example.com/x">x</a>', [("http://www.example.com/x", "html a href", "attribute, no scheme")]),
        (
            '<a href="http://example.net/a?b=1&section=2&timestamp=3&copy=4">x</a>',
            [("http://example.net/a?b=1&section=2&timestamp=3&copy=4", "html a href", "attribute")],
        ),
        (
            """<p style="background:URL( 'http://example.net/a b.png' )">x</p>""",
            [("http://example.net/a%20b.png", "html p style", "attribute")],
        ),
        ('<img src="http://example.net/i.png">', [("http://example.net/i.png", "html img src", "attribute")]),
        ('<form action="http://example.net/f">', [("http://example.net/f", "html form action", "attribute")]),
        (
            '<meta http-equiv="refresh" content="0; url=http://example.net/m">',
            [("http://example.net/m", "html meta content", "attribute")],
        ),
        (
            '<img srcset="http://example.net/1.png 1x, http://example.net/2.png 2x">',
            [
                ("http://example.net/1.png", "html img srcset", "attribute"),
                ("http://example.net/2.png", "html img srcset", "attribute"),
            ],
        ),
        (
            "<p style=\"background:url('http://example.net/s.png')\">x</p>",
            [("http://example.net/s.png", "html p style", "attribute")],
        ),
        (
            '<base href="https://base.example/d/"><a href="../x?y">x</a>',
            [
                ("https://base.example/d/", "html base href", "attribute"),
                ("https://base.example/x?y", "html a href", "attribute, joined to base"),
            ],
        ),
        (
            '<!--[if mso]><v:x href="http://example.net/mso"><![endif]-->',
            [("http://example.net/mso", "html source", "source only")],
        ),
        (
            "<a href=\"javascript:location='http://example.net/j'\">x</a>",
            [("http://example.net/j", "html a href", "attribute, plain")],
        ),
        ('<a href="#top">x</a><a href="cid:1">y</a><a href="page.html">z</a><a href="">w</a>', []),
        ('<html xmlns="http://www.w3.org/1999/xhtml"><div itemtype="http://schema.org/Person">', []),
        ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd"><p>', []),
        ('<a href="http://[body_domain]/x">x</a>', []),  # a browser goes nowhere
    ],
)
def test_targets(html, expected):
    assert links(html) == expected


def test_the_words_of_a_link_are_its_context():
    [sighting] = [
        each
        for each in sightings(mail('<a href="http://evil.example.net/">My  Bank</a>'))
        if each.observable.kind == "url"
    ]
    assert (sighting.context, sighting.as_written, sighting.start) == ("My Bank", "http://evil.example.net/", None)


def test_mailto_and_wallets_in_attributes():
    html = (
        '<a href="mailto:Pay%40x@mail.example.com,b@example.net?subject=x">x</a>'
        '<a href="bitcoin:1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2?amount=1">y</a>'
    )
    found = {(e.observable.kind, e.observable.value) for e in sightings(mail(html)) if e.where == "html a href"}
    assert ("email", "b@example.net") in found
    assert ("bitcoin", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2") in found


@pytest.mark.parametrize(
    ("target", "number"),
    [
        ("tel:+12125550147", "+12125550147"),
        ("tel:+1-212-555-0147;ext=7", "+12125550147"),
        ("TEL:%2B44%2020%207946%200018", "+442079460018"),
        ("sms:+12125550147?body=x", "+12125550147"),
        ("callto:+81-3-1234-5678", "+81312345678"),
        ("tel:212-555-0147", "+12125550147"),
        ("tel:0312345678", ""),  # of which country, nothing tells
        ("tel:", ""),
        ("tel:+0", ""),
    ],
)
def test_what_a_link_dials(target, number):
    found = [each.observable for each in sightings(mail(f'<a href="{target}">call</a>')) if each.where == "html a href"]
    assert [(each.kind, each.value) for each in found] == ([("phone", number)] if number else [])


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://t.me/badguy01", ("handle", "telegram:badguy01", "in a link")),
        ("https://wa.me/4915112345678", ("handle", "whatsapp:+4915112345678", "in a link")),
        ("whatsapp://send?phone=4915112345678", ("handle", "whatsapp:+4915112345678", "in a link")),
        ("tg://resolve?domain=badguy01", ("handle", "telegram:badguy01", "in a link")),
        ("skype:badguy01?chat", ("handle", "skype:badguy01", "in a link")),
        (
            "https://explorer.example/btc/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa?a=b",
            ("bitcoin", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "in the link"),
        ),
        ("file://192.0.2.1/share", ("ip", "192.0.2.1", "attribute, host of a link by another scheme")),
        (
            r"search-ms:crumb=location:\\files.example.net@SSL\x",
            ("domain", "files.example.net", "attribute, bare name"),
        ),
        ("ms-word:ofe|u|http://example.net/x.docx", ("url", "http://example.net/x.docx", "attribute")),
    ],
)
def test_what_a_target_names_beside_its_host(target, expected):
    found = [
        (each.observable.kind, each.observable.value, each.how)
        for each in sightings(mail(f'<a href="{target}">x</a>'))
        if each.where == "html a href"
    ]
    assert expected in found


def test_tokens_in_links_are_no_wallets():
    html = '<a href="https://example.net/0123456789abcdef0123456789abcdef01234567/1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb">x</a>'
    assert {each.observable.kind for each in sightings(mail(html)) if each.where == "html a href"} == {"url", "domain"}


def test_the_reader_inside_a_link_is_a_sighting_of_its_own():
    html = '<a href="http://evil.example.net/?u=hanako%40kaede.example">x</a>'
    [token] = [each for each in sightings(mail(html)) if each.observable.kind == "token"]
    assert (token.observable.value, token.how) == ("hanako@kaede.example", "percent in the link")
    assert token.as_written == "hanako%40kaede.example"


@pytest.mark.parametrize("inside", ["<wbr>", "<b>", "</span><span>", "<WBR/>"])
def test_a_link_that_a_tag_breaks_is_not_told_in_halves(inside):
    found = sightings(mail(f"<p><span>http://e.example/lo{inside}ng</span></p>"))
    assert [each.as_written for each in found if each.observable.kind == "url"] == ["http://e.example/long"]


def test_the_name_of_a_kind_of_thing_is_no_link():
    assert links('<meta itemprop="eventStatus" content="http://schema.org/EventScheduled">') == []
    assert links('<a href="http://schema.org/docs">x</a>') == [("http://schema.org/docs", "html a href", "attribute")]


def test_links_glued_together_in_the_source_are_told_apart():
    told = links("<p>x</p><!-- http://a.example/xhttp://b.example/y -->")
    assert [value for value, _, _ in told] == ["http://a.example/x", "http://b.example/y"]


def test_what_stands_in_hidden_text_says_so():
    page = '<div style="display:none">http://pad.example/ or 100 USD</div><p>http://shown.example/</p>'
    told = {each.observable.value: each.how for each in sightings(mail(page)) if each.where == "html text"}
    assert told["http://pad.example/"] == told["USD 100"] == "hidden"
    assert told["pad.example"] == "host of the link, hidden"
    assert told["http://shown.example/"] == "plain"


def test_words_that_are_both_shown_and_hidden_are_not_called_hidden():
    page = '<p>http://a.example/</p><div style="display:none">http://a.example/</div>'
    assert {each.how for each in sightings(mail(page)) if each.observable.kind == "url"} == {"plain"}
