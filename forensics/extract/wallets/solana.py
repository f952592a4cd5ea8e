"""Solana: 32 bytes in base58 without any checksum.

Why it matters: a wallet for stablecoins; but every other string of that length would pass as well (of 7,861 that did in real
mails none was one), so one counts only where the words around it speak of Solana, and it is called weak even then.
Source: Solana documentation, accounts (an address is an Ed25519 public key).
"""

from __future__ import annotations

import re

from forensics.extract.wallets import base58
from forensics.extract.wallets.wallet import Wallet

LENGTHS = range(32, 45)
WEAK = "weak: no checksum"
_NAMES = ("olana", "SOL", "solscan", "hantom", "ソラナ")
"""One of these is in every text that names it."""
_WORDS = re.compile(r"solana|SOLANA|Solana|(?<![A-Za-z])SOL(?![A-Za-z])|solscan|[Pp]hantom|ソラナ")
_REACH = 80
"""Characters before and behind in which the word must stand."""


def named(text: str) -> bool:
    """Whether a text names Solana anywhere: the cheap question, asked once."""
    return any(name in text for name in _NAMES)


def spoken_of(text: str, start: int, end: int) -> bool:
    """Whether Solana is named near the place."""
    return bool(_WORDS.search(text, max(0, start - _REACH), start) or _WORDS.search(text, end, end + _REACH))


def read(written: str) -> Wallet | None:
    """The address that a string may be: 32 bytes, with small and capital letters and digits among its signs."""
    mixed = not written.isalpha() and not written.islower() and not written.isupper()
    data = base58.decoded(written, base58.BITCOIN) if mixed else None
    return Wallet("solana", written, WEAK) if data is not None and len(data) == 32 else None
