"""Bitcoin Cash in its own form: ``bitcoincash:qpm2qsznhks...``, often written without the part before the colon.

Why it matters: the part before the colon is under the checksum, so that an address without it is still certain. Source: the
cashaddr specification (forty bits of a BCH code over GF(32)); types 2 and 3 (first letters z and r) are those of CashTokens.
"""

from __future__ import annotations

from forensics.extract.wallets.bech32 import DIGITS, packed
from forensics.extract.wallets.wallet import REGTEST, TESTNET, Wallet

LEADS = frozenset("qpzrQPZR")
NETWORKS = {"bitcoincash": "", "bchtest": TESTNET, "bchreg": REGTEST}
"""What stands before the colon, and the network that it names."""
LENGTHS = (42, 61)
"""Characters behind the colon that hashes of 20 and 32 bytes give: all that is in use."""
_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)
_GENERATORS = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)


def decoded(prefix: str, payload: str) -> tuple[int, bytes] | None:
    """(type, hash) of an address; None where the checksum, the letters' case or the length is wrong."""
    data = checked(prefix, payload)
    unpacked = packed(data[:-8]) if data else None
    if not unpacked or unpacked[0] >> 7 or len(unpacked) - 1 != _SIZES[unpacked[0] & 7]:
        return None
    return unpacked[0] >> 3, unpacked[1:]


def checked(prefix: str, payload: str) -> list[int] | None:
    """The values of the payload with its checksum, where that agrees."""
    if payload not in (payload.lower(), payload.upper()):
        return None
    try:
        data = [DIGITS[sign] for sign in payload.lower()]
    except KeyError:
        return None
    check = 1
    for value in (*(ord(sign) & 31 for sign in prefix.lower()), 0, *data):
        top = check >> 35
        check = (check & 0x07FFFFFFFF) << 5 ^ value
        for n, generator in enumerate(_GENERATORS):
            if top >> n & 1:
                check ^= generator
    return data if check == 1 and len(data) >= 8 else None


def read(payload: str) -> Wallet | None:
    """The address whose part behind the colon a string is, in full and in small letters."""
    for prefix, network in NETWORKS.items():
        found = decoded(prefix, payload)
        if found and found[0] <= 3 and len(found[1]) in (20, 32):
            return Wallet("bitcoin_cash", f"{prefix}:{payload.lower()}", network)
    return None
