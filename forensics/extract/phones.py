"""Telephone numbers, in the international form E.164: ``+81312345678``.

Why it matters: fake support and call-back scams have nothing but a number, and its carrier can close it. Numbers of other
kinds are everywhere, so one counts with a ``+``, in the shape that numbers of Japan, North America or Brazil are written in, or
beside a word such as 電話; and only where the numbering plan has it (ITU-T E.164; the plans as the library phonenumbers holds
them). The country of a number without ``+`` is told by its shape and the script of the text; where neither tells, it is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from urllib.parse import unquote

from forensics.extract import cues, shapes
from forensics.extract.hit import Hit
from forensics.extract.view import View

MOST_ASKED = 2_000
"""Candidates of one text that are held against the numbering plans (some 0.1 ms each); a longer list is no mail to a person."""
_KANA = re.compile("[ぁ-ヴ]")
_AMERICAN = re.compile(r"(?:1[\-. ]?)?\(?[2-9][0-9]{2}\)?[\-. ]{0,2}[2-9][0-9]{2}[\-. ]?[0-9]{4}")
_BRAZILIAN = re.compile(r"\(?0?[1-9][0-9]\)? ?9?[0-9]{4}-[0-9]{4}|0(?:800|300)[ \-][0-9]{3}[ \-][0-9]{4}")
_JAPANESE = re.compile(r"(?=(?:[^0-9]*[0-9]){10,11}[^0-9]*\Z)\(?0(?:[346]|[0-9]{2,4})[\-)]{1,2}[0-9]{1,4}-[0-9]{3,4}")
_HAN = re.compile("[々一-鿿]")
_PORTUGUESE = ("ção", "ções", "você", "não", "Ligue", "ligue", "Brasil")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−ー－ｰ", "-") | {"（": "(", "）": ")", "　": " ", "\u00a0": " "})
_LAST_GROUP = re.compile(r"[ \u00a0\u3000(（]{1,2}[0-9]{1,4}\Z")
"""Behind a blank or bracket: a part of the number, or what the sentence says next."""
_TIME = re.compile(
    r"[ \u3000]?(?:[hH](?![A-Za-z])|-?hours?|hrs|Stunden|Uhr|heures|horas|時|年|月|日|시|[:：][0-9]{2}(?![0-9])|/[0-9](?![0-9]))"
)
_OTHER_NUMBER = re.compile(
    r"(?:受付|注文|会員|予約|お客様|顧客|管理|伝票|追跡|照会|契約|整理|登録|問い?合わ?せ)(?:番号|ＩＤ|ID)[\s:：はが]{0,3}\Z"
    r"|(?i:\b(?:order|invoice|ticket|case|reference|ref|version|tracking|booking|serial|amount)(?: ?(?:number|no|id|#))?[.:# ]{0,3}\Z)"
)
"""What a number without ``+`` that is dialled nowhere is told as."""
_OTHER_BACK = 24
_MOST_CUT = 2
_FEWEST_LEFT = 7
_BAD_LEFT = frozenset("-_/=#&%$.,:+*@~€£¥")
_BAD_RIGHT = frozenset("_/=%@€£¥")


class _Writing:
    """What the writing of a text tells about where its numbers are dialled; looked at once, and only where a number asks."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def is_japanese(self) -> bool:
        text = self._text
        return (
            (not text.isascii() and (_KANA.search(text) is not None or "日本" in text))
            or "Japan" in text
            or "Tokyo" in text
        )

    @cached_property
    def has_han(self) -> bool:
        return not self._text.isascii() and _HAN.search(self._text) is not None

    @cached_property
    def is_brazilian(self) -> bool:
        return any(word in self._text for word in _PORTUGUESE)


