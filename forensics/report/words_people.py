"""The words of the chapters on who is affected, on demands and payments, and of the appendix with headers."""

from __future__ import annotations

PEOPLE: dict[str, tuple[str, str]] = {
    # who is affected
    "affected": ("Who is affected", "影響を受けた人"),
    "affected text": (
        (
            "Addresses named as readers: {n}; in the organisation's own domains: {own}. Readers of blind copies are"
            " named nowhere in a mail: the mail server's log knows them."
        ),
        (
            "宛先として書かれたアドレスは {n} 件、うち {own} 件が組織のドメインに属します。"
            "ブラインドカーボンコピー(Bcc)の受信者はメールに残らないため、メールサーバーの記録で確認してください。"
        ),
    ),
    "affected text unset": (
        (
            "Addresses named as readers: {n}. The case does not say which domains are the organisation's own (own_domains)."
            " Readers of blind copies are named nowhere in a mail: the mail server's log knows them."
        ),
        (
            "宛先として書かれたアドレスは {n} 件です。組織のドメイン(own_domains)は、この事案には設定されていません。"
            "ブラインドカーボンコピー(Bcc)の受信者はメールに残らないため、メールサーバーの記録で確認してください。"
        ),
    ),
    "affected nobody": (
        "No mail names a reader: all came as blind copies, or their headers are lost.",
        "宛先が書かれたメールはありません(すべて Bcc であるか、ヘッダーが失われています)。",
    ),
    "affected unnamed": (
        "Mails that name no reader: {n} ({exhibits})",
        "宛先の書かれていないメールは {n} 通です: {exhibits}",
    ),
    "affected token": (
        "Readers' addresses inside links: {n}. Whoever opened such a link told the sender that the mailbox is read.",
        "リンクに埋め込まれた受信者のアドレスは {n} 件です。開くと、そのアドレスが読まれていることが送信者に伝わります。",
    ),
    "reader": ("reader", "受信者"),
    "hostile mails": ("hostile mails", "悪意のあるメール数"),
    "own": ("own domain", "自組織"),
    "campaigns": ("campaigns", "キャンペーン"),
    "exhibits": ("exhibits", "証拠番号"),
    # demands and payments
    "demands": ("Demands and payments", "要求と支払い"),
    "demands text": (
        "What the mails demand, by when, and where it should be paid. These are claims of the senders.",
        "メールが要求する内容、期限、支払先です。いずれも差出人の主張です。",
    ),
    "demands none": (
        "No sum, time limit or account to pay to was found in the mails.",
        "金額・期限・支払先は見つかりませんでした。",
    ),
    "payments": ("Payments", "入金の状況"),
    "payments not asked": (
        "Whether anyone has paid was not asked: no look-up is recorded (wallet addresses: {n}).",
        "入金の有無は照会していません(ウォレットのアドレス {n} 件について照会の記録はありません)。",
    ),
    "known": ("known", "既知の情報"),
    # look-up answers
    "answers none": (
        "No answer of an outside service is recorded: nobody was asked.",
        "外部サービスの回答はありません。照会していません。",
    ),
    # appendix
    "headers": ("Appendix: headers of the mails", "付録: メールのヘッダー"),
    "headers text": (
        "As the mails carry them, from the top; only lines that the own servers wrote can be relied upon.",
        "メールに記載された順に示します。信頼できるのは自組織のサーバーが書いた行だけです。",
    ),
    "headers none": ("No headers are at hand.", "ヘッダーはありません。"),
    "header": ("header", "ヘッダー"),
    "header count": ("{n} lines", "{n} 行"),
}
