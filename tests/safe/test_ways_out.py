"""Hostile text on its way out: what each way must name, break or escape."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import safe

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("invoice\u202efdp.exe", "invoice⟨U+202E⟩fdp.exe"),
        ("pay\u200bpal", "pay⟨U+200B⟩pal"),
        ("\x1b[31mred", "⟨U+001B⟩[31mred"),
        ("a\x9b31mb", "a⟨U+009B⟩31mb"),
        ("x\U000e0041y", "x⟨U+E0041⟩y"),
        ("\ud800", "⟨U+D800⟩"),
        ("soft\xadhyphen", "soft⟨U+00AD⟩hyphen"),
        ("blank\u2800\u3164", "blank⟨U+2800⟩⟨U+3164⟩"),
        ("two\r\nlines", "two⟨U+000D⟩⟨U+000A⟩lines"),
        ("\ue000", "⟨U+E000⟩"),
        ("サーバー　メンテナンス①㈱", "サーバー　メンテナンス①㈱"),
        ("👨‍👩‍👧 ❤️ 1️⃣ 葛󠄀城", "👨‍👩‍👧 ❤️ 1️⃣ 葛󠄀城"),
        ("a\ufe0f\u200d", "a⟨U+FE0F⟩⟨U+200D⟩"),
    ],
)
def test_what_acts_or_hides_is_named(written, shown):
    assert safe.visible(written) == shown


def test_lines_stay_where_lines_are_wanted():
    assert safe.visible("a\r\nb\tc\x07", lines=True) == "a\nb\tc⟨U+0007⟩"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("http://www.a.example/x.php?u=1.2", "hxxp[:]//www[.]a[.]example/x.php?u=1.2"),
        ("HTTPS://A.example", "hxxps[:]//A[.]example"),
        ("hxxps://a.example/", "hxxps[:]//a[.]example/"),
        ("ftp://u:p@a.example:21/", "fxp[:]//u:p@a[.]example:21/"),
        ("www.a.example", "www[.]a[.]example"),
        ("次のhttp://a.exampleから", "次のhxxp[:]//a[.]exampleから"),
        ("leads to www.a.example.", "leads to www[.]a[.]example."),
        ("see http://a.example.", "see hxxp[:]//a[.]example."),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("mailto:a@b.example", "mailto[:]a@b.example"),
        ("weird://a.b/", "weird[:]//a[.]b/"),
        ("nothing here: 1.5, a.b", "nothing here: 1.5, a.b"),
    ],
)
def test_links_are_broken(written, shown):
    assert safe.defanged(written) == shown
    assert safe.defanged(shown) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("flower-shop.example", "flower-shop[.]example"),
        ("203.0.113.45", "203[.]0[.]113[.]45"),
        ("a@b.example", "a@b[.]example"),
        ("http://a.example/v1.2/", "hxxp[:]//a[.]example/v1.2/"),
        ("965.00", "965.00"),
        ("/wp-content/x.php?uid=", "/wp-content/x.php?uid="),
        ("a.example/x.php", "a[.]example/x.php"),
        (
            "from a.example (b.example [203.0.113.4]) (using TLSv1.3) by m.test (8.9.3/8.9.3)",
            "from a[.]example (b[.]example [203[.]0[.]113[.]4]) (using TLSv1.3) by m[.]test (8.9.3/8.9.3)",
        ),
        (
            "mx.test; spf=fail smtp.mailfrom=x.y@a.test; dmarc=none header.from=b.test",
            "mx[.]test; spf=fail smtp.mailfrom=x.y@a[.]test; dmarc=none header.from=b[.]test",
        ),
        ("X-PHP-Originating-Script: 48:cache.php", "X-PHP-Originating-Script: 48:cache.php"),
        ("139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39", "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39"),
    ],
)
def test_indicators_lose_their_dots(value, shown):
    assert safe.defanged_value(value) == shown


@pytest.mark.parametrize(
    "formula",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1+1",
        "\r=1",
        "＝1+1",
        "＠x",
        ";=1+1",
        '"=1+1',
        " =1",
        ",,=1",
        "|cmd",
        "%x",
    ],
)
def test_a_cell_is_no_formula(formula):
    assert safe.cell(formula).startswith("'")


@pytest.mark.parametrize("text", ["a;=1+1", "a\n=1", 'a","=1+1', "x\t@y"])
def test_nor_does_one_hide_behind_a_separator(text):
    assert "'=" in safe.cell(text) or "'@" in safe.cell(text)


def test_numbers_stay_numbers_and_text_stays_text():
    assert [safe.cell(v) for v in (-5, 3.5, None, "件名", "a@b.example", "2026-03-01")] == [
        "-5",
        "3.5",
        "",
        "件名",
        "a@b.example",
        "2026-03-01",
    ]


@given(st.lists(ANY_TEXT, min_size=1, max_size=5))
def test_a_csv_line_reads_back_as_many_cells(values):
    line = safe.csv_line(values)
    line.encode("utf-8")
    assert [len(row) for row in csv.reader(io.StringIO(line, newline=""))] == [len(values)]


@given(ANY_TEXT)
def test_html_holds_no_markup_and_can_be_encoded(text):
    shown = safe.html(text)
    shown.encode("utf-8")
    assert not set("<>\"'\n\r\x00") & set(shown)


@given(ANY_TEXT)
def test_a_terminal_gets_printable_text(text):
    shown = safe.terminal(text)
    assert all(c >= " " and not "\x7f" <= c <= "\x9f" for c in shown)
    assert "://" not in shown


@given(st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=4))
def test_json_keeps_values_and_escapes_what_acts(values):
    text = safe.json_text(values)
    text.encode("utf-8")
    assert json.loads(text) == values
    assert "\u202e" not in text


def test_markdown_makes_nothing_of_it():
    shown = safe.markdown("![x](http://a.example/i.png) <b>$x$</b> | `c` a@b.example www.c.example")
    assert not set("<>$`|@") & set(shown)
    assert "](" not in shown


def test_a_plot_gets_one_short_line():
    assert safe.plot("a\nb $\\frac{1$ \ud800") == "a b $\\frac{1$ ⟨U+D800⟩"
    assert len(safe.plot("x" * 500, 20)) == 20


def test_long_hostile_text_takes_no_long_time():
    for piece in ("://", "a.", "=?", "www.", "http:", "@", "%40", "0a", ";=", "\u202e"):
        text = piece * 50_000
        for way in (safe.terminal, safe.html, safe.cell, safe.markdown, safe.Mask(["a@b.example"])):
            way(text)
