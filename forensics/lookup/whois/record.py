"""What a WHOIS reply says of a name, as one record.

Why it matters: who sold a name, when it was registered (a shop that opened three days before the mail) and whom to tell of abuse.
A reply is free text that the registrant partly writes himself: registrar, dates and name servers come from the registry, the
registrant's name and country are a claim. Source: RFC 3912 (the protocol, which says nothing of the format).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What kind of reply it is. Only NOT_FOUND says that the name is not registered."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    NOT_AUTHORISED = "not_authorised"
    UNREADABLE = "unreadable"
    """Nothing that is known was read in it: empty, cut off, or a format nobody has met."""


@dataclass(frozen=True, slots=True)
class WhoisRecord:
    """The reply about one domain. Empty or None: the reply does not say; nothing is guessed."""

    domain: str
    """As it was asked for, lower case."""
    outcome: Outcome
    registrar: str | None = None
    registrant_organisation: str | None = None
    """As the registrant claims; a withheld one is left out."""
    registrant_country: str | None = None
    """As written: a code of ISO 3166 or a name."""
    created: date | None = None
    """The day in the registry's own zone."""
    changed: date | None = None
    expires: date | None = None
    created_at: datetime | None = None
    """The moment, aware, where the reply gives a time and its zone; None else."""
    name_servers: tuple[str, ...] = ()
    """Lower case, without the final dot, each once, in the order of the reply."""
    status: tuple[str, ...] = ()
    """EPP codes (RFC 5731) without the link behind them, or the registry's own words; each once."""
    abuse_mail: str | None = None
    abuse_phone: str | None = None
    dnssec: str | None = None
    """As written: ``unsigned``, ``signedDelegation``, ``yes``."""
    referral: str | None = None
    """The registrar's own WHOIS server, where the registry names one."""
    detail: str = ""
    """The line that says why nothing was found or told."""


@dataclass(frozen=True, slots=True)
class NetworkRecord:
    """The reply of a regional registry about an address: the smallest network that is told of."""

    address: str
    outcome: Outcome
    first: str | None = None
    last: str | None = None
    """First and last address of the network."""
    name: str | None = None
    organisation: str | None = None
    country: str | None = None
    as_number: int | None = None
    created: date | None = None
    changed: date | None = None
    status: str | None = None
    abuse_mail: str | None = None
    abuse_phone: str | None = None
    registry: str | None = None
    """``arin``, ``ripe``, ``apnic``, ``jpnic``, ``lacnic``, ``afrinic`` as far as the reply shows it."""
    detail: str = ""
