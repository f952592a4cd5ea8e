"""Outlook's .msg: the mail that was taken apart comes together again, and damage is said."""

from __future__ import annotations

import functools
import io
import struct
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forensics.model.errors import UnreadableSource
from forensics.parse import outlook, read_mail, rtf
from forensics.parse.containers import unpack
from tests.parse.ole import ole, properties

HEADERS = """Received: from a.example.org ([192.0.2.1]) by mx.example.test; Mon, 1 Jul 2024 12:00:00 +0900\r
From: =?utf-8?b?5bGx55Sw?= <yamada@example.org>\r
To: hanako@example.test\r
Subject: =?utf-8?b?6KuL5rGC5pu4?=\r
Date: Mon, 1 Jul 2024 12:00:00 +0900\r
Content-Type: multipart/alternative;\r
\tboundary="gone"\r
MIME-Version: 1.0\r
Message-ID: <1@example.org>\r
"""


def attachment(name, data):
    return properties(8, {}, {0x3707: name, 0x370E: "application/pdf", 0x3701: data})


def message(change=None):
    texts = {
        0x007D: HEADERS,
        0x0037: "請求書",
        0x1000: "本文です。\r\n",
        0x1013: "<p>本文です。</p>".encode("cp932"),
        **(change or {}),
    }
    return {
        **properties(32, {0x3FDE: struct.pack("<I", 932)}, {k: v for k, v in texts.items() if v is not None}),
        "__attach_version1.0_#00000000": attachment('請求"書.pdf', b"%PDF-1.4 x".ljust(5000, b".")),
    }


def test_a_received_message():
    raw = ole(message())
    eml = outlook.to_eml(raw)
    assert eml == outlook.to_eml(raw)
    mail = read_mail(eml)
    assert mail.subject == "請求書"
    assert (mail.from_name, mail.from_address) == ("山田", "yamada@example.org")
    assert mail.message_id == "<1@example.org>"
    assert len(mail.route) == 1
    assert {part.content_type: part.text.strip("\n\0") for part in mail.text_parts} == {
        "text/plain": "本文です。", "text/html": "<p>本文です。</p>",
    }  # fmt: skip
    assert [(a.name, a.sniffed_type) for a in mail.attachments] == [('請求"書.pdf', "application/pdf")]
    assert mail.payload(mail.attachments[0].part).startswith(b"%PDF-1.4 x")


def test_a_message_that_never_left_the_server_has_headers_made_from_its_properties():
    since_1601 = datetime(2024, 7, 1, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)
    ticks = since_1601 // timedelta(microseconds=1) * 10
    tree = {
        **properties(
            32, {0x0039: struct.pack("<Q", ticks)},
            {0x0037: "内部\r\nX-Injected: no", 0x0C1A: "花子", 0x5D01: "hanako@example.test", 0x1000: "hello"},
        ),
        "__recip_version1.0_#00000000": properties(8, {0x0C15: struct.pack("<I", 1)}, {0x3001: "Taro", 0x39FE: "taro@example.test"}),
    }  # fmt: skip
    mail = read_mail(outlook.to_eml(ole(tree)))
    assert (mail.from_name, mail.from_address) == ("花子", "hanako@example.test")
    assert [address.address for address in mail.to] == ["taro@example.test"]
    assert mail.date is not None
    assert mail.date.isoformat() == "2024-07-01T00:00:00+00:00"
    assert mail.header("x-injected") is None


def test_a_message_inside_a_message():
    inner = {**properties(24, {}, {0x007D: HEADERS.replace("<1@", "<2@"), 0x1000: "inside"})}
    outer = {
        **message(),
        "__attach_version1.0_#00000001": {**properties(8, {}, {0x3001: "fwd"}), "__substg1.0_3701000D": inner},
    }
    mail = read_mail(outlook.to_eml(ole(outer)))
    assert [nested.message_id for _, nested in mail.nested] == ["<2@example.org>"]
    assert "inside" in mail.text


def test_html_that_is_hidden_in_rtf_is_found():
    rich = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag <p>}\htmlrtf \par \htmlrtf0 Click {\*\htmltag <a href="
        rb'"https://example.test/x">}here{\*\htmltag </a>}\u26085 ?{\*\htmltag </p>}}'
    )
    packed = struct.pack("<II4sI", len(rich) + 12, len(rich), b"MELA", 0) + rich
    mail = read_mail(outlook.to_eml(ole(message({0x1000: None, 0x1013: None, 0x1009: packed}))))
    assert '<a href="https://example.test/x">here</a>&#26085;' in mail.text_parts[0].text
    assert rtf.text_of(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Hello\par caf\'e9}") == "Hello\r\ncafé"


def test_compressed_rtf():
    """The example of MS-OXRTFCP 4.1."""
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert rtf.unpacked(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_the_file_is_known_by_its_content(tmp_path):
    (tmp_path / "a.msg").write_bytes(ole(message()))
    (tmp_path / "b.doc").write_bytes(ole({"WordDocument": b"x" * 5000}))
    assert [(item.kind, item.form) for item in unpack(tmp_path)] == [("mail", "msg"), ("file", "ole")]


WHOLE = ole(message())


@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8), st.integers(0, len(WHOLE)))
def test_damage_is_said_and_nothing_else_raises(place, change, cut):
    for raw in (WHOLE[:place] + change + WHOLE[place + len(change) :], WHOLE[:cut]):
        try:
            read_mail(outlook.to_eml(raw))
        except UnreadableSource as error:
            assert "damaged" in str(error)  # noqa: PT017 - it may raise or not, but nothing else
        assert outlook.looks_like_message(functools.partial(io.BytesIO, raw)) in (True, False)


@given(st.binary(max_size=200), st.sampled_from([b"LZFu", b"MELA", b"none"]))
def test_no_rtf_raises(data, kind):
    unpacked = rtf.unpacked(struct.pack("<II4sI", len(data) + 12, 4000, kind, 0) + data)
    rtf.text_of(unpacked + data)
    rtf.enclosed_html(rb"{\rtf1\fromhtml1" + data)
