"""Mails inside an opaque signature: what was signed is read as if it lay open."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.parse.cms import signed_content

INNER = b'Content-Type: text/html\r\n\r\n<p>pay <a href="http://x.test/">here</a></p>\r\n'
SIGNED = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")
ALGORITHMS = bytes.fromhex("310f300d06096086480165030402010500")


def element(tag, content):
    """One element with a definite length of up to 64 kB."""
    return bytes([tag, 0x82]) + len(content).to_bytes(2, "big") + content


def endless(tag, content):
    """One element with an indefinite length, as programs write that sign while they read."""
    return bytes([tag, 0x80]) + content + b"\0\0"


WHOLE = element(0x04, INNER)
PIECES = endless(0x24, element(0x04, INNER[:30]) + element(0x04, INNER[30:]))


def message(wrap, content):
    """Signed data without the certificates and signatures that follow."""
    inner = wrap(0x30, DATA + wrap(0xA0, content))
    return wrap(0x30, SIGNED + wrap(0xA0, wrap(0x30, b"\x02\x01\x01" + ALGORITHMS + inner)))


@pytest.mark.parametrize("data", [message(element, WHOLE), message(endless, PIECES), message(element, PIECES)])
def test_what_was_signed_is_found(data):
    assert signed_content(data) == INNER
    kind = b"application/pkcs7-mime; smime-type=signed-data; name=smime.p7m"
    head = b"From: a@b.test\nContent-Transfer-Encoding: base64\nContent-Type: " + kind + b"\n\n"
    mail = read_mail(head + base64.encodebytes(data))
    assert mail.text == "pay here"
    assert [found.name for found in mail.attachments] == ["smime.p7m"]
    assert "http://x.test/" in [found.observable.value for found in mail.sightings]


@pytest.mark.parametrize("data", [b"", b"0", b"0\x80", b"text", message(element, b""), message(element, WHOLE)[4:]])
def test_there_is_nothing_in_other_things(data):
    assert signed_content(data) is None


@given(st.integers(0, 200), st.binary(max_size=4), st.integers(0, 250))
def test_nothing_raises(at, change, cut):
    data = bytearray(message(endless, PIECES))
    data[at : at + len(change)] = change
    signed_content(bytes(data[:cut]))
