"""What a request was for: the address in a log line, taken apart into host and what stands behind it.

Why it matters: proxies log ``http://host/path?query``, tunnels ``host:443``, web servers ``/path`` alone, and exports from security
products often break the address on purpose (``hxxp://host[.]tld``). One function reads them all. Nothing is decoded here: the
comparison does that on both sides alike.
"""

from __future__ import annotations

import re

from forensics.domains import ascii_host
from forensics.model.click import Asked

_SCHEME = re.compile(r"(?i)(?:h(?:tt|xx|\*\*)ps?|ftp|wss?)(?::|\[:\]):?(?://|\\\\|\[//\])?", re.ASCII)
_BROKEN_DOT = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]", re.ASCII | re.IGNORECASE)
_PORT = re.compile(r":\d{1,5}\Z", re.ASCII)
LONGEST_HOST = 253


def taken_apart(address: str, method: str = "", host: str = "") -> tuple[Asked, str, str]:
    """(what was asked, host, path and query). ``host``: from a field of its own, for addresses that begin with ``/``."""
    address = address.strip()
    if method.upper() == "CONNECT":
        return Asked.HOST, bare_host(address or host), ""
    if address.startswith("/") and not address.startswith("//"):
        return Asked.PAGE, bare_host(host), address
    scheme = _SCHEME.match(address)
    rest = address[scheme.end() :] if scheme else address.removeprefix("//")
    end = next((n for n, sign in enumerate(rest[: 2 * LONGEST_HOST]) if sign in "/?#"), len(rest))
    name, target = bare_host(rest[:end]), rest[end:].partition("#")[0]
    if not scheme and not target:  # 'host' or 'host:443' without more: nothing says that a page was asked for
        return Asked.HOST, name or bare_host(host), ""
    return Asked.PAGE, name or bare_host(host), target if target.startswith("/") else f"/{target}"


def bare_host(written: str) -> str:
    """Lower case, without user, port, brackets and final dot; what cannot be a host is empty."""
    if len(written) > 2 * LONGEST_HOST:
        return ""
    name = _BROKEN_DOT.sub(".", written.strip().rpartition("@")[2])
    if name.startswith("["):
        return name[1:].partition("]")[0].lower()
    name = _PORT.sub("", name) if name.count(":") == 1 else name
    return "" if not name or name == "-" or any(sign.isspace() for sign in name) else ascii_host(name)
