"""Ethereum and the chains that share its addresses: ``0x`` and forty hexadecimal digits.

Why it matters: one address receives ether and every token (USDT, USDC) on a dozen chains. The case of its letters is a checksum
(EIP-55, some 15 bits); written in one case it has none and is called so. Normal form: the case that EIP-55 gives.
"""

from __future__ import annotations

import re

from forensics.extract.wallets.keccak import keccak
from forensics.extract.wallets.wallet import Wallet

LENGTHS = (40, 42)
_HEX = re.compile(r"(?:0[xX])?([0-9A-Fa-f]{40})")
NO_CHECKSUM = "no checksum"


def read(written: str) -> Wallet | None:
    """The address that a string is: mixed case must agree with EIP-55, one case needs the ``0x`` before it."""
    found = _HEX.fullmatch(written)
    if found is None:
        return None
    digits = found[1]
    if len(set(digits)) < 6:
        return None  # the null address and its like: a constant in a program, nobody's wallet
    one_case = digits in (digits.lower(), digits.upper())
    if one_case and len(written) == 40:
        return None  # a SHA-1, more likely
    value = _cased(digits.lower())
    if one_case:
        return Wallet("ethereum", f"0x{value}", "" if digits == value else NO_CHECKSUM)
    return Wallet("ethereum", f"0x{value}") if digits == value else None


def _cased(digits: str) -> str:
    """The case of each letter follows from the hash of the digits as they are read in small letters."""
    marks = keccak(digits.encode("ascii")).hex()
    return "".join(sign.upper() if mark >= "8" else sign for sign, mark in zip(digits, marks, strict=False))
