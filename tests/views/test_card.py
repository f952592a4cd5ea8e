"""The card of a value: each fact in a line of its own, from whom and when, in both languages, and nothing in it acts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from forensics.views import card
from forensics.views.words_facts import FACTS

SITE = Observable("domain", "shop.evil.test")
ASKED = datetime(2026, 3, 6, 12, 0, tzinfo=UTC)
TOLD = [
    Answer(
        SITE, "rdap", Status.FOUND, ASKED, facts={"created": "2026-03-01", "registrar": "<b>Example</b>", "new_thing": "x\x1b[2J"},
        told="rdap.registry.test",
    ),
    Answer(SITE, "urlscan", Status.FAILED, ASKED, detail="took longer than 20 s", told="urlscan.io"),
]  # fmt: skip


def test_each_fact_has_a_line():
    assert card.text(TOLD, "en", datetime(2026, 3, 16, 13, tzinfo=UTC)).splitlines() == [
        "rdap (rdap.registry.test), 2026-03-06 12:00 UTC (10 days ago): known",
        "    registered: 2026-03-01",
        "    registrar: <b>Example</b>",
        "    new thing: x⟨U+001B⟩[2J",
        "urlscan (urlscan.io), 2026-03-06 12:00 UTC (10 days ago): failed - took longer than 20 s",
    ]
    assert "    登録日: 2026-03-01" in card.text(TOLD, "ja")
    assert "2026-03-06 12:00 UTC: known" in card.text(TOLD, "en", ASKED)
    assert card.title(SITE, "ja") == ("ドメイン", "shop[.]evil[.]test")


def test_a_page_is_escaped_and_a_value_nobody_asked_about_says_so():
    page = card.page(TOLD, "en")
    assert "&lt;b&gt;Example" in page
    assert "<b>Example" not in page
    assert "\x1b" not in page
    assert card.text([], "en") == "no answer is on record: nobody has been asked"
    assert "未照会" in card.page([], "ja")


def test_whatever_a_service_says_has_words():
    """The names in the code of the services, wherever a dictionary of facts is written."""
    folder = Path(card.__file__).parents[1] / "lookup"
    files = [*folder.glob("reputation/*.py"), folder / "dns.py", folder / "cymru.py", folder / "hosting.py"]
    files += [folder / "rdap" / "service.py", folder / "whois" / "service.py", folder / "blockchain.py"]
    no_facts = {
        "en",
        "ja",
        "url",
        "data",
        "link",
        "name",
        "base",
        "format",
        "client",
        "address",
        "names",
        "zones",
        "host",
        "port",
    }
    named = {
        name
        for path in files
        for block in re.findall(r"(?:flat\(\s*\{|facts = \{)(.*?)\n\s*\}", path.read_text("utf-8"), re.DOTALL)
        for name in re.findall(r'^\s+"(\w+)":', block, re.MULTILINE)
    }
    assert len(named) > 60
    assert named - no_facts <= FACTS.keys()
