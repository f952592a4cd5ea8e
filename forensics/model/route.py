"""Which lines of a route can be believed, where the mail came in, and what is odd about the way (RFC 5321 section 4.4).

Why it matters: every server writes its line on top, so the sender can invent any number of lines below. A line counts as vouched
for when one of the reader's own servers wrote it and everything above came from own servers too. The first own server that took
the mail from a foreign client saw the one address that nobody could make up: ``origin_ip``. All below is a claim.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from forensics.model.defect import Defect
from forensics.model.hop import Hop
from forensics.model.settings import CaseSettings

BACKWARDS = timedelta(seconds=-60)
"""Clocks kept by NTP do not differ by more than this; an earlier time above a later one is worth saying."""
LONGEST_QUEUE = timedelta(days=5)
"""Servers give up after four to five days (RFC 5321 section 4.5.4.1)."""
AFTER_RECEIPT = timedelta(hours=1)
"""A line below may be so much later than the one the reader's own server wrote, before it is called impossible."""
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
# Documentation networks count as public: they stand for public ones in examples.
_INTERNAL_4 = ("0.", "10.", "127.", "169.254.", "192.168.")
_INTERNAL_6 = ("fc", "fd", "fe8", "fe9", "fea", "feb")
_ONLINE = (".outlook.com", ".outlook.office365.com", ".prod.exchangelabs.com")
_ONLINE_NETWORKS = re.compile(r"2603:10[0-9a-f]{2}:|2a01:111:")
"""Microsoft's own (ARIN NET6-2603-1000-1, a /24; RIPE 2a01:111::/32), as canonical text."""


@dataclass(frozen=True, slots=True)
class Step:
    """One hop and how far it can be believed."""

    hop: Hop
    vouched: bool
    """Written by an own server, as were all above; otherwise it is a claim."""
    own_client: bool
    """The client is itself an own or internal machine, as the line says."""


@dataclass(frozen=True, slots=True)
class OriginClaim:
    """A header in which some server or program says where the mail was written. Anybody may write it."""

    header: str
    ip: str
    """Canonical; empty where the header names none."""
    user: str
    """The account that is said to have sent, as written; empty where none is named."""
    as_written: str


@dataclass(frozen=True, slots=True)
class Route:
    """The way of a mail, judged."""

    steps: tuple[Step, ...]
    """Topmost first, like ``Mail.route``."""
    entry: Hop | None
    """The line by which an own server took the mail from a foreign client; None where there is none."""
    origin_ip: str
    """The address of that client; empty when it cannot be told."""
    assumed: bool
    """Nobody has said which servers are own ones, so the topmost line was taken for the reader's."""
    oddities: tuple[Defect, ...]
    """``route-clock-backwards``, ``route-time-after-receipt``, ``route-delay-implausible``, ``route-loop``, ``route-own-name-claimed``."""


def trusted(route: Sequence[Hop], settings: CaseSettings) -> Route:
    """Judge the whole way. Pure: the same hops and settings, the same answer."""
    vouched = list(_vouched(route, settings))
    steps = tuple(
        Step(hop, n < len(vouched), vouched[n] if n < len(vouched) else is_own_client(hop, settings))
        for n, hop in enumerate(route)
    )
    entry = route[len(vouched) - 1] if vouched and not vouched[-1] else None
    return Route(
        steps,
        entry,
        entry.ip if entry else "",
        not settings.own_relays and not settings.own_domains,
        tuple(_oddities(route, len(vouched), settings)),
    )


def origin_ip(route: Sequence[Hop], settings: CaseSettings) -> str:
    """The last address that a server of the reader's own saw: who handed the mail in. Empty when that cannot be told.

    With neither ``own_relays`` nor ``own_domains`` given, the topmost line is taken for the reader's.
    """
    own = list(_vouched(route, settings))
    return route[len(own) - 1].ip if own and not own[-1] else ""


def own_clients(route: Sequence[Hop], settings: CaseSettings) -> int:
    """How many lines from the top have a client of the reader's own house: their machines say nothing of who sent the mail."""
    return sum(_vouched(route, settings))


def vouched_lines(route: Sequence[Hop], settings: CaseSettings) -> int:
    """How many lines from the top were written by servers that can be believed."""
    return sum(1 for _ in _vouched(route, settings))


