"""Where headers end and parts begin, in mails that the standards would refuse."""

from __future__ import annotations

import hashlib

import pytest

from forensics import read_mail
from tests.pace import took


def codes(mail):
    return [defect.code for defect in mail.defects]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"From : a@b.test\r\nSubject : hi\r\n\r\nbody\r\n", ""),
        (b"From\t: a@b.test\nSubject:hi\n\nbody\n", ""),
        (b"From a@b.test Mon Jul  1 12:00:00 2024\nFrom: a@b.test\nSubject: hi\n\nbody\n", "mbox-line-before-headers"),
        (b"From: a@b.test\rSubject: hi\r\rbody\r", ""),
        (b"From: a@b.test\rSubject: hi\r\rbody\n", "bare-cr-in-headers"),
        (b"From: a@b.test\rX-Hidden: x\r\nSubject: hi\r\n\r\nbody\r\n", "bare-cr-in-headers"),
        (b"From: a@b.test\r\r\nSubject: hi\r\r\n\r\r\nbody\r\r\n", "bare-cr-in-headers"),
        (b"From: a@b.test\nSubject: hi\r\n\nbody\r\n", ""),
        (b"HTTP/1.1 200 OK\nFrom: a@b.test\nSubject: hi\n\nbody\n", "not-a-header-line"),
    ],
)
def test_headers_and_body_are_told_apart(raw, code):
    mail = read_mail(raw)
    assert (mail.from_address, mail.subject, mail.text.strip()) == ("a@b.test", "hi", "body")
    assert [found for found in codes(mail) if found != "date-missing"] == [code] * bool(code)
    assert [header.offset for header in mail.headers] == [raw.rindex(name) for name, _ in mail.fields]


def test_a_header_behind_a_bare_cr_is_a_header():
    mail = read_mail(b"From: a@b.test\rReply-To: evil@c.test\r\nSubject: hi\r\n\r\nbody")
    assert [box.address for box in mail.reply_to] == ["evil@c.test"]


def test_doubled_returns_do_not_double_the_lines_of_a_text():
    raw = b"From: a@b.test\r\r\nContent-Type: multipart/mixed; boundary=B\r\r\n\r\r\n--B\r\r\n\r\r\none\r\r\ntwo\r\r\n--B--\r\r\n"
    assert read_mail(raw).text == "one\ntwo"


@pytest.mark.parametrize(
    ("head", "piece"),
    [
        (b"Subject: a\n", b"x"),  # a line without a colon
        (b"Content-Type: text/plain", b";"),
        (b"Content-Type: text/plain", b"; "),
        (b"Content-Disposition: attachment", b" ;a"),
        (b"X: y\n", b"x\n"),
    ],
)
def test_hostile_headers_take_no_time(head, piece):
    raw = b"From: a@b.test\n" + head + piece * 200_000 + b"\nx: y\n\n"
    assert took(lambda: (read_mail(raw).headers, read_mail(raw).defects), below=2) < 2


@pytest.mark.parametrize("piece", [b"\r", b"a\r", b"\r\r\n\r", b"x: y\r", b"\n\r\r"])
def test_hostile_line_ends_take_no_time(piece):
    raw = b"From: a@b.test\r\n" + piece * 200_000
    assert took(lambda: read_mail(raw).headers, below=2) < 2


def test_a_multipart_that_does_not_say_of_which_kind():
    mail = read_mail(b"From: a@b.test\nContent-Type: multipart; boundary=B\n\n--B\n\none\n--B\n\ntwo\n--B--\n")
    assert mail.text == "one\n\ntwo"
    assert "content-type-invalid" in codes(mail)


@pytest.mark.parametrize("named", ["'B'", '""', "X"])
def test_one_part_and_a_close_are_enough_to_guess_a_boundary(named):
    mail = read_mail(f"From: a@b.test\nContent-Type: multipart/mixed; boundary={named}\n\n--B\n\none\n--B--".encode())
    assert mail.text == "one"


@pytest.mark.parametrize(
    ("parameters", "body", "text"),
    [
        # RFC 3676: a blank at the end joins the line with the next
        ("", "This is a \nflowed line\nand another\n", "This is a flowed line\nand another"),
        ("; delsp=yes", "https://example.org/aaa \nbbb\n", "https://example.org/aaabbb"),
        ("; DelSp=Yes; charset=utf-8", "日本 \n語です\n", "日本語です"),
        # quotations join with lines of their own depth; a signature with nothing
        ("", "> one \n> two\nreply \ngoes on\n-- \nsignature", "> one two\nreply goes on\n-- \nsignature"),
        ("", ">> one \n> two\n", ">> one \n> two"),
        # a stuffed blank goes
        ("", " From here\n >no quotation", "From here\n>no quotation"),
    ],
)
def test_flowed_text_is_shown_as_it_was_written(parameters, body, text):
    raw = f"From: a@b.test\nContent-Type: text/plain; format=flowed{parameters}\n\n{body}"
    assert read_mail(raw.encode()).text == text


UUENCODED = b"begin 644 invoice.txt\n+:&5L;&\\@=V]R;&0`\n`\nend\n"


@pytest.mark.parametrize("before", [b"", b"Please open:\n\n"])
def test_a_file_that_is_uuencoded_in_the_text_is_an_attachment(before):
    mail = read_mail(b"From: a@b.test\n\n" + before + UUENCODED + b"bye\n" + UUENCODED.replace(b"\n", b"\r\n"))
    assert [(found.part, found.name, found.size) for found in mail.attachments] == [
        ("1.u1", "invoice.txt", 11),
        ("1.u2", "invoice.txt", 11),
    ]
    assert mail.attachments[0].sha256 == hashlib.sha256(b"hello world").hexdigest()
    assert "bye" in mail.text


@pytest.mark.parametrize(
    "body",
    [
        b"begin 644 the work\nas soon as you can\n",
        b"begin here\nend\n",
        b"begin 644 a\nM\nend\n",
        b"we begin 644 a\n+:&5L\n",
    ],
)
def test_prose_that_begins_so_is_prose(body):
    mail = read_mail(b"From: a@b.test\n\n" + body)
    assert (mail.attachments, mail.text) == ((), body.decode().strip("\n"))


def test_a_uuencoded_file_that_is_cut_is_kept_and_said():
    mail = read_mail(b"From: a@b.test\n\n" + UUENCODED[:-7])
    assert [found.name for found in mail.attachments] == ["invoice.txt"]
    assert mail.payload("1.u1") == b"hello world"
    assert "uuencode-not-closed" in codes(mail)


@pytest.mark.parametrize(
    ("body", "text", "code"),
    [
        (b"aGVsbG8=\n\nfooter text here\n", "hello\nfooter text here\n", "base64-footer"),
        (b"aGVsbG8=\n\n-- \nA list\n", "hello\n-- \nA list\n", "base64-footer"),
        (b"aGVs\n\nbG8=\n", "hello", ""),
        (b"aGVs bG8=", "hello", ""),
        (b"This is prose under a wrong label.", "This is prose under a wrong label.", "not-base64"),
    ],
)
def test_what_stands_behind_base64(body, text, code):
    mail = read_mail(
        b"From: a@b.test\nDate: Mon, 1 Jul 2024 12:00:00 +0900\nContent-Transfer-Encoding: base64\n\n" + body
    )
    assert mail.text_parts[0].text == text
    assert codes(mail) == [code] * bool(code)


def test_a_comment_may_stand_before_a_transfer_encoding():
    mail = read_mail(b"From: a@b.test\nContent-Transfer-Encoding: (why not) quoted-printable\n\na=3Db")
    assert mail.text == "a=b"
