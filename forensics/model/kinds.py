"""The kinds of observable: each with its name and one line on what counts as one, in the languages of the house.

A kind is a contract: tables, exports and look-ups know it by this word. README's list of what is found is made from this table
(``tools/readme.py``), so it can neither promise more nor say less than the code.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of observable. ``name`` and ``what`` are (English, Japanese)."""

    name: tuple[str, str]
    what: tuple[str, str]


NO_YEAR = "X" * 4
"""In a value, in place of a year that the mail does not name: digits that are not told, as EDTF (ISO 8601-2) writes them."""
WALLETS = (
    "bitcoin", "bitcoin_cash", "ethereum", "monero", "litecoin", "dogecoin", "dash", "zcash", "ripple", "tron", "solana",
    "lightning",
)  # fmt: skip
"""Kinds of observables that money can be sent to."""

KINDS: dict[str, Kind] = {
    "url": Kind(
        ("link", "リンク"),
        (
            ("http, https and ftp links: in text of any script, without a scheme, broken on purpose (`hxxp`, `[.]`), in HTML attributes, "
            "styles and scripts, headers, calendars, QR codes, PDF and Office files; what a mail gateway or click counter wraps is unwrapped"),
            ("http・https・ftp のリンク。本文中(日本語などに続くもの、スキームの無いもの、`hxxp` や `[.]` と書かれたものを含む)、HTML の属性・"
            "スタイル・スクリプト、ヘッダー、予定表、QR コード、PDF・Office ファイルの中。ゲートウェイなどが包んだリンクは中身も取り出す"),
        ),
    ),
    "domain": Kind(
        ("domain", "ドメイン"),
        ("host names under a real top-level domain (Public Suffix List)", "実在する TLD の下のホスト名(Public Suffix List による)"),
    ),
    "ip": Kind(
        ("IP address", "IP アドレス"),
        ("IPv4 and IPv6 addresses; odd spellings in links are read as browsers do", "IPv4・IPv6 アドレス。リンク内の変則表記はブラウザーと同じように読む"),
    ),
    "email": Kind(
        ("mail address", "メールアドレス"),
        ("mail addresses in headers, text and `mailto:` links", "ヘッダー・本文・`mailto:` リンクのメールアドレス"),
    ),
    "token": Kind(
        ("address in a link", "リンク内の宛先"),
        (
            "somebody's address inside a link: plain, percent-encoded, base64, hex, reversed, or as a hash of a known recipient's",
            "リンクに埋め込まれたメールアドレス(そのまま、% 符号化、base64、16 進、逆順、既知の宛先のハッシュ)",
        ),
    ),
    "bitcoin": Kind(
        ("Bitcoin address", "ビットコインアドレス"),
        ("by checksum, base58 and bech32/bech32m; also split, full-width or with letters of other scripts", "検査合計で確認(base58・bech32/bech32m)。分割・全角・類似文字も復元"),
    ),
    "bitcoin_cash": Kind(("Bitcoin Cash address", "ビットコインキャッシュアドレス"), ("cashaddr, by checksum", "cashaddr。検査合計で確認")),
    "litecoin": Kind(("Litecoin address", "ライトコインアドレス"), ("by checksum", "検査合計で確認")),
    "dogecoin": Kind(("Dogecoin address", "ドージコインアドレス"), ("by checksum", "検査合計で確認")),
    "dash": Kind(("Dash address", "ダッシュアドレス"), ("by checksum", "検査合計で確認")),
    "zcash": Kind(("Zcash address", "ジーキャッシュアドレス"), ("transparent addresses, by checksum", "透明アドレス。検査合計で確認")),
    "monero": Kind(("Monero address", "モネロアドレス"), ("standard, sub- and integrated addresses, by checksum", "標準・サブ・統合アドレス。検査合計で確認")),
    "ethereum": Kind(("Ethereum address", "イーサリアムアドレス"), ("and other EVM chains; EIP-55 checksum where case is mixed", "ほかの EVM チェーンも含む。大文字小文字混在なら EIP-55 で確認")),
    "tron": Kind(("Tron address", "トロンアドレス"), ("by checksum", "検査合計で確認")),
    "ripple": Kind(("XRP address", "リップルアドレス"), ("by checksum", "検査合計で確認")),
    "solana": Kind(("Solana address", "ソラナアドレス"), ("has no checksum: only beside words that name the coin, and marked weak", "検査合計が無いため、通貨名の近くにあるものだけを弱い手掛かりとして示す")),
    "lightning": Kind(("Lightning invoice", "ライトニング請求"), ("by checksum, with its amount", "検査合計で確認。金額も読む")),
    "private_key": Kind(("private key", "秘密鍵"), ("a wallet's key (WIF); always masked", "ウォレットの秘密鍵(WIF)。常に伏せる")),
    "md5": Kind(("MD5", "MD5"), ("32 hex digits that stand alone", "単独で書かれた 32 桁の 16 進数")),
    "sha1": Kind(("SHA-1", "SHA-1"), ("40 hex digits that stand alone", "単独で書かれた 40 桁の 16 進数")),
    "sha256": Kind(("SHA-256", "SHA-256"), ("in text, and of every attachment", "本文中のもの、および各添付ファイルのもの")),
    "sha512": Kind(("SHA-512", "SHA-512"), ("128 hex digits that stand alone", "単独で書かれた 128 桁の 16 進数")),
    "phone": Kind(("telephone number", "電話番号"), ("Japanese ones first, full-width digits too; written as E.164", "日本の番号を優先し、全角数字も読む。E.164 形式で示す")),
    "handle": Kind(("handle", "アカウント名"), ("LINE, Telegram, Signal, WhatsApp, WeChat, KakaoTalk, Discord, Skype", "LINE・Telegram・Signal・WhatsApp・WeChat・KakaoTalk・Discord・Skype")),
    "bank_account": Kind(("bank account", "銀行口座"), ("as Japanese mails give it: bank, branch, kind, number, holder", "銀行・支店・種別・番号・名義")),
    "iban": Kind(("IBAN", "IBAN"), ("by check digits and the country's length", "検査数字と国ごとの桁数で確認")),
    "file": Kind(("file name", "ファイル名"), ("named in the text, with the ending of a document or program", "本文に書かれた文書・プログラムのファイル名")),
    "amount": Kind(("sum", "金額"), ("with its currency, in the ways nine languages write it", "通貨付きの金額。9 言語の書き方を読む")),
    "deadline": Kind(("time limit", "期限"), ("a span or a date beside words that make it one", "期限を示す語の近くにある期間・日付")),
    "period": Kind(("claimed period", "自称の期間"), ("from one date to another, as in 'your device was infected from … to …'", "「…から…まで感染していた」のような期間")),
    "password": Kind(("claimed password", "自称のパスワード"), ("masked; kept as a salted hash and its length", "伏せ字にし、ソルト付きハッシュと長さだけを残す")),
    "qr": Kind(
        ("QR code", "QR コード"),
        ("what a code in a picture, a drawing of table cells or block characters holds", "画像・表・ブロック文字で描かれたコードの内容"),
    ),
    "active": Kind(
        ("active content", "能動的な内容"),
        ("scripts and actions in PDF, Office and SVG files; never run", "PDF・Office・SVG 内のスクリプトや自動動作。実行はしない"),
    ),
    "limit": Kind(("limit", "上限"), ("what was not examined, and why", "調べきれなかったものとその理由")),
}  # fmt: skip


def kind_name(kind: str, language: str = "en") -> str:
    """What a reader calls it; an unknown kind by its own word."""
    known = KINDS.get(kind)
    return known.name[language == "ja"] if known else kind.replace("_", " ")
