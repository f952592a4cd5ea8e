"""Lightning invoices: ``lnbc2500u1p...``, a demand for one payment with its sum inside.

Why it matters: an invoice names the payee's node and the exact sum, and it runs out: whoever sent it was online then. Source:
BOLT 11. The checksum is that of bech32, without its limit on length. The signature at the end is not verified.
"""

from __future__ import annotations

import re
from decimal import Decimal

from forensics.extract.wallets import bech32
from forensics.extract.wallets.wallet import REGTEST, TESTNET, Wallet

SHORTEST = 117
"""Digits behind the last ``1``: time (7), signature (104), checksum (6)."""
_READABLE = re.compile(r"ln(?P<network>bcrt|bc|tbs|tb)(?:(?P<number>[0-9]{1,18})(?P<scale>[munp])?)?")
_NETWORKS = {"bc": "", "tb": TESTNET, "tbs": TESTNET, "bcrt": REGTEST}
_SCALES = {None: 0, "m": -3, "u": -6, "n": -9, "p": -12}


def amount(written: str) -> tuple[str, int]:
    """(sum in bitcoin, characters that say it) of an invoice; no sum where the payer chooses it."""
    readable = written[: written.rfind("1")].lower()
    found = _READABLE.fullmatch(readable)
    if found is None or found["number"] is None:
        return "", 0
    value = Decimal(found["number"]).scaleb(_SCALES[found["scale"]])
    return (f"{value.normalize():f}" if value else ""), len(readable)


def read(written: str) -> Wallet | None:
    """The invoice that a string is, in small letters."""
    readable, _, tail = written.lower().rpartition("1")
    found = _READABLE.fullmatch(readable)
    if found is None or len(tail) < SHORTEST:
        return None
    if found["scale"] == "p" and found["number"][-1] != "0":
        return None  # the smallest unit is a thousandth of a satoshi
    checked = bech32.decoded(written)
    if checked is None or checked[2] != bech32.BECH32:
        return None
    return Wallet("lightning", written.lower(), _NETWORKS[found["network"]])
