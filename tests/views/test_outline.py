"""The page of a mail as an outline: words and true targets, and nothing that a browser would act on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.model.page import HtmlPage
from forensics.parse import read_mail
from forensics.views import mail as view
from forensics.views.outline import MOST, outline, to_data, to_html
from tests.pace import took
from tests.views.test_mail import read


def seen(source: str, language: str = "en"):
    return outline(HtmlPage("1", "", (), source=source), language)


SHOWN = [
    ("<p>one<p>two", [("", "one\n\ntwo", "")]),
    ("a<br>b &amp; c", [("", "a\nb & c", "")]),
    ("<h1>Bank</h1>text", [("strong", "Bank", ""), ("", "\ntext", "")]),
    (
        '<a href="http://evil.example/?u=a&amp;b">bank.example</a>',
        [("link", "bank.example", "http://evil.example/?u=a&b")],
    ),
    ("<a href='javascript:alert(1)'>x</a>", [("link", "x", "javascript:alert(1)")]),
    ("<img alt=logo src=http://t.example/1.gif>", [("thing", "image, not loaded: logo", "http://t.example/1.gif")]),
    (
        "<form action=//evil.example/p>",
        [("", "\n", ""), ("thing", "form, sends to", "//evil.example/p"), ("", "\n", "")],
    ),
    ("<input type=password name=pw>", [("thing", "field: password pw", "")]),
    ("<script>alert(1)</script><style>p{}</style><title>t</title>ok", [("", "ok", "")]),
    ("<svg onload=alert(1)><script>alert(2)</script></svg>ok", [("", "ok", "")]),
    ("<p onclick=alert(1) style='background:url(http://t.example)'>ok</p>", [("", "\nok\n", "")]),
]


@pytest.mark.parametrize(("source", "pieces"), SHOWN)
def test_a_page_is_its_words_and_where_they_lead(source, pieces):
    found = [tuple(piece) for piece in seen(source)]
    assert [(k, t.strip("\n"), x) for k, t, x in found if t.strip("\n")] == [
        (k, t.strip("\n"), x) for k, t, x in pieces if t.strip("\n")
    ]


@given(st.text(alphabet=st.sampled_from("<>/\"'= abipnfgorm&;#x:\n\u202e\ud800h"), max_size=300))
def test_nothing_of_a_page_acts(source):
    page = read(to_html(seen(source)))
    assert page.tags <= {"div", "span", "b"}
    assert page.attributes <= {"style"}
    assert all("\u202e" not in text for _, text, _ in to_data(seen(source)))


@pytest.mark.parametrize(
    "unit", ["<div>", "<b>", "<a href=x>", "<table><tr><td>", "<", '<a href="', "<p>x", "&", "</p>"]
)
def test_a_megabyte_of_one_thing_is_read_at_once(unit):
    page = unit * (1_000_000 // len(unit))
    assert took(lambda: seen(page), below=5) < 5
    assert len(seen(page)) <= MOST + 1


def test_a_mail_shows_its_text_first_and_its_page_folded():
    both = (
        b'Subject: x\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n'
        b'--b\r\nContent-Type: text/html\r\n\r\n<a href="http://evil.example/">click</a>\r\n--b--\r\n'
    )
    shown = view.show(read_mail(both), "ja")
    assert shown.index("plain") < shown.index("hxxp[:]//evil[.]example/")
    assert "本当の行き先" in shown
    (page,) = [panel for panel in view.panels(read_mail(both)) if panel.outline]
    assert page.folded
    alone = b"Subject: x\r\nContent-Type: text/html\r\n\r\n<p>click"
    assert [panel.folded for panel in view.panels(read_mail(alone)) if panel.outline] == [False]
