"""Google Safe Browsing, version 4: whether browsers warn of a link. Not finding it says little: most pages live for hours."""

from __future__ import annotations

from urllib.parse import urlsplit

from forensics.lookup.reputation.reading import at, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

THREATS = ("MALWARE", "SOCIAL_ENGINEERING", "UNWANTED_SOFTWARE", "POTENTIALLY_HARMFUL_APPLICATION")


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The link, or the front page of a domain."""
    link = observable.value if observable.kind == "url" else f"http://{observable.value}/"
    url = f"{place.url}threatMatches:find"
    return Question(f"POST {url} {link}", urlsplit(url).hostname or "", {"url": url, "link": link})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The threats that it is listed for."""
    request = {
        "client": {"clientId": "forensics", "clientVersion": "1"},
        "threatInfo": {
            "threatTypes": list(THREATS), "platformTypes": ["ANY_PLATFORM"], "threatEntryTypes": ["URL"],
            "threatEntries": [{"url": question.send["link"]}],
        },
    }  # fmt: skip
    key = {"X-Goog-Api-Key": door.settings.keys.get("safebrowsing", "")}
    reply = door.http("safebrowsing", place, question.send["url"], method="POST", headers=key, json=request)
    matches = at(tree(reply.body), "matches")
    threats = sorted({text(each, "threatType") for each in matches} - {""}) if isinstance(matches, list) else []
    if not threats:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="not on the list")
    return Told(Status.FOUND, flat({"threats": threats}), reply.body)


SERVICE = Service(
    name="safebrowsing",
    kinds=("url", "domain"),
    purpose={"en": "whether browsers warn of it", "ja": "ブラウザーが警告を出すかどうか"},
    learns={"en": "Google", "ja": "Google"},
    place=Place("https://safebrowsing.googleapis.com/v4/", rates=((10, 1.0), (10_000, 86_400.0))),
    plan=plan,
    ask=ask,
    key="safebrowsing",
)
