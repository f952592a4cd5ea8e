"""What the mails of the sample case say. All made up, in our own words; every name, host and address is a reserved one."""

from __future__ import annotations

NOTICE_SUBJECT = "【重要】メールサーバーメンテナンスに伴うお手続きのお願い"
NOTICE_FROM = "kaede.example サポートセンター"
NOTICE = """\
{name} 様

平素よりメールサービスをご利用いただき、誠にありがとうございます。

下記の日程でメールサーバーのメンテナンスを実施いたします。
作業後も引き続きご利用いただくため、あなたは本日中に次のページ{link}から
アカウントを確認する必要があります。必ずご確認してください。

  日時: 2026年3月5日(木) 2:00〜6:00
  対象: {address}

※確認がお済みでない場合、メールの送受信が停止されることがございます。
※本メールは送信専用です。

kaede.example サポートセンター
"""
NOTICE_HTML = """\
<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-2022-jp"></head>
<body style="font-family:sans-serif">
<p>{name} 様</p>
<p>平素よりメールサービスをご利用いただき、誠にありがとうございます。</p>
<p>下記の日程でメールサーバーのメンテナンスを実施いたします。<br>
作業後も引き続きご利用いただくため、あなたは本日中に次のページからアカウントを確認する必要があります。必ずご確認してください。</p>
<p><a href="{link}">https://webmail.kaede.example/account/confirm</a></p>
<p>日時: 2026年3月5日(木) 2:00〜6:00<br>対象: {address}</p>
<p>※確認がお済みでない場合、メールの送受信が停止されることがございます。</p>
<p>kaede.example サポートセンター</p>
<img src="http://www.flower-shop.example/wp-content/themes/hanazono/inc/mbx/dot.png" width="1" height="1" alt="">
</body></html>
"""

QUOTA_SUBJECT = "メールボックスの容量が上限に達しました"
QUOTA_FROM = "メール管理センター"
QUOTA = """\
{address} 様

お使いのメールボックスの使用量が、上限の98%に達しました。
24時間以内に次のページ{link}で容量の追加をお申し込みください。
お申し込みがない場合、新着メールは自動的に削除されます。

メール管理センター
"""
QUOTA_HTML = """\
<html><body style="font-family:sans-serif">
<p>{address} 様</p>
<p>お使いのメールボックスの使用量が、上限の98%に達しました。</p>
<p><a href="{link}">容量を追加する(無料)</a></p>
<p>24時間以内にお申し込みがない場合、新着メールは自動的に削除されます。</p>
<p>メール管理センター</p>
</body></html>
"""

EXTORTION_SUBJECT = "あなたのアカウントは侵害されました。すぐに読む必要があります！"
EXTORTION = """\
こんにちは！

あなたに悪い知らせがあります。私はあなたのオペレーティングシステムをハックし、あなたのアカウント
{address}への完全なアクセスを受け取りました。
お気づきのように、私はこの手紙をあなたのアカウントから送りました。

パスワードは: {password}
あなたはそれを変更することができます。しかし私のマルウェアは毎回それを傍受します。

2026年2月11日から2026年2月26日まで、あなたの装置は私のウイルスに感染されていました。あなたが訪問した
大人のサイトを通じてです。私はあなたの画面およびカメラの両方を記録しました。

私はこのビデオをあなたのすべての連絡先へ送付することができる。それをあなたが望まないことを私は確信します。

従って、$965 を私のビットコインの財布に支払って下さい。それは公平な価格であると思います。

BTCウォレット: {wallet}

この手紙を開いた瞬間から、あなたには48時間があります。タイマーは既に動作しています。
支払の後、私はビデオを破壊し、二度とあなたを妨害しません。
警察に行くことは助けになりません。この手紙は追跡されることができません。

あなたの幸運を祈る！
"""

CLICKED_SUBJECT = "メンテナンスのメールについて(ご報告)"
CLICKED = """\
情報システム担当 佐藤様

お疲れさまです。総務の鈴木です。

今朝届いた「メールサーバーメンテナンス」のメールですが、リンクを開いて、
表示された画面にパスワードを入力してしまいました。9時40分ごろです。
入力後に真っ白な画面になり、おかしいと気づきました。

メールは消さずに残してあります。対応をお願いできますでしょうか。
申し訳ありません。

鈴木由紀
"""

NEWS_SUBJECT = "ひのき銀行だより 3月号 ― 春の定期預金のご案内"
NEWS = """\
ひのき銀行をご利用いただきありがとうございます。

■ 春の定期預金
3月2日から4月30日まで、金利を上乗せしております。
くわしくは店頭、または https://click.bulk-sender.example/c/9f3a71/2 をご覧ください。

当行がメールで暗証番号をおたずねすることはありません。
配信停止: https://click.bulk-sender.example/u/9f3a71

株式会社ひのき銀行
"""
NEWS_HTML = """\
<html><body>
<p>ひのき銀行をご利用いただきありがとうございます。</p>
<h2>春の定期預金</h2>
<p>3月2日から4月30日まで、金利を上乗せしております。</p>
<p>くわしくは <a href="https://click.bulk-sender.example/c/9f3a71/2">www.hinoki-bank.example/teiki</a> をご覧ください。</p>
<p>当行がメールで暗証番号をおたずねすることはありません。</p>
<p><a href="https://click.bulk-sender.example/u/9f3a71">配信停止</a></p>
<img src="https://click.bulk-sender.example/o/9f3a71.gif" width="1" height="1" alt="">
</body></html>
"""

PLAN_SUBJECT = "3月の社内システム更新予定"
PLAN = """\
各位

情報システム担当の佐藤です。
3月のシステム更新の予定表をお送りします。添付のPDFをご確認ください。

メールサーバーの更新は3月21日(土)です。利用者の皆さまの操作は必要ありません。
手続きをお願いするメールを、こちらからお送りすることはありません。

佐藤 太郎
"""

LIST_SUBJECT = "[mailadmin 1482] Re: greylisting and long queues"
LIST = """\
On Mon, 09 Mar 2026 18:02:11 +0900, Ren wrote:
> Is anyone else seeing deferred mail pile up since the weekend?

Yes, here too. Raising the retry interval helped; see
https://docs.mail-tools.example/queue/tuning for the two settings we changed.

Mika

_______________________________________________
mailadmin mailing list
https://lists.community.example/mailman/listinfo/mailadmin
"""
