"""The words on requests found in logs: how sure, with what outcome, and why it may have been a machine. English and Japanese, as data."""

from __future__ import annotations

CLICKS: dict[str, tuple[str, str]] = {
    "clicks": ("clicks", "クリックの記録"),
    "client": ("machine", "端末"),
    "user": ("user", "利用者"),
    "request": ("asked for", "要求したもの"),
    "match": ("meets", "一致"),
    "sure": ("how sure", "確かさ"),
    "outcome": ("outcome", "結果"),
    "bytes": ("bytes", "バイト"),
    "doubt": ("doubt", "留意点"),
    "agent": ("program", "プログラム"),
    # next steps
    "next logs": (
        "find out who followed a link, by logs of your own proxy, gateway or resolver",
        "自組織のプロキシやリゾルバーのログで、リンクを開いた人を調べる",
    ),
    "next clicks": ("look at {n} requests for links of the case in your logs", "ログにある事案のリンクへの要求 {n} 件を確認する"),
    # kinds of moment on the timeline
    "click": ("click in a log", "クリック(ログ)"),
    "machine click": ("click in a log, perhaps by a machine", "クリック(ログ、機械による可能性)"),
    "visit": ("visit to a linked host (log)", "リンク先ホストへの接続(ログ)"),
    "picture loaded": ("picture of a mail loaded (log)", "メール内画像の読み込み(ログ)"),
    # how sure
    "match link": ("followed the link", "リンクを開いた"),
    "match page": (
        "went to the link's page; the rest of the link is not in the log, or is another",
        "リンクのページを開いた(リンクの残りの部分はログにないか、異なる)",
    ),
    "match host": ("went to the host; no proof of a click on this link", "ホストに接続した(このリンクを開いた証拠ではない)"),
    "match picture": ("loaded a picture of the mail; no click", "メール内の画像を読み込んだ(クリックではない)"),
    "perhaps a machine": ("perhaps a machine", "機械による可能性"),
    # outcome
    "outcome answered": ("answered", "応答あり"),
    "outcome refused": ("was refused", "拒否された"),
    "outcome not found": ("was gone", "存在しなかった"),
    "outcome failed": ("failed", "失敗"),
    "outcome unknown": ("not told", "不明"),
    # doubts
    "doubt head": ("asked for headers only, as link checkers do", "ヘッダーのみの要求(リンク検査に多い)"),
    "doubt agent": ("the program names itself as a scanner or library", "検査・自動処理のプログラム名"),
    "doubt gateway": ("came from an own mail server", "自組織のメールサーバーからの要求"),
    "doubt soon": ("within seconds of delivery", "配達から数秒以内"),
    "doubt before": ("before the mail was delivered", "メールの配達より前"),
    "doubt zone": ("time without a zone ({written}): name it with zone=", "時間帯の記載なし({written})。zone= で指定"),
    "doubt year": ("time without a year ({written}): name it with year=", "年の記載なし({written})。year= で指定"),
    "doubt time": ("no time that can be read ({written})", "読み取れない日時({written})"),
    "doubt no host": ("the log does not name the host", "ログにホスト名がない"),
    "doubt many": ("sent to several: the link does not tell whose it was", "複数の受信者に送られ、誰のリンクか特定できない"),
}  # fmt: skip
