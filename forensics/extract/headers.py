"""What a mail's header fields name: mailboxes, links for unsubscribing, addresses of machines, scripts.

Why it matters: Reply-To is where the answer goes, ``X-PHP-Originating-Script`` and ``X-PHP-Script`` name the hacked page that
sent the mail, Received the machines it came through. All of it may be forged below the first server one trusts; what is a fact
and what a claim is weighed later, here it is only found. Sources: RFC 5322, RFC 2369 (List-*), RFC 8058.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.domains import ascii_host, is_top_level
from forensics.extract import texts
from forensics.model.mail import Mail
from forensics.model.observable import Observable, Sighting

SENDERS = ("From", "Sender", "Reply-To", "Return-Path", "Errors-To", "Disposition-Notification-To", "X-Sender")
RECIPIENTS = ("To", "Cc", "Bcc", "Delivered-To", "X-Original-To", "Envelope-To")
TEXTS = (
    "Subject", "List-Unsubscribe", "List-Subscribe", "List-Help", "List-Post", "List-Archive", "List-Owner", "X-Unsubscribe-Web",
    "X-PHP-Script", "X-PHP-Originating-Script", "X-Originating-IP", "X-Source-IP", "X-Sender-IP", "X-Client-IP", "X-Forwarded-For",
    "X-Report-Abuse", "X-Report-Abuse-To", "X-Abuse-Reports-To", "X-Complaints-To", "X-Originating-Email", "Comments",
)  # fmt: skip
_MOST_OF_A_KIND = 50
"""Header fields of one name that are read; a mail with more has been made to exhaust its reader."""


_WANTED = {name.lower().encode(): n for n, name in enumerate((*SENDERS, *RECIPIENTS, *TEXTS, "Received"))}
_PLACES = dict(enumerate((*SENDERS, *RECIPIENTS, *TEXTS)))
_SPELLINGS: dict[bytes, int] = {}
_MOST_SPELLINGS = 10_000
_SAYS_NOTHING = re.compile(r"[A-Za-z ,;!?'\"()\-]*+")
"""A value of letters and such holds no indicator: no digit, no colon, no dot, no at sign."""


def sightings(mail: Mail) -> Iterator[Sighting]:
    """Header by header in the order of the lists above, then the route."""
    known = _SPELLINGS
    places = {known[name] if name in known else _spelling(name) for name, _ in mail.fields}
    first_text, route = len(SENDERS) + len(RECIPIENTS), len(_PLACES)
    for place in sorted(places):
        if place < 0:
            continue
        if place == route:
            yield from _route(mail)
        elif place < first_text:
            yield from _mailboxes(mail, _PLACES[place])
        else:
            name = _PLACES[place]
            for value in mail.header_all(name)[:_MOST_OF_A_KIND]:
                if not _SAYS_NOTHING.fullmatch(value):
                    yield from texts.sightings(value, "", f"header {name}")


def _spelling(name: bytes) -> int:
    """The place of a header in the lists above, -1 for any other; remembered, since mails share a few hundred spellings."""
    place = _WANTED.get(name.lower(), -1)
    if len(_SPELLINGS) < _MOST_SPELLINGS:
        _SPELLINGS[name] = place
    return place


def _mailboxes(mail: Mail, name: str) -> Iterator[Sighting]:
    written = mail.header(name) or ""
    folded = written.lower()
    at = 0
    for box in mail.addresses(name):
        if "@" not in box.address:
            continue
        place = folded.find(box.address.lower(), at)
        start = place if place >= 0 else None
        at = place + len(box.address) if place >= 0 else at
        stood = written[place:at] if place >= 0 else box.address
        context = " ".join(box.as_written.split())[:160]
        where = f"header {name}"
        yield Sighting(Observable("email", box.address), stood, "", where, context, start, "plain")
        domain = ascii_host(box.domain)
        if name in SENDERS and is_top_level(domain.rpartition(".")[2]) and "." in domain:
            host_start = None if start is None else at - len(box.domain)
            host = stood[len(stood) - len(box.domain) :] if start is not None else box.domain
            yield Sighting(Observable("domain", domain), host, "", where, context, host_start, "domain of the address")


def _route(mail: Mail) -> Iterator[Sighting]:
    for hop in mail.route:
        if not hop.ip:
            continue
        place = hop.as_written.find(hop.ip)
        if place < 0:
            place = hop.as_written.lower().find(hop.ip.lower())
        stood = hop.as_written[place : place + len(hop.ip)] if place >= 0 else hop.ip
        start = place if place >= 0 else None
        around = (
            hop.as_written[max(0, place - texts.AROUND) : place + len(hop.ip) + texts.AROUND]
            if place >= 0
            else hop.as_written[:120]
        )
        yield Sighting(
            Observable("ip", hop.ip), stood, "", f"received {hop.number}", " ".join(around.split()), start, "plain"
        )
