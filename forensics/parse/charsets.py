"""Bytes and the charset label they came with -> text, whatever the label was worth.

A label is a claim: UTF-8 goes out labelled ISO-2022-JP, Shift_JIS as us-ascii, GBK as gb2312. The label is tried first, strictly,
as a browser would read it; where it cannot be right, the bytes are read as what they are and the repair is reported, since
a wrong label is a trace of the program that wrote the mail.
"""

from __future__ import annotations

import re

import chardetng_py

from forensics.parse import japanese
from forensics.parse.decoders import declared, lenient, mostly, strict
from forensics.parse.labels import charset_name

_JIS_ESCAPE = re.compile(rb"\x1b(?:\$[@AB]|\$\([A-DOPQ]|\([IJ])")
_THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HZ = re.compile(rb"~\{(?:[\x21-\x77][\x21-\x7e])+~\}")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:+-]{2,40})", re.IGNORECASE)
_KANA = re.compile("[\u3040-\u30ff]")
_RARE = re.compile("[\uff61-\uff9f\u0080-\u009f\ue000-\uf8ff\u2500-\u257f]")
LOOKED_AT = 20_000
"""Bytes from which statistics guess a charset."""
_PLAIN = ("", "windows-1252", "utf-8")
_DOUBLE = ("gbk", "gb18030", "big5", "euc-kr", "johab", "shift_jis", "euc-jp")


def decode(data: bytes, label: str = "") -> tuple[str, str, str]:
    """``(text, charset used, defect code or empty)``. Never raises.

    Codes: ``charset-unknown`` (label means nothing here), ``charset-repaired`` (read as another charset than declared),
    ``charset-undeclared`` (non-ASCII without a label, and not UTF-8), ``charset-damaged`` (U+FFFD stands for what was lost).
    """
    name = charset_name(label)
    unknown = "charset-unknown" if label and not name else ""
    if data.isascii():
        return _seven_bit(data, name, unknown)
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        name = name if name in _PLAIN else "utf-8"
    if name in ("utf-16le", "utf-16be", "utf-32"):
        return _wide(data, name)
    valid_utf8 = strict(data, "utf_8")
    if valid_utf8 is not None and _is_utf8(data, name):
        repaired = "" if name in ("", "utf-8") else "charset-repaired"
        # 8-bit text without a label, or labelled us-ascii, is UTF-8 nowadays (RFC 6532): only a wrong label is odd.
        return valid_utf8, "utf-8", unknown or repaired
    if name == "utf-8":
        return _damaged_utf8(data)
    if name and not (name == "windows-1252" and "ascii" in label.lower()):
        text = declared(data, name)
        return (text, name, "") if text is not None else _misfit(data, name)
    text, used = guess(data)
    if not label:
        return text, used, "charset-undeclared"
    return text, used, unknown or ("charset-repaired" if used != name else "charset-damaged")


def _misfit(data: bytes, name: str) -> tuple[str, str, str]:
    """Bytes that are not what their label says: damaged on the way, or something else altogether."""
    damaged = mostly(data, name)
    if damaged is not None:
        # A byte lost on the way, or a text cut inside a character, does not make the label a lie.
        other = _japanese(data)
        return (damaged, name, "charset-damaged") if other is None or other[1] == name else (*other, "charset-repaired")
    text, used = guess(data)
    if "\ufffd" in text:
        kept = lenient(data, name)
        if kept.count("\ufffd") <= text.count("\ufffd"):
            return kept, name, "charset-damaged"
    return text, used, "charset-repaired" if used != name else "charset-damaged"


def _seven_bit(data: bytes, name: str, unknown: str) -> tuple[str, str, str]:
    text = data.decode("ascii")
    if b"\x1b" in data and _JIS_ESCAPE.search(data):
        return japanese.iso_2022_jp(data), "iso-2022-jp", "" if name == "iso-2022-jp" else "charset-repaired"
    if name == "utf-7" and b"+" in data:
        shifted = strict(data, "utf_7")
        return (text, name, "charset-damaged") if shifted is None else (shifted, name, "")
    if name == "hz-gb-2312" or _HZ.search(data):
        found = strict(data, "hz")
        if found is not None and (name == "hz-gb-2312" or name in _PLAIN):
            return found, "hz-gb-2312", "" if name == "hz-gb-2312" else "charset-repaired"
    if name == "iso-2022-kr" and b"\x0e" in data:
        found = strict(data, "iso2022_kr")
        if found is None:
            found = strict(b"\x1b$)C" + data, "iso2022_kr")
        return (text, name, "charset-damaged") if found is None else (found, name, "")
    if name == "iso-2022-cn" and b"\x0e" in data:
        return japanese.iso_2022_cn(data), name, ""
    if name == "iso-2022-jp" and b"\x0e" in data:
        return japanese.iso_2022_jp(data), name, ""
    if b"\x00" in data and name in ("utf-16le", "utf-16be", "utf-32"):
        return _wide(data, name)
    return text, name or "us-ascii", unknown


