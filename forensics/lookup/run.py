"""A run of look-ups: what is on record is not asked again, what is permitted is asked, what came is written down before the next.

Why it matters: a question is asked of a stranger, and cannot be taken back. So each answer is on the disk before its asker goes
on: a run that is interrupted, or killed, has lost nothing but the questions that were under way, and the next one goes on there.
Values that answers name (a host's addresses, an address's network) are asked about in the next wave, up to a limit.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from forensics.lookup.failures import NotNow, WireError
from forensics.lookup.service import DoorLike, Pap, Question, Service, Told
from forensics.lookup.settings import LookupSettings, Place
from forensics.lookup.subjects import Subject
from forensics.model.answer import Answer, Ledger, Status
from forensics.model.observable import Observable

PATIENCE = 5.0
"""Seconds that an interrupted run waits for the questions under way, so that their answers are kept."""
SETTLED = frozenset({Status.FOUND, Status.NOT_FOUND})
"""What is not asked again. A failure and a refusal are on record, too, and asked again by the next run."""


_Came = tuple[Answer, threading.Event] | BaseException | None
"""An answer and how to say that it is written; an asker's own mistake; or that an asker is done."""
_Done = queue.SimpleQueue[_Came]


@dataclass(frozen=True, slots=True)
class Task:
    """One value for one service."""

    observable: Observable
    """As it was found."""
    service: Service
    subject: Observable | None
    """What is asked about in its place; None where nothing can be."""
    reason: str = ""
    """Why nothing can be asked."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for the whole run."""

    online: bool
    pap: Pap
    settings: LookupSettings
    subject: Callable[[Service, Observable], Subject | str]
    unmasked: Mapping[Observable, Observable] = field(default_factory=dict, repr=False)
    """What is on record under a mask -> what is asked about in its place; the latter is never written anywhere."""
    version: str = ""
    tells: Callable[[str], bool] = lambda _: False
    """Whether a text names a recipient."""


def tasks(observables: Iterable[Observable], services: Sequence[Service], rules: Rules) -> Iterator[Task]:
    """Each value with each service that knows its kind, in the order given."""
    for observable in dict.fromkeys(observables):
        for service in services:
            if observable.kind in service.kinds:
                told = rules.subject(service, observable)
                if isinstance(told, Subject):
                    yield Task(observable, service, told.observable)
                else:
                    yield Task(observable, service, None, told)


def blocked(service: Service, rules: Rules) -> str:
    """Why a service may not be asked now; empty where it may. The reasons are the same whoever asks, so that tables are, too."""
    if service.local:
        return ""
    if not rules.online or rules.pap.rank < service.pap.rank or rules.pap is Pap.RED:
        return f"asking would tell {service.learns} (needs online and PAP:{service.pap.name})"
    if service.key and service.key not in rules.settings.keys:
        return f"asking needs a key for {service.key}"
    return ""


def standing(service: Service) -> str:
    """What is said of a value nobody asked about: the same online and offline, with and without keys."""
    key = f" and a key for {service.key}" if service.key else ""
    return f"no answer on record; asking would tell {service.learns} (needs online and PAP:{service.pap.name}{key})"


def place_of(service: Service, settings: LookupSettings) -> Place:
    """Where a service answers for this analyst."""
    return settings.place(service.name, service.place)


def question(task: Task, rules: Rules) -> Question | str:
    """What would be sent, or why nothing would."""
    if task.subject is None:
        return task.reason
    value = rules.unmasked.get(task.subject, task.subject)
    planned = task.service.plan(value, place_of(task.service, rules.settings), rules.settings)
    if isinstance(planned, Question) and rules.tells(planned.text):
        return "the question would name a recipient: it is not asked"
    return planned


def run(
    wave: Sequence[Task],
    ledger: Ledger,
    rules: Rules,
    door: DoorLike | None,
    asked: set[tuple[str, Observable]],
    progress: Callable[[int], None] = lambda _: None,
) -> list[Answer]:
    """An answer for each task, in their order. What is asked is recorded before it counts.

    ``asked``: what earlier waves have asked, and this one adds to: a failure is asked again by the next run, not by the next wave.
    """
    found: dict[tuple[str, Observable], Answer] = {}
    waiting: dict[str, deque[tuple[Task, Question]]] = {}
    for task in wave:
        known = (task.service.name, task.subject or task.observable)
        if known in found:
            continue
        found[known], ask = _known(task, ledger, rules)
        if ask is not None and door is not None and known not in asked:
            asked.add(known)
            waiting.setdefault(task.service.name, deque()).append((task, ask))
    progress(len(found) - sum(len(each) for each in waiting.values()))
    if waiting and door is not None:
        for answer in _asked(waiting, ledger, rules, door):
            found[answer.service, answer.observable] = replace(answer, raw=b"")
            progress(1)
    return [
        replace(found[task.service.name, task.subject or task.observable], observable=task.observable) for task in wave
    ]


