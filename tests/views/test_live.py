"""What a live view sends: pages of text that may be shown, and only where somebody can click."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from IPython.core.formatters import DisplayFormatter

from forensics import load_ipython_extension, sample, sample_case
from forensics.model.errors import ForensicsError
from forensics.parse import read_mail
from forensics.views import live, widget
from forensics.views.magics import named
from forensics.views.opening import opening
from forensics.views.paging import CUT, Paging
from forensics.views.table import Table
from tests.pace import took

COLUMNS = ("exhibit", "subject", "hops", "text")
ROWS = [
    ("M-0001", "Invoice", 2, "pay"),
    ("M-0002", "<img src=x onerror=alert(1)>\u202e", 10, "x" * CUT + "needle"),
    ("M-0003", None, 3, "パスワード"),
    ("M-0004", "ＩＮＶＯＩＣＥ", None, "http://a.example/"),
]


def paging(rows=ROWS, **more):
    return Paging(Table("mails", COLUMNS, rows, key="exhibit", **more))


def names(page):
    return [row["cells"][0] for row in page["rows"]]


FILTERS = [
    ({"subject": "invoice"}, ["M-0001", "M-0004"]),
    ({"subject": "=invoice"}, ["M-0001", "M-0004"]),
    ({"subject": "!invoice"}, ["M-0002", "M-0003"]),
    ({"subject": "="}, ["M-0003"]),
    ({"subject": "!"}, ["M-0001", "M-0002", "M-0004"]),
    ({"hops": ">2"}, ["M-0002", "M-0003"]),
    ({"hops": "<3"}, ["M-0001"]),
    ({"hops": "2", "subject": "inv"}, ["M-0001"]),
    ({"text": "needle"}, ["M-0002"]),
    ({"no such column": "x"}, ["M-0001", "M-0002", "M-0003", "M-0004"]),
]


@pytest.mark.parametrize(("filters", "found"), FILTERS)
def test_filters(filters, found):
    assert names(paging().page({"filters": filters})) == found


def test_search_reads_every_column_in_full_and_sort_puts_the_unknown_last():
    pages = paging()
    assert names(pages.page({"search": "NEEDLE"})) == ["M-0002"]
    assert names(pages.page({"search": "パスワード"})) == ["M-0003"]
    assert names(pages.page({"sort": "hops"})) == ["M-0001", "M-0003", "M-0002", "M-0004"]
    assert names(pages.page({"sort": "hops", "down": True})) == ["M-0002", "M-0003", "M-0001", "M-0004"]


def test_a_japanese_reader_sees_the_verdict_in_japanese_and_finds_it_by_either_word():
    rows = [("M-0001", "phishing"), ("M-0002", "legitimate"), ("M-0003", None)]
    table = Table("mails", ("exhibit", "verdict"), rows, key="exhibit", language="ja")
    pages = Paging(table)
    assert [row["cells"][1] for row in pages.page({})["rows"]] == ["フィッシング", "通常のメール", ""]
    for asked in ("phishing", "=phishing", "フィッシング", "=ﾌｨｯｼﾝｸﾞ", "!通常"):
        assert names(pages.page({"filters": {"verdict": asked}}))[:1] == ["M-0001"], asked
    assert names(pages.page({"search": "フィッシング"})) == ["M-0001"]
    assert "フィッシング" in repr(table)
    assert "phishing" in table.to_csv()
    assert len(table.where(verdict="phishing")) == 1


def test_what_leaves_can_be_shown_as_it_is():
    cells = [row["cells"] for row in paging().page({})["rows"]]
    assert cells[1][1].endswith("⟨U+202E⟩")
    assert "http://" not in json.dumps(cells)


@pytest.mark.parametrize("asked", [{"start": -5}, {"start": 10**9}, {"size": 0}, {"size": 10**9}, {"sort": "x"}])
def test_odd_questions_have_answers(asked):
    assert paging().page(asked)["found"] == 4


def test_a_selection_is_code_that_gives_the_same_rows():
    case = sample_case()
    for table in (case.mails, case.observables, case.findings.where(answer="yes")):
        number, row = list(table.numbered())[2]
        code = Paging(table).code([number])
        again = eval(code, {"case": case})  # noqa: S307 - the line that a notebook would run
        assert list(again.numbered()) == [(number, row)], code
    hostile = Table("mails", ("exhibit",), [("'];import os#\u202e",)], key="exhibit")
    assert Paging(hostile).code([0]) == """case.mails.where(exhibit="'];import os#\\u202e")"""


def test_a_hundred_thousand_rows_are_answered_at_once():
    rows = [(f"M-{n:06d}", f"subject {n % 977}", n % 13, "body " * 20) for n in range(100_000)]
    pages = paging(rows)
    pages.page({})
    for asked in ({"start": 99_975}, {"search": "subject 976"}, {"sort": "subject"}, {"filters": {"hops": ">11"}}):
        assert took(partial(pages.page, asked), below=5) < 5
        assert len(json.dumps(pages.page(asked))) < 40_000


def test_where_nobody_can_click_no_widget_is_made():
    made = Table("mails", COLUMNS, ROWS)._repr_mimebundle_()
    assert made == {}


def test_a_widget_holds_no_evidence_and_tells_what_went_wrong():
    desk = widget.desk("table", live.answered(lambda asked: {"rows": [1 / asked["by"]]}), {}, "en")
    assert {"view", "words", "language"} <= desk.get_state().keys()
    assert "M-0001" not in str(desk.get_state())
    said = live.answered(lambda asked: asked["\x1b[2J"])({})
    assert said == {"error": "KeyError: '\\x1b[2J'"}


def test_what_opens_is_text_that_may_be_shown():
    for _, raw in sample.mails():
        told = json.dumps(opening(read_mail(raw), "ja"), ensure_ascii=False)
        assert "http://" not in told
        assert "http://" in raw.decode("latin-1") or "本文" in told


def test_magic_words_find_a_mail(tmp_path):
    name, raw = sample.mails()[0]
    (tmp_path / name).write_bytes(raw)
    case = sample_case()
    for line, held in (
        (str(tmp_path / name), {}),
        ("M-0001", {"case": case}),
        ("one", {"one": raw}),
        ('"one"', {"one": read_mail(raw)}),
    ):
        assert named(line, held, read_mail).raw == raw
    for line in ("", "M-0001", "nothing.eml"):
        with pytest.raises(ForensicsError):
            named(line, {}, read_mail)


def test_the_magic_words_are_taught():
    taught = {}

    class Shell:
        def __init__(self):
            self.display_formatter = DisplayFormatter()
            self.user_ns = {"raw": sample.mails()[0][1]}

        def register_magic_function(self, function, _, name):
            taught[name] = function

    load_ipython_extension(Shell())
    assert taught["mail"]("raw").from_address == "support@kaede-support.test"
    assert len(taught["iocs"]("raw").where(kind="url")) > 0


def test_the_module_of_the_browser_puts_text_in_as_text():
    source = (Path(live.__file__).parent / "desk.js").read_text("utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "Function(",
        "document.write",
        "fetch(",
        "http:",
    ):
        assert word not in source.replace("http://www.w3.org/2000/svg", ""), word


def test_importing_the_package_is_light():
    program = "import time; a=time.perf_counter(); import forensics; print(time.perf_counter()-a)"
    took = min(float(subprocess.check_output([sys.executable, "-c", program])) for _ in range(3))
    assert took < 0.15
