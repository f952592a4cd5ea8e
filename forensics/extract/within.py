"""What stands inside a link: whom it names (``tokens``), what it wraps (``wrappers``).

Why it matters: a rewritten link points at the gateway that rewrote it, a click counter's link at the counter. What the mail is about,
and for whom it was made, is written inside. The outer link stays; what it holds follows it at once, with the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forensics.extract.tokens import recipient_in
from forensics.extract.wrappers import unwrapped
from forensics.model.observable import Observable, Sighting


def followed(found: Iterable[Sighting], addresses: list[str]) -> Iterator[Sighting]:
    """Each sighting; behind a link the tokens in it, then the links and hosts that it wraps, with their own tokens."""
    for sighting in found:
        yield sighting
        if sighting.observable.kind != "url":
            continue
        href = sighting.observable.value
        yield from _tokens(sighting, href, addresses)
        for inner in unwrapped(href):
            how = f"unwrapped: {inner.how}"
            if inner.href:
                yield sighting._replace(observable=Observable("url", inner.href), how=how)
                yield from _tokens(sighting, inner.href, addresses)
            yield sighting._replace(observable=Observable(inner.host_kind, inner.host), how=f"{how}, host of the link")


def _tokens(sighting: Sighting, href: str, addresses: list[str]) -> Iterator[Sighting]:
    token = recipient_in(href, addresses)
    if token:
        at = sighting.as_written.find(token.as_written)
        yield sighting._replace(
            observable=Observable("token", token.address),
            as_written=token.as_written if at >= 0 else sighting.as_written,
            start=sighting.start + at if sighting.start is not None and at >= 0 else None,
            how=f"{token.form} in the link",
        )
