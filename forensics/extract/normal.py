"""The one normal form of a link and of a host, as browsers make it (WHATWG URL Standard, through ``can_ada``)."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

import can_ada

from forensics.domains import lookalike, shown
from forensics.safe import without_surrogates

LONGEST_LINK = 65_536
"""Characters. Chromium gives up at 2 MB, Firefox at 1 MB, mail gateways near 8 kB; a longer one is cut and says so."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a browser would follow."""

    href: str
    host: str
    """Lower-case A-labels without a final dot, or an address in canonical form without brackets."""
    host_kind: str
    """``domain`` or ``ip``."""
    cut: bool = False
    """Whether only the first ``LONGEST_LINK`` characters were taken."""


def link(written: str) -> Link | None:
    """Parse an absolute http, https or ftp link; None where a browser would refuse it."""
    # The same few links stand in a mail again and again; long ones are seldom the same and would only fill the memory.
    return _remembered(written) if len(written) <= 512 else _parsed(written)


@lru_cache(maxsize=8192)
def _remembered(written: str) -> Link | None:
    return _parsed(written)


def _parsed(written: str) -> Link | None:
    cut = len(written) > LONGEST_LINK
    if cut:
        written = written[:LONGEST_LINK]
    try:
        parsed = can_ada.parse(_sound(written))
    except ValueError:
        return None
    if parsed.protocol not in ("http:", "https:", "ftp:") or not parsed.hostname.strip("."):
        return None
    kind, host = host_of(parsed.hostname)
    return Link(parsed.href, host, kind, cut)


def joined(base: str, target: str) -> str:
    """A relative target made absolute against an absolute base; empty where that fails."""
    try:
        return (can_ada.parse(_sound(base)) + _sound(target)).href
    except (TypeError, ValueError):
        return ""


@lru_cache(maxsize=8192)
def host_of(hostname: str) -> tuple[str, str]:
    """(``ip`` or ``domain``, normal form) of a host as the URL parser gives it."""
    if hostname.startswith("["):
        return "ip", str(ipaddress.ip_address(hostname.strip("[]")))
    if hostname[-1:].isdigit():
        try:
            return "ip", str(ipaddress.IPv4Address(hostname))
        except ValueError:
            pass  # a name that ends in a digit: ftp hosts are not read as numbers by every parser
    return "domain", hostname.rstrip(".")


def appearance(domain: str) -> str:
    """How an internationalised host looks to a reader and what it imitates, in a few words; empty for one in plain letters."""
    if "xn--" not in domain:
        return ""
    name = shown(domain)
    if name == domain:
        return ""
    look = lookalike(domain)
    return f"shown as {name}, looks like {look.reads_as} ({look.trick})" if look else f"shown as {name}"


def with_appearance(how: str, domain: str) -> str:
    """The same after what was done to find the host."""
    looks = appearance(domain)
    return f"{how}, {looks}" if looks else how


def _sound(text: str) -> str:
    """With U+FFFD for lone surrogates, as browsers read them; no URL can hold one."""
    return text if text.isascii() else without_surrogates(text)
