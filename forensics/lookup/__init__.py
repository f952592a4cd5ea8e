"""Observable -> answer: what others know of an indicator. From the record first; the outside is asked only where that is permitted.

Why it matters: a look-up tells somebody that one is looking, and a link with the reader's address burns the reader. So the first
answer is always the one on record, nobody is asked unless it says ``online=True``, then only as far as the analyst's PAP goes,
recipients are cut out of every question, and what was never asked is said to be so: unknown is not no.

    plan(observables, ["rdap", "reputation"], ledger)        # what would be asked, of whom, and what each learns
    ask(observables, ["rdap", "dns"], ledger, online=True, manners=Manners(pap=Pap.GREEN))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from forensics.lookup import run, subjects
from forensics.lookup.rdap import bootstrap
from forensics.lookup.rdap import service as rdap
from forensics.lookup.rdap.bootstrap import Bootstrap
from forensics.lookup.service import NOBODY, Cutter, DoorLike, Pap, Service
from forensics.lookup.services import GROUPS, REGISTERED, SERVICES, named
from forensics.lookup.settings import LookupSettings, load
from forensics.lookup.subjects import Subject
from forensics.model.answer import Answer, Ledger, Status
from forensics.model.observable import Observable

__all__ = [
    "GROUPS",
    "SERVICES",
    "Cutter",
    "LookupSettings",
    "Manners",
    "Pap",
    "Planned",
    "Service",
    "ask",
    "load",
    "plan",
]

WHOIS = "whois"
"""Asked where RDAP has no server or failed, and where it is named."""
MOST_REVEALED = 2_000
"""Values of one run that come from answers."""


def _unwatched(done: int, known: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a run behaves: how far it may go, and what must not leave."""

    pap: Pap = Pap.AMBER
    settings: LookupSettings | None = None
    """None: those of this user (``settings.load``)."""
    cutter: Cutter = NOBODY
    """Keeps recipients out of questions."""
    unmasked: Mapping[Observable, Observable] = field(default_factory=dict, repr=False)
    """Of values that the case keeps under a mask (a password): what is asked about in their place, and never recorded."""
    waves: int = 1
    """How far values that answers name are followed: 1 not at all; 3 a host, its addresses, their networks."""
    progress: Callable[[int, int], None] = _unwatched
    """Told how many questions are done, and how many there are by now."""
    version: str = ""
    """Of the code that asks, for the record."""
    again: bool = False
    """Whether questions that an earlier run was interrupted over are asked again at once; by itself a run does so after a day."""


def pap_named(name: str | Pap) -> Pap:
    """A level by its name; ValueError names the known ones."""
    try:
        return Pap(str(name).lower().removeprefix("pap:"))
    except ValueError as error:
        raise ValueError(f"no such PAP: {name}; there are {', '.join(Pap)}") from error


def ask(
    observables: Iterable[Observable],
    services: Iterable[str],
    ledger: Ledger,
    *,
    online: bool = False,
    manners: Manners | None = None,
) -> list[Answer]:
    """One answer for each observable and each service that knows its kind, in the order given; then those of further waves.

    The newest recorded answer where there is one, else ``NOT_ASKED`` with the reason; that nobody asked is not recorded. Online,
    what is missing or had failed is asked and recorded, as far as the PAP permits. An unknown service is a ``ValueError``.
    """
    services = list(services)
    wanted, manners = named(services), manners or Manners()
    rules = _rules(manners, services, online=online)
    door = _door(wanted, rules, manners.cutter)
    try:
        return _waves(list(dict.fromkeys(observables)), wanted, ledger, rules, door, manners)
    finally:
        if door is not None:
            door.close()


def _waves(
    values: list[Observable],
    wanted: list[Service],
    ledger: Ledger,
    rules: run.Rules,
    door: DoorLike | None,
    manners: Manners,
) -> list[Answer]:
    by_name = {service.name: service for service in wanted}
    seen, left = set(values), MOST_REVEALED
    answers: list[Answer] = []
    found: list[Answer] = []
    asked: set[tuple[str, Observable]] = set()
    done = known = 0

    def step(count: int) -> None:
        nonlocal done
        done += count
        manners.progress(done, known)

    for number in range(max(1, manners.waves)):
        if number:
            revealed = {
                each
                for answer in found
                if answer.status is Status.FOUND
                for each in by_name[answer.service].reveals(answer.observable, answer.facts)
            }
            values = sorted(revealed - seen)[:left]
            left -= len(values)
            seen.update(values)
        wave = list(run.tasks(values, wanted, rules))
        known += len({(task.service.name, task.subject or task.observable) for task in wave})
        found = run.run(wave, ledger, rules, door, asked, step)
        answers += found
    return answers


