"""A click: what a line of the owner's own log (proxy, web gateway, web server, DNS resolver) says of a link of the case.

Why it matters: "somebody clicked - who, and when?" is the first question after a phishing mail, and the mail itself cannot answer it.
The log can, as far as it reaches. It is the owner's own record, so it is believed; what it shows is told no stronger than it is: that
a machine asked for the very link, for its page without the part that names the reader, or only for the host.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Asked(StrEnum):
    """What a line can name: ``page`` an address behind a host; ``host`` a tunnel (CONNECT); ``name`` a question to a resolver."""

    PAGE = "page"
    HOST = "host"
    NAME = "name"


class Match(StrEnum):
    """How a request meets a link of the case, strongest first."""

    LINK = "link"
    """The very link. Only who has the mail (or was told) can know it, so somebody or some machine followed it."""
    PAGE = "page"
    """Host and path of the link, the query is another one or was not logged: whose link it was is not told by it."""
    HOST = "host"
    """Only the host is known (CONNECT, DNS) or another page of it was asked for: a visit, no proof of a click."""
    PICTURE = "picture"
    """What a mail program loads by itself when the mail is shown: somebody opened the mail, nobody need have clicked."""


@dataclass(frozen=True, slots=True)
class Request:
    """One line of a log as it was understood. Everything in it is text that strangers may have chosen."""

    asked: Asked
    host: str
    """Lower case, without port; empty where the log names none (a web server's own log)."""
    target: str
    """Path and query as written; empty for a tunnel or a name."""
    time: datetime | None
    """Aware; None where the line's time cannot be placed: see ``unsure``."""
    written: str
    """The time as it stands in the line."""
    unsure: str = ""
    """Why there is no time: ``zone``, ``year`` (the line does not say), ``time`` (it says nothing that can be read)."""
    client: str = ""
    user: str = ""
    method: str = ""
    status: int | None = None
    size: int | None = None
    """Bytes that were sent to the client."""
    agent: str = ""
    action: str = ""
    """What a proxy or resolver says it did: ``TCP_DENIED``, ``blocked``, ``NXDOMAIN``."""


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line that is kept as evidence, with the words that say how to read it."""

    number: int
    """In its log, from 1."""
    raw: bytes
    """As it stood there, without the line end."""
    fields: str = ""
    """The ``#Fields:`` line above it, for logs that have one."""


@dataclass(frozen=True, slots=True)
class LogRead:
    """One reading of one log: which it was, how far it reaches, and what of it was understood."""

    name: str
    """The file's own name, without its folders."""
    sha256: str
    """Of the file as it lay there, compressed or not."""
    size: int
    """Bytes of that file."""
    form: str
    """``combined``, ``squid``, ``w3c``, ``bind``, ``unbound``, ``dnsmasq``, ``json``; empty where no form fits."""
    lines: int
    matched: int
    """Lines that meet a link of the case."""
    unread: int
    """Lines that could not be understood."""
    first: str = ""
    """Earliest time in the log, ISO 8601 with offset; empty where none could be placed."""
    last: str = ""
    zone: str = ""
    """As the analyst named it for lines that say none."""
    year: int | None = None
    problem: str = ""
    """What kept it from being read to its end, or kept whole; empty when nothing did."""


class Outcome(StrEnum):
    """What the server or proxy made of a request."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """A filter denied it, or it asked for a sign-in first: the page did not reach the reader."""
    NOT_FOUND = "not found"
    """The page or name was gone: the reader followed the link, and came too late."""
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The log does not say: resolvers never do."""


class Doubt(StrEnum):
    """Why a request may not be what it looks like."""

    HEAD = "head"
    """Only headers were asked for, as link checkers do; browsers never do so by themselves."""
    AGENT = "agent"
    """The program names itself as a scanner, a preview or a library."""
    GATEWAY = "gateway"
    """It came from an own mail server, which looks at links on their way."""
    SOON = "soon"
    """Within seconds of delivery: nobody reads that fast."""
    BEFORE = "before"
    """Before the mail was delivered."""
    ZONE = "zone"
    """The line names no zone, and nobody has named it: its time is not placed."""
    YEAR = "year"
    TIME = "time"
    NO_HOST = "no host"
    """A web server's own log names no host: another site on it may have the same path."""
    MANY = "many"
    """Several mails bear this link, and it does not tell them apart."""


MACHINES = frozenset({Doubt.HEAD, Doubt.AGENT, Doubt.GATEWAY, Doubt.SOON, Doubt.BEFORE})
"""Doubts by which a request was perhaps made by a machine."""


@dataclass(frozen=True, slots=True)
class Click:
    """One line of a log that meets a link of the case."""

    request: Request
    match: Match
    exhibits: tuple[str, ...]
    """Mails that bear the link (or one with its page, or its host), in the order of the case."""
    readers: tuple[str, ...]
    """Whom the link was sent to: the address in it, else the recipients of these mails. One name identifies the reader."""
    outcome: Outcome
    doubts: tuple[Doubt, ...]
    log: str = ""
    number: int = 0
    """Line of the log."""
    sha256: str = ""
    """Of the log."""

    @property
    def place(self) -> str:
        """``access.log:17``."""
        return f"{self.log}:{self.number}"

    @property
    def followed(self) -> bool:
        """Whether it is the link itself or its page, not only its host and not what a mail program loads by itself."""
        return self.match in (Match.LINK, Match.PAGE)

    @property
    def machine(self) -> bool:
        """Whether a machine may have done it. That a host was visited before the mail came shows no machine at work on the mail."""
        signs = MACHINES - {Doubt.BEFORE} if self.match is Match.HOST else MACHINES
        return not signs.isdisjoint(self.doubts)

    @property
    def by_reader(self) -> bool:
        """Whether it shows a reader, as far as a log can: this reader's own link was asked for, and not by a machine."""
        return bool(self.reader) and self.followed and not self.machine

    @property
    def reader(self) -> str:
        """The one reader whose link it was; empty where it may be several."""
        return self.readers[0] if len(self.readers) == 1 else ""
