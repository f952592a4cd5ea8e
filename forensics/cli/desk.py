"""``forensics demo`` and ``forensics lab``: a first look, and the place to work."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from forensics import safe
from forensics.model.errors import CaseError

TELLING = 5


def demo(arguments: Namespace) -> int:
    """The sample case, from mail to report; says where the report lies and what it says first."""
    from forensics.case.single import sample_case
    from forensics.report import save

    case = sample_case(arguments.case)
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
    """JupyterLab on this machine only, beside the notebooks; ``FORENSICS_CASE`` names the case to them."""
    if find_spec("jupyterlab") is None:
        raise CaseError("JupyterLab is not installed: pip install 'forensics[desk]'")
    case = Path(arguments.case).resolve() if arguments.case else None
    if case is not None and not (case / "case.toml").is_file():
        raise CaseError(f"there is no case in {arguments.case!r}: add evidence to it first")
    notebooks = Path(__file__).resolve().parents[2] / "notebooks"
    root = notebooks if notebooks.is_dir() else case or Path.cwd()
    environment = {**os.environ, **({"FORENSICS_CASE": str(case)} if case is not None else {})}
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", "--ServerApp.ip=127.0.0.1"]
    if sys.platform.startswith("linux"):
        command.append("--KernelManager.transport=ipc")  # no port between notebook and kernel that others could reach
    return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own command
