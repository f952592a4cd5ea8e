"""The custody log: who did what to the evidence, and when, in a form that shows a later change.

``custody.jsonl`` holds one JSON object a line, each with the hash of the line before. A chain finds tampering only where its
head is kept elsewhere too, so reports print the head. Every line also stands in the ``custody`` table of an originals file,
written there in the same transaction as the evidence it speaks of: log and table must agree word for word.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from forensics.model.errors import CaseError

NAME = "custody.jsonl"
START = "0" * 64
"""What the first line gives as the hash of the line before."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, as it was written."""

    n: int
    hash: str
    text: str
    """The JSON text without the line end."""

    @property
    def record(self) -> dict[str, Any]:
        """All its fields: n, time, who, what, further ones, prev, hash."""
        return dict(json.loads(self.text))


FIRST = Line(0, START, "")
"""Stands before the first line."""


def dumps(record: Mapping[str, Any], *, sort: bool = False) -> str:
    """JSON on one line. A file name that is not UTF-8 (lone surrogates in Python) becomes a JSON escape."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=sort, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode()


def hash_of(record: Mapping[str, Any]) -> str:
    """SHA-256 over the record without its own ``hash``, as JSON with sorted keys and no spaces, in UTF-8."""
    bare = {key: value for key, value in record.items() if key != "hash"}
    return hashlib.sha256(dumps(bare, sort=True).encode()).hexdigest()


def chained(row: Sequence[Any], before: str) -> str:
    """The hash of a ledger's row, over the row and the hash of the one before; of bytes in it stands their SHA-256."""
    plain = [hashlib.sha256(each).hexdigest() if isinstance(each, bytes) else each for each in row]
    return hashlib.sha256(dumps({"row": plain, "prev": before}).encode()).hexdigest()


def following(before: Line, who: str, what: str, detail: Mapping[str, Any], when: datetime | None = None) -> Line:
    """The next line of the chain. ``detail`` may hold anything that JSON can, but none of the log's own fields."""
    time = (when or datetime.now(UTC)).isoformat(timespec="milliseconds")
    record = {"n": before.n + 1, "time": time, "who": who, "what": what, **detail, "prev": before.hash}
    record["hash"] = hash_of(record)
    return Line(before.n + 1, record["hash"], dumps(record))


def read(text: str) -> Line:
    """A line from the table or the file; ValueError when it is not one."""
    record = json.loads(text)
    if not isinstance(record, dict) or not isinstance(record.get("n"), int) or not isinstance(record.get("hash"), str):
        raise ValueError("not a custody line")  # noqa: TRY004 - as for text that is no JSON
    return Line(record["n"], record["hash"], text)


def lines(folder: Path) -> Iterator[str]:
    """The lines of the log as text, the last one also when its line end is missing. Bytes that are not UTF-8 show as such."""
    try:
        with (folder / NAME).open("rb") as file:
            for line in file:
                yield line.decode("utf-8", "backslashreplace").removesuffix("\n")
    except (FileNotFoundError, IsADirectoryError):
        return


def append(folder: Path, new: Iterable[Line]) -> None:
    """Add lines and wait until they are on the disk."""
    data = b"".join(line.text.encode() + b"\n" for line in new)
    with (folder / NAME).open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def ends_with(folder: Path, last: Line, size: int) -> bool:
    """Whether the log has this many bytes and ends with exactly this line: a look at its tail, whatever its length."""
    wanted = last.text.encode() + b"\n" if last.n else b""
    try:
        with (folder / NAME).open("rb") as file:
            if file.seek(0, os.SEEK_END) != size:
                return False
            file.seek(size - len(wanted))
            return file.read() == wanted
    except (FileNotFoundError, IsADirectoryError):
        return last.n == 0


def complete(folder: Path, table: Iterable[str], since: int) -> int:
    """Finish a log whose writer was interrupted after line ``since``: add the one line that may lack or be half there.

    Returns the number of lines added. CaseError when the log differs in any other way: then it was not an interruption,
    and nothing is changed.
    """
    path, good, missing = folder / NAME, 0, list[bytes]()
    data = path.read_bytes() if path.exists() else b""
    for n, text in enumerate(table, start=1):
        whole = text.encode() + b"\n"
        if data.startswith(whole, good):
            good += len(whole)
            continue
        if not whole.startswith(data[good:]) or missing or n <= since:
            raise CaseError(f"{NAME} differs from the log kept with the originals: run verify to see where")
        missing.append(whole)
    if not missing:
        if good != len(data):
            raise CaseError(f"{NAME} holds more than the log kept with the originals: run verify to see what")
        return 0
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(good)
        file.seek(good)
        file.write(missing[0])
        file.flush()
        os.fsync(file.fileno())
    return 1


def somebody() -> str:
    """The name for the log when no examiner is given: the user of this computer, as far as it says."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such user in this container
        return "unknown"
