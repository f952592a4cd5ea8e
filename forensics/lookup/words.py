"""Why nothing was asked, and who would learn of it, in the reader's language.

Why it matters: the plan is read by whoever answers for asking, who may read no English. The reasons are written in English where they
arise, and on no record: a question that was not asked has none. What services answered, and how they failed, stays in their words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.lookup.run import SPARED
from forensics.lookup.services import SERVICES
from forensics.model.answer import INTERRUPTED

_JAPANESE = (
    (r"asking would tell (?P<who>.+) \(needs online and (?P<pap>PAP:\w+)\)", "照会すると知られる相手: {who}(online と {pap} が必要)"),
    (
        r"no answer on record; asking would tell (?P<who>.+) \(needs online and (?P<pap>PAP:\w+)(?: and a key for (?P<key>\w+))?\)",
        "記録なし。照会すると知られる相手: {who}(online と {pap}{key} が必要)",
    ),
    (r"asking needs a key for (?P<name>\w+)", "{name} の API キーが必要"),
    (r"the question would name a recipient: it is not asked", "問いから受信者が分かるため照会しない"),
    (r"no name that is registered anywhere", "登録されたドメイン名ではない"),
    (r"no link of the web", "Web のリンクではない"),
    (r"an address of a private network: nobody outside knows it", "プライベートネットワークのアドレス(外部に情報なし)"),
    (r"no IP address", "IP アドレスではない"),
    (r"no AS number", "AS 番号ではない"),
    (r"its registry offers no RDAP: ask by WHOIS", "レジストリに RDAP がない(WHOIS で照会)"),
    (r"no WHOIS server is known for (?P<name>\S+)", "{name} の WHOIS サーバーが不明"),
    (r"no registry is known for this address", "このアドレスのレジストリが不明"),
    (r"no such reader of WHOIS replies: (?P<name>.+); there is .+", "WHOIS の読み取り方法 {name} はない"),
    (r"the package `whois` is not installed here .*", "パッケージ whois が未導入(追加機能 whois)"),
    (
        r"no database is configured \(services\.hosting\.paths in the look-up settings\)",
        "データベースが未設定(照会の設定の services.hosting.paths)",
    ),
    (r"no list of values of the kind (?P<name>\w+) is configured", "種類 {name} のブロックリストが未設定"),
    (re.escape(SPARED), "RDAP で分かるため照会しない(whois を指定した場合と RDAP の失敗時のみ照会)"),
    (r"no site in it", "サイト名がない"),
    (
        r"the case keeps no password, only a mask of it: hand the words over .*",
        "事案にはパスワード自体を保存していない(照会には原文が必要)",
    ),
    (re.escape(INTERRUPTED), "中断: 照会した可能性があるが、回答の記録がない(実行が途切れたか、まだ実行中)"),
    (r"this machine's resolver, and by it the name servers of the name", "この機器の DNS リゾルバーと、その先のネームサーバー"),
    (r"this machine's resolver, and by it Team Cymru", "この機器の DNS リゾルバーと、その先の Team Cymru"),
    (r"(?P<name>.+), by way of the resolver", "{name}(DNS リゾルバー経由)"),
    (r"nobody", "なし"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in _JAPANESE)


@lru_cache(maxsize=4096)
def said(words: str, language: str) -> str:
    """A reason, or whom a question goes to, in a language; as it is where it has no words in it (a host, a service's own)."""
    if language != "ja":
        return words
    for pattern, japanese in _PATTERNS:
        match = pattern.fullmatch(words)
        if match:
            told = {name: value or "" for name, value in match.groupdict().items()}
            if "who" in told:
                told["who"] = learns(told["who"])
            if told.get("key"):
                told["key"] = f"、{told['key']} の API キー"
            return japanese.format(**told)
    return words


def learns(english: str) -> str:
    """Who learns of a question, in Japanese."""
    return next((service.learns["ja"] for service in SERVICES if service.learns["en"] == english), english)
