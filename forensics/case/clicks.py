"""Who followed a link of the case, as the owner's own logs tell it: logs read in, lines kept, and what they mean.

Why it matters: the mails say who was written to, only the logs who clicked. A log is read once from end to end and stays where it is;
kept are the lines that meet a link of the case. What they mean is worked out anew at each look, so that mails which are added
later, and settings, count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forensics import safe
from forensics.case import listing
from forensics.correlate import needles
from forensics.correlate.clicks import Judge
from forensics.model.click import Click, LogLine, LogRead, Match
from forensics.model.errors import UnreadableSource
from forensics.model.event import Certainty, Event
from forensics.parse import logs
from forensics.store.clicks import ACT, ClickLedger
from forensics.store.folder import CaseFolder
from forensics.views.clicks import doubts, requested, sure
from forensics.views.table import Table
from forensics.views.words import word

CLICKS = (
    "time", "exhibit", "recipient", "client", "user", "request", "match", "sure", "status", "outcome", "bytes", "doubt",
    "method", "agent", "source", "sha256",
)  # fmt: skip
MOST_LINES = 200_000
MOST_BYTES = 128 << 20
"""Of one log, what is kept at most; a log of which more lines meet the case's links is no log of clicks, and it is said."""
MOST_NAMED = 20
"""Mails named beside one line."""
_WHAT = {Match.LINK: "click", Match.PAGE: "click", Match.HOST: "visit", Match.PICTURE: "picture loaded"}


@dataclass(frozen=True, slots=True, repr=False)
class LogsRead:
    """The outcome of ``add_logs``."""

    logs: tuple[LogRead, ...]
    added: int
    """Lines that are new in the case."""
    unread: tuple[tuple[str, str], ...]
    """(place, line) of the first lines of each log that could not be understood; hostile text."""

    def __repr__(self) -> str:
        said = []
        for log in self.logs:
            span = f"{log.first or '?'} to {log.last or '?'}" if log.first else "no time that could be placed"
            said.append(
                f"{safe.terminal(log.name)}: {log.form or 'of no known form'}, {log.lines} lines ({span}), {log.matched} meet a link of the case, "
                f"{log.unread} not understood" + (f"; {log.problem}" if log.problem else "")
            )
        return "\n".join([*said, f"{self.added} lines are new in the case"])


def add(
    folder: CaseFolder, reader: listing.Reader, paths: Sequence[str | Path], zone: str, year: int | None
) -> LogsRead:
    """Read logs and keep the lines that meet a link of the case. UnreadableSource for a path that is no file."""
    clock = logs.clock(zone, year)
    with reader.connection() as rows:
        judge = Judge(rows, folder.settings())
    wanted = needles.search(judge.bearers)
    ledger = ClickLedger(folder.path)
    done: list[LogRead] = []
    unread: list[tuple[str, str]] = []
    added = 0
    for path in paths:
        told = logs.Reading()
        try:
            kept, matched = _kept(logs.reading(str(Path(path).resolve()), wanted, clock, told), told, judge, clock)
        except OSError as error:
            raise UnreadableSource(f"{path} cannot be read: {error.strerror or error}") from error
        read = _read(Path(path).name, told, matched, (zone, year))
        new = ledger.record(read, kept)
        if new is not None:
            record = {name: getattr(read, name) for name in LogRead.__slots__ if name != "name"}
            folder.act(ACT, log=read.name, **record, added=new, clicks=ledger.head())
        added += new or 0
        done.append(read)
        unread += [(f"{read.name}:{number}", line) for number, line in told.shown]
    return LogsRead(tuple(done), added, tuple(unread))


def _kept(lines: Iterator[LogLine], told: logs.Reading, judge: Judge, clock: logs.Clock) -> tuple[list[LogLine], int]:
    """The lines that meet a link, as many as are kept, and how many there are."""
    kept: list[LogLine] = []
    matched = size = 0
    for line in lines:
        request = logs.request(told.form, line.raw, line.fields, clock)
        if request is None or judge.bearers.meet(request) is None:
            continue
        matched += 1
        if len(kept) < MOST_LINES and size < MOST_BYTES:
            kept.append(line)
            size += len(line.raw)
    if matched > len(kept):
        told.problem = (
            f"{told.problem}; " * bool(told.problem) + f"only the first {len(kept)} of {matched} lines are kept"
        )
    return kept, matched


def _read(name: str, told: logs.Reading, matched: int, named: tuple[str, int | None]) -> LogRead:
    first, last = (each.isoformat() if each else "" for each in (told.first, told.last))
    plain = name.encode("utf-8", "backslashreplace").decode()
    return LogRead(
        plain, told.sha256, told.size, told.form, told.lines, matched, told.unread, first, last, *named, told.problem
    )


def found(folder: CaseFolder, reader: listing.Reader) -> tuple[list[Click], list[LogRead]]:
    """Every click on record by time, those without one last; and the logs that were given."""
    ledger = ClickLedger(folder.path)
    given = ledger.readings()
    if not given:
        return [], []
    with reader.connection() as rows:
        judge = Judge(rows, folder.settings())
    told = [click for log in given for click in _clicks(ledger, log, judge)]
    order = {log.sha256: n for n, log in enumerate(given)}
    told.sort(key=lambda each: _order(each, order))
    return told, given


def _clicks(ledger: ClickLedger, log: LogRead, judge: Judge) -> Iterator[Click]:
    clock = logs.clock(log.zone, log.year)
    for line in ledger.lines(log.sha256):
        request = logs.request(log.form, line.raw, line.fields, clock)
        click = judge.click(request, log.name, line.number, log.sha256) if request else None
        if click:
            yield click


def _order(click: Click, order: dict[str, int]) -> tuple[bool, float, int, int]:
    time = click.request.time
    return time is None, time.timestamp() if time else 0.0, order[click.sha256], click.number


def table(folder: CaseFolder, reader: listing.Reader) -> Table:
    """The table: one row a line; ``[0]`` is the click with all that its line says."""
    language = folder.settings().language

    def rows() -> Iterator[tuple[Any, ...]]:
        return (_row(click, language) for click in found(folder, reader)[0])

    return Table("clicks", CLICKS, rows, one=lambda n: found(folder, reader)[0][n], language=language)


def _row(click: Click, language: str) -> tuple[Any, ...]:
    asked = click.request
    names = click.exhibits[:MOST_NAMED]
    more = f" … (+{len(click.exhibits) - MOST_NAMED})" if len(click.exhibits) > MOST_NAMED else ""
    return (
        asked.time.isoformat() if asked.time else None,
        ", ".join(names) + more,
        ", ".join(click.readers),
        asked.client,
        asked.user,
        requested(click),
        click.match.value,
        sure(click, language),
        asked.status,
        word(f"outcome {click.outcome.value}", language),
        asked.size,
        doubts(click, language),
        asked.method,
        asked.agent,
        click.place,
        click.sha256,
    )


def events(told: Sequence[Click]) -> list[Event]:
    """The moments of the timeline: whose link it was is named in them, who asked is not: people are not for the wall."""
    made = []
    for click in told:
        asked = click.request
        whose = f"{click.reader}: " if click.reader else ""
        came = " ".join(str(each) for each in (asked.status, asked.action) if each not in (None, ""))
        label = f"{whose}{requested(click)}" + (f" → {came}" if came else "")
        what = "machine click" if click.followed and click.machine else _WHAT[click.match]
        made.append(Event(asked.time, click.exhibits[0], what, f"log {click.place}", Certainty.OBSERVED, label))
    return made
