"""Bytes of an RDAP reply to a record (RFC 9083). What is not well formed is told and left out; a reply that is none has its reason."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterator
from typing import Any

from forensics.lookup.rdap import jcard
from forensics.lookup.rdap.record import Entity, RdapRecord, RdapReply
from forensics.lookup.whois import dates, labels
from forensics.model.answer import Status

KINDS = ("domain", "ip network", "autnum", "entity", "nameserver")
LARGEST = 4_000_000
"""Bytes that are read of one reply."""
MOST = 200
"""Entities, servers, codes of one kind that are kept."""
DEEPEST = 6
"""Levels of entities inside entities."""


def parse_reply(raw: bytes | str) -> RdapReply:
    """The record in a reply, or NOT_FOUND, REFUSED or FAILED with the reason. Never raises."""
    if len(raw) > LARGEST:
        return RdapReply(Status.FAILED, detail=f"the reply is larger than {LARGEST} bytes")
    try:
        told = json.loads(raw)
    except (ValueError, RecursionError) as error:
        return RdapReply(Status.FAILED, detail=f"the reply is no JSON: {str(error)[:120]}")
    if not isinstance(told, dict):
        return RdapReply(Status.FAILED, detail=f"the reply is no JSON object but a {type(told).__name__}")
    if "records" in told and "objectClassName" not in told:
        told = _newest(told["records"])
    if "errorCode" in told:
        return _error(told)
    kind = told.get("objectClassName")
    if kind not in KINDS:
        named = f" but {jcard.text(kind)!r}" if kind else ""
        return RdapReply(Status.FAILED, detail=f"the reply names no kind of object that is known{named}")
    problems: list[str] = []
    record = _record(told, str(kind), problems)
    if not record.handle and not record.name and not record.first:
        return RdapReply(Status.FAILED, detail=f"the reply is a {kind} without handle and name")
    return RdapReply(Status.FOUND, record, problems=tuple(problems))


def _newest(records: Any) -> dict[str, Any]:
    """Of a history (APNIC's extension) what is valid today: the smallest network of those that have no end."""
    valid = [
        each["content"]
        for each in (records if isinstance(records, list) else [])
        if isinstance(each, dict) and isinstance(each.get("content"), dict) and not each.get("applicableUntil")
    ]
    return min(valid, key=_size, default={})


def _size(told: dict[str, Any]) -> int:
    try:
        first, last = (ipaddress.ip_address(str(told.get(name))) for name in ("startAddress", "endAddress"))
    except ValueError:
        return 1 << 129
    return int(last) - int(first)


def _error(told: dict[str, Any]) -> RdapReply:
    code = str(told.get("errorCode"))[:10]
    lines = told.get("description")
    words = jcard.text([told.get("title"), lines if isinstance(lines, list) else [lines]]) or "no reason given"
    status = {
        "404": Status.NOT_FOUND,
        "401": Status.REFUSED,
        "403": Status.REFUSED,
        "429": Status.REFUSED,
        "451": Status.REFUSED,
    }
    return RdapReply(status.get(code, Status.FAILED), detail=f"error {code}: {words}"[:300])


def _record(told: dict[str, Any], kind: str, problems: list[str]) -> RdapRecord:
    entities = tuple(_entities(told.get("entities"), problems, 0))
    events = _events(told.get("events"), problems)
    everybody = list(_all(entities))
    registrar = next((each.called for each in everybody if "registrar" in each.roles), "")
    registrant = next((each for each in everybody if "registrant" in each.roles), None)
    own = _entity(told, problems, DEEPEST) if kind == "entity" else None
    desk = _abuse_desk(own, everybody)
    created = events.get("registration", "")
    return RdapRecord(
        kind=kind,
        handle=_text(told, "handle"),
        name=_name(told, kind, own),
        status=tuple(dict.fromkeys(jcard.text(each) for each in _list(told, "status", problems) if jcard.text(each))),
        created=dates.day(created),
        changed=dates.day(events.get("last changed", "")),
        expires=dates.day(events.get("expiration", "")),
        created_at=dates.moment(created, dates.day(created)),
        name_servers=_servers(told, problems),
        entities=entities,
        registrar=registrar,
        registrant=registrant.called if registrant and not labels.unsaid(registrant.called) else "",
        country=_text(told, "country") or (registrant.country if registrant else "") or (own.country if own else ""),
        abuse_mail=next(iter(desk.emails), "") if desk else "",
        abuse_phone=next(iter(desk.phones), "") if desk else "",
        first=_text(told, "startAddress").split("/")[0],
        last=_text(told, "endAddress").split("/")[0],
        prefixes=tuple(_prefixes(told, problems)),
        as_numbers=tuple(_numbers(told)),
        network_type=_text(told, "type"),
        parent=_text(told, "parentHandle"),
        signed=_signed(told),
        related=tuple(_related(told, problems)),
        whois_server=_text(told, "port43").lower(),
    )


def _name(told: dict[str, Any], kind: str, own: Entity | None) -> str:
    if kind in ("domain", "nameserver"):
        return (_text(told, "ldhName") or _text(told, "unicodeName")).rstrip(".").lower()
    return own.name if own else _text(told, "name")


def _abuse_desk(own: Entity | None, everybody: list[Entity]) -> Entity | None:
    """Whom to complain to: the entity whose role it is; else (an entity asked for by itself) nobody."""
    asked = [own] if own is not None and "abuse" in own.roles else []
    desks = [each for each in (*asked, *everybody) if "abuse" in each.roles]
    return next((each for each in desks if each.emails), next(iter(desks), None))


def _entities(told: Any, problems: list[str], depth: int) -> Iterator[Entity]:
    if told is None:
        return
    if not isinstance(told, list):
        problems.append("entities is no list")
        return
    for each in told[:MOST]:
        if isinstance(each, dict):
            yield _entity(each, problems, depth)
        else:
            problems.append("an entity is no object")


def _entity(told: dict[str, Any], problems: list[str], depth: int) -> Entity:
    card = told.get("vcardArray")
    if card is not None and not any(jcard.properties(card)):
        problems.append(f"the contact data of {_text(told, 'handle') or 'an entity'} cannot be read")
    ids = [each for each in _list(told, "publicIds", problems) if isinstance(each, dict)]
    return Entity(
        handle=_text(told, "handle"),
        roles=tuple(jcard.text(each).lower() for each in _list(told, "roles", problems) if isinstance(each, str)),
        iana_id=next((_text(each, "identifier") for each in ids if "IANA" in _text(each, "type")), ""),
        inside=tuple(_entities(told.get("entities"), problems, depth + 1)) if depth < DEEPEST else (),
        **jcard.contact(card),
    )


def _all(entities: tuple[Entity, ...]) -> Iterator[Entity]:
    """Entities and those inside them, the outer ones first."""
    level = list(entities)
    while level:
        yield from level
        level = [inner for each in level for inner in each.inside][:MOST]


def _events(told: Any, problems: list[str]) -> dict[str, str]:
    """What happened -> when, the first of each."""
    found: dict[str, str] = {}
    for each in told if isinstance(told, list) else []:
        if (
            isinstance(each, dict)
            and isinstance(each.get("eventDate"), str)
            and isinstance(each.get("eventAction"), str)
        ):
            found.setdefault(each["eventAction"].lower(), each["eventDate"])
        else:
            problems.append("an event bears no date or no action")
    return found


def _servers(told: dict[str, Any], problems: list[str]) -> tuple[str, ...]:
    names = (
        _text(each, "ldhName") or _text(each, "unicodeName")
        for each in _list(told, "nameservers", problems)
        if isinstance(each, dict)
    )
    return tuple(dict.fromkeys(name.rstrip(".").lower() for name in names if name))


def _prefixes(told: dict[str, Any], problems: list[str]) -> Iterator[str]:
    for each in _list(told, "cidr0_cidrs", problems):
        if isinstance(each, dict) and isinstance(each.get("length"), int):
            head = _text(each, "v4prefix") or _text(each, "v6prefix")
            if head:
                yield f"{head}/{each['length']}"


def _numbers(told: dict[str, Any]) -> Iterator[int]:
    ends = [told.get("startAutnum"), told.get("endAutnum")]
    origins = told.get("arin_originas0_originautnums")
    for each in dict.fromkeys(
        [*ends, *(origins[:MOST] if isinstance(origins, list) else [])] if _hashable(ends, origins) else []
    ):
        if isinstance(each, int) and 0 < each < 1 << 32:
            yield each


def _hashable(*lists: Any) -> bool:
    return all(
        isinstance(each, int | type(None)) for told in lists for each in (told if isinstance(told, list) else [])
    )


def _signed(told: dict[str, Any]) -> bool | None:
    secure = told.get("secureDNS")
    signed = secure.get("delegationSigned") if isinstance(secure, dict) else None
    return signed if isinstance(signed, bool) else None


def _related(told: dict[str, Any], problems: list[str]) -> Iterator[str]:
    for each in _list(told, "links", problems):
        if isinstance(each, dict) and each.get("rel") == "related" and isinstance(each.get("href"), str):
            yield each["href"][: jcard.LONGEST]


def _list(told: dict[str, Any], name: str, problems: list[str]) -> list[Any]:
    value = told.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        problems.append(f"{name} is no list")
        return []
    return value[:MOST]


def _text(told: dict[str, Any], name: str) -> str:
    return jcard.text(told.get(name))
