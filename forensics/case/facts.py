"""Everything that a report may say, gathered from the case and handed over as one record."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apsw
import zstandard

from forensics import correlate, intake
from forensics.case import judging, listing
from forensics.model.report import CaseFacts
from forensics.parse import read_mail
from forensics.store import custody
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.store.originals import Original, Originals
from forensics.store.verify import Verification

EXHIBITS = """
SELECT kind, value, group_concat(exhibit, ',') FROM (
  SELECT DISTINCT s.kind, s.value, s.mail, m.exhibit FROM sightings s JOIN mails m ON m.number = s.mail
  ORDER BY s.kind, s.value, s.mail
) GROUP BY kind, value
"""
"""In which mails each value stands."""
HEAD = 16_384
"""Bytes of an original in which its readers are named."""


def gathered(folder: CaseFolder, reader: listing.Reader, verification: Verification | None) -> CaseFacts:
    """The facts of a case, in its own order."""
    from forensics.lookup.services import SERVICES

    settings = folder.settings()
    with reader.connection() as rows:
        links, campaigns = correlate.links(rows, settings), correlate.campaigns(rows, settings)
        events = correlate.events(rows, settings)
        places = {(kind, value): names for kind, value, names in rows.execute(EXHIBITS)}
        found = tuple((exhibit, listing.finding(*stored)) for exhibit, *stored in rows.execute(listing.STORED_FINDINGS))
    with folder.originals() as originals:
        kept = sorted(originals, key=lambda each: (each.kind != "mail", each.number))
        evidence = tuple(originals.evidence(each) for each in kept)
        names = tuple(_names(originals, kept))
        problems = {each.exhibit: each.problem for each in kept if each.problem}
    log = [_record(text) for text in custody.lines(folder.path)]
    return CaseFacts(
        settings=settings,
        evidence=evidence,
        problems=problems,
        mails=tuple(listing.mails(reader, settings.language, lambda _: listing_only())),
        observables=tuple(
            {**row, "exhibits": places.get((row["kind"], row["value"]), "")}
            for row in listing.observables(reader, settings, listing_only)
        ),
        findings=found,
        names=names,
        links=tuple(links),
        campaigns=tuple(campaigns),
        events=tuple(events),
        advice=tuple(judging.steps(folder, reader)),
        answers=tuple(AnswerLedger(folder.path)),
        services={each.name: each.purpose.get(settings.language, each.purpose["en"]) for each in SERVICES},
        custody=tuple(log),
        custody_head=str(log[-1].get("hash", "")) if log else "",
        verified=verification.problems if verification is not None else None,
        versions=versions(),
    )


def _names(originals: Originals, kept: Sequence[Original]) -> Iterator[str]:
    """Display names under which the mails address their readers, from the head of each original alone."""
    for each in kept:
        if each.kind == "mail" and each.form == "eml":
            yield from (named.name for named in read_mail(originals.read(each)[:HEAD]).to if named.name)


def listing_only(*_: object) -> Any:
    """For a table whose rows are wanted and nothing behind them."""
    raise LookupError("these rows are for a report")


def versions() -> dict[str, str]:
    """What had a part in the figures."""
    return {
        "forensics": intake.version(),
        "Python": platform.python_version(),
        "SQLite": apsw.sqlite_lib_version(),
        "zstandard": zstandard.__version__,
    }


def _record(text: str) -> Mapping[str, Any]:
    try:
        return custody.read(text).record
    except ValueError:
        return {"time": "", "who": "", "what": "a line that cannot be read"}
