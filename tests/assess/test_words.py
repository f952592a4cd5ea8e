"""What mails say: pressure, requests, baits and odd language, each on a sentence or two, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.assess import lexica, phrases
from forensics.assess.disguise import disguised, plain_letters
from forensics.model.finding import Verdict

YES, NO, UNCLEAR = Verdict.YES, Verdict.NO, Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("text", "answer", "levers"),
    [
        ("アカウントの確認がお済みでない場合、24時間以内にアカウントが停止されます。", YES, {"loss", "deadline"}),
        ("不正利用の可能性があるため、カードのご利用を制限いたしました。至急ご連絡ください。", YES, {"threat", "loss", "deadline"}),
        ("この件は誰にも話さないでください。警察に連絡しても無駄です。", UNCLEAR, {"secrecy", "authority"}),
        ("会議室の予約を明日の午後に変更しました。よろしくお願いいたします。", NO, set()),
        ("Your account will be suspended within 24 hours unless you verify it.", YES, {"loss", "deadline"}),
        ("We detected unusual activity. Act now or lose access to your files.", YES, {"loss", "deadline"}),
        ("Your device has been infected; your data will be leaked to all contacts.", UNCLEAR, {"threat"}),
        ("Lunch at noon tomorrow? The new place around the corner is quiet.", NO, set()),
        ("Ihr Konto wurde gesperrt. Handeln Sie sofort, letzte Mahnung vor dem Inkasso.", YES, {"threat", "loss", "deadline"}),
        ("Votre compte sera suspendu sous 48 heures. Ceci est le dernier rappel que nous vous envoyons avant les poursuites.", YES, {"threat", "loss", "deadline"}),
        ("Su cuenta ha sido bloqueada. Actúe de forma inmediata para evitar una multa.", YES, {"threat", "loss", "deadline"}),
        ("Il suo conto è stato sospeso. Entro le prossime 24 ore saranno avviate azioni legali.", YES, {"threat", "loss", "deadline"}),
        ("Sua conta foi bloqueada. Regularize agora: último aviso antes da ação judicial.", YES, {"threat", "loss", "deadline"}),
        ("您的账户已被冻结，请在24小时内立即验证，否则将采取法律行动。", YES, {"threat", "loss", "deadline"}),
        ("고객님의 계정이 정지되었습니다. 24시간 이내에 즉시 확인하지 않으면 법적 조치를 취합니다.", YES, {"threat", "loss", "deadline"}),
    ],
)  # fmt: skip
def test_pressure(judge, text, answer, levers):
    finding = judge(text)["pressure.words"]
    assert finding.answer is answer
    named = set(finding.marks.get("levers", "").split(", ")) - {""}
    assert levers <= named or not levers == named == set()
    assert len(finding.grounds) == len(named)
    for ground in finding.grounds:
        assert ground.quote in text
        assert ground.said("ja")


def test_the_subject_is_read_as_well(judge):
    finding = judge("See below.", subject="URGENT: your account has been suspended")["pressure.words"]
    assert finding.answer is YES
    assert {ground.where for ground in finding.grounds} == {"header Subject"}


def test_one_word_in_a_digest_is_no_pressure(judge):
    digest = "A paragraph of news about the weather and the harvest of the year. " * 400
    short, long = (judge(f"Final notice. Your account is suspended. {text}")["pressure.words"] for text in ("", digest))
    assert short.answer is YES
    assert long.answer is UNCLEAR
    assert long.strength < short.strength


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("次のページからアカウントの確認をお済ませください。", YES),
        ("下記のリンクをクリックして、ご本人確認を完了してください。", YES),
        ("リンクを開いて、表示された画面にパスワードを入力してしまいました。", NO),
        ("詳細はこちら", UNCLEAR),
        ("会議は3時からです。", NO),
        ("Please verify your account by clicking the button below.", YES),
        ("Confirm your identity: enter your password and card number.", YES),
        ("Click here to read the minutes of the meeting.", UNCLEAR),
        ("The meeting starts at three.", NO),
    ],
)
def test_request(judge, text, answer):
    assert judge(text)["request.secrets"].answer is answer


def test_a_bank_that_asks_for_nothing_is_quoted_against_the_answer(judge):
    text = "ログインしてください。当行がメールで暗証番号をおたずねすることはありません。"
    finding = judge(text)["request.secrets"]
    assert finding.answer is YES
    assert [ground.quote for ground in finding.against] == ["暗証番号をおたずねすることはありません"]


@pytest.mark.parametrize(
    ("text", "answer", "baits"),
    [
        ("I am the attorney of your late client. You are the beneficiary of 8 million dollars.", YES, "fortune"),
        ("Congratulations, you have been selected! Claim your free gift card now.", YES, "reward"),
        ("200 free spins wait for you at our casino.", YES, "lure, reward"),
        ("The library is open until six on Thursday.", NO, ""),
        ("おめでとうございます。5億円の遺産の受取人に選ばれました。", YES, "fortune, reward"),
        ("資料をお送りします。ご査収ください。", NO, ""),
    ],
)
def test_bait(judge, text, answer, baits):
    finding = judge(text)["scam.bait"]
    assert (finding.answer, finding.marks.get("baits", "")) == (answer, baits)


@pytest.mark.parametrize(
    ("text", "answer", "sign"),
    [
        ("あなたのアカウントは保留されました。私はあなたの幸運を祈ります。", YES, "odd_pronoun"),
        ("您好、アカウントを验证してください。这はお知らせです。", YES, "foreign form"),
        ("ご確認してください。お客様のカードを即座に止めました。ユーザー様へ", YES, "odd_honorific"),
        (
            "会議は２4日の１５:00からです。ﾖﾛｼｸお願いします。資料を添付いたします。担当の田中です。",
            UNCLEAR,
            "two widths",
        ),
        ("田中様\nいつもお世話になっております。見積書をお送りいたします。ご確認をお願いいたします。", NO, ""),
        ("Dear customer, kindly click on below link, your account have limited.", YES, "odd_grammar"),
        (
            "Your Раypal and Аmazon cards are ready, sir, and this text is long enough to be read.",
            YES,
            "disguised script",
        ),
        ("𝐓𝐡𝐞 𝐛𝐞𝐬𝐭 𝐚𝐮𝐭𝐨 𝐩𝐫𝐨𝐭𝐞𝐜𝐭𝐢𝐨𝐧 and some more ordinary words behind it.", YES, "disguised maths"),
        ("Hi Anna, the draft is attached. I changed the second page. See you on Monday, Ben", NO, ""),
    ],
)
def test_odd(judge, text, answer, sign):
    finding = judge(text)["language.odd"]
    assert finding.answer is answer, finding.marks
    assert sign in finding.marks.get("signs", "")
    assert bool(finding.grounds) == (answer is not NO)


@pytest.mark.parametrize(
    "text",
    [
        "森様\nいつもお世話になっております。山田君は本日休みです。検討したものの、結論は出ておりません。したがって、来週ご相談させてください。",
        "こんにちは、花子さん。新しいデバイスからログインがありました。心当たりがない場合は、パスワードを変更してください。",
        "お客様各位\n更新後に再起動する必要があります。詳しくはマニュアルをご覧ください。情報システム部",
        "ひのき銀行をご利用いただきありがとうございます。お客様のカードのご利用内容をお知らせいたします。ご利用日: 2026年3月3日",
        "楽しかったのが一番です。きれいでした。また行きましょう。",
        "ご注文ありがとうございます。お届けは３月５日の予定です。変更はマイページからお手続きいただけます。",
    ],
)
def test_honest_japanese_is_not_called_odd(judge, text):
    finding = judge(text)["language.odd"]
    assert finding.answer is NO, finding.marks


def test_disguised_words_are_found_all_the_same(judge):
    found = judge("Yоur ассоunt will be suspеndеd within 24 hоurs. 𝐕𝐞𝐫𝐢𝐟𝐲 𝐲𝐨𝐮𝐫 𝐚𝐜𝐜𝐨𝐮𝐧𝐭 now.")
    assert found["pressure.words"].answer is YES
    assert found["request.secrets"].answer is YES
    assert found["request.secrets"].grounds[0].quote.startswith("𝐕𝐞𝐫𝐢𝐟𝐲")


def test_machine_translation_is_an_opinion(judge):
    text = "こんにちは！あなたに悪い知らせがあります。私はあなたの装置を見ました。それは公平な価格です。"
    finding = judge(text)["language.odd"]
    assert finding.marks["machine_translated"] == "likely"
    assert "考えられます" in finding.sentence["ja"]
    assert "In our opinion" in finding.sentence["en"]


@pytest.mark.parametrize(
    "page",
    [
        '<p style="font-family:SimSun">日本語の本文です。アカウントについてお知らせします。</p>',
        '<p style="font-family:Microsoft YaHei">日本語の本文です。アカウントについてお知らせします。</p>',
    ],
)
def test_a_chinese_font_with_japanese_text(judge, page):
    finding = judge(html=page)["language.odd"]
    assert finding.answer is UNCLEAR
    assert finding.marks["signs"] == "chinese font"


@pytest.mark.parametrize("language", lexica.LANGUAGES)
def test_every_phrase_of_every_lexicon_compiles_and_has_a_name(language):
    read = lexica.read(language)
    assert set(read) <= set(lexica.subjects())
    assert set(lexica.read("en")) - {"odd_calque", "odd_address", "odd_grammar"} <= set(read)
    for subject, listed in read.items():
        assert len(set(listed)) == len(listed), (subject, "said twice")
        for phrase in listed:
            assert phrase == phrase.strip(" ~"), phrase
            read_ = lexica.phrase(phrase, language)
            assert all(read_.spellings or read_.lead), phrase
            assert all(read_.pattern.search(spelling) for spelling in read_.spellings if "\n" not in spelling), phrase
        assert not list(phrases.places(b"", language, subject, 1))
    assert phrases.subjects(b"", language) == {}


def test_every_subject_is_told_in_two_languages():
    for subject, names in lexica.subjects().items():
        assert names["en"], subject
        assert names["ja"], subject
        assert names["ja"] != names["en"]


@given(st.text(max_size=200))
def test_undoing_a_disguise_keeps_every_place(text):
    plain = plain_letters(text)
    assert len(plain) == len(text)
    assert plain_letters(plain) == plain
    for start, end, kind in disguised(text, 5):
        assert 0 <= start < end <= len(text)
        assert kind in ("script", "maths", "unseen")


@given(st.text(alphabet="あなたのアカウント停止24時間以内。、account suspended now\n 𝐀аo", max_size=300))
def test_every_quote_stands_in_the_mail(judge, text):
    for finding in judge(text).values():
        for ground in finding.grounds:
            if ground.where == "text" and ground.quote and finding.rule in ("pressure.words", "request.secrets"):
                assert ground.quote in " ".join(text.split())