def _is_utf8(data: bytes, name: str) -> bool:
    """Whether bytes that are valid UTF-8 are meant as such under this label.

    Two-byte sequences are also everyday pairs of GBK, EUC and Shift_JIS; sequences of three bytes are hardly so by chance.
    """
    return name not in _DOUBLE or len(_THREE_BYTES.findall(data, 0, 4000)) >= 2


def _wide(data: bytes, name: str) -> tuple[str, str, str]:
    for mark, codec, used in (
        (b"\xff\xfe\x00\x00", "utf_32_le", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf_32_be", "utf-32"),
        (b"\xff\xfe", "utf_16_le", "utf-16le"),
        (b"\xfe\xff", "utf_16_be", "utf-16be"),
    ):
        if data.startswith(mark) and (name == "utf-32") == (used == "utf-32"):
            text = data[len(mark) :].decode(codec, "replace")
            return text, used, "charset-damaged" if "\ufffd" in text else ""
    if data.count(b"\x00") * 8 < len(data):
        # No NULs, so hardly UTF-16 unless it is all CJK: valid UTF-8 decides.
        text8 = strict(data, "utf_8")
        if text8 is not None:
            return text8, "utf-8", "charset-repaired"
    if name == "utf-16le" and data[::2].count(0) > data[1::2].count(0):
        name = "utf-16be"  # RFC 2781 section 4.3: without a mark the high byte comes first, and the noughts show that it does
    codec = {"utf-16be": "utf_16_be", "utf-16le": "utf_16_le", "utf-32": "utf_32_le"}[name]
    text = data.decode(codec, "replace")
    return text, name, "charset-damaged" if "\ufffd" in text else ""


def _damaged_utf8(data: bytes) -> tuple[str, str, str]:
    """Declared UTF-8 that is not valid: mostly right with some damage, or something else altogether."""
    text = data.decode("utf_8", "replace")
    bad = text.count("\ufffd")
    good = sum(len(found) > 1 for found in _THREE_BYTES.findall(data)) + len(
        re.findall(rb"[\xc3-\xdf][\x80-\xbf]", data)
    )
    if good * 2 >= bad:
        return text, "utf-8", "charset-damaged"
    other, used = guess(data)
    if "\ufffd" in other or used == "utf-8":
        return text, "utf-8", "charset-damaged"
    return other, used, "charset-repaired"


def guess(data: bytes) -> tuple[str, str]:
    """Text and charset of 8-bit bytes nobody labelled (and that are not UTF-8): Japanese by strict trial, else by statistics.

    Shift_JIS and EUC-JP exclude each other on all but the shortest texts when half-width kana count as unlikely.
    """
    found = _japanese(data)
    if found is not None:
        return found
    name = _detected(data)
    told = declared(data, name) if name != "utf-8" else strict(data, "utf_8")
    if told is None:
        told = mostly(data, name)
    if told is not None:
        return told, name
    return data.decode("cp1252", "forensics.c1"), "windows-1252"


def _detected(data: bytes) -> str:
    """What statistics say. A character that is cut at the end would rule its charset out, so the end is not shown where it matters."""
    detector = chardetng_py.EncodingDetector()
    detector.feed(data[:LOOKED_AT], last=len(data) <= LOOKED_AT)
    name = charset_name(str(detector.guess(tld=None, allow_utf8=True))) or "windows-1252"
    if name == "windows-1252" and LOOKED_AT >= len(data) > 40 and data[-1] >= 0x80:
        detector = chardetng_py.EncodingDetector()
        detector.feed(data, last=False)
        name = charset_name(str(detector.guess(tld=None, allow_utf8=True))) or name
    return name


def _japanese(data: bytes) -> tuple[str, str] | None:
    """Text and charset where the bytes can be told to be Japanese."""
    if _JIS_ESCAPE.search(data):
        return japanese.iso_2022_jp(data), "iso-2022-jp"
    tries = []
    for name, read in (("shift_jis", strict(data, "cp932")), ("euc-jp", declared(data, "euc-jp"))):
        if read is not None:
            tries.append((len(_KANA.findall(read)) * 2 - len(_RARE.findall(read)) * 3, name, read))
    if tries:
        score, name, read = max(tries, key=lambda row: row[0])
        high = len(data) - len(data.decode("ascii", "ignore"))
        if score > 0 and score * 8 >= high:
            return read, name
    return None


def meta_charset(data: bytes) -> str:
    """The label in the first ``<meta ... charset=>`` of an HTML part that has none in its header."""
    found = _META.search(data, 0, 4096)
    return found[1].decode("ascii") if found else ""
