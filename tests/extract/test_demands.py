"""What a mail asks for and claims: sums, time limits, periods, passwords."""

from __future__ import annotations

import pytest

from forensics.extract import passwords, texts


def found(kind, text):
    return [each.observable.value for each in texts.sightings(text, "1", "text") if each.observable.kind == kind]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("pay $965 now", ["USD 965"]),
        ("pay 965 USD or USD 965", ["USD 965", "USD 965"]),
        ("US$ 1.450", ["USD 1450"]),
        ("1,450.50 dollars", ["USD 1450.50"]),
        ("1750$", ["USD 1750"]),
        ("send 0.5 BTC", ["BTC 0.5"]),
        ("0.123 bitcoin", ["BTC 0.123"]),
        ("0.05ビットコイン", ["BTC 0.05"]),
        ("1.000 €", ["EUR 1000"]),
        ("€950.000,00", ["EUR 950000"]),
        ("¥100,000", ["JPY 100000"]),
        ("9万円を", ["JPY 90000"]),
        ("10万5000円", ["JPY 105000"]),
        ("十万円", ["JPY 100000"]),
        ("１０，０００円", ["JPY 10000"]),
        ("二十五万円", ["JPY 250000"]),
        ("$965 を私の財布に", ["USD 965"]),
        ("965ドル", ["USD 965"]),
        ("R$ 2.430,62", ["BRL 2430.62"]),
        ("$2.5 million", ["USD 2500000"]),
        ("£15.1", ["GBP 15.10"]),
        ("980$6fcb, $TESLA, euro, 円", []),
        ("$0", []),
    ],
)
def test_amounts(text, amounts):
    assert found("amount", text) == amounts


@pytest.mark.parametrize(
    ("text", "deadlines"),
    [
        ("You have 48 hours to pay.", ["PT48H"]),
        ("within forty-eight (48) hours", ["PT48H"]),
        ("within the next 2 business days", ["P2D"]),
        ("it expires in 30 minutes", ["PT30M"]),
        ("24 hours left", ["PT24H"]),
        ("開いた瞬間から、あなたには48時間があります。", ["PT48H"]),
        ("２４時間以内に", ["PT24H"]),
        ("3日以内にお支払い", ["P3D"]),
        ("48 hours ago", []),
        ("open 24 hours a day", []),
        ("24時間対応、365日", []),
        ("I waited 3 days.", []),
    ],
)
def test_deadlines(text, deadlines):
    assert found("deadline", text) == deadlines


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2019年12月14日から2020年05月07日まで、", ["2019-12-14/2020-05-07"]),
        ("２０１９年１２月１４日から２０２０年５月７日まで", ["2019-12-14/2020-05-07"]),
        ("2019-12-14 to 2020-05-07", ["2019-12-14/2020-05-07"]),
        ("from 14.12.2019 until 07.05.2020", ["2019-12-14/2020-05-07"]),
        ("between 12/31/2025 and 3/31/2026", ["2025-12-31/2026-03-31"]),
        ("2019年13月14日から2020年05月07日まで", []),
    ],
)
def test_periods(text, periods):
    assert found("period", text) == periods


def test_a_period_of_which_nobody_knows_day_from_month_says_so():
    [period] = texts.sightings("from 01/02/2020 to 03/04/2020", "1", "text")
    assert period.observable.value == "2020-02-01/2020-04-03"
    assert "other way round" in period.how


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Your password: hunter42", "hunter42"),
        ("your password is Tr0ub4dor&3!", "Tr0ub4dor&3"),
        ("I know your old password was sunshine.", "sunshine"),
        ("hunter42 is one of your passwords", "hunter42"),
        ("パスワードは: sakura-1987\n", "sakura-1987"),
        ("hanako@example.orgからのパスワードは:sakura-1987", "sakura-1987"),
        ("パスワードは「abc12345」です", "abc12345"),
        ("Password: correcthorse\n", "correcthorse"),
    ],
)
def test_a_claimed_password_is_masked_wherever_it_stands(text, secret):
    seen = f"{text} and pay $965"
    sightings = list(texts.sightings(seen, "1", "text"))
    [password] = [each for each in sightings if each.observable.kind == "password"]
    assert password.as_written == passwords.masked(secret)
    assert password.observable.value == passwords.value(secret)
    assert password.start is not None
    assert seen[password.start : password.start + len(secret)] == secret
    assert not any(
        secret in field for each in sightings for field in (each.context, each.observable.value, each.as_written)
    )


@pytest.mark.parametrize(
    "text",
    [
        "your password is about to expire",
        "your password is required",
        "Your password: https://example.org/reset",
        "パスワードは8文字以上",
        "パスワードを入力してください",
        "Password: ********",
    ],
)
def test_what_is_no_password(text):
    assert found("password", text) == []


def test_a_mask_has_the_length_and_equal_passwords_look_alike():
    assert passwords.masked("hunter77") == "h******7"
    assert passwords.masked("short1") == "******"
    assert passwords.value("hunter77") == passwords.value("hunter77") != passwords.value("hunter17")
    assert passwords.value("hunter77").startswith("h******7 #")
