"""What a rule may look at, worked out once a mail: the mail, its sightings, the owner's settings, and what was handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forensics.domains import organisation, registrable
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.hop import Hop
from forensics.model.mail import Mail
from forensics.model.observable import Sighting
from forensics.model.settings import CaseSettings

MOST_GROUNDS = 5
"""Pieces of evidence that one finding quotes; how many more there were stands in its marks."""
LONGEST_QUOTE = 200


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that the rules share."""

    mail: Mail
    sightings: Sequence[Sighting]
    settings: CaseSettings
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    """Results as an own server told them (RFC 8601), lower case; empty where none did."""

    @property
    def from_domain(self) -> str:
        """Domain of the address in From, lower case."""
        return self.mail.from_address.rpartition("@")[2].lower()

    def is_own(self, domain: str) -> bool:
        """Whether a host or mail domain is one of the organisation's, or lies under one."""
        name = domain.lower().rstrip(".")
        return bool(name) and any(name == own or name.endswith("." + own) for own in self.settings.own_domains)

    def is_own_relay(self, *names: str) -> bool:
        """Whether one of the names (or addresses) is a server of the organisation."""
        relays = {relay.lower() for relay in self.settings.own_relays}
        return any(name and (name.lower().rstrip(".") in relays or self.is_own(name)) for name in names)


Rule = Callable[[Look], Finding]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the mail came into the house, as far as own servers tell."""

    hop: Hop | None
    """The Received line by which an own server took the mail from a foreign client; None where there is none."""
    inside: int
    """Received lines, from the top, that passed between own servers."""
    known: bool
    """Whether the topmost line was written by an own server at all: otherwise nothing here can be trusted."""


def entry(look: Look) -> Entry:
    """Walk the route from the top: lines by own servers are facts, down to the first whose client is foreign."""
    route = look.mail.route
    if not route or not look.is_own_relay(route[0].by):
        return Entry(None, 0, known=False)
    inside = 0
    for hop in route:
        if not look.is_own_relay(hop.by):
            break  # an own client handed in a line that somebody else wrote: not vouched for
        # The name after "from" is what the client called itself; only the address and the name found for it count.
        if hop.ip and not look.is_own_relay(hop.ip, hop.reverse):
            return Entry(hop, inside, known=True)
        inside += 1
    return Entry(None, inside, known=True)


def ground(where: str, quote: str, note: str = "") -> Ground:
    """A piece of evidence, its quote cut to what a page can hold."""
    return Ground(where, quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…", note)


def same_organisation(one: str, other: str) -> bool:
    """Whether two hosts were registered as one name."""
    return organisation(one) == organisation(other)


def known_domain(host: str) -> str:
    """The registrable domain, empty for an address or a name that cannot exist."""
    return registrable(host)


__all__ = ["Entry", "Look", "Rule", "Verdict", "entry", "ground", "known_domain", "same_organisation"]