def _known(task: Task, ledger: Ledger, rules: Rules) -> tuple[Answer, Question | None]:
    """The answer on record, or that there is none; and the question to ask, where it may be asked."""
    if task.subject is None:
        return Answer(task.observable, task.service.name, Status.NOT_ASKED, detail=task.reason), None
    recorded = ledger.recorded(task.subject, task.service.name)
    if recorded is not None and recorded.status in SETTLED:
        return replace(recorded, raw=b""), None
    planned = question(task, rules)
    if isinstance(planned, str):
        unasked = Answer(task.subject, task.service.name, Status.NOT_ASKED, detail=planned)
        return (replace(recorded, raw=b"") if recorded else unasked), None
    standing_now = recorded or Answer(task.subject, task.service.name, Status.NOT_ASKED, detail=standing(task.service))
    return replace(standing_now, raw=b""), None if blocked(task.service, rules) else planned


def _asked(
    waiting: dict[str, deque[tuple[Task, Question]]], ledger: Ledger, rules: Rules, door: DoorLike
) -> Iterator[Answer]:
    """Ask with a few askers for each service; this thread alone writes. An asker goes on when its answer is on the disk."""
    done: _Done = queue.SimpleQueue()
    stop = threading.Event()
    askers = []
    for tasks_of_one in waiting.values():
        place = place_of(tasks_of_one[0][0].service, rules.settings)
        for _ in range(min(max(1, place.workers), len(tasks_of_one))):
            asker = threading.Thread(target=_asker, args=(tasks_of_one, place, rules, door, done, stop), daemon=True)
            askers.append(asker)
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


def _waiting(done: _Done) -> list[_Came]:
    """What has come by now."""
    came = []
    while not done.empty():
        came.append(done.get())
    return came


def _written(batch: Sequence[_Came], ledger: Ledger) -> Iterator[Answer]:
    """Write down what came, let its askers go on, and hand the answers out. An asker's own mistake is raised after that."""
    came = [each for each in batch if isinstance(each, tuple)]
    asked = [answer for answer, _ in came if answer.status is not Status.NOT_ASKED]
    if asked:
        ledger.record(asked)
    for _, written in came:
        written.set()
    for each in batch:
        if isinstance(each, BaseException):
            raise each
    yield from (answer for answer, _ in came)


def _asker(
    todo: deque[tuple[Task, Question]],
    place: Place,
    rules: Rules,
    door: DoorLike,
    done: _Done,
    stop: threading.Event,
) -> None:
    try:
        while not stop.is_set():
            try:
                task, ask = todo.popleft()
            except IndexError:
                return
            written = threading.Event()
            done.put((_ask(task, ask, place, rules, door), written))
            while not written.wait(0.5) and not stop.is_set():
                pass
    except BaseException as error:  # noqa: BLE001 - an asker's own mistake ends the run in the thread that started it
        done.put(error)
    finally:
        done.put(None)


def _ask(task: Task, ask: Question, place: Place, rules: Rules, door: DoorLike) -> Answer:
    began, asked_at = time.monotonic(), datetime.now(UTC).replace(microsecond=0)
    try:
        told = task.service.ask(door, place, ask)
    except NotNow:
        return Answer(
            task.subject or task.observable, task.service.name, Status.NOT_ASKED, detail=standing(task.service)
        )
    except WireError as error:
        told = Told(error.status, raw=error.raw, detail=str(error))
    return Answer(
        observable=task.subject or task.observable,
        service=task.service.name,
        status=told.status,
        asked_at=asked_at,
        question=ask.text,
        raw=told.raw,
        sha256=hashlib.sha256(told.raw).hexdigest(),
        facts=dict(sorted(told.facts.items())),  # in the order in which the ledger keeps them
        detail=told.detail,
        version=rules.version,
        pap="" if task.service.local else rules.pap.value,
        seconds=round(time.monotonic() - began, 3),
        told=ask.to,
    )
