"""JupyterLab in a real browser: the notebooks run, the views answer to clicks, nothing complains and nothing leaves this machine."""

from __future__ import annotations

import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import forensics as fx
from forensics.cli import desk
from forensics.views.live import MIME
from tests.views.browser import CHROMIUM, Browser
from tests.views.hostile_mail import hostile_mails
from tests.views.lab import ROOT, enter, run_all, served

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt install chromium")

BOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The notebooks, the page for a case among them, in a folder of their own."""
    folder = tmp_path_factory.mktemp("books")
    for name in BOOKS:
        shutil.copy(ROOT / "notebooks" / name, folder)
    shutil.move(desk.fresh_page(fx.sample_case(folder / "case").path), folder)
    return folder


@pytest.fixture(scope="module")
def lab(books: Path):
    """JupyterLab over the notebooks."""
    with served(books) as address:
        yield address


@pytest.fixture(scope="module")
def tab(lab: str, tmp_path_factory: pytest.TempPathFactory):
    """One tab with JupyterLab in it, for all tests: opening it costs more than all the rest."""
    opened = Browser(tmp_path_factory.mktemp("profile"))
    try:
        enter(opened, lab)
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
    heads = "[...document.querySelector('.fx-table').querySelectorAll('.fx-sort')].map((each) => each.dataset.column).join(' ')"
    assert browser.run(heads).startswith("exhibit date from_address subject verdict origin_ip")
    browser.write(".fx-search", "メンテナンス")
    browser.wait(f"{rows} < 10")
    browser.picture(pictures / "table-search.png")
    browser.click(".fx-pick")
    code = browser.wait("document.querySelector('.fx-code')?.value")
    assert code == "case.mails.where(exhibit='M-0001')"
    browser.click(".fx-open")
    said = browser.wait("document.querySelector('.fx-opened')?.textContent")
    assert said.startswith("M-0001")
    assert "[object" not in said
    assert browser.run("document.querySelectorAll('.fx-opened .fx-rung').length") == 3
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


class Canary(ThreadingHTTPServer):
    """A server on loopback whose address stands in hostile mail: ``heard`` stays empty, or somebody was told who is looking."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.pages: dict[str, bytes] = {}
        super().__init__(("127.0.0.1", 0), Listener)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Listener(BaseHTTPRequestHandler):
    """Hands out the pages of the test and writes down whatever else is asked for."""

    server: Canary

    def do_GET(self) -> None:
        """Any request."""
        page = self.server.pages.get(self.path)
        if page is None and self.path != "/favicon.ico":
            self.server.heard.append(self.path)
        self.send_response(200 if page else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page or b"")

    do_POST = do_HEAD = do_GET  # noqa: N815 - the names by which http.server looks for them

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def canary():
    """A canary; it has heard nothing when the test ends."""
    server = Canary()
    try:
        yield server
        assert server.heard == [], "the offender knows who is looking"
    finally:
        server.shutdown()
        server.server_close()


RAN = "typeof window.RAN + ' ' + [...document.querySelectorAll('iframe')].filter((frame) => frame.srcdoc).length"


def test_nothing_of_a_hostile_mail_acts(browser, lab, books, pictures, canary):
    case = fx.open_case(books / "hostile", examiner="A. Analyst")
    for n, raw in enumerate(hostile_mails(canary.address)):
        (books / f"hostile-{n}.eml").write_bytes(raw)
        case.add(books / f"hostile-{n}.eml")
    shutil.move(desk.fresh_page(case.path), books / "hostile.ipynb")
    book = json.loads((books / "hostile.ipynb").read_text("utf-8"))
    for source in (
        "for name in case.mails.to_frame()['exhibit']:\n    display(case.mails[name])",
        "case.observables[0]",
    ):
        book["cells"].append({"cell_type": "code", "id": f"more-{len(book['cells'])}", "metadata": {}, "source": source,
                              "execution_count": None, "outputs": []})  # fmt: skip
    (books / "hostile.ipynb").write_text(json.dumps(book), "utf-8")
    run_all(browser, "hostile.ipynb")
    for name in ("M-0001", "M-0002"):
        browser.wait("!!document.querySelector('.fx-table .fx-open')")
        browser.run(
            f"[...document.querySelectorAll('.fx-table .fx-open')].find((each) => each.textContent === '{name}').click()"
        )
        browser.wait(f"document.querySelector('.fx-opened')?.textContent.startsWith('{name}')")
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        said = browser.run("document.querySelector('.fx-opened').textContent")
        assert "javascript[:]window" in said, "the true target is not shown"
        browser.picture(pictures / f"hostile-{name}.png")
    browser.run(
        "document.querySelectorAll('.fx-mark, .fx-claimed, .fx-bin').forEach((each) => each.dispatchEvent(new MouseEvent('click')))"
    )
    assert browser.run(RAN) == "undefined 0"
    put_away(browser, books, "hostile.ipynb")

    # the plain form that stays when the notebook is exported, in a page that no sanitiser has seen; and the report
    kept = json.loads((books / "hostile.ipynb").read_text("utf-8"))
    shown = [
        out["data"]["text/html"]
        for cell in kept["cells"]
        for out in cell.get("outputs", ())
        if "text/html" in out.get("data", {})
    ]
    assert len(shown) > 5
    page = "<!doctype html><meta charset=utf-8>" + "".join("".join(each) for each in shown)
    canary.pages["/exported"] = page.encode()
    for language in fx.views.words.LANGUAGES:
        report = fx.save(case.report(language=language, redact=False), books / f"report-{language}.html")
        canary.pages[f"/report-{language}"] = report.read_bytes()
    # what the canary would hear, and what would have run, were anything of this handed to a browser as it is
    canary.pages["/raw"] = b"<!doctype html><meta charset=utf-8><img src=/heard onerror='window.RAN=1'>"
    browser.open(canary.address + "/raw")
    browser.wait(f"location.pathname === '/raw' && {RAN} === 'number 0'")
    assert canary.heard == ["/heard"]
    canary.heard.clear()
    del canary.pages["/raw"]
    for path in list(canary.pages):
        browser.open(canary.address + path)
        browser.wait(f"location.pathname === '{path}' && document.readyState === 'complete'")
        assert "M-0001" in browser.run("document.body.textContent")
        assert browser.run(RAN) == "undefined 0"
        browser.run("document.querySelectorAll('details, a, button, span').forEach((each) => each.click())")
        assert browser.run(RAN) == "undefined 0"
    enter(browser, lab)
