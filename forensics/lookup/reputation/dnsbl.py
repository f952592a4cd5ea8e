"""Block lists by DNS (RFC 5782): whether an address or a domain is on Spamhaus's or another list.

Why it matters: the operator's own mail server asks the same lists; and an address on one by policy (a home line) is a different
thing from one that is there for spam. A list that is asked through a public resolver refuses (127.255.255.x): that is no answer.
"""

from __future__ import annotations

import ipaddress

from forensics.lookup.failures import WireError
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

ZONES = {"ip": ("zen.spamhaus.org",), "domain": ("dbl.spamhaus.org",)}
CODES = {
    "127.0.0.2": "spam source", "127.0.0.3": "snowshoe spam", "127.0.0.4": "exploited or infected", "127.0.0.9": "hijacked network",
    "127.0.0.10": "line of a customer (policy)", "127.0.0.11": "line of a customer (policy)",
    "127.0.1.2": "spam domain", "127.0.1.4": "phishing domain", "127.0.1.5": "malware domain", "127.0.1.6": "botnet control",
    "127.0.1.102": "abused legitimate domain: spam", "127.0.1.103": "abused legitimate domain: redirector",
    "127.0.1.104": "abused legitimate domain: phishing", "127.0.1.105": "abused legitimate domain: malware",
    "127.0.1.106": "abused legitimate domain: botnet",
}  # fmt: skip
REFUSALS = "127.255.255."


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """One question for each list. Own lists: ``zones = ["ip:list.example", "domain:names.example"]``."""
    own = tuple(each.partition(":")[2] for each in place.zones if each.partition(":")[0] == observable.kind)
    zones = own or ("" if place.zones else ZONES[observable.kind])
    if not zones:
        return f"no list of values of the kind {observable.kind} is configured"
    name = observable.value
    if observable.kind == "ip":
        pointer = ipaddress.ip_address(observable.value).reverse_pointer
        name = pointer.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
    names = [f"{name}.{zone}" for zone in zones]
    return Question(
        f"A {' '.join(names)}", f"{', '.join(zones)}, by way of the resolver", {"names": names, "zones": zones}
    )


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """On which lists it is, and what for."""
    listed, refused, errors, log = [], [], [], []
    for name, zone in zip(question.send["names"], question.send["zones"], strict=True):
        try:
            reply = door.dns("dnsbl", place, name, "A")
        except WireError as error:
            errors.append(f"{zone}: {error}")
            continue
        values = [each.value for each in reply.records if each.kind == "A"]
        log += [f"{name} A {value}" for value in values] or [f"{name} {reply.code}"]
        refused += [zone] * any(value.startswith(REFUSALS) for value in values)
        listed += [
            f"{zone}: {CODES.get(value, value)}"
            for value in values
            if value.startswith("127.") and not value.startswith(REFUSALS)
        ]
    raw = "\n".join(log).encode()
    detail = "; ".join([*errors, *(f"{zone} refuses this resolver" for zone in dict.fromkeys(refused))])
    if listed:
        return Told(Status.FOUND, flat({"listed": listed}), raw, detail)
    if detail:
        return Told(Status.REFUSED if refused else Status.FAILED, raw=raw, detail=detail)
    return Told(Status.NOT_FOUND, raw=raw, detail="on none of the lists")


SERVICE = Service(
    name="dnsbl",
    kinds=("ip", "domain"),
    purpose={"en": "whether block lists have it", "ja": "ブロックリストへの掲載"},
    learns={
        "en": "the list's operator (Spamhaus), by way of the resolver",
        "ja": "ブロックリストの運営者(Spamhaus。DNS リゾルバー経由)",
    },
    place=Place(rates=((20, 1.0),), timeout=5.0, attempts=2),
    plan=plan,
    ask=ask,
)
