"""Those who ask: a few for each service, and one who writes. Nothing is sent before it is written down that it will be.

Why it matters: a process may end (a power cut, ``kill -9``) between sending a question and writing the answer. What was written down
before it was sent can then be told apart from what was never asked, and the ledger never shows less than strangers have learned.
A question and the answer before it are written in one: the disk is waited for once a question, as if only answers were written.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from forensics.lookup.failures import NotNow, WireError
from forensics.lookup.service import DoorLike, Question, Service, Told
from forensics.lookup.settings import Place
from forensics.model.answer import INTERRUPTED, Answer, Ledger, Status
from forensics.model.observable import Observable

PATIENCE = 5.0
"""Seconds that an interrupted run waits for the questions under way, so that their answers are kept."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One question that may be asked, with all that its answer will say of it."""

    service: Service
    observable: Observable
    """As the ledger names it."""
    question: Question
    place: Place
    unasked: str
    """What is said where its turn does not come."""
    version: str
    pap: str


@dataclass(frozen=True, slots=True)
class _Came:
    """What an asker has to have written, and how it learns that it is."""

    answer: Answer | None = None
    asking: Answer | None = None
    """What it will send then."""
    unsent: Answer | None = None
    """What it had announced and did not send."""
    written: threading.Event = field(default_factory=threading.Event)


_Done = queue.SimpleQueue[_Came | BaseException | None]
"""What came; an asker's own mistake; or that an asker is done."""


def asked(waiting: Mapping[str, deque[Ready]], ledger: Ledger, door: DoorLike) -> Iterator[Answer]:
    """The answers as they come, each on the disk. Only the thread that runs this writes; an asker goes on when it has written."""
    done: _Done = queue.SimpleQueue()
    stop = threading.Event()
    askers = []
    for of_one in waiting.values():
        for _ in range(min(max(1, of_one[0].place.workers), len(of_one))):
            asker = threading.Thread(target=_asker, args=(of_one, door, done, stop), daemon=True)
            askers.append(asker)
    for asker in askers:
        asker.start()
    running = len(askers)
    try:
        while running:
            batch = [done.get(), *_waiting(done)]
            running -= sum(each is None for each in batch)
            yield from _written(batch, ledger)
    finally:
        stop.set()
        patience = time.monotonic() + PATIENCE
        for asker in askers:
            asker.join(max(0.0, patience - time.monotonic()))
        for _ in _written(_waiting(done), ledger):
            pass  # an answer that had come when the run was interrupted is kept, and nobody is there to be told


def _waiting(done: _Done) -> list[_Came | BaseException | None]:
    """What has come by now."""
    came = []
    while not done.empty():
        came.append(done.get())
    return came


def _written(batch: Sequence[_Came | BaseException | None], ledger: Ledger) -> Iterator[Answer]:
    """Write down what came, let its askers go on, and hand the answers out. An asker's own mistake is raised after that."""
    came = [each for each in batch if isinstance(each, _Came)]
    answers = [each.answer for each in came if each.answer]
    kept = [answer for answer in answers if answer.status is not Status.NOT_ASKED]
    asking = [each.asking for each in came if each.asking]
    unsent = [each.unsent for each in came if each.unsent]
    if kept or asking or unsent:
        ledger.record(kept, asking, unsent)
    for each in came:
        each.written.set()
    for mistake in batch:
        if isinstance(mistake, BaseException):
            raise mistake
    yield from answers


def _asker(todo: deque[Ready], door: DoorLike, done: _Done, stop: threading.Event) -> None:
    try:
        ready = _next(todo, stop)
        came = _Came(asking=_announced(ready))
        done.put(came)
        while ready is not None:
            while not came.written.wait(0.5) and not stop.is_set():
                pass
            if stop.is_set():
                done.put(_Came(unsent=_announced(ready)))
                return
            answer = _ask(ready, door)
            unsent = _announced(ready) if answer.status is Status.NOT_ASKED else None
            ready = _next(todo, stop)
            came = _Came(answer, _announced(ready), unsent)
            done.put(came)
    except BaseException as error:  # noqa: BLE001 - an asker's own mistake ends the run in the thread that started it
        done.put(error)
    finally:
        done.put(None)


def _next(todo: deque[Ready], stop: threading.Event) -> Ready | None:
    try:
        return None if stop.is_set() else todo.popleft()
    except IndexError:
        return None


def _announced(ready: Ready | None) -> Answer | None:
    """What the ledger says from now on of a question, should no answer come. Of a service that tells nobody there is nothing to say."""
    if ready is None or ready.service.local:
        return None
    return Answer(
        observable=ready.observable,
        service=ready.service.name,
        status=Status.FAILED,
        asked_at=_now(),
        question=ready.question.text,
        detail=INTERRUPTED,
        version=ready.version,
        pap=ready.pap,
        told=ready.question.to,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _ask(ready: Ready, door: DoorLike) -> Answer:
    began, asked_at = time.monotonic(), _now()
    try:
        told = ready.service.ask(door, ready.place, ready.question)
    except NotNow:
        return Answer(ready.observable, ready.service.name, Status.NOT_ASKED, detail=ready.unasked)
    except WireError as error:
        told = Told(error.status, raw=error.raw, detail=str(error))
    return Answer(
        observable=ready.observable,
        service=ready.service.name,
        status=told.status,
        asked_at=asked_at,
        question=ready.question.text,
        raw=told.raw,
        sha256=hashlib.sha256(told.raw).hexdigest(),
        facts=dict(sorted(told.facts.items())),  # in the order in which the ledger keeps them
        detail=told.detail,
        version=ready.version,
        pap=ready.pap,
        seconds=round(time.monotonic() - began, 3),
        told=ready.question.to,
    )
