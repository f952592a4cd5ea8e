"""A link: whether two mails belong together, with the evidence for, against, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from forensics.model.faced import Faced, Faces


class LinkVerdict(StrEnum):
    """``inconclusive`` is a proper result: the evidence does not say."""

    SAME_CAMPAIGN = "same_campaign"
    RELATED = "related"
    INCONCLUSIVE = "inconclusive"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence for or against a link."""

    trait: str
    """What was compared: ``bitcoin``, ``domain``, ``url path``, ``date``."""
    value: str
    """The shared (or differing) value; hostile text."""
    bits: float
    """Weight, log2 of the likelihood ratio; positive speaks for the same origin, 0 for what is not known."""
    words: str
    """The reason in an English sentence."""
    words_ja: str = ""
    places: tuple[str, ...] = ()
    """Where it stands in each mail, as far as it stands at one place; hostile text."""


@dataclass(frozen=True, slots=True, repr=False)
class Link(Faced):
    """The comparison of two mails."""

    a: str
    """Exhibit name, the lower number first."""
    b: str
    verdict: LinkVerdict
    probability: float | None
    """That both come from the same sending operation, 0 to 1; None where nothing allows a number."""
    for_: tuple[Reason, ...] = ()
    against: tuple[Reason, ...] = ()
    unknown: tuple[Reason, ...] = ()
    alternative: Reason | None = None
    """The strongest explanation other than one sending operation."""
    decide: tuple[Reason, ...] = ()
    """What to look up or find that would decide it, most telling first."""
    faces: Faces | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, repr=False)
class Campaign(Faced):
    """Mails that hang together, and why."""

    name: str
    """``C-1``: numbered by the first mail's exhibit number."""
    mails: tuple[str, ...]
    """Exhibit names in order."""
    first: str
    """Earliest date, ISO 8601 with offset, empty when no mail has one."""
    last: str
    why: tuple[Reason, ...] = ()
    """The shared values that hold it together, rarest first."""
    faces: Faces | None = field(default=None, repr=False, compare=False)
