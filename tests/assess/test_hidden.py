"""What a page hides is no reason for anything: pages in, the text that a reader sees beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.assess.hidden import seen
from forensics.model.finding import Verdict
from tests.assess.conftest import mail_of
from tests.pace import took

PADDING = (
    "Please enter your email to send a password reset message. The link to your password will expire within 24 hours."
)


def read(page):
    return seen(read_mail(mail_of(html=page)))


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ('<p>Hallo</p><div style="display:none">padding</div>', "Hallo"),
        ('<p>Hallo</p><div style="color:red; DISPLAY : none !important">padding</div>', "Hallo"),
        ("<p>Hallo</p><span style='visibility: hidden; font-size: 0;'>padding</span>", "Hallo"),
        ('<p>Hallo</p><font style="font-size:0px">padding</font>', "Hallo"),
        ('Cor<b style="display:none">of the river</b>reios', "Correios"),
        ('<div style="display:none">one <div>two</div> three</div>four', "four"),
        ('<div style="display:none">a &amp; b</div>c &amp; d', "c & d"),
        # shown, or not to be told
        ('<p>Hallo</p><a style="text-decoration:none">shown</a>', "Hallo\nshown"),
        ('<td style="font-size:0"><p style="font-size:16px">shown</p></td>', "shown"),
        ('<p style="font-size:0.9em">shown</p>', "shown"),
        ('<p style="font-size: 0.5px">shown</p>', "shown"),
        ("<style>.phone{display:none}</style><p>shown</p>", "shown"),
        ('<p title="display:none">shown</p>', "shown"),
        ('<body style="display:none">shown</body>', "shown"),
        ('<div style="display:none">never closed', "never closed"),
        ('<img style="display:none"><p>shown</p>', "shown"),
        ("<p>display:none</p>", "display:none"),
    ],
)
def test_what_is_seen(page, text):
    assert read(page).text.strip() == text


def test_the_language_is_that_of_what_is_seen():
    german = "<p>Guten Tag, Sie haben die Karten noch nicht bestätigt, und wir werden sie für Sie nur heute noch aufheben.</p>"
    page = f'{german}<div style="display:none">{PADDING * 5}</div>'
    assert read_mail(mail_of(html=page)).language == "en"
    assert read(page).language == "de"


def test_padding_is_no_reason(judge):
    page = "<p>Your book of recipes is ready.</p><div{}>" + PADDING + "</div>"
    assert judge(html=page.format(""))["pressure.words"].answer is Verdict.YES
    found = judge(html=page.format(' style="display:none"'))
    assert found["pressure.words"].answer is Verdict.NO
    assert found["request.secrets"].answer is Verdict.NO


def test_a_plain_part_hides_nothing():
    page = '<div style="display:none">Good morning</div><p>Come in</p>'
    raw = (
        "From: a@shop.example\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nGood morning\n"
        f"--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    )
    assert seen(read_mail(raw.encode())).text.split("\n\n") == ["Good morning", "Come in"]


def test_nothing_is_copied_where_nothing_is_hidden():
    mail = read_mail(mail_of(html="<p>Hallo</p>"))
    assert seen(mail) is mail


@given(
    st.lists(
        st.sampled_from(
            ["<div style='display:none'>", "</div>", "<p>", "font-size:0", "hidden", "ab c", "<", ">", '"', "&amp;"]
        )
    )
)
def test_any_page_is_read(pieces):
    mail = read_mail(mail_of(html="".join(pieces)))
    assert len(seen(mail).text) <= len(mail.text)


@pytest.mark.parametrize(
    "page",
    [
        "<a display:none " * 60_000,
        '<a style="display:none">' * 40_000,
        '<a style=" style="display:none' * 34_000,
        "display:none " * 77_000,
        '<div style="display:none">x</div>' * 30_000,
        '<p style="font-size:0">' * 43_000,
        '<b style="visibility:hidden' + "<i" * 490_000,
    ],
)
def test_a_megabyte_takes_less_than_a_second(page):
    mail = read_mail(mail_of(html=page))
    assert mail.text is not None
    assert mail.pages
    assert seen(mail) is not None
    assert took(lambda: seen(mail), below=1) < 1
