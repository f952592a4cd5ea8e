"""The words on who followed a link, as the house's own logs tell it."""

from __future__ import annotations

CLICKS: dict[str, tuple[str, str]] = {
    "clicks": ("Who followed a link", "リンクを開いた人"),
    "clicks no logs": (
        "No log of a proxy, gateway, web server or resolver was given: whether anybody followed a link is not known.",
        "プロキシ・ゲートウェイ・Web サーバー・DNS リゾルバーのログは渡されていません。リンクを開いた人がいるかどうかは分かりません。",
    ),
    "clicks logs": (
        (
            "These logs were searched. What they do not cover is not known: other times, telephones and machines outside, mail that is read"
            " elsewhere. A resolver's log shows names of hosts alone."
        ),
        (
            "次のログを照合しました。ログの期間外、スマートフォンや社外の端末、別の場所で読まれたメールについては分かりません。"
            "DNS リゾルバーのログで分かるのはホスト名だけです。"
        ),
    ),
    "clicks followed": (
        (
            "Followed, by whoever had the mail, were the links of these readers ({n}): {readers}; first on {first}. Ask them first what"
            " they typed in."
        ),
        "次の受信者({n} 人)に宛てたリンクが開かれています: {readers}。最初は {first}。何を入力したか、最優先で確認してください。",
    ),
    "clicks refused": (
        "Asked for and refused, so that the page did not reach them, were the links of these readers ({n}): {readers}",
        "次の受信者({n} 人)に宛てたリンクは要求されましたが、拒否されてページは届いていません: {readers}",
    ),
    "clicks nobody": (
        "No request in these logs can be told to be a reader's click.",
        "これらのログには、受信者のクリックと特定できる要求はありません。",
    ),
    "clicks not": (
        "Of the other readers of hostile mails ({n}) no click can be told, as far as these logs reach: {readers}",
        "これらのログの範囲では、悪意のあるメールのほかの受信者({n} 人)にクリックと特定できる要求はありません: {readers}",
    ),
    "clicks outside": (
        "At a time that no log covers came these of their hostile mails ({n}): {exhibits}. Of a click at once the logs say nothing.",
        "そのうち次の {n} 通は、どのログの期間にも入らない時刻のものです: {exhibits}。直後のクリックについてログからは何も言えません。",
    ),
    "click line": (
        "{readers} ({exhibits}): the link was followed, first on {first} ({place}).",
        "{readers}({exhibits}): リンクが開かれています。最初は {first}({place})。",
    ),
    "log": ("log", "ログ"),
    "log form": ("form", "形式"),
    "log lines": ("lines", "行数"),
    "log from": ("from", "開始"),
    "log to": ("to", "終了"),
    "log met": ("meet a link", "該当行"),
    "log unread": ("not understood", "解釈できない行"),
    "whose link": ("whose link", "リンクの宛先"),
    "machine": ("machine", "端末"),
    "user": ("user", "利用者"),
    "asked for": ("asked for", "要求したもの"),
    "how sure": ("what it shows", "分かること"),
    "outcome": ("outcome", "結果"),
    "machine n": ("machine {n}", "端末 {n}"),
    "user n": ("user {n}", "利用者 {n}"),
}
