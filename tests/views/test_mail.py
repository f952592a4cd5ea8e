"""A mail on show: everything can be read, nothing can act."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

import forensics as fx
from forensics import sample
from forensics.parse import read_mail
from forensics.views.mail import show, text

ALLOWED = {"div", "p", "b", "span", "details", "summary", "pre", "table", "thead", "tbody", "tr", "th", "td"}


class Reader(HTMLParser):
    """Collects what a browser would make of the HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data):
        self.said.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_sample_can_be_read_in_both_languages(language):
    for name, data in sample.mails():
        mail = read_mail(data)
        shown = text(mail, language)
        assert (mail.subject or "") in shown, name
        assert "http://" not in shown
        page = read(show(mail, language))
        assert page.tags <= ALLOWED
        assert page.attributes <= {"class", "lang", "style", "open"}


def test_the_route_says_how_long_each_step_took():
    shown = text(read_mail(dict(sample.mails())["01-notice.eml"]))
    assert "+00:00:02" in shown
    assert "web07.tokiwa-hosting.example [203.0.113.45]" in shown


def test_findings_say_what_is_wrong_first_and_nothing_twice(tmp_path):
    shown = str(fx.sample_case(tmp_path / "case").mail("M-0001"))
    listed = shown.partition("[Findings]")[2].partition("\n\n")[0].splitlines()[2:]
    assert len(set(listed)) == len(listed)
    answers = [line.split()[0] for line in listed]
    doubted = next(n for n, line in enumerate(listed) if "does not stand behind the mail" in line)
    # that nobody stands behind the address is a no, and stands beside what is unclear
    assert set(answers[:doubted]) == {"yes"}
    assert answers[doubted : doubted + 2] == ["no", "unclear"]
    assert sum("The mail has no attachment." in line for line in listed) == 1


def test_a_long_body_is_cut_and_says_so():
    mail = read_mail(b"Subject: long\r\n\r\n" + b"word " * 10_000)
    assert "30,000 more characters" in text(mail)


@pytest.fixture(scope="session")
def hostile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The cases of shared/robustness_mails.py that are about showing."""
    import subprocess
    import sys

    out = tmp_path_factory.mktemp("hostile")
    classes = ["html-active", "display-text", "unicode-text", "control", "attachment-name"]
    only = [word for name in classes for word in ("--only", name)]
    subprocess.run(
        [sys.executable, str(shared / "robustness_mails.py"), str(out), *only],
        check=True,
        capture_output=True,
    )
    return sorted(path for path in out.glob("*.eml") if path.is_file())


def test_no_hostile_mail_makes_anything_active(hostile):
    assert len(hostile) > 150
    for path in hostile:
        mail = read_mail(path.read_bytes())
        page = read(show(mail))
        assert page.tags <= ALLOWED, path.name
        assert page.attributes <= {"class", "lang", "style", "open"}, path.name
        written = text(mail)
        assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or c == "\u202e" for c in written), (
            path.name
        )
        assert "http://" not in written, path.name
