"""Where links, hosts and addresses end: beside scripts without spaces, and everywhere else. The pages are in two tables."""

from __future__ import annotations

import unicodedata
from itertools import chain

import pytest

from forensics.extract import texts
from tests.extract import cjk_links, plain_links, written_links

OUTER = {"url", "email", "ip", "domain"}
"""Kinds that stand for themselves; the host of a link stands inside it and is left out here."""


def marked(text: str) -> list[str]:
    """What a reader would underline, as it stands there, left to right."""
    found: list[str] = []
    end = 0
    for sighting in texts.sightings(text, "1", "text"):
        if sighting.observable.kind in OUTER and sighting.start is not None and sighting.start >= end:
            found.append(sighting.as_written)
            end = sighting.start + len(sighting.as_written)
    return found


@pytest.mark.parametrize(("text", "expected"), cjk_links.cases())
def test_beside_scripts_without_spaces(text, expected):
    assert marked(text) == expected


def test_there_are_enough_edges_to_speak_of():
    assert len(cjk_links.cases()) >= 200


@pytest.mark.parametrize(("text", "expected"), plain_links.cases())
def test_in_any_text(text, expected):
    assert marked(text) == expected


@pytest.mark.parametrize(("text", "expected"), written_links.cases())
def test_as_people_write_them(text, expected):
    assert marked(text) == expected


def test_an_address_with_a_path_is_told_as_a_link_and_as_an_address():
    found = [(each.observable.kind, each.observable.value) for each in texts.sightings("192.0.2.1:81/a", "1", "text")]
    assert found == [("url", "http://192.0.2.1:81/a"), ("ip", "192.0.2.1")]


@pytest.mark.parametrize(
    "name", ["https://example.org/a", "https://example.org", "www.example.org/a", "example.org", "joe@example.org"]
)
def test_no_sign_outside_ascii_before_or_behind_a_name_belongs_to_it(name):
    signs = [
        chr(code)
        for code in chain(range(0x80, 0x250), range(0x2000, 0x2C00), range(0x2E00, 0x3100), range(0xFE00, 0xFF00))
        if unicodedata.category(chr(code))[0] in "PSZ"
    ]
    assert [sign for sign in signs if marked(f"x {sign}{name}{sign} y") != [name]] == []
