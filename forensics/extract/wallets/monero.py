"""Monero: 95 characters, or 106 with a payment id inside.

Why it matters: a payment to Monero cannot be followed; all that ties two mails together is the address, and an integrated one
names the single victim. A valid checksum does not make a payee: spam tools put such addresses into number attributes of pages.
Source: Monero's base58 (blocks of 8 bytes in 11 digits) and ``cryptonote_config.h`` (prefixes), checksum four bytes of Keccak-256.
"""

from __future__ import annotations

from forensics.extract.wallets.base58 import BITCOIN
from forensics.extract.wallets.keccak import keccak
from forensics.extract.wallets.wallet import TESTNET, Wallet

LEADS = frozenset("4859AB7")
LENGTHS = (95, 106)
_STAGENET = "stagenet"
_PREFIXES = {
    18: (69, ""), 42: (69, "subaddress"), 19: (77, "integrated address"),
    53: (69, TESTNET), 63: (69, f"subaddress, {TESTNET}"), 54: (77, f"integrated address, {TESTNET}"),
    24: (69, _STAGENET), 36: (69, f"subaddress, {_STAGENET}"), 25: (77, f"integrated address, {_STAGENET}"),
}  # fmt: skip
"""First byte: length of the whole in bytes, and what to say of it."""
_TAILS = {7: 5}
"""Digits of the last, shorter block: its bytes (69 and 77 bytes both leave five)."""


def read(written: str) -> Wallet | None:
    """The address that a string of 95 or 106 characters is."""
    data = _decoded(written)
    if data is None:
        return None
    length, told = _PREFIXES.get(data[0], (0, ""))
    if len(data) != length or keccak(data[:-4])[:4] != data[-4:]:
        return None
    return Wallet("monero", written, told)


def _decoded(written: str) -> bytes | None:
    out = bytearray()
    for at in range(0, len(written), 11):
        block = written[at : at + 11]
        size = 8 if len(block) == 11 else _TAILS.get(len(block), 0)
        number = 0
        for sign in block:
            digit = BITCOIN.get(sign)
            if digit is None:
                return None
            number = number * 58 + digit
        if number >> (8 * size):
            return None
        out += number.to_bytes(size, "big")
    return bytes(out)
