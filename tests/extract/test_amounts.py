"""Sums of money: the currencies and numbers of many languages, and what only looks like a sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract import amounts, numerals
from forensics.extract.view import view


def found(text):
    return [hit.value for hit in amounts.hits(view(text))]


SIGNS = [
    ("pay $965 now", ["USD 965"]),
    ("US$ 1.450", ["USD 1450"]),
    ("U$S 300 y US$300", ["USD 300", "USD 300"]),
    ("R$ 1.500,00 e R$2.430,62", ["BRL 1500", "BRL 2430.62"]),
    ("HK$500, NT$ 3,000, A$20, C$ 30", ["HKD 500", "TWD 3000", "AUD 20", "CAD 30"]),
    ("1750$ or 20 $", ["USD 1750", "USD 20"]),
    ("1750$ 20$", ["USD 1750", "USD 20"]),
    ("In 2020 $500", ["USD 500"]),
    ("$5k, $2.5M, $3bn", ["USD 5000", "USD 2500000", "USD 3000000000"]),
    ("$965USD", ["USD 965"]),
    ("(USD$ 350.000,00) and CAD$20", ["USD 350000", "CAD 20"]),
    ("worth $3.500,000. And 1.234,567 BTC", ["USD 3500000", "BTC 1234.567"]),
    ("1.000 €, €950.000,00, 19,99€", ["EUR 1000", "EUR 950000", "EUR 19.99"]),
    ("1 000 € et 2\u202f500,50 €", ["EUR 1000", "EUR 2500.50"]),
    ("£15.1", ["GBP 15.10"]),
    ("1.5k$ or 3.2k€", ["USD 1500", "EUR 3200"]),
    ("500,- € und EUR 12.500,-", ["EUR 500", "EUR 12500"]),
    ("£7.00GBP/9.00 Euro", ["GBP 7", "EUR 9"]),
    ("₹1,00,000 and Rs. 5,000", ["INR 100000", "INR 5000"]),
    ("₩1,000,000 ₿0.05 500₽", ["KRW 1000000", "BTC 0.05", "RUB 500"]),
    ("CN¥500 RMB 3,000", ["CNY 500", "CNY 3000"]),
]
WORDS = [
    ("965 USD or USD 965", ["USD 965", "USD 965"]),
    ("BTC: 0.012 and USD：500", ["BTC 0.012", "USD 500"]),
    ("850,000.00 Great British Pounds", ["GBP 850000"]),
    ("1,450.50 dollars", ["USD 1450.50"]),
    ("send 0.5 BTC, 0.125 BTC", ["BTC 0.5", "BTC 0.125"]),
    ("0.123 bitcoin", ["BTC 0.123"]),
    ("0,05 Bitcoins", ["BTC 0.05"]),
    ("50 mBTC", ["BTC 0.05"]),
    ("$1,200 worth of bitcoin", ["USD 1200"]),
    ("five hundred dollars", ["USD 500"]),
    ("two thousand five hundred US dollars", ["USD 2500"]),
    ("one million euros", ["EUR 1000000"]),
    ("1,5 Mio. €, 2 Mrd. Euro", ["EUR 1500000", "EUR 2000000000"]),
    ("CHF 1'000 und 1’000 Franken", ["CHF 1000", "CHF 1000"]),
    ("500 kr, 500 zł, 99 Kč", ["kr 500", "PLN 500", "CZK 99"]),
    ("5 mil euros; 3 Millionen Euro", ["EUR 5000", "EUR 3000000"]),
    ("500 reais", ["BRL 500"]),
    ("1.450 dólares", ["USD 1450"]),
    ("950 Euro, 300 dollari", ["EUR 950", "USD 300"]),
]
CJK = [
    ("9万円を", ["JPY 90000"]),
    ("十万円", ["JPY 100000"]),
    ("10万5000円", ["JPY 105000"]),
    ("1億2千万円", ["JPY 120000000"]),
    ("二十五万円", ["JPY 250000"]),
    ("1.5万円", ["JPY 15000"]),
    ("¥100,000", ["JPY 100000"]),
    ("１０，０００円", ["JPY 10000"]),
    ("￥５０，０００", ["JPY 50000"]),
    ("$965 を私の財布に", ["USD 965"]),
    ("965ドル、500米ドル", ["USD 965", "USD 500"]),
    ("0.05ビットコイン", ["BTC 0.05"]),
    ("1000ドル分のビットコイン", ["USD 1000"]),
    ("5000元的比特币", ["CNY 5000"]),
    ("0.5个比特币", ["BTC 0.5"]),
    ("十万元，3万人民币", ["CNY 100000", "CNY 30000"]),
    ("100만원을", ["KRW 1000000"]),
    ("50만 원, 5천원", ["KRW 500000", "KRW 5000"]),
]
DISGUISED = [
    ("0.5 bitсoin", ["BTC 0.5"]),  # a Cyrillic letter
    ("９６５ ＵＳＤ", ["USD 965"]),
    ("9\u200b65 USD", ["USD 965"]),
]
NONE = [
    "980$6fcb, $TESLA, euro, 円",
    "$0",
    "lose 20 pounds",
    "Keur 500x",
    "Windows 10 Europe",
    "数万円",
    "24元素",
    "PHP 8.1",
    "$1.2.3",
    "",
]


@pytest.mark.parametrize(("text", "values"), SIGNS + WORDS + CJK + DISGUISED)
def test_sums(text, values):
    assert found(text) == values


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_sum(text):
    assert found(text) == []


@given(st.integers(1, 10**9), st.sampled_from(["$%s", "%s USD", "USD %s", "%s円", "¥%s", "%s €", "R$ %s"]))
def test_any_whole_number_is_read_as_it_is_meant(number, form):
    plain, grouped = found(form % number), found(form % f"{number:,}")
    assert plain == grouped
    assert plain[0].split()[1] == str(number)


@given(st.decimals("0.01", 999999, places=2), st.booleans())
def test_cents_are_kept(number, german):
    written = f"{number:,.2f}"
    if german:
        written = written.translate(str.maketrans(",.", ".,"))
    assert Decimal(found(f"EUR {written}")[0].split()[1]) == number


@given(st.text(alphabet="0123456789.,' $€円万十億kMusdbtc一onethusad-\n\ud800", max_size=60))
def test_no_text_stops_it(text):
    for hit in amounts.hits(view(text)):
        assert hit.start < hit.end
        code, number = hit.value.split()
        assert code
        assert Decimal(number) > 0


@pytest.mark.parametrize(
    ("words", "value"),
    [("forty-eight", 48), ("one hundred and five", 105), ("two thousand five hundred", 2500), ("million", 1000000)],
)
def test_english_numbers(words, value):
    assert numerals.english(words) == value
