"""What a line of the custody log tells beside its act: from where, which exhibits, how many, whom one asked.

Why it matters: ISO/IEC 27037 wants to know not only that evidence was taken in, but what and from where. The log itself holds more
(hashes of every batch); here stands what a reader can check by eye. Folders name people: a masked copy has the file's own name alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forensics.model.report import Row
    from forensics.report.voice import Voice

QUOTED = ("title", "note")
PATHS = ("given", "to", "file", "name")
COUNTED = ("mails", "files", "again", "not_read", "lines", "matched", "unread", "answers")
MOST = 4
"""Names in one cell."""


def detail(line: Row, voice: Voice) -> str:
    """In one cell; empty where the line has none of it."""
    said = [voice.quote(line[name]) for name in QUOTED if line.get(name)]
    for name in PATHS:
        paths = [voice.file_name(str(path)) for path in _several(line.get(name)) if path]
        said += [voice.names(paths, MOST)] if paths else []
    for name in COUNTED:
        value = line.get(name)
        if name in {"mails", "files"} and isinstance(value, list | tuple):
            said.append(" – ".join(dict.fromkeys(voice.quote(exhibit) for exhibit in value)))
        elif (n := len(value) if isinstance(value, list | tuple) else value) and isinstance(n, int):
            said.append(f"{voice.word(f'act {name}')}: {n:,}")
    if services := _several(line.get("services")):
        said.append(voice.names([voice.quote(each) for each in services], MOST))
    return "; ".join(each for each in said if each)


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]
