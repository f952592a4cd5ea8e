"""Chainabuse: whether people reported an address as a place that extortion or fraud is paid to. Reports are claims of anybody."""

from __future__ import annotations

import base64
from urllib.parse import urlencode, urlsplit

from forensics.lookup.reputation.reading import at, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The reports on one address."""
    url = f"{place.url}reports?{urlencode({'address': observable.value})}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """How many reports, of what, since when."""
    key = door.settings.keys.get("chainabuse", "")
    proof = base64.b64encode(f"{key}:{key}".encode()).decode()
    reply = door.http("chainabuse", place, question.send["url"], headers={"Authorization": f"Basic {proof}"})
    told = tree(reply.body)
    told = told if isinstance(told, list) else at(told, "reports")
    reports = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    if not reports:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="nobody has reported it")
    times = sorted(filter(None, (text(each, "createdAt") for each in reports)))
    kinds = sorted({text(each, "scamCategory") or text(each, "category") for each in reports} - {""})
    facts = {
        "reports": str(len(reports)),
        "categories": kinds,
        "first_reported": times[0] if times else "",
        "last_reported": times[-1] if times else "",
    }
    return Told(Status.FOUND, flat(facts), reply.body)


SERVICE = Service(
    name="chainabuse",
    kinds=("bitcoin", "ethereum", "litecoin", "monero"),
    purpose={"en": "whether people reported the address", "ja": "アドレスへの通報の有無"},
    learns={"en": "Chainabuse (TRM Labs)", "ja": "Chainabuse(TRM Labs 社)"},
    place=Place("https://api.chainabuse.com/v0/", rates=((1, 1.0),), workers=1),
    plan=plan,
    ask=ask,
    key="chainabuse",
)
