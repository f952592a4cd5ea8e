"""Where each service answers, how often it may be asked, and the keys: all of it may be set, none of it lies in a case.

Read from a file of the analyst's own (``FORENSICS_LOOKUP`` names it, else ``forensics/lookup.toml`` in the configuration folder),
keys also from the environment (``FORENSICS_KEY_VIRUSTOTAL``). Example:

    [keys]
    virustotal = "..."
    [services.blockchain]
    url = "http://127.0.0.1:3002/"
    private = true               # an own node: only so may an address of this machine or this network be asked
    rates = [[10, 1], [500, 86400]]
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from forensics.model.errors import ForensicsError

FILE = "FORENSICS_LOOKUP"
STATE = "FORENSICS_STATE"
KEY = "FORENSICS_KEY_"


@dataclass(frozen=True, slots=True)
class Place:
    """One service's address and manners."""

    url: str = ""
    """Base URL, with a slash at the end, of a service that speaks HTTP."""
    host: str = ""
    port: int = 0
    """Of a service that speaks TCP or DNS; an empty host of a DNS service means this machine's own resolvers."""
    hosts: tuple[str, ...] = ()
    """Hosts beside that of ``url`` which may be asked: redirects and referrals to any other are not followed."""
    private: bool = False
    """Whether addresses of this machine or a private network may be asked: an own node, a test."""
    rates: tuple[tuple[int, float], ...] = ((5, 1.0),)
    """(questions, seconds), all of which are kept, over all processes of this user."""
    workers: int = 4
    """Questions under way at a time."""
    timeout: float = 20.0
    """Seconds for the whole of one try."""
    limit: int = 4_000_000
    """Bytes of a reply, unpacked."""
    attempts: int = 3
    zones: tuple[str, ...] = ()
    """Of a service that asks zones by DNS (block lists)."""
    paths: tuple[str, ...] = ()
    """Of a service that reads files of the analyst's (mmdb)."""
    reader: str = ""
    """Of the WHOIS service: ``whois`` has replies about domains read by the PyPI package of that name; empty: by our own parser."""


@dataclass(frozen=True, slots=True)
class LookupSettings:
    """The analyst's settings over the defaults of the services."""

    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Service -> its key; never written anywhere."""
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Service -> what differs from its default place."""
    state: Path | None = None
    """Folder of what has to outlive a process: how often each service was asked. None: the user's cache folder."""
    user_agent: str = "forensics (https://pypi.org/project/forensics/)"

    def place(self, service: str, default: Place) -> Place:
        """Where a service answers: its default with the analyst's changes. ForensicsError names a setting that does not exist."""
        changes = dict(self.places.get(service, {}))
        known = {each.name for each in fields(Place)}
        if unknown := sorted(changes.keys() - known):
            raise ForensicsError(
                f"look-up settings of {service}: no such setting: {', '.join(unknown)}; there are {', '.join(sorted(known))}"
            )
        for name in ("hosts", "zones", "paths"):
            if name in changes:
                changes[name] = tuple(str(each) for each in changes[name])
        if "rates" in changes:
            changes["rates"] = tuple((int(count), float(seconds)) for count, seconds in changes["rates"])
        return replace(default, **changes)

    @property
    def state_folder(self) -> Path:
        """The folder of the rate book."""
        return self.state or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "forensics"


def load(environment: Mapping[str, str] | None = None) -> LookupSettings:
    """The settings of this user. ForensicsError where the file cannot be read."""
    told = os.environ if environment is None else environment
    config = Path(told.get("XDG_CONFIG_HOME") or Path(told.get("HOME") or Path.home()) / ".config")
    path = Path(told[FILE]) if told.get(FILE) else config / "forensics" / "lookup.toml"
    data: dict[str, Any] = {}
    if told.get(FILE) or path.is_file():
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ForensicsError(f"the look-up settings in {path} cannot be read: {error}") from error
    keys = {str(name).lower(): str(key) for name, key in data.get("keys", {}).items()}
    keys |= {name.removeprefix(KEY).lower(): key for name, key in told.items() if name.startswith(KEY) and key}
    state = told.get(STATE) or data.get("state")
    return LookupSettings(keys=keys, places=data.get("services", {}), state=Path(state) if state else None)
