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


def test_the_reader_inside_a_link_is_a_sighting_of_its_own():
    html = '<a href="http://evil.example.net/?u=hanako%40kaede.example">x</a>'
    [token] = [each for each in sightings(mail(html)) if each.observable.kind == "token"]
    assert (token.observable.value, token.how) == ("hanako@kaede.example", "percent in the link")
    assert token.as_written == "hanako%40kaede.example"
