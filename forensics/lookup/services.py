"""The written list of services: a new one is one file and one line here. The list is read, nothing is discovered."""

from __future__ import annotations

from forensics.lookup import blockchain, cymru, dns, hosting, passwords
from forensics.lookup.rdap import service as rdap
from forensics.lookup.reputation import (
    abuseipdb,
    chainabuse,
    crtsh,
    dnsbl,
    norton,
    phishtank,
    safebrowsing,
    urlhaus,
    urlscan,
    virustotal,
)
from forensics.lookup.service import Service
from forensics.lookup.whois import service as whois

SERVICES: tuple[Service, ...] = (
    rdap.SERVICE,
    whois.SERVICE,
    dns.SERVICE,
    hosting.SERVICE,
    cymru.SERVICE,
    virustotal.SERVICE,
    norton.SERVICE,
    safebrowsing.SERVICE,
    urlhaus.SERVICE,
    phishtank.SERVICE,
    urlscan.SERVICE,
    abuseipdb.SERVICE,
    crtsh.SERVICE,
    dnsbl.SERVICE,
    blockchain.SERVICE,
    chainabuse.SERVICE,
    passwords.SERVICE,
)

GROUPS = {
    "reputation": (
        "virustotal",
        "norton",
        "safebrowsing",
        "urlhaus",
        "phishtank",
        "urlscan",
        "abuseipdb",
        "crtsh",
        "dnsbl",
    ),
}
"""Names for several at once."""

REGISTERED = frozenset({"rdap", "whois", "crtsh"})
"""Services that are asked about the registered name rather than the host."""


def named(names: tuple[str, ...] | list[str]) -> list[Service]:
    """The services of these names and groups, each once; none named: all. ValueError names the unknown and the known ones."""
    known = {service.name: service for service in SERVICES}
    wanted = [each for name in names or known for each in GROUPS.get(name, (name,))]
    if unknown := [name for name in dict.fromkeys(wanted) if name not in known]:
        raise ValueError(f"no such service: {', '.join(unknown)}; there are {', '.join([*known, *GROUPS])}")
    return [known[name] for name in dict.fromkeys(wanted)]
