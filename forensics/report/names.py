"""Names for machines that depend on what they name alone: UUIDs of version 5 (RFC 9562 section 5.5).

Standards for exchange want a UUID on every object. One drawn by chance would be another one each time, and two reports on one case
could not be compared; made from the evidence it stays. Python's own module also draws by chance, which is why it is not used here.
"""

from __future__ import annotations

import hashlib

from forensics import safe

PROJECT = "5f0f0d3c-53d9-5a2b-9a41-0f6a4a0f2f5e"
"""Name space of this project's objects."""
STIX_OBSERVABLES = "00abedb4-aa42-466c-9c01-fed23315a9b7"
"""Name space of STIX Cyber-observable Objects (STIX 2.1 section 2.9)."""


def uuid5(space: str, name: str) -> str:
    """The UUID of a name within a name space, in its usual form."""
    data = bytes.fromhex(space.replace("-", "")) + safe.without_surrogates(name).encode("utf-8")
    digest = bytearray(hashlib.sha1(data, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    digits = digest.hex()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def named(*key: str) -> str:
    """The UUID of what the parts of the key say together."""
    return uuid5(PROJECT, "\x1f".join(key))
