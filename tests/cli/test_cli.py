"""The command: the same verbs, four formats, an exit status one can rely on, never a traceback for bad input."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import subprocess
import sys

import pytest

import forensics as fx
from forensics import sample
from forensics.cli import desk, main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("cli")
    (top / "inbox").mkdir()
    for name, raw in sample.mails():
        (top / "inbox" / name).write_bytes(raw)
    return top


@pytest.fixture(scope="module")
def case(folder):
    path = str(folder / "case")
    assert main(["add", path, str(folder / "inbox"), "--workers", "1", "--quiet", "--examiner", "A. Analyst"]) == 0
    return path


def said(capsys, *words):
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


def test_add_names_what_it_could_not_read(case, tmp_path, capsys):
    (tmp_path / "\x1b[31mred.txt").write_bytes(b"no mail")
    status, out, err = said(capsys, "add", case, str(tmp_path), "--workers", "1")
    assert status == 3
    assert "0 mails and 1 other file taken in" in out
    assert "not a mail: text without mail headers" in err
    assert "\x1b" not in out + err
    status, _, err = said(capsys, "add", case, str(tmp_path / "nothing"))
    assert (status, "there is nothing at" in err) == (3, True)


@pytest.mark.parametrize(
    "what", ["mails", "observables", "findings", "links", "campaigns", "timeline", "files", "sources"]
)
def test_every_listing_in_every_format(case, what, capsys):
    status, text, _ = said(capsys, what, case)
    assert status == 0
    assert text
    rows = json.loads(said(capsys, what, case, "--format", "json")[1])
    table = list(csv.DictReader(io.StringIO(said(capsys, what, case, "--format", "csv")[1])))
    assert len(rows) == len(table)
    assert all(not isinstance(value, list | dict) for row in rows for value in row.values())
    if rows:
        assert list(rows[0]) == list(table[0])


def test_columns_others_rely_on(case, capsys):
    rows = json.loads(said(capsys, "observables", case, "--sightings", "--format", "json")[1])
    assert {"kind", "value", "as_written", "exhibit", "where", "context"} <= set(rows[0])
    rows = json.loads(said(capsys, "timeline", case, "--format", "json")[1])
    assert {"time", "exhibit", "what", "source", "certainty"} <= set(rows[0])
    rows = json.loads(said(capsys, "compare", case, "M-0001", "M-0002", "--format", "json")[1])
    assert list(rows[0]) == ["a", "b", "verdict", "probability", "for_", "against", "unknown"]


def test_parquet(case, tmp_path, capsys):
    parquet = pytest.importorskip("pyarrow.parquet")
    assert said(capsys, "mails", case, "--format", "parquet", "-o", str(tmp_path / "m.parquet"))[0] == 0
    assert parquet.read_table(tmp_path / "m.parquet").num_rows == 10


def test_compare_and_show_in_words(case, capsys):
    status, text, _ = said(capsys, "compare", case, "M-0001", "M-0005")
    assert status == 0
    assert "unknown:" in text
    assert "M-0001" in said(capsys, "show", case, "M-0001")[1]


def test_verify_says_no(folder, case, tmp_path, capsys):
    assert said(capsys, "verify", case)[0] == 0
    copy = tmp_path / "case"
    main(["add", str(copy), str(folder / "inbox"), "--workers", "1"])
    path = copy / "originals-0001.sqlite"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)
    status, text, _ = said(capsys, "verify", str(copy))
    assert status == 1
    assert "NOT as it was taken in" in text
    (copy / "case.toml").unlink()
    status, text, _ = said(capsys, "verify", str(copy))
    assert (status, "case.toml: is missing" in text) == (1, True)


def test_report_export_and_bag(case, tmp_path, capsys, monkeypatch):
    status, text, _ = said(
        capsys, "report", case, "--language", "ja", "-o", str(tmp_path / "r.html"), "-o", str(tmp_path / "r.json")
    )
    assert status == 0
    assert text.count("r.") == 2
    monkeypatch.chdir(tmp_path)
    assert said(capsys, "export", case, "M-0001")[0] == 0
    assert (tmp_path / "M-0001.eml").read_bytes() == sample.mails()[0][1]
    assert said(capsys, "export", case, "M-0001")[0] == 2  # never over a file that is there
    assert said(capsys, "export", case, "M-0077")[0] == 2
    assert said(capsys, "export", case, "--bag", str(tmp_path / "bag"))[0] == 0
    assert said(capsys, "export", case, str(tmp_path / "bag2"))[0] == 0
    assert (tmp_path / "bag2" / "data" / "mails" / "M-0010.eml").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["mails", "{top}/none"], "there is no case"),
        (["verify", "{top}/none"], "there is no case"),
        (["mails", "{top}/inbox"], "there is no case"),
        (["add", "{top}/inbox", "{top}/inbox"], "holds other files"),
        (["show", "{case}", "M-9999"], "no exhibit"),
        (["compare", "{case}", "M-0001", "x"], "no exhibit"),
        (["report", "{case}", "-o", "{top}/report.odt"], "no report is written as"),
        (["enrich", "{case}", "astrology"], "no such service"),
        (["export", "{case}"], "name an exhibit"),
        (["mails", "{case}", "--format", "json", "-o", "{top}/none/x.json"], "No such file or directory"),
    ],
)
def test_wrong_use_is_one_sentence(folder, case, words, says, capsys):
    status, _, err = said(capsys, *(word.format(top=folder, case=case) for word in words))
    assert status == 2
    assert says in err
    assert err.count("\n") == 1


def test_wrong_words_are_told_by_argparse(capsys):
    for words in (["nothing"], ["add"], ["mails", "x", "--format", "xml"], ["add", "x", "y", "--workers", "-1"]):
        with pytest.raises(SystemExit) as stopped:
            main(words)
        assert stopped.value.code == 2
    capsys.readouterr()


def test_a_reader_that_goes_away_is_no_error(case):
    words = [sys.executable, "-m", "forensics", "observables", str(case), "--sightings", "--format", "csv"]
    command = f"{shlex.join(words)} | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.startswith('"kind"')
    assert done.stderr == ""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_page_for_a_case_speaks_its_language(tmp_path, language):
    page = desk.fresh_page(fx.sample_case(tmp_path / "case", language).path)
    cells = json.loads(page.read_text("utf-8"))["cells"]
    said = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    assert len(said) >= 9
    japanese = [bool(re.search("[ぁ-ん]", text)) for text in said]
    assert all(japanese) if language == "ja" else not any(japanese)
    assert all(set(cell["metadata"]) <= {"tags"} for cell in cells)
    assert f"language = {language!r}\n" in cells[1]["source"]


def test_demo(tmp_path, capsys):
    for _ in range(2):  # the second time on the case that is there
        status, text, _ = said(capsys, "demo", str(tmp_path / "demo"))
        assert status == 0
        assert str((tmp_path / "demo" / "reports" / "report.html").resolve()) in text
        assert sum(line.strip()[:2] in ("1.", "2.", "3.", "4.", "5.") for line in text.splitlines()) == 5


def test_help_is_quick():
    code = "import sys; from forensics.cli.arguments import parser; parser().format_help(); print(len(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 150


def test_checklist_and_advice(case, capsys):
    """Pages for a layman on a terminal, rows for a program."""
    assert main(["checklist", case, "M-0005", "--language", "ja"]) == 0
    assert "不自然な" in capsys.readouterr().out
    assert main(["advice", case]) == 0
    assert "Do not pay" in capsys.readouterr().out
    assert main(["advice", case, "M-0001", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"step", "what", "text", "why", "kind", "value", "mails"} == set(rows[0])
    assert main(["findings", case, "M-0001", "--format", "json"]) == 0
    assert {row["exhibit"] for row in json.loads(capsys.readouterr().out)} == {"M-0001"}
    assert main(["checklist", case, "M-9999"]) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sockets between notebook and kernel are for Linux")
@pytest.mark.parametrize(("home", "sockets"), [("analyst", True), ("本社の調査チーム" * 8, False)])
def test_a_home_with_a_long_name_stops_no_kernel(home, sockets, tmp_path, monkeypatch):
    """A socket's path has 107 bytes; beyond it the kernels talk over ports of loopback."""
    pytest.importorskip("jupyter_core")
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", f"/home/{home}/runtime")
    assert ("--KernelManager.transport=ipc" in desk.command(tmp_path)) is sockets


def test_campaigns_are_told_and_compared(case, capsys):
    [first] = json.loads(said(capsys, "campaigns", case, "--format", "json")[1])
    name = first["campaign"]
    rows = json.loads(said(capsys, "campaigns", case, name, "--format", "json")[1])
    assert {row["aspect"] for row in rows} >= {"wave", "template", "linked host", "recipient"}
    assert all(row["mails"] for row in rows)
    events = json.loads(said(capsys, "timeline", case, name, "--format", "json")[1])
    assert {event["exhibit"] for event in events} == set(first["mails"].split("; "))
    status, _, err = said(capsys, "compare", case, name, "C-999")
    assert (status, "no campaign C-999" in err) == (2, True)
