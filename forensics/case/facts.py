"""Everything that a report may say, gathered from the case and handed over as one record."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apsw
import zstandard

from forensics import correlate, intake
from forensics.case import claims, clicks, judging, listing, moments
from forensics.model.mail import Mail
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
HEADERS_OF = 40
"""Mails whose headers are handed over line by line: an appendix is read by people, and the originals are in the case."""


def gathered(folder: CaseFolder, reader: listing.Reader, verification: Verification | None) -> CaseFacts:
    """The facts of a case, in its own order."""
    from forensics.lookup.services import SERVICES

    settings = folder.settings()
    clicked, logs = clicks.found(folder, reader)
    followed = correlate.followed(clicked)
    with reader.connection() as rows:
        links = correlate.links(rows, settings, followed)
        places = {(kind, value): names for kind, value, names in rows.execute(EXHIBITS)}
        found = tuple((exhibit, listing.finding(*stored)) for exhibit, *stored in rows.execute(listing.STORED_FINDINGS))
    campaigns = reader.campaigns(settings)
    with folder.originals() as originals:
        kept = sorted(originals, key=lambda each: (each.kind != "mail", each.number))
        evidence = tuple(originals.evidence(each) for each in kept)
        names, headers = _heads(originals, kept)
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
        headers=headers,
        links=tuple(links),
        campaigns=tuple(campaigns),
        events=tuple(moments.events(folder, reader, clicked)),
        windows=claims.windows(reader),
        advice=tuple(judging.steps(folder, reader)),
        answers=tuple(AnswerLedger(folder.path)),
        clicks=tuple(clicked),
        logs=tuple(logs),
        services={each.name: each.purpose for each in SERVICES},
        custody=tuple(log),
        custody_head=str(log[-1].get("hash", "")) if log else "",
        verified=verification.problems if verification is not None else None,
        versions=versions(),
    )


def _heads(
    originals: Originals, kept: Sequence[Original]
) -> tuple[tuple[str, ...], dict[str, tuple[tuple[str, str], ...]]]:
    """Display names under which the mails address their readers, and header lines; from the head of each original alone."""
    names: list[str] = []
    headers: dict[str, tuple[tuple[str, str], ...]] = {}
    for each in kept:
        if each.kind == "mail" and each.form == "eml":
            mail = read_mail(originals.read(each)[:HEAD])
            names += [named.name for named in mail.to if named.name]
            if len(headers) < HEADERS_OF:
                headers[each.exhibit] = tuple(_lines(mail))
    return tuple(names), headers


def _lines(mail: Mail) -> Iterator[tuple[str, str]]:
    """Every header in the order of the mail, each with its own decoded value."""
    values = {name: iter(said) for name, said in mail.all_headers.items()}
    for header in mail.headers:
        value = next(values.get(header.name.lower(), iter(())), None)
        yield header.name, header.raw.decode("latin-1").strip() if value is None else value


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
