"""Keccak-256 as Ethereum and Monero use it: the padding of the contest's winner, not that of SHA-3 (FIPS 202)."""

from __future__ import annotations


def keccak(data: bytes) -> bytes:
    """32 bytes. The library is loaded with the first address that needs it."""
    from Crypto.Hash import keccak as made

    return made.new(digest_bits=256, data=data).digest()
