"""Internet addresses in running text, and what only looks like one.

Why it matters: ``Chrome/119.0.0.0``, ``version 2.4.1.7`` and ``1.1.2020`` have been blocked as hosts by tools that did not look
around. An address stands alone; a version follows a word or a slash. Sources: RFC 791 (dotted quad), RFC 4291 section 2.2.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from forensics.extract.hit import Hit
from forensics.extract.view import View

# The look back stands behind the first sign, so that the search can skip from digit to digit.
_QUAD = re.compile(
    r"[0-9](?<![0-9A-Za-z._/+\-].)[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?![0-9A-Za-z_]|\.[0-9A-Za-z]|-[A-Za-z])", re.ASCII
)
_COLONS = re.compile(
    r"[0-9A-Fa-f:](?<![0-9A-Za-z:.].)(?:[0-9A-Fa-f]{2,3}:|(?<=:):)[0-9A-Fa-f:.]{1,42}+(?![0-9A-Za-z_])", re.ASCII
)
_VERSION = re.compile(
    r"(?i)(?:\bv\.?|\bver\.?|versions?|release|build|firmware|revision|rev\.?|update|sdk|oid|section|chapter|§"
    r"|バージョン|版|第|項番)[\s:：#=]{0,3}\Z"
)
_LOOK_BACK = 16
_LAST_OF_VERSION = frozenset("vr.sedknc§ン版第番")
"""Last signs of the words above: the cheap question before the dear one."""


def hits(view: View) -> Iterator[Hit]:
    """IPv4 and IPv6 addresses, each in canonical form."""
    text = view.text
    for found in _QUAD.finditer(text):
        start, end = found.span()
        quad = found.group()
        if quad.endswith(".0.0.0") or quad.startswith("0."):
            continue  # a network or a version, never a host
        try:
            value = str(ipaddress.IPv4Address(quad))
        except ValueError:  # above 255, or a leading zero
            continue
        before = text[max(0, start - _LOOK_BACK) : start]
        if before.rstrip(" \t:：#=")[-1:].lower() not in _LAST_OF_VERSION or not _VERSION.search(before):
            yield Hit(start, end, "ip", value)
    if ":" not in text:
        return
    for found in _COLONS.finditer(text):
        written = found.group().rstrip(".:") if not found.group().endswith("::") else found.group()
        if written.count(":") < 2:
            continue
        try:
            six = ipaddress.IPv6Address(written)
        except ValueError:
            continue
        if six.is_unspecified or ("::" in written and len(written) < 5):
            continue
        yield Hit(found.start(), found.start() + len(written), "ip", str(six))
