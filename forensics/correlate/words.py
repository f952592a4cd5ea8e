"""The reasons in words, for a reader who has never heard of bits: English and Japanese, one line a kind."""

from __future__ import annotations

from forensics.model.link import Reason

SHARED: dict[str, tuple[str, str]] = {
    "bitcoin": (
        "Both ask for payment to the same Bitcoin address.",
        "同じビットコインアドレスへの支払いを求めています。",
    ),
    "email": ("Both name the same mail address.", "同じメールアドレスが書かれています。"),
    "reply-to": ("Answers to both go to the same address.", "返信先(Reply-To)が同じアドレスです。"),
    "domain": ("Both lead to the same domain.", "同じドメインへのリンクがあります。"),
    "ip": ("Both lead to the same internet address.", "同じ IP アドレスへのリンクがあります。"),
    "url path": (
        "The links have the same path on their servers, as a kit that moves from site to site leaves it.",
        "リンクのパスの形が同じです。サイトを移しながら使われる同じ道具の特徴です。",
    ),
    "from address": ("Both give the same sender address.", "差出人アドレスが同じです。"),
    "from address domain": ("Both give a sender address of the same domain.", "差出人アドレスのドメインが同じです。"),
    "return path": ("Both were handed in for the same envelope sender.", "配送上の差出人(Return-Path)が同じです。"),
    "return path domain": (
        "Both were handed in for an envelope sender of the same domain.",
        "配送上の差出人(Return-Path)のドメインが同じです。",
    ),
    "origin ip": ("Both came from the same machine.", "同じ IP アドレスから送られています。"),
    "sha256": ("Both carry the same file.", "同じファイルが添付されています。"),
    "line": ("Both use the same sentence.", "同じ文が使われています。"),
    "amount": ("Both ask for the same sum.", "要求額が同じです。"),
}
_ANY = ("Both hold the same value.", "同じ値が含まれています。")
_WALLET = ("Both ask for payment to the same wallet.", "同じ支払先を指定しています。")
_TOKEN = (
    " The links carry the reader's address, so whoever runs it collects who clicks.",
    "リンクには受信者のアドレスが埋め込まれており、クリックした人が記録されます。",
)


def shared(family: str, kind: str, value: str, bits: float, *, token: bool = False, more: int = 0) -> Reason:
    """A shared value. ``more``: how many further sentences are shared beside this one."""
    english, japanese = SHARED.get(kind, _WALLET if family == "wallet" else _ANY)
    if token:
        english, japanese = english + _TOKEN[0], japanese + _TOKEN[1]
    if more:
        english, japanese = f"{english} {more} more are the same.", f"{japanese}ほかに {more} 文が一致します。"
    return Reason(kind, value, round(bits, 1), english, japanese)


def languages(one: str, other: str) -> Reason:
    """The bodies are in different languages."""
    return Reason(
        "language", f"{one} / {other}", -2.0, "They are written in different languages.", "書かれている言語が違います。"
    )


def infrastructure(value: str) -> Reason:
    """Hosts or machines differ."""
    return Reason(
        "infrastructure", value, -1.5,
        "They use different infrastructure: no machine or linked domain in common.",
        "送信元もリンク先も異なり、共通の設備が見つかりません。",
    )  # fmt: skip


def texts() -> Reason:
    """Long bodies without one common sentence."""
    return Reason("text", "", -1.5, "Their texts have no sentence in common.", "共通する文が一つもありません。")


def far_apart(days: int) -> Reason:
    """A long time between."""
    return Reason("date", f"{days} d", -1.0, f"They came {days} days apart.", f"{days} 日離れて届いています。")


def same_reader(address: str) -> Reason:
    """One recipient in common."""
    return Reason(
        "recipient", address, 0.3,
        "Both went to the same reader. One leaked list of addresses would explain that, too.",
        "同じ受信者に届いています。ただし、同じ流出名簿に載っていただけでも起こります。",
    )  # fmt: skip


def soon_after(hours: float) -> Reason:
    """The second came within days."""
    days = hours / 24
    span, span_ja = (
        (f"{hours:.0f} hours", f"{hours:.0f} 時間") if hours < 36 else (f"{days:.1f} days", f"{days:.1f} 日")
    )
    return Reason(
        "date",
        f"{hours:.0f} h",
        0.5,
        f"The second came {span} after the first.",
        f"一方は他方の {span_ja}後に届いています。",
    )


def unknown_password() -> Reason:
    """The question that decides whether a threat follows from a phishing page."""
    return Reason(
        "password", "", 0.0,
        "It is not known whether the reader typed a password into the page of the first mail, and whether it is the one the second names.",
        "一通目のページに受信者がパスワードを入力したか、それが二通目に書かれたものと同じかは分かっていません。",
    )  # fmt: skip


def unknown_others() -> Reason:
    """Control group."""
    return Reason(
        "recipients", "", 0.0,
        "It is not known whether other readers got only one of the two; the server's log would tell.",
        "他の利用者に片方だけが届いているかは分かっていません。サーバーのログで確かめられます。",
    )  # fmt: skip


def not_looked_up(value: str) -> Reason:
    """Registration and hosting."""
    return Reason(
        "look-ups", value, 0.0,
        "Who registered and hosts what they point at has not been looked up for this comparison.",
        "リンク先の登録者や設置場所の照会結果は、この比較では使われていません。",
    )  # fmt: skip


def bridge(value: str, bits: float) -> Reason:
    """The link without which a campaign would fall in two."""
    return Reason(
        "weakest bridge", value, round(bits, 1),
        "The weakest link that holds the group together rests on these two mails.",
        "このグループをつなぐ最も弱い結び付きは、この二通の間です。",
    )  # fmt: skip


def hub(kind: str, value: str, bits: float, held: int) -> Reason:
    """A value too widely held for pairs."""
    english, japanese = SHARED.get(kind, _WALLET)
    return Reason(kind, value, round(bits, 1), f"{english} {held} mails hold it.", f"{japanese}({held} 通)")
