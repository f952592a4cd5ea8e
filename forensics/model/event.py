"""An event: a moment on the timeline, who says so, and how far that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Certainty(StrEnum):
    """``observed``: a server we trust wrote it; ``claimed``: somebody unknown wrote it; ``derived``: worked out from others."""

    OBSERVED = "observed"
    CLAIMED = "claimed"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Event:
    """One moment. ``time`` None goes into the undated lane: never a guessed date."""

    time: datetime | None
    exhibit: str
    what: str
    """Kind of moment: ``date header``, ``received``, ..."""
    source: str
    """Where it is written: ``header Date``, ``received 0``."""
    certainty: Certainty
    label: str = ""
    """For a reader: the subject, the host; hostile text."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days that a mail claims for something: ``your device was infected from ... to ...``. A stranger's word, never a fact."""

    exhibit: str
    first: date
    last: date | None
    """The day that the claim ends with, itself included; None where it names none."""
    what: str = "infection window"
    """Kind of claim, as the views' words know it."""
