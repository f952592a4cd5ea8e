"""Content-Disposition and Content-Type as they are written, and the name that a reader is shown for the file."""

from __future__ import annotations

import base64

import pytest

from forensics import read_mail

FRAME = """\
From: a@example.org
Content-Type: multipart/mixed; boundary=B

--B

hello
--B
{}
Content-Transfer-Encoding: base64

{}
--B--
"""


def attachment(headers: str) -> tuple[str, str]:
    """Name and size of the only attachment."""
    (found,) = read_mail(FRAME.format(headers, base64.b64encode(b"abc").decode()).encode()).attachments
    assert found.size == 3
    return found.name, found.declared_type


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        # RFC 2183 and RFC 2231
        ("attachment; filename=a.pdf", "a.pdf"),
        ('attachment; filename="a;b.pdf"', "a;b.pdf"),
        ('attachment; filename="a\\"b.pdf"', 'a"b.pdf'),
        ("attachment; filename*=utf-8'en'%C3%A9.pdf", "é.pdf"),
        ("attachment; filename*0*=utf-8''%C3; filename*1*=%A9; filename*2=.pdf", "é.pdf"),
        ("attachment; filename*1=b.pdf; filename*0=a", "ab.pdf"),
        ("attachment; filename=e.pdf; filename*=utf-8''%C3%A9.pdf", "é.pdf"),
        ("attachment (it is big); filename=a.pdf (truly)", "a.pdf"),
        # encoded words, which the standard forbids here
        ('attachment; filename="=?utf-8?q?=C3=A9.pdf?="', "é.pdf"),
        ('attachment; filename="=?utf-8?b?w6k=?=\n =?utf-8?b?LnBkZg==?="', "é.pdf"),
        # quotation marks forgotten
        ("attachment; filename=Report (1).pdf", "Report (1).pdf"),
        ("attachment; filename=a(1).pdf; size=3", "a(1).pdf"),
        ('attachment; filename="a.pdf', "a.pdf"),
        # the semicolon forgotten, or something else in its place
        ("attachment filename=a.pdf", "a.pdf"),
        ('attachment filename="a;b.pdf"; size=3', "a;b.pdf"),
        ("attachment, filename=a.pdf", "a.pdf"),
        ("attachment: filename=a.pdf", "a.pdf"),
        # the kind forgotten
        ('filename="a.pdf"', "a.pdf"),
        # tricks
        ('attachment; filename="../../etc/passwd"', "../../etc/passwd"),
        ('attachment; filename="fdp.\u202eexe"', "fdp.\u202eexe"),
    ],
)
def test_a_file_name(disposition, name):
    given = attachment(f"Content-Type: application/pdf\nContent-Disposition: {disposition}")
    assert given == (name, "application/pdf")


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ('application/pdf; name="n.pdf"', "n.pdf"),
        ('application/pdf name="n.pdf"; x=y', "n.pdf"),
        ("application/pdf; name=n(1).pdf", "n(1).pdf"),
        ("application/(a comment)pdf; name*=utf-8''%C3%A9.pdf", "é.pdf"),
    ],
)
def test_a_name_in_the_content_type(content_type, name):
    assert attachment(f"Content-Type: {content_type}") == (name, "application/pdf")


@pytest.mark.parametrize(
    ("headers", "names"),
    [
        ('Content-Type: text/html; name="invoice.html"', ["invoice.html"]),
        ('Content-Type: text/html\nContent-Disposition: inline; filename="invoice.html"', ["invoice.html"]),
        ('Content-Type: text/csv; name="t.csv"', ["t.csv"]),
        ("Content-Type: text/html", []),
        ("Content-Type: text/plain\nContent-Disposition: inline", []),
    ],
)
def test_a_text_that_readers_are_shown_as_a_file(headers, names):
    mail = read_mail(FRAME.format(headers, "PGI+eHl6PC9iPg==").encode())
    assert [found.name for found in mail.attachments] == names
    assert "xyz" in mail.text


def test_a_named_body_is_a_body():
    alone = read_mail(b'From: a@example.org\nContent-Type: text/html; name="mail.html"\n\n<p>hello')
    two = FRAME.replace("mixed", "alternative").format('Content-Type: text/html; name="mail.html"', "PGI+eHl6PC9iPg==")
    assert (alone.attachments, read_mail(two.encode()).attachments) == ((), ())
