"""The report: the same bytes for the same case, nothing active in it, nobody named who should not be."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from forensics.model.errors import UnknownFormat
from forensics.model.report import Bullets, CaseFacts, Grid, Paragraph
from forensics.model.settings import CaseSettings
from forensics.report import build, save, to_html, to_json
from tests.pace import took
from tests.report.hostile import HOSTILE

TAGS = {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "section", "article", "h1", "h2", "h3", "p", "a",
    "ol", "ul", "li", "div", "span", "table", "thead", "tbody", "tr", "th", "td", "figure", "img", "figcaption",
}  # fmt: skip


class Page(HTMLParser):
    """The elements and attributes that a browser would see, and the text."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.said = ""
        self.feed(html.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data):
        self.said += data


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(made, words, language):
    page = Page(to_html.render(build(made(words=words), language)))
    for tag, attributes in page.elements:
        assert tag in TAGS
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "srcset", "srcdoc"}]
        assert attributes.get("href", "#").startswith("#")
        if tag == "img":
            assert attributes["src"].startswith("data:image/svg+xml;base64,")
            svg = base64.b64decode(attributes["src"].partition(",")[2]).decode()
            assert not re.search(r"(?i)<script|<foreignobject|\bon\w+=|<image|href=\"(?!#)|<!--", svg)
    assert "http://" not in page.said.replace("http://www.w3.org", "")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\U000e0041]", page.said)


def test_the_policy_allows_one_style_sheet_and_inner_images_alone(made):
    page = Page(html := to_html.render(build(made())))
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    style = re.search(rb"<style>(.*?)</style>", html, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_same_case_gives_the_same_bytes(made, language):
    first, second = (build(made(), language) for _ in range(2))
    assert first == second
    assert to_html.render(first) == to_html.render(second)


@pytest.mark.parametrize("words", ["お手続き", *HOSTILE])
def test_a_report_opens_again_from_its_json(made, words):
    document = build(made(words=words), "ja")
    data = to_json.render(document)
    again = to_json.load(data)
    assert again == document
    assert to_html.render(again) == to_html.render(document)
    assert to_json.render(again) == data


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"format": "x", "version": 1}', b"\xff"])
def test_what_is_no_report_is_refused(data):
    with pytest.raises(to_json.NotAReport):
        to_json.load(data)


def test_recipients_and_passwords_are_masked_unless_asked(made):
    for render in (to_html.render, to_json.render):
        masked = render(build(made())).decode()
        for secret in ("hanako@", "jiro@", "hiroshi@", "sakura-1987", "inbox/hanako"):
            assert secret not in masked
        assert "h***@kaede" in masked
        assert "h***2@kaede" in masked
        assert "support@kaede-support" in masked
        assert "sakura-1987" in render(build(made(), redact=False)).decode()


def test_the_reader_in_a_hurry_gets_one_line_of_each_kind_first(made):
    lines = build(made(), "en").telling()
    assert [
        bool(re.search(what, line))
        for what, line in zip(
            ("reader's address", "hang together", "inconclusive", "Payment is demanded"), lines, strict=False
        )
    ] == [True] * 4
    assert len(build(made()).telling(2)) == 2
    assert "判断できない" in build(made(), "ja").telling()[2]


def test_chapters_and_what_was_not_examined(made):
    document = build(made(), "en")
    names = [section.name for section in document.sections]
    assert names == [
        "summary", "scope", "links", "findings", "timeline", "affected", "demands", "answers", "evidence",
        "not-examined", "advice", "method", "custody", "observables", "headers", "glossary",
    ]  # fmt: skip
    listed, asked, services = document.section("not-examined").blocks
    assert isinstance(listed, Bullets)
    assert isinstance(asked, Paragraph)
    assert isinstance(services, Grid)
    assert "services that were not asked: 1" in asked.text
    assert services.rows == (("rdap", "who holds a domain"),)
    left = "\n".join(listed.items)
    for said in ("No link was opened", "F-0001 was kept but not read"):
        assert said in left
    assert "whois was not asked" not in left


def test_a_case_with_nothing_in_it_is_a_report_too():
    for language in ("en", "ja"):
        document = build(CaseFacts(CaseSettings()), language)
        assert len(document.telling()) == 1
        to_html.render(document)


def test_files_are_written_by_their_ending(made, tmp_path):
    document = build(made())
    page = save(document, tmp_path / "new" / "report.html")
    assert page.read_bytes() == to_html.render(document)
    assert to_json.load(save(document, tmp_path / "report.json").read_bytes()) == document
    with pytest.raises(UnknownFormat, match=r"\.pptx"):
        save(document, tmp_path / "report.pptx")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "report.json"]


def test_a_thousand_mails_take_seconds(made):
    facts = made(1000)
    pages = []
    assert took(lambda: pages.append(to_html.render(build(facts, "ja"))), below=15) < 15
    assert len(pages[0]) < 5_000_000
