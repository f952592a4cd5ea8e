"""The links of one mail as the rules about links need them: each once, with its host, those that can be followed first of all.

Why it matters: a picture that loads and a link that is clicked are two things; a tracking pixel's address proves nothing about where the
reader is to be led. The links were found and read when the mail was taken in; nothing is parsed again but the host of the normal form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forensics.domains import organisation
from forensics.model.observable import Sighting

MOST = 500
"""Different links of one mail that are judged; what the rest would add is more of the same."""
_FOLLOWED = frozenset(
    {
        "text", "html text", "html a href", "html area href", "html form action", "html button formaction", "html input formaction",
        "html meta content", "html script target", "html script", "html event handler", "html iframe src",
    }
)  # fmt: skip
_FOLLOWED_LEADS = (
    "pdf ",
    "office ",
    "rtf ",
    "svg ",
    "calendar",
    "vcard",
    "attached",
    "qr code",
    "html href",
    "html action",
)


class Seen(NamedTuple):
    """One link."""

    href: str
    """Its normal form."""
    host: str
    """Lower case, A-labels; an address in brackets for IPv6."""
    sighting: Sighting
    """The first place where it stood."""


class Links(NamedTuple):
    """The links of one mail."""

    followed: tuple[Seen, ...]
    """Those that a reader can follow, each once, in their order; the wrapped ones beside their wrappers."""
    hosts: frozenset[str]
    """Of these."""
    blob: str
    """All of their normal forms, one a line: for cheap questions."""
    more: int
    """Links above ``MOST``."""


_NOTHING = Links((), frozenset(), "", 0)


def host_of(href: str) -> str:
    """The host of a link in its normal form (``scheme://user@host:port/path``)."""
    start = href.find("://") + 3
    end = href.find("/", start)
    authority = href[start:end] if end >= 0 else href[start:]
    if "@" in authority:
        authority = authority.rpartition("@")[2]
    if authority[:1] == "[":
        return authority.partition("]")[0] + "]"
    return authority.partition(":")[0] if ":" in authority else authority


def links_of(urls: Sequence[Sighting]) -> Links:
    """The links among the sightings of kind ``url``."""
    if not urls:
        return _NOTHING
    found: dict[str, Seen] = {}
    more = 0
    for each in urls:
        where = each.where
        if where == "html img src" or not (where in _FOLLOWED or where.startswith(_FOLLOWED_LEADS)):
            continue
        href = each.observable.value
        if href in found:
            continue
        if len(found) >= MOST:
            more += 1
            continue
        found[href] = Seen(href, host_of(href), each)
    if not found:
        return _NOTHING
    seen = tuple(found.values())
    return Links(seen, frozenset([each.host for each in seen]), "\n".join(found), more)


def place(seen: Seen) -> str:
    """Where a finding says that a link stood."""
    sighting = seen.sighting
    return f"part {sighting.part} {sighting.where}" if sighting.part else sighting.where


def same_owner(host: str, domain: str) -> bool:
    """Whether both were registered as one name."""
    return bool(domain) and (host == domain or organisation(host) == organisation(domain))


__all__ = ["MOST", "Links", "Seen", "host_of", "links_of", "place", "same_owner"]
