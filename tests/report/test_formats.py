"""Every format: the same bytes twice, nothing that acts, nobody named who should not be, and what it says can be read back."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile

import docx
import pytest

from forensics.report import WRITERS, NotMasked, build, readback, save, to_json
from tests.report.hostile import HOSTILE, SECRETS

ALL = tuple(WRITERS)


def name_of(ending: str) -> str:
    return f"report{ending}" if ending.startswith(".") else ending


@pytest.mark.parametrize("ending", ALL)
@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_same_case_gives_the_same_bytes(whole, ending, language):
    assert WRITERS[ending](build(whole(), language)) == WRITERS[ending](build(whole(), language))


@pytest.mark.parametrize("ending", ALL)
def test_a_masked_copy_says_nothing_that_is_masked(whole, ending, tmp_path):
    document = build(whole(), "ja")
    assert set(document.hidden) >= set(SECRETS)
    path = save(document, tmp_path / name_of(ending))
    assert readback.leaks(path.name, path.read_bytes(), SECRETS) == []


WORDY = (".pdf", ".docx", ".xlsx", ".html", ".json", ".md", ".csv", ".stix.json", ".misp.json", ".jsonld")
TERSE = {"abuse.eml": "jiro@kaede.example", "site.eml": "jiro@kaede.example", ".postfix": "hanako@kaede.example",
    ".rspamd": "hanako@kaede.example", ".rpz": "flower-shop.example"}  # fmt: skip
"""Formats that hold a few values alone, and one that each of them does hold."""


def test_no_format_is_left_out():
    assert sorted([*WORDY, *TERSE]) == sorted(ALL)


@pytest.mark.parametrize(
    ("ending", "secret"), [*((ending, secret) for ending in WORDY for secret in SECRETS), *TERSE.items()]
)
def test_a_copy_that_still_says_it_is_not_written(whole, ending, secret, tmp_path):
    open_copy = build(whole(words=secret), "en", redact=False)
    false = dataclasses.replace(open_copy, redacted=True, hidden=(secret,))
    with pytest.raises(NotMasked, match="1 of the values"):
        save(false, tmp_path / name_of(ending))
    assert list(tmp_path.iterdir()) == []
    assert save(open_copy, tmp_path / name_of(ending)).is_file()


@pytest.mark.parametrize("ending", ALL)
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_end_no_format_and_name_no_host_to_click(whole, ending, words, tmp_path):
    path = save(build(whole(words=words), "en"), tmp_path / name_of(ending))
    said = "\n".join(readback.texts(path.name, path.read_bytes()))
    if ending in {".pdf", ".docx", ".html", ".md", ".csv", ".xlsx"}:
        text = re.sub(r"http://(?:www\.w3\.org|schemas\.|purl\.org|ns\.adobe|www\.aiim)", "", said)
        assert "http://evil" not in text
        assert "javascript:alert" not in text
    if ending != ".json" and not ending.endswith((".json", ".jsonld")):
        assert not re.search(
            r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\U000e0041]",
            said.replace("\x00", "") if ending == ".pdf" else said,
        )


def test_stand_ins_are_the_same_in_every_format(whole):
    document = build(whole(), "en")
    for ending in (".html", ".docx", ".md", ".pdf"):
        said = re.sub(r"\s", "", "".join(readback.texts(name_of(ending), WRITERS[ending](document)))).replace(
            "[.]", "."
        )
        assert "internal-1.kaede.example" in said
        assert "h***@kaede.example" in said


def test_hosts_inside_and_private_addresses_have_one_stand_in_each(whole):
    document = build(
        whole(
            words="from mx2.kaede.example (10.1.2.3) by MX2.kaede.example; www.kaede.example 192.168.0.7 203.0.113.9"
        ),
        "en",
    )
    said = to_json.render(document).decode()
    assert (
        "internal-1.kaede.example (internal-2) by internal-1.kaede.example; www.kaede.example internal-3 203.0.113.9"
        in said
    )


def test_no_cell_of_the_csv_is_a_formula(whole):
    rows = list(
        csv.reader(io.StringIO(WRITERS[".csv"](build(whole(words="=cmd|' /C calc'!A0"), "en")).decode("utf-8-sig")))
    )
    assert len(rows) == 1 + 4
    assert not [cell for row in rows for cell in row if re.match(r"[\s]*[=+@\-\t|]", cell)]
    assert any("cmd" in cell for row in rows for cell in row)


def test_the_word_file_opens_and_holds_no_link_macro_or_remote_part(whole):
    data = WRITERS[".docx"](build(whole(words="<script> http://evil.test/"), "ja"))
    opened = docx.Document(io.BytesIO(data))
    assert [p.text for p in opened.paragraphs if p.style is not None and p.style.name == "Heading 1"][:2] == [
        "要約",
        "調査の範囲と問い",
    ]
    assert len(opened.tables) >= 8
    assert opened.core_properties.author == "forensics"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for member in archive.namelist():
            assert not member.endswith((".bin", ".vbs"))
            assert b'TargetMode="External"' not in archive.read(member)
            assert b"w:hyperlink " not in archive.read(member)
            assert b"instrText" not in archive.read(member)


@pytest.mark.parametrize("words", HOSTILE)
def test_markdown_makes_nothing_of_the_words(whole, words):
    page = WRITERS[".md"](build(whole(words=words), "en")).decode()
    assert not re.search(r"(?<!\\)[<`]|(?<!\\)!?\[[^\]]*(?<!\\)\]\(", page)
    for line in page.splitlines():
        if line.startswith("|"):
            assert line.endswith("|")


def test_block_lists_hold_what_the_advice_names_and_nothing_that_ends_a_line(whole):
    document = build(whole(), "en")
    postfix, rspamd, rpz = (WRITERS[e](document).decode() for e in (".postfix", ".rspamd", ".rpz"))
    assert [line for line in postfix.splitlines() if not line.startswith("#")] == [
        "flower-shop.example\tREJECT listed in report",
        "2001:db8::5\tREJECT listed in report",
        "203.0.113.45\tREJECT listed in report",
        "support@kaede-support.test\tREJECT listed in report",
    ]
    assert [line for line in rspamd.splitlines() if not line.startswith("#")] == [
        "flower-shop.example", "2001:db8::5", "203.0.113.45", "support@kaede-support.test",
    ]  # fmt: skip
    assert [line for line in rpz.splitlines() if "CNAME" in line and not line.startswith(";")] == [
        "flower-shop.example IN CNAME .",
        "*.flower-shop.example IN CNAME .",
        "128.5.0.0.0.0.0.db8.2001.rpz-ip IN CNAME .",
        "32.45.113.0.203.rpz-ip IN CNAME .",
    ]


def test_the_tables_survive_the_json(whole):
    document = build(whole(), "en")
    again = to_json.load(to_json.render(document))
    assert again.tables == document.tables
    assert WRITERS[".csv"](again) == WRITERS[".csv"](document)
    assert "hidden" not in json.loads(to_json.render(document))
