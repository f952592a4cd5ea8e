"""Files that stand uuencoded in the text of a mail (POSIX ``uuencode``): ``begin 644 invoice.zip``, lines, ``end``.

Older than MIME, and still decoded by Outlook and Thunderbird, which show an attachment where a filter that knows only MIME
sees prose. A line ``begin`` counts when the first line behind it has the length that it states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEGIN = re.compile(rb"begin [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*+\r*+\n(?=([!-M][ -`]{1,90})(?:\r*+\n|\Z))")
_END = re.compile(rb"\nend[ \t]*+(?:\r*+\n|\Z)")
SHORT = 4
"""Blanks at the end of a line are lost on the way."""


def files(raw: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int, bool]]:
    """``(name, start, end, whether it is closed)`` of each file between the two offsets, in order."""
    at = start
    while (at := raw.find(b"begin ", at, end)) >= 0:
        found = _BEGIN.match(raw, at, end) if at == start or raw[at - 1] == 10 else None
        if found is None or not _fits(found[2]):
            at += 6
            continue
        last = _END.search(raw, found.end() - 1, end)
        yield found[1], at, last.end() if last else end, last is not None
        if last is None:
            return
        at = last.end()


def _fits(line: bytes) -> bool:
    """Whether a line is as long as its first character says."""
    stated = (((line[0] - 32) & 63) + 2) // 3 * 4
    return stated - SHORT <= len(line.rstrip(b" \t")) - 1 <= stated + 2 and len(line) > 1
