"""What is asked about, of a value: no more than the answer needs, and nothing that names a recipient.

Why it matters: a registry knows ``example.test``, not ``hanako-0815.example.test``; the second one tells whoever runs the name
which mail was opened. A link's query names the reader more often than not.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from forensics.domains import ascii_host, registrable
from forensics.lookup.service import Cutter
from forensics.model.observable import Observable

_CODE = re.compile(
    r"[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-z0-9]*\d[a-z0-9]*\d)[a-z0-9]{20,}|[a-z2-7]{32,}"
)
"""Hexadecimal, a UUID, letters mixed with digits, base32: nobody names a machine so."""
LONGEST_LABELS = 4
"""Labels below the registered name that are kept; further ones are cut."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The value that is asked about in the place of the one that was found."""

    observable: Observable
    cut: bool
    """Whether something was taken out."""


def registered(observable: Observable) -> Subject | str:
    """The name that somebody registered, for a registry; or why nothing can be asked."""
    if observable.kind != "domain":
        return public_address(observable)
    name = registrable(observable.value)
    if not name:
        return "no name that is registered anywhere"
    return Subject(Observable("domain", name), cut=False)


def host(observable: Observable, cutter: Cutter) -> Subject | str:
    """The host, for name servers and third parties: labels that look like a reader's code, or name one, are cut."""
    if observable.kind != "domain":
        return public_address(observable)
    name, owner = ascii_host(observable.value), registrable(observable.value)
    if not name or not owner:
        return "no name that is registered anywhere"
    kept: list[str] = []
    below = _shown(name, cutter).removesuffix(owner).rstrip(".")
    for label in reversed(below.split(".") if below else []):
        if (
            len(kept) >= LONGEST_LABELS
            or _CODE.fullmatch(label)
            or cutter.tells(label)
            or cutter.tells(label.replace("-", "."))
        ):
            break
        kept.insert(0, label)
    shown = ".".join([*kept, owner])
    if cutter.tells(shown):
        shown = owner
    return Subject(Observable("domain", shown), cut=shown != name)


def _shown(name: str, cutter: Cutter) -> str:
    """The host as it stands in a link that was cut: the labels together may name somebody whom none of them names alone."""
    return cutter.link(f"https://{name}/").partition("://")[2].partition("/")[0]


def link(observable: Observable, cutter: Cutter) -> Subject | str:
    """The link without user, query, fragment and whatever names a recipient."""
    if observable.kind == "domain":
        return host(observable, cutter)
    if observable.kind == "ip":
        return public_address(observable)
    if observable.kind != "url":
        return Subject(observable, cut=False)
    shown = cutter.link(observable.value)
    scheme, separator, rest = shown.partition("://")
    if not separator or scheme.lower() not in ("http", "https") or not rest:
        return "no link of the web"
    authority, slash, path = rest.partition("/")
    name, colon, port = authority.rpartition("@")[2].partition(":")
    told = host(Observable("domain", name), cutter)
    authority = told.observable.value if isinstance(told, Subject) else name
    shown = f"{scheme}://{authority}{colon}{port}{slash}{path}"
    if cutter.tells(shown):
        shown = f"{scheme}://{authority}/"
    return Subject(Observable("url", shown), cut=shown != observable.value)


def public_address(observable: Observable) -> Subject | str:
    """An address that somebody outside can know something about."""
    if observable.kind != "ip":
        return Subject(observable, cut=False)
    try:
        value = ipaddress.ip_address(observable.value)
    except ValueError:
        return "no IP address"
    local = any(value in network for network in _LOCAL if network.version == value.version)
    if value.is_loopback or value.is_link_local or value.is_multicast or value.is_unspecified or local:
        return "an address of a private network: nobody outside knows it"
    return Subject(Observable("ip", str(value)), cut=False)


_LOCAL = tuple(
    ipaddress.ip_network(each)
    for each in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)
