"""What a look-up service is: somebody who may be asked about some kinds of values, who learns of it, and how the reply is read.

A service plans its question without a connection, so that one can see what would leave before anything does; it asks through the
door that it is handed; and it reads the reply into flat facts. A new one is one file and one line in ``services.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable


class Pap(StrEnum):
    """How much may be shown to whom (Permissible Actions Protocol): what a look-up may touch."""

    RED = "red"
    """Nothing leaves."""
    AMBER = "amber"
    """Third parties that only look into their own records."""
    GREEN = "green"
    """Also what belongs to the target: its name servers learn of the question."""

    @property
    def rank(self) -> int:
        """RED 0, AMBER 1, GREEN 2."""
        return ("red", "amber", "green").index(self.value)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, ready to be sent."""

    text: str
    """As sent, keys removed: what the ledger keeps and the plan shows."""
    to: str
    """The host that is asked."""
    send: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What the service needs to ask it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came back."""

    status: Status
    facts: Mapping[str, str] = field(default_factory=dict)
    raw: bytes = field(default=b"", repr=False)
    detail: str = ""


class DoorLike(Protocol):
    """The door as a service sees it (``wire.Door``): the only way out."""

    settings: LookupSettings

    def http(
        self,
        service: str,
        place: Place,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        json: Any = None,
        expected: tuple[int, ...] = (200,),
    ) -> Any:
        """An HTTP reply: ``status``, ``body``."""  # fmt: skip

    def tcp(self, service: str, place: Place, host: str, port: int, question: bytes) -> bytes:
        """All bytes until the other side closes."""

    def dns(self, service: str, place: Place, name: str, kind: str) -> Any:
        """A DNS reply: ``code``, ``records``, ``raw``."""

    def close(self) -> None:
        """Let go of everything."""


@dataclass(frozen=True, slots=True)
class Cutter:
    """How recipients are kept out of questions; handed over by whoever knows them."""

    link: Callable[[str], str]
    """A link as it may be shown to a third party."""
    tells: Callable[[str], bool]
    """Whether a text names a recipient, in any coding."""


def _whole(link: str) -> str:
    return link.partition("#")[0].partition("?")[0]


NOBODY = Cutter(_whole, lambda _: False)
"""Where no recipient is known: the query of a link is cut all the same."""


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who may be asked: about what, what for, and who learns of it."""

    name: str
    kinds: tuple[str, ...]
    purpose: Mapping[str, str]
    """Language code -> what it is good for."""
    learns: Mapping[str, str]
    """Language code -> who learns of the question."""
    place: Place
    """Where it answers, unless the analyst's settings say otherwise."""
    plan: Callable[[Observable, Place, LookupSettings], Question | str]
    """The question about a value, or why there is none."""
    ask: Callable[[DoorLike, Place, Question], Told]
    """Ask it. Raises a ``WireError`` where no reply came."""
    pap: Pap = Pap.AMBER
    """The least that has to be permitted."""
    key: str = ""
    """Name of the key it needs; empty for none."""
    local: bool = False
    """Asks nobody outside: a file of the analyst's."""
    reveals: Callable[[Observable, Mapping[str, str]], Iterable[Observable]] = lambda observable, facts: ()  # noqa: ARG005 - the form of all
    """Further values that the facts name."""


def flat(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as text, empty ones left out; lists joined by commas, truth as yes and no."""
    told = {}
    for name, value in facts.items():
        if value is None or value in ("", (), []):
            continue
        if isinstance(value, bool):
            told[name] = "yes" if value else "no"
        elif isinstance(value, list | tuple):
            told[name] = ", ".join(str(each) for each in value)
        else:
            told[name] = str(value)
    return told


def listed(value: str | None) -> list[str]:
    """A fact that is a list, taken apart again."""
    return [each for each in (value or "").split(", ") if each]
