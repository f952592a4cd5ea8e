"""Wallets and names in messengers that the target of a link holds: ``https://t.me/name``, ``https://explorer.example/address/1A1z...``.

Why it matters: a page shows ``Contact us`` and ``Pay here``; whom and where to stands in the attribute alone. All targets of a page are
looked through at once. A wallet counts by its checksum here too, so that the tokens of click counters are none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

from forensics.extract import handles
from forensics.extract.hit import Hit
from forensics.extract.view import View
from forensics.extract.wallets import SECRET, shapes, wallet_of
from forensics.extract.wallets import read as reading
from forensics.model.observable import Observable, Sighting

_BARE_HASH = 40
"""Digits of an Ethereum address without ``0x``: in a link they are a digest or a token."""


def sightings(targets: Mapping[str, tuple[str, str]], part: str) -> Iterator[Sighting]:
    """What the targets of one page name; each with (where, context) of the first pointer that leads there."""
    listed = list(targets)
    text = "\n".join(listed)
    begins = list(accumulate((len(target) + 1 for target in listed), initial=0))
    for hit in sorted(_wallets(text)):
        where, context = targets[listed[bisect_right(begins, hit.start) - 1]]
        yield Sighting(Observable(hit.kind, hit.value), text[hit.start : hit.end], part, where, context, None, hit.how)


def handle(target: str, part: str, where: str, context: str) -> Iterator[Sighting]:
    """The name that a link of a messenger leads to."""
    for hit in handles.hits(View(target, target)):
        if hit.how == "in a link":
            written = target[hit.start : hit.end]
            yield Sighting(Observable(hit.kind, hit.value), written, part, where, context, None, hit.how)


def _wallets(text: str) -> Iterator[Hit]:
    for start, end in shapes.long_runs(shapes.plain(text)):
        length = end - start
        wallet = wallet_of(text[start:end]) if length <= reading.LONGEST and length != _BARE_HASH else None
        if wallet and wallet.kind != SECRET:
            yield Hit(start, end, wallet.kind, wallet.value, ", ".join(filter(None, ("in the link", wallet.how))))
