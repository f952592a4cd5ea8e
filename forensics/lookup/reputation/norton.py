"""Norton Safe Web: a rating of a site, without a key. The interface is not documented and may go; then it fails with its reason."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

from forensics.lookup.reputation.reading import at, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

RATINGS = {"r": "warning", "b": "warning", "w": "caution", "g": "ok", "u": "untested"}


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The details of a site; ``insert=0`` keeps it from being put into their queue."""
    site = urlsplit(observable.value).hostname if observable.kind == "url" else observable.value
    if not site:
        return "no site in it"
    url = f"{place.url}details?{urlencode({'url': site, 'insert': 0})}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """The rating and its categories."""
    reply = door.http(
        "norton", place, question.send["url"], headers={"Accept": "application/json"}, expected=(200, 404)
    )
    if reply.status == 404:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="Norton does not know the site")
    told = tree(reply.body)
    letter = text(told, "rating").lower()
    categories = at(told, "categories")
    names = (
        [text(each, "categoryName") or text(each, "name") for each in categories if isinstance(each, dict)]
        if isinstance(categories, list)
        else []
    )
    facts = flat(
        {
            "rating": RATINGS.get(letter, letter),
            "categories": [each for each in names if each],
            "votes": text(told, "reviewCount"),
        }
    )
    if not facts.get("rating") or letter == "u":
        return Told(Status.NOT_FOUND, facts, reply.body, "Norton has not tested the site")
    return Told(Status.FOUND, facts, reply.body)


SERVICE = Service(
    name="norton",
    kinds=("domain", "url"),
    purpose={"en": "Norton's rating of the site", "ja": "ノートンによるサイトの評価"},
    learns={"en": "Norton (Gen Digital)", "ja": "ノートン(Gen Digital 社)"},
    place=Place("https://safeweb.norton.com/safeweb/sites/v1/", rates=((1, 2.0),), workers=1),
    plan=plan,
    ask=ask,
)
