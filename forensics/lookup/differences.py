"""Where RDAP and WHOIS say different things of one name: both are shown, neither is believed over the other.

Why it matters: a reply on record may be older than the other, a registrar's word is not the registry's, and a parser can be
wrong. What both say alike is firm; where they differ a human looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forensics.lookup.service import listed
from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable

FIELDS = ("registrar", "created", "expires", "status", "name_servers", "registrant", "country", "abuse_mail")
_SIGNS = re.compile(r"[\W_]+")
_LEGAL = re.compile(r"\b(?:inc|llc|ltd|limited|gmbh|co|corp|corporation|kk|ag|sa|bv|srl|sas|plc)\b")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two services differ."""

    observable: Observable
    field: str
    said: Mapping[str, str]
    """Service -> what it says."""


def differences(answers: Iterable[Answer]) -> list[Difference]:
    """The fields in which RDAP's and WHOIS's answers on one value differ in more than spelling."""
    told: dict[Observable, dict[str, Mapping[str, str]]] = {}
    for answer in answers:
        if answer.service in ("rdap", "whois") and answer.status is Status.FOUND:
            told.setdefault(answer.observable, {})[answer.service] = answer.facts
    found: list[Difference] = []
    for observable, both in told.items():
        if len(both) == 2:
            rdap, whois = both["rdap"], both["whois"]
            found += [
                Difference(observable, name, {"rdap": rdap[name], "whois": whois[name]})
                for name in FIELDS
                if rdap.get(name) and whois.get(name) and _plain(name, rdap[name]) != _plain(name, whois[name])
            ]
    return found


def _plain(field: str, value: str) -> object:
    """A value without what is only spelling: the order of lists, the time of a day, a company's form, EPP codes in words."""
    if field in ("created", "expires"):
        return value[:10]
    if field in ("status", "name_servers"):
        codes = {_SIGNS.sub("", each.lower()) for each in listed(value)}
        return frozenset("ok" if each == "active" and field == "status" else each for each in codes)
    words = _SIGNS.sub(" ", value.lower().replace(".", ""))
    return " ".join(_LEGAL.sub(" ", words).split())
