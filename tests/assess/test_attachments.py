"""Attachments: names that lie, contents that act, archives that hide, invitations. Every file here is made up of a few harmless bytes."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.assess import findings
from forensics.assess.attachments_kinds import endings
from forensics.assess.attachments_locked import members
from forensics.extract import sightings
from forensics.model.finding import Verdict
from forensics.model.settings import CaseSettings
from tests.extract.carriers.made import simple_pdf

LINK_TO = "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI ({}) >> >>"
YES, NO, UNCLEAR = Verdict.YES, Verdict.NO, Verdict.UNCLEAR
PNG, PDF, JPEG, EXE = b"\x89PNG\r\n\x1a\nx", b"%PDF-1.4\n%%EOF", b"\xff\xd8\xffx", b"MZ\x90\x00x"
OLE, ISO, LNK = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    bytes(32769) + b"CD001",
    b"L\x00\x00\x00\x01\x14\x02\x00x",
)
ONENOTE = b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d" + bytes(20)


def zipped(*names, locked=False):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    data = bytearray(memory.getvalue())
    if locked:
        data[6] |= 1
    return bytes(data)


def judged(rule, name, data, kind="application/octet-stream", text="see the file", inline=False):
    disposition = "inline" if inline else "attachment"
    raw = (
        (
            "From: a@shop.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
            f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
            f'--b\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: {disposition}; filename="{name}"\r\n\r\n'
        ).encode()
        + base64.encodebytes(data)
        + b"\r\n--b--\r\n"
    )
    mail = read_mail(raw)
    return next(each for each in findings(mail, sightings(mail), CaseSettings()) if each.rule == rule)


@pytest.mark.parametrize(
    ("name", "data", "answer"),
    [
        ("invoice.pdf", PDF, NO),
        ("photo.jpg", PNG, NO),  # telephones do so
        ("invoice.pdf.exe", EXE, YES),
        ("請求書.docx.lnk", LNK, YES),
        ("report.pdf.iso", ISO, YES),
        ("invoice.pdf", EXE, YES),
        ("invoice\u202efdp.exe", EXE, YES),
        ("invoice.pdf" + " " * 60 + ".exe", EXE, YES),
        ("invoice.pdf", b"<html><body>x", YES),
        ("image.png", PDF, UNCLEAR),
        ("setup.exe", EXE, NO),  # it does not pretend
        ("v1.2.tar.gz", b"\x1f\x8bx", NO),
        ("notes", b"plain", NO),
    ],
)
def test_disguised(name, data, answer):
    assert judged("attachments.disguised", name, data).answer is answer


@pytest.mark.parametrize(
    ("name", "data", "kind", "answer"),
    [
        ("setup.exe", EXE, "application/octet-stream", YES),
        ("photo.png", LNK, "image/png", YES),
        ("disk.img", bytes(9), "application/octet-stream", YES),
        ("disk.iso", ISO, "application/octet-stream", YES),
        ("notes.one", ONENOTE, "application/onenote", YES),
        ("budget.xlsm", zipped("[Content_Types].xml", "xl/workbook.xml"), "application/octet-stream", UNCLEAR),
        (
            "budget.xlsm",
            zipped("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
            "application/octet-stream",
            YES,
        ),
        ("logo.svg", b"<svg xmlns='a'><script>1</script></svg>", "image/svg+xml", YES),
        ("logo.svg", b"<svg xmlns='a'><rect/></svg>", "image/svg+xml", NO),
        ("form.html", b"<html><script>var b=new Blob([x]);a.href=URL.createObjectURL(b)</script>", "text/html", YES),
        ("form.html", b"<html><form><input type='password'></form>", "text/html", YES),
        ("form.html", b"<html><script>1</script>", "text/html", UNCLEAR),
        ("form.html", b"<html><p>hello</p>", "text/html", NO),
        ("invoice.pdf", PDF, "application/pdf", NO),
    ],
)
def test_active(name, data, kind, answer):
    assert judged("attachments.active", name, data, kind).answer is answer


@pytest.mark.parametrize(
    ("data", "text", "answer"),
    [
        (zipped("a.pdf"), "x", NO),
        (zipped("a.pdf", locked=True), "x", UNCLEAR),
        (zipped("a.pdf", locked=True), "The password is: 1234", YES),
        (zipped("a.pdf", locked=True), "解凍パスワード:1234", YES),
        (zipped("a.zip"), "x", YES),
        (zipped("請求書.exe"), "x", YES),
        (OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00\x00", "x", UNCLEAR),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60) + b"\x24\x06\xf1\x07\x01\x12", "x", UNCLEAR),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60) + b"\x24\x06\xf1\x07\x01\x12", "Password: 1234", YES),
        (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(60), "Password: 1234", NO),
        (b"Rar!\x1a\x07\x01\x00" + b"\x00" * 4 + b"\x10\x04\x00" + bytes(20), "x", UNCLEAR),
    ],
)
def test_locked(data, text, answer):
    assert judged("attachments.locked", "a.zip", data, text=text).answer is answer


@pytest.mark.parametrize(
    ("label", "data", "answer"),
    [
        ("image/png", EXE, YES),
        ("text/plain", LNK, YES),
        ("application/pdf", ISO, YES),
        ("application/octet-stream", EXE, NO),  # a label that says nothing tells no lie
        ("image/png", PNG, NO),
        ("image/jpeg", PNG, NO),
    ],
)
def test_a_label_that_the_content_denies(label, data, answer):
    assert judged("attachments.disguised", "file", data, label).answer is answer


@pytest.mark.parametrize(
    ("rule", "catalogue", "annotation", "answer"),
    [
        ("attachments.active", "/OpenAction << /S /JavaScript /JS (x) >>", "", YES),
        ("attachments.active", "/OpenAction << /S /Launch /Win << /F (cmd.exe) >> >>", "", YES),
        ("attachments.active", "", LINK_TO.format("https://stranger.test/a"), NO),
        ("links.unfamiliar", "", LINK_TO.format("https://stranger.test/a"), UNCLEAR),  # it stands in plain sight
        ("links.unfamiliar", "", LINK_TO.format("https://www.shop.example/a"), NO),
        ("links.disguised", "", LINK_TO.format("https://203.0.113.9/a"), YES),
    ],
)
def test_what_a_pdf_does_and_where_it_leads(rule, catalogue, annotation, answer):
    found = judged(rule, "invoice.pdf", simple_pdf("x", annotation, catalogue), "application/pdf")
    assert found.answer is answer
    assert not found.grounds or "pdf" in found.grounds[0].where


CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nURL:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("link", "answer"),
    [("https://stranger.test/join", YES), ("https://meet.shop.example/1", NO), ("https://www.google.com/", NO)],
)
def test_invitation(link, answer):
    assert (
        judged("attachments.invitation", "invite.ics", CALENDAR.format(link).encode(), "text/calendar").answer is answer
    )


def test_a_mail_without_files_is_clean():
    mail = read_mail(b"From: a@shop.example\r\n\r\nhello")
    answers = {
        each.rule: each.answer for each in findings(mail, (), CaseSettings()) if each.rule.startswith("attachments.")
    }
    assert set(answers.values()) == {NO}
    assert len(answers) == 4


@given(st.text(max_size=400))
def test_any_name_has_at_most_two_endings(name):
    assert len(endings(name)) <= 2


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_at_without_a_fall(data):
    locked, names = members(b"PK\x03\x04" + data)
    assert isinstance(locked, bool)
    assert len(names) <= 200
