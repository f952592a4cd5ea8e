"""Charset labels a mail may use, and the decoder each means: an allow-list, so that a mail never chooses a Python codec.

The table follows the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels), because that is how
mail programs and browsers read these labels (``iso-8859-1`` is windows-1252, ``gb2312`` is GBK), and adds the charsets that
occur in mail beside it (ISO-2022-KR, HZ, UTF-7, the DOS code pages).
"""

from __future__ import annotations

import re

_WHATWG = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "ibm866": "866 cp866 csibm866 ibm866",
    "iso-8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso-8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso-8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso-8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso-8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
    "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso-8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
    "iso_8859-7:1987 sun_eu_greek",
    "iso-8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
    "iso_8859-8:1988 visual",
    "iso-8859-8-i": "csiso88598i iso-8859-8-i logical",
    "iso-8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso-8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso-8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso-8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso-8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "macintosh": "csmacintosh mac macintosh x-mac-roman",
    "windows-874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "windows-1250": "cp1250 windows-1250 x-cp1250",
    "windows-1251": "cp1251 windows-1251 x-cp1251",
    "windows-1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
    "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "windows-1253": "cp1253 windows-1253 x-cp1253",
    "windows-1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
    "windows-1254 x-cp1254",
    "windows-1255": "cp1255 windows-1255 x-cp1255",
    "windows-1256": "cp1256 windows-1256 x-cp1256",
    "windows-1257": "cp1257 windows-1257 x-cp1257",
    "windows-1258": "cp1258 windows-1258 x-cp1258",
    "x-mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "gbk": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk",
    "gb18030": "gb18030",
    "big5": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso-2022-jp": "csiso2022jp iso-2022-jp",
    "shift_jis": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "euc-kr": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
    "utf-16be": "unicodefffe utf-16be",
    "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    "x-user-defined": "x-user-defined",
}
_MAIL = {
    "iso-2022-jp": "iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-2004 iso-2022-jp-ms iso-2022-jp-ext cp50220 cp50221 "
    "cp50222 jis jis7 jis8 jis_encoding csjisencoding junet",
    "shift_jis": "cp932 cswindows31j mskanji shift_jisx0213 shift_jis-2004 sjis-win x-ms-cp932",
    "euc-jp": "eucjp euc_jp ujis cp51932 eucjp-ms eucjp-win euc-jisx0213 euc-jis-2004 x-eucjp",
    "gb18030": "gb18030-2000 gb18030-2005 gb18030-2022 cp54936",
    "gbk": "cp936 ms936 windows-936 euc-cn euccn x-euc-cn gb2312-80",
    "hz-gb-2312": "hz-gb-2312 hz hzgb",
    "iso-2022-cn": "iso-2022-cn iso-2022-cn-ext csiso2022cn",
    "iso-2022-kr": "iso-2022-kr csiso2022kr",
    "euc-kr": "cp949 ms949 uhc euckr x-windows-949 ks_c_5601 ksx1001",
    "johab": "johab cp1361 ms1361",
    "big5": "cp950 ms950 big5hkscs windows-950 big-5",
    "utf-7": "utf-7 utf7 unicode-1-1-utf-7 csunicode11utf7 unicode-2-0-utf-7",
    "utf-8": "utf8mb4 utf8mb3 utf-8-sig cp65001 utf-8-mac cesu-8 utf8n",
    "utf-32": "utf-32 utf32 ucs-4 iso-10646-ucs-4 utf-32le utf-32be",
    "cp437": "cp437 ibm437 437 cspc8codepage437",
    "cp737": "cp737 ibm737",
    "cp775": "cp775 ibm775",
    "cp850": "cp850 ibm850 850 cspc850multilingual",
    "cp852": "cp852 ibm852 852",
    "cp855": "cp855 ibm855 855",
    "cp857": "cp857 ibm857 857",
    "cp858": "cp858 ibm00858",
    "cp860": "cp860 ibm860",
    "cp861": "cp861 ibm861",
    "cp862": "cp862 ibm862",
    "cp863": "cp863 ibm863",
    "cp864": "cp864 ibm864",
    "cp865": "cp865 ibm865",
    "windows-874": "cp874 tis620 tis-620-0 ibm874",
    "windows-1252": "iso8859_1 latin-1 l-1 8859-1 ansi ansi_x3.110-1983 iso-latin-1",
    "iso-8859-16": "iso8859-16 latin10",
    "mac-greek": "x-mac-greek",
    "mac-turkish": "x-mac-turkish",
    "mac-centraleurope": "x-mac-ce x-mac-centraleurroman x-mac-centraleurope",
    "ptcp154": "ptcp154 pt154 cp154",
    "koi8-t": "koi8-t",
}
LABELS: dict[str, str] = {
    label: name for table in (_MAIL, _WHATWG) for name, labels in table.items() for label in labels.split()
}
"""Every accepted label, lower case -> the name of the charset it means."""

CODECS: dict[str, str] = {
    "ibm866": "cp866",
    "iso-8859-8-i": "iso8859_8",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac_cyrillic",
    "mac-greek": "mac_greek",
    "mac-turkish": "mac_turkish",
    "mac-centraleurope": "mac_latin2",
    "ptcp154": "ptcp154",
    "koi8-t": "koi8_t",
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "johab": "johab",
    "hz-gb-2312": "hz",
    "iso-2022-kr": "iso2022_kr",
    "utf-7": "utf_7",
    "utf-16be": "utf_16_be",
    "utf-16le": "utf_16_le",
    **{f"windows-{n}": f"cp{n}" for n in range(1250, 1259)},
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"cp{n}": f"cp{n}" for n in (437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865)},
}
"""Charset name -> the Python codec that decodes it. Charsets with a decoder of their own (UTF-8, the Japanese ones) are not here."""

_CLEAN = re.compile(r"[a-z0-9][a-z0-9_.:+-]{0,60}")


def charset_name(label: str) -> str:
    """The charset that a label means, or an empty string for a label that nothing here knows.

    Forgives what real mail does: quotes, a leading ``3D`` left over from quoted-printable, blanks, ``cp-850``, ``utf_8``.
    """
    word = label.strip(" \t\r\n\"'\\").lower()
    name = LABELS.get(word)
    if name is not None:
        return name
    word = word.removeprefix("3d")
    found = _CLEAN.match(word.strip("\"'\\ "))
    if found is None:
        return ""
    word = found[0]
    for form in (word, word.replace("_", "-"), word.replace("cp-", "cp"), word.rstrip("-_.:+"), word.replace("-", "_")):
        if form in LABELS:
            return LABELS[form]
    return ""
