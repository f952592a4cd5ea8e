"""Telephone numbers, handles, bank accounts, IBANs, files and digests: what is one, what is none."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract import banks, demands, files, handles, hashes, ibans, passwords, phones, texts
from forensics.extract.view import view
from tests.pace import took


def values(finder, text):
    return [hit.value for hit in finder.hits(view(text))]


PHONES = [
    ("電話：03-1234-5678 まで", ["+81312345678"]),
    ("お問い合わせ ０１２０－１２３－４５６", ["+81120123456"]),
    ("携帯は090-1234-5678です", ["+819012345678"]),
    ("TEL03(3581)4321 東京の窓口", ["+81335814321"]),
    ("電話番号 0335814321 へ", ["+81335814321"]),
    ("０３－３５８１－４３２１にお電話を", ["+81335814321"]),
    ("+81 3 3581 4321", ["+81335814321"]),
    ("+44 20 7946 0958", ["+442079460958"]),
    ("Tel: +44 (0)20 7499 2264.", ["+442074992264"]),
    ("Call +1 (650) 253-0000 now", ["+16502530000"]),
    ("call 1-888-350-7185 or (650) 253-0000", ["+18883507185", "+16502530000"]),
    ("Ligue (11) 3003-1000, você", ["+551130031000"]),
    # what the sentence says behind the number
    ("電話：03-3581-4321 9:00～17:00", ["+81335814321"]),
    ("フリーダイヤル 0120-444-113 24時間受付", ["+81120444113"]),
    ("Phone: +1 412-268-7090 (24-hour hotline)", ["+14122687090"]),
    ("call 650-253-0000 24/7", ["+16502530000"]),
    ("Tel: +49 30 901820 24 Stunden", ["+4930901820"]),
    ("携帯 090 1234 5678 時間は", ["+819012345678"]),
    ("tel 0041 44 668 18 00", ["+41446681800"]),
    ("happy to assist you. 1 888 343 5062", ["+18883435062"]),
    ("our Support Team at 1 808 371-4987.With kind regards", ["+18083714987"]),
    ("7 1 888 343 5062 and 1 234 567 8901 2", []),
    ("2001-01-02 3456-7890", []),
    ("受付番号 090-1234-5678です", []),
    ("注文番号：03-1234-5678です", []),
    ("Version 1.888.350.7185, amount: 650-253-0000", []),
    ("Order 090-1234-5678", []),
    ("カード番号 1234-5678-9012-3456", []),
    ("電話 03-0000-0000 へ", []),
    # lines of a card, without kana
    ("電話 03-1234-5678 / 090-1234-5678 / ０１２０－１２３－４５６", ["+81312345678", "+819012345678", "+81120123456"]),
    ("電話 02-2345-6789", []),  # Taipei, or elsewhere: nothing tells
    ("価格 ¥0120-123-456", []),
    ("192.0.2.77 tel", []),
]
HANDLES = [
    ("t.me/badguy01", ["telegram:badguy01"]),
    ("t.me/+AbCdEf123 t.me/joinchat/XyZ_98", ["telegram:+AbCdEf123", "telegram:XyZ_98"]),
    ("加微信abc123456", ["wechat:abc123456"]),
    ("카톡 아이디 abc123", ["kakaotalk:abc123"]),
    ("https://t.me/BadGuy01?x=1", ["telegram:badguy01"]),
    ("Telegram: @bad_guy", ["telegram:bad_guy"]),
    ("Telegram ID：hacker_2020まで", ["telegram:hacker_2020"]),
    ("write @payme_bot on Telegram", ["telegram:payme_bot"]),
    ("Теlegram: @bad_guy", ["telegram:bad_guy"]),  # begins with two Cyrillic letters
    ("LINE ID：abc_123 を追加", ["line:abc_123"]),
    ("LINEのID: abc.def1", ["line:abc.def1"]),
    ("https://line.me/ti/p/~abcd12", ["line:abcd12"]),
    ("https://lin.ee/AbC12x", ["line:AbC12x"]),
    ("wa.me/819012345678", ["whatsapp:+819012345678"]),
    ("WhatsApp +81 90 1234 5678", ["whatsapp:+819012345678"]),
    ("微信：wx_12345", ["wechat:wx_12345"]),
    ("WeChat ID: baduser99", ["wechat:baduser99"]),
    ("카카오톡 아이디: pay123", ["kakaotalk:pay123"]),
    ("Discord: user#1234", ["discord:user#1234"]),
    ("https://discord.gg/AbCdEf", ["discord:AbCdEf"]),
    ("Skype: live:.cid.12ab34", ["skype:live:.cid.12ab34"]),
    ("Signal: +819012345678", ["signal:+819012345678"]),
    ("Contact us on Telegram for help", []),
    ("Telegram: https://example.org", []),
    ("chat.me/badguy01", []),
    ("Telegram username pay_now77", ["telegram:pay_now77"]),
    ("My skype id live:helpdesk.2026", ["skype:live:helpdesk.2026"]),
    ("Text me +44 7700 900123 on WhatsApp.", ["whatsapp:+447700900123"]),
    ("My Signal is +1 202-555-0143.", ["signal:+12025550143"]),
    ("LINEで「kouza22」を検索", ["line:kouza22"]),
    ("LINE公式アカウント：@abc1234d", ["line:@abc1234d"]),
    ("t.me/share/url?x", []),
    ("read on signal processing.12", []),
    ("LINEで「送る」", []),
    ("LINEで送る", []),
    ("Skype: someone@example.org", []),
    ("Join our Discord for support", []),
]
ACCOUNTS = [
    (
        "振込先：みずほ銀行 渋谷支店\n普通 1234567\n名義：ヤマダ タロウ\n",
        ["みずほ銀行 渋谷支店 普通 1234567 ヤマダ タロウ"],
    ),
    (
        "銀行名：三菱UFJ銀行\n支店名：新宿支店\n口座種別：普通\n口座番号：7654321\n口座名義：カ）サンプル",
        ["三菱UFJ銀行 新宿支店 普通 7654321 カ)サンプル"],
    ),
    (
        "口座番号 普通 0012345 楽天銀行 第一営業支店 名義 サトウ ハナコ",
        ["楽天銀行 第一営業支店 普通 0012345 サトウ ハナコ"],
    ),
    ("城南信用金庫　本店　当座　１２３４５６７", ["城南信用金庫 本店 当座 1234567"]),
    ("ゆうちょ銀行 記号 12345 番号 12345671 名義 タナカ", ["ゆうちょ銀行 記号12345 番号12345671 タナカ"]),
    ("三井住友銀行 新橋支店 普通 2345678 カ）マエダ", ["三井住友銀行 新橋支店 普通 2345678 カ)マエダ"]),
    ("みずほ銀行 渋谷支店（普）1234567 ヤマダタロウ", ["みずほ銀行 渋谷支店 普通 1234567 ヤマダタロウ"]),
    ("みずほ銀行 渋谷支店 普通 1234567 カタカナ名義で", ["みずほ銀行 渋谷支店 普通 1234567"]),
    ("みずほ銀行からのお知らせ、受付番号 1234567", []),
    ("普通 1234567", []),
    ("〒123-4567 銀行前", []),
]
IBANS = [
    ("IBAN: DE89 3704 0044 0532 0130 00.", ["DE89370400440532013000"]),
    (
        "GB82WEST12345698765432, FR14 2004 1010 0505 0001 3M02 606",
        ["GB82WEST12345698765432", "FR1420041010050500013M02606"],
    ),
    ("NO93 8601 1117 947", ["NO9386011117947"]),
    ("口座はCH9300762011623852957です", ["CH9300762011623852957"]),
    ("DE89 3704 0044 0532 0130 01", []),
    ("XDE89370400440532013000", []),
    ("DE893704004405320130000", []),
    ("ZZ89370400440532013000", []),
]
FILES = [
    ("open invoice.pdf.exe or run.ps1 now", ["invoice.pdf.exe", "run.ps1"]),
    ("添付の請求書.xlsx をご確認", ["請求書.xlsx"]),
    ("「2026年 請求.zip」を", ["2026年 請求.zip"]),
    ("C:\\Users\\a\\run.bat", ["run.bat"]),
    ("MD5 (openssh-3.4p1.tar.gz) =", ["openssh-3.4p1.tar.gz"]),
    ("REPORT.DOCM!", ["REPORT.DOCM"]),
    ("see attached scan_001.PDF.", ["scan_001.PDF"]),
    ("Node.js, example.com, www.example.org, a@b.zip, .tar.gz", []),
    ("https://example.org/a.pdf and example.org/b.pdf", []),
]


@pytest.mark.parametrize(("text", "told"), PHONES)
def test_phones(text, told):
    assert values(phones, text) == told


@pytest.mark.parametrize(("text", "told"), HANDLES)
def test_handles(text, told):
    assert values(handles, text) == told


@pytest.mark.parametrize(("text", "told"), ACCOUNTS)
def test_accounts(text, told):
    assert values(banks, text) == told


@pytest.mark.parametrize(("text", "told"), IBANS)
def test_ibans(text, told):
    assert values(ibans, text) == told


@pytest.mark.parametrize(("text", "told"), FILES)
def test_files(text, told):
    assert [hit.value for hit in texts.found(view(text)) if hit.kind == "file"] == told


@pytest.mark.parametrize("kind", ["md5", "sha1", "sha256", "sha512"])
def test_digests(kind):
    digest = hashlib.new(kind, b"sample", usedforsecurity=False).hexdigest()

    def told(text):
        return [(hit.kind, hit.value) for hit in hashes.hits(view(text))]

    assert told(f"hash: {digest}.") == [(kind, digest)]
    assert told(f"ハッシュ値は{digest.upper()}です") == [(kind, digest)]
    assert told(f"hash={digest}") == [(kind, digest)]
    for around in ("id={}", "{}0", "x{}", "/{}", "<{}@example.org>", "{}-1", "{}/x", "cid:{}@x", "{}.example.org"):
        assert told("hash " + around.format(digest)) == [], around
    assert told("hash " + "1234567890" * 13) == []
    assert told("hash " + ("0a" * 64)[: len(digest)]) == []


def test_a_tracking_id_as_long_as_a_digest_is_none():
    token = hashlib.md5(b"sample", usedforsecurity=False).hexdigest()
    assert values(hashes, f"unsubscribe {token}") == []
    assert values(hashes, f"Transaction Hash\n{hashlib.sha256(b'sample').hexdigest()}") == []


def checked(country, account):
    """An IBAN with right check digits (ISO 7064)."""
    turned = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return f"{country}{98 - int(turned) % 97:02}{account}"


@given(st.text("0123456789", min_size=18, max_size=18), st.integers(0, 21), st.integers(1, 9))
def test_one_wrong_sign_breaks_an_iban(account, place, step):
    iban = checked("DE", account)
    spaced = " ".join(iban[at : at + 4] for at in range(0, 22, 4))
    assert values(ibans, f"an {spaced}.") == [iban]
    if place >= 2:
        wrong = iban[:place] + str((int(iban[place]) + step) % 10) + iban[place + 1 :]
        assert values(ibans, wrong) == []


@given(st.integers(0, 99_999_999))
def test_any_mobile_number_of_japan_comes_back(number):
    written = f"090-{number // 10000:04}-{number % 10000:04}"
    told = values(phones, f"電話は{written}です")
    assert told in ([f"+8190{number:08}"], [])  # the plan leaves out some
    assert told or number < 10_000_000


ANY = st.text(alphabet="+0123456789-() @:.LINEtelegramID口座普通銀行支店記号番.pdfDE8ag\n\ud800", max_size=80)


@given(ANY)
def test_no_text_stops_them(text):
    for finder in (phones, handles, banks, ibans, files, hashes):
        for hit in finder.hits(view(text)):
            assert 0 <= hit.start < hit.end <= len(text)
            assert hit.value


HOSTILE = [
    "03-1234-5678 ", "+1 650 253 0000 ", "電話", "tel ", "+1", "t.me/", "telegram: ", "@a telegram ", "口座番号", "普通 1234567 ", "銀行支店", "DE89 3704 ",
    "A1", "DE89", ".pdf", "a.", "請求", "a.pdf.", "0a" * 16 + " ", "0", "five ", "one-", "$1", "1億", "48 ", "hours ", "2020年1月1日から", "May 1 ", "within ",
    "password is ", "your ", "パスワードは", "с", "aс",
]  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_megabyte_takes_no_longer_than_its_length_allows(shape):
    def cost(length):
        text = shape * (length // len(shape))

        def find():
            for finder in (phones, handles, banks, ibans, files, hashes, demands, passwords):
                for number, _ in enumerate(finder.hits(view(text))):
                    if number > 20_000:
                        break

        return took(find, below=0.5)

    cost(1000)
    # Eight times the length: a quadratic search would cost sixty-four times as much.
    assert cost(240_000) <= 24 * cost(30_000) + 0.25


def test_a_bracket_around_the_code_of_a_country_belongs_to_the_number():
    [hit] = phones.hits(view("Tel:(+234)80-5600-5672"))
    assert (hit.start, hit.end, hit.value) == (4, 22, "+2348056005672")
