"""Ask a registry by WHOIS (RFC 3912): where there is no RDAP, and as a second voice where there is.

The server of each registry, the form of its question and its encoding are data. A registry that only names the registrar refers
to the registrar's own server: that is followed once, and only to servers that the list names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from forensics.lookup.failures import WireError
from forensics.lookup.rdap.bootstrap import shipped
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.lookup.whois import NetworkRecord, Outcome, WhoisRecord, package, parse_network, parse_reply, text_of
from forensics.model.answer import Status
from forensics.model.observable import Observable

PORT = 43
STATUS = {
    Outcome.FOUND: Status.FOUND,
    Outcome.NOT_FOUND: Status.NOT_FOUND,
    Outcome.RATE_LIMITED: Status.REFUSED,
    Outcome.NOT_AUTHORISED: Status.REFUSED,
    Outcome.UNREADABLE: Status.FAILED,
}
_SEPARATOR = b"\n\n%% referred to: "
"""Between the registry's reply and the registrar's in the raw bytes on record."""


@lru_cache(maxsize=1)
def servers() -> Mapping[str, Any]:
    """The list of servers that came with the package."""
    loaded: Mapping[str, Any] = json.loads(
        resources.files("forensics.lookup").joinpath("data", "whois_servers.json").read_text("utf-8")
    )
    return loaded


def known_hosts() -> tuple[str, ...]:
    """Every host that the list names."""
    told = servers()
    return tuple(
        sorted(
            {
                *(each[0] for each in told["names"].values()),
                *told["registrars"],
                *(each[0] for each in told["networks"].values()),
                told["japan"][0],
            }
        )
    )


READERS = ("", package.NAME)
"""Who reads replies about domains: our own parser, or the package of that name."""


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The question to the registry's server; nothing is asked whose reply the chosen reader could not read."""
    if place.reader not in READERS:
        return (
            f"no such reader of WHOIS replies: {place.reader}; there is {package.NAME}, and without the setting our own"
        )
    if place.reader and not package.installed():
        return package.MISSING
    if observable.kind == "domain":
        entry = _entry(observable.value)
        if entry is None and not place.host:
            return f"no WHOIS server is known for .{observable.value.rpartition('.')[2]}"
    else:
        base = shipped().address(observable.value)
        entry = servers()["networks"].get(urlsplit(base or "").hostname)
        if entry is None and not place.host:
            return "no registry is known for this address"
    host, template, codec = [*(entry or [place.host]), "", ""][:3]
    line = (template or "{}").format(observable.value)
    host = place.host or host
    port = place.port or PORT
    return Question(
        f"{line} (whois {host}:{port})", host,
        {"host": host, "port": port, "line": line, "codec": codec, "kind": observable.kind, "value": observable.value},
    )  # fmt: skip


def _entry(name: str) -> list[str] | None:
    """The server of the longest suffix that the list knows; of a newer top-level domain the one its contract prescribes."""
    labels = name.split(".")
    for start in range(1, len(labels)):
        entry: list[str] | None = servers()["names"].get(".".join(labels[start:]))
        if entry is not None:
            return entry
    last = labels[-1]
    # ICANN's registry agreement (specification 4) wants whois.nic.<tld> of every generic one; country codes have two letters.
    return [f"whois.nic.{last}"] if len(last) > 2 and shipped().domain(name) else None


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The facts in the reply, those of the registrar's server over those of the registry's."""
    send = question.send
    allowed = _with_hosts(place, send["host"])
    raw = door.tcp(
        "whois",
        allowed,
        send["host"],
        send["port"],
        send["line"].encode("idna" if not send["line"].isascii() else "ascii") + b"\r\n",
    )
    if send["kind"] == "ip":
        return _network(door, allowed, send, raw)
    record = _read(place, _text(raw, send["codec"]), send["value"])
    detail = record.detail
    told = facts(record)
    if record.outcome is Outcome.FOUND and record.referral and record.referral != send["host"]:
        if record.referral in {each.lower() for each in allowed.hosts}:
            try:
                second = door.tcp("whois", allowed, record.referral, send["port"], send["value"].encode() + b"\r\n")
            except WireError as error:
                detail = f"{record.referral} was referred to and did not answer: {error}"
            else:
                raw += _SEPARATOR + record.referral.encode() + b"\n" + second
                more = _read(place, second, send["value"])
                if more.outcome is Outcome.FOUND:
                    told = {
                        **told,
                        **{
                            name: value
                            for name, value in facts(more).items()
                            if name not in _REGISTRYS_WORD or name not in told
                        },
                    }
        else:
            detail = f"{record.referral} was referred to and is not on the list of servers: not asked"
    return Told(STATUS[record.outcome], told, raw, detail)


def _read(place: Place, raw: str | bytes, domain: str) -> WhoisRecord:
    """By the reader of the analyst's choice. The package knows no referral: that is always our own reading."""
    ours = parse_reply(raw, domain)
    if place.reader != package.NAME:
        return ours
    return replace(package.parse_reply(raw if isinstance(raw, str) else text_of(raw), domain), referral=ours.referral)


