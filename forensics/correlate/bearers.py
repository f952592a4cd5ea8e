"""The links of a case by what a server's log can show of them: whole, page alone, host alone; with the mails that bear them.

Why it matters: proxies cut queries off, tunnels and resolvers know only hosts, a web server's own log only paths. And a link with the
reader's address in it says whose it was, whoever asked for it. Hosts that everybody uses, own ones, and those of mails that are no
attack are met by the whole link alone: people go there every day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from forensics.correlate import kits
from forensics.domains import lies_under
from forensics.domains.everybodys import is_everybodys_host
from forensics.model.click import Asked, Match, Request
from forensics.model.route import is_own
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings
from forensics.model.stored import moment, readers

MOST_BEARERS = 200
"""Mails that are told of one link, page or host."""
MOST_READERS = 20
ORDINARY = frozenset({"legitimate", "bulk"})
"""Verdicts of mails whose hosts are visited anyway."""
TELLING_PATH = 8
"""Characters of a path that can be told without its host."""
_LOADED = frozenset(
    {"src", "srcset", "imagesrcset", "background", "poster", "data", "icon", "style", "lowsrc", "dynsrc", "codebase", "archive", "ping"}
)  # fmt: skip
_MAILS = 'SELECT number, exhibit, "to", coalesce(received, date), verdict FROM mails ORDER BY number'
_SEEN = """SELECT mail, n, kind, value, "where", how FROM sightings WHERE kind IN ('url', 'token') ORDER BY mail, n"""


@dataclass(frozen=True, slots=True)
class Bearer:
    """One mail that bears a link, and whom this link was for."""

    exhibit: str
    readers: tuple[str, ...]
    came: datetime | None
    """When it was delivered, else the time that it claims."""
    loaded: bool
    """The mail's program loads it by itself when the mail is shown."""


Key = tuple[str, str, str]


def key(host: str, target: str) -> Key:
    """Host, path and query as they are compared: without scheme, port and fragment, percent-encoding undone."""
    path, _, query = target.partition("#")[0].partition("?")
    return host, unquote(path) or "/", unquote(query)


def split(href: str) -> tuple[str, str]:
    """(host, path and query) of a link in normal form."""
    host, behind = kits.split(href, len(href))
    return host.rstrip("."), behind


class Bearers:
    """All links of a case, by key. ``settings`` tells which hosts are own or vouched for."""

    def __init__(self, rows: Rows, settings: CaseSettings) -> None:
        self._settings = settings
        self.whole: dict[Key, list[Bearer]] = {}
        self.pages: dict[tuple[str, str], list[Bearer]] = {}
        self.hosts: dict[str, list[Bearer]] = {}
        self.paths: dict[str, set[str]] = {}
        """Path that can be told alone -> the hosts that have it."""
        self._ordinary: dict[str, bool] = {}
        mails = iter(rows.execute(_MAILS))
        current: tuple[int, str, tuple[str, ...], datetime | None, bool] = (-1, "", (), None, False)
        for number, href, named, loaded in _links(rows):
            while current[0] != number:
                number_, exhibit, to, came, verdict = next(mails)
                current = number_, exhibit, readers(to)[:MOST_READERS], moment(came), verdict in ORDINARY
            bearer = Bearer(current[1], named or current[2], current[3], loaded)
            self._add(href, bearer, ordinary=current[4])

    def _add(self, href: str, bearer: Bearer, *, ordinary: bool) -> None:
        host, target = split(href)
        found = key(host, target)
        _, path, query = found
        everyday = self._ordinary.get(host)
        if everyday is None:
            own = is_own(host, host, self._settings) or lies_under(host, self._settings.own_domains)
            known = lies_under(host, self._settings.known_good_domains)
            everyday = self._ordinary[host] = own or known or is_everybodys_host(host)
        if (everyday or ordinary) and path == "/" and not query:
            return
        if everyday and not query and not is_everybodys_host(host):
            return  # a page of one's own house without more: everybody goes there
        _put(self.whole, found, bearer)
        if len(path) >= TELLING_PATH and path.count("/") > 1:
            self.paths.setdefault(path, set()).add(host)
        if not everyday and not ordinary:
            if path != "/":
                _put(self.pages, found[:2], bearer)
            _put(self.hosts, host, bearer)

    def meet(self, request: Request) -> tuple[Match, tuple[Bearer, ...]] | None:
        """How the request meets a link of the case, and the mails that bear it; None where it meets none."""
        if request.asked is not Asked.PAGE:
            found = self.hosts.get(request.host, ())
            return (Match.HOST, tuple(found)) if found else None
        hosts = [request.host] if request.host else sorted(self.paths.get(key("", request.target)[1], ()))
        for host in hosts:
            exact = key(host, request.target)
            if bearers := self.whole.get(exact):
                return _picture(Match.LINK, bearers)
        for host in hosts:
            if bearers := self.pages.get(key(host, request.target)[:2]):
                return _picture(Match.PAGE, bearers)
        found = self.hosts.get(request.host, ())
        return (Match.HOST, tuple(found)) if found else None

    def names(self) -> Iterator[str]:
        """Every host that a line may name."""
        return iter(dict.fromkeys([*self.hosts, *(host for host, _, _ in self.whole)]))


def _picture(match: Match, bearers: list[Bearer]) -> tuple[Match, tuple[Bearer, ...]]:
    """What is nothing but a picture of the mail in all of them was loaded by a program."""
    return Match.PICTURE if all(each.loaded for each in bearers) else match, tuple(bearers)


def _put(where: dict[Any, list[Bearer]], key_: Any, bearer: Bearer) -> None:
    known = where.setdefault(key_, [])
    for n, each in enumerate(known[-4:]):
        if each.exhibit == bearer.exhibit and each.readers == bearer.readers:
            if each.loaded and not bearer.loaded:
                known[max(0, len(known) - 4) + n] = bearer
            return
    if len(known) < MOST_BEARERS:
        known.append(bearer)


def _links(rows: Rows) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
    """(mail, link, the readers whom it names, whether a program loads it), in the order of the case."""
    link: tuple[int, str, bool] | None = None
    named: list[str] = []
    last = -1
    for mail, n, kind, value, where, how in rows.execute(_SEEN):
        if kind == "token":
            if link and link[0] == mail and n == last + 1:
                last = n
                if "@" in value and not how.startswith("an address in the link"):
                    named.append(value.lower())
            continue
        if link:
            yield link[0], link[1], tuple(named), link[2]
        link, named, last = (mail, value, _loads(where or "", how or "")), [], n
    if link:
        yield link[0], link[1], tuple(named), link[2]


def _loads(where: str, how: str) -> bool:
    words = where.split(" ")
    if words[0] != "html" or len(words) < 3:
        return how.startswith("source only")
    return words[-1] in _LOADED or words[1:] == ["link", "href"]
