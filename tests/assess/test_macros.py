"""Macros that olevba reads: what runs by itself and what it does becomes grounds. The projects here are made up, and nothing runs them."""

from __future__ import annotations

import base64
import io
import struct
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.assess import attachments_macros, findings
from forensics.extract import sightings
from forensics.model.finding import Verdict
from forensics.model.settings import CaseSettings
from tests.pace import took
from tests.parse.ole import ole

needs_olevba = pytest.mark.skipif(
    not __import__("importlib.util").util.find_spec("oletools"), reason="oletools (extra 'office') is not installed"
)
HARMLESS = 'Sub Sum()\r\n  Range("A1").Value = 1\r\nEnd Sub\r\n'
BAD = 'Sub AutoOpen()\r\n  Shell "powershell -enc AAAA", 0\r\nEnd Sub\r\n'


def packed(data):
    """MS-OVBA's compression with literal tokens alone."""
    out = b"\x01"
    for at in range(0, len(data), 2048):
        piece = data[at : at + 2048]
        chunk = b"".join(b"\0" + piece[n : n + 8] for n in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(chunk) - 1)) + chunk
    return out


def record(number, data, *more):
    return struct.pack("<HI", number, len(data)) + data + b"".join(more)


def project(code):
    """A VBA project with one module; long enough that no stream is a small one."""
    note, name = b"x" * 4200, b"Mod1"
    wide = name.decode().encode("utf-16-le")
    directory = (
        record(0x01, struct.pack("<I", 1)) + record(0x02, struct.pack("<I", 0x409)) + record(0x14, struct.pack("<I", 0x409))
        + record(0x03, struct.pack("<H", 1252)) + record(0x04, b"VBAProject") + record(0x05, note, record(0x40, b""))
        + record(0x06, b"", record(0x3D, b"")) + record(0x07, bytes(4)) + record(0x08, bytes(4))
        + struct.pack("<HIIH", 0x09, 4, 1, 1) + record(0x0C, b"", record(0x3C, b"")) + record(0x0F, struct.pack("<H", 1))
        + record(0x13, b"\xff\xff") + record(0x19, name) + record(0x47, wide) + record(0x1A, name, record(0x32, wide))
        + record(0x1C, b"", record(0x48, b"")) + record(0x31, bytes(4)) + record(0x1E, bytes(4)) + record(0x2C, b"\xff\xff")
        + struct.pack("<HI", 0x21, 0) + struct.pack("<HI", 0x2B, 0) + struct.pack("<HI", 0x10, 0)
    )  # fmt: skip
    source = 'Attribute VB_Name = "Mod1"\r\n' + code + "' made up\r\n" * 500
    return {
        "VBA": {"_VBA_PROJECT": b"\xcc\x61\xff\xff" + bytes(4096), "dir": packed(directory), "Mod1": packed(source.encode())},
        "PROJECT": b"Module=Mod1\r\n".ljust(4100),
    }  # fmt: skip


def workbook(code):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
        archive.writestr("xl/vbaProject.bin", ole(project(code)))
    return memory.getvalue()


def judged(name, data):
    raw = (
        "From: a@shop.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
        f'Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
    ).encode() + base64.encodebytes(data)
    mail = read_mail(raw)
    return next(each for each in findings(mail, sightings(mail), CaseSettings()) if each.rule == "attachments.active")


@needs_olevba
@pytest.mark.parametrize(
    ("code", "words"),
    [(BAD, {"AutoOpen", "Shell", "powershell"}), (HARMLESS, set())],
)
@pytest.mark.parametrize("kind", ["doc", "xlsm"])
def test_the_words_of_the_macros_are_grounds(code, words, kind):
    found = judged(f"a.{kind}", ole(project(code)) if kind == "doc" else workbook(code))
    quoted = {each.quote.partition(":")[0] for each in found.grounds if each.where.endswith("olevba")}
    assert found.answer is Verdict.YES
    assert words <= quoted
    assert found.strength == pytest.approx(0.95 if words else 0.65)
    assert found.marks["macros"] == ("run by themselves and act" if words else "read, nothing telling")


def test_without_oletools_the_streams_still_tell(monkeypatch):
    monkeypatch.setitem(sys.modules, "oletools", None)
    found = judged("a.xlsm", workbook(BAD))
    assert found.answer is Verdict.YES
    assert found.strength == pytest.approx(0.65)
    assert found.marks["macros"] == "oletools is not installed"


@needs_olevba
@given(st.binary(max_size=2000))
def test_any_bytes_are_looked_at_without_a_fall(data):
    for each in (data, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + data, b"PK\x03\x04" + data):
        found, missing = attachments_macros.signs(each)
        assert not found
        assert missing


def test_a_packed_project_that_is_too_large_is_not_read():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20 << 20))
    found, missing = attachments_macros.signs(memory.getvalue())
    assert (found, "not installed" in missing or "larger" in missing) == ([], True)
    assert took(lambda: attachments_macros.signs(memory.getvalue()), below=1) < 1
