"""VirusTotal, version 3: what some ninety vendors say of a domain, an address, a link or a file.

Why it matters: each vendor's own word (phishing, malware, malicious) and who says it, not only a count: three vendors that copy
one list are one voice. Only its records are read; nothing is submitted for scanning, which would show the link to everybody.
"""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import quote

from forensics.lookup.reputation.reading import at, day, number, text, texts, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

BAD = ("malicious", "suspicious")
_PATHS = {"domain": "domains", "ip": "ip_addresses", "sha256": "files", "url": "urls"}


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The record's address; a link's is its base64 (RFC 4648 section 5, unpadded)."""
    value = observable.value
    if observable.kind == "url":
        value = base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")
    url = f"{place.url}{_PATHS[observable.kind]}/{quote(value, safe=':')}"
    shown = f" ({observable.value})" if observable.kind == "url" else ""
    return Question(f"GET {url}{shown}", "www.virustotal.com", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The vendors' verdicts."""
    key = door.settings.keys.get("virustotal", "")
    reply = door.http("virustotal", place, question.send["url"], headers={"x-apikey": key}, expected=(200, 404))
    if reply.status == 404:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="VirusTotal has never seen it")
    told = tree(reply.body)
    return Told(Status.FOUND, read(told), reply.body)


def read(told: Any) -> dict[str, str]:
    """The facts in a reply about one object: the object itself, or inside ``data``; of a list the first."""
    data = told if at(told, "attributes") is not None else at(told, "data")
    data = data[0] if isinstance(data, list) and data else data
    told = at(data, "attributes")
    results = at(told, "last_analysis_results")
    verdicts = sorted(
        (text(each, "result") or text(each, "category"), vendor)
        for vendor, each in (results.items() if isinstance(results, dict) else ())
        if isinstance(each, dict) and text(each, "category") in BAD
    )
    stats = at(told, "last_analysis_stats")
    return flat(
        {
            **{
                name: str(number(stats, name))
                for name in ("malicious", "suspicious", "harmless", "undetected")
                if isinstance(stats, dict)
            },
            "verdicts": [f"{vendor}: {said}".replace(", ", " ") for said, vendor in verdicts],
            "categories": sorted({str(each) for each in (at(told, "categories") or {}).values()})
            if isinstance(at(told, "categories"), dict)
            else "",
            "tags": texts(told, "tags"),
            "title": text(told, "title")[:200],
            "last_final_url": text(told, "last_final_url")[:500],
            "first_seen": day(told, "first_submission_date"),
            "last_analysed": day(told, "last_analysis_date"),
            "reputation": text(told, "reputation"),
            "registrar": text(told, "registrar"),
            "as_owner": text(told, "as_owner"),
            "file_type": text(told, "type_description"),
            "names": texts(told, "names")[:5],
        }
    )


SERVICE = Service(
    name="virustotal",
    kinds=("url", "domain", "ip", "sha256"),
    purpose={"en": "what security vendors say of it", "ja": "セキュリティ各社の判定"},
    learns={"en": "VirusTotal, and by it its customers", "ja": "VirusTotal と、その利用者"},
    place=Place("https://www.virustotal.com/api/v3/", rates=((4, 60.0), (500, 86_400.0)), workers=2),
    plan=plan,
    ask=ask,
    key="virustotal",
)
