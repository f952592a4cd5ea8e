"""What two mails may have in common: values with their kind and family, read from the derived tables.

A family holds traits that come from one cause (a host and the path on it); of a family only the strongest counts. The reader's own
addresses and domains are no traits: everybody who is written to shares them. Nor are values that the whole world shares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from forensics.correlate.rarity import is_everybodys_host, is_everybodys_sender
from forensics.correlate.shapes import lines, path_shape
from forensics.domains import organisation
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

Key = tuple[str, str, str]
"""(family, kind, value)."""

WALLETS = (
    "bitcoin",
    "ethereum",
    "monero",
    "litecoin",
    "bitcoin_cash",
    "dogecoin",
    "dash",
    "zcash",
    "tron",
    "ripple",
    "solana",
    "lightning",
)


@dataclass(frozen=True, slots=True)
class Who:
    """What of a mail is compared beside its shared values."""

    number: int
    exhibit: str
    date: str
    """ISO 8601 as sent, empty when there is none."""
    date_utc: str
    language: str
    origin_ip: str
    to: tuple[str, ...]


@dataclass(slots=True)
class Index:
    """Who holds which value."""

    mails: dict[int, Who] = field(default_factory=dict)
    holders: dict[Key, list[int]] = field(default_factory=dict)
    """Key -> numbers of mails in ascending order, each once."""
    tokens: set[str] = field(default_factory=set)
    """Registrable domains of links that carry a reader's address."""

    def add(self, key: Key, mail: int) -> None:
        """Note one holder."""
        held = self.holders.setdefault(key, [])
        if not held or held[-1] != mail:
            held.append(mail)


def read(rows: Rows, settings: CaseSettings) -> Index:
    """Read the traits of all mails. Linear in the number of rows."""
    index = Index()
    own_addresses: set[str] = set()
    query = 'SELECT number, exhibit, date, date_utc, language, origin_ip, "to" FROM mails ORDER BY number'
    for number, exhibit, date, date_utc, language, origin, to in rows.execute(query):
        boxes = tuple(dict.fromkeys(box.strip().lower() for box in (to or "").split(",") if "@" in box))
        own_addresses.update(boxes)
        index.mails[number] = Who(number, exhibit, date or "", date_utc or "", language or "und", origin or "", boxes)
    own = _Own(
        frozenset(own_addresses),
        tuple(domain.lower() for domain in settings.own_domains),
        frozenset(settings.own_relays),
        settings,
    )
    for source in (_mails, _sightings, _links):
        for key, mail in source(rows, own):
            index.add(key, mail)
    for held in index.holders.values():
        if any(one >= other for one, other in pairwise(held)):  # a key that several sources name
            held[:] = sorted(set(held))
    query = (
        "SELECT DISTINCT u.value FROM sightings t JOIN sightings u ON u.mail = t.mail AND u.n = t.n - 1 "
        "WHERE t.kind = 'token' AND u.kind = 'url' AND t.\"where\" NOT LIKE 'header %' "
        "AND t.how NOT LIKE 'an address in the link%'"
    )
    index.tokens.update(organisation(_host(url)) for (url,) in rows.execute(query))
    return index


@dataclass(frozen=True, slots=True)
class _Own:
    addresses: frozenset[str]
    domains: tuple[str, ...]
    relays: frozenset[str]
    settings: CaseSettings

    def holds(self, host: str) -> bool:
        return any(host == own or host.endswith("." + own) for own in self.domains)


def _mails(rows: Rows, own: _Own) -> Iterator[tuple[Key, int]]:
    query = "SELECT number, from_address, reply_to, return_path, origin_ip, text FROM mails ORDER BY number"
    for number, sender, reply, back, origin, text in rows.execute(query):
        for kind, address in (("from address", (sender or "").lower()), ("return path", (back or "").lower())):
            domain = address.rpartition("@")[2]
            if not domain or address in own.addresses or own.holds(domain):
                continue
            if is_everybodys_sender(domain):
                yield ("sender", kind, address), number
            elif kind == "return path" or "." in domain:
                yield ("sender", f"{kind} domain", organisation(domain)), number
        for address in (reply or "").lower().split(","):
            if (
                "@" in address
                and address.strip() not in own.addresses
                and not own.holds(address.rpartition("@")[2].strip())
            ):
                yield ("contact", "reply-to", address.strip()), number
        if origin and origin not in own.relays:
            yield ("network", "origin ip", origin), number
        for line in dict.fromkeys(lines(text or "")):
            yield ("text", "line", line), number


def _sightings(rows: Rows, own: _Own) -> Iterator[tuple[Key, int]]:
    query = (
        "SELECT DISTINCT kind, value, mail FROM sightings WHERE kind IN (SELECT value FROM json_each(?)) "
        "AND \"where\" NOT LIKE 'received%' AND \"where\" NOT LIKE 'header %' ORDER BY kind, value, mail"
    )
    kinds = json.dumps([*WALLETS, "email", "sha256", "amount", "ip"])
    for kind, value, mail in rows.execute(query, (kinds,)):
        if kind in WALLETS:
            if own.settings.known_wallet(value):
                continue  # an exchange is paid by many
            yield ("wallet", kind, value), mail
        elif kind == "email":
            address = value.lower()
            if address not in own.addresses and not own.holds(address.rpartition("@")[2]):
                yield ("contact", "email", address), mail
        elif kind == "sha256":
            yield ("file", "sha256", value), mail
        elif kind == "ip":
            if value not in own.relays:
                yield ("link", "ip", value), mail
        else:
            yield ("demand", "amount", value), mail


def _links(rows: Rows, own: _Own) -> Iterator[tuple[Key, int]]:
    query = (
        "SELECT DISTINCT value, mail FROM sightings WHERE kind = 'url' AND \"where\" NOT LIKE 'header %' "
        "AND how NOT LIKE 'source only%' ORDER BY mail, value"
    )
    for url, mail in rows.execute(query):
        host = _host(url)
        if not host or own.holds(host) or is_everybodys_host(host):
            continue
        if host[-1:].isdigit():
            yield ("link", "ip", host), mail
        else:
            yield ("link", "domain", organisation(host)), mail
        shape = path_shape(url)
        if shape:
            yield ("kit", "url path", shape), mail


def _host(url: str) -> str:
    authority = url.partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    host = authority.rpartition("@")[2]
    return host.strip("[]") if host.startswith("[") else host.partition(":")[0]
