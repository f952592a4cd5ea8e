"""urlscan.io: what others' scans saw at a domain or an address. Its records are searched; a scan is never ordered (it would be public)."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from forensics.lookup.reputation.reading import at, number, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

MOST = 50
"""Scans that are asked for."""
_FIELDS = {"domain": "page.domain", "ip": "page.ip", "url": "page.url.keyword", "sha256": "hash"}


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """A search for the value, quoted for their query language."""
    quoted = observable.value.replace("\\", "\\\\").replace('"', '\\"')
    url = f"{place.url}search/?{urlencode({'q': _FIELDS[observable.kind] + chr(58) + chr(34) + quoted + chr(34), 'size': MOST})}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """How many scans there are, what they saw, and where to read them."""
    key = door.settings.keys.get("urlscan", "")
    reply = door.http("urlscan", place, question.send["url"], headers={"API-Key": key} if key else {})
    told = tree(reply.body)
    scans = (
        [each for each in (at(told, "results") or []) if isinstance(each, dict)]
        if isinstance(at(told, "results"), list)
        else []
    )
    if not scans:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="nobody has scanned it")
    times = sorted(filter(None, (text(each, "task", "time") for each in scans)))
    facts = {
        "scans": str(max(number(told, "total"), len(scans))),
        "first_scan": times[0] if times else "",
        "last_scan": times[-1] if times else "",
        "titles": sorted({text(each, "page", "title").replace(", ", " ")[:100] for each in scans} - {""})[:5],
        "addresses": sorted({text(each, "page", "ip") for each in scans} - {""})[:10],
        "malicious": str(sum(at(each, "verdicts", "malicious") is True for each in scans)),
        "reference": text(scans[0], "result"),
    }
    return Told(Status.FOUND, flat(facts), reply.body)


SERVICE = Service(
    name="urlscan",
    kinds=("domain", "ip", "url", "sha256"),
    purpose={"en": "what others' scans saw there", "ja": "第三者のスキャン結果"},
    learns={"en": "urlscan.io", "ja": "urlscan.io"},
    place=Place("https://urlscan.io/api/v1/", rates=((2, 1.0), (100, 3_600.0)), workers=2),
    plan=plan,
    ask=ask,
)
