"""A megabyte of hostile text in any field that a rule reads: all rules together judge it within a second."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from forensics import read_mail
from forensics.assess import RULES, findings
from forensics.extract import sightings
from forensics.model.finding import Verdict
from forensics.model.settings import CaseSettings
from tests.pace import took

SETTINGS = CaseSettings(
    own_domains=("kaede.example",), own_relays=("mx.kaede.example",), known_good_domains=("partner-bank.example",)
)
MEGABYTE = 1_000_000
HEADERS = {
    "From": '"{}" <a@shop.example>', "Subject": "{}", "Reply-To": "{}@shop.example", "Return-Path": "<a@{}>", "Message-ID": "<{}@shop.example>",
    "X-Mailer": "{}", "DKIM-Signature": "v=1; d={}", "List-Id": "<{}>", "List-Unsubscribe": "<https://{}/>", "In-Reply-To": "<{}>", "Date": "{}",
}  # fmt: skip
PIECES = ("a.", "1&1 ", "аa", '"a@b.example ', "=;d=", "Re: [", "銀行")


def zipped(*files):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return memory.getvalue()


def sized(piece):
    return piece * (MEGABYTE // len(piece.encode()))


ATTACHMENTS = {
    "names in a zip": ("a.zip", "application/zip", zipped(*((f"{n}.pdf.exe", b"") for n in range(8_000)))),
    "heads of a zip": ("a.zip", "application/zip", sized("PK\x03\x04").encode()),
    "a page of script": ("a.html", "text/html", sized("<script>new Blob (").encode()),
    "a page of fields": ("a.html", "text/html", sized("<input type = ").encode()),
    "a page of downloads": ("a.html", "text/html", sized(" download='").encode()),
    "a picture": ("a.svg", "image/svg+xml", b"<svg xmlns='x'>" + sized(" onload ").encode()),
    "an invitation": ("a.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n" + sized("URL:https://a.test/\r\n").encode()),
    "a rich text": ("a.rtf", "application/rtf", b"{\\rtf1" + sized("{\\object{\\objdata 00}}").encode()),
    "a PDF": ("a.pdf", "application/pdf", b"%PDF-1.4\n" + sized("1 0 obj<</JS(").encode()),
    "a compound file": ("a.doc", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(MEGABYTE)),
    "macros": ("a.xlsm", "application/zip", zipped(("[Content_Types].xml", b"x"), ("xl/vbaProject.bin", sized("Sub AutoOpen\r\n").encode()))),
    "macros, no line twice": ("a.xlsm", "application/zip", zipped(
        ("[Content_Types].xml", b"x"), ("xl/vbaProject.bin", "".join(f"Sub A{n}\r\n" for n in range(90_000)).encode()))),
    "a long name": (sized("a.pdf.exe  ")[:100_000], "application/octet-stream", b"MZx"),
}  # fmt: skip


def judged_quickly(raw):
    """Findings, which take less than a second; the mail is read and its lexica compiled before."""
    mail = read_mail(raw)
    assert mail.text is not None
    assert mail.language
    assert mail.pages is not None
    seen = sightings(mail)[:5_000]
    found = findings(mail, seen, SETTINGS)
    assert took(lambda: findings(mail, seen, SETTINGS), below=1) < 1
    assert [each.rule for each in found] == [name for name, _ in RULES]
    return {each.rule: each for each in found}


@pytest.mark.parametrize("name", HEADERS)
def test_a_megabyte_in_a_header(name):
    for piece in PIECES:
        others = {"From": "a@shop.example", "To": "hanako@kaede.example"} | {name: HEADERS[name].format(sized(piece))}
        raw = "".join(f"{header}: {value}\r\n" for header, value in others.items()) + "\r\nhello"
        assert judged_quickly(raw.encode())["pressure.words"].answer in Verdict


@pytest.mark.parametrize(
    "href",
    ["https://a.test/" + sized("wp-content/"), "https://a.test/" + sized("%2e"), "https://" + sized("a@"), "https://" + sized("a.") + "test/", "data:text/html," + sized("<")],
    ids=["folders", "percent", "users", "labels", "page"],
)  # fmt: skip
def test_a_megabyte_in_a_link(href):
    raw = f'From: a@shop.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href="{href}">www.bank.example</a>'
    assert judged_quickly(raw.encode())["links.compromised-site"].answer in Verdict


def test_a_megabyte_of_links():
    links = "".join(f'<a href="https://a{n}.test/wp-includes/{n}">https://b{n}.test/</a>' for n in range(14_000))
    raw = f"From: a@shop.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{links}"
    assert judged_quickly(raw.encode())["links.text-differs"].answer is Verdict.YES


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_a_megabyte_attached(name):
    file, kind, data = ATTACHMENTS[name]
    head = (
        "From: a@shop.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\npassword: x\r\n--b\r\n"
        f'Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="{file}"\r\n\r\n'
    )
    raw = head.encode() + base64.encodebytes(data) + b"--b--\r\n"
    found = judged_quickly(raw)
    assert {found[each].answer for each in found if each.startswith("attachments.")} <= set(Verdict)
