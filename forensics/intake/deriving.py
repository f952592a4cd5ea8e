"""Working the tables out of the originals: after an interruption, a deletion, a change of settings or of the program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from importlib import metadata
from typing import Any

import apsw

from forensics.intake.batches import BYTES, NUMBER
from forensics.intake.outcome import Tally
from forensics.intake.pool import Batch, Pool, cores
from forensics.intake.rows import Rows, bare_rows
from forensics.intake.work import READ_LIMIT, Job, Result
from forensics.model.errors import CaseError, CaseLocked
from forensics.model.settings import CaseSettings
from forensics.store import derived_schema, packing, tables
from forensics.store.folder import CaseFolder
from forensics.store.lock import WriteLock
from forensics.store.originals import Original, Originals


def version() -> str:
    """Of this package."""
    try:
        return metadata.version("forensics")
    except metadata.PackageNotFoundError:  # run from its source without being installed
        return "source"


def fingerprint(settings: CaseSettings) -> str:
    """What the tables depend on beside the originals: when it differs, they are worked out anew."""
    said = repr((settings.own_domains, settings.own_relays, settings.own_authserv_ids, settings.known_good_domains))
    return f"{version()} {derived_schema.VERSION} {hashlib.sha256(said.encode()).hexdigest()[:16]}"


def connection(folder: CaseFolder, *, workers: int = 0, bar: bool | None = None) -> apsw.Connection:
    """The tables, complete, for reading. Works out what is missing; what another process is just adding may lack still."""
    made_with = fingerprint(folder.settings())
    found = tables.read(folder.path, made_with)
    if found is not None and _is_complete(folder, found):
        return found
    guard = WriteLock(folder.path)
    try:
        guard.acquire(0 if found is not None else folder.wait)
    except CaseLocked:
        if found is not None:
            return found
        raise
    except OSError as error:
        if found is not None:
            return found
        raise CaseError(
            f"the tables of the case {folder.path.name!r} cannot be worked out here: {error.strerror}"
        ) from error
    try:
        if found is not None:
            found.close()
        with tables.Tables(folder.path, made_with) as derived, Pool(workers or cores(), folder.settings()) as pool:
            catch_up(folder, derived, pool, bar=bar)
    finally:
        guard.release()
    complete = tables.read(folder.path, made_with)
    if complete is None:
        raise CaseError(f"{tables.NAME} cannot be read: delete it, it is worked out again")
    return complete


def _is_complete(folder: CaseFolder, derived: apsw.Connection) -> bool:
    with folder.originals() as originals:
        return tables.reach_of(derived) == tables.Reach(*originals.marks())


def catch_up(folder: CaseFolder, derived: tables.Tables, pool: Pool, *, bar: bool | None) -> None:
    """Put into the tables whatever the originals hold beyond their reach. Needs the case's write lock."""
    reach = derived.reach
    with folder.originals() as originals:
        marks = tables.Reach(*originals.marks())
        if reach == marks:
            return
        again = {}
        for id_ in originals.found_again(reach.source, reach.original):
            known = originals.by_id(id_)
            again[_table(known), known.number] = originals.copies(id_)
        if again:
            derived.write(tables.Batch({}, again, reach))
        tally = Tally(bar=bar, what="reading the originals")
        for found, results in pool.ordered(_batches(originals, reach.original)):
            rows = Collected()
            for original, result in zip(found, results, strict=True):
                tally.seen(original.size)
                source = str(originals.sources(original)[0])
                rows.add(original, source, result.rows if not result.problem else None, originals.copies(original.id))
            derived.write(tables.Batch(rows.tables, {}, tables.Reach(found[-1].id, reach.source)))
        derived.write(tables.Batch({}, {}, marks))
        tally.end()


def _batches(originals: Originals, since: int) -> Iterator[Batch]:
    jobs: list[Job] = []
    found: list[Original] = []
    size = 0
    for original in originals.after(since):
        jobs.append(_job(originals, original))
        found.append(original)
        size += original.size
        if len(jobs) >= NUMBER or size >= BYTES:
            yield jobs, found
            jobs, found, size = [], [], 0
    if jobs:
        yield jobs, found


def _job(originals: Originals, original: Original) -> Job:
    if original.kind != "mail":
        return Job("file", original.form, "", data=b"")
    frame = originals.frame(original)
    if frame is not None:
        return Job("mail", original.form, original.problem, data=frame, packed=True)
    head = bytearray()
    for stretch in originals.stretches(original):
        head += stretch
        if len(head) > READ_LIMIT:
            break
    return Job("mail", original.form, original.problem, data=bytes(head[: READ_LIMIT + 1]))


def _table(original: Original) -> str:
    return "mails" if original.kind == "mail" else "files"


class Collected:
    """Rows of several originals, table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[tuple[Any, ...]]] = {name: [] for name in derived_schema.COLUMNS}

    def add(self, original: Original, source: str, rows: Rows | None, copies: int) -> None:
        """The rows of one original, with what only the case knows of it."""
        number, exhibit, sha256 = original.number, original.exhibit, original.sha256
        if original.kind != "mail":
            row = (number, exhibit, sha256, source, original.size, original.form, original.problem, copies)
            self.tables["files"].append(row)
            return
        mail, *others = rows or bare_rows("original-damaged: run verify")
        self.tables["mails"].append((number, exhibit, sha256, source, *mail, copies))
        for name, each in zip(derived_schema.OF_A_MAIL, others, strict=True):
            self.tables[name] += [(number, *row) for row in each]


__all__ = ["Collected", "Iterable", "Result", "catch_up", "connection", "fingerprint", "packing", "version"]
