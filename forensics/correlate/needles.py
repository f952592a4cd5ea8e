"""The one question that is asked of every line of a log before it is read: does any host or path of the case stand in it?

A log has millions of lines and a case few links, so this decides what a log costs. Names are searched for as they may be written: in any
case (resolvers mix it on purpose), with ``[.]`` for the dot, in letters of their own script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import re2

from forensics.correlate.bearers import TELLING_PATH, Bearers
from forensics.domains import shown

MOST_AT_ONCE = 4_000
"""Names in one pattern; of more hosts, each name that stands in a line is looked up."""
MOST_PATHS = 4_000
"""Paths that are searched for on their own, for logs that name no host."""
_MEMORY = 128 << 20
_NAMES = re.compile(rb"[\w\-\x80-\xff]++(?:(?:\.|\[\.\])[\w\-\x80-\xff]++)++")
_PLAIN = re.compile(r"[A-Za-z0-9_./\-]+", re.ASCII)

Search = Callable[[bytes], object]


def search(bearers: Bearers) -> Search:
    """A function that tells whether any of them stands in some bytes; a line in which one stands may still meet no link."""
    hosts = {form for host in bearers.names() for form in (host, shown(host).lower()) if host}
    paths = [max(_PLAIN.findall(path), key=len, default="") for path in sorted(bearers.paths)[:MOST_PATHS]]
    told = [re.escape(each) for each in dict.fromkeys(paths) if len(each) >= TELLING_PATH]
    asked: list[Search] = []
    if len(hosts) <= MOST_AT_ONCE:
        told += [re.escape(host).replace(r"\.", r"(?:\.|\[\.\])") for host in sorted(hosts)]
    else:
        asked.append(_among(hosts))
    if told:
        asked.append(_pattern(told))
    if not asked:
        return lambda _: None
    first, *more = asked
    return (lambda data: first(data) or any(each(data) for each in more)) if more else first


def _pattern(told: Iterable[str]) -> Search:
    options = re2.Options()
    options.case_sensitive, options.encoding, options.max_mem = False, re2.Options.Encoding.LATIN1, _MEMORY
    found: Search = re2.compile("|".join(told).encode("utf-8", "replace"), options).search
    return found


def _among(hosts: set[str]) -> Search:
    known = {host.encode("utf-8", "replace") for host in hosts}

    def found(data: bytes) -> bool:
        names = set(_NAMES.findall(data.lower()))
        return not known.isdisjoint(names) or not known.isdisjoint(each.replace(b"[.]", b".") for each in names)

    return found
