"""Whose address is this string? One question for all coins, answered by length and first characters before any arithmetic."""

from __future__ import annotations

from forensics.extract.wallets import base58check, bech32, cashaddr, evm, keys, lightning, monero
from forensics.extract.wallets.wallet import Wallet

SHORTEST, LONGEST = 14, 65_536
"""Characters: a witness program of two bytes; an invoice is cut off somewhere."""
_BECH32_LEADS = ("bc", "tb", "lt", "tl", "rl", "zs", "u1")


def wallet(written: str) -> Wallet | None:
    """The wallet (or private key) that the whole string is; None for anything else. Solana is asked apart: it has no checksum."""
    length = len(written)
    if not SHORTEST <= length <= LONGEST or not written.isascii():
        return None
    first = written[0]
    found = None
    if length in base58check.LENGTHS and first in base58check.LEADS:
        found = base58check.read(written)
    if found is None and length in keys.LENGTHS and first in keys.LEADS:
        found = keys.read(written)
    if found is None and length in evm.LENGTHS:
        found = evm.read(written)
    if found is None and length in cashaddr.LENGTHS and first in cashaddr.LEADS:
        found = cashaddr.read(written)
    if found is None and length in monero.LENGTHS and first in monero.LEADS:
        found = monero.read(written)
    lead = written[:2].lower()
    if found is None and lead in _BECH32_LEADS:
        found = bech32.read(written)
    if found is None and lead == "ln":
        found = lightning.read(written)
    return found
