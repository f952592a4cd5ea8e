"""The one normal form of a link and of a host, as browsers make it (WHATWG URL Standard, through ``can_ada``)."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

import can_ada

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


def _sound(text: str) -> str:
    """Without lone surrogates, which no URL can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
