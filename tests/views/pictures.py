"""Makes the pictures of the docs: the desk and the report of the made-up case, in both languages, as a browser draws them.

    python -m tests.views.pictures FOLDER         (make pictures)

Whatever complains on the way, or leaves this machine, ends it: what is shown to others is what the tests saw.
"""

from __future__ import annotations

import io
import shutil
import sys
from base64 import b64decode
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

import forensics as fx
from forensics.cli import desk
from tests.views.browser import CHROMIUM, Browser
from tests.views.lab import enter, run_all, served

LARGEST = 300_000
"""Bytes of one picture."""
WIDE, HIGH = 1500, 1650
"""Of the window, in pixels."""
HEIGHT = 1000


def main(folder: Path) -> None:
    """Make all of them; their names end with the language."""
    if CHROMIUM is None:
        sys.exit("no Chromium on this machine: apt install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="pictures-", ignore_cleanup_errors=True) as made:
        books = Path(made)
        for language in ("en", "ja"):
            case = fx.sample_case(books / f"case-{language}", language)
            shutil.move(desk.fresh_page(case.path), books / f"{language}.ipynb")
            fx.save(case.report(language), books / f"report-{language}.html")
        with served(books) as address:
            browser = Browser(books / "profile")
            try:
                browser.call(
                    "Emulation.setDeviceMetricsOverride", width=WIDE, height=HIGH, deviceScaleFactor=1, mobile=False
                )
                enter(browser, address)
                browser.run("jupyterapp.commands.execute('application:toggle-left-area').then(() => true)")
                for language in ("en", "ja"):
                    _desk(browser, language, folder)
                for language in ("en", "ja"):
                    browser.open((books / f"report-{language}.html").as_uri())
                    browser.wait("location.protocol === 'file:' && document.readyState === 'complete'")
                    _save(browser, folder / f"report-{language}.png", (0, 0, 1280, 1500))
                outside = [url for url in browser.outside if not url.startswith("file:")]
                assert not outside, outside
                assert not browser.errors, browser.errors
            finally:
                browser.close()


def _desk(browser: Browser, language: str, folder: Path) -> None:
    """The investigation of the case: how it begins, a mail that was opened, the timeline."""
    run_all(browser, f"{language}.ipynb")
    browser.run("jupyterapp.commands.execute('notebook:hide-all-cell-code').then(() => true)")
    browser.wait("!!document.querySelector('.fx-table .fx-open')")
    x, y, wide, _ = _place(browser, ".forensics-case", HEIGHT)
    _save(browser, folder / f"desk-{language}.png", (x - 8, y, wide + 8, 1200))
    browser.run("document.querySelector('.fx-table .fx-open').click()")
    browser.wait("!!document.querySelector('.fx-opened .fx-rung')")
    browser.run("document.querySelectorAll('.fx-opened details').forEach((each) => { each.open = true; })")
    _save(browser, folder / f"mail-{language}.png", _place(browser, ".fx-opened", 1500))
    browser.run("document.querySelector('.fx-close').click()")
    browser.wait("!!document.querySelector('.fx-svg .fx-mark')")
    browser.run("document.querySelector('.fx-svg').closest('.forensics-desk').classList.add('fx-pictured')")
    _save(browser, folder / f"timeline-{language}.png", _place(browser, ".fx-pictured", HEIGHT))
    browser.run("jupyterapp.commands.execute('docmanager:save').then(() => true)")
    browser.run("jupyterapp.commands.execute('application:close-all').then(() => true)")


def _place(browser: Browser, selector: str, highest: int) -> tuple[float, float, float, float]:
    """Where an element stands on the screen: left, top, width, height."""
    look = f"document.querySelector('{selector}')"
    browser.run(f"{look}.scrollIntoView({{block: 'start'}})")
    x, y, wide, high = browser.run(
        f"new Promise((done) => setTimeout(() => {{const b = {look}.getBoundingClientRect(); done([b.x, b.y, b.width, b.height])}}, 400))"
    )
    return x, y, wide, min(high, highest)


def _save(browser: Browser, path: Path, place: tuple[float, float, float, float]) -> None:
    """A picture of a piece of the screen in 256 colours, which is what text and lines need."""
    x, y, wide, high = place
    clip = {"x": x, "y": y, "width": wide, "height": high, "scale": 1}
    told = browser.call("Page.captureScreenshot", format="png", clip=clip)
    picture = Image.open(io.BytesIO(b64decode(told["data"]))).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    picture.save(path, optimize=True)
    assert path.stat().st_size <= LARGEST, f"{path.name} is too large to be put beside the docs"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
