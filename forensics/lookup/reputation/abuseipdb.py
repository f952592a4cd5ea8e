"""AbuseIPDB: attacks that administrators reported from an address, over ninety days. Reports are claims, and addresses change hands."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from forensics.lookup.reputation.reading import at, number, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

DAYS = 90


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """One address."""
    url = f"{place.url}check?{urlencode({'ipAddress': observable.value, 'maxAgeInDays': DAYS})}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """Score, reports, reporters, and what the address is used for."""
    key = {"Key": door.settings.keys.get("abuseipdb", ""), "Accept": "application/json"}
    reply = door.http("abuseipdb", place, question.send["url"], headers=key)
    told = at(tree(reply.body), "data")
    facts = {
        "score": text(told, "abuseConfidenceScore"),
        "reports": text(told, "totalReports"),
        "reporters": text(told, "numDistinctUsers"),
        "last_reported": text(told, "lastReportedAt"),
        "usage": text(told, "usageType"),
        "country": text(told, "countryCode"),
        "isp": text(told, "isp"),
        "domain": text(told, "domain"),
    }
    found = Status.FOUND if number(told, "totalReports") else Status.NOT_FOUND
    return Told(found, flat(facts), reply.body, "" if found is Status.FOUND else f"no reports in {DAYS} days")


SERVICE = Service(
    name="abuseipdb",
    kinds=("ip",),
    purpose={"en": "whether attacks were reported from it", "ja": "攻撃元としての通報の有無"},
    learns={"en": "AbuseIPDB", "ja": "AbuseIPDB"},
    place=Place("https://api.abuseipdb.com/api/v2/", rates=((2, 1.0), (1_000, 86_400.0))),
    plan=plan,
    ask=ask,
    key="abuseipdb",
)
