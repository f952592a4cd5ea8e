"""sender.zone: was the clock of the sender set to another part of the world than the one it claims?

Why it matters: the Date header carries the offset of the machine that wrote it (RFC 5322 section 3.3). A Japanese bank whose clock runs at
+0800 is written in another country. Innocent: servers keep UTC, people travel, mail services write in their own zone; so the sign
is weak, and UTC says nothing.
"""

from __future__ import annotations

from datetime import timedelta

from forensics.assess import brands
from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Verdict, Words

RULE = "sender.zone"
QUESTION = {
    "en": "Was the sender's clock set to another part of the world than the one it claims to be in?",
    "ja": "送信側の時計(時差)は、名乗っている国・地域と食い違っていますか。",
}
_PLACES: dict[str, tuple[Words, tuple[float, float]]] = {
    "jp": ({"en": "Japan", "ja": "日本"}, (9, 9)),
    "kr": ({"en": "Korea", "ja": "韓国"}, (9, 9)),
    "cn": ({"en": "China", "ja": "中国"}, (8, 8)),
    "tw": ({"en": "Taiwan", "ja": "台湾"}, (8, 8)),
    "in": ({"en": "India", "ja": "インド"}, (5.5, 5.5)),
    "de": ({"en": "Germany", "ja": "ドイツ"}, (1, 2)),
    "at": ({"en": "Austria", "ja": "オーストリア"}, (1, 2)),
    "ch": ({"en": "Switzerland", "ja": "スイス"}, (1, 2)),
    "fr": ({"en": "France", "ja": "フランス"}, (1, 2)),
    "it": ({"en": "Italy", "ja": "イタリア"}, (1, 2)),
    "nl": ({"en": "the Netherlands", "ja": "オランダ"}, (1, 2)),
    "be": ({"en": "Belgium", "ja": "ベルギー"}, (1, 2)),
    "pl": ({"en": "Poland", "ja": "ポーランド"}, (1, 2)),
    "uk": ({"en": "Great Britain", "ja": "英国"}, (0, 1)),
    "br": ({"en": "Brazil", "ja": "ブラジル"}, (-5, -2)),
}
"""Top-level domains of countries with one zone or neighbouring ones (IANA time zone database): hours from UTC, lowest and highest."""
_UNKNOWN = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said(
        "The sender's address claims no country with one time zone, or the mail bears no date.",
        "差出人アドレスから国(時差)が特定できないか、日時がありません。",
    ),
)  # fmt: skip
_FITS = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("The time zone of the Date header fits the sender's country.", "Date ヘッダーの時差は、差出人の国と一致します。"),
)  # fmt: skip
_UTC = Finding(
    RULE, QUESTION, Verdict.NO, 0.1,
    said("The date is written in UTC, as servers do; that says nothing of a place.", "日時は協定世界時(UTC)で書かれており、場所の手掛かりにはなりません。"),
)  # fmt: skip
_TRAVEL = said(
    "mail services write in their own zone, and people travel",
    "配信サービスは自国の時差で書くことがあり、旅行中の送信もありうる",
)
_SERVICES_AMERICA = (-8.0, -4.0)
"""Where the large mail services of America have their clocks."""


def judge(look: Look) -> Finding:
    """YES: a clock of China on a mail that claims Japan, and the like. UNCLEAR: elsewhere, where mail services stand."""
    domain = look.from_domain
    place = _PLACES.get(domain.rpartition(".")[2])
    if place is None:
        brand = brands.named(look.mail.from_name) if look.mail.from_name else None
        place = _PLACES["jp"] if brand is not None and not brand.title.isascii() else None
    date = look.mail.date if place is not None else None
    offset = date.utcoffset() if date is not None else None
    if place is None or offset is None or date is None:
        return _UNKNOWN
    name, (lowest, highest) = place
    hours = offset / timedelta(hours=1)
    if lowest <= hours <= highest:
        return _FITS
    if hours == 0:
        return _UTC
    service = _SERVICES_AMERICA[0] <= hours <= _SERVICES_AMERICA[1]
    written = f"{date:%z}"
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if service else Verdict.YES, 0.2 if service else 0.45,
        said(
            f"The sender claims to be in {name['en']}, but the clock that wrote the date stood at {written}.",
            f"差出人は{name['ja']}の組織を名乗っていますが、日時は {written} の時差で書かれています。",
        ),
        (ground("header Date", look.mail.header("date") or ""), ground("header From", look.from_address)),
        (ground("header Date", written, _TRAVEL),), {"zone": written, "claimed_place": name["en"]},
    )  # fmt: skip
