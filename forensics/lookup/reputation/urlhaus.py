"""URLhaus (abuse.ch): links, hosts and files that spread malware, with the reporter's tags."""

from __future__ import annotations

from urllib.parse import urlsplit

from forensics.lookup.failures import BadReply, Limited
from forensics.lookup.reputation.reading import at, text, texts, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

_FORMS = {
    "url": ("url/", "url"),
    "domain": ("host/", "host"),
    "ip": ("host/", "host"),
    "sha256": ("payload/", "sha256_hash"),
}


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """A link, a host or a file."""
    path, name = _FORMS[observable.kind]
    url = place.url + path
    return Question(
        f"POST {url} {name}={observable.value}",
        urlsplit(url).hostname or "",
        {"url": url, "data": {name: observable.value}},
    )


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """What is recorded of it."""
    key = {"Auth-Key": door.settings.keys.get("urlhaus", "")}
    reply = door.http("urlhaus", place, question.send["url"], method="POST", headers=key, data=question.send["data"])
    told = tree(reply.body)
    said = text(told, "query_status")
    if said in ("no_results", "invalid_url", "invalid_host"):
        return Told(Status.NOT_FOUND, raw=reply.body, detail=f"URLhaus: {said}")
    if said in ("unauthorized", "unknown_auth_key"):
        raise Limited("URLhaus wants a key, or another one")
    if said != "ok":
        raise BadReply(f"URLhaus says {said[:60] or 'nothing'}")
    links = at(told, "urls")
    facts = {
        "threat": text(told, "threat") or text(told, "signature"),
        "state": text(told, "url_status"),
        "tags": texts(told, "tags"),
        "added": text(told, "date_added") or text(told, "firstseen"),
        "reference": text(told, "urlhaus_reference"),
        "links": text(told, "url_count") or (str(len(links)) if isinstance(links, list) else ""),
        "blacklists": [
            f"{name} {value}"
            for name, value in sorted((at(told, "blacklists") or {}).items())
            if isinstance(value, str)
        ]
        if isinstance(at(told, "blacklists"), dict)
        else "",
    }
    return Told(Status.FOUND, flat(facts), reply.body)


SERVICE = Service(
    name="urlhaus",
    kinds=("url", "domain", "ip", "sha256"),
    purpose={"en": "whether it spread malware", "ja": "マルウェア配布の記録"},
    learns={"en": "abuse.ch (URLhaus)", "ja": "abuse.ch(URLhaus)"},
    place=Place("https://urlhaus-api.abuse.ch/v1/", rates=((2, 1.0),)),
    plan=plan,
    ask=ask,
    key="urlhaus",
)