_REGISTRYS_WORD = frozenset({"created", "name_servers", "status", "expires", "dnssec"})
"""What the registry knows best; the registrar fills the rest."""


def _network(door: DoorLike, place: Place, send: Mapping[str, Any], raw: bytes) -> Told:
    """A network; APNIC keeps Japan's in short and JPNIC in full."""
    record = parse_network(raw, send["value"])
    host, template, codec = servers()["japan"]
    text = text_of(raw)
    if record.registry == "apnic" and "jpnic" in text.lower() and host in place.hosts and not place.host:
        try:
            second = door.tcp("whois", place, host, send["port"], template.format(send["value"]).encode() + b"\r\n")
        except WireError as error:
            return Told(STATUS[record.outcome], network_facts(record), raw, f"{host} did not answer: {error}")
        more = parse_network(_text(second, codec), send["value"])
        if more.outcome is Outcome.FOUND:
            merged = {**network_facts(record), **network_facts(more)}
            return Told(Status.FOUND, merged, raw + _SEPARATOR + host.encode() + b"\n" + second, more.detail)
    return Told(STATUS[record.outcome], network_facts(record), raw, record.detail)


def _with_hosts(place: Place, host: str) -> Place:
    """The list, and the server that the plan named (which the list, or the rule for new top-level domains, knows)."""
    return replace(place, hosts=tuple(dict.fromkeys([*place.hosts, host])))


def _text(raw: bytes, codec: str) -> str | bytes:
    """Decoded as this server writes, where that is known and goes; else as it looks."""
    try:
        return raw.decode(codec) if codec else raw
    except (UnicodeDecodeError, LookupError):
        return raw


def facts(record: WhoisRecord) -> dict[str, str]:
    """The record, flat; the same names as RDAP's, so that the two can be laid side by side."""
    return flat(
        {
            "registrar": record.registrar,
            "registrant": record.registrant_organisation,
            "country": record.registrant_country,
            "created": record.created_at.isoformat() if record.created_at else record.created,
            "changed": record.changed,
            "expires": record.expires,
            "status": record.status,
            "name_servers": record.name_servers,
            "dnssec": record.dnssec,
            "abuse_mail": record.abuse_mail,
            "abuse_phone": record.abuse_phone,
        }
    )


def network_facts(record: NetworkRecord) -> dict[str, str]:
    """A network, flat."""
    return flat(
        {
            "name": record.name,
            "registrant": record.organisation,
            "country": record.country,
            "network": f"{record.first} - {record.last}" if record.first else "",
            "as_numbers": [record.as_number] if record.as_number else [],
            "created": record.created,
            "changed": record.changed,
            "status": record.status,
            "abuse_mail": record.abuse_mail,
            "abuse_phone": record.abuse_phone,
            "registry": record.registry,
        }
    )


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:  # noqa: ARG001 - the form of all services
    """The abuse contact."""
    return _named(told)


def _named(told: Mapping[str, str]) -> Iterator[Observable]:
    if told.get("abuse_mail"):
        yield Observable("email", told["abuse_mail"])


SERVICE = Service(
    name="whois",
    kinds=("domain", "ip"),
    purpose={"en": "the same, where there is no RDAP", "ja": "RDAP がない場合の登録情報"},
    learns={
        "en": "the registry of the top-level domain or of the region",
        "ja": "トップレベルドメインまたは地域のレジストリ",
    },
    place=Place(hosts=known_hosts(), rates=((1, 1.0), (30, 60.0)), workers=2, limit=500_000),
    plan=plan,
    ask=ask,
    reveals=reveals,
)
