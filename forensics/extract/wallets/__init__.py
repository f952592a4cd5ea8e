"""Wallets of every usual coin, each with its checksum worked out: where money is to go.

Why it matters: the wallet is the one thing in an extortion mail that must be right, or the offender is not paid; shared by two
mails it ties them together. Of 1,500 strings of the right shape in real phishing mails 20 pass the checksum: the shape alone is
evidence of nothing. Each coin has a file of its own with its rules and sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues
from forensics.extract.hit import Hit
from forensics.extract.view import View
from forensics.extract.wallets import homoglyphs, joined, shapes, solana, uris
from forensics.extract.wallets import read as reading
from forensics.extract.wallets.read import wallet as wallet_of
from forensics.extract.wallets.uris import SCHEMES
from forensics.extract.wallets.wallet import Wallet

__all__ = ["KINDS", "SCHEMES", "SECRET", "hits", "wallet_of"]

SECRET = "private_key"
"""The kind whose text is blanked wherever it is shown."""
KINDS = (
    "bitcoin", "bitcoin_cash", "litecoin", "dogecoin", "dash", "zcash", "monero", "ethereum", "tron", "ripple", "solana", "lightning",
    SECRET,
)  # fmt: skip
"""What hits can be of, beside ``amount`` (the sum inside a payment link or an invoice)."""
_SHORT = re.compile(r"(?:bc1|BC1)[02-9A-Za-z]{11,21}+(?![A-Za-z0-9])")
"""Witness addresses below the length from which every run is read."""
_NUMBER_ATTRIBUTE = re.compile(
    r"(?i:height|width|size|border|cellpadding|cellspacing|maxlength)\s{0,2}=\s{0,2}[\"']?\Z"
)
"""A page's source: what stands there is noise against filters, nobody's wallet."""

_ONE = ord("1")

Found = tuple[int, int, Wallet]


def hits(view: View) -> Iterator[Hit]:
    """Addresses and private keys by kind, then the sums of payment links; testnets and repairs are told in ``how``."""
    text = view.text
    if len(text) < reading.SHORTEST:
        return
    taken: list[tuple[int, int]] = []
    # the bytes that every finder asks: a second copy of a large text would cost as much again
    for start, end, wallet, repair in _all(text, cues.look(text).raw if text.isascii() else shapes.plain(text)):
        taken.append((start, end))
        yield _hit(text, start, end, wallet, repair)
        yield from uris.sums(text, start, end, wallet)
    changed = homoglyphs.repaired(text)
    if changed:
        for start, end, wallet, repair in _all(changed, shapes.plain(changed)):
            if text[start:end] != changed[start:end] and not any(s < end and start < e for s, e in taken):
                yield _hit(text, start, end, wallet, ", ".join(filter(None, ("repaired", repair))))


def _hit(text: str, start: int, end: int, wallet: Wallet, repair: str) -> Hit:
    told = [repair, wallet.how]
    if uris.scheme_of(text, start):
        told.append("payment link")
    if wallet.kind == "bitcoin_cash":
        prefix = len(wallet.value.partition(":")[0]) + 1
        if text[max(0, start - prefix) : start].lower() == wallet.value[:prefix]:
            start -= prefix
    return Hit(start, end, wallet.kind, wallet.value, ", ".join(filter(None, told)))


def _all(text: str, plain: bytes) -> Iterator[tuple[int, int, Wallet, str]]:
    """What stands in one piece, then what is put together from pieces."""
    marks = shapes.marks(plain)
    taken: list[tuple[int, int]] = []
    for start, end, wallet in sorted((*_long(text, plain), *_short(text, plain, marks)), key=lambda found: found[0]):
        if not _NUMBER_ATTRIBUTE.search(text, max(0, start - 20), start):
            taken.append((start, end))
            yield start, end, wallet, ""
    for start, end, wallet in joined.found(text, plain, marks, taken):
        yield start, end, wallet, "joined"


def _long(text: str, plain: bytes) -> Iterator[Found]:
    solana_named = None
    for start, end in shapes.long_runs(plain):
        if end - start > reading.LONGEST:
            continue
        run = text[start:end]
        wallet = reading.wallet(run)
        if wallet is None and len(run) in solana.LENGTHS:
            if solana_named is None:
                solana_named = solana.named(text)
            if solana_named and solana.spoken_of(text, start, end):
                wallet = solana.read(run)
        if wallet:
            yield start, end, wallet


def _short(text: str, plain: bytes, marks: shapes.Marks) -> Iterator[Found]:
    for place, _ in marks:
        if plain[place] == _ONE and plain[place - 1 : place] in (b"c", b"C"):
            start = place - 2
            found = _SHORT.match(text, start) if start >= 0 and not plain[start - 1 : start].isalnum() else None
            wallet = reading.wallet(found.group()) if found else None
            if found and wallet:
                yield start, found.end(), wallet
