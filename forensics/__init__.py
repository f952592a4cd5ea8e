"""Phishing and extortion mail as evidence: read it, see what it points at, what belongs together, and hand over a report.

    import forensics as fx
    case = fx.open_case("cases/2026-03-mailbox", examiner="A. Analyst")
    case.add("inbox/")
    case.mails
    fx.save(case.report(language="ja"), "report.html")

The names are fetched when they are used: importing the package costs nothing that is not needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forensics.case import Case, open_case
    from forensics.case.single import read_mail, sample_case
    from forensics.model.errors import ForensicsError
    from forensics.report import save

__all__ = ["Case", "ForensicsError", "open_case", "read_mail", "sample_case", "save"]

_WHERE = {
    "Case": "forensics.case",
    "open_case": "forensics.case",
    "read_mail": "forensics.case.single",
    "sample_case": "forensics.case.single",
    "ForensicsError": "forensics.model.errors",
    "save": "forensics.report",
}

_PARTS = ("assess", "correlate", "extract", "lookup", "model", "parse", "report", "safe", "sample", "views")


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from forensics.intake.deriving import version

        return version()
    if name in _PARTS:
        return import_module(f"forensics.{name}")
    if name not in _WHERE:
        raise AttributeError(f"module 'forensics' has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def load_ipython_extension(shell: Any) -> None:
    """``%load_ext forensics`` in a notebook: ``%mail`` shows a mail, ``%iocs`` what it points to."""
    from forensics.case.single import read_mail
    from forensics.views import magics

    magics.register(shell, read_mail)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
