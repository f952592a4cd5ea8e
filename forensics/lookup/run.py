"""A run of look-ups: what is on record is not asked again, what is permitted is asked, what came is written down before the next.

Why it matters: a question is asked of a stranger, and cannot be taken back. So each is written down before it is sent, and its answer
before its asker goes on (``askers.py``): a run that is interrupted, or killed, asks nothing twice, and the next one goes on there.
Questions that were under way then are shown as interrupted: whether they arrived nobody knows. Asking them again tells the stranger
again, so that is left to the analyst (``again``), or to a run a day later, when they are as old as any other failure may be.
Values that answers name (a host's addresses, an address's network) are asked about in the next wave, up to a limit.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from forensics.lookup import askers
from forensics.lookup.askers import Ready
from forensics.lookup.service import DoorLike, Pap, Question, Service
from forensics.lookup.settings import LookupSettings, Place
from forensics.lookup.subjects import Subject
from forensics.model.answer import Answer, Ledger, Status
from forensics.model.observable import Observable

SETTLED = frozenset({Status.FOUND, Status.NOT_FOUND})
"""What is not asked again. A failure and a refusal are on record, too, and asked again by the next run."""
SPARED = "RDAP tells it: WHOIS is asked where it is named, or where RDAP failed"
AGAIN_AFTER = timedelta(days=1)
"""How old a question without an answer has to be until a run asks it again by itself."""


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
    again: bool = False
    """Whether questions that were interrupted are asked again at once."""
    told_before: Callable[[Service, Observable], str] = lambda service, observable: ""  # noqa: ARG005 - the form of it
    """The service that is asked before this one, where that could tell it; empty where this one is the first, or was named."""

    def settled(self, recorded: Answer | None) -> bool:
        """Whether what is on record is not asked again by this run."""
        if recorded is None:
            return False
        if recorded.interrupted and not self.again:
            return recorded.asked_at is None or datetime.now(UTC) - recorded.asked_at < AGAIN_AFTER
        return recorded.status in SETTLED


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
        return f"asking would tell {service.learns['en']} (needs online and PAP:{service.pap.name})"
    if service.key and service.key not in rules.settings.keys:
        return f"asking needs a key for {service.key}"
    return ""


def standing(service: Service) -> str:
    """What is said of a value nobody asked about: the same online and offline, with and without keys."""
    key = f" and a key for {service.key}" if service.key else ""
    return (
        f"no answer on record; asking would tell {service.learns['en']} (needs online and PAP:{service.pap.name}{key})"
    )


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


def spared(task: Task, ledger: Ledger, rules: Rules) -> bool:
    """Whether a service that comes first tells it, so that one party less learns of the question."""
    first = rules.told_before(task.service, task.subject) if task.subject is not None else ""
    recorded = ledger.recorded(task.subject, first) if first and task.subject is not None else None
    return bool(first) and (recorded is None or recorded.status not in (Status.FAILED, Status.REFUSED))


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
    waiting: dict[str, deque[Ready]] = {}
    left: list[Task] = []

    def look(task: Task) -> None:
        known = (task.service.name, task.subject or task.observable)
        found[known], ask = _known(task, ledger, rules)
        if found[known].detail == SPARED:
            left.append(task)
        if ask is not None and door is not None and known not in asked:
            asked.add(known)
            waiting.setdefault(task.service.name, deque()).append(_ready(task, ask, rules))

    for task in wave:
        if (task.service.name, task.subject or task.observable) not in found:
            look(task)
    progress(len(found) - sum(len(each) for each in waiting.values()))
    if waiting and door is not None:
        for answer in askers.asked(waiting, ledger, door):
            found[answer.service, answer.observable] = replace(answer, raw=b"")
            progress(1)
        waiting.clear()
        for task in tuple(left):
            look(task)  # whoever comes first may have failed by now
        for answer in askers.asked(waiting, ledger, door):
            found[answer.service, answer.observable] = replace(answer, raw=b"")
    return [
        replace(found[task.service.name, task.subject or task.observable], observable=task.observable) for task in wave
    ]


def _ready(task: Task, ask: Question, rules: Rules) -> Ready:
    return Ready(
        service=task.service,
        observable=task.subject or task.observable,
        question=ask,
        place=place_of(task.service, rules.settings),
        unasked=standing(task.service),
        version=rules.version,
        pap="" if task.service.local else rules.pap.value,
    )


def _known(task: Task, ledger: Ledger, rules: Rules) -> tuple[Answer, Question | None]:
    """The answer on record, or that there is none; and the question to ask, where it may be asked."""
    if task.subject is None:
        return Answer(task.observable, task.service.name, Status.NOT_ASKED, detail=task.reason), None
    recorded = ledger.recorded(task.subject, task.service.name)
    if recorded is not None and rules.settled(recorded):
        return replace(recorded, raw=b""), None
    planned = SPARED if spared(task, ledger, rules) else question(task, rules)
    if isinstance(planned, str):
        unasked = Answer(task.subject, task.service.name, Status.NOT_ASKED, detail=planned)
        return (replace(recorded, raw=b"") if recorded else unasked), None
    standing_now = recorded or Answer(task.subject, task.service.name, Status.NOT_ASKED, detail=standing(task.service))
    return replace(standing_now, raw=b""), None if blocked(task.service, rules) else planned
