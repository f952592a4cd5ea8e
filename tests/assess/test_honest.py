"""Ordinary mail of today: what banks, shops, providers, services and colleagues send is accused of nothing.

Each mail is made up. Most come as a reader without own settings gets them (no result of an own server is known), which is the
harder case: nothing vouches for the sender.
"""

from __future__ import annotations

import pytest

from forensics.assess import opinion, verdict
from forensics.model.finding import Kind
from forensics.model.settings import CaseSettings

ACCUSED = (Kind.PHISHING, Kind.EXTORTION, Kind.SCAM)


def page(*lines, links=()):
    """A page of paragraphs and of links: (words, target)."""
    anchors = "".join(f'<p><a href="{target}">{words}</a></p>' for words, target in links)
    return "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + anchors + "</body></html>"


LISTED = {
    "List_Unsubscribe": "<https://www.tsubaki-shop.example/leave?u=81723>",
    "List_Id": "<news.tsubaki-shop.example>",
}

MAILS = {
    "a bank's notice of a log-in": {
        "sender": "Hinoki Bank <alerts@hinoki-bank.example>", "subject": "New sign-in to your online banking",
        "html": page(
            "Dear Ms Mori,", "We noticed a sign-in to your online banking from a new device on 3 March at 10:14.",
            "If this was you, there is nothing to do. If you did not sign in, call us immediately on the number on your card.",
            "Hinoki Bank will never ask for your password by e-mail.",
            links=[("View recent activity", "https://www.hinoki-bank.example/activity")],
        ),
    },
    "a card that will expire": {
        "sender": "Hinoki Card <service@hinoki-bank.example>", "subject": "Your card expires soon - a new one is on its way",
        "html": page(
            "Dear Mr Sato, your card ending 0417 expires on 30 April. Your new card will be delivered within 10 days.",
            "Please activate the new card in the app before you use it. Your old card will be blocked on 1 May.",
            links=[("Track your card", "https://www.hinoki-bank.example/card"), ("Help", "https://help.hinoki-bank.example/")],
        ),
    },
    "a failed payment for a subscription": {
        "sender": "Kawa Streaming <billing@kawa-tv.example>", "subject": "Payment failed - please update your payment details",
        "html": page(
            "Hi Hanako,", "We could not charge your card ending 1881 for your monthly plan (980 yen), so your payment was declined by your bank.",
            "Please update your payment information within 7 days, otherwise your subscription will be suspended.",
            links=[("Update payment", "https://account.kawa-tv.example/billing"), ("Unsubscribe", "https://account.kawa-tv.example/mail")],
        ),
    },
    "an order": {
        "sender": "Tsubaki Shop <orders@tsubaki-shop.example>", "subject": "Order confirmation 20418-77",
        "html": page(
            "Thank you for your order!", "Order number: 20418-77. Total charged to your card: 48.20 EUR.",
            "You will get another e-mail with a tracking number as soon as your parcel has been shipped.",
            links=[("View order", "https://www.tsubaki-shop.example/orders/20418-77")],
        ),
    },
    "a parcel that was not delivered": {
        "sender": "Hayabusa Express <noreply@hayabusa-express.example>", "subject": "We missed you - your parcel is waiting",
        "html": page(
            "Your parcel 4471 8820 could not be delivered today because nobody was at home.",
            "Choose a new delivery date or pick it up at the depot within 7 days. After that it will be returned to the sender.",
            links=[("Choose a new date", "https://www.hayabusa-express.example/redeliver/44718820")],
        ),
    },
    "a newsletter with a sale": dict(
        sender="Tsubaki Shop <news@tsubaki-shop.example>", subject="Last chance: 30% off everything ends tonight!",
        html=page(
            "Spring sale: save 30% on the whole shop, only today. Free shipping and a free gift with every order above 50 EUR.",
            "Hurry, while stocks last!", "You are receiving this e-mail because you subscribed to our newsletter.",
            links=[("Shop now", "https://click.tsubaki-shop.example/c/1"), ("Unsubscribe", "https://www.tsubaki-shop.example/leave")],
        ), **LISTED,
    ),
    "a newsletter sent through a service": {
        "sender": "Momiji Ceramics <hello@momiji-ceramics.example>", "subject": "New bowls, and a voucher for you",
        "html": page(
            "Congratulations on ten years of clay with us! As a thank you there is a 10% discount voucher for every reader.",
            "Manage your preferences or unsubscribe at any time.",
            links=[
                ("See the bowls", "https://momijiceramics.us4.list-manage.com/track/click?u=1&id=2"),
                ("Instagram", "https://www.instagram.com/momiji.ceramics"),
                ("Unsubscribe", "https://momijiceramics.us4.list-manage.com/unsubscribe?u=1"),
            ],
        ),
        "Return_Path": "<bounce-mc.us4_1.2-hanako=kaede.example@mail4.suw11.mcsv.net>", "List_Unsubscribe": "<https://momijiceramics.us4.list-manage.com/unsubscribe?u=1>",
        "List_Id": "<1mc.list-manage.com>",
    },
    "an invitation to a meeting": {
        "sender": "Taro Sato <sato@partner.example>", "subject": "Invitation: Quarterly review @ Thu 12 March 15:00 (JST)",
        "text": (
            "You have been invited to the following event.\n\nQuarterly review\nWhen: Thu 12 March 15:00 - 16:00\n"
            "Join with Google Meet: https://meet.google.com/abc-defg-hij\n\nReply for hanako@kaede.example: yes / no / maybe\n"
            "https://calendar.google.com/calendar/event?action=RESPOND&eid=1\n"
        ),
    },
    "a code to log in": {
        "sender": "Kumo Cloud <no-reply@kumo-cloud.example>", "subject": "Your verification code is 482913",
        "text": "Your verification code is 482913. It expires in 10 minutes.\n\nIf you did not request this code, you can safely ignore this e-mail. Do not share this code with anyone.\n",
    },
    "a password that was reset": {
        "sender": "Kumo Cloud <no-reply@kumo-cloud.example>", "subject": "Reset your password",
        "html": page(
            "Somebody asked to reset the password of your account. Click the button below within 24 hours to choose a new one.",
            "If you did not request this, you can ignore this e-mail.",
            links=[("Reset password", "https://id.kumo-cloud.example/reset?t=8f1c2d3e4b5a69788796a5b4c3d2e1f0")],
        ),
    },
    "storage that is nearly full": {
        "sender": "Kumo Cloud <storage@kumo-cloud.example>", "subject": "Your storage is almost full",
        "html": page(
            "You have used 95% of your 15 GB of storage. When your storage is full, new files will not be saved.",
            "Free up space, or get more storage.",
            links=[("Manage storage", "https://drive.kumo-cloud.example/quota"), ("Get more", "https://one.kumo-cloud.example/plans")],
        ),
    },
    "a shortened link from a colleague": {
        "sender": "Yuki Tanaka <yuki.tanaka@gmail.com>", "subject": "Re: slides for Friday",
        "text": "Hi Hanako,\n\nthe slides are here: https://bit.ly/3friday - thanks for looking at them.\nI think page 4 needs another figure.\n\nCheers,\nYuki\n",
    },
    "a form from a club": {
        "sender": "Go club Mimosa <goclub.mimosa@gmail.com>", "subject": "Summer tournament: please register by Sunday",
        "text": (
            "Dear members,\n\nplease register for the summer tournament until Sunday: https://forms.gle/Ab12Cd34Ef56Gh78\n"
            "The winner gets the usual prize, a melon.\n\nSee you there, Kenji\n"
        ),
    },
    "a report in a store of files": {
        "sender": "Build robot <ci@kaede.example>", "subject": "Nightly report 2041: 3 failures",
        "text": "The nightly build has 3 failures.\nReport: https://kaede-reports.s3.eu-central-1.amazonaws.com/nightly/2041/index.html\n",
    },
    "銀行のお知らせ": {
        "sender": "ひのき銀行 <info@hinoki-bank.example>", "subject": "【ひのき銀行】振込受付のお知らせ",
        "text": (
            "森 花子 様\n\nいつもひのき銀行をご利用いただきありがとうございます。\n下記のとおり振込のお手続きを受け付けました。\n\n"
            "受付日時:2026年3月3日 10時14分\nお心当たりのない場合は、至急、下記の窓口までお電話ください。\n"
            "詳しくはインターネットバンキングにログインしてご確認ください。\nhttps://www.hinoki-bank.example/\n\n"
            "当行がメールで暗証番号やパスワードをお尋ねすることはありません。\nひのき銀行 お客様センター 03-0000-0000\n"
        ),
    },
    "カードの利用通知": {
        "sender": "もみじカード <notice@momiji-card.example>", "subject": "カードご利用のお知らせ",
        "text": (
            "佐藤 太郎 様\n\nもみじカードをご利用いただきありがとうございます。お客様のカードのご利用がありましたのでお知らせします。\n\n"
            "ご利用日時:2026/03/02 18:41\nご利用金額:3,280円\n\nお心当たりのない場合は、カード裏面の電話番号までご連絡ください。\n"
            "ご利用明細はこちらからご確認いただけます。\nhttps://www.momiji-card.example/meisai\n"
        ),
    },
    "お支払い方法の更新のお願い": {
        "sender": "かわ動画 <billing@kawa-tv.example>", "subject": "【かわ動画】お支払い方法の更新をお願いします",
        "html": page(
            "山田 様", "いつもかわ動画をご利用いただき、ありがとうございます。",
            "今月分の月額料金のお支払いが確認できませんでした。3月20日までにお支払い方法を更新してください。",
            "更新されない場合、サービスのご利用が停止されることがあります。",
            links=[("お支払い方法を更新する", "https://account.kawa-tv.example/billing")],
        ),
    },
    "サーバーのメンテナンス": {
        "sender": "くもレンタルサーバー <support@kumo-server.example>", "subject": "【重要】メールサーバーのメンテナンスについて",
        "text": (
            "お客様各位\n\n平素はくもレンタルサーバーをご利用いただき、誠にありがとうございます。\n"
            "下記の日程で、メールサーバーの緊急メンテナンスを実施いたします。作業中はメールの送受信がご利用いただけなくなります。\n\n"
            "日時:3月14日(土) 1:00~5:00\nお客様の操作は必要ありません。ご迷惑をおかけいたしますが、よろしくお願いいたします。\n"
            "https://www.kumo-server.example/maintenance/0314\n"
        ),
    },
    "ドメインの更新案内": {
        "sender": "くもドメイン <renewal@kumo-domain.example>", "subject": "【重要・要対応】ドメインの有効期限が近づいています",
        "text": (
            "株式会社かえで 御中\n\nいつもお世話になっております。くもドメインです。\nご登録のドメインの有効期限が近づいております。\n\n"
            "ドメイン:kaede.example  有効期限:2026年4月10日\n期限までに更新のお手続きが完了しない場合、ドメインは失効し、メールとWebサイトがご利用いただけなくなります。\n"
            "お手続きは管理画面にログインの上お願いいたします。\nhttps://manage.kumo-domain.example/\n"
        ),
    },
    "通販のメールマガジン": dict(
        sender="つばき商店 <news@tsubaki-shop.example>", subject="【本日限り】全品20%OFFクーポンプレゼント!",
        html=page(
            "本日限り!全品20%OFFのクーポンをプレゼント。5,000円以上のお買い上げで送料無料です。",
            "ポイントも10倍還元。お早めにどうぞ。",
            "このメールは、つばき商店のメールマガジンにご登録いただいた方にお送りしています。配信停止はこちらから。",
            links=[("今すぐ買う", "https://click.tsubaki-shop.example/c/2"), ("配信停止", "https://www.tsubaki-shop.example/leave")],
        ), **LISTED,
    ),
    "注文の確認": {
        "sender": "つばき商店 <order@tsubaki-shop.example>", "subject": "ご注文ありがとうございます(注文番号 20418)",
        "text": (
            "鈴木 一郎 様\n\nこのたびはご注文ありがとうございます。以下の内容でご注文を承りました。\n\n注文番号:20418\nお支払い金額:4,980円\n"
            "商品の発送後、お荷物の番号をお知らせします。\nhttps://www.tsubaki-shop.example/orders/20418\n"
        ),
    },
    "宅配の不在通知": {
        "sender": "はやぶさ便 <info@hayabusa-express.example>", "subject": "ご不在連絡のお知らせ",
        "text": (
            "高橋 様\n\nお荷物をお届けに伺いましたが、ご不在のため持ち帰りました。\nお問い合わせ番号:4471-8820-3311\n"
            "再配達は下記のページよりお申し込みください。保管期限は3月10日までです。\nhttps://www.hayabusa-express.example/sai/447188203311\n"
        ),
    },
    "a bill sent through an unknown service": {
        "sender": "Kawa Streaming <billing@kawa-tv.example>", "subject": "Action required: your payment failed",
        "html": page(
            "Hi Hanako,", "Your last payment was declined. Please update your payment details within 3 days to avoid an interruption of your service.",
            links=[("Update payment details", "https://c4.mailcourier.example/ls/click?upn=8f1c2d3e4b")],
        ), "Return_Path": "<b-4471@bounces.mailcourier.example>", "DKIM_Signature": "v=1; a=rsa-sha256; d=kawa-tv.example; s=mc1; h=from:to; bh=x; b=x",
    },
    "a newsletter sent through an unknown service": {
        "sender": "Tsubaki Shop <news@tsubaki-shop.example>", "subject": "50% off - our summer sale starts today",
        "html": page(
            "Congratulations, you are first in line: save 50% on sandals, free gift included. Hurry, limited time only!",
            "Unsubscribe here.",
            links=[("Shop now", "https://c4.mailcourier.example/ls/click?upn=1"), ("Unsubscribe", "https://c4.mailcourier.example/u?x=1")],
        ), "Return_Path": "<b-4471@bounces.mailcourier.example>", "List_Unsubscribe": "<https://c4.mailcourier.example/u?x=1>",
    },
    "a club of a known brand under a domain of its own": {
        "sender": "Starbucks Rewards <hello@coffee-club.example>", "subject": "Your stars are waiting",
        "html": page(
            "Hi Hanako, you have 120 stars. Redeem them for a free drink until Sunday.",
            links=[("See your stars", "https://www.coffee-club.example/stars"), ("Unsubscribe", "https://www.coffee-club.example/u")],
        ), "List_Unsubscribe": "<https://www.coffee-club.example/u>", "List_Id": "<stars.coffee-club.example>",
    },
    "a receipt that names the means of payment": {
        "sender": "Sumi Stationery <orders@sumi-stationery.example>", "subject": "Your PayPal payment to Sumi Stationery was received",
        "html": page(
            "Thank you for your order 7731! You paid 12.40 EUR with PayPal.", "Please confirm your delivery address if it has changed.",
            links=[("View order", "https://sumi-stationery.example/o/7731")],
        ),
    },
    "an app that confirms addresses": {
        "sender": "noreply@momiji-quiz.firebaseapp.com", "subject": "Verify your email for Momiji Quiz",
        "html": page(
            "Hello,", "Follow this link to verify your email address.", "If you didn't ask to verify this address, you can ignore this email.",
            links=[("Verify", "https://momiji-quiz.firebaseapp.com/__/auth/action?mode=verifyEmail&oobCode=x8f1c2")],
        ),
    },
    "a question from an independent shop": {
        "sender": "Aoi Books <aoi.books.kyoto@gmail.com>", "subject": "Your order of three books",
        "text": "Dear Ms Mori,\n\nyour three books have arrived. Shall we send them, or will you come by? The invoice is 48 EUR.\n\nKind regards, Aoi\n",
    },
    "a survey after a purchase": dict(
        sender="Tsubaki Shop <feedback@tsubaki-shop.example>", subject="How did we do? Take our 2-minute survey",
        html=page(
            "Tell us about your order and get a chance to win a 20 EUR gift card.",
            links=[("Start the survey", "https://www.surveymonkey.com/r/TSUBAKI1"), ("Unsubscribe", "https://www.tsubaki-shop.example/leave")],
        ), **LISTED,
    ),
    "a bank's offer of a loan": {
        "sender": "Hinoki Bank <news@hinoki-bank.example>", "subject": "Personal loans from 3.9% - get your free quote",
        "html": page(
            "Dear Ms Mori, planning something big? Our personal loan has fixed rates and no hidden fees, and the first three months are interest-free.",
            "Apply now until 31 March.",
            links=[("See your rate", "https://www.hinoki-bank.example/loan"), ("Unsubscribe", "https://www.hinoki-bank.example/u")],
        ), "List_Unsubscribe": "<https://www.hinoki-bank.example/u>",
    },
    "a maker of antivirus programs": {
        "sender": "Norton <noreply@norton.com>", "subject": "Your Norton subscription expires in 7 days",
        "html": page(
            "Hi Hanako, your Norton 360 subscription expires on 10 March. Renew now to keep your devices protected.",
            "Automatic renewal is on: your card will be charged 49.99 EUR.",
            links=[("Manage my subscription", "https://my.norton.com/account"), ("Help", "https://support.norton.com/")],
        ),
    },
    "an insurer's newsletter": {
        "sender": "Momiji Insurance <hello@momiji-insurance.example>", "subject": "Save up to 20% on your car insurance",
        "html": page(
            "Good drivers pay less. Compare quotes in two minutes, and get a 20 EUR gift card when you switch.",
            links=[("Get a quote", "https://www.momiji-insurance.example/quote"), ("Unsubscribe", "https://www.momiji-insurance.example/u")],
        ), "List_Unsubscribe": "<https://www.momiji-insurance.example/u>",
    },
    "a charity that asks for a gift": {
        "sender": "Sea Rescue Friends <info@sea-rescue.example>", "subject": "Your donation saves lives",
        "html": page(
            "Dear friend of sea rescue, last year our crews saved 412 people. A donation of 30 EUR pays for a life jacket.",
            links=[("Donate now", "https://www.sea-rescue.example/donate"), ("Unsubscribe", "https://www.sea-rescue.example/u")],
        ), "List_Unsubscribe": "<https://www.sea-rescue.example/u>",
    },
    "an exchange's notice of a new device": {
        "sender": "Kogane Exchange <security@kogane-exchange.example>", "subject": "New device authorized - was this you?",
        "html": page(
            "A new device was used to access your account. If this was not you, lock your account immediately and contact our security team.",
            links=[("Review activity", "https://www.kogane-exchange.example/security"), ("Lock account", "https://www.kogane-exchange.example/lock")],
        ),
    },
    "ein Versand auf Deutsch": {
        "sender": "Ahorn Versand <service@ahorn-versand.example>", "subject": "Ihre Sendung konnte nicht zugestellt werden",
        "html": page(
            "Guten Tag Frau Mori, Ihre Sendung 4471 8820 konnte heute nicht zugestellt werden. Bitte wählen Sie innerhalb von 7 Tagen einen neuen Termin.",
            links=[("Termin wählen", "https://www.ahorn-versand.example/termin/44718820")],
        ),
    },
    "un colis en français": {
        "sender": "Érable Livraison <info@erable-livraison.example>", "subject": "Votre colis n'a pas pu être livré",
        "html": page(
            "Bonjour, notre chauffeur n'a pas pu livrer votre colis aujourd'hui. Veuillez sélectionner une nouvelle date de livraison avant vendredi.",
            links=[("Choisir une date", "https://www.erable-livraison.example/date/4471")],
        ),
    },
    "楽天市場の店からの案内": {
        "sender": "つばき茶舗 <shop@tsubaki-tea.example>", "subject": "【楽天市場】ご注文内容の確認 つばき茶舗",
        "text": (
            "伊藤 様\n\nこの度は楽天市場のつばき茶舗でお買い上げいただき、誠にありがとうございます。\nご注文番号:123456-20260303-0001\n"
            "商品の発送は3月5日の予定です。\nhttps://www.rakuten.co.jp/tsubaki-tea/\n"
        ),
    },
    "会費のお願い": {
        "sender": "もみじ囲碁会 <momiji.igo@yahoo.co.jp>", "subject": "年会費のお願い(3月末まで)",
        "text": (
            "会員各位\n\nいつもお世話になっております。もみじ囲碁会の中村です。\n年会費3,000円のお振込みを3月末までにお願いいたします。\n"
            "出欠は下記のフォームからご回答ください。\nhttps://forms.gle/Ab12Cd34Ef56Gh78\n\nよろしくお願いいたします。\n"
        ),
    },
    "社内の連絡": {
        "sender": "情報システム 田中 <tanaka@kaede.example>", "subject": "【要対応】パスワード変更のお願い(3/20まで)",
        "text": (
            "各位\n\nお疲れ様です。情報システムの田中です。\nパスワードの有効期限が近づいている方にお送りしています。3月20日までに社内ポータルから変更をお願いします。\n"
            "https://portal.kaede.example/password\n\n不明な点は内線 210 まで。よろしくお願いいたします。\n"
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize(
    "settings", [CaseSettings(), CaseSettings(own_domains=("kaede.example",))], ids=["none", "own"]
)
@pytest.mark.parametrize("name", MAILS)
def test_ordinary_mail_of_today_is_not_accused(judge, name, settings):
    parts = {"To": "Hanako <hanako@kaede.example>", "Message_ID": "<20260303.4471@mx.example.org>", **MAILS[name]}
    told = opinion(list(judge(settings=settings, **parts).values()))
    assert told.kind not in ACCUSED, told.weights
    assert told.hostile < verdict.SURE
