"""What stands inside a link: whom it names (``tokens``), what it wraps (``wrappers``).

Why it matters: a rewritten link points at the gateway that rewrote it, a click counter's link at the counter. What the mail is about,
and for whom it was made, is written inside. The outer link stays; what it holds follows it at once, with the same place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forensics.extract.tokens import Token, readers, tokens_in
from forensics.extract.wrappers import Inner, unwrapped
from forensics.model.observable import Observable, Sighting


def followed(found: Iterable[Sighting], addresses: Iterable[str], domains: Iterable[str] = ()) -> Iterator[Sighting]:
    """Each sighting; behind a link the tokens in it, then the links and hosts that it wraps, with their own tokens.

    ``addresses``: whom the mail was for; ``domains``: those of the case, where every address is a reader's.
    """
    known = readers(addresses, domains)
    listed = list(found)
    hrefs = dict.fromkeys(each.observable.value for each in listed if each.observable.kind == "url")
    plain = known if known.named_in("\n".join(hrefs)) else known.without_needles
    seen: dict[str, tuple[tuple[Token, ...], tuple[Inner, ...]]] = {}
    for sighting in listed:
        yield sighting
        if sighting.observable.kind != "url":
            continue
        href = sighting.observable.value
        held = seen.get(href)
        if held is None:  # the same few links stand in a mail again and again
            held = seen[href] = (tokens_in(href, plain), unwrapped(href))
        tokens, inside = held
        for token in tokens:
            yield _named(sighting, token)
        for inner in inside:
            how = f"unwrapped: {inner.how}"
            if inner.href:
                yield sighting._replace(observable=Observable("url", inner.href), how=how)
                for token in tokens_in(inner.href, known):
                    yield _named(sighting, token)
            yield sighting._replace(observable=Observable(inner.host_kind, inner.host), how=f"{how}, host of the link")


def _named(sighting: Sighting, token: Token) -> Sighting:
    at = sighting.as_written.find(token.as_written)
    start = sighting.start
    return sighting._replace(
        observable=Observable("token", token.address),
        as_written=token.as_written if at >= 0 else sighting.as_written,
        start=start + at if start is not None and at >= 0 else start,
        how=token.how,
    )
