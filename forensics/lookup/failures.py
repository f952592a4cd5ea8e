"""What can go wrong on the way to a service, as one small tree. Each is written down as an answer of its own; none ends a run."""

from __future__ import annotations

from forensics.model.answer import Status
from forensics.model.errors import ForensicsError


class WireError(ForensicsError):
    """Root: the question was not answered. ``status`` is what the ledger says of it."""

    status = Status.FAILED
    again = False
    """Whether asking again at once may help."""
    raw = b""
    """What had come before it failed."""


class NotAllowed(WireError):
    """The door does not open: a host that the service's list does not name, a private address, a question that names a recipient."""

    status = Status.REFUSED


class NotNow(WireError):
    """Nothing was sent: the service has been asked as often as its rate allows. Not on record, and asked by a later run."""

    status = Status.NOT_ASKED


class Unreachable(WireError):
    """No connection, or it broke."""

    again = True


class TimedOut(WireError):
    """The service took longer than it may."""

    again = True


class TooLarge(WireError):
    """The reply is larger than it may be, packed or unpacked."""


class BadReply(WireError):
    """The reply is not what the protocol wants."""


class ServerFailed(WireError):
    """HTTP 5xx, or SERVFAIL: the service's own trouble."""

    again = True


class Limited(WireError):
    """The service says that it was asked too often (HTTP 429), or that it wants another or a better key (401, 403)."""

    status = Status.REFUSED

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after
        """Seconds that the service wants to be left alone, where it says so."""
