"""What a registry's structured reply (RDAP, RFC 9083) says of a domain, a network, an AS number, a person or a name server.

Why it matters: the same as WHOIS, but with names for the fields, so that nothing has to be guessed; and with the abuse contact, the
one address to which a complaint has to go. Registrant and contacts are claims of whoever registered.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from forensics.model.answer import Status


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or role (RFC 9083 section 5.1), contact data from its jCard (RFC 7095)."""

    handle: str = ""
    roles: tuple[str, ...] = ()
    """``registrant``, ``registrar``, ``abuse``, ``technical`` ... lower case."""
    name: str = ""
    organisation: str = ""
    kind: str = ""
    """``individual``, ``group``, ``org``."""
    address: str = ""
    """One line, parts joined by commas."""
    country: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    iana_id: str = ""
    """Of a registrar."""
    inside: tuple[Entity, ...] = ()
    """Entities named by this one: a registrar's abuse desk."""

    @property
    def called(self) -> str:
        """The organisation where there is one, else the name, else the handle."""
        return self.organisation or self.name or self.handle


@dataclass(frozen=True, slots=True)
class RdapRecord:
    """One object of a registry. Empty or None: the reply does not say."""

    kind: str
    """``domain``, ``ip network``, ``autnum``, ``entity``, ``nameserver``."""
    handle: str = ""
    name: str = ""
    """Domain and name server: lower case, A-label form; a network's or an AS number's name; an entity's full name."""
    status: tuple[str, ...] = ()
    created: date | None = None
    changed: date | None = None
    expires: date | None = None
    created_at: datetime | None = None
    """The moment, aware, where the reply gives its zone."""
    name_servers: tuple[str, ...] = ()
    """Lower case, in the order of the reply."""
    entities: tuple[Entity, ...] = ()
    registrar: str = ""
    registrant: str = ""
    country: str = ""
    abuse_mail: str = ""
    abuse_phone: str = ""
    first: str = ""
    last: str = ""
    """First and last address of a network."""
    prefixes: tuple[str, ...] = ()
    as_numbers: tuple[int, ...] = ()
    """Of an AS object its range's ends; of a network who announces it."""
    network_type: str = ""
    parent: str = ""
    signed: bool | None = None
    """Whether the delegation is signed (DNSSEC)."""
    related: tuple[str, ...] = ()
    """Where the reply says that more is told (the registrar's own RDAP). Text: followed only where the bootstrap names the host."""
    whois_server: str = ""


@dataclass(frozen=True, slots=True)
class RdapReply:
    """What came back: the record, or why there is none."""

    status: Status
    record: RdapRecord | None = None
    detail: str = ""
    problems: tuple[str, ...] = field(default=())
    """What in the reply is not as RFC 9083 wants it; the rest was read."""
