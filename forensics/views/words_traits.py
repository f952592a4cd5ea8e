"""What two mails may share, as a reader names it, in English and Japanese, as data."""

from __future__ import annotations

TRAITS: dict[str, tuple[str, str]] = {
    "boundary form": ("form of the boundary", "パート境界の形式"),
    "display name": ("sender's name", "差出人の表示名"),
    "dkim selector": ("DKIM selector", "署名鍵の名前"),
    "email": ("mail address", "メールアドレス"),
    "header order": ("order of the headers", "ヘッダーの順序"),
    "header set": ("set of headers", "ヘッダーの種類"),
    "html beginning": ("beginning of the HTML", "HTML の冒頭"),
    "html end": ("end of the HTML", "HTML の末尾"),
    "html skeleton": ("skeleton of the HTML", "HTML の骨組み"),
    "link number": ("number in the link", "リンク内の番号"),
    "mailer": ("mail program", "送信プログラム"),
    "message-id form": ("form of the Message-ID", "Message-ID の形式"),
    "message-id piece": ("piece of the Message-ID", "Message-ID の一部"),
    "name ending": ("ending of the name", "名前の末尾"),
    "name signs": ("signs in the name", "名前の記号"),
    "network": ("network", "ネットワーク"),
    "phone": ("telephone", "電話番号"),
    "picture host": ("host of pictures", "画像の置き場所"),
    "platform": ("mail platform", "配信サービス"),
    "resource": ("same page or file", "参照先のファイル"),
    "return path form": ("form of the return path", "Return-Path の形式"),
    "sender address": ("sender's address", "差出人アドレス"),
    "signed headers": ("what is signed, and how", "署名の対象と方式"),
}
