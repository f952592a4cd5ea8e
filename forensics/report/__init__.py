"""From findings to files: one finished document that every format draws, and that can be opened again from its own JSON."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from forensics.model.errors import UnknownFormat
from forensics.report import to_html, to_json
from forensics.report.document import build

if TYPE_CHECKING:
    from forensics.model.report import Document

__all__ = ["WRITERS", "build", "save"]

WRITERS = {".html": to_html.render, ".json": to_json.render}
"""File ending -> what writes it. One file and one line a format."""


def save(document: Document, path: str | os.PathLike[str]) -> Path:
    """Write the document in the format that the file's ending names; whole or not at all. Returns the path.

    UnknownFormat for an ending that nothing here writes.
    """
    target = Path(path)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UnknownFormat(f"no report is written as {target.suffix or target.name!r}; choose {', '.join(WRITERS)}")
    data = writer(document)
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
