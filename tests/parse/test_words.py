"""Subjects as they stand in the bytes, and what a mail program shows (RFC 2047 and what is written instead)."""

from __future__ import annotations

import pytest

from forensics.parse.words import decode_header
from tests.pace import took


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        # RFC 2047, sections 2, 5, 6.2 and 8
        ("=?utf-8?q?a_b?=", "a b"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\r\n =?iso-8859-1?q?=E9?= b", "aé b"),
        ("(=?utf-8?q?a?=)", "(a)"),
        ("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n =?ISO-8859-2?B?dSB1bmRlcnN0YW5k?=", "If you can read this you understand"),
        # a language tag, RFC 2231, section 5
        ("=?utf-8*en?q?a?=", "a"),
        # decoded once
        ("=?utf-8?Q?=3D=3Futf-8=3FQ=3Fx=3F=3D?=", "=?utf-8?Q?x?="),
        # what the standard forbids and programs write
        ("=?utf-8?q?a b c?=", "a b c"),
        ("x=?utf-8?q?a?=y", "xay"),
        ('"=?utf-8?q?a?="', '"a"'),
        ("=?utf-8?b?YWJjZA?=", "abcd"),
        ("=?utf-8?b?YWJjZA?= =?utf-8?b?YWJjZA?=", "abcdabcd"),
        ("=?utf-8?q?=ZZ?=", "=ZZ"),
        ("=?utf-8?q?a=?=", "a="),
        ("=?x-unknown?q?=E9?=", "é"),
        ("=?UTF8?Q?=C3=A9?=", "é"),
        # cut inside a character
        ("=?utf-8?q?=E2=9C?= =?utf-8?q?=93?=", "✓"),
        ("=?utf-8?b?4pw=?= =?utf-8?b?kw==?=", "✓"),
        # cut inside a group of base64
        ("=?utf-8?b?4p?=\r\n =?utf-8?b?yT?= x", "✓ x"),
        ("=?gb2312?B?xOO?=\r\n =?gb2312?B?6ww==?=", "你好"),
        # cut between double bytes, the shift back to ASCII only in the last
        ("=?iso-2022-jp?B?GyRCJDM=?=\r\n =?iso-2022-jp?B?JHMbKEI=?=", "こん"),
        ("=?iso-2022-jp?B?GyRCJDMbKEI=?=\r\n =?iso-2022-jp?B?GyRCJHMbKEI=?=", "こん"),
        # no encoded words
        ("=?utf-8?x?a?=", "=?utf-8?x?a?="),
        ("=?utf-8?q?a", "=?utf-8?q?a"),
    ],
)  # fmt: skip
def test_a_subject(written, shown):
    assert decode_header(written.encode())[0] == shown


@pytest.mark.parametrize("piece", ["=?utf-8?b?4p?= ", "=?gb2312?b?xOO?= ", "=?iso-2022-jp?B?JDM=?= ", "=?iso-2022-jp?B?JHMbKEI=?= ", "=?utf-8?q?=?="])  # fmt: skip
def test_thousands_of_words_take_no_time(piece):
    raw = b"=?iso-2022-jp?B?GyRCJDM=?= " + piece.encode() * 20_000
    assert took(lambda: decode_header(raw), below=1.5) < 1.5
