"""An event: a moment on the timeline, who says so, and how far that can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
