"""Bytes, the label they came with, and the text that was meant: also where a byte was lost on the way."""

from __future__ import annotations

import pytest

from forensics.parse.charsets import LOOKED_AT, decode

CHINESE = "中国银行通知您的账户需要立即验证，请点击下面的链接。"
JAPANESE = "お客様のアカウントを確認してください。下記のリンクをクリック"
KOREAN = "고객님의 계정을 확인해 주시기 바랍니다."
GREEK = "Παρακαλώ επιβεβαιώστε τον λογαριασμό σας"
THAI = "กรุณายืนยันบัญชีของท่านโดยคลิกลิงก์"


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("gb2312", "gbk", CHINESE),
        ("gb18030", "gb18030", CHINESE),
        ("big5", "big5", "親愛的客戶您好，請點擊以下連結驗證您的帳戶。"),
        ("euc-kr", "euc_kr", KOREAN),
        ("shift_jis", "cp932", JAPANESE),
        ("euc-jp", "euc_jp", JAPANESE),
        ("windows-874", "cp874", THAI),
        ("iso-8859-7", "iso8859_7", GREEK),
        ("utf-8", "utf-8", JAPANESE),
    ],
)
def test_a_byte_too_many_or_a_cut_at_the_end_does_not_make_the_label_a_lie(label, codec, text):
    data = text.encode(codec)
    stray, used, code = decode(data + b"\xff\xff", label)
    assert (stray.rstrip("\uf8f3\ufffd"), used.replace("gbk", label)) == (text, label)
    assert code == ("" if label == "shift_jis" else "charset-damaged")  # code page 932 has a private character there
    cut, used, _ = decode(data[:-1], label)
    assert cut.rstrip("\ufffd") == text[:-1]


@pytest.mark.parametrize(("codec", "text"), [("gbk", CHINESE), ("euc_kr", KOREAN), ("cp932", JAPANESE)])
def test_a_long_text_without_a_label_is_not_lost_where_the_statistics_stop(codec, text):
    data = b"a" + (text * 2_000).encode(codec)
    other = b"ab" + (text * 2_000).encode(codec)
    assert len(data) > LOOKED_AT
    for each, expected in ((data, "a" + text), (other, "ab" + text)):
        assert decode(each)[0].startswith(expected)
        assert decode(each)[2] == "charset-undeclared"


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        (b"\x80 100", "gbk", "€ 100"),
        ("aé".encode("utf-16-be"), "utf-16", "aé"),
        ("aé".encode("utf-16-le"), "utf-16", "aé"),
        ("こんにちは".encode(), "iso-2022-jp", "こんにちは"),
        (JAPANESE.encode("cp932"), "euc-jp", JAPANESE),
        (JAPANESE.encode("euc_jp"), "iso-2022-jp", JAPANESE),
    ],
)
def test_a_label_and_its_bytes(data, label, text):
    assert decode(data, label)[0] == text
