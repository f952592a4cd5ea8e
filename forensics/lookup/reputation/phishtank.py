"""PhishTank: links that people reported as phishing, and whether others confirmed it."""

from __future__ import annotations

from urllib.parse import urlsplit

from forensics.lookup.reputation.reading import at, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """One link."""
    return Question(
        f"POST {place.url} url={observable.value}", urlsplit(place.url).hostname or "", {"link": observable.value}
    )


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """Reported, confirmed, still up?"""
    data = {"url": question.send["link"], "format": "json"}
    key = door.settings.keys.get("phishtank", "")
    reply = door.http("phishtank", place, place.url, method="POST", data={**data, "app_key": key} if key else data)
    told = at(tree(reply.body), "results")
    if text(told, "in_database") != "yes":
        return Told(Status.NOT_FOUND, raw=reply.body, detail="nobody has reported it")
    facts = {
        "confirmed": text(told, "verified"),
        "confirmed_at": text(told, "verified_at"),
        "still_valid": text(told, "valid"),
        "reference": text(told, "phish_detail_page"),
    }
    return Told(Status.FOUND, flat(facts), reply.body)


SERVICE = Service(
    name="phishtank",
    kinds=("url",),
    purpose={"en": "whether it was reported as phishing", "ja": "フィッシングとしての通報の有無"},
    learns={"en": "PhishTank (Cisco)", "ja": "PhishTank(Cisco 社)"},
    place=Place("https://checkurl.phishtank.com/checkurl/", rates=((1, 2.0),), workers=1),
    plan=plan,
    ask=ask,
)
