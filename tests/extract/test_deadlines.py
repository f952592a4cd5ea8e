"""Time limits and periods in nine languages, and spans of time that are neither."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract import days, deadlines
from forensics.extract.view import view
from forensics.model.kinds import NO_YEAR


def found(text):
    return [(hit.kind, hit.value) for hit in deadlines.hits(view(text))]


SPANS = [
    ("You have 48 hours to pay.", "PT48H"),
    ("You have\n48 hours", "PT48H"),
    ("within forty-eight (48) hours", "PT48H"),
    ("within the next 2 business days", "P2D"),
    ("it expires in 30 minutes", "PT30M"),
    ("24 hours left", "PT24H"),
    ("in 24h you will regret it", "PT24H"),
    ("Ihr Konto wird in 48 Stunden gesperrt", "PT48H"),
    ("Sua conta será bloqueada em 24 horas", "PT24H"),
    ("You have less than 50 hours from the moment you opened this", "PT50H"),
    ("Only two days left", "P2D"),
    ("within the next 6 (six) hours", "PT6H"),
    ("Respond by 5:00 PM today.", "today"),
    ("until midnight tomorrow", "tomorrow"),
    ("Confirm by end of business today", "today"),
    ("This offer ends tonight", "today"),
    ("within 24-48 hours", "PT48H"),
    ("within one week", "P1W"),
    ("開いた瞬間から、あなたには48時間があります。", "PT48H"),
    ("２４時間以内に", "PT24H"),
    ("3日以内にお支払い", "P3D"),
    ("2営業日以内", "P2D"),
    ("72時間を過ぎると公開", "PT72H"),
    ("本日24時までに", "today"),
    ("今日の17時までに", "today"),
    ("明日正午までに", "tomorrow"),
    ("四十八時間以内", "PT48H"),
    ("残り24時間", "PT24H"),
    ("あと3日", "P3D"),
    ("一週間以内に", "P1W"),
    ("本日中にご確認ください", "today"),
    ("明日までに", "tomorrow"),
    ("Sie haben 48 Stunden Zeit", "PT48H"),
    ("Ich gebe Ihnen 72 Stunden.", "PT72H"),
    ("Sie haben genau 48 Stunden.", "PT48H"),
    ("Hai 48 ore per pagare", "PT48H"),
    ("il paiera avant 48 heures", "PT48H"),
    ("innerhalb von 3 Tagen", "P3D"),
    ("Vous avez 48 heures pour payer", "PT48H"),
    ("dans les 24 heures", "PT24H"),
    # counts in words, and verbs of paying before the span
    ("Sie haben drei Tage Zeit", "P3D"),
    ("Ihnen bleiben achtundvierzig Stunden", "PT48H"),
    ("Vous avez deux jours", "P2D"),
    ("Tiene dos días para pagar", "P2D"),
    ("Hai due giorni", "P2D"),
    ("Você tem três dias para pagar", "P3D"),
    ("you've got 2 days", "P2D"),
    ("I'm giving you three days.", "P3D"),
    ("Your time is 50 hours", "PT50H"),
    ("Pague 1.500 reais em 24 horas", "PT24H"),
    ("Envíe 1.200 dólares en 48 horas", "PT48H"),
    ("Zahlen Sie in 48 Stunden", "PT48H"),
    ("Vous disposez de 48 heures", "PT48H"),
    ("Dispone de 48 horas", "PT48H"),
    ("Pontos expiram em: 24Horas", "PT24H"),
    ("wird nach 2 Tagen gelöscht", "P2D"),
    ("Code 12 Stunden gültig", "PT12H"),
    ("This link is valid for 24 hours", "PT24H"),
    ("Válido por 07 dias", "P7D"),
    ("You have been given 48 hours", "PT48H"),
    ("Tienes 48 horas", "PT48H"),
    ("en un plazo de 3 días", "P3D"),
    ("entro 48 ore", "PT48H"),
    ("Hai 2 giorni di tempo", "P2D"),
    ("em até 24 horas", "PT24H"),
    ("no prazo de 5 dias úteis", "P5D"),
    ("48小时内付款", "PT48H"),
    ("3天之内", "P3D"),
    ("48시간 이내에", "PT48H"),
    ("3일 안에", "P3D"),
    ("withіn 48 hours", "PT48H"),  # a Cyrillic letter
]
DATES = [
    ("until 12.05.2020", "2020-05-12"),
    ("deadline: Friday 13 March 2020", "2020-03-13"),
    ("bis Freitag, 13.03.2020", "2020-03-13"),
    ("by Fri., March 13, 2020", "2020-03-13"),
    ("before December 30, 2025.", "2025-12-30"),
    ("by 14 March 2024", "2024-03-14"),
    ("by April 3rd", f"{NO_YEAR}-04-03"),
    ("until 11:59 PM on December 4, 2026", "2026-12-04"),
    ("will be suspended on Friday, December 4, 2026", "2026-12-04"),
    ("Your account closes on 30 November 2026.", "2026-11-30"),
    ("12月5日（土）23:59までに", f"{NO_YEAR}-12-05"),
    ("2026年12月10日 17時までに", "2026-12-10"),
    ("12月10日正午まで", f"{NO_YEAR}-12-10"),
    ("expires on 2020-05-12", "2020-05-12"),
    ("bis zum 20.02.2026", "2026-02-20"),
    ("bis spätestens 5. Juni 2026", "2026-06-05"),
    ("Expires: June 5, 2026", "2026-06-05"),
    ("Offer expires 3/31/2026.", "2026-03-31"),
    ("令和8年6月5日まで", "2026-06-05"),
    ("令和元年12月31日までに", "2019-12-31"),
    ("平成31年4月30日まで", "2019-04-30"),
    ("2026年6月5日前付款", "2026-06-05"),
    ("Frist: 5. März 2026", "2026-03-05"),
    ("avant le 12/05/2020", "2020-05-12"),
    ("antes del 12 de mayo de 2020", "2020-05-12"),
    ("até o dia 31 de dezembro de 2022", "2022-12-31"),
    ("entro il 12/05/2020", "2020-05-12"),
    ("2020年5月12日まで", "2020-05-12"),
    ("5月12日(火)までに", f"{NO_YEAR}-05-12"),
    ("期限：2020/05/12", "2020-05-12"),
    ("2020年5月12日之前", "2020-05-12"),
    ("2020년 5월 12일까지", "2020-05-12"),
]
PERIODS = [
    ("2019年12月14日から2020年05月07日まで、", "2019-12-14/2020-05-07"),
    ("２０１９年１２月１４日から２０２０年５月７日まで", "2019-12-14/2020-05-07"),
    ("2019-12-14 to 2020-05-07", "2019-12-14/2020-05-07"),
    ("from 14.12.2019 until 07.05.2020", "2019-12-14/2020-05-07"),
    ("from 12/14/2019 to 05/17/2020", "2019-12-14/2020-05-17"),
    ("between 12/31/2025 and 3/31/2026", "2025-12-31/2026-03-31"),
    ("from December 14, 2019 to May 7, 2020", "2019-12-14/2020-05-07"),
    ("from June 24th to August 31st, 2002", "2002-06-24/2002-08-31"),
    ("vom 14.12.2019 bis 07.05.2020", "2019-12-14/2020-05-07"),
    ("du 14/12/2019 au 17/05/2020", "2019-12-14/2020-05-17"),
    ("desde el 14 de diciembre de 2019 hasta el 7 de mayo de 2020", "2019-12-14/2020-05-07"),
    ("dal 14/12/2019 al 17/05/2020", "2019-12-14/2020-05-17"),
    ("de 14/12/2019 a 17/05/2020", "2019-12-14/2020-05-17"),
    ("2019年12月から2020年5月まで", "2019-12/2020-05"),
    ("从2019年12月14日到2020年5月7日", "2019-12-14/2020-05-07"),
    ("2019년 12월 14일부터 2020년 5월 7일까지", "2019-12-14/2020-05-07"),
    ("since July 2020", "2020-07/.."),
    ("2020年7月以降", "2020-07/.."),
    ("2026年4月から監視しています", "2026-04/.."),
]
NONE = [
    "48 hours ago",
    "nur noch fünf Minuten",
    "ICH MÖCHTE NAGELPILZ IN 14 TAGEN BESIEGEN",
    "nach 3 Tagen war es gut",
    "I have been here 3 days",
    "within as little as two minutes",
    "令和8年13月5日まで",
    "un jour, dans les environs",
    "2026年6月5日前後",
    "48 hours per week",
    "in 14 Tagen, click here to remove yourself",
    "every day from 5 pm",
    "営業時間は本日9:00からです",
    "open 24 hours a day",
    "24時間対応、365日",
    "I waited 3 days.",
    "by Friday",
    "the last 24 hours",
    "hace 3 días",
    "vor 3 Tagen",
    "il y a 3 jours",
    "3日前",
    "minus 11 kg in 12 Wochen",
    "a simple 7-day method after lunch",
    "It takes less than 2 minutes",
    "2019年13月14日から",
    "until 31.02.2020",
    "12.05.2020",
    "5月12日",
    "",
]


@pytest.mark.parametrize(("text", "value"), SPANS + DATES)
def test_deadlines(text, value):
    assert found(text) == [("deadline", value)]


@pytest.mark.parametrize(("text", "value"), PERIODS)
def test_periods(text, value):
    assert found(text) == [("period", value)]


@pytest.mark.parametrize("text", NONE)
def test_what_is_neither(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("48 hours from the moment you open this", "counted from reading"),
        ("within 2 business days", "working days"),
        ("until 01/02/2020", "day and month may be the other way round"),
        ("until 01.02.2020", ""),
    ],
)
def test_what_is_told_beside(text, how):
    [hit] = deadlines.hits(view(f"You have, {text}"))
    assert hit.how == how


@given(
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%d %B %Y"]),
)
def test_a_date_is_read_back(day, form):
    read = days.at(f"{day:{form}}", 0)
    assert read is not None
    assert read.value == day.isoformat()


@given(st.text(alphabet="0123456789 ./-年月日時間以内hoursdayswithinMay,からまで\n\ud800", max_size=60))
def test_no_text_stops_it(text):
    for hit in deadlines.hits(view(text)):
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.value


def test_a_span_told_twice_is_found_twice():
    assert found("あなたには2日間（48時間）の猶予があります") == [("deadline", "P2D"), ("deadline", "PT48H")]
    assert found("I give you two days (48 hours) to pay") == [("deadline", "P2D"), ("deadline", "PT48H")]
