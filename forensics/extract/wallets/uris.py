"""Payment links: ``bitcoin:ADDRESS?amount=0.1`` says what to pay to whom, and a telephone pays it at a touch.

Why it matters: the sum in the link is the demand, exact to the last digit, whatever the text beside it says. Sources: BIP-21
(``amount`` in whole coins; its kin follow it), EIP-681 (``value`` in wei), Monero's ``tx_amount``, ZIP-321, Solana Pay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from forensics.extract.hit import Hit
from forensics.extract.wallets import lightning
from forensics.extract.wallets.wallet import Wallet

COINS = {
    "bitcoin": "BTC", "bitcoincash": "BCH", "bchtest": "BCH", "litecoin": "LTC", "dogecoin": "DOGE", "dash": "DASH", "zcash": "ZEC",
    "monero": "XMR", "ethereum": "ETH", "tron": "TRX", "ripple": "XRP", "xrpl": "XRP", "solana": "SOL", "lightning": "BTC",
}  # fmt: skip
"""Schemes, and the code of the coin in which their sums are."""
SCHEMES = tuple(f"{scheme}:" for scheme in COINS)
_BEFORE = re.compile(r"(?<![A-Za-z])(?P<scheme>[A-Za-z]{4,11}):(?://)?(?:pay-)?\Z")
_QUERY = re.compile(r"(?:@[0-9]{1,20})?(?P<function>/[A-Za-z]{1,40})?(?P<query>\?[!#-;=?-~]{0,1024})")
_SUM = re.compile(
    r"[?&;](?:amount|value|tx_amount)=(?P<sum>[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[eE][0-9]{1,2})?)(?![0-9.])"
)
_WEI = -18


def scheme_of(text: str, start: int) -> str:
    """The scheme of the payment link whose address begins at ``start``, in small letters; empty where there is none."""
    if text[start - 1 : start] not in (":", "/", "-"):
        return ""
    found = _BEFORE.search(text[max(0, start - 20) : start])
    scheme = found["scheme"].lower() if found else ""
    return scheme if scheme in COINS else ""


def sums(text: str, start: int, end: int, wallet: Wallet) -> Iterator[Hit]:
    """What the link around an address, or the invoice itself, asks for: hits of kind ``amount`` such as ``BTC 0.1``."""
    if wallet.kind == "lightning":
        value, length = lightning.amount(text[start:end])
        if value:
            yield Hit(start, start + length, "amount", f"BTC {value}", "Lightning invoice")
    scheme = scheme_of(text, start)
    behind = _QUERY.match(text, end) if scheme else None
    if behind is None or behind["function"]:
        return  # a function of a contract counts in units that only the contract knows
    found = _SUM.search(behind["query"])
    if found is None:
        return
    number = Decimal(found["sum"])
    if scheme == "ethereum":
        number = number.scaleb(_WEI)
    if number:
        at = behind.start("query")
        span = at + found.start("sum"), at + found.end("sum")
        yield Hit(*span, "amount", f"{COINS[scheme]} {number.normalize():f}", "payment link")
