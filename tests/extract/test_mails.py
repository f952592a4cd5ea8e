"""A whole mail: headers, parts, attachments, mails within; order, limits, and nothing that can stop it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.extract import MOST, html, sightings, texts
from forensics.model.page import HtmlPage, Pointer
from tests.pace import took

MAIL = """\
Received: from bad.example (unknown [198.51.100.77]) by mx.kaede.example with ESMTP; Wed, 4 Mar 2026 22:41:05 +0900
From: Bank <info@bank.example>
Reply-To: boss@freemail.example
To: hanako@kaede.example
Subject: see www.example.org
List-Unsubscribe: <https://example.org/u?x=1>
X-PHP-Script: hacked.example.org/wp-content/a.php for 192.0.2.9
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

48時間以内に$965をhttp://example.net/payから。
--b
Content-Type: message/rfc822

From: inner@example.com
Subject: inner

http://inner.example.com/
--b
Content-Type: application/octet-stream; name=a.bin
Content-Transfer-Encoding: base64

AAEC
--b--
"""


def page(mail):
    return [(s.observable.kind, s.observable.value, s.part, s.where) for s in sightings(mail)]


def test_a_whole_mail_reads_like_this():
    assert page(read_mail(MAIL.replace("\n", "\r\n").encode())) == [
        ("email", "info@bank.example", "", "header From"),
        ("domain", "bank.example", "", "header From"),
        ("email", "boss@freemail.example", "", "header Reply-To"),
        ("domain", "freemail.example", "", "header Reply-To"),
        ("email", "hanako@kaede.example", "", "header To"),
        ("url", "http://www.example.org/", "", "header Subject"),
        ("domain", "www.example.org", "", "header Subject"),
        ("url", "https://example.org/u?x=1", "", "header List-Unsubscribe"),
        ("domain", "example.org", "", "header List-Unsubscribe"),
        ("url", "http://hacked.example.org/wp-content/a.php", "", "header X-PHP-Script"),
        ("domain", "hacked.example.org", "", "header X-PHP-Script"),
        ("ip", "192.0.2.9", "", "header X-PHP-Script"),
        ("ip", "198.51.100.77", "", "received 0"),
        ("deadline", "PT48H", "1", "text"),
        ("amount", "USD 965", "1", "text"),
        ("url", "http://example.net/pay", "1", "text"),
        ("domain", "example.net", "1", "text"),
        ("sha256", "242e3386410fc48bb21abeb85ef3262c908a79aa87d661c5f96670cebef8d8f3", "2", "attachment"),
        ("sha256", "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc", "3", "attachment"),
        ("email", "inner@example.com", "2/", "header From"),
        ("domain", "example.com", "2/", "header From"),
        ("url", "http://inner.example.com/", "2/1", "text"),
        ("domain", "inner.example.com", "2/1", "text"),
    ]


def test_a_flood_is_cut_and_says_so():
    raw = b"From: a@example.org\r\n\r\n" + b"\r\n".join(b"http://h%d.example.net/" % n for n in range(MOST))
    found = sightings(read_mail(raw))
    assert len(found) == MOST + 1
    assert (found[-1].observable.kind, found[-1].how) == ("limit", "cut")


PIECES = st.sampled_from(
    ["http://", "www.", "@", "example.org", "/a", "[.]", "(", ")", "を", "。", "\u200b", "\u00ad", "ｈｔｔｐ：／／", "a", "1.", "192.0.2.1",
     "$", "48 hours", "パスワードは: abc12345 ", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", " ", "\n", "::", "\ud800", "<", "hxxp", "𝐚", "%40"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)


@given(TEXTS)
def test_what_is_told_really_stands_there(text):
    for each in texts.sightings(text, "1", "text"):
        assert each.start is not None
        stood = text[each.start : each.start + len(each.as_written)]
        if each.observable.kind != "password":
            assert stood == each.as_written
        assert each.observable.value
        assert each.as_written


@given(TEXTS)
def test_html_never_stops_it(source):
    pointers = tuple(
        Pointer(tag, name, source)
        for tag, name in (("a", "href"), ("img", "srcset"), ("meta", "content"), ("iframe", "srcdoc"))
    )
    for each in html.sightings(HtmlPage("1", "", pointers, "http://base.example/", source), set()):
        assert each.observable.value


@given(st.binary(max_size=400))
def test_no_bytes_stop_it(raw):
    first = sightings(read_mail(b"Subject: " + raw))
    assert first == sightings(read_mail(b"Subject: " + raw))


HOSTILE = [
    "a.", "1.1.", "1.1.1.1 ", "http://", "http://a/", "@", "a@", "a@a.jp", "[.]", "<", "f", "1", "13Ab", "bc1q", "www.", "://", "(",
    "http://a.jp/(", "http://a.jp/&gt;()", "http://a.jp/)", "%25", "::", "abcd:", "\u200b", "ａ", "．", "あ", "http://あ", "http://a。あ", "$", "1,", "password: abc1 ",
    "パスワードは abcd1 ", "within 48 hours ", " ", "2019年12月14日から", "-", "http://a:b@", "http://" + "a" * 250 + " ",
]  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_megabytes_grow_no_faster_than_their_length(shape):
    def cost(length):
        text = shape * (length // len(shape))
        pointers = (Pointer("a", "href", text), Pointer("img", "srcset", text))

        def find():
            for number, _ in enumerate(texts.sightings(text, "1", "text")):
                if number > MOST:
                    break
            for _ in html.sightings(HtmlPage("1", "", pointers, "", text), set()):
                pass

        return took(find, below=0.5)

    # Eight times the length: a quadratic search would cost sixty-four times as much.
    assert cost(240_000) <= 24 * cost(30_000) + 0.25


SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "mails"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared mails are not here")
def test_every_real_mail_is_read_and_told_truly():
    known = 0
    for path in sorted(SHARED.rglob("*.eml"))[::7]:
        mail = read_mail(path.read_bytes())
        plain = {(text.part, "text"): text.text for text in mail.text_parts}
        plain |= {(page.part, "html text"): page.text for page in mail.pages}
        for each in sightings(mail):
            text = plain.get((each.part, each.where))
            if text is not None and each.start is not None and each.observable.kind != "password":
                known += 1
                assert text[each.start : each.start + len(each.as_written)] == each.as_written
    assert known > 500
