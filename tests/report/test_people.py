"""Who is affected, what is demanded, and the headers of the exhibits: each a chapter of its own, in both languages, in every format."""

from __future__ import annotations

import dataclasses

import pytest

from forensics.report import WRITERS, build, readback
from tests.report.hostile import SECRETS

HEADERS = {
    "M-0001": (
        ("Received", "from evil.test by mx.kaede.example for <hanako@kaede.example>"),
        ("Return-Path", "<bounce-7@evil.test>"),
        ("To", "佐藤 花子 <hanako@kaede.example>"),
    )
}


@pytest.fixture(scope="module")
def facts(whole):
    rows = ({"kind": "amount", "value": "1200 USD", "mails": 2, "exhibits": "M-0001,M-0002"},)
    given = whole(words="お手続き")
    return dataclasses.replace(given, headers=HEADERS, observables=given.observables + rows)


def cells(document, name):
    """All texts of the tables in a chapter, cards opened."""
    blocks = [inner for block in document.section(name).blocks for inner in (block, *getattr(block, "body", ()))]
    return [row for block in blocks for row in getattr(block, "rows", ())]


def test_every_reader_once_with_the_mails_that_name_them(facts):
    assert cells(build(facts, "en"), "affected") == [
        ("h***@kaede.example", "yes", "1", "0", "C-1", "M-0001"),
        ("h***2@kaede.example", "yes", "1", "0", "C-1", "M-0002"),
        ("j***@kaede.example", "yes", "1", "0", "-", "M-0003"),
    ]


def test_what_belongs_to_the_house_is_counted_only_where_the_case_says_what_its_house_is(facts):
    nobody = dataclasses.replace(facts, settings=dataclasses.replace(facts.settings, own_domains=()))
    assert "organisation's own domains: 3" in str(build(facts, "en").section("affected"))
    for language, said in (("en", "does not say which domains"), ("ja", "設定されていません")):
        told = str(build(nobody, language).section("affected"))
        assert said in told
        assert "own domains: 0" not in told


def test_wallets_first_then_what_is_demanded_and_that_nobody_asked_for_payments(facts):
    chapter = build(facts, "en")
    assert [row[:2] for row in cells(chapter, "demands")] == [
        ("Bitcoin address", "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39"),
        ("sum", "1200 USD"),
        ("claimed password", "***"),
    ]
    assert "Whether anyone has paid was not asked" in str(chapter.section("demands"))


def test_headers_in_their_order_and_masked(facts):
    assert cells(build(facts, "en"), "headers") == [
        ("Received", "from evil.test by internal-1.kaede.example for <h***@kaede.example>"),
        ("Return-Path", "<bounce-7@evil.test>"),
        ("To", "*** <h***@kaede.example>"),
    ]
    assert "hanako@kaede.example" in str(cells(build(facts, "en", redact=False), "headers"))


@pytest.mark.parametrize("ending", [".html", ".docx", ".md", ".json", ".pdf"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_chapter_in_every_format(facts, ending, language):
    document = build(facts, language)
    data = WRITERS[ending](document)
    said = "".join("".join(readback.texts(f"report{ending}", data)).split())
    for section in document.sections:
        assert "".join(section.title.split()) in said
    assert readback.leaks(f"report{ending}", data, SECRETS) == []
