"""Base58: the digits of most addresses, and the checksum over them.

Why it matters: four bytes of a double SHA-256 stand at the end of each address, so that a slip of the pen pays nobody. A string
that passes is an address; of the strings of the right shape in real phishing mails one in a hundred does. Source: Bitcoin Core's
base58check; the XRP Ledger uses the same with its digits in another order.
"""

from __future__ import annotations

from hashlib import sha256

BITCOIN = {sign: n for n, sign in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
"""Digits with their values: no nought, no capital O and I, no small L."""
RIPPLE = {sign: n for n, sign in enumerate("rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz")}
"""The same signs in the order of the XRP Ledger: all its addresses begin with ``r``."""


def decoded(written: str, digits: dict[str, int]) -> bytes | None:
    """The bytes of a number in base 58, a leading zero byte for each leading zero digit; None for a sign that is no digit.

    Costs the square of the length: callers ask about lengths that addresses have.
    """
    number = 0
    for sign in written:
        digit = digits.get(sign)
        if digit is None:
            return None
        number = number * 58 + digit
    nought = next(iter(digits))
    zeros = len(written) - len(written.lstrip(nought))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def checked(written: str, digits: dict[str, int]) -> bytes:
    """What stands before the checksum (version and payload), or nothing where the checksum is wrong."""
    data = decoded(written, digits)
    if data is None or len(data) < 5 or sha256(sha256(data[:-4]).digest()).digest()[:4] != data[-4:]:
        return b""
    return data[:-4]
