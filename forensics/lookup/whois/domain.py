"""The reply about a domain, whatever its registry, to one record. A parser of labels and lines; no top-level domain is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from forensics.lookup.whois import dates, labels, lines, values
from forensics.lookup.whois.lines import Entry
from forensics.lookup.whois.outcome import outcome, says_free
from forensics.lookup.whois.record import Outcome, WhoisRecord

_JAPANESE_STATE = re.compile(r"(.{1,40}?)\s*\((\d{4}/\d\d/\d\d)\)$")
_IS_STATE = re.compile(r"\S+\.\S+ (?:is )?(Active|active|Inactive|Suspended|Reserved)$")
_OTHER_SCRIPT = re.compile(r"[\u0590-\u0eff\u1100-\u11ff\u3040-\ud7a3]")
_NOBODY = frozenset({"", lines.SERVERS})
_NAMES = ("name", "organization name", "organisation name", "organization", "organisation", "registrar name")
_WHOLE_NAME = frozenset({"domain", "record", "registration", "registry"})
"""Words in a label by which it speaks of the name, in whatever part of the reply it stands."""
_COMMENT_MAIL = re.compile(r"^[%#].{0,40}abuse contact.{0,200}", re.IGNORECASE | re.MULTILINE)


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
    registrar = _registrar(told)
    servers = values.hosts(
        (each.value for each in told if each.about == "ns" and each.part != "registrar"),
        domain.strip().rstrip(".").lower(),
    )
    free = bool(status) and all(says_free(each) for each in status)
    known = bool(registrar or created or expires or servers or (status and not free) or changed)
    kind, detail = (Outcome.FOUND, "") if known and not (free and not created) else outcome(text)
    if kind is Outcome.UNREADABLE and free:
        kind, detail = Outcome.NOT_FOUND, f"status: {status[0]}"
    return WhoisRecord(
        domain=domain.strip().rstrip(".").lower()[:255],
        outcome=kind,
        registrar=registrar,
        registrant_organisation=_registrant(told),
        registrant_country=_country(told),
        created=created,
        changed=changed,
        expires=expires or (dates.day(state_date) if state_date else None),
        created_at=dates.moment(created_text, created),
        name_servers=servers,
        status=() if free and kind is not Outcome.FOUND else status,
        abuse_mail=_abuse(told, "abuse_mail", text),
        abuse_phone=_abuse(told, "abuse_phone", text),
        dnssec=next((each.value[:80] for each in told if each.about == "dnssec"), None),
        referral=_referral(told),
        detail=detail,
    )


def _date(told: list[Entry], about: str, *, american: bool) -> tuple[date | None, str]:
    """The first date under such a label that does not stand in the part of a person."""
    for each in told:
        if each.about == about and (
            each.part in _NOBODY or about == "expires" or not _WHOLE_NAME.isdisjoint(each.label.split())
        ):
            found = dates.day(each.value, american=american)
            if found:
                return found, each.value
    for each in told:  # a registrar named in front opens a part of its own, and the dates of the name may stand in it
        if each.about == about and each.part == "registrar" and each.own and not _is_address_book(told, each.paragraph):
            found = dates.day(each.value, american=american)
            if found:
                return found, each.value
    return None, ""


def _is_address_book(told: list[Entry], paragraph: int) -> bool:
    inside = {"address", "phone", "fax no", "e mail", "street", "organization id", "website", "url"}
    return any(each.paragraph == paragraph and each.label in inside for each in told)


def _assigned(told: list[Entry], *, american: bool) -> tuple[date | None, str]:
    for each in told:
        if each.about == "changed" and not each.part and values.assigned(each.value):
            return dates.day(each.value, american=american), each.value
    return None, ""


def _registrar(told: list[Entry]) -> str | None:
    """The registrar's name: under its own label, or in the part that speaks of it.

    A reply that says everything twice, in the script of the country and in Latin letters, is read in the latter.
    """
    found = list(_registrars(told))
    latin = [each for each in found if not _OTHER_SCRIPT.search(each)]
    return next(iter(latin or found), None)


def _registrars(told: list[Entry]) -> Iterator[str]:
    """In the order of the reply: so the organisation, which registries write first, comes before the registrar's handle."""
    for each in told:
        name = ""
        if each.about == "registrar" and each.part in (*_NOBODY, "registrar", "registrant"):
            name = (each.part == "registrar" and each.own and _name_inside(told, each.paragraph)) or each.value
        elif each.part == "registrar" and each.own and each.label in _NAMES:
            name = each.value
        name = values.registrar(name)
        if name and not labels.unsaid(name) and not name.startswith(("http:", "https:")):
            yield name[:200]


def _name_inside(told: list[Entry], paragraph: int) -> str:
    """``name:`` below a registrar that is named by its handle."""
    inside = [each for each in told if each.paragraph == paragraph and each.part == "registrar" and each.own]
    return next((each.value for each in inside if each.label == "name" and not labels.unsaid(each.value)), "")


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


def _registrant(told: list[Entry]) -> str | None:
    """Who says that the name is his: the organisation before the person."""
    candidates = [
        each
        for each in told
        if (each.about == "registrant" and each.part in (*_NOBODY, "registrant"))
        or (each.part == "registrant" and (each.label in labels.REGISTRANT_INSIDE or not each.own))
    ]
    ranked = sorted(candidates, key=lambda each: "organi" not in each.label and each.label not in ("org", "組織名"))
    return next((each.value[:200] for each in ranked if not labels.unsaid(each.value)), None)


def _country(told: list[Entry]) -> str | None:
    for each in told:
        theirs = each.about == "country" or (each.part == "registrant" and each.label in labels.COUNTRY_INSIDE)
        if theirs and not labels.unsaid(each.value):
            return each.value[:60]
    return None


def _abuse(told: list[Entry], about: str, text: str) -> str | None:
    read = values.mail if about == "abuse_mail" else values.phone
    for each in told:
        if each.about == about and (found := read(each.value)):
            return found
    comment = _COMMENT_MAIL.search(text) if about == "abuse_mail" else None
    return values.mail(comment[0]) if comment else None


def _referral(told: list[Entry]) -> str | None:
    for each in told:
        if each.about == "referral":
            host = each.value.partition("://")[2] or each.value
            found = values.hosts([host.partition("/")[0].partition(":")[0]])
            if found:
                return found[0]
    return None
