"""Whose network an address is in, today, from Team Cymru's service over DNS.

Why it matters: routing changes by the hour and a database file does not. Team Cymru and the resolver learn which address is
looked at, the offender does not. Format: ``AS | prefix | country | registry | allocated``.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping

from forensics.lookup.failures import BadReply
from forensics.lookup.service import DoorLike, Question, Service, Told, flat, listed
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The name that is asked, and the name of its AS after that."""
    value = ipaddress.ip_address(observable.value)
    zone = "origin" if value.version == 4 else "origin6"
    base = place.zones[0] if place.zones else "asn.cymru.com"
    labels = value.reverse_pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
    name = f"{labels}.{zone}.{base}"
    return Question(
        f"TXT {name}, and of its AS",
        place.host or "this machine's resolver, and by it Team Cymru",
        {"name": name, "base": base},
    )


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """AS number, prefix, country, registry, and the name of the AS."""
    reply = door.dns("cymru", place, question.send["name"], "TXT")
    lines = [[field.strip() for field in each.value.split("|")] for each in reply.records if each.kind == "TXT"]
    if not lines:
        return Told(Status.NOT_FOUND, raw=reply.raw, detail="nobody announces the address")
    # the most specific prefix is the one that routers follow
    fields = max(
        lines,
        key=lambda each: (
            int(each[1].partition("/")[2] or 0) if len(each) > 1 and each[1].partition("/")[2].isdigit() else 0
        ),
    )
    if len(fields) < 5:
        error = BadReply("the answer is not in the form that is known")
        error.raw = reply.raw
        raise error
    numbers = fields[0].split()
    name = ""
    if numbers and numbers[0].isdigit():
        named = door.dns("cymru", place, f"AS{numbers[0]}.{question.send['base']}", "TXT")
        name = next((each.value.split("|")[-1].strip() for each in named.records if each.kind == "TXT"), "")
    facts = {
        "as_numbers": numbers,
        "prefix": fields[1],
        "country": fields[2],
        "registry": fields[3],
        "allocated": fields[4],
        "as_name": name.replace(", ", " "),
    }
    return Told(Status.FOUND, flat(facts), reply.raw)


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:  # noqa: ARG001 - the form of all services
    """The AS numbers."""
    return [Observable("asn", f"AS{each}") for each in listed(told.get("as_numbers"))]


SERVICE = Service(
    name="cymru",
    kinds=("ip",),
    purpose={"en": "whose network an address is in, today", "ja": "IP アドレスの現在のネットワーク事業者"},
    learns={"en": "Team Cymru, by way of the resolver", "ja": "Team Cymru(DNS リゾルバー経由)"},
    place=Place(rates=((20, 1.0),), timeout=5.0, attempts=2),
    plan=plan,
    ask=ask,
    reveals=reveals,
)
