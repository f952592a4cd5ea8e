"""The words of the trade that a report uses, each in one sentence, for readers who are no specialists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model.report import Grid, Section

if TYPE_CHECKING:
    from forensics.report.voice import Voice

GLOSSARY: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (
        ("phishing", "フィッシング"),
        (
            "A mail under a false name that wants the reader to hand over a password or other secret.",
            "偽の名前で、パスワードなどの秘密を渡させようとするメール。",
        ),
    ),
    (
        ("extortion mail", "脅迫メール"),
        (
            "A mail that threatens (often: to publish a video that does not exist) and wants money.",
            "(多くは存在しない映像の公開などで)脅し、金銭を要求するメール。",
        ),
    ),
    (
        ("header", "ヘッダー"),
        (
            "The lines in front of a mail's text. All but those that the own server wrote can be forged.",
            "本文の前にある行。自組織のサーバーが書いたもの以外は偽造できる。",
        ),
    ),
    (
        ("Received line", "Received 行"),
        (
            "What a mail server writes on top of a mail that it takes: from whom, when. Read from the top downwards.",
            "メールを受け取ったサーバーが先頭に書き加える行。どこから、いつ受け取ったかを示し、上から順に読む。",
        ),
    ),
    (
        ("SPF, DKIM, DMARC", "SPF・DKIM・DMARC"),
        (
            "Three ways by which a domain's owner says who may send in its name. A pass says who sent, not that it is honest.",
            "ドメインの持ち主が正規の送信者を示す三つの仕組み。合格は送信者の確認であり、誠実さの証明ではない。",
        ),
    ),
    (
        ("IP address", "IP アドレス"),
        (
            "The number of a machine in the network. Several customers may share it, and it may change hands.",
            "ネットワーク上の機器の番号。複数の利用者が共有することも、持ち主が変わることもある。",
        ),
    ),
    (
        ("hash, SHA-256", "ハッシュ値・SHA-256"),
        (
            "A number worked out from bytes: whoever gets the same number has the same bytes.",
            "データから計算する値。同じ値なら同じデータである。",
        ),
    ),
    (
        ("wallet address", "ウォレットのアドレス"),
        (
            "Where cryptocurrency is paid to. All payments to most of them are public; whose they are is not.",
            "暗号資産の送金先。多くは入金の記録が公開されているが、持ち主は分からない。",
        ),
    ),
    (
        ("campaign", "キャンペーン"),
        (
            "Mails that belong to one sending operation, as far as the evidence shows.",
            "証拠から見て、一つの送信活動に属するとみられるメールの集まり。",
        ),
    ),
    (
        ("bit (of evidence)", "ビット(証拠の重み)"),
        (
            "Each bit for doubles the odds that two mails belong together; each bit against halves them.",
            "1 ビットの肯定で同一の活動である見込み(オッズ)は 2 倍、否定で半分になる。",
        ),
    ),
    (
        ("TLP", "TLP"),
        (
            "Traffic Light Protocol: to whom a report may be handed on.",
            "Traffic Light Protocol。報告書をどこまで共有してよいかの区分。",
        ),
    ),
    (
        ("defanged", "無害化した表記"),
        (
            "Written so that no program makes a link of it: hxxp[:]//host[.]example.",
            "クリックできないようにした書き方。例: hxxp[:]//host[.]example",
        ),
    ),
)  # fmt: skip


def glossary(voice: Voice) -> Section:
    """The chapter."""
    column = voice.language == "ja"
    rows = tuple((term[column], what[column]) for term, what in GLOSSARY)
    return Section("glossary", voice.word("glossary"), (Grid(voice.heads("term", "meaning"), rows),))
