"""JupyterLab as `forensics lab` starts it, and a tab with it in a real browser: for the tests and for the pictures of the docs."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from forensics.cli import desk
from tests.views.browser import Browser, until

ROOT = Path(__file__).resolve().parents[2]
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


@contextmanager
def served(books: Path) -> Iterator[str]:
    """The address of a JupyterLab over a folder, with settings of its own; it ends with the block.

    Its sockets lie in a folder with a short name: Linux takes 107 bytes.
    """
    with TemporaryDirectory(prefix="desk-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        more = ["--no-browser", "--ServerApp.port=0", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}",
                "--expose-app-in-browser", "--allow-root"]  # fmt: skip
        places = {name: str(home / name.lower()) for name in
                  ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "TMPDIR")}  # fmt: skip
        for place in places.values():
            Path(place).mkdir()
        settings = Path(places["JUPYTER_CONFIG_DIR"]) / "lab" / "user-settings" / "@jupyterlab"
        file = settings / "notebook-extension" / "tracker.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({"windowingMode": "none"}))
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                desk.command(books, None, more),
                env={**desk.environment(), **places, "PYTHONPATH": str(ROOT)},
                stderr=log,
            )
            try:
                told = until(lambda: _told(Path(places["JUPYTER_RUNTIME_DIR"])), 120, "JupyterLab")
                yield json.loads(told)["url"]
            finally:
                process.terminate()
                process.wait(30)


def _told(runtime: Path) -> str:
    """What the server wrote of itself, once it has written all of it."""
    for file in runtime.glob("jpserver-*.json"):
        written = file.read_text("utf-8").strip()
        if written.endswith("}"):
            return written
    return ""


def enter(browser: Browser, address: str) -> None:
    """Open JupyterLab in the tab and wait until it stands."""
    browser.open(f"{address}lab?{urlencode({'token': TOKEN, 'reset': ''})}")
    browser.wait("!!window.jupyterapp && jupyterapp.restored.then(() => true)")


def run_all(browser: Browser, name: str) -> None:
    """Open a notebook in JupyterLab with a kernel of its own, run all of it, and see that no cell failed."""
    browser.run(f"jupyterapp.commands.execute('docmanager:open', {{path: '{name}'}}).then(() => true)")
    browser.wait(f"jupyterapp.shell.currentWidget?.title.label === '{name}'")
    browser.wait("jupyterapp.shell.currentWidget?.sessionContext?.ready.then(() => true)")
    browser.run("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
    browser.wait(IDLE, 120)
    assert browser.run(TROUBLE) == []