def is_own(host: str, ip: str, settings: CaseSettings) -> bool:
    """Whether a host or address belongs to the reader's own servers, as case.toml says.

    ``own_relays`` may hold host names, addresses, networks (``192.0.2.0/24``) and endings (``.relay.example.org``).
    """
    known = _known(settings.own_relays, settings.own_domains)
    name = host.lower().rstrip(".")
    if name and (name in known.hosts or name.endswith(known.endings)):
        return True
    return bool(ip) and (ip in known.hosts or (bool(known.networks) and _within(ip, known.networks)))


def is_own_client(hop: Hop, settings: CaseSettings) -> bool:
    """Whether the client of a line is a machine of the reader's own house, by what the server saw itself.

    The name behind ``from`` is what the client calls itself and counts for nothing. The name found by PTR counts where the server
    does not doubt it and nobody has listed addresses, for the owner of an address names it at will.
    """
    if not hop.ip:
        return True  # a local program, or a server that names no client: nothing foreign was seen
    if is_internal(hop.ip) or _is_fetched(hop) or _one_exchange(hop) or is_own("", hop.ip, settings):
        return True
    known = _known(settings.own_relays, settings.own_domains)
    return not known.addresses and is_own(hop.reverse, "", settings) and "may be forged" not in hop.as_written


def is_internal(ip: str) -> bool:
    """Whether the address (canonical text) can be reached from its own house alone (RFC 1918, 4193, 6598, loopback, link-local)."""
    if ":" in ip:
        return ip in ("::", "::1") or (ip.startswith(_INTERNAL_6) and ip.find(":") == 4)
    if ip.startswith(_INTERNAL_4):
        return True
    if ip.startswith(("172.", "100.")):
        first, second = ip.split(".", 2)[:2]
        return second.isdecimal() and (16 <= int(second) < 32 if first == "172" else 64 <= int(second) < 128)
    return False


@dataclass(frozen=True, slots=True)
class _Known:
    hosts: frozenset[str]
    endings: tuple[str, ...]
    networks: tuple[_Network, ...]
    addresses: bool
    """Whether any address or network was listed."""


@lru_cache(maxsize=16)
def _known(relays: tuple[str, ...], domains: tuple[str, ...]) -> _Known:
    hosts, endings, networks, addresses = set(), [], [], False
    for relay in relays:
        name = relay.strip().lower().rstrip(".").removeprefix("*")
        try:
            network = ipaddress.ip_network(name, strict=False)
        except ValueError:
            if name.startswith("."):
                endings.append(name)
            elif name:
                hosts.add(name)
            continue
        addresses = True
        if network.num_addresses == 1:
            hosts.add(str(network.network_address))
        else:
            networks.append(network)
    for domain in domains:
        name = domain.strip().lower().strip(".")
        if name:
            hosts.add(name)
            endings.append(f".{name}")
    return _Known(frozenset(hosts), tuple(endings), tuple(networks), addresses)


@lru_cache(maxsize=8192)
def _within(ip: str, networks: tuple[_Network, ...]) -> bool:
    address = ipaddress.ip_address(ip)
    return any(address in network for network in networks if network.version == address.version)


def _vouched(route: Sequence[Hop], settings: CaseSettings) -> Iterator[bool]:
    """For each vouched line, from the top: whether its client is of the own house. Ends with the first foreign client."""
    told = bool(settings.own_relays or settings.own_domains)
    house = ""
    for n, hop in enumerate(route):
        fetched = n > 0 and _is_fetched(route[n - 1]) and _same_machine(route[n - 1].from_, hop.by)
        if told:
            if not (is_own(hop.by, hop.by_ip, settings) or _on_the_same_machine(hop, route, n) or fetched):
                return
        else:
            house = hop.by if fetched else house or (hop.by if "." in hop.by else "")
            if n and "." in hop.by and not _same_house(hop.by, house) and not _same_machine(route[n - 1].from_, hop.by):
                return
        own = is_own_client(hop, settings)
        yield own
        if not own:
            return


def _is_fetched(hop: Hop) -> bool:
    """A line that a program wrote which fetches mail (fetchmail, getmail): its client is the server of the reader's own mailbox."""
    return hop.with_.upper().startswith(("POP", "IMAP"))


