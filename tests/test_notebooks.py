"""The notebooks run from top to bottom without a network, in well under a minute, and are kept without outputs."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import forensics as fx
from forensics import sample

FOLDER = Path(__file__).resolve().parent.parent / "notebooks"
PAGE = FOLDER.parent / "forensics" / "views" / "investigation.ipynb"
BOOKS = [*sorted(FOLDER.glob("*.ipynb")), PAGE]
CODE = re.compile(r"`[^`]+`")
JAPANESE = sorted(FOLDER.glob("ja/*.ipynb"))
GUARD = """
import socket
def _refused(*arguments, **named):
    raise RuntimeError(f"a notebook reached for the network: {arguments}")
_connect = socket.socket.connect
socket.socket.connect = lambda self, address: (
    _connect(self, address) if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1") else _refused(address)
)
"""


def read(path: Path):
    return nbformat.read(path, as_version=4)


def test_the_notebooks_are_there():
    assert [path.name for path in BOOKS] == [
        "1_first_mail.ipynb",
        "2_open_a_case.ipynb",
        "3_look_things_up.ipynb",
        "4_campaign_timeline.ipynb",
        "5_report.ipynb",
        "investigation.ipynb",
    ]


def test_each_notebook_stands_there_in_japanese_too():
    """The same cells in the same order; only words, and the language that is asked for, are others."""
    assert [path.name for path in JAPANESE] == [path.name for path in BOOKS[:-1]]
    for english, japanese in zip(BOOKS, JAPANESE, strict=False):
        one, other = read(english).cells, read(japanese).cells
        assert [cell.cell_type for cell in one] == [cell.cell_type for cell in other], japanese
        for left, right in zip(one, other, strict=True):
            if left.cell_type == "markdown":
                assert any("ぁ" <= sign <= "ん" for sign in right.source), right.source
                assert set(CODE.findall(left.source)) == set(CODE.findall(right.source)), right.source
            elif "parameters" in left.metadata.get("tags", []):
                assert 'language = "ja"' in right.source
                assert [line.partition("=")[0] for line in left.source.splitlines()] == [
                    line.partition("=")[0] for line in right.source.splitlines()
                ]
            else:
                assert left.source == right.source


@pytest.mark.parametrize("path", [*BOOKS, *JAPANESE], ids=lambda path: f"{path.parent.name} {path.stem}")
def test_no_output_is_kept_and_parameters_stand_in_their_own_cell(path):
    book = read(path)
    nbformat.validate(book)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert sum("parameters" in cell.metadata.get("tags", []) for cell in code) == 1
    assert "widgets" not in book.metadata


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A case of somebody else, in Japanese, of two mails that share nothing: no campaign, no wallet, no campaign's graph."""
    folder = tmp_path_factory.mktemp("other")
    mails = dict(sample.mails())
    for name in ("04-colleague.eml", "10-list.eml"):
        (folder / name).write_bytes(mails[name])
    case = fx.open_case(folder / "case", examiner="A. Analyst")
    case.add(folder / "*.eml")
    settings = case.path / "case.toml"
    settings.write_text(settings.read_text("utf-8").replace('language = "en"', 'language = "ja"'), "utf-8")
    return {"case_folder": str(case.path), "mail_file": str(folder / "10-list.eml"), "language": "ja"}


RUNS = [
    *(
        pytest.param(path, own, id=f"{path.stem}, {'own case' if own else 'sample'}")
        for path in BOOKS
        for own in (False, True)
    ),
    *(pytest.param(path, False, id=f"{path.stem}, in Japanese") for path in JAPANESE),
]


@pytest.mark.parametrize(("path", "own"), RUNS)
def test_it_runs_from_top_to_bottom(path, own, other, tmp_path, monkeypatch):
    """On the sample; and on a case of one's own, whose parameters come in a cell behind the tagged one, as papermill puts it."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    book = read(path)
    if own:
        place = next(n for n, cell in enumerate(book.cells) if "parameters" in cell.metadata.get("tags", []))
        named = {name: value for name, value in other.items() if f"{name} = " in book.cells[place].source}
        assert named
        given = "\n".join(f"{name} = {value!r}" for name, value in named.items())
        book.cells.insert(place + 1, nbformat.v4.new_code_cell(given))
    book.cells.insert(0, nbformat.v4.new_code_cell(GUARD))
    client = NotebookClient(
        book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(FOLDER.parent)}}
    )
    if sys.platform == "linux":  # no TCP port, and none of ipykernel's warnings about one
        manager = client.create_kernel_manager()
        manager.transport = "ipc"
        manager.ip = str(tmp_path / "k")
    before = time.monotonic()
    done = client.execute()
    assert time.monotonic() - before < 60
    streams = [out for cell in done.cells if cell.cell_type == "code" for out in cell.outputs]
    assert not [out.text for out in streams if out.output_type == "stream" and out.name == "stderr"]
    for cell in done.cells:
        if "case.report(" in cell.source and cell.cell_type == "code":
            assert not any("image/png" in out.get("data", {}) for out in cell.outputs), (
                "the report's figure is in the report"
            )
        if ".plot(" in cell.source and (not own or "if " not in cell.source):
            assert any("image/png" in out.get("data", {}) for out in cell.outputs), f"no figure: {cell.source}"
    assert "not an IPython extension" not in str(streams)
    assert "widgets" not in done.metadata, "a run that nobody watches keeps no state of widgets"
    for out in streams:
        html = out.get("data", {}).get("text/html", "")
        assert "<script" not in html
        assert "href=" not in html
