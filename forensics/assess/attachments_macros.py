"""What the macros of an Office file are made for, as far as their words tell: read by olevba (oletools), where it is installed.

Why it matters: a macro that runs when the file is opened (``AutoOpen``, ``Workbook_Open``) and starts a program or fetches a file is no
help with a table. The words stand in the source that Office keeps beside the compiled code ([MS-OVBA] 2.3.4.3, 2.4.1); nothing is run. Who
removes the source leaves the rule with what the streams' names tell. oletools is an extra (``office``), loaded only for a file with macros:
the same mail may say more on a machine that has it, and the finding says which.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import NamedTuple

from forensics.safe.unpacking import UNREADABLE_ZIP

LARGEST = 2 << 20
"""Bytes of a VBA project that are read; honest ones have some hundred kilobytes."""
MOST_MODULES, LONGEST_CODE = 50, 100_000
"""Modules, and characters of code in all, that are searched, the same line once: olevba looks for two hundred words one by one."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Sign(NamedTuple):
    """A word of the macros that tells something."""

    kind: str
    """``auto`` for what runs by itself, ``suspicious`` for what it does."""
    word: str
    meaning: str
    """olevba's explanation, in English."""


def signs(data: bytes) -> tuple[list[Sign], str]:
    """The telling words of a file's macros, those that run by themselves first; and why there are none where that is known."""
    project, missing = _project(data)
    if missing:
        return [], missing
    with warnings.catch_warnings():  # olevba uses names that its own parser library has given up
        warnings.simplefilter("ignore", DeprecationWarning)
        return _read(project)


def _read(project: bytes) -> tuple[list[Sign], str]:
    try:
        from oletools import olevba
    except ImportError:
        return [], "oletools is not installed"
    try:
        parser = olevba.VBA_Parser("attachment", data=project)
        try:
            code, cut = _code(parser)
        finally:
            parser.close()
        auto = [Sign("auto", word, meaning) for word, meaning in olevba.detect_autoexec(code)]
        told = [Sign("suspicious", word, meaning) for word, meaning in olevba.detect_suspicious(code)]
    except Exception as problem:  # noqa: BLE001 - olevba lets through whatever a broken project makes of it; it is said in the finding
        return [], f"the macros cannot be read: {type(problem).__name__}"
    return auto + told, cut if code else "the macros have no source"


def _project(data: bytes) -> tuple[bytes, str]:
    """The compound file that holds the macros: the file itself, or ``vbaProject.bin`` of a zip, never more than may be read."""
    if data[:8] == _OLE:
        return (data, "") if len(data) <= LARGEST else (b"", f"larger than {LARGEST} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next((each for each in archive.namelist() if each.endswith("vbaProject.bin")), "")
            if not name:
                return b"", "no VBA project in the file"
            with archive.open(name) as file:
                project = file.read(LARGEST + 1)
    except UNREADABLE_ZIP:
        return b"", "the file's packing is damaged"
    return (project, "") if len(project) <= LARGEST else (b"", f"larger than {LARGEST} bytes")


def _code(parser: object) -> tuple[str, str]:
    """The source, each line once, and what was not searched, in words."""
    lines: dict[str, None] = {}
    left = LONGEST_CODE
    for n, (_, _, _, text) in enumerate(parser.extract_macros()):  # type: ignore[attr-defined]  # the module has no types
        if n == MOST_MODULES:
            return "\n".join(lines), f"nothing telling in the first {MOST_MODULES} modules"
        for line in (text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text or "")).splitlines():
            if line not in lines:
                lines[line[:left]] = None
                left -= len(line)
            if left <= 0:
                return "\n".join(lines), f"nothing telling in the first {LONGEST_CODE} characters"
    return "\n".join(lines), ""