def plan(
    observables: Iterable[Observable], services: Iterable[str], ledger: Ledger, *, manners: Manners | None = None
) -> list[Planned]:
    """What ``ask`` would ask online, of whom, and what each learns. Nothing is sent."""
    services = list(services)
    rules = _rules(manners or Manners(), services, online=True)
    planned: dict[tuple[str, Observable], Planned] = {}
    for task in run.tasks(observables, named(services), rules):
        value = task.subject or task.observable
        recorded = ledger.recorded(value, task.service.name)
        if (task.service.name, value) in planned or rules.settled(recorded):
            continue
        question = run.SPARED if run.spared(task, ledger, rules) else run.question(task, rules)
        why = run.blocked(task.service, rules)
        told = ("", "", question) if isinstance(question, str) else (question.text, question.to, why)
        planned[task.service.name, value] = Planned(
            value, task.service.name, *told, task.service.learns["en"], task.service.pap, value != task.observable
        )
    return list(planned.values())


def refresh(settings: LookupSettings | None = None) -> Bootstrap:
    """Fetch IANA's registries of RDAP servers anew, for this user; IANA learns that somebody did. Asks at once: call it on purpose."""
    from forensics.lookup.wire import Door

    told = settings or load()
    place = told.place("bootstrap", bootstrap.PLACE)
    with Door(told) as door:
        return bootstrap.refreshed(door, place, told.state_folder)


@dataclass(frozen=True, slots=True)
class Planned:
    """One question that is not on record, before anybody is asked."""

    observable: Observable
    """What would be asked about: already cut."""
    service: str
    question: str
    """As it would be sent; empty where nothing can be asked."""
    to: str
    """The host that would be asked."""
    blocked: str
    """Why it would not be asked now; empty where it would."""
    learns: str
    pap: Pap
    """What has to be permitted."""
    cut: bool
    """Whether something was taken out of the value."""


def _rules(manners: Manners, services: list[str], *, online: bool) -> run.Rules:
    settings = manners.settings or load()
    registered = lru_cache(maxsize=8192)(subjects.registered)
    shown = lru_cache(maxsize=8192)(lambda observable: subjects.link(observable, manners.cutter))

    def subject(service: Service, observable: Observable) -> Subject | str:
        return registered(observable) if service.name in REGISTERED else shown(observable)

    @lru_cache(maxsize=8192)
    def has_rdap(observable: Observable) -> bool:
        return not isinstance(rdap.SERVICE.plan(observable, run.place_of(rdap.SERVICE, settings), settings), str)

    def told_before(service: Service, observable: Observable) -> str:
        """RDAP before WHOIS, unless WHOIS was named."""
        if service.name != WHOIS or WHOIS in services:
            return ""
        return rdap.SERVICE.name if has_rdap(observable) else ""

    return run.Rules(
        online,
        manners.pap,
        settings,
        subject,
        manners.unmasked,
        manners.version,
        manners.cutter.tells,
        manners.again,
        told_before,
    )


def _door(wanted: list[Service], rules: run.Rules, cutter: Cutter) -> DoorLike | None:
    """The door is built only where somebody may be asked: offline, the code that could open a connection is not even loaded."""
    if all(service.local or run.blocked(service, rules) for service in wanted):
        return _NoDoor(rules.settings) if any(service.local for service in wanted) else None
    from forensics.lookup.wire import Door

    return Door(rules.settings, tells=cutter.tells)


class _NoDoor:
    """For services that ask nobody outside: there is no way out."""

    def __init__(self, settings: LookupSettings) -> None:
        self.settings = settings

    def http(self, *_: object, **__: object) -> Any:
        """Nowhere."""
        raise AssertionError("a local service reached for the outside")

    tcp = dns = http

    def close(self) -> None:
        """There is nothing to let go of."""
