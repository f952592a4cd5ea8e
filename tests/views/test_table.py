"""A table shows itself, gives everything, and keeps nothing."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from forensics.views.table import Table

COLUMNS = ("exhibit", "subject", "hops")
ROWS = [("M-0001", "=cmd|x", 2), ("M-0002", "<b>注意\u202e</b>", 3), ("M-0003", None, 2)]


def table(**more):
    return Table("mails", COLUMNS, ROWS, key="exhibit", **more)


def test_rows_by_place_name_and_slice():
    named = table(one=lambda key: f"mail {key}")
    assert named["M-0003"] == "mail M-0003"
    assert named[0] == "mail M-0001"
    assert named[-1] == "mail M-0003"
    assert [row["exhibit"] for row in named[1:]] == ["M-0002", "M-0003"]
    assert table()[1]["subject"] == "<b>注意\u202e</b>"
    for wrong in (3, -4):
        with pytest.raises(IndexError):
            named[wrong]
    with pytest.raises(KeyError):
        table()["M-0001"]


def test_without_a_key_the_number_in_the_whole_table_counts():
    found = Table("observables", COLUMNS, ROWS, one=lambda number: number).where(hops=2)
    assert found[1] == 2


def test_where_takes_values_functions_and_lists():
    whole = table()
    assert len(whole.where(hops=2)) == 2
    assert len(whole.where(subject=lambda s: s is not None and "注意" in s)) == 1
    assert [row["exhibit"] for row in whole.where(exhibit=["M-0001", "M-0003"], hops=2)] == ["M-0001", "M-0003"]
    with pytest.raises(ValueError, match="no column 'sender'"):
        whole.where(sender="x")


def test_a_long_table_is_read_no_further_than_it_is_shown():
    read = []

    def rows():
        for n in range(100_000):
            read.append(n)
            yield (f"M-{n:06d}", "subject", 1)

    long = Table("mails", COLUMNS, rows)
    assert long[5]["exhibit"] == "M-000005"
    assert len(read) == 6
    assert "the first 20 of 100,000 rows are shown" in repr(long)
    assert long._repr_html_().count("<tr>") == 21


def test_the_notebook_gets_inert_html():
    shown = table(language="ja")._repr_html_()
    assert "&lt;b&gt;注意⟨U+202E⟩&lt;/b&gt;" in shown
    assert "mathjax_ignore" in shown
    assert "件名" in shown


def test_the_terminal_gets_columns_that_line_up():
    lines = repr(table()).splitlines()
    assert lines[0] == "mails: 3 rows"
    assert lines[1].startswith("exhibit")
    assert "⟨U+202E⟩" in lines[3]
    assert lines[-1] == "further columns: hops"


def test_indicators_are_shown_broken_and_exported_whole():
    hosts = Table("observables", ("kind", "value"), [("url", "http://a.example/x"), ("domain", "b.example")])
    assert "hxxp[:]//a[.]example/x" in repr(hosts)
    assert "b[.]example" in hosts._repr_html_()
    assert json.loads(hosts.to_json())[0]["value"] == "http://a.example/x"


def test_csv_holds_no_formula_and_every_column():
    rows = list(csv.DictReader(io.StringIO(table().to_csv(), newline="")))
    assert rows[0] == {"exhibit": "M-0001", "subject": "'=cmd|x", "hops": "2"}
    assert len(rows) == 3


def test_json_is_one_array_of_flat_objects():
    at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    text = Table("x", ("time", "names"), [(at, ("a", "b"))]).to_json()
    assert json.loads(text) == [{"time": "2026-03-01T09:00:00+00:00", "names": "a; b"}]


def test_a_frame_holds_everything():
    frame = table().to_frame()
    assert list(frame.columns) == list(COLUMNS)
    assert len(frame) == 3
