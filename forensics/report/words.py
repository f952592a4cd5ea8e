"""Every word of a report that is not taken from the evidence, in English and Japanese, as data."""

from __future__ import annotations

from forensics.report.words_clicks import CLICKS
from forensics.report.words_people import PEOPLE

WORDS: dict[str, tuple[str, str]] = {
    # chapters
    "summary": ("Summary", "要約"),
    "scope": ("Scope and questions", "調査の範囲と問い"),
    "evidence": ("Evidence", "証拠"),
    "findings": ("Findings", "所見"),
    "timeline": ("Timeline", "時系列"),
    "links": ("What belongs together, and how sure that is", "メール間の関連とその確かさ"),
    "observables": ("Appendix: what the mails point to", "付録: メールが指し示すもの"),
    "not examined": ("What was not examined, and why", "調査していないことと理由"),
    "advice": ("Advice", "推奨する対応"),
    "glossary": ("Words", "用語"),
    "term": ("word", "用語"),
    "meaning": ("what it means", "意味"),
    "method": ("Method", "調査の方法"),
    # head
    "report": ("Report", "調査報告書"),
    "untitled": ("Mail case", "メール事案"),
    "redacted": (
        "Recipients' addresses and claimed passwords are masked in this copy.",
        "この写しでは、受信者のアドレスと、脅迫文に書かれたパスワードを伏せてあります。",
    ),
    "not redacted": (
        "Full copy: it names recipients. Hand it on with care.",
        "伏せ字のない写しです。受信者名を含むため、取り扱いに注意してください。",
    ),
    "sharing": ("Sharing level: {tlp}", "共有区分: {tlp}"),
    "contents": ("Contents", "目次"),
    # summary
    "counts": (
        "Mails taken in: {mails}; other files: {files}.",
        "メール {mails} 通、その他のファイル {files} 件を受領しました。",
    ),
    "counts of mails": (
        "Mails taken in: {mails}.",
        "メール {mails} 通を受領しました。",
    ),
    "bad mails": (
        "Mails judged to be phishing, extortion or a scam: {n}.",
        "フィッシング・脅迫・詐欺と判定したメールは {n} 通です。",
    ),
    "flagged": (
        "Mails that drew at least one finding: {n}.",
        "何らかの所見のあるメールは {n} 通です。",
    ),
    "no mails": ("No mail was taken in.", "受領したメールはありません。"),
    "span": (
        "The mails are dated (by their senders) from {first} to {last}.",
        "メールの日付(差出人の自称)は {first} から {last} までです。",
    ),
    "judged": (
        "By the rules and their weights the mails are: {counts}.",
        "規則とその重みによる判定(通数): {counts}。",
    ),
    "telling": ("In short:", "要点:"),
    "nothing telling": (
        "No rule found anything. That is no proof of innocence: see what was not examined.",
        "どの規則にも該当しませんでした。無害の証明ではありません。「調査していないこと」をご覧ください。",
    ),
    "mails with": ("{exhibits}: {sentence}", "{exhibits}: {sentence}"),
    "mails with one": ("{exhibits} ({n} mails), for example: {sentence}", "{exhibits}({n} 通)例: {sentence}"),
    "campaign line": (
        "{campaign}: {n} mails hang together ({exhibits}), because: {why}",
        "{campaign}: {n} 通({exhibits})が互いに関連しています。根拠: {why}",
    ),
    "link line": (
        "{a} and {b}: {verdict}{probability}. For: {for_} Against: {against} Not known: {unknown}",
        "{a} と {b}: {verdict}{probability}。肯定: {for_} 否定: {against} 不明: {unknown}",
    ),
    "wallet line": (
        "Payment is demanded to the {kind} {value} ({exhibits}); its checksum is right, whether anyone paid was not asked.",
        "支払先は{kind} {value}({exhibits})です。検査数字は正しく、入金の有無は照会していません。",
    ),
    "n mails": ("{n} mails", "メール {n} 通"),
    "unread line": (
        "Files handed in that could not be read as mail: {n} ({exhibits})",
        "受領したファイルのうち {n} 件はメールとして読めませんでした: {exhibits}",
    ),
    "and more": ("{names} and {n} more", "{names} ほか {n} 件"),
    "nothing": ("nothing.", "なし。"),
    # scope
    "scope text": (
        (
            "Examined were the mails and files listed under Evidence, as they were handed in. The questions: what is each mail,"
            " where does it come from, what does it point at, and which mails belong together?"
        ),
        (
            "対象は「証拠」に挙げたメールとファイルで、受領したままの状態のものです。問いは次のとおりです。各メールは何か、"
            "どこから来たか、何を指し示すか、どのメールどうしが関連するか。"
        ),
    ),
    "setting": ("setting", "設定"),
    "is": ("value", "値"),
    "title": ("title", "題名"),
    "examiner": ("examiner", "調査者"),
    "time_zone": ("time zone of this report", "表示に用いる時間帯"),
    "own_domains": ("the organisation's own mail domains", "組織のメールドメイン"),
    "own_relays": ("the organisation's own mail servers", "組織のメールサーバー"),
    "own_authserv_ids": (
        "whose Authentication-Results are believed",
        "認証結果(Authentication-Results)を信用するサーバー",
    ),
    "unsaid": ("not said", "指定なし"),
    # evidence
    "evidence text": (
        "Each original is kept unchanged under its SHA-256; the numbers follow the order of intake.",
        "原本は SHA-256 ごとに変更せず保管しています。番号は受領順です。",
    ),
    "exhibit": ("exhibit", "証拠番号"),
    "from": ("from (as claimed)", "差出人(自称)"),
    "to": ("to", "宛先"),
    "subject": ("subject", "件名"),
    "date": ("date (as claimed)", "日時(自称)"),
    "size": ("bytes", "バイト"),
    "sha256": ("SHA-256", "SHA-256"),
    "source": ("source", "出所"),
    "why not": ("why it was not read", "読まなかった理由"),
    "seen again": ("{n} more times", "ほか {n} か所"),
    "custody title": ("Custody", "証拠保管の記録"),
    "custody head": (
        "The custody log has {n} lines; the SHA-256 of the last is {head}. Keep this figure: it shows later whether the log was changed.",
        "保管記録は {n} 行、最終行の SHA-256 は {head} です。この値を控えておくと、後日の改変を検出できます。",
    ),
    "verified": (
        "Every original and the custody log were checked for this report: all are unchanged.",
        "本報告書の作成時に、すべての原本と保管記録を検証し、変更がないことを確認しました。",
    ),
    "not verified": (
        "The originals were not checked again for this report (`forensics verify` does so).",
        "本報告書の作成時には原本を再検証していません(`forensics verify` で検証できます)。",
    ),
    "damaged": ("The check found: {what}", "検証で見つかった問題: {what}"),
    "time": ("time", "時刻"),
    "who": ("who", "担当"),
    "what": ("what", "内容"),
    "act detail": ("details", "詳細"),
    "act mails": ("mails", "メール"),
    "act files": ("other files", "その他のファイル"),
    "act again": ("already there", "受領済み"),
    "act not_read": ("not read", "読めなかったもの"),
    "act lines": ("lines", "行数"),
    "act matched": ("lines kept", "該当した行"),
    "act unread": ("lines not understood", "解釈できない行"),
    "act answers": ("answers", "回答"),
    # findings
    "findings text": (
        "Each question below was put to every mail. 'Unclear' means that the evidence does not say.",
        "次の各問いをすべてのメールに当てはめました。「判断できない」は、証拠からは分からないという意味です。",
    ),
    "question": ("question", "問い"),
    "yes": ("yes", "はい"),
    "no": ("no", "いいえ"),
    "unclear": ("unclear", "判断できない"),
    "not_examined": ("not examined", "未調査"),
    "answer": ("answer (strength)", "回答(強さ)"),
    "finding": ("finding", "所見"),
    "answered": ("yes: {yes}, unclear: {unclear}", "はい: {yes} 通、判断できない: {unclear} 通"),
    "rests on": ("what it rests on", "根拠"),
    "speaks against": ("what speaks against it", "反対の根拠・無害な説明"),
    "place": ("place", "場所"),
    "words": ("words of the evidence", "証拠の文言"),
    "no findings": ("No rule answered yes or unclear.", "「はい」または「判断できない」となった規則はありません。"),
    # timeline
    "timeline text": (
        "Filled marks were written by a server that this case trusts; hollow ones are claims of strangers.",
        "塗りつぶしの印は信頼できるサーバーの記録、白抜きの印は第三者の自称です。",
    ),
    "figure": ("When what happened", "いつ何が起きたか"),
    "no figure": (
        "The figure was not drawn: matplotlib or its Japanese font is not installed.",
        "図は描画していません(matplotlib または日本語フォントが未導入)。",
    ),
    "kind of moment": ("moment", "出来事"),
    "certainty": ("certainty", "確かさ"),
    "observed": ("observed", "観測"),
    "claimed": ("claimed", "自称"),
    "derived": ("derived", "導出"),
    "undated": ("no usable time", "日時不明"),
    # links
    "no links": (
        "No two mails share a value that is rare enough to say anything. That does not prove that they are unrelated.",
        "何かを言えるほど珍しい値を共有するメールはありませんでした。無関係であることの証明ではありません。",
    ),
    "same_campaign": ("same campaign", "同一のキャンペーン"),
    "related": ("related", "関連あり"),
    "inconclusive": ("inconclusive", "判断できない"),
    "unrelated": ("unrelated", "関連なし"),
    "probability": (" (probability {p:.0%})", "(確率 {p:.0%})"),
    "for": ("for", "肯定する根拠"),
    "against": ("against", "否定する根拠"),
    "unknown": ("not known", "不明な点"),
    "reason": ("reason", "理由"),
    "value": ("value", "値"),
    "weight": ("weight (bits)", "重み(ビット)"),
    "side": ("speaks", "区分"),
    "likewise": ("Likewise: {pairs}", "同様の組: {pairs}"),
    "campaign heading": ("{campaign}: {n} mails", "{campaign}: {n} 通"),
    "campaign span": ("{exhibits}; dated {first} to {last}", "{exhibits}。日付 {first} 〜 {last}"),
    "campaign answer": ("campaign", "キャンペーン"),
    # observables
    "observables text": (
        (
            "Read from the mails; nothing here was visited or asked about unless an answer is listed. A host that is named may belong"
            " to an innocent third party whose site was broken into. Days are those of {zone}; the .csv and .xlsx beside this report have"
            " the exact times."
        ),
        (
            "メールから読み取ったものです。回答の記載がない限り、接続も照会もしていません。ホストは、侵入された無関係の第三者の"
            "サイトである可能性があります。日付の時間帯は {zone} です。正確な時刻は .csv と .xlsx の形式にあります。"
        ),
    ),
    "sheet observables": ("Observables", "痕跡情報"),
    "sheet mails": ("Mails", "メール"),
    "kind": ("kind", "種類"),
    "to do": ("to do", "行うこと"),
    "mails": ("mails", "メール数"),
    "first seen": ("first seen", "初出"),
    "last seen": ("last seen", "最終"),
    "answers title": ("Answers of outside services", "外部サービスの回答"),
    "service": ("service", "照会先"),
    "status": ("status", "状態"),
    "asked at": ("asked at", "照会日時"),
    "said": ("answer", "回答"),
    "found": ("found", "あり"),
    "not_found": ("not found", "なし"),
    "failed": ("failed", "失敗"),
    "refused": ("refused", "拒否"),
    "not_asked": ("not asked", "未照会"),
    # not examined
    "look-ups not asked": (
        "Outside services that were not asked: {n}. Nobody outside is contacted unless the analyst says so.",
        "照会していない外部サービス: {n} 件。調査者が指示しない限り、外部には接続しません。",
    ),
    "would tell": ("what it would tell", "照会で分かること"),
    "look-ups none": (
        "No outside service was asked about any host, address or wallet: nobody is contacted unless the analyst says so.",
        "ホスト、アドレス、ウォレットについて外部への照会は行っていません。調査者が指示しない限り、外部には接続しません。",
    ),
    "links not opened": (
        "No link was opened and no remote image loaded. What stood on the pages is not known.",
        "リンクは開かず、外部画像も読み込んでいません。リンク先の内容は不明です。",
    ),
    "attachments not opened": (
        "Attachments: {n}. Their hash and type were taken; none was opened or run.",
        "添付 {n} 件はハッシュ値と種別のみ確認し、開いたり実行したりしていません。",
    ),
    "logs": (
        "Server logs, accounts and devices were not part of the evidence: who opened a link or typed a password is not known from here.",
        "サーバーログ、アカウント、端末は証拠に含まれていません。誰がリンクを開き、パスワードを入力したかは、ここからは分かりません。",
    ),
    "signatures": (
        "DKIM signatures were not checked again; what is said of SPF, DKIM and DMARC is what the receiving server wrote.",
        "DKIM 署名は再検証していません。SPF・DKIM・DMARC の結果は受信サーバーの記載によります。",
    ),
    "unread": ("{exhibit} was kept but not read: {why}", "{exhibit} は保管しましたが読んでいません: {why}"),
    "rule not examined": ("{question} — mails in which this was not examined: {n}", "{question} — {n} 通で未調査"),
    "defective": (
        "Mails that could not be read exactly as they claim to be written: {n}. Each repair is listed with the mail.",
        "{n} 通は、宣言どおりには読めませんでした。補正の内容は各メールに記録しています。",
    ),
    # advice
    "advice password": (
        (
            "Whoever typed a password into a linked page: change it now, from another device, everywhere it was used, and look for"
            " foreign log-ins, forwarding rules and app passwords."
        ),
        (
            "リンク先でパスワードを入力した方は、別の端末から直ちに変更してください。同じパスワードを使うすべてのサービスが対象です。"
            "見覚えのないログイン、転送設定、アプリパスワードも確認してください。"
        ),
    ),
    "advice ask": (
        "Ask all recipients whether they opened the link, without blame; those who say so early limit the damage.",
        "受信者全員に、責めることなく、リンクを開いたかを確認してください。早い申告が被害を抑えます。",
    ),
    "advice pay": (
        "Do not pay and do not answer. Threats like this are sent in great numbers; a claim in a mail is no proof of access.",
        "支払いも返信もしないでください。この種の脅迫は大量に送られており、文面の主張は侵入の証拠にはなりません。",
    ),
    "advice spoof": (
        (
            "Mail that only pretends to come from the own domain can be refused: let SPF, DKIM and a DMARC policy of quarantine or"
            " reject speak for {domains}."
        ),
        "自組織を装うメールは受信を拒否できます。{domains} に SPF・DKIM を整え、DMARC ポリシーを quarantine または reject にしてください。",
    ),
    "advice block": (
        (
            "Block the hosts and addresses listed under 'What the mails point to' after a look at each: a hacked site has an innocent"
            " owner, who should be told."
        ),
        (
            "「メールが指し示すもの」のホストとアドレスは、一つずつ確認のうえ遮断してください。侵入されたサイトの所有者は被害者であり、"
            "連絡することが望まれます。"
        ),
    ),
    "advice tell": (
        (
            "Report the case to the police's cyber-crime desk and the national anti-phishing body; hand over this report and the"
            " originals, not forwarded copies."
        ),
        "警察のサイバー犯罪相談窓口とフィッシング対策の機関に届け出てください。転送したメールではなく、本報告書と原本を渡してください。",
    ),
    "advice keep": (
        "Keep the case folder and note the custody figure above outside it.",
        "事案フォルダーを保管し、上記の保管記録の値を別の場所に控えてください。",
    ),
    # letters
    "letter abuse subject": (
        "Abuse report: hostile mail from or pointing to your network",
        "迷惑行為の通報: 貴社ネットワークに関わる悪意のあるメール",
    ),
    "letter site subject": ("Your web site may have been broken into", "貴サイトが改ざんされている可能性があります"),
    "letter abuse": (
        (
            "Hello,\n\nwe received hostile mail (phishing or extortion) that came from, or leads to, the hosts below. Please look"
            " at them, stop what is hostile, and keep the logs. Dots are in brackets so that nothing can be clicked:"
        ),
        (
            "ご担当者様\n\n下記のホストから送られた、または下記へ誘導する悪意のあるメール(フィッシングまたは脅迫)を受信しました。"
            "ご確認のうえ、停止とログの保全をお願いいたします。誤って開かないよう、ドットを角括弧で囲んでいます。"
        ),
    ),
    "letter site": (
        (
            "Hello,\n\nhostile mail leads its readers to pages on your site. Most likely it was broken into, and you are a victim as"
            " well. Please look for files that you did not put there, change all passwords, bring the site's software up to date,"
            " and keep the logs before cleaning up. These are the places:"
        ),
        (
            "サイト管理者様\n\n悪意のあるメールが、貴サイト内のページへ受信者を誘導しています。第三者に侵入された可能性が高く、"
            "貴方も被害者と考えられます。覚えのないファイルの確認、すべてのパスワードの変更、ソフトウェアの更新をお願いいたします。"
            "復旧の前にログを保全してください。該当する場所は次のとおりです。"
        ),
    ),
    "letter mails": (
        "The mails (date as claimed by the sender, address from which they came, hash of the original):",
        "メール(日時は差出人の自称、送信元アドレス、原本のハッシュ値):",
    ),
    "letter more": ("  and more, on request", "  ほかにもあります。ご連絡いただければお知らせします。"),
    "letter end": (
        "The originals with full headers can be had on request. Thank you for your help.",
        "ヘッダーを含む原本は、ご依頼があれば提供いたします。ご協力をお願いいたします。",
    ),
    # block lists
    "blocklist note": (
        "Made from a report on hostile mails. Look at each entry before you load the list: a hacked site has innocent visitors.",
        "悪意のあるメールの調査報告から作成。侵入されたサイトには無関係の訪問者がいるため、登録前に一つずつ確認してください。",
    ),
    # STIX
    "indicator": (
        "{kind} of a mail that was judged hostile. Look at it before you block it: a hacked site has innocent visitors.",
        "悪意があると判定したメールの{kind}。侵入されたサイトには無関係の訪問者がいるため、遮断の前に確認してください。",
    ),
    # method
    "method text": (
        (
            "Each mail is read once from its unchanged bytes by this package; what cannot be read as written is recorded as a defect."
            " Values are taken from text, HTML and headers and checked (a Bitcoin address by its checksum). Rules answer written questions."
            " Mails are compared by the values they share, weighed by how rare these are. Nothing is random: the same evidence gives the"
            " same report."
        ),
        (
            "各メールは、変更していないバイト列から本パッケージが一度だけ読み取り、書かれたとおりに読めない箇所は不備として記録します。"
            "値は本文・HTML・ヘッダーから取り出して検査します(ビットコインアドレスは検査数字による)。規則は定められた問いに答えます。"
            "メールどうしは、共有する値をその珍しさで重み付けして比較します。無作為な処理はなく、同じ証拠からは同じ報告書ができます。"
        ),
    ),
    "program": ("program", "プログラム"),
    "version": ("version", "版"),
    "verdicts": (
        (
            "Reading the verdicts: 'same campaign' and 'related' rest on shared rare values; 'inconclusive' means that the evidence does"
            " not decide, and is a result."
        ),
        "判定の読み方: 「同一のキャンペーン」「関連あり」は珍しい値の共有に基づきます。「判断できない」は証拠では決められないという結果です。",
    ),
    "cut": (
        "The first {shown} of {n} are listed; the rest is in the case.",
        "{n} 件のうち最初の {shown} 件を掲載。残りは事案データにあります。",
    ),
    **CLICKS,
    **PEOPLE,
}


def word(name: str, language: str, **values: object) -> str:
    """The words for ``name`` in ``language`` (``ja``, else English). KeyError for an unknown name."""
    return WORDS[name][1 if language == "ja" else 0].format(**values)
