"""What a campaign looks like over time: each thing it uses, from when to when, in which mails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Aspect(StrEnum):
    """What of a campaign is told. In the order in which it is shown."""

    WAVE = "wave"
    TEMPLATE = "template"
    LINKED_HOST = "linked host"
    SENDER = "sender domain"
    MACHINE = "sending machine"
    WALLET = "wallet"
    DEMAND = "demand"
    RECIPIENT = "recipient"
    LANGUAGE = "mail language"
    TYPICAL = "most typical mail"
    EDGE = "mail at the edge"
    SILENCE = "silence"
    HOURS = "sending hours"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One thing over time."""

    aspect: Aspect
    value: str
    """The host, the sum, the subject; hostile text."""
    first: str
    """Date of the first mail that has it, ISO 8601 in UTC; empty when none of them has a date."""
    last: str
    mails: tuple[str, ...]
    """The exhibits it rests on, in order."""
    share: float | None = None
    """0 to 1: of the campaign's mails; of a template, how much of its text the one before had; None for the first."""
