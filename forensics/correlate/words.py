"""The reasons in words, for a reader who has never heard of bits: English and Japanese, one line a kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from forensics.model.link import Reason

SHARED: dict[str, tuple[str, str]] = {
    "wallet": ("Both ask for payment to the same wallet.", "同じ支払先(ウォレット)を指定しています。"),
    "domain": ("Both lead to the same domain.", "同じドメインへのリンクがあります。"),
    "ip": ("Both lead to the same internet address.", "同じ IP アドレスへのリンクがあります。"),
    "bucket": (
        "Both lead to the same customer's storage of a cloud.",
        "同じ利用者のクラウド保管場所へのリンクがあります。",
    ),
    "link number": (
        "Their links carry the same number at the same place, as a kit numbers the readers or orders of one list.",
        "リンクの同じ位置に同じ番号があります。同じ名簿や配信を管理する番号とみられます。",
    ),
    "url path": (
        "The links are built alike behind the host, as a kit that moves from site to site leaves it.",
        "リンクのパスの形が同じです。サイトを移しながら使われる同じ道具の特徴です。",
    ),
    "sender domain": (
        "The sending side names the same domain (sender, envelope, signature or machine).",
        "送信側(差出人・配送上の差出人・署名・サーバー)が同じドメインを名乗っています。",
    ),
    "sender address": ("Both give the same sender address.", "差出人アドレスが同じです。"),
    "origin ip": ("Both came through the same machine.", "同じ IP アドレスの機器を通って届いています。"),
    "network": ("Both came through the same small network.", "同じ小さなネットワークを通って届いています。"),
    "dkim selector": ("Both are signed with a key of the same name.", "署名の鍵(セレクタ)の名前が同じです。"),
    "message-id form": ("Their Message-IDs are built alike.", "Message-ID の作り方が同じです。"),
    "message-id piece": (
        "Their Message-IDs share a piece that is not chance.",
        "Message-ID に偶然とは思えない共通部分があります。",
    ),
    "return path form": ("Their envelope senders are built alike.", "配送上の差出人(Return-Path)の作り方が同じです。"),
    "boundary form": ("The seams between their parts are built alike.", "パートの区切り文字列の作り方が同じです。"),
    "header order": (
        "The sending program wrote the same headers in the same order.",
        "送信プログラムが同じヘッダーを同じ順に書いています。",
    ),
    "header set": (
        "The sending program wrote the same set of headers.",
        "送信プログラムが書いたヘッダーの種類が同じです。",
    ),
    "signed headers": ("Their signatures cover the same headers in the same way.", "署名の対象と方式が同じです。"),
    "mailer": ("Both name the same mailing program.", "同じ送信プログラムの名前が書かれています。"),
    "html skeleton": ("Their HTML has the same skeleton, tag by tag.", "HTML の骨組み(タグの並び)が全く同じです。"),
    "html beginning": ("Their HTML begins with the same tags.", "HTML の冒頭のタグの並びが同じです。"),
    "html end": ("Their HTML ends with the same tags.", "HTML の末尾のタグの並びが同じです。"),
    "subject": ("The subject is the same but for names and numbers.", "件名が(名前や数字を除いて)同じです。"),
    "display name": ("Both give the same sender's name.", "差出人の表示名が同じです。"),
    "name ending": ("The sender's name ends with the same mark.", "差出人の表示名の末尾に同じ印があります。"),
    "name signs": ("The sender's name is decorated with the same signs.", "差出人の表示名に同じ記号が使われています。"),
    "picture host": ("Both load pictures from the same domain.", "同じドメインの画像を使っています。"),
    "resource": ("Both point at the very same file or page.", "全く同じファイルまたはページを指しています。"),
    "email": ("Both name the same mail address.", "同じメールアドレスが書かれています。"),
    "reply-to": ("Answers to both go to the same address.", "返信先(Reply-To)が同じアドレスです。"),
    "phone": ("Both name the same telephone number.", "同じ電話番号が書かれています。"),
    "sha256": ("Both carry the same file.", "同じファイルが添付されています。"),
    "text": ("They use the same wording.", "同じ文言が使われています。"),
}
_ANY = ("Both hold the same value.", "同じ値が含まれています。")
_TOKEN = (
    " The links carry the reader's address, so whoever runs it collects who clicks.",
    "リンクには受信者のアドレスが埋め込まれており、クリックした人が記録されます。",
)


def shared(
    name: str, value: str, bits: float, *, held: int = 0, token: bool = False, places: tuple[str, ...] = ()
) -> Reason:
    """A shared value. ``held``: how many mails of the case hold it."""
    english, japanese = SHARED.get(name, _ANY)
    if token:
        english, japanese = english + _TOKEN[0], japanese + _TOKEN[1]
    if held > 2:
        english, japanese = (
            f"{english} {held} mails of the case have it.",
            f"{japanese.removesuffix('。')}(この事案では {held} 通)。",
        )
    return Reason(name, value, round(bits, 1), english, japanese, places)


def held_by(
    name: str, value: str, bits: float, count: int, members: int, *, held: int = 0, places: tuple[str, ...] = ()
) -> Reason:
    """A value that ``count`` of a campaign's ``members`` mails share; of two mails one says "both". ``held``: mails of the case."""
    if members < 3:
        return shared(name, value, bits, held=held, places=places)
    english, japanese = SHARED.get(name, _ANY)
    who = f"all {count} mails" if count == members else f"{count} of {members} mails"
    before, both, after = english.partition("Both ") if english.startswith("Both ") else english.partition("both ")
    english = f"{before}{who} {after}" if both else f"{english.removesuffix('.')} ({who})."
    told = [f"{count} 通すべて" if count == members else f"{members} 通中 {count} 通"]
    if held > count:
        english += f" {held} mails of the case have it."
        told.append(f"この事案全体では {held} 通")
    japanese = f"{japanese.removesuffix('。')}({'、'.join(told)})。"
    return Reason(name, value, round(bits, 1), english[0].upper() + english[1:], japanese, places)


