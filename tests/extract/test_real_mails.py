"""On real mails: what an HTML parser finds by brute force is found, and each part of a sighting fits the text it stood in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from forensics import read_mail
from forensics.extract import sightings
from forensics.extract.normal import link
from forensics.model.mail import Mail

SHARE = 4
"""Every so-many-th mail: a minute for all of them would be too long for each run."""


@pytest.fixture(scope="module")
def mails(shared: Path) -> list[Mail]:
    return [read_mail(path.read_bytes()) for path in sorted((shared / "data" / "mails").rglob("*.eml"))[::SHARE]]


def targets(mail: Mail) -> Iterator[str]:
    """Every http(s) target of the attributes that lead somewhere, in normal form."""
    for page in mail.pages:
        for node in LexborHTMLParser(page.source).css("[href], [src], [action]"):
            for name in ("href", "src", "action"):
                written = (node.attributes.get(name) or "").strip()
                parsed = link(written) if written.lower().startswith(("http://", "https://")) else None
                if parsed is not None:
                    yield parsed.href


def test_targets_that_an_html_parser_finds_are_found(mails):
    wanted, missing = 0, []
    for mail in mails:
        there = set(targets(mail))
        found = {each.observable.value for each in sightings(mail) if each.observable.kind == "url"}
        wanted += len(there)
        missing += sorted(there - found)
    assert wanted > 1_000
    assert len(missing) <= wanted * 0.005, missing[:20]


def test_what_is_said_to_stand_somewhere_stands_there(mails):
    checked = 0
    for mail in mails:
        texts = {(part.part, "text"): part.text for part in mail.text_parts}
        texts |= {(page.part, "html text"): page.text for page in mail.pages}
        for each in sightings(mail):
            text = texts.get((each.part, each.where))
            if text is None or each.start is None or each.observable.kind == "password":
                continue
            assert text.startswith(each.as_written, each.start), each
            checked += 1
    assert checked > 1_000
