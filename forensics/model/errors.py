"""What can go wrong for the person at the desk, as one small tree. The message is a sentence that says what to do."""

from __future__ import annotations


class ForensicsError(Exception):
    """Root of all errors that this package raises on purpose."""


class CaseError(ForensicsError):
    """The case folder is not what it should be: not there, written by a newer version, damaged."""


class CaseLocked(CaseError):
    """Another process is writing to this case right now."""


class UnknownExhibit(ForensicsError, KeyError):
    """No exhibit of that name in this case."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnreadableSource(ForensicsError):
    """A path that was named cannot be taken in at all: missing, not permitted, wrong password."""


class NotInstalled(ForensicsError):
    """A library that an extra brings is not there; the message names the extra."""


class UnknownFormat(ForensicsError):
    """An output format or file ending that nothing here writes."""