def in_both(
    name: str, value: str, bits: float, counts: list[tuple[str, int, int]], places: tuple[str, ...] = ()
) -> Reason:
    """A value that two campaigns share. ``counts``: (campaign, mails that hold it, all its mails)."""
    english, japanese = SHARED.get(name, _ANY)
    said = ", ".join(f"{held} of {total} mails of {campaign}" for campaign, held, total in counts)
    said_ja = "、".join(f"{campaign} の {total} 通中 {held} 通" for campaign, held, total in counts)
    return Reason(
        name, value, round(bits, 1), f"{english} {said} have it.", f"{japanese.removesuffix('。')}({said_ja})。", places
    )


def alike(bits: float, likeness: float) -> Reason:
    """How well the texts of two campaigns match."""
    return Reason(
        "text", "", round(bits, 1),
        f"Their wording is alike: a text of one finds {likeness:.0%} of itself in the closest text of the other.",
        f"文面が似ています(一方の文面は、他方の最も近い文面と平均 {likeness:.0%} 共通)。",
    )  # fmt: skip


def text(value: str, bits: float, *, clauses: int, likeness: float, places: tuple[str, ...] = ()) -> Reason:
    """How alike the wording is."""
    return Reason(
        "text", value, round(bits, 1),
        f"Their wording is alike to {likeness:.0%}: {clauses} clauses are the same.",
        f"文面の {likeness:.0%} が共通です(同じ句が {clauses})。",
        places,
    )  # fmt: skip


def chance(bits: float) -> Reason:
    """The prior: what any two mails have against them."""
    return Reason(
        "chance", "", round(bits, 1),
        "Most pairs of mails do not belong together; the evidence must outweigh that.",
        "ほとんどのメール同士は無関係であり、根拠はそれを上回る必要があります。",
    )  # fmt: skip


def languages(one: str, other: str, bits: float) -> Reason:
    """The bodies are in different languages."""
    return Reason(
        "language",
        f"{one} / {other}",
        round(bits, 1),
        "They are written in different languages.",
        "書かれている言語が違います。",
    )


def infrastructure(value: str, bits: float) -> Reason:
    """Hosts or machines differ."""
    return Reason(
        "infrastructure", value, round(bits, 1),
        "They use different infrastructure: no machine, sender or linked domain in common.",
        "送信元もリンク先も異なり、共通の設備が見つかりません。",
    )  # fmt: skip


