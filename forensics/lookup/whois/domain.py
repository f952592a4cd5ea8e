"""The reply about a domain, whatever its registry, to one record. A parser of labels and lines; no top-level domain is named."""

from __future__ import annotations

import re
from datetime import date

from forensics.lookup.whois import dates, labels, lines, people, values
from forensics.lookup.whois.lines import Entry
from forensics.lookup.whois.outcome import outcome, says_free
from forensics.lookup.whois.record import Outcome, WhoisRecord

_JAPANESE_STATE = re.compile(r"(.{1,40}?)\s*\((\d{4}/\d\d/\d\d)\)$")
_IS_STATE = re.compile(r"\S+\.\S+ (?:is )?(Active|active|Inactive|Suspended|Reserved)$")
_OF_AN_ADDRESS_BOOK = frozenset({"address", "phone", "fax no", "e mail", "street", "organization id", "website", "url"})
_WHOLE_NAME = frozenset({"domain", "record", "registration", "registry"})
"""Words in a label by which it speaks of the name, in whatever part of the reply it stands."""


def read(text: str, domain: str) -> WhoisRecord:
    """The record of one reply. Never raises; what is not told is None or empty."""
    told = lines.entries(text)
    status, state_date = _status(told)
    american = dates.month_leads(each.value for each in told if each.about in ("created", "expires", "changed"))
    created, created_text = _date(told, "created", american=american)
    if created is None:
        created, created_text = _assigned(told, american=american)
    expires, _ = _date(told, "expires", american=american)
    changed, _ = _date(told, "changed", american=american)
    registrar = people.registrar(told)
    servers = values.hosts(
        (each.value for each in told if each.about == "ns" and each.part != "registrar"),
        domain.strip().rstrip(".").lower(),
    )
    free = bool(status) and all(says_free(each) for each in status)
    known = bool(registrar or created or expires or servers or (status and not free))
    kind, detail = (Outcome.FOUND, "") if known and not (free and not created) else outcome(text)
    if kind is Outcome.UNREADABLE and changed and not free:
        kind, detail = Outcome.FOUND, ""
    if kind is Outcome.UNREADABLE and free:
        kind, detail = Outcome.NOT_FOUND, f"status: {status[0]}"
    return WhoisRecord(
        domain=domain.strip().rstrip(".").lower()[:255],
        outcome=kind,
        registrar=registrar,
        registrant_organisation=people.registrant(told),
        registrant_country=people.country(told),
        created=created,
        changed=changed,
        expires=expires or (dates.day(state_date) if state_date else None),
        created_at=dates.moment(created_text, created),
        name_servers=servers,
        status=() if free and kind is not Outcome.FOUND else status,
        abuse_mail=people.abuse(told, "abuse_mail", text),
        abuse_phone=people.abuse(told, "abuse_phone", text),
        dnssec=next((each.value[:80] for each in told if each.about == "dnssec"), None),
        referral=_referral(told),
        detail=detail,
    )


def _date(told: list[Entry], about: str, *, american: bool) -> tuple[date | None, str]:
    """The first date under such a label that does not stand in the part of a person."""
    for each in sorted(told, key=lambda each: labels.of_renewal(each.label)) if about == "expires" else told:
        if each.about == about and (
            each.part in lines.NOBODY or about == "expires" or not _WHOLE_NAME.isdisjoint(each.label.split())
        ):
            found = dates.day(each.value, american=american)
            if found:
                return _newest(told, each, american=american) if about == "changed" else (found, each.value)
    books = {each.paragraph for each in told if each.label in _OF_AN_ADDRESS_BOOK}
    for each in told:  # a registrar named in front opens a part of its own, and the dates of the name may stand in it
        if each.about == about and each.part == "registrar" and each.own and each.paragraph not in books:
            found = dates.day(each.value, american=american)
            if found:
                return found, each.value
    return None, ""


def _newest(told: list[Entry], first: Entry, *, american: bool) -> tuple[date, str]:
    """Of a line for each change the one that tells of the last."""
    alike = (first.label, first.part, first.paragraph)
    days = [
        (found, each.value)
        for each in told
        if (each.label, each.part, each.paragraph) == alike and (found := dates.day(each.value, american=american))
    ]
    return max(days)


def _assigned(told: list[Entry], *, american: bool) -> tuple[date | None, str]:
    for each in told:
        if each.about == "changed" and not each.part and values.assigned(each.value):
            return dates.day(each.value, american=american), each.value
    return None, ""


def _status(told: list[Entry]) -> tuple[tuple[str, ...], str]:
    """Codes of the name itself (not of its contacts), and the date that a Japanese state bears: until when it is paid."""
    found, until = [], ""
    for each in told:
        if each.about == "status" and each.part not in ("contact", "registrant"):
            japanese = _JAPANESE_STATE.match(each.value)
            if japanese:
                until = until or japanese[2]
            found.append(japanese[1] if japanese else each.value)
        elif each.label in ("domain name", "domain") and not each.own:
            state = _IS_STATE.match(each.value)
            if state:
                found.append(state[1])
    return values.statuses(found), until


def _referral(told: list[Entry]) -> str | None:
    for each in told:
        if each.about == "referral":
            host = each.value.partition("://")[2] or each.value
            found = values.hosts([host.partition("/")[0].partition(":")[0]])
            if found:
                return found[0]
    return None
