"""Apple Mail's ``.emlx``: the length of the mail in a line of its own, the mail, and a property list about it.

Written by the reader's own program, so its property list (date received, flags) is not the sender's word.
"""

from __future__ import annotations

import re

_LENGTH = re.compile(rb"\s*(\d{1,12})[ \t]*\r?\n")


def to_eml(raw: bytes) -> bytes:
    """The mail inside. A file whose first line is no length, or a wrong one, is taken to be all mail behind that line."""
    found = _LENGTH.match(raw)
    if found is None:
        return raw
    length, rest = int(found[1]), raw[found.end() :]
    return rest[:length] if length <= len(rest) else rest
