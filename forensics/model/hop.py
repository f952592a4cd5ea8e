"""A hop: what one Received line claims (RFC 5321 section 4.4), and an address as RFC 5322 section 3.4 has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from forensics.model.defect import Defect


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox. The display name is free text and lies at will; only ``address`` is used for delivery."""

    name: str
    """Display name, decoded; empty when there is none."""
    address: str
    """``local@domain`` as written, the domain in lower case; empty when none could be read."""
    as_written: str = ""
    """The mailbox as it stood in the header, decoded."""

    @property
    def domain(self) -> str:
        """What stands behind the last at sign, else the empty string."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


class Hop(NamedTuple):
    """One Received line. The topmost ones were written by the reader's own servers; those below are claims of strangers.

    A named tuple, for a mail has half a dozen of them and they are made at intake.
    """

    number: int
    """0 is the topmost line: the last server that touched the mail."""
    from_: str = ""
    """The name after ``from`` (what the client called itself)."""
    helo: str = ""
    """The HELO/EHLO name where it is given apart from ``from_``, else equal to it."""
    reverse: str = ""
    """The name that the receiving server found for the address by PTR; empty for none or ``unknown``."""
    ip: str = ""
    """Address of the client in canonical text form, IPv4 or IPv6 (RFC 5952); empty when none is given."""
    by: str = ""
    """The server that wrote the line."""
    with_: str = ""
    """Protocol: ESMTP, ESMTPS, HTTP, mapi, ..."""
    id: str = ""
    for_: str = ""
    """The envelope recipient, where the server wrote it."""
    time: datetime | None = None
    """Aware, with the zone as written; None when missing or impossible (then a defect says so)."""
    tls: str = ""
    """Version and cipher as written, or ``yes`` where only the protocol name says so; empty when not said."""
    as_written: str = ""
    """The unfolded line."""
    defects: tuple[Defect, ...] = ()
    by_ip: str = ""
    """The address that the writing server gives of itself (Exchange, Gmail), canonical; empty when it gives none."""
    user: str = ""
    """Who had logged in at the writing server, as it says; ``yes`` where it names nobody, ``userid 33`` for a local program."""
    delay: timedelta | None = None
    """Time since the line below, as both clocks have it; negative where they say so. None for the lowest line, and in doubt."""
