"""From findings to files: one finished document that every format draws, and that can be opened again from its own JSON."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from forensics.model.errors import UnknownFormat
from forensics.report import (
    blocklists,
    notices,
    to_case,
    to_csv,
    to_docx,
    to_html,
    to_json,
    to_markdown,
    to_misp,
    to_pdf,
    to_stix,
    to_xlsx,
)
from forensics.report.document import build
from forensics.report.readback import NotMasked, checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from forensics.model.report import Document

__all__ = ["WRITERS", "NotMasked", "build", "save", "writer"]

WRITERS = {
    ".html": to_html.render,
    ".json": to_json.render,
    ".pdf": to_pdf.render,
    ".docx": to_docx.render,
    ".md": to_markdown.render,
    ".csv": to_csv.render,
    ".xlsx": to_xlsx.render,
    ".stix.json": to_stix.render,
    ".misp.json": to_misp.render,
    ".jsonld": to_case.render,
    "abuse.eml": notices.abuse,
    "site.eml": notices.site,
    ".postfix": blocklists.postfix,
    ".rspamd": blocklists.rspamd,
    ".rpz": blocklists.rpz,
}
"""File ending -> what writes it. One file and one line a format; of two endings that fit (``.stix.json``) the longer one counts."""


def writer(name: str) -> Callable[[Document], bytes]:
    """What writes a file of this name; UnknownFormat for an ending that nothing here writes."""
    fitting = [ending for ending in WRITERS if name.lower().endswith(ending)]
    if not fitting:
        raise UnknownFormat(f"no report is written as {Path(name).suffix or name!r}; choose {', '.join(WRITERS)}")
    return WRITERS[max(fitting, key=len)]


def save(document: Document, path: str | os.PathLike[str]) -> Path:
    """Write the document in the format that the file's ending names; whole or not at all. Returns the path.

    A masked copy is read back first: NotMasked, and no file, where it still says what it hides. UnknownFormat for an ending that
    nothing here writes.
    """
    target = Path(path)
    data = checked(target.name, writer(target.name)(document), document)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return target