def _on_the_same_machine(hop: Hop, route: Sequence[Hop], n: int) -> bool:
    """A filter's ``by localhost`` between two lines of own servers, or qmail's line without a name."""
    return (
        n > 0 and (hop.by in ("", "localhost", "localhost.localdomain")) and is_internal(route[n - 1].ip or "127.0.0.1")
    )


def _same_machine(client: str, server: str) -> bool:
    """A machine under two names (``BN8.namprd04.prod.outlook.example`` and ``BN8.outlook.office.example``), once it is known as an own one."""
    return "." in client and client.partition(".")[0].lower() == server.partition(".")[0].lower()


def _same_house(one: str, other: str) -> bool:
    """Two servers under one registered name, as far as the names alone tell (no list of suffixes on this floor)."""
    a, b = one.lower().rstrip(".").split("."), other.lower().rstrip(".").split(".")
    if a[-1].isdigit() or ":" in one or ":" in other:
        return one == other
    labels = (
        3 if len(a[-1]) == 2 and len(a) > 2 and len(a[-2]) <= 3 else 2
    )  # `own.co.jp` needs three labels, `outlook.com` two
    return a[-labels:] == b[-labels:]


def _one_exchange(hop: Hop) -> bool:
    """A line of Exchange whose client and server stand in one network and have one name: inside one installation.

    Exchange states no PTR name but its own address. A stranger would need both an address next to the server and its name. The
    servers of Exchange Online stand in Microsoft's own networks and go by several names; where mail comes in from other tenants,
    the client is an ``outbound`` one.
    """
    within = hop.with_.startswith("Microsoft SMTP") or (hop.with_ == "HTTPS" and not hop.by_ip)
    if within and _is_online(hop.from_) and _is_online(hop.by):
        return _ONLINE_NETWORKS.match(hop.ip) is not None and ".outbound." not in hop.from_
    return within and bool(hop.by_ip) and _neighbours(hop.by_ip, hop.ip) and _same_house(hop.from_, hop.by)


def _is_online(host: str) -> bool:
    """Whether a name is one of Exchange Online, which goes by several."""
    return host.lower().rstrip(".").endswith(_ONLINE)


def _neighbours(one: str, other: str) -> bool:
    """Whether two canonical addresses share their first 16 bits (IPv4) or 24 bits (IPv6)."""
    if (":" in one) != (":" in other):
        return False
    if ":" not in one:
        return one.split(".")[:2] == other.split(".")[:2]
    return _first_bits(one) == _first_bits(other)


def _first_bits(address: str) -> tuple[str, str]:
    first, second = address.split(":", 2)[:2]
    return first, second.zfill(4)[:2]


def _oddities(route: Sequence[Hop], vouched: int, settings: CaseSettings) -> Iterator[Defect]:
    received = next((hop.time for hop in route[:vouched] if hop.time is not None), None)
    seen: dict[str, int] = {}
    for n, hop in enumerate(route):
        where = f"received {hop.number}"
        if hop.delay is not None and hop.delay < BACKWARDS:
            yield Defect("route-clock-backwards", where, f"{-hop.delay} earlier than the line below")
        elif hop.delay is not None and hop.delay > LONGEST_QUEUE:
            yield Defect("route-delay-implausible", where, f"{hop.delay} after the line below")
        if received is not None and n >= vouched and hop.time is not None and hop.time - received > AFTER_RECEIPT:
            yield Defect("route-time-after-receipt", where, f"{hop.time - received} after our own server took the mail")
        host = hop.by.lower()
        if n >= vouched > 0 and host and is_own(hop.by, "", settings):
            yield Defect("route-own-name-claimed", where, f"names {hop.by}, below the line of a foreign machine"[:200])
        if host in seen and any(_foreign_between(route, seen[host], n, host)):
            yield Defect(
                "route-loop", where, f"{hop.by} took the mail before, at received {route[seen[host]].number}"[:200]
            )
        if "." in host:
            seen[host] = n


def _foreign_between(route: Sequence[Hop], start: int, end: int, host: str) -> Iterator[bool]:
    for hop in route[start + 1 : end][:50]:
        yield "." in hop.by and not _same_house(hop.by, host)


__all__ = [
    "OriginClaim",
    "Route",
    "Step",
    "is_internal",
    "is_own",
    "is_own_client",
    "origin_ip",
    "own_clients",
    "trusted",
    "vouched_lines",
]
