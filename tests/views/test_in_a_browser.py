"""JupyterLab in a real browser: the notebooks run, the views answer to clicks, nothing complains and nothing leaves this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import pytest

from forensics import sample_case
from forensics.cli import desk
from forensics.views.live import MIME
from tests.views.browser import CHROMIUM, Browser, until

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt install chromium")

ROOT = Path(__file__).resolve().parents[2]
BOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
TOKEN = "a-token-for-this-test"
IDLE = """(() => {
  const panel = window.jupyterapp && jupyterapp.shell.currentWidget;
  const cells = panel && panel.content && panel.content.widgets;
  if (!cells || !panel.sessionContext || panel.sessionContext.kernelDisplayStatus !== 'idle') return false;
  const code = cells.filter((cell) => cell.model.type === 'code' && cell.model.sharedModel.getSource().trim());
  return code.length > 0 && code.every((cell) => cell.model.executionCount !== null);
})()"""
TROUBLE = """(() => jupyterapp.shell.currentWidget.content.widgets.flatMap((cell) => cell.model.type !== 'code' ? [] :
  cell.model.outputs.toJSON().filter((out) => out.output_type === 'error' || (out.output_type === 'stream' && out.name === 'stderr'))
  .map((out) => out.evalue || out.text)))()"""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks, the page for a case among them, in a folder of their own."""
    folder = tmp_path_factory.mktemp("books")
    for name in BOOKS:
        shutil.copy(ROOT / "notebooks" / name, folder)
    case = sample_case(folder / "case")
    shutil.move(desk.fresh_page(case.path), folder)
    return folder


@pytest.fixture(scope="module")
def short_home():
    """A folder with a short name, for the sockets in it: Linux takes 107 bytes, and pytest's own folders grow longer."""
    with TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def lab(books: Path, short_home: Path):
    """JupyterLab as `forensics lab` starts it, with settings of its own."""
    home = short_home
    more = ["--no-browser", "--ServerApp.port=0", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
            "--expose-app-in-browser", "--allow-root"]  # fmt: skip
    places = {name: str(home / name.lower()) for name in
              ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "TMPDIR")}  # fmt: skip
    for place in places.values():
        Path(place).mkdir()
    settings = Path(places["JUPYTER_CONFIG_DIR"]) / "lab" / "user-settings" / "@jupyterlab"
    for name, value in {"notebook-extension/tracker": {"windowingMode": "none"}}.items():
        file = settings / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(value))
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            desk.command(books, None, more), env={**desk.environment(), **places, "PYTHONPATH": str(ROOT)}, stderr=log
        )
        try:
            told = until(lambda: list(Path(places["JUPYTER_RUNTIME_DIR"]).glob("jpserver-*.json")), 60, "JupyterLab")
            yield json.loads(told[0].read_text())["url"]
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def tab(lab: str, tmp_path_factory: pytest.TempPathFactory):
    """One tab with JupyterLab in it, for all tests: opening it costs more than all the rest."""
    opened = Browser(tmp_path_factory.mktemp("profile"))
    try:
        opened.open(f"{lab}lab?{urlencode({'token': TOKEN, 'reset': ''})}")
        opened.wait("!!window.jupyterapp && jupyterapp.restored.then(() => true)")
        yield opened
    finally:
        opened.close()


@pytest.fixture
def browser(tab: Browser):
    """The tab; afterwards nothing has left this machine and nothing has complained."""
    yield tab
    assert not tab.outside, "asked for outside this machine"
    assert not tab.errors, "the console complains"
    assert len(tab.requests) > 50, "the record of requests is empty: nothing was watched"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: a folder that FORENSICS_PICTURES names, for looking at them."""
    folder = Path(os.environ.get("FORENSICS_PICTURES") or tmp_path / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run_all(browser: Browser, name: str) -> None:
    """Open a notebook in JupyterLab with a kernel of its own, run all of it, and see that no cell failed."""
    browser.run(f"jupyterapp.commands.execute('docmanager:open', {{path: '{name}'}}).then(() => true)")
    browser.wait(f"jupyterapp.shell.currentWidget?.title.label === '{name}'")
    browser.wait("jupyterapp.shell.currentWidget?.sessionContext?.ready.then(() => true)")
    browser.run("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    browser.wait(IDLE, 120)
    assert browser.run(TROUBLE) == []


def put_away(browser: Browser, books: Path, name: str) -> None:
    """Save the notebook and close it: what is kept in the file holds plain outputs and no state of widgets."""
    browser.run("jupyterapp.commands.execute('docmanager:save').then(() => true)")
    browser.run("jupyterapp.commands.execute('application:close-all').then(() => true)")
    kept = json.loads((books / name).read_text("utf-8"))
    assert "widgets" not in kept["metadata"]
    shown = [out["data"] for cell in kept["cells"] for out in cell.get("outputs", ()) if MIME in out.get("data", {})]
    assert all("text/html" in data and "text/plain" in data for data in shown)


@pytest.mark.parametrize("name", BOOKS)
def test_a_notebook_runs_in_jupyterlab(browser, books, pictures, name):
    run_all(browser, name)
    browser.picture(pictures / f"{name.removesuffix('.ipynb')}.png")
    put_away(browser, books, name)


def test_the_table_answers(browser, books, pictures):
    run_all(browser, "investigation-1.ipynb")
    browser.wait("!!document.querySelector('.fx-table .fx-pick')")
    rows = "document.querySelector('.fx-table').querySelectorAll('tbody tr').length"
    assert browser.run(rows) == 10
    browser.write(".fx-search", "メンテナンス")
    browser.wait(f"{rows} < 10")
    browser.picture(pictures / "table-search.png")
    browser.click(".fx-pick")
    code = browser.wait("document.querySelector('.fx-code')?.value")
    assert code == "case.mails.where(exhibit='M-0001')"
    browser.click(".fx-open")
    said = browser.wait("document.querySelector('.fx-opened')?.textContent")
    assert said.startswith("M-0001")
    browser.picture(pictures / "mail-opened.png")
    browser.click(".fx-close")
    browser.wait("!document.querySelector('.fx-opened')")
    browser.click(".fx-mark")
    said = browser.wait("document.querySelector('.fx-opened')?.textContent")
    assert said.startswith("M-0")
    marks = "document.querySelectorAll('.fx-mark').length"
    before = browser.run(marks)
    browser.click(".fx-zoom-in")
    browser.wait(f"{marks} !== {before}")
    browser.picture(pictures / "timeline.png")
    put_away(browser, books, "investigation-1.ipynb")
