"""Japanese mail in every dress that senders give it: charset by place by transfer encoding. All of it must come out right.

Each row of ``DRESSES``: what the text is, the label that the mail declares, the bytes that it really holds.
"""

from __future__ import annotations

import base64
import binascii
import itertools

import pytest

from forensics.parse import read_mail

PLAIN = "サーバーメンテナンスのお知らせ"
EXTENDED = "①㈱髙島のご請求書"
HALF = "ｻｰﾊﾞｰのお知らせ"
CHINESE = "朱镕基您的账户"


def euc_extended(text: str) -> bytes:
    """CP51932, which Python lacks: the rows of CP932 under EUC's numbers."""
    out = b""
    for char in text:
        try:
            out += char.encode("euc_jp")
            continue
        except UnicodeEncodeError:
            lead, trail = NEC_SELECTED[char] if char in NEC_SELECTED else char.encode("cp932")
        row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21 + (trail > 0x9E)
        cell = trail - (0x7E if trail > 0x9E else 0x1F + (trail > 0x7E))
        out += bytes((row | 0x80, cell | 0x80))
    return out


NEC_SELECTED = {"髙": b"\xee\xe0"}
"""Microsoft's encoder gives the IBM rows, which a seven-bit set cannot hold; senders use NEC's copy of them (rows 89 to 92)."""


def jis_extended(text: str) -> bytes:
    """CP50220: the same pairs between ESC $ B and ESC ( B."""
    return b"\x1b$B" + bytes(b & 0x7F for b in euc_extended(text)) + b"\x1b(B"


def jis_half(text: str) -> bytes:
    """Half-width kana by ESC ( I, all else by ESC $ B."""
    out = b""
    for is_half, group in itertools.groupby(text, lambda c: "｡" <= c <= "ﾟ"):
        chars = "".join(group)
        out += b"\x1b(I" + bytes(ord(c) - 0xFF61 + 0x21 for c in chars) if is_half else chars.encode("iso2022_jp")[:-3]
    return out + b"\x1b(B"


DRESSES = {
    "ISO-2022-JP": (PLAIN, "iso-2022-jp", PLAIN.encode("iso2022_jp")),
    "ISO-2022-JP, half-width kana": (HALF, "iso-2022-jp", jis_half(HALF)),
    "ISO-2022-JP, NEC and IBM characters": (EXTENDED, "iso-2022-jp", jis_extended(EXTENDED)),
    "ISO-2022-JP undeclared": (PLAIN, "", PLAIN.encode("iso2022_jp")),
    "Shift_JIS": (PLAIN, "Shift_JIS", PLAIN.encode("shift_jis")),
    "Shift_JIS, CP932 characters": (EXTENDED, "Shift_JIS", EXTENDED.encode("cp932")),
    "EUC-JP": (PLAIN, "EUC-JP", PLAIN.encode("euc_jp")),
    "EUC-JP, CP51932 characters": (EXTENDED, "EUC-JP", euc_extended(EXTENDED)),
    "UTF-8": (EXTENDED, "UTF-8", EXTENDED.encode()),
    "UTF-8 declared ISO-2022-JP": (PLAIN, "iso-2022-jp", PLAIN.encode()),
    "GB18030 declared gb2312": (CHINESE, "gb2312", CHINESE.encode("gb18030")),
}
LIES = ("UTF-8 declared ISO-2022-JP", "ISO-2022-JP undeclared")
"""Here the label is wrong or missing: the text must be right and a defect must say so."""
SEVEN_BIT = [name for name, (_, _, data) in DRESSES.items() if data.isascii()]
ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable")


def word(label: str, data: bytes) -> bytes:
    """An encoded word; where there is no label, the bytes as they are."""
    if not label:
        return data
    return b"=?" + label.encode() + b"?B?" + base64.b64encode(data) + b"?="


def body(data: bytes, how: str) -> bytes:
    if how == "base64":
        return base64.encodebytes(data)
    return binascii.b2a_qp(data) if how == "quoted-printable" else data


def head(label: str) -> bytes:
    return b"Content-Type: text/plain" + (b"; charset=" + label.encode() if label else b"") + b"\r\n"


@pytest.mark.parametrize("dress", DRESSES)
def test_a_subject(dress: str) -> None:
    text, label, data = DRESSES[dress]
    mail = read_mail(b"From: a@example.org\r\nSubject: " + word(label, data) + b"\r\n\r\nx\r\n")
    assert mail.subject == text
    assert dress not in LIES or mail.defects


@pytest.mark.parametrize("dress", DRESSES)
def test_a_display_name(dress: str) -> None:
    text, label, data = DRESSES[dress]
    mail = read_mail(b"From: " + word(label, data) + b" <kk@example.jp>\r\nSubject: s\r\n\r\nx\r\n")
    assert (mail.from_name, mail.from_address) == (text, "kk@example.jp")
    assert dress not in LIES or mail.defects


@pytest.mark.parametrize("dress", DRESSES)
def test_a_file_name(dress: str) -> None:
    text, label, data = DRESSES[dress]
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="' + word(label, data) + b'"\r\n\r\n%PDF-\r\n--b--\r\n'
    )
    assert [a.name for a in mail.attachments] == [text]
    assert dress not in LIES or mail.defects


@pytest.mark.parametrize("dress", DRESSES)
def test_a_file_name_as_rfc_2231_has_it(dress: str) -> None:
    text, label, data = DRESSES[dress]
    encoded = label.encode() + b"''" + b"".join(b"%%%02X" % b for b in data)
    mail = read_mail(
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename*=" + encoded + b"\r\n\r\n%PDF-\r\n--b--\r\n"
    )
    assert [a.name for a in mail.attachments] == [text]


@pytest.mark.parametrize(
    ("dress", "how"), [(d, how) for d in DRESSES for how in ENCODINGS if how != "7bit" or d in SEVEN_BIT]
)
def test_a_body(dress: str, how: str) -> None:
    text, label, data = DRESSES[dress]
    mail = read_mail(
        b"Subject: s\r\n" + head(label) + b"Content-Transfer-Encoding: " + how.encode() + b"\r\n\r\n" + body(data, how)
    )
    assert mail.text.strip() == text
    assert dress not in LIES or mail.defects


def test_a_character_cut_between_two_encoded_words() -> None:
    data = PLAIN.encode("shift_jis")
    mail = read_mail(b"Subject: " + word("shift_jis", data[:5]) + b"\r\n " + word("shift_jis", data[5:]) + b"\r\n\r\n")
    assert mail.subject == PLAIN


def test_a_mail_never_chooses_a_python_codec() -> None:
    for codec in ("unicode_escape", "rot13", "zlib", "undefined", "idna", "punycode"):
        mail = read_mail(b"Content-Type: text/plain; charset=" + codec.encode() + b"\r\n\r\nuryyb \\u0041 end\r\n")
        assert mail.text == "uryyb \\u0041 end"
        assert "charset-unknown" in {d.code for d in mail.defects}
