"""Moments that recorded answers tell: when a linked name was registered and certified, when somebody paid, when we asked.

Why it matters: a name registered two days before the mail, a payment an hour after its deadline: on one line with the mails they make the
story. Each stands with the first mail that names the value, and is ``derived``: neither our server saw it nor does the sender say so, an
answer does. Names older than a year at that mail are no moment of the story and stay out; so do payments before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from forensics import correlate
from forensics.case import clicks, listing
from forensics.domains import registrable
from forensics.lookup import blockchain
from forensics.model.answer import Answer, Status
from forensics.model.click import Click
from forensics.model.event import Certainty, Event
from forensics.model.stored import moment
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder

BEFORE = timedelta(days=365)
"""How long before the first mail that names it a registration or a certificate is still told."""
_FACTS = {
    "rdap": ("created", "registration"),
    "whois": ("created", "registration"),
    "crtsh": ("first_issued", "certificate"),
}
_NAMED = """
SELECT s.kind, s.value, m.exhibit, coalesce(m.received, m.date) FROM sightings s JOIN mails m ON m.number = s.mail
WHERE s.kind IN ('domain', 'bitcoin', 'ip', 'email', 'url', 'sha256') ORDER BY coalesce(m.date_utc, '9999'), m.number
"""


def events(folder: CaseFolder, reader: listing.Reader, clicked: Sequence[Click]) -> list[Event]:
    """Every moment of the case: what mails say, then answers on record, then logs. Timeline and report rest on the same ones."""
    with reader.connection() as rows:
        told = correlate.events(rows, folder.settings())
    return told + _answered(folder, reader) + clicks.events(clicked)


def _answered(folder: CaseFolder, reader: listing.Reader) -> list[Event]:
    """The events of all answers on record, in their order; the same moment told by two services stands twice, with its source."""
    ledger = AnswerLedger(folder.path)
    try:
        answers = [each for each in ledger if each.status in (Status.FOUND, Status.NOT_FOUND)]
    finally:
        ledger.close()
    if not answers:
        return []
    first: dict[tuple[str, str], tuple[str, datetime | None]] = {}
    for kind, value, exhibit, written in reader.rows(_NAMED):
        found = exhibit, _moment(written or "")
        first.setdefault((kind, value), found)
        if kind == "domain" and (name := registrable(value)):
            first.setdefault((kind, name), found)
    told: list[Event] = []
    for answer in answers:
        exhibit, mailed = first.get((answer.observable.kind, answer.observable.value), ("", None))
        told += _events(answer, exhibit, mailed)
    return list(dict.fromkeys(told))


def _events(answer: Answer, exhibit: str, mailed: datetime | None) -> Iterator[Event]:
    value, source = answer.observable.value, f"answer {answer.service}"
    if answer.asked_at is not None:
        yield Event(answer.asked_at, exhibit, "look-up", source, Certainty.OBSERVED, value)
    fact, what = _FACTS.get(answer.service, ("", ""))
    made = _moment(answer.facts.get(fact, "")) if fact else None
    if made is not None and mailed is not None and made >= mailed - BEFORE:
        yield Event(made, exhibit, what, f"{source}: {fact}", Certainty.DERIVED, value)
    if answer.service == "blockchain":
        for when, sum_ in blockchain.payments(answer.facts):
            if when is not None and (mailed is None or when >= mailed):
                yield Event(
                    when, exhibit, "payment", f"{source}: payment_list", Certainty.DERIVED, f"{sum_} BTC {value}"
                )


def _moment(written: str) -> datetime | None:
    """A time of an answer or a mail; a day alone begins at midnight UTC, as registries count."""
    return moment(written, UTC)
