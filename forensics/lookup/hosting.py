"""Whose network an address is in, from the analyst's own database: nobody learns of the question.

Why it matters: the hoster is who can take a page down. A database is as true as its date, so each answer bears it. Any MMDB file
(MaxMind's format 2.0) of networks, AS numbers or countries serves; several are asked one after the other.
"""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from forensics.lookup.failures import BadReply
from forensics.lookup.service import DoorLike, Pap, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """Which files are looked into."""
    if not place.paths:
        return "no database is configured (services.hosting.paths in the look-up settings)"
    names = ", ".join(Path(each).name for each in place.paths)
    return Question(f"{observable.value} in {names}", "nobody", {"address": observable.value})


def ask(door: DoorLike, place: Place, question: Question) -> Told:  # noqa: ARG001 - the form of all services: this one needs no door
    """The facts of all databases, each with its date."""
    from maxminddb import InvalidDatabaseError

    facts: dict[str, Any] = {}
    for path in place.paths:
        try:
            reader = _reader(path)
            told, length = reader.get_with_prefix_len(question.send["address"])
            about = reader.metadata()
        except (OSError, ValueError, InvalidDatabaseError) as error:
            raise BadReply(f"{Path(path).name} cannot be read: {error}") from error
        if isinstance(told, dict):
            built = datetime.fromtimestamp(about.build_epoch, UTC).date()
            facts = {**_facts(told), "prefix": _prefix(question.send["address"], length), **facts}
            facts["database"] = f"{facts['database']} + " if "database" in facts else ""
            facts["database"] += f"{about.database_type} of {built.isoformat()}"
    return Told(
        Status.FOUND if facts else Status.NOT_FOUND,
        flat(facts),
        repr(facts).encode(),
        "" if facts else "no database knows the address",
    )


@lru_cache(maxsize=16)
def _reader(path: str) -> Any:
    from maxminddb import open_database  # dear to load, and most cases have no database

    return open_database(path)


def _prefix(address: str, length: int) -> str:
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def _facts(told: dict[str, Any]) -> dict[str, Any]:
    """The fields that databases of several makers have for the same things."""
    country = told.get("country") or told.get("registered_country")
    code = country.get("iso_code") if isinstance(country, dict) else country or told.get("country_code")
    number = told.get("autonomous_system_number") or told.get("asn")
    facts = {
        "as_number": str(number).upper().removeprefix("AS") if number else "",
        "as_name": told.get("autonomous_system_organization")
        or told.get("as_name")
        or told.get("name")
        or told.get("organization"),
        "country": code,
        "network_name": told.get("isp") or told.get("as_domain") or told.get("domain"),
    }
    return {name: value for name, value in facts.items() if value}


SERVICE = Service(
    name="hosting",
    kinds=("ip",),
    purpose={"en": "whose network an address is in, and where", "ja": "IP アドレスのネットワーク事業者と所在国"},
    learns={"en": "nobody: a database supplied by the analyst", "ja": "なし(手元のデータベースを参照)"},
    place=Place(rates=(), workers=1, attempts=1),
    plan=plan,
    ask=ask,
    pap=Pap.RED,
    local=True,
)
