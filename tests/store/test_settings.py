"""``case.toml``: written with a comment to every line, read with patience and plain words."""

from __future__ import annotations

import pytest

from forensics.model.errors import CaseError
from forensics.model.settings import CaseSettings
from forensics.store import settings


def test_what_is_written_is_read_again(tmp_path):
    said = CaseSettings(
        title='A "case" \\ 事件\n\u202e', examiner="山田", time_zone="Asia/Tokyo", language="ja",
        own_domains=("example.org", "xn--r8jz45g.example"), own_relays=("mx.example.org", "192.0.2.25"), tlp="TLP:RED", known_good_domains=("bank.example",),
        known_wallets=(("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", '取引所 "A"'), ("bc1qexample", "our own")),
    )  # fmt: skip
    text = settings.text_of(said)
    (tmp_path / settings.NAME).write_text(text, encoding="utf-8")
    assert settings.load(tmp_path) == said
    assert sum(line.startswith("# ") for line in text.splitlines()) == 11


def test_own_domains_are_read_as_they_are_compared():
    assert settings.checked({"own_domains": ["Example.ORG. ", ""]}).own_domains == ("example.org",)


def test_a_known_wallet_is_known_in_every_spelling():
    said = settings.checked({"known_wallets": {" BC1QEXAMPLE ": "our own", "qpm2": "theirs"}})
    assert [said.known_wallet(name) for name in ("bc1qexample", "bitcoincash:qpm2", "1BvB")] == [
        "our own",
        "theirs",
        "",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 3", "title is a text in quotes"),
        ("own_domains = 'example.org'", "own_domains is a list of texts"),
        ("language = 'fr'", "language is one of en, ja"),
        ("time_zone = 'Tokyo/Asia'", "there is no time zone"),
        ("time_zone = '../../etc/passwd'", "there is no time zone"),
        ("tlp = 'pink'", "tlp is one of"),
        ("known_wallets = ['1BvB']", "known_wallets is a table"),
        ("known_wallets = {a = 1}", "known_wallets is a table"),
        ("title = ", "cannot be read"),
        ("\xff\xfe", "cannot be read"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named(tmp_path, text, says):
    (tmp_path / settings.NAME).write_bytes(text.encode("latin-1"))
    with pytest.raises(CaseError, match=says):
        settings.load(tmp_path)


def test_unknown_names_and_an_empty_file_are_fine(tmp_path):
    (tmp_path / settings.NAME).write_text("colour = 'blue'\n")
    assert settings.load(tmp_path) == CaseSettings()
