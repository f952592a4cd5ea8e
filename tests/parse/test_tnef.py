"""Outlook's ``winmail.dat``: the files inside it are attachments of the mail, beside it."""

from __future__ import annotations

import base64
import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.parse.tnef import MAGIC, files

RENDERING, TITLE, DATA, PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005


def attribute(number, value):
    return struct.pack("<BII", 2, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def stream(*named):
    """A TNEF stream with files: name of eight letters and three, whole name, bytes."""
    version = struct.pack("<BIII", 1, 0x00089006, 4, 0x00010000) + b"\x01\x00"
    parts = [MAGIC + b"\x01\x00" + version]
    for short, whole, content in named:
        parts += [attribute(RENDERING, bytes(14)), attribute(TITLE, short + b"\0"), attribute(DATA, content)]
        if whole:
            raw = (whole + "\0").encode("utf-16-le")
            value = struct.pack("<IIII", 1, 0x3707001F, 1, len(raw)) + raw + bytes(-len(raw) % 4)
            parts.append(attribute(PROPERTIES, value))
    return b"".join(parts)


TWO = stream((b"INVOIC~1.EXE", "請求書 March.exe", b"MZ\x90\0program"), (b"a.txt", "", b"hello"))


def test_files_inside_are_attachments():
    head = b"From: a@b.test\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nhi\n--B\n"
    part = b'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\n'
    raw = head + part + base64.encodebytes(TWO) + b"--B--\n"
    mail = read_mail(raw)
    assert [(found.part, found.name, found.size, found.sniffed_type) for found in mail.attachments] == [
        ("2", "winmail.dat", len(TWO), "application/ms-tnef"),
        ("2.t1", "請求書 March.exe", 11, "application/vnd.microsoft.portable-executable"),
        ("2.t2", "a.txt", 5, "text/plain"),
    ]
    assert mail.attachments[2].sha256 == hashlib.sha256(b"hello").hexdigest()
    assert read_mail(raw).payload("2.t2") == b"hello"
    with pytest.raises(KeyError):
        read_mail(raw).payload("2.t3")


@pytest.mark.parametrize("data", [b"", MAGIC, MAGIC + b"\0\0\x05", stream()])
def test_there_is_nothing_in_other_things(data):
    assert list(files(data)) == []


@given(st.integers(0, len(TWO)), st.binary(max_size=6), st.integers(0, len(TWO)))
def test_nothing_raises(at, change, cut):
    list(files((TWO[:at] + change + TWO[at + len(change) :])[:cut]))


def test_a_cut_stream_gives_what_there_is():
    assert next(files(TWO[:-4])) == ("請求書 March.exe", b"MZ\x90\0program")
