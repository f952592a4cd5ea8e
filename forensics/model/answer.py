"""An answer: what a service said of an observable, when it was asked, and the bytes it said it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from forensics.model.observable import Observable


class Status(StrEnum):
    """Unknown is not no: NOT_FOUND is the service's word, NOT_ASKED and FAILED are ours."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    FAILED = "failed"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"


INTERRUPTED = (
    "interrupted: it may have been asked, and no answer is on record (the run was cut off, or is still under way)"
)
"""Of a question that was written down before it was sent, and whose answer never was."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the look-up ledger."""

    observable: Observable
    service: str
    status: Status
    asked_at: datetime | None = None
    """Aware; None for NOT_ASKED."""
    question: str = ""
    """As sent, keys removed."""
    raw: bytes = field(default=b"", repr=False)
    sha256: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What was read from the reply, flat."""
    detail: str = ""
    """Why it failed or was not asked, in English."""
    version: str = ""
    """Of the code that asked."""
    pap: str = ""
    """What the analyst had permitted when it was asked: ``amber``, ``green``; empty where nobody was."""
    seconds: float | None = None
    """How long it took."""
    told: str = ""
    """The host that learned of the question."""

    @property
    def interrupted(self) -> bool:
        """Whether nobody knows if it was asked: of all failures the one that is not asked again by itself at once."""
        return self.status is Status.FAILED and self.detail == INTERRUPTED


class Ledger(Protocol):
    """What a look-up needs of the case's store (and gets handed): the recorded answers, and a way to add one."""

    def recorded(self, observable: Observable, service: str) -> Answer | None:
        """The newest answer on record, or None."""

    def record(self, answers: Iterable[Answer], asking: Iterable[Answer] = (), unsent: Iterable[Answer] = ()) -> None:
        """Append, all in one; nothing is ever changed or removed.

        ``asking``: what will be sent as soon as this is on the disk, each as it stands should no answer ever come (``INTERRUPTED``).
        ``unsent``: what was announced so and then not sent after all.
        """
