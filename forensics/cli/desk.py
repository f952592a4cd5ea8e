"""``forensics demo`` and ``forensics lab``: a first look, and the place to work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from forensics import safe
from forensics.model.errors import CaseError

TELLING = 5
PAGE = "investigation"
LONGEST_SOCKET = 107  # bytes of a socket's path, unix(7)


def demo(arguments: Namespace) -> int:
    """The sample case, from mail to report; says where the report lies and what it says first."""
    from forensics.case.single import sample_case
    from forensics.report import save

    case = sample_case(arguments.case, arguments.language)
    document = case.report()
    folder = case.path / "reports"
    page, _ = save(document, folder / "report.html"), save(document, folder / "report.json")
    print(safe.terminal(f"{len(case.mails)} made-up mails are in the case {arguments.case}. The report:"))
    print(safe.terminal(f"  {page.resolve()}"))
    print("What it says first:")
    for n, line in enumerate(document.telling(TELLING), start=1):
        print(f"  {n}. {safe.terminal(line)}")
    print(safe.terminal(f"Go on: forensics mails {arguments.case}   forensics compare {arguments.case} M-0001 M-0005"))
    return 0


def lab(arguments: Namespace) -> int:
    """JupyterLab on this machine only: with a case on a fresh page for it, without one beside the notebooks that teach."""
    if find_spec("jupyterlab") is None:
        raise CaseError("JupyterLab is not installed: pip install 'forensics[desk]'")
    if arguments.case:
        page: Path | None = fresh_page(Path(arguments.case).resolve())
        root = Path(arguments.case).resolve()
    else:
        notebooks = Path(__file__).resolve().parents[2] / "notebooks"
        page, root = None, notebooks if notebooks.is_dir() else Path.cwd()
    return subprocess.run(command(root, page), env=environment(), check=False).returncode  # noqa: S603 - our own command


def environment() -> dict[str, str]:
    """That of this process, with a folder of settings more: JupyterLab does not ask whether it may fetch news."""
    given = os.environ.get("JUPYTER_CONFIG_PATH", "")
    ours = str(files("forensics.views") / "jupyter")
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(each for each in (given, ours) if each)}


def command(root: Path, page: Path | None = None, more: Sequence[str] = ()) -> list[str]:
    """The command line of JupyterLab for one folder: on loopback, behind a token that Jupyter makes, with nothing fetched.

    JupyterLab by itself asks its makers for news and for newer versions, and offers extensions from PyPI; none of it here.
    """
    line = [
        sys.executable, "-m", "jupyterlab", *([str(page)] if page else []),
        f"--ServerApp.root_dir={root}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.allow_remote_access=False",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *more,
    ]  # fmt: skip
    if sys.platform.startswith("linux") and _sockets_fit():
        line.append("--KernelManager.transport=ipc")  # no port between notebook and kernel that others could reach
    return line


def _sockets_fit() -> bool:
    """Whether a socket in Jupyter's runtime folder has a path that Linux takes (107 bytes); a long home name would stop every kernel.

    Jupyter names it kernel-UUID-ipc-N. Where it does not fit, Jupyter's own way stays: ports on loopback, each message signed.
    """
    from jupyter_core.paths import jupyter_runtime_dir

    uuid = "0" * 36
    return len(os.fsencode(f"{jupyter_runtime_dir()}/kernel-{uuid}-ipc-99")) <= LONGEST_SOCKET


def fresh_page(case: Path) -> Path:
    """A new copy of the investigation notebook in the case's folder, in its language, its parameters set to this case.

    None is overwritten.
    """
    if not (case / "case.toml").is_file():
        raise CaseError(f"there is no case in {str(case)!r}: add evidence to it first")
    from forensics.store.settings import load

    book = json.loads(files("forensics.views").joinpath(f"{PAGE}.ipynb").read_text("utf-8"))
    language = load(case).language
    given = f"case_folder = {str(case)!r}\nlanguage = {language!r}\n"
    for cell in book["cells"]:
        other = cell["metadata"].pop("ja", None)  # what the page says in Japanese stands beside its English
        if other and language == "ja":
            cell["source"] = other
        if "parameters" in cell["metadata"].get("tags", []):
            cell["source"] = given.splitlines(keepends=True)
    text = json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    number = 1
    while True:
        page = case / f"{PAGE}-{number}.ipynb"
        try:
            with page.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            number += 1
            continue
        return page
