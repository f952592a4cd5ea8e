"""IP addresses as mail writes them, in one canonical text form (RFC 5952).

Why it matters: one machine is written ``::ffff:192.0.2.1``, ``IPv6:2001:DB8::1``, ``[192.0.2.1]:25`` or with a zone; only the
canonical form can be compared between mails. A version number (``15.20.7849.8``) or a date is no address: each octet is at most
255 and stands where a server writes an address.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

LONGEST = 60
"""Characters of an address with prefix, zone and brackets; anything longer is none."""
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_V4 = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}")
_GROUP = "[1-9a-f][0-9a-f]{0,3}"
# IPv6 already as RFC 5952 wants it: eight groups, or one gap of two and more; a group of zero is the slow way's business.
_V6_GAP = re.compile(rf"(?:{_GROUP}(?::{_GROUP}){{0,5}})?::(?:{_GROUP}(?::{_GROUP}){{0,5}})?")
_V6_WHOLE = re.compile(rf"{_GROUP}(?::{_GROUP}){{7}}")


def canonical_ip(text: str) -> str:
    """RFC 5952 text of an IPv4 or IPv6 address, an IPv4-mapped one as IPv4; empty when it is none."""
    if ":" not in text:
        bare = text.strip("[] ")
        return bare if _V4.fullmatch(bare) else ""
    return _canonical_v6(text) if len(text) <= LONGEST else ""


@lru_cache(maxsize=4096)
def _canonical_v6(text: str) -> str:
    bare = text.strip("[] ")
    if "%" in bare:
        bare = bare.partition("%")[0]
    if bare[:5].lower() == "ipv6:":
        bare = bare[5:]
        if _V4.fullmatch(bare):
            return bare
    if "::" in bare:
        # The gap stands for at least two groups, the least that RFC 5952 shortens.
        most = 7 if bare[:2] == "::" or bare[-2:] == "::" else 6
        if bare.count(":") <= most and bare[:7] != "::ffff:" and _V6_GAP.fullmatch(bare):
            return bare
    elif _V6_WHOLE.fullmatch(bare):
        return bare
    try:
        address = ipaddress.IPv6Address(bare)
    except ValueError:
        return ""
    return str(address.ipv4_mapped or address)
