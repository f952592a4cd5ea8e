"""Addresses written in pieces, put together again: ``1BvB MSEY stWe ...``, broken over lines, with ``*`` between the letters.

Why it matters: offenders cut the address up so that filters do not see it, and tell the reader to remove the signs; mailers break
long words at the end of a line. Pieces are joined only where the whole passes its checksum, so that no words become a wallet;
what has no checksum is never joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from forensics.extract.wallets import evm, read, shapes
from forensics.extract.wallets.wallet import Wallet

STRETCH, OVERLAP = 20_000, 4_000
"""Characters of a zone that are read at once, and how far into the next."""
MOST_TRIED = 4_000
"""Places of one text from which pieces are put together; a text with more of them is made of pieces."""
_SEPARATORS = shapes.SEPARATORS + "\u00a0\u2002\u2003\u2009\u202f\u3000·•"
_WIDEST = 6
"""Characters between two pieces: the end of a line, and the signs of a quotation in front of the next."""
_LONGEST = 112
"""Characters of the whole: an extended key has 111. Invoices are longer."""
_LONGEST_INVOICE = 1_500
_FRAGMENT = re.compile(r"[A-Za-z0-9]++")
_START = re.compile(
    r"(?P<mixed>(?:[134589ABDKLMTX7]|r|t[13]|xprv)[1-9A-HJ-NP-Za-km-z]{24})|0[xX][0-9A-Fa-f]{40}"
    r"|[qpzr][02-9ac-hj-np-z]{41}|[QPZR][02-9AC-HJ-NP-Z]{41}"
    r"|(?i:bc1|tb1|bcrt1|ltc1|ln(?:bc|tb)[0-9a-z]{0,24}1)[02-9ac-hj-np-zAC-HJ-NP-Z]{22}"
)
"""What an address can begin with when its pieces are put together: most words are none after a few letters."""
_LEAST_MIXED = 5
"""Of the first 25 signs in base58 so many are capitals or digits in all but one of twenty thousand addresses."""

_FIRST_SINGLES = 3
"""Deeper among single characters no address begins."""

Span = tuple[int, int]


def found(text: str, plain: bytes, marks: shapes.Marks, taken: list[Span]) -> Iterator[tuple[int, int, Wallet]]:
    """Split addresses by place, none that touches a span of ``taken`` (in ascending order)."""
    tried = 0
    done = 0
    for low, high in _stretches(shapes.zones(plain, marks)):
        pieces = _apart([piece.span() for piece in _FRAGMENT.finditer(text, low, high)], taken)
        for chain in _chains(text, pieces):
            joined = "".join([text[start:end] for start, end in chain])
            at = alone = 0
            for n, (start, end) in enumerate(chain):
                here, size = at, end - start
                at += size
                alone = alone + 1 if size == 1 else 0
                if alone > _FIRST_SINGLES or start < done:
                    continue
                begins = _START.match(joined, here)
                if not begins or _is_words(begins["mixed"]):
                    continue
                tried += 1
                if tried > MOST_TRIED:
                    return
                whole = _whole(text, chain, n)
                if whole:
                    yield start, *whole
                    done = whole[0]


def _stretches(zones: Iterator[Span]) -> Iterator[Span]:
    """Zones in stretches of bounded memory, each reaching as far into the next as an address may be long."""
    for low, high in zones:
        yield from ((at, min(high, at + STRETCH + OVERLAP)) for at in range(low, high, STRETCH))


def _apart(pieces: list[Span], taken: list[Span]) -> list[Span]:
    """The pieces that are not part of an address already."""
    if not taken or not pieces:
        return pieces
    out = []
    n = bisect_right(taken, pieces[0])
    n -= n > 0
    for start, end in pieces:
        while n < len(taken) and taken[n][1] <= start:
            n += 1
        if n == len(taken) or taken[n][0] >= end:
            out.append((start, end))
    return out


def _chains(text: str, pieces: list[Span]) -> Iterator[list[Span]]:
    """Runs of two pieces and more with nothing but separators between them."""
    chain = pieces[:1]
    for left, right in pairwise(pieces):
        end, start = left[1], right[0]
        if start - end > _WIDEST or text[end:start].strip(_SEPARATORS):
            if len(chain) > 1:
                yield chain
            chain = []
        chain.append(right)
    if len(chain) > 1:
        yield chain


def _is_words(mixed: str | None) -> bool:
    return mixed is not None and len(mixed) - sum(map(str.islower, mixed)) < _LEAST_MIXED


def _whole(text: str, chain: list[Span], first: int) -> tuple[int, Wallet] | None:
    """(end, wallet) that two or more pieces from the first on make."""
    start, end = chain[first]
    longest = _LONGEST_INVOICE if text[start : start + 2].lower() == "ln" else _LONGEST
    joined = text[start:end]
    for n in range(first + 1, min(len(chain), first + 1 + longest)):
        start, end = chain[n]
        joined += text[start:end]
        length = len(joined)
        if length > longest:
            return None
        if length >= shapes.LONG:
            wallet = read.wallet(joined)
            if wallet and not wallet.how.endswith(evm.NO_CHECKSUM):
                return end, wallet
    return None
