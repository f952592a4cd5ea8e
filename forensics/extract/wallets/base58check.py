"""Addresses with a base58 checksum: Bitcoin, Litecoin, Dogecoin, Dash, Zcash, Tron, XRP.

Why it matters: they differ by one version byte before a hash of 20 bytes, so that the first letter tells the coin. Bitcoin's own
forks kept its versions: an address of Bitcoin Cash in the old style cannot be told from one of Bitcoin, nor a ``3...`` of
Litecoin's first years; both are called ``bitcoin``. Sources: chainparams of Bitcoin Core, Litecoin Core, Dogecoin Core and Dash
Core; Zcash protocol specification section 5.6; TRON documentation (version 0x41); XRPL documentation, base58 encodings.
"""

from __future__ import annotations

from forensics.extract.wallets import base58
from forensics.extract.wallets.wallet import TESTNET, Wallet

LEADS = frozenset("123mnLMQDA9X7y8tTr")
"""First characters that an address of these coins can have."""
LENGTHS = range(25, 37)
"""Characters of an address: 25 bytes (26 of Zcash), fewer digits where they begin with zeros."""
_VERSIONS = {
    b"\x00": ("bitcoin", ""), b"\x05": ("bitcoin", ""), b"\x6f": ("bitcoin", TESTNET), b"\xc4": ("bitcoin", TESTNET),
    b"\x30": ("litecoin", ""), b"\x32": ("litecoin", ""), b"\x3a": ("litecoin", TESTNET),
    b"\x1e": ("dogecoin", ""), b"\x16": ("dogecoin", ""), b"\x71": ("dogecoin", TESTNET),
    b"\x4c": ("dash", ""), b"\x10": ("dash", ""), b"\x8c": ("dash", TESTNET), b"\x13": ("dash", TESTNET),
    b"\x1c\xb8": ("zcash", ""), b"\x1c\xbd": ("zcash", ""), b"\x1d\x25": ("zcash", TESTNET), b"\x1c\xba": ("zcash", TESTNET),
    b"\x41": ("tron", ""),
}  # fmt: skip
_HASH = 20


def read(written: str) -> Wallet | None:
    """The address that a string of 25 to 36 characters is."""
    if written[0] == "r":
        data = base58.checked(written, base58.RIPPLE)
        return Wallet("ripple", written) if len(data) == 1 + _HASH and data[0] == 0 else None
    data = base58.checked(written, base58.BITCOIN)
    known = _VERSIONS.get(data[:-_HASH]) if len(data) > _HASH else None
    return Wallet(known[0], written, known[1]) if known else None
