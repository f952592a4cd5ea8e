"""Where links, hosts and addresses begin and end beside scripts that put no spaces: a page of edges.

``⟦`` and ``⟧`` mark what is to be found; they are taken out before the text is searched. Rules behind the expectations:

* a host ends where a top-level domain is complete and another script's letters follow (``example.jpを``);
* a path ends where unspaced script follows an ASCII letter or digit (``/aから``);
* behind ``/ = - _ ? & # . : , +`` or a percent escape, unspaced script belongs to the link when the writer goes on with a sign of a
  URL behind it, or when the link ends there (space, line end, bracket, stop) and the words are a name and not the rest of a sentence
  (``/案内`` but not ``/をご覧ください``);
* scripts written with spaces (Cyrillic, Greek, Arabic, Hebrew, Vietnamese) belong to the path up to the space;
* quotation marks, brackets and stops of any script end a link; an ASCII bracket only when nothing in the link opened it.
"""

from __future__ import annotations

EDGES = """
# particles and words directly behind a host
詳細は⟦https://example.jp⟧をご覧ください
⟦example.com⟧へどうぞ
⟦example.jp⟧の管理者
⟦https://example.co.jp⟧です
⟦https://example.com⟧へアクセス
⟦http://www.example.jp⟧から
⟦www.example.jp⟧にて
公式サイト⟦www.example.co.jp⟧より
⟦https://example.jp⟧と⟦https://example.com⟧を確認
⟦https://example.jp⟧または⟦www.example.com⟧まで
サイト⟦example.co.jp⟧で登録
請訪問⟦https://example.tw⟧查看
请登录⟦https://example.cn⟧进行验证
点击⟦https://example.com⟧领取
點擊⟦www.example.com.tw⟧領取
网址是⟦example.com.cn⟧请查收
请在⟦https://example.com⟧上确认
웹사이트⟦https://example.kr⟧에서
지금⟦https://example.co.kr⟧로 접속
⟦www.example.kr⟧입니다
คลิก⟦https://example.co.th⟧เพื่อยืนยัน
ที่⟦www.example.co.th⟧นะคะ
Truy cập ⟦https://example.vn⟧ để xác nhận
перейдите на ⟦https://example.ru⟧, чтобы
сайт⟦https://example.ru⟧сегодня
زوروا ⟦https://example.com⟧، اليوم
اضغط⟦https://example.com⟧الآن
לחצו ⟦https://example.co.il⟧ עכשיו
באתר⟦https://example.co.il⟧היום
# behind a path
⟦https://example.jp/a⟧から申し込む
⟦https://example.jp/⟧をご覧ください。
⟦https://example.jp/⟧より
⟦https://example.jp/⟧にアクセスしてください
⟦https://example.jp/⟧でお手続きください
⟦https://example.jp/⟧へ
⟦https://example.jp/⟧です
⟦https://example.jp/⟧まで
⟦https://example.jp/⟧ご確認ください
⟦https://example.jp/login?id=1⟧よりログイン
⟦https://example.jp/login?id=1&x=y⟧までに
⟦https://example.jp/a.html⟧を開く
⟦https://example.jp/a#top⟧へ
⟦https://example.jp:8443/a⟧から
⟦https://example.jp:8443⟧から
⟦https://example.cn/a⟧查看详情
⟦https://example.cn/⟧请尽快处理
⟦https://example.cn/⟧进行验证
⟦https://example.tw/a⟧查看詳情
⟦https://example.tw/⟧請儘快處理
⟦https://example.kr/a⟧에서 확인하세요
⟦https://example.kr/⟧에서 확인하세요
⟦https://example.kr/a⟧입니다
⟦https://example.co.th/a⟧เพื่อยืนยัน
⟦https://example.co.th/⟧เพื่อยืนยัน
⟦https://example.ru/a⟧ чтобы
# full-width stops and brackets
「⟦https://example.jp/a⟧」
『⟦https://example.jp/a⟧』と
【⟦https://example.jp/a⟧】
（⟦https://example.jp/a⟧）
〈⟦https://example.jp/a⟧〉
《⟦https://example.jp/a⟧》
〔⟦https://example.jp/a⟧〕
［⟦https://example.jp/a⟧］
｛⟦https://example.jp/a⟧｝
＜⟦https://example.jp/a⟧＞
“⟦https://example.jp/a⟧”
‘⟦https://example.jp/a⟧’
„⟦https://example.de/a⟧“
«⟦https://example.ru/a⟧»
‹⟦https://example.fr/a⟧›
„⟦https://example.pl/a⟧”
〝⟦https://example.jp/a⟧〟
＂⟦https://example.jp/a⟧＂
｢⟦https://example.jp/a⟧｣
「⟦example.jp⟧」
【⟦www.example.jp⟧】
（⟦example.jp/a⟧）
⟦https://example.jp/a⟧、次に
⟦https://example.jp/a⟧。次に
⟦https://example.jp/a⟧！
⟦https://example.jp/a⟧？
⟦https://example.jp/a⟧…
⟦https://example.jp/a⟧‥
⟦https://example.jp/a⟧・⟦https://example.jp/b⟧
⟦https://example.jp/a⟧～
⟦https://example.jp/a⟧〜
⟦https://example.jp/a⟧ーーー
⟦https://example.jp/a⟧―
⟦https://example.jp/a⟧—
⟦https://example.jp/a⟧，⟦https://example.jp/b⟧
⟦https://example.jp/a⟧；
⟦https://example.jp/a⟧：
⟦https://example.jp/a⟧｡
⟦https://example.jp/a⟧､
⟦https://example.jp/a⟧　つぎ
⟦https://example.jp⟧。次
⟦https://example.jp⟧、次
⟦https://example.jp⟧！
⟦https://example.jp⟧（詳細）
⟦https://example.jp/a⟧（詳細）
⟦https://example.jp/a⟧(詳細)
⟦https://example.jp/a⟧→こちら
→⟦https://example.jp/a⟧←
▼⟦https://example.jp/a⟧▲
■⟦https://example.jp/a⟧■
※⟦https://example.jp/a⟧※
★⟦https://example.jp/a⟧★
👉⟦https://example.jp/a⟧👈
URL：⟦https://example.jp/a⟧
URL:⟦https://example.jp/a⟧
URL：⟦example.jp/a⟧
ＵＲＬ：⟦www.example.jp⟧
⟦https://example.com⟧۔
⟦https://example.com/a⟧؟
⟦https://example.com/a⟧।
⟦https://example.com/a⟧។
# ASCII around
(⟦https://example.jp/a⟧)
(⟦https://example.jp/a_(b)⟧)
((⟦https://example.jp/a⟧))
⟦https://example.jp/a_(b)_c⟧です
[⟦https://example.jp/a⟧]
<⟦https://example.jp/a⟧>
<URL:⟦https://example.jp/a⟧>
[詳細](⟦https://example.jp/a⟧)を
[⟦https://example.jp/a⟧](⟦https://example.jp/b⟧)
*⟦https://example.jp/a⟧*
**⟦https://example.jp/a⟧**
_⟦https://example.jp/a⟧_
~~⟦https://example.jp/a⟧~~
`⟦https://example.jp/a⟧`
"⟦https://example.jp/a⟧"
'⟦https://example.jp/a⟧'
|⟦https://example.jp/a⟧|
⟦https://example.jp/a⟧.
⟦https://example.jp/a⟧,
⟦https://example.jp/a⟧;
⟦https://example.jp/a⟧:
⟦https://example.jp/a⟧?!
⟦https://example.jp/a⟧...
⟦https://example.jp/a⟧)
⟦https://example.jp/a⟧".
⟦https://example.jp/a⟧'.
⟦https://example.jp/⟧(
⟦https://example.jp/?q=(x)⟧
⟦https://example.jp/a?b=[1]⟧]
# paths and queries outside ASCII
⟦https://ja.wikipedia.org/wiki/日本⟧
⟦https://ja.wikipedia.org/wiki/進撃の巨人⟧
⟦https://ja.wikipedia.org/wiki/東京/歴史⟧
⟦https://ja.wikipedia.org/wiki/カタカナ⟧ を
「⟦https://example.jp/案内⟧」
⟦https://example.jp/案内⟧。次
⟦https://example.jp/案内.html⟧を開く
⟦https://example.jp/案内/index.html⟧
⟦https://example.jp/a?q=日本語⟧
⟦https://example.jp/a?q=日本語&p=2⟧から
⟦https://example.jp/商品-1⟧から
⟦https://example.jp/a/お問い合わせ⟧
⟦https://zh.wikipedia.org/wiki/中国⟧
⟦https://zh.wikipedia.org/wiki/臺灣⟧。
⟦https://ko.wikipedia.org/wiki/한국⟧
⟦https://ko.wikipedia.org/wiki/한국⟧ 에서
⟦https://th.wikipedia.org/wiki/ประเทศไทย⟧
⟦https://ru.wikipedia.org/wiki/Россия⟧ и
⟦https://ru.wikipedia.org/wiki/Россия⟧.
⟦https://ar.wikipedia.org/wiki/مصر⟧ و
⟦https://he.wikipedia.org/wiki/ישראל⟧,
⟦https://vi.wikipedia.org/wiki/Việt_Nam⟧.
⟦https://de.wikipedia.org/wiki/Größe⟧!
⟦https://el.wikipedia.org/wiki/Ελλάδα⟧;
⟦https://example.jp/%E6%A1%88%E5%86%85⟧を
⟦https://example.jp/～user/⟧から
⟦https://en.wikipedia.org/wiki/Foo–Bar⟧
# internationalised hosts
⟦https://日本語.jp⟧
⟦https://日本語.jp/⟧を
⟦https://日本語.jp⟧です
⟦http://みんな.コム⟧へ
⟦http://example.コム⟧へ
⟦http://例え.テスト⟧
⟦https://xn--wgv71a119e.jp⟧へ
⟦http://例子.中国⟧
⟦http://例子.中国/a⟧查看
⟦http://例子.公司⟧请查看
⟦http://한국.한국⟧ 에서
⟦http://правительство.рф⟧
⟦http://правительство.рф/страница⟧ тут
⟦http://مثال.مصر⟧
⟦http://คน.ไทย⟧
⟦http://bücher.de⟧
⟦http://a.coöp.de/x⟧
⟦http://gооgle.com/⟧
⟦http://☺.example.com/⟧
⟦http://💩.la/⟧
⟦日本語.jp⟧
「⟦日本語.jp/a⟧」
⟦bücher.de⟧ und ⟦müller.de/x⟧
⟦правительство.рф⟧ и
⟦例子.中国⟧
⟦www.日本語.jp⟧です
# ideographic and full-width dots, full-width forms
⟦http://example。com/a⟧
⟦https://example．jp/a⟧を
⟦https://www。example。jp⟧。次
⟦ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／ａ⟧を
⟦https：//example.jp/a⟧を
⟦https:／／example.jp／a⟧を
⟦ｗｗｗ．ｅｘａｍｐｌｅ．ｊｐ⟧へ
# mail addresses
メールは⟦info@example.jp⟧まで
⟦info@example.jp⟧へ
⟦info@example.co.jp⟧。
（⟦info@example.jp⟧）
「⟦info@example.jp⟧」
連絡先：⟦info@example.jp⟧、
⟦ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ⟧まで
邮箱⟦info@example.cn⟧联系
이메일⟦info@example.kr⟧로
อีเมล⟦info@example.co.th⟧ครับ
почта ⟦info@example.ru⟧.
⟦почта@пример.рф⟧
⟦用户@例子.中国⟧
<⟦müller@example.de⟧>
⟦info@日本語.jp⟧まで
⟦info@bücher.de⟧,
mailto:⟦info@example.jp⟧です
⟦"taro yamada"@example.jp⟧
# ports, addresses of machines, user names
⟦http://192.0.2.1⟧へ
⟦http://192.0.2.1:8080/a⟧を
⟦http://0xC0000201/a⟧を
⟦http://3221225985⟧を
⟦http://0300.0.2.1/⟧を
⟦http://[2001:db8::1]/a⟧を
⟦http://[2001:db8::1]:80⟧を
⟦http://user:pass@example.jp/⟧を
⟦http://www.銀行.jp@evil.example/⟧へ
発信元は⟦192.0.2.1⟧です
⟦192.0.2.1⟧から⟦198.51.100.2⟧へ
# no link
これは。コムです
株式会社サンプル.東京本社
第1.2.3.4版
2020.12.31に
価格は1.500円です
あ@い
http://をつける
https://。
例.えば
終わり。セール開始
"""


def cases() -> list[tuple[str, list[str]]]:
    """(text, what is to be found as it stands there), in order."""
    out = []
    for line in EDGES.strip().splitlines():
        if line.startswith("# "):
            continue
        pieces = line.replace("⟧", "⟦").split("⟦")
        out.append(("".join(pieces), pieces[1::2]))
    return out
