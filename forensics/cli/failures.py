"""What can go wrong for the person at the desk, as one sentence on standard error and an exit status."""

from __future__ import annotations

import sys

import apsw

from forensics import safe
from forensics.model.errors import ForensicsError, UnreadableSource

EXPECTED = (ForensicsError, OSError, apsw.Error, MemoryError)
"""Bad input, a full disk, a damaged file. Anything else is a mistake in this program and shows itself whole."""


def explained(error: BaseException) -> int:
    """Say it, and return the exit status."""
    if isinstance(error, ForensicsError):
        say(str(error))
        return 3 if isinstance(error, UnreadableSource) else 2
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        say(f"{name}{error.strerror or error}")
    elif isinstance(error, apsw.Error):
        say(f"a database of the case cannot be used ({error}): run forensics verify to see what is damaged")
    else:
        say("there is not enough memory for this")
    return 2


def say(words: str) -> None:
    """One line on standard error."""
    print(f"forensics: {safe.terminal(words)}", file=sys.stderr)
