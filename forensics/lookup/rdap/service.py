"""Ask a registry by RDAP: who registered a name, a network, an AS number, since when, and where to complain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import quote, urlsplit

from forensics.lookup.failures import BadReply
from forensics.lookup.rdap import RdapRecord, parse_reply
from forensics.lookup.rdap.bootstrap import known
from forensics.lookup.service import DoorLike, Question, Service, Told, flat, listed
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

_NUMBER = re.compile(r"(?:AS)?(\d{1,10})", re.IGNORECASE)


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:
    """The question, to the server that the bootstrap names; the analyst's own URL goes before it."""
    number = _NUMBER.fullmatch(observable.value)
    if observable.kind == "asn" and number is None:
        return "no AS number"
    base, path, knows = place.url, "", known(settings.state_folder)
    if observable.kind == "domain":
        base, path = base or knows.domain(observable.value) or "", f"domain/{quote(observable.value)}"
    elif observable.kind == "ip":
        base, path = base or knows.address(observable.value) or "", f"ip/{quote(observable.value, safe=':')}"
    elif number is not None:
        base, path = base or knows.as_number(int(number[1])) or "", f"autnum/{number[1]}"
    if not base:
        return "its registry offers no RDAP: ask by WHOIS"
    url = f"{base.rstrip('/')}/{path}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The facts in the reply. 400 and 404 bear a reply of their own, which is read, too."""
    reply = door.http(
        "rdap",
        # the list of hosts is the bootstrap: the one that it names for this value, and for a redirect every other one in it
        replace(place, hosts=(*place.hosts, question.to, *sorted(known(door.settings.state_folder).hosts))),
        question.send["url"],
        headers={"Accept": "application/rdap+json, application/json"},
        expected=(200, 400, 404, 422),
    )
    told = parse_reply(reply.body)
    if reply.status == 404 and told.record is None:
        return Told(
            Status.NOT_FOUND,
            raw=reply.body,
            detail=told.detail if told.status is Status.NOT_FOUND else "the registry knows nothing of it",
        )
    if reply.status != 200 and told.record is None and told.status is Status.FAILED:
        error = BadReply(f"the registry answered {reply.status}: {told.detail}")
        error.raw = reply.body
        raise error
    if told.record is None:
        return Told(told.status, raw=reply.body, detail=told.detail)
    return Told(told.status, facts(told.record), reply.body, "; ".join(told.problems)[:500])


def facts(record: RdapRecord) -> dict[str, str]:
    """The record, flat."""
    return flat(
        {
            "handle": record.handle,
            "name": record.name,
            "registrar": record.registrar,
            "registrant": record.registrant,
            "country": record.country,
            "created": record.created_at.isoformat() if record.created_at else record.created,
            "changed": record.changed,
            "expires": record.expires,
            "status": record.status,
            "name_servers": record.name_servers,
            "dnssec": record.signed,
            "network": f"{record.first} - {record.last}" if record.first else "",
            "prefixes": record.prefixes,
            "as_numbers": record.as_numbers,
            "network_type": record.network_type,
            "abuse_mail": record.abuse_mail,
            "abuse_phone": record.abuse_phone,
            "entities": [
                f"{each.called} ({'/'.join(each.roles)})".replace(", ", " ") for each in record.entities if each.called
            ],
        }
    )


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:
    """The abuse contact, and of a network who announces it."""
    return _named(told, number=observable.kind == "ip")


def _named(told: Mapping[str, str], *, number: bool) -> Iterator[Observable]:
    if told.get("abuse_mail"):
        yield Observable("email", told["abuse_mail"])
    for each in listed(told.get("as_numbers")) if number else ():
        yield Observable("asn", f"AS{each}")


SERVICE = Service(
    name="rdap",
    kinds=("domain", "ip", "asn"),
    purpose={"en": "who registered the name or the network, and when", "ja": "ドメインやネットワークの登録者と登録日"},
    learns={
        "en": "the registry of the top-level domain or of the region",
        "ja": "トップレベルドメインまたは地域のレジストリ",
    },
    place=Place(rates=((4, 1.0),), limit=4_000_000),
    plan=plan,
    ask=ask,
    reveals=reveals,
)
