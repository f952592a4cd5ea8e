"""The workbook: text stays text, nothing leads out of it, the same document gives the same bytes."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile

import pytest

from forensics.report import build, save, to_xlsx
from tests.report.hostile import HOSTILE

NAMES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(data: bytes, sheet: int) -> list[list[str]]:
    """The rows of a sheet (from 1), read without the library that wrote it. A formula would be an element ``f``."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        strings = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        page = ET.fromstring(archive.read(f"xl/worksheets/sheet{sheet}.xml"))  # noqa: S314 - our own file
    shared = ["".join(each.itertext()) for each in strings]
    assert not list(page.iter(f"{NAMES}f"))
    assert not list(page.iter(f"{NAMES}hyperlink"))
    found = []
    for row in page.iter(f"{NAMES}row"):
        values = [(cell.get("t"), cell.findtext(f"{NAMES}v") or "") for cell in row]
        found.append([shared[int(value)] if kind == "s" else value for kind, value in values])
    return found


def test_a_sheet_of_observables_and_one_of_mails(whole):
    data = to_xlsx.render(build(whole(words="お手続き"), "ja"))
    heads, *rows = cells(data, 1)
    assert heads == ["kind", "種類", "値", "メール数", "初出", "最終", "証拠番号"]
    assert ["bitcoin", "ビットコインアドレス", "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39", "1", "M-0001"] in rows
    assert ["password", "自称のパスワード", "***", "1"] in rows
    _, first, *_ = cells(data, 2)
    assert first[0] == "M-0001"
    assert "h***@kaede[.]example" in first or "h***@kaede.example" in first


@pytest.mark.parametrize("words", [*HOSTILE, "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1"])
def test_no_cell_begins_a_formula(whole, words):
    data = to_xlsx.render(build(whole(words=words), "en"))
    for sheet in (1, 2):
        assert not [cell for row in cells(data, sheet) for cell in row if re.match(r"\s*[=+\-@\t\r|＝＋－＠]", cell)]


def test_nothing_leads_out_of_it_and_its_dates_are_those_of_the_case(whole):
    data = to_xlsx.render(build(whole(words="http://evil.test/ =HYPERLINK(1)"), "en"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for member in archive.namelist():
            assert not member.endswith((".bin", ".vml"))
            assert b'TargetMode="External"' not in archive.read(member)
        assert b"2026-03-05T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml")


def test_the_same_document_the_same_bytes(whole, tmp_path):
    first, second = (save(build(whole(), "ja"), tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[:2] == b"PK"