def hits(view: View) -> Iterator[Hit]:
    """Numbers as E.164; ``how`` tells the country where it was taken from shape and script."""
    look = cues.look(view.text)
    if "phone" not in look.asks:
        return
    text = look.text
    writing = _Writing(text)
    asked = 0
    for start, longest, group in look.places(shapes.PHONE):
        for end in _ends(text, start, longest):
            if not _alone(text, start, end, cued=group == 4):
                continue
            written = text[start:end].translate(_DASHES)
            if group == 4 and written.startswith("00"):
                written = f"+{written[2:]}"  # as it is dialled from most countries
            region = "" if written.startswith("+") else _region(written, writing, cued=group == 4)
            if region and written.startswith("1 ") and _in_a_row(text, start, end):
                continue
            if region is None or (region and _OTHER_NUMBER.search(text[max(0, start - _OTHER_BACK) : start])):
                continue
            if asked == MOST_ASKED:
                return
            asked += 1
            value = e164(written, region)
            if value:
                head, bracket, _ = written.partition(")")
                opened = bracket and "(" not in head and text[start - 1 : start] == "("  # (+234)80-5600-5672
                yield Hit(
                    start - 1 if opened else start,
                    end,
                    "phone",
                    value,
                    f"country taken to be {region}" if region else "",
                )
                break


def _in_a_row(text: str, start: int, end: int) -> bool:
    """Whether further numbers stand on either side: a table, in which ``1 234 567 8901`` is dialled by nobody."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return (before[-1:].isspace() and before[:1].isdigit()) or (after[:1] in (" ", "\t") and after[1:].isdigit())


def of_link(target: str, text: str) -> tuple[str, str] | None:
    """(number, how it was told) that a ``tel:``, ``sms:`` or ``callto:`` link of a page with this text dials (RFC 3966, RFC 5724)."""
    written = unquote(target[:64].partition(":")[2]).lstrip("/")
    written = re.split(r"[;?&,]", written, maxsplit=1)[0].strip().translate(_DASHES)
    if written.startswith("00"):
        written = f"+{written[2:]}"
    region = "" if written.startswith("+") else _region(written, _Writing(text), cued=True)
    value = e164(written, region) if region is not None and any(map(str.isdigit, written)) else ""
    return (value, f"country taken to be {region}" if region else "") if value else None


def _ends(text: str, start: int, end: int) -> list[int]:
    """Where the number may end: as far as digits go, or before a last group or two that are hours or a date (``0120-444-113 24時間``)."""
    ends = [end]
    is_time = _TIME.match(text, end) is not None
    for _ in range(_MOST_CUT):
        group = _LAST_GROUP.search(text, start, end)
        if not group or sum(map(str.isdigit, text[start : group.start()])) < _FEWEST_LEFT:
            break
        end = group.start()
        ends.append(end)
    return [*ends[1:], ends[0]] if is_time else ends


def _alone(text: str, start: int, end: int, *, cued: bool) -> bool:
    left, right = text[start - 1 : start] if start else "", text[end : end + 1]
    if left in _BAD_LEFT and left and not (left in ":.," and text[start - 2 : start - 1].isalpha()):
        return False
    if (
        (left.isascii() and left.isalnum() and not (cued and left.isalpha()))
        or (right.isascii() and right.isalnum())
        or right in _BAD_RIGHT
    ):
        return False
    return not (right in "-.,:" and text[end + 1 : end + 2].isdigit())


def _region(written: str, writing: _Writing, *, cued: bool) -> str | None:
    """The country of a number without ``+``: ISO 3166 letters, None where nothing tells."""
    if written.startswith("0") and not written.startswith("00") and writing.is_japanese:
        return "JP"
    if _JAPANESE.fullmatch(written) and writing.has_han:
        return "JP"  # a line of a card, 電話 03-1234-5678: no kana, but no other country groups numbers so beside Han letters
    if _BRAZILIAN.fullmatch(written) and writing.is_brazilian:
        return "BR"
    if _AMERICAN.fullmatch(written) and (cued or "-" in written or "." in written or written.startswith("1 ")):
        return "US"
    return None


@lru_cache(maxsize=4096)
def e164(written: str, region: str = "") -> str:
    """``03-1234-5678`` in ``JP`` as ``+81312345678``; empty where no numbering plan has it."""
    import phonenumbers

    try:
        number = phonenumbers.parse(written, region or None)
    except phonenumbers.NumberParseException:
        return ""
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(number)
        else ""
    )
