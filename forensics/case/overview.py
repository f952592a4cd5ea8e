"""What a case shows of itself at a glance, gathered from its tables and its ledger. Nobody is asked by looking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from forensics import lookup
from forensics.case import asking
from forensics.case.listing import Reader
from forensics.case.suggesting import unsaid
from forensics.model.answer import Status
from forensics.model.errors import CaseError
from forensics.model.observable import Observable
from forensics.store import custody
from forensics.store.answers import AnswerLedger
from forensics.store.clicks import ClickLedger
from forensics.store.custody import START
from forensics.store.folder import CaseFolder
from forensics.views.overview import Known, Next, Overview

LOOKED = 200
"""Values of a kind whose answers are looked for on record; it is a glance, and an answer costs about a millisecond."""
BAD = "verdict IN ('phishing', 'extortion', 'scam')"
_COUNTS = {
    "mails": "SELECT count(*) FROM mails",
    "verdict": f"SELECT count(*) FROM mails WHERE {BAD}",
    "files": "SELECT count(*) FROM files",
    "observables": "SELECT count(*) FROM (SELECT DISTINCT kind, value FROM sightings)",
    "findings": "SELECT count(*) FROM findings WHERE answer = 'yes'",
    "defects": "SELECT count(*) FROM mails WHERE defects <> ''",
}


def overview(folder: CaseFolder, reader: Reader) -> Overview:
    """The glance; where the tables cannot be read, it says so and shows the rest."""
    settings = folder.settings()
    title = settings.title or folder.path.resolve().name
    written = len(list(custody.lines(folder.path)))
    try:
        with reader.connection() as rows:
            counts = {name: int(rows.execute(query).get) for name, query in _COUNTS.items()}
            unclear = int(rows.execute("SELECT count(*) FROM mails WHERE verdict = 'unclear'").get)
            ((first, last),) = rows.execute("SELECT min(date_utc), max(date_utc) FROM mails")
        known, sampled = _known(folder, reader)
        logs = ClickLedger(folder.path).readings()
    except CaseError as error:
        return Overview(title, (("custody", written),), problem=str(error), language=settings.language)
    shown = (*counts.items(), ("custody", written))
    steps = tuple(_steps(counts, unclear, known, [log.matched for log in logs], len(unsaid(settings))))
    days = (first or "")[:10], (last or "")[:10]
    return Overview(title, shown, *days, known, sampled, steps, language=settings.language)


def _known(folder: CaseFolder, reader: Reader) -> tuple[tuple[Known, ...], int]:
    """The map, and how many values of a kind it counts where it does not count all."""
    query = "SELECT kind, count(DISTINCT value) FROM sightings GROUP BY kind ORDER BY kind"
    services = {kind: sum(kind in each.kinds for each in lookup.SERVICES) for kind, _ in reader.rows(query)}
    values = {kind: n for kind, n in reader.rows(query) if services[kind]}
    ledger = AnswerLedger(folder.path)
    try:
        if ledger.head() == START:  # nothing is on record of anything
            return tuple(Known(kind, n, {Status.NOT_ASKED: n * services[kind]}) for kind, n in values.items()), 0
        looked = [each for kind in values for each in _first(reader, kind)]
        told = lookup.ask(looked, (), ledger, manners=_manners(folder, reader))
    finally:
        ledger.close()
    counts: dict[str, Counter[Status]] = {kind: Counter() for kind in values}
    for answer in told:
        if answer.observable.kind in counts:
            counts[answer.observable.kind][answer.status] += 1
    sampled = LOOKED if max(values.values(), default=0) > LOOKED else 0
    return tuple(Known(kind, n, dict(counts[kind])) for kind, n in values.items()), sampled


def _first(reader: Reader, kind: str) -> Iterator[Observable]:
    query = "SELECT DISTINCT value FROM sightings WHERE kind = ? ORDER BY value LIMIT ?"
    return (Observable(kind, value) for (value,) in reader.rows(query, (kind, LOOKED)))


def _manners(folder: CaseFolder, reader: Reader) -> lookup.Manners:
    return lookup.Manners(cutter=asking.recipients(folder, reader).cutter(), waves=1)


def _steps(
    counts: dict[str, int], unclear: int, known: Sequence[Known], met: Sequence[int], open_: int
) -> Iterator[Next]:
    """``met``: of each log that was given, the lines that meet a link of the case. ``open_``: settings that nobody has said."""
    if not counts["mails"]:
        yield Next("add", 0, 'case.add("inbox/")')
        return
    if open_:
        yield Next("settings", open_, "case.suggestions")
    if counts["files"]:
        yield Next("files", counts["files"], "case.files")
    if unclear:
        yield Next("unclear", unclear, 'case.mails.where(verdict="unclear")')
    if counts["verdict"]:
        yield Next("advice", counts["verdict"], "case.advice()")
    if met:
        yield Next("clicks", sum(met), "case.clicks")
    elif counts["verdict"]:
        yield Next("logs", counts["verdict"], 'case.add_logs("access.log")')
    if counts["mails"] > 1:
        yield Next("campaigns", counts["mails"], "case.campaigns")
    if left := sum(each.outcomes.get(Status.NOT_ASKED, 0) for each in known):
        yield Next("plan", left, "case.enrich(plan=True)")
    if failed := sum(each.outcomes.get(Status.FAILED, 0) for each in known):
        yield Next("again", failed, "case.enrich(online=True)")
    yield Next("report", counts["mails"], 'fx.save(case.report(), "report.html")')
