"""Characters, widths and fonts that a Japanese or Western sender has no use for.

Why it matters: a mail in Japanese that was written at a Chinese keyboard keeps traces: forms of characters that Japanese does not
have, a Chinese comma, fonts and charsets of another country, digits of two widths in one number. Each trace alone may be innocent
(a name, a quotation, a template made elsewhere). JIS X 0213 is the set of characters of Japanese; what it lacks is not Japanese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from forensics.assess.disguise import disguised
from forensics.assess.look import Look, ground, said
from forensics.model.finding import Ground

_HALF_KANA = re.compile("[\uff66-\uff9d][\uff61-\uff9f]{1,40}+")
_TWO_WIDTHS = re.compile("[０-９][0-9]|[0-9][０-９]|[Ａ-Ｚａ-ｚ][A-Za-z]|[A-Za-z][Ａ-Ｚａ-ｚ]")
_WIDE_IN_LATIN = re.compile("(?<=[A-Za-z0-9 ])[，。！？：；（）](?=[A-Za-z ]|$)")
_KANA = re.compile("[ぁ-ゖァ-ヺ]")
_CHINESE_MARKS = {
    "YaHei": ("YaHei",),
    "Sim": ("SimSun", "SimHei"),
    "PingFang": ("PingFang SC",),
    "zh-": ("zh-CN", "zh-cn"),
    "2312": ("gb2312", "GB2312"),
}
"""What every mark of a group holds -> the marks."""
_CHINESE_NAMES = ("微软雅黑", "宋体")
_CHINESE_CHARSETS = frozenset(
    {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "big5", "big5-hkscs", "hz-gb-2312"}
)
_CHINESE_WORD = re.compile(rb"=\?(?:gb2312|gbk|gb18030|big5)\?", re.IGNORECASE)
_ONLY_CHINESE = frozenset("您网點擊驗")
"""In JIS X 0213 as well, as old forms or for dictionaries; in a mail of today they are Chinese."""

_DISGUISE = {
    "script": said("letters of another script pose as Latin ones", "別の文字体系の似た文字が紛れ込んでいる"),
    "accents": said("accents that the language does not have", "その言語にないアクセント記号の付いた文字"),
    "maths": said("letters of mathematics instead of ordinary ones", "通常の文字の代わりに数学用の文字が使われている"),
    "capitals": said(
        "small capitals or letters in circles instead of ordinary ones",
        "通常の文字の代わりに小型大文字や囲み文字が使われている",
    ),
    "marks": said("strokes or marks through ordinary letters", "通常の文字に線や記号を重ねている"),
    "unseen": said("signs that nobody sees inside a word", "単語の中に見えない文字が挟まれている"),
}
_FOREIGN = said("a form of character that Japanese does not have", "日本語にない字体(中国語の簡体字・繁体字など)")
_HALF = said("half-width kana", "半角カタカナ")
_WIDTHS = said("full and half width mixed in one word or number", "一つの語・数字の中で全角と半角が混在")
_COMMA = said("Chinese commas in place of the Japanese one", "読点「、」の代わりに中国式のコンマ「，」")
_STOPS = said("full-width punctuation in a Western text", "欧文の中に全角の句読点")
_FONT = said("a Chinese font or language is declared", "中国語のフォントや言語の指定がある")
_CHARSET = said("a Chinese charset is declared", "中国語の文字コードの指定がある")
_MAILER = said("the mail program is one used in China", "主に中国で使われるメールソフト")
_MAILERS = ("foxmail", "qqmail", "coremail", "aliyun", "netease", "[cn]", "zh_cn", "dm pro mailer")

LONGEST = 20_000
"""Characters in which a disguised word is looked for, to be quoted; all of the text is read without disguises."""
HEAD = 6_000
"""Characters of a page that are searched for fonts: they are named where it begins."""

Sign = tuple[str, float, Ground]
"""Name, weight, and where it stands."""


def signs(look: Look) -> Iterator[Sign]:
    """All signs of characters, widths, fonts, charsets and mail programs."""
    ascii_only = look.words.isascii() and not look.disguised
    whole = "" if ascii_only else f"{look.subject}\n{look.mail.text}"
    for start, end, kind in disguised(whole[:LONGEST], 2) if look.disguised else ():
        where = "header Subject" if end <= len(look.subject) else "text"
        yield (
            f"disguised {kind}",
            0.5 if kind != "unseen" else 0.25,
            ground(where, whole[max(0, start - 10) : end + 10], _DISGUISE[kind]),
        )
    japanese = look.language == "ja"
    if japanese and _KANA.search(whole):
        yield from _in_japanese(whole, look.words)
    elif not ascii_only and b"\xef\xbc" in look.words and look.language not in ("zh", "ja", "ko", "und"):
        found = _WIDE_IN_LATIN.search(whole)
        if found:
            yield "wide punctuation", 0.3, ground("text", _around(whole, found.start()), _STOPS)
    if look.language not in ("zh", "und"):
        yield from _declared(look)


def _in_japanese(whole: str, words: bytes) -> Iterator[Sign]:
    there = set(whole)
    foreign = [sign for sign in there if "\u4e00" <= sign <= "\u9fff" and _is_foreign(sign)]
    if foreign:
        at = min(whole.index(sign) for sign in foreign)
        yield "foreign form", min(0.8, 0.25 + 0.1 * len(foreign)), ground("text", _around(whole, at), _FOREIGN)
    for name, weight, pattern, note, leads in (
        ("half-width kana", 0.15, _HALF_KANA, _HALF, (b"\xef\xbd", b"\xef\xbe")),
        ("two widths", 0.2, _TWO_WIDTHS, _WIDTHS, (b"\xef\xbc", b"\xef\xbd")),
    ):
        found = pattern.search(whole) if any(lead in words for lead in leads) else None
        if found:
            yield name, weight, ground("text", _around(whole, found.start()), note)
    if "，" in there and whole.count("，") >= 2 and ("、" in there or "您" in there):
        yield "chinese comma", 0.25, ground("text", _around(whole, whole.index("，")), _COMMA)


def _declared(look: Look) -> Iterator[Sign]:
    weight = 0.3 if look.language == "ja" else 0.15
    for part in look.mail.text_parts:
        if part.declared and part.declared.lower() in _CHINESE_CHARSETS:
            yield "chinese charset", weight, ground(f"part {part.part} Content-Type", part.declared, _CHARSET)
            break
    else:
        for name, raw in () if look.subject.isascii() and look.mail.from_name.isascii() else look.mail.fields:
            if b"=?" in raw and name.lower() in (b"subject", b"from") and _CHINESE_WORD.search(raw):
                yield (
                    "chinese charset",
                    weight,
                    ground(f"header {name.decode('latin-1')}", raw.decode("latin-1").strip(), _CHARSET),
                )
                break
    for page in look.mail.pages:
        head = page.source[:HEAD]
        mark = ""
        for lead, marks in _CHINESE_MARKS.items():
            if lead in head:
                mark = mark or next((each for each in marks if each in head), "")
        if not mark and not head.isascii():
            mark = next((mark for mark in _CHINESE_NAMES if mark in head), "")
        if mark:
            yield (
                "chinese font",
                weight,
                ground(f"part {page.part} html", _around(head, head.index(mark)), _FONT),
            )
            break
    mailer = look.mail.header("x-mailer") or look.mail.header("user-agent")
    if mailer and any(name in mailer.lower() for name in _MAILERS):
        yield "chinese mailer", 0.3 if look.language == "ja" else 0.1, ground("header X-Mailer", mailer, _MAILER)


def _around(text: str, at: int, width: int = 15) -> str:
    return " ".join(text[max(0, at - width) : at + width].split())


@cache
def _is_foreign(sign: str) -> bool:
    """Whether a Chinese character is not one of Japanese: JIS X 0213 lacks 8,432 of the 20,992 of the basic block."""
    return sign in _ONLY_CHINESE or not sign.encode("euc_jis_2004", "ignore")
