"""What a reader of addresses gives back."""

from __future__ import annotations

from dataclasses import dataclass

TESTNET, REGTEST = "testnet", "regtest"
"""Networks whose coins are worth nothing: a demand that names one is a mistake, a copied example or a test."""


@dataclass(frozen=True, slots=True)
class Wallet:
    """A string that is somebody's address: whose chain it belongs to, in its one normal form."""

    kind: str
    """As observables name it: ``bitcoin``, ``monero``, ``private_key`` ..."""
    value: str
    """In normal form; of a private key only a mask and a hash."""
    how: str = ""
    """What a reader has to know beside it: the network when it is not the main one, a missing checksum."""
