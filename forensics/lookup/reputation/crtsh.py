"""crt.sh: certificates that were issued for a name, from the public logs (RFC 9162).

Why it matters: the first certificate is often the hour in which a phishing page was set up, and its other names are its siblings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode, urlsplit

from forensics.lookup.failures import BadReply
from forensics.lookup.reputation.reading import text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

MOST_NAMES = 30


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The certificates of a name."""
    url = f"{place.url}?{urlencode({'q': observable.value, 'output': 'json'})}"
    return Question(f"GET {url}", urlsplit(url).hostname or "", {"url": url})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """How many, since when, by whom, for which other names."""
    reply = door.http("crtsh", place, question.send["url"])
    told = tree(reply.body)
    if not isinstance(told, list):
        raise BadReply("the reply is no list of certificates")
    if not told:
        return Told(Status.NOT_FOUND, raw=reply.body, detail="no certificate is in the logs")
    begins = sorted(filter(None, (text(each, "not_before") for each in told)))
    names = sorted(
        {name.strip().lower() for each in told for name in text(each, "name_value").splitlines() if name.strip()}
    )
    issuers = sorted({_organisation(text(each, "issuer_name")) for each in told} - {""})
    facts = {
        "certificates": str(len(told)),
        "first_issued": begins[0] if begins else "",
        "last_issued": begins[-1] if begins else "",
        "issuers": issuers[:5],
        "names": names[:MOST_NAMES],
        "further_names": str(len(names) - MOST_NAMES) if len(names) > MOST_NAMES else "",
    }
    return Told(Status.FOUND, flat(facts), reply.body)


def _organisation(issuer: str) -> str:
    """The organisation in an issuer's name (``C=US, O=Let's Encrypt, CN=R3``)."""
    return next(
        (piece.partition("=")[2].strip(' "') for piece in issuer.split(",") if piece.strip().startswith("O=")), issuer
    )[:100]


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:  # noqa: ARG001 - the form of all services
    """Nothing is asked about by itself: other names on a certificate may belong to others (shared hosting)."""
    return ()


SERVICE = Service(
    name="crtsh",
    kinds=("domain",),
    purpose={"en": "since when it has certificates, and its siblings", "ja": "証明書の発行日と同じ証明書のドメイン"},
    learns={"en": "crt.sh (Sectigo)", "ja": "crt.sh(Sectigo 社)"},
    place=Place("https://crt.sh/", rates=((1, 3.0),), workers=1, timeout=60.0, limit=20_000_000),
    plan=plan,
    ask=ask,
    reveals=reveals,
)
