"""The links inside a link: what gateways, counters of clicks and redirects wrap.

Why it matters: see ``services``. The outer link stays what it is, evidence; each inner one is told beside it, with the name of the
wrapper. Beyond the known services any parameter, path or fragment that holds an absolute http(s) link counts (open redirects),
named by the place. Nothing is invented: an inner link counts when browsers would parse it and its host is an IP address or stands
under a real top-level domain. Wrapped again, it is unwrapped again, up to ``DEEPEST``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from forensics.domains import registrable
from forensics.extract.normal import LONGEST_LINK, link
from forensics.extract.wrappers import values
from forensics.extract.wrappers.schemes import READERS
from forensics.extract.wrappers.services import APPLIANCES, FRAGMENT, PATH, QUERY, Service, of_host

DEEPEST = 8
"""Wrappers around one link."""
MOST = 32
"""Inner links of one link."""
MOST_PLACES = 256
"""Segments, and parameters, of one link that are looked at."""
LONGEST_READ = 4 * LONGEST_LINK
"""Characters of a link and its inner ones that are read in all: what is nested without end is not followed without end."""

_PLAIN_IN_PATH = re.compile(r"https?:/{1,2}(?=[^/])", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_.\-]{1,30}")
_REFERRERS = frozenset(
    {"ref", "referer", "referrer", "http_referer", "utm_source", "utm_referrer", "origin", "xmlns", "psq"}
)
"""Parameters that tell where a reader comes from or what was asked for, not where the link leads."""


@dataclass(frozen=True, slots=True)
class Inner:
    """What a link wraps."""

    href: str
    """In normal form; empty where the wrapper tells the host alone."""
    host: str
    host_kind: str
    """``domain`` or ``ip``."""
    how: str
    """``SafeLinks``; ``SafeLinks, Proofpoint v2`` for one in the other; ``parameter url``, ``path``, ``fragment``, ``query``."""


def unwrapped(href: str) -> tuple[Inner, ...]:
    """All links inside a link (as ``normal.link`` gives it), from the outside in; empty for most links."""
    # Long links are seldom the same and would only fill the memory.
    return _remembered(href) if len(href) <= 512 else _all(href)


@lru_cache(maxsize=8192)
def _remembered(href: str) -> tuple[Inner, ...]:
    return _all(href)


def _all(href: str) -> tuple[Inner, ...]:
    if not values.worth_a_look(href[8:]) and not any(
        service.scheme or service.bare for service in of_host(_host(href))
    ):
        return ()
    found: dict[str, Inner] = {}
    waiting = [(href, "", 0)]
    read = 0
    for outer, how, depth in waiting:  # grows while it is read
        read += len(outer)
        if depth == DEEPEST or read > LONGEST_READ:
            break
        for candidate, name in _inside(outer):
            if len(found) == MOST:
                break
            inner = _sound(candidate, f"{how}, {name}" if how else name)
            if inner and inner.href != href and (inner.href or inner.host) not in found:
                found[inner.href or inner.host] = inner
                if inner.href:
                    waiting.append((inner.href, inner.how, depth + 1))
    return tuple(found.values())


def _sound(candidate: str, how: str) -> Inner | None:
    host_alone = candidate.startswith("//")
    parsed = link(f"http:{candidate}" if host_alone else candidate)
    if parsed is None or (parsed.host_kind == "domain" and not registrable(parsed.host)):
        return None
    return Inner("" if host_alone else parsed.href, parsed.host, parsed.host_kind, how)


def _host(href: str) -> str:
    return href.split("/", 3)[2].rpartition("@")[2].partition(":")[0]


def _inside(href: str) -> Iterator[tuple[str, str]]:
    """(Candidate, name of the wrapper), one level deep."""
    known = of_host(_host(href))
    slash = href.find("/", 8)
    rest = href[slash:] if slash >= 0 else ""
    told = False
    for service in known:
        if service.scheme and rest.lower().startswith(service.path):
            for candidate in READERS[service.scheme](href):
                yield candidate, service.name
                told = True
    if told or not (values.worth_a_look(rest) or any(service.bare for service in known)):
        return
    services = [service for service in known if rest.lower().startswith(service.path)]
    services += [service for start, service in APPLIANCES if start in rest]
    yield from _anywhere(rest, services)


def _anywhere(rest: str, services: list[Service]) -> Iterator[tuple[str, str]]:
    head, hash_, fragment = rest.partition("#")
    path, question, query = head.partition("?")
    plain = _PLAIN_IN_PATH.search(path)
    if plain:
        # What stands in the open begins there and takes the rest of the link with it.
        yield rest[plain.start() :], _named(services, PATH, "path")
        return
    for segment in path.split("/", MOST_PLACES)[:MOST_PLACES]:
        if values.worth_a_look(segment):
            for candidate in values.links_in(segment):
                yield candidate, _named(services, PATH, "path")
    if question:
        yield from _parameters(query, services, QUERY, "query")
    if hash_ and fragment:
        yield from _parameters(fragment, services, FRAGMENT, "fragment")


def _parameters(text: str, services: list[Service], place: str, word: str) -> Iterator[tuple[str, str]]:
    bare = {name for service in services if service.bare for name in service.places}
    for n, pair in enumerate(text.split("&", MOST_PLACES)[:MOST_PLACES]):
        name, equals, value = pair.partition("=")
        if not equals or not _NAME.fullmatch(name):
            if n == 0 and values.worth_a_look(
                text
            ):  # a query or fragment that is the link itself, with its own parameters
                plain = values.links_in(text if _PLAIN_IN_PATH.match(text) else pair)
                for candidate in plain:
                    yield candidate, _named(services, place, word)
                if _PLAIN_IN_PATH.match(text):
                    return
            continue
        key = name.lower()
        if key in _REFERRERS:
            continue
        if values.worth_a_look(value):
            for candidate in values.links_in(value):
                yield candidate, _named(services, key, f"parameter {name}")
        elif key in bare and "." in value:
            yield f"http://{unquote(value).lstrip('/')}", _named(services, key, f"parameter {name}")


def _named(services: list[Service], place: str, otherwise: str) -> str:
    for service in services:
        if place in service.places:
            return service.name
    return otherwise