def texts(bits: float) -> Reason:
    """Long bodies without one common sentence."""
    return Reason(
        "text", "", round(bits, 1), "Their texts have no clause in common.", "文面に共通する句が一つもありません。"
    )


def far_apart(days: int, bits: float) -> Reason:
    """A long time between."""
    return Reason(
        "date", f"{days} d", round(bits, 1), f"They came {days} days apart.", f"{days} 日離れて届いています。"
    )


def same_reader(address: str, bits: float) -> Reason:
    """One recipient in common."""
    return Reason(
        "recipient", address, bits,
        "Both went to the same reader. One leaked list of addresses would explain that, too.",
        "同じ受信者に届いています。ただし、同じ流出名簿に載っていただけでも起こります。",
    )  # fmt: skip


def soon_after(hours: float, bits: float) -> Reason:
    """The second came within days."""
    days = hours / 24
    span, span_ja = (
        (f"{hours:.0f} hours", f"{hours:.0f} 時間") if hours < 36 else (f"{days:.1f} days", f"{days:.1f} 日")
    )
    return Reason(
        "date", f"{hours:.0f} h", bits,
        f"The second came {span} after the first.",
        f"一方は他方の {span_ja}後に届いています。",
    )  # fmt: skip


def sequel(bits: float) -> Reason:
    """A threat after a lure: what would be seen if the one followed from the other."""
    return Reason(
        "sequel", "", bits,
        "A link that names the reader came first, a threat came after it: so it would look if the click had led to the threat. Threats"
        " also come unasked, to everybody on a list.",
        "受信者を識別するリンクの後に脅迫が届いています。クリックが脅迫につながった場合の順序ですが、脅迫メールは名簿宛てに無差別にも送られます。",
    )  # fmt: skip


def followed(reader: str, when: datetime, bits: float) -> Reason:
    """A log shows the click that the threat may have followed from."""
    at = f"{when:%Y-%m-%d %H:%M:%S %z}"
    return Reason(
        "click", reader, bits,
        f"A log shows that the link sent to this reader was followed ({at}), before the threat came.",
        f"この受信者に宛てたリンクが、脅迫の届く前に開かれたことがログで分かります({at})。",
    )  # fmt: skip


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


FAMILY_NAMES = {
    "wallet": ("wallet", "送金先"), "link": ("link", "リンク"), "tag": ("link numbers", "リンク内の番号"), "kit": ("link grammar", "リンクの作り"),
    "sender": ("sender", "差出人"), "network": ("network", "送信元ネットワーク"), "ids": ("identifiers", "識別子の作り"),
    "header": ("headers", "ヘッダー"), "html": ("HTML", "HTML"), "text": ("text", "文面"), "subject": ("subject", "件名"),
    "name": ("name", "表示名"), "resource": ("resource", "参照先のファイル"), "contact": ("contact", "連絡先"), "file": ("file", "添付ファイル"),
    "platform": ("platform", "配信サービス"),
}  # fmt: skip
"""Families of traits as a reader knows them."""


def not_compared(families: Sequence[str]) -> Reason:
    """What one of the two mails has not."""
    english, japanese = ([FAMILY_NAMES[family][n] for family in families] for n in (0, 1))
    value = ", ".join(english)
    return Reason(
        "not comparable", "", 0.0,
        f"Could not be compared, for one of the mails has none: {value}.",
        f"一方のメールにないため比較できなかったもの: {'、'.join(japanese)}",
    )  # fmt: skip


def bridge(value: str, bits: float) -> Reason:
    """The link without which a campaign would fall in two."""
    return Reason(
        "weakest bridge", value, round(bits, 1),
        "The weakest link that holds the group together rests on these two mails.",
        "このグループをつなぐ最も弱い結び付きは、この二通の間です。",
    )  # fmt: skip


def cut(value: str, other: str, bits: float) -> Reason:
    """A link between two groups that is not enough to join them."""
    return Reason(
        "bridge not crossed", value, round(bits, 1),
        f"One link leads to {other}; alone it is not enough to join the groups.",
        f"{other} へのつながりが一つありますが、それだけで二つのグループを一つとは見なしていません。",
    )  # fmt: skip
