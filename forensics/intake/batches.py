"""Items into batches: bounded by number and by bytes, so that memory is bounded too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from forensics.intake.pool import Batch
from forensics.intake.work import READ_LIMIT, Job
from forensics.model.evidence import Source
from forensics.parse.items import Item
from forensics.store import packing

NUMBER = 48
"""Pieces of evidence in a batch."""
BYTES = 1 << 20
"""Bytes in a batch; a single larger piece is a batch of its own."""


def batches(items: Iterable[Item], known: Callable[[Source, str], tuple[str, int] | None]) -> Iterator[Batch]:
    """``(jobs, items)``. What is too large to be held at once comes alone and without jobs: a halt.

    ``known`` says what was taken in from a place before, so that unchanged evidence is hashed but not read again.
    """
    jobs: list[Job] = []
    held: list[Item] = []
    size = 0
    for item in items:
        if item.size > packing.WHOLE:
            if held:
                yield jobs, held
            yield [], [item]
            jobs, held, size = [], [], 0
            continue
        jobs.append(job_of(item, known(item.source, item.kind)))
        held.append(item)
        size += item.size
        if len(jobs) >= NUMBER or size >= BYTES:
            yield jobs, held
            jobs, held, size = [], [], 0
    if held:
        yield jobs, held


def job_of(item: Item, known: tuple[str, int] | None) -> Job:
    """The job for an item of ordinary size."""
    expected = known[0] if known is not None and known[1] == item.size else ""
    if item.span is None:
        return Job(item.kind, item.form, item.problem, data=item.data or b"", known=expected)
    return Job(item.kind, item.form, item.problem, item.span.path, item.span.offset, item.span.length, known=expected)


@dataclass(frozen=True, slots=True)
class Huge:
    """An item that is stored in pieces: read twice from where it lies, some megabytes at a time."""

    item: Item
    sha256: str
    size: int

    @classmethod
    def measured(cls, item: Item) -> Huge:
        """Its hash and size; UnreadableSource when it cannot be read."""
        return cls(item, *packing.digest(_stretches(item)))

    def pieces(self) -> Iterator[bytes]:
        """Frames for the store. The bytes are hashed once more on the way: packing.Damaged when they have changed."""
        state, held = hashlib.sha256(), bytearray()
        for stretch in _stretches(self.item):
            state.update(stretch)
            held += stretch
            while len(held) >= packing.PIECE:
                yield packing.packed(bytes(held[: packing.PIECE]))
                del held[: packing.PIECE]
        if held:
            yield packing.packed(bytes(held))
        if state.hexdigest() != self.sha256:
            raise packing.Damaged("the file changed while it was read")

    def reading(self) -> Job:
        """The job of reading its beginning; one byte more than will be read, so that the cut is noticed."""
        item = self.item
        if item.span is None:
            return Job(item.kind, item.form, item.problem, data=(item.data or b"")[: READ_LIMIT + 1])
        return Job(item.kind, item.form, item.problem, item.span.path, item.span.offset, min(self.size, READ_LIMIT + 1))


def _stretches(item: Item) -> Iterator[bytes]:
    if item.span is not None:
        yield from item.span.stretches()
    elif item.data is not None:
        yield item.data
