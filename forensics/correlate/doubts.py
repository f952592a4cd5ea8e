"""What else would explain it, and what would decide it: the strongest rival of 'one hand', in words.

Why it matters: a shared host may be a hacked site that several use, a shared text a template that is sold. An analyst who names the
rival explanation before others do is believed; one who looks up what decides it knows.
"""

from __future__ import annotations

from forensics.model.link import Reason

_RIVALS: dict[str, tuple[str, str]] = {
    "platform": (
        "Both came through the same mail service ({value}): all its customers have these headers and machines alike.",
        "どちらも同じ配信サービス({value})を経由しています。ヘッダーや送信機器の一致は、利用者が同じサービスを使うだけで生じます。",
    ),
    "recipient": (
        "One leaked list of addresses, used by two who know nothing of each other, would explain it.",
        "流出した同じ名簿を、無関係な二者がそれぞれ使っただけでも説明できます。",
    ),
    "lure": (
        "A lure that is sold or copied would explain it: the wording is the same, the places it leads to and comes from are not.",
        "文面が売買・流用されただけでも説明できます。文言は同じでも、送信元やリンク先は一致していません。",
    ),
    "kit": (
        "A kit that several rent would explain links that are built alike.",
        "複数の者が借りて使う同じ道具(キット)でも、同じ形のリンクになります。",
    ),
    "place": (
        "A hacked or rented site that several use at once would explain the shared address.",
        "乗っ取られた、または貸し出されたサイトを複数の者が使っていても、共通のリンク先になります。",
    ),
    "network": (
        "One hosting company with many customers would explain the shared machine or network.",
        "多数の利用者をもつ同じホスティング事業者でも、送信機器やネットワークは一致します。",
    ),
    "program": (
        "One mailing program that anybody can get would explain headers and identifiers that are alike.",
        "誰でも入手できる同じ送信ソフトでも、ヘッダーや識別子は似ます。",
    ),
    "forged": (
        "A sender that anybody may write would explain the shared name or address.",
        "差出人は誰でも偽れるため、別々の者が同じ名前を騙っただけでも説明できます。",
    ),
    "file": (
        "A picture or file that is passed around would explain it.", "出回っている画像やファイルの流用でも説明できます。"
    ),
    "chance": (
        "Chance: nothing rare is in common.", "偶然です。珍しい共通点はありません。"
    ),
}  # fmt: skip
_OF = {
    "text": "lure", "html": "lure", "subject": "lure", "name": "forged", "kit": "kit", "tag": "kit", "link": "place", "network": "network",
    "ids": "program", "header": "program", "sender": "forged", "resource": "file", "file": "file", "contact": "forged", "wallet": "place",
}  # fmt: skip
_NEXT: dict[str, tuple[str, str]] = {
    "place": (
        "Look up who registered and hosts the linked domains, and since when (rdap, dns, hosting).",
        "リンク先ドメインの登録者・登録日・設置場所を照会する(rdap, dns, hosting)。",
    ),
    "log": (
        "Search the mail server's log: who else received only one of the two?",
        "メールサーバーのログで、片方だけを受け取った利用者がいるか調べる。",
    ),
    "click": (
        "Ask the reader, and search the proxy's log: was the link opened, was a password typed, and is it the one in the threat?",
        "受信者への確認とプロキシのログで、リンクを開いたか、パスワードを入力したか、脅迫文のパスワードと同じかを調べる。",
    ),
    "typed": (
        "A log shows the click. Ask the reader: was a password typed into that page, and is it the one in the threat?",
        "クリックはログで確認済み。受信者に、そのページにパスワードを入力したか、脅迫文のパスワードと同じかを確認する。",
    ),
    "more": (
        "Find more mails of either kind: a third one that shares a number, a host or a wallet with both decides it.",
        "それぞれの類例を集める。番号・リンク先・送金先を両方と共有する三通目があれば決め手になる。",
    ),
    "leak": (
        "Check whether the reader's address and password stand in known leaks.", "受信者のアドレスとパスワードが既知の流出に含まれるか確認する。"
    ),
    "wallet": ("Look up the payments to the wallet.", "送金先への入金を照会する。"),
}  # fmt: skip
_REASON = "alternative"
_STRONG = 3.0
"""Bits of a family that no lure brings with it."""


def rival(strengths: dict[str, float], platform: str, *, sequel: bool) -> Reason:
    """The strongest explanation other than one hand."""
    if platform and any(family in strengths for family in ("header", "ids", "network", "html")):
        name = "platform"
    elif sequel and not any(family in strengths for family in ("link", "kit", "tag", "wallet", "network")):
        name = "recipient"
    else:
        told = {family: bits for family, bits in strengths.items() if _OF[family] != "lure"}
        if max(told.values(), default=0.0) < _STRONG:
            told = strengths  # only then does a copied lure explain it
        top = max(told, key=lambda family: told[family], default="")
        name = _OF.get(top, "chance") if top and strengths[top] >= 1 else "chance"
    english, japanese = _RIVALS[name]
    value = platform if name == "platform" else ""
    return Reason(_REASON, value, 0.0, english.format(value=value), japanese.format(value=value))


def deciding(*, sequel: bool, clicked: bool = False, links: bool, wallet: bool) -> tuple[Reason, ...]:
    """What to look up or find, most telling first. ``clicked``: a log has shown already that the link was followed."""
    names = ["typed" if clicked else "click", "log", "leak"] if sequel else []
    names += ["place"] * links + ["wallet"] * wallet + ["more"]
    return tuple(Reason("to do", name, 0.0, *_NEXT[name]) for name in names)
