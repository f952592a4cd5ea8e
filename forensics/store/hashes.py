"""Hashes over what is stored: of a batch, for its custody line, and of the originals files themselves.

``originals.sha256`` is a list that ``sha256sum -c`` reads. It is written at the clean end of every writing session, so that a
bit flipped in a corner of a file that holds no evidence (a free page, a header field) is found as well.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forensics.model.evidence import exhibit_name
from forensics.store.custody import dumps
from forensics.store.originals import file_paths, path_from

NAME = "originals.sha256"
TEMPORARY = f".{NAME}.new"


def of_file(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(folder: Path) -> dict[str, str]:
    """File name -> hash, as listed; empty when there is no list. A line that is not one counts under its own text."""
    try:
        text = (folder / NAME).read_bytes().decode("utf-8", "backslashreplace")
    except (FileNotFoundError, IsADirectoryError):
        return {}
    return {name or line: digest for line in text.split("\n") if line for digest, _, name in [line.partition("  ")]}


def write(folder: Path, sealed: Mapping[str, str]) -> None:
    """List the files anew. ``sealed``: the hashes that the custody log has of closed files; the others are worked out."""
    listed = {path.name: sealed.get(path.name) or of_file(path) for path in file_paths(folder)}
    replace(folder / NAME, "".join(f"{digest}  {name}\n" for name, digest in listed.items()).encode(), TEMPORARY)


def replace(path: Path, data: bytes, temporary: str) -> None:
    """Write a small file so that it is either the old one or the new one, whole, also after a power cut."""
    new = path.with_name(temporary)
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's list of names is on the disk. Windows has no such call and needs none."""
    if os.name == "posix":
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


ORIGINAL_ROW = "kind, number, sha256, size, form, problem, id"
SOURCE_ROW = "original, path, offset, envelope, after, id"


def batch_contents(originals: Iterable[tuple[Any, ...]], sources: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """What a custody line says of its batch: how many, from which exhibit to which, and a digest over every row of it.

    Rows as ORIGINAL_ROW and SOURCE_ROW select them, in order of id. The digest is the SHA-256 over one line of JSON a row.
    """
    state = hashlib.sha256()
    ends: dict[str, list[str]] = {}
    count = {"originals": 0, "sources": 0}
    for kind, number, *rest in originals:
        name = exhibit_name(kind, number)
        names = ends.setdefault(f"{kind}s", [name, name])
        names[1] = name
        state.update(dumps({"original": [name, *rest]}).encode() + b"\n")
        count["originals"] += 1
    for owner, path, *rest in sources:
        state.update(dumps({"source": [owner, path_from(path), *rest]}).encode() + b"\n")
        count["sources"] += 1
    return {**dict(sorted(ends.items(), reverse=True)), **count, "digest": state.hexdigest()}
