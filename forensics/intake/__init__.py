"""Taking evidence in: parse, extract and assess over whatever is handed in, in batches, and the rows to the store.

This process finds the evidence and writes; reading, hashing and compressing is done by workers. Everything is written in the
order in which it was found, so one worker and twelve build the same case, byte for byte.
"""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forensics.intake.batches import Huge, batches
from forensics.intake.deriving import Collected, catch_up, connection, fingerprint, version
from forensics.intake.limits import give_back
from forensics.intake.outcome import Intake, Tally
from forensics.intake.pool import Pool, cores
from forensics.intake.reading import read_original
from forensics.intake.work import Result
from forensics.model.errors import UnreadableSource
from forensics.model.evidence import Source
from forensics.parse.containers import STDIN, unpack
from forensics.parse.items import Item
from forensics.parse.zips import PASSWORD
from forensics.store import packing, tables
from forensics.store.folder import CaseFolder
from forensics.store.session import Outcome, Session, Taken

__all__ = ["Intake", "add", "add_bytes", "connection", "cores", "read_original", "version"]

COMMIT_NUMBER = 100
COMMIT_BYTES = 16 << 20
"""A transaction ends after so many pieces of evidence, or so many bytes of them."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """One piece of evidence that has been through the workers."""

    item: Item
    result: Result


def add(
    folder: CaseFolder,
    given: Sequence[str | Path],
    *,
    note: str = "",
    password: str = PASSWORD,
    workers: int = 0,
    bar: bool | None = None,
) -> Intake:
    """Take in everything in these files, folders and globs (``-``: standard input). Same again adds nothing.

    ``workers`` 0: one for each core. UnreadableSource when nothing that was named exists.
    """
    paths, missing = _expanded(given)
    if given and not paths:
        raise UnreadableSource(f"there is nothing at {', '.join(map(repr, missing))}")
    items = (item for path in paths for item in unpack(path, password=password, leave_out=folder.path))
    begun = {"given": [str(each) for each in given], **({"note": note} if note else {})}
    return _take_in(folder, items, begun, missing, workers=workers, bar=bar)


def add_bytes(folder: CaseFolder, mails: Iterable[tuple[str, bytes]], *, note: str = "") -> Intake:
    """Take in mails that are at hand as bytes, each with the name of where it is from. One worker: this one."""
    items = (Item("mail", "eml", Source(name), data=raw) for name, raw in mails)
    return _take_in(folder, items, {"note": note} if note else {}, [], workers=1, bar=False)


def _take_in(
    folder: CaseFolder,
    items: Iterable[Item],
    begun: Mapping[str, Any],
    missing: Sequence[str],
    *,
    workers: int,
    bar: bool | None,
) -> Intake:
    settings = folder.settings()
    with (
        folder.session() as session,
        tables.Tables(folder.path, fingerprint(settings)) as derived,
        Pool(workers or cores(), settings) as pool,
    ):
        catch_up(folder, derived, pool, bar=bar)
        session.act("taking in begun", **begun)
        tally = Tally(bar=bar, what="taking in")
        for each in missing:
            tally.problem(each, "there is nothing of that name")
        writer = _Writer(session, derived, tally)
        for found, results in pool.ordered(batches(_with_bytes(items, tally), session.known)):
            if not results:
                writer.flush()
                writer.put_huge(found[0], pool)
            for item, result in zip(found, results, strict=False):
                writer.put(item, result)
        writer.flush()
        outcome = tally.end()
        session.act(
            "taking in ended",
            mails=outcome.mails,
            files=outcome.files,
            again=outcome.again,
            not_read=[list(each) for each in outcome.problems],
            more_not_read=outcome.more_problems,
        )
    return outcome


def _expanded(given: Sequence[str | Path]) -> tuple[list[Path], list[str]]:
    """Paths that are there, with globs spelt out in order, and those that are not."""
    paths: list[Path] = []
    missing = []
    for each in map(str, given):
        if each == STDIN or os.path.lexists(each):
            paths.append(Path(each))
        elif found := sorted(glob.glob(each, recursive=True), key=os.fsencode):  # noqa: PTH207 - any path, not below one
            paths.extend(map(Path, found))
        else:
            missing.append(each)
    return paths, missing


def _with_bytes(items: Iterable[Item], tally: Tally) -> Iterator[Item]:
    for item in items:
        if item.span is None and item.data is None:
            tally.problem(item.source, item.problem)
        else:
            yield item


class _Writer:
    """Gathers what comes from the workers and commits it: originals, custody log, derived tables, in this order."""

    def __init__(self, session: Session, derived: tables.Tables, tally: Tally) -> None:
        self._session, self._derived, self._tally = session, derived, tally
        self._ready: list[_Ready] = []
        self._bytes = 0

    def put(self, item: Item, result: Result) -> None:
        if result.problem:
            self._tally.problem(item.source, result.problem)
            return
        self._ready.append(_Ready(item, result))
        self._bytes += result.size
        if len(self._ready) >= COMMIT_NUMBER or self._bytes >= COMMIT_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._ready:
            self._commit(self._ready, [_taken(each) for each in self._ready])
        self._ready, self._bytes = [], 0

    def put_huge(self, item: Item, pool: Pool) -> None:
        """Something too large to be held: its pieces go straight from where it lies into the store."""
        try:
            huge = Huge.measured(item)
            known = self._session.find(item.kind, huge.sha256)
            read = pool.one(huge.reading()) if item.kind == "mail" and known is None else None
            if read is not None and read.problem:
                self._tally.problem(item.source, read.problem)
                return
            rows, unread = (read.rows, read.unread) if read is not None else (None, "")
            result = Result(huge.sha256, huge.size, None, rows, unread, "")
            pieces = huge.pieces() if known is None else None
            taken = Taken(item.kind, item.form, huge.sha256, huge.size, item.source, item.problem, None, pieces)
            self._commit([_Ready(item, result)], [taken])
        except (UnreadableSource, packing.Damaged) as error:
            self._tally.problem(item.source, str(error))

    def _commit(self, ready: Sequence[_Ready], taken: Sequence[Taken]) -> None:
        outcomes = self._session.take_in(taken)
        places = Counter(outcome.original.id for outcome in outcomes if outcome.new_source)
        rows = Collected()
        again: dict[tuple[str, int], int] = {}
        for each, outcome in zip(ready, outcomes, strict=True):
            original = outcome.original
            if outcome.new:
                rows.add(original, str(each.item.source), each.result.rows, places.pop(original.id))
            elif outcome.new_source and original.id in places:  # not counted with its first place just now
                table = "mails" if original.kind == "mail" else "files"
                again[table, original.number] = self._session.copies(original.id)
            self._count(each, outcome)
        self._derived.write(tables.Batch(rows.tables, again, tables.Reach(*self._session.marks())))
        give_back()

    def _count(self, ready: _Ready, outcome: Outcome) -> None:
        tally, item, result = self._tally, ready.item, ready.result
        tally.mails += outcome.new and item.kind == "mail"
        tally.files += outcome.new and item.kind == "file"
        tally.again += not outcome.new
        tally.seen(result.size)
        if result.unread:
            tally.problem(item.source, result.unread)
        elif item.kind == "file" and item.problem:
            tally.problem(item.source, item.problem)


def _taken(ready: _Ready) -> Taken:
    item, result = ready.item, ready.result
    return Taken(item.kind, item.form, result.sha256, result.size, item.source, item.problem, result.frame)
