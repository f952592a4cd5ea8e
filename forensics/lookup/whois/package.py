"""The PyPI package ``whois`` as another reader of replies, behind the contract of our own: text in, ``WhoisRecord`` out.

Why it matters: two readers that know nothing of each other check one another, and the package knows some registries by name.
Asked by its own front door it runs the system's ``whois`` program, which asks whom it likes. So only its reading part is used,
on bytes that came through our own door, and in a process of its own (``apart.py``) that can neither connect nor start anything
and is ended after some seconds: its patterns take hours on some shapes of hostile text. What it finds is put into our form by the
same code as our own finds, because it turns dates into the time zone of the machine, and two machines would report two days.

Chosen by a setting (``[services.whois]``, ``reader = "whois"``); the package is the extra ``whois``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import metadata, util
from pathlib import Path
from typing import Any

from forensics.lookup.whois import dates, labels, values
from forensics.lookup.whois.outcome import outcome
from forensics.lookup.whois.record import Outcome, WhoisRecord

NAME = "whois"
LONGEST_REPLY = 65_536
"""Characters that the package gets to read; the longest real reply seen has 20,000."""
LONGEST_LINE = 1_000
PATIENCE = 5.0
"""Seconds that it may take; it takes 0.2, nearly all of it to start."""
MISSING = "the package `whois` is not installed here (the extra `whois` brings it)"
_APART = Path(__file__).with_name("apart.py")


def installed() -> bool:
    """Whether the package is there (``python-whois`` brings a package of the same name, and is another one)."""
    return bool(version()) and util.find_spec(NAME) is not None


def version() -> str:
    """Of the package, for the record; empty where it is not there."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


def parse_reply(text: str, domain: str) -> WhoisRecord:
    """What the package reads in a reply about a domain. Never raises; ``detail`` says by whom it was read, or why not.

    A reply that it makes nothing of is told apart by our own words for 'no such name', 'asked too often' and 'not for you'.
    """
    name = domain.strip().rstrip(".").lower()[:255]
    if not installed():
        return WhoisRecord(name, Outcome.UNREADABLE, detail=MISSING)
    told = "\n".join(line[:LONGEST_LINE].rstrip() for line in text[:LONGEST_REPLY].splitlines())
    found, why = _found(told, name)
    record = _record(found, name)
    if record is not None:
        return record
    kind, line = outcome(told)
    return WhoisRecord(name, kind, detail=why if why and kind is Outcome.UNREADABLE else line)


def _found(told: str, name: str) -> tuple[Mapping[str, Any], str]:
    """What the package's patterns for this top-level domain match, and why they match nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file; what is hostile goes in as data
            [sys.executable, "-P", str(_APART)],
            input=json.dumps({"text": told, "domain": name}).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
        answer = json.loads(done.stdout)
        return dict(answer["found"]), str(answer["why"])
    except subprocess.TimeoutExpired:
        return {}, f"the package `whois` took longer than {PATIENCE:.0f} seconds over the reply"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return {}, f"the package `whois` could not be run: {error!r}"[:200]


def _record(found: Mapping[str, Any], name: str) -> WhoisRecord | None:
    """In our form; None where nothing is told."""
    kept = {key: list(_texts(value)) for key, value in found.items()}
    bounds = [*kept.get("creation_date", ()), *kept.get("expiration_date", ()), *kept.get("updated_date", ())]
    american = dates.month_leads(bounds)

    def day(key: str) -> tuple[date | None, str]:
        read = ((dates.day(each, american=american), each) for each in kept.get(key, ()))
        return next(((on, each) for on, each in read if on), (None, ""))

    created, created_text = day("creation_date")
    record = WhoisRecord(
        domain=name,
        outcome=Outcome.FOUND,
        registrar=_said(values.registrar(each)[:200] for each in kept.get("registrar", ())),
        registrant_organisation=_said(
            each[:200] for each in (*kept.get("registrant_organization", ()), *kept.get("registrant", ()))
        ),
        registrant_country=_said(each[:60] for each in kept.get("registrant_country", ())),
        created=created,
        changed=day("updated_date")[0],
        expires=day("expiration_date")[0],
        created_at=dates.moment(created_text, created),
        name_servers=values.hosts(kept.get("name_servers", ()), name),
        status=values.statuses(kept.get("status", ())),
        abuse_mail=next((mail for each in kept.get("abuse_contact", ()) if (mail := values.mail(each))), None),
        detail=f"read by the package `whois` {version()}",
    )
    facts = (record.registrar, created, record.changed, record.expires, record.name_servers, record.status)
    return record if any(facts) else None


def _said(texts: Iterable[str]) -> str | None:
    return next((each for each in texts if not labels.unsaid(each)), None)


def _texts(value: Any) -> Iterator[str]:
    """Every text in what a pattern gave: texts, or tuples of its groups."""
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
