"""``forensics clicks CASE LOG ...``: a made-up log of a proxy against the shipped sample case."""

from __future__ import annotations

import csv
import io
import json

import pytest

from forensics.cli import main

LOG = """\
#Software: a made-up gateway
#Fields: date time c-ip cs-username cs-method cs-host cs-uri-stem cs-uri-query sc-status sc-bytes cs(User-Agent) s-action
2026-03-03 00:20:11 192.0.2.112 KAEDE\\hanako GET www.flower-shop.example /wp-content/themes/hanazono/inc/mbx/verify.php uid=hanako@kaede.example 200 4512 "Mozilla/5.0 (X11)" TCP_MISS
2026-03-03 00:30:11 192.0.2.113 KAEDE\\jiro GET www.flower-shop.example /wp-content/themes/hanazono/inc/mbx/verify.php uid=jiro@kaede.example 403 0 "Mozilla/5.0 (X11)" TCP_DENIED
2026-03-03 00:31:11 192.0.2.113 KAEDE\\jiro GET www.example.org / - 200 99 "Mozilla/5.0 (X11)" TCP_MISS
2026-03-03 00:32:11 a line that is too short \x1b[31m
"""


def said(capsys, *words):
    status = main(list(words))
    out, err = capsys.readouterr()
    return status, out, err


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    top = tmp_path_factory.mktemp("clicks")
    (top / "u_ex260303.log").write_text(LOG)
    assert main(["demo", str(top / "case")]) == 0
    return top


def test_who_clicked_in_every_format(folder, capsys):
    case, log = str(folder / "case"), str(folder / "u_ex260303.log")
    capsys.readouterr()
    assert json.loads(said(capsys, "clicks", case, "--format", "json")[1]) == []
    status, out, err = said(capsys, "clicks", case, log, "--examiner", "A. Analyst")
    assert status == 3  # one line was not understood
    assert (
        "w3c, 6 lines (2026-03-03T00:20:11+00:00 to 2026-03-03T00:31:11+00:00), 2 meet a link of the case, 1 not understood"
        in err
    )
    assert "not understood: u_ex260303.log:6: 2026-03-03 00:32:11 a line that is too short" in err
    assert "\x1b" not in out + err
    assert "http://" not in out
    assert "followed the link" in out
    status, out, _ = said(capsys, "clicks", case, "--format", "json")
    assert status == 0
    assert [(row["exhibit"], row["user"], row["outcome"], row["source"]) for row in json.loads(out)] == [
        ("M-0001", "KAEDE\\hanako", "answered", "u_ex260303.log:3"),
        ("M-0002", "KAEDE\\jiro", "was refused", "u_ex260303.log:4"),
    ]
    rows = list(csv.DictReader(io.StringIO(said(capsys, "clicks", case, "--format", "csv")[1])))
    assert [(row["time"], row["client"]) for row in rows] == [
        ("2026-03-03T00:20:11+00:00", "192.0.2.112"),
        ("2026-03-03T00:30:11+00:00", "192.0.2.113"),
    ]
    assert said(capsys, "verify", case)[0] == 0


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["nothing.log"], 3, "nothing.log cannot be read"),
        ([".", "--zone", "UTC"], 3, "cannot be read"),
        (["x.log", "--zone", "Nowhere"], 2, "there is no time zone"),
        (["x.log", "--year", "26"], 2, "the year of a log"),
    ],
)
def test_wrong_use_is_one_sentence(folder, words, status, says, capsys):
    told = said(capsys, "clicks", str(folder / "case"), *words)
    assert told[0] == status
    assert says in told[2]
    assert len(told[2].splitlines()) == 1
