"""Which server knows about a name, an address or an AS number: IANA's bootstrap registries (RFC 9224), shipped with the package.

Why it matters: asking the wrong server tells one more party and brings nothing; and the list of hosts that it names is also the
list of hosts that may be asked at all. The copy is of the day it bears; ``refreshed`` makes a newer one of IANA's own files.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from forensics.lookup.service import DoorLike
from forensics.lookup.settings import Place
from forensics.model.errors import ForensicsError

SOURCES = ("dns", "ipv4", "ipv6", "asn")
"""The registries that are read."""
PLACE = Place("https://data.iana.org/rdap/", rates=(), limit=4_000_000)
"""Where IANA publishes them."""
NAME = "rdap_bootstrap.json"


class Bootstrap:
    """The registries, ready to be asked. Longest match wins (RFC 9224 sections 4 and 5)."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.published = str(told.get("published", ""))
        """The day of the newest registry in it, ISO 8601."""
        self._names: dict[str, str] = dict(told["dns"])
        self._networks = {
            version: {
                (ipaddress.ip_network(prefix).prefixlen, int(ipaddress.ip_network(prefix)[0])): url
                for prefix, url in told[key].items()
            }
            for version, key in ((4, "ipv4"), (6, "ipv6"))
        }
        self._lengths = {
            version: sorted({length for length, _ in table}, reverse=True) for version, table in self._networks.items()
        }
        self._ranges = [(*(int(end) for end in span.split("-")), url) for span, url in told["asn"].items()]
        self.hosts = frozenset(
            host
            for url in (
                *self._names.values(),
                *(u for table in self._networks.values() for u in table.values()),
                *(r[-1] for r in self._ranges),
            )
            if (host := urlsplit(str(url)).hostname)
        )
        """Every host that the registries name."""

    def domain(self, name: str) -> str | None:
        """Base URL of the server for a domain; None where its registry has none."""
        labels = name.lower().rstrip(".").split(".")
        tails = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._names[tail] for tail in tails if tail in self._names), None)

    def address(self, address: str) -> str | None:
        """Base URL of the server for an IP address; None where it is none or nobody's."""
        try:
            value = ipaddress.ip_address(address)
        except ValueError:
            return None
        bits = value.max_prefixlen
        for length in self._lengths[value.version]:
            start = int(value) >> (bits - length) << (bits - length)
            found = self._networks[value.version].get((length, start))
            if found:
                return str(found)
        return None

    def as_number(self, number: int) -> str | None:
        """Base URL of the server for an AS number."""
        return next((str(url) for first, last, url in self._ranges if int(first) <= number <= int(last)), None)


@lru_cache(maxsize=1)
def shipped() -> Bootstrap:
    """The registries as they came with the package."""
    return Bootstrap(json.loads(resources.files("forensics.lookup").joinpath("data", NAME).read_text("utf-8")))


def known(folder: Path) -> Bootstrap:
    """The newer of those that came with the package and those that this user has fetched into a folder since."""
    path = folder / NAME
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return shipped()
    fetched = _read(path, stamp)
    return fetched if fetched.published > shipped().published else shipped()


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> Bootstrap:
    try:
        return Bootstrap(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ForensicsError(f"{path} is damaged: delete it, or fetch the registries again") from error


def refreshed(door: DoorLike, place: Place, folder: Path) -> Bootstrap:
    """Fetch the registries from IANA into a folder.

    A ``WireError``, or a ForensicsError where one is not what it should be: the copy that was there stays.
    """
    told = {name: door.http("bootstrap", place, f"{place.url}{name}.json").body for name in SOURCES}
    try:
        found = compact(told)
        bootstrap = Bootstrap(found)
    except ValueError as error:
        raise ForensicsError(f"what came from {place.url} cannot be used: {error}") from error
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f"{NAME}.new"
    fresh.write_text(json.dumps(found, separators=(",", ":")) + "\n", "utf-8")
    fresh.replace(folder / NAME)
    return bootstrap


def compact(registries: Mapping[str, bytes | str]) -> dict[str, Any]:
    """The four registries of IANA as one small object. ValueError where one is not what it should be."""
    found: dict[str, Any] = {}
    published = []
    for name in SOURCES:
        told = json.loads(registries[name])
        table: dict[str, str] = {}
        try:
            published.append(str(told["publication"])[:10])
            for entries, urls in told["services"]:
                secure = [url for url in urls if str(url).startswith("https://")]
                for entry in entries:
                    table[_key(name, str(entry))] = str((secure or urls)[0])
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError(f"the {name} registry is not as RFC 9224 has it: {error!r}") from error
        if not table:
            raise ValueError(f"the {name} registry is empty")
        found[name] = dict(sorted(table.items()))
    return {"published": max(published), **found}


def _key(name: str, entry: str) -> str:
    if name in ("ipv4", "ipv6"):
        return str(ipaddress.ip_network(entry, strict=False))
    if name == "asn":
        first, _, last = entry.partition("-")
        return f"{int(first)}-{int(last or first)}"
    return entry.lower()
