"""A finding: one question put to the evidence, the answer, what it rests on and what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """The four answers. ``unclear``: examined, but the evidence does not say; ``not_examined``: nobody looked."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    NOT_EXAMINED = "not_examined"


@dataclass(frozen=True, slots=True)
class Ground:
    """One piece of what a finding rests on."""

    where: str
    """``header From``, ``part 1.2 text``, ``received 0``, ``answer rdap``."""
    quote: str
    """The words of the evidence; hostile text."""
    note: str = ""
    """Why it matters, in English; empty when plain."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one mail. ``sentence`` is for a layman, in every language the house speaks."""

    rule: str
    """Stable name: ``sender.own-domain``."""
    question: Mapping[str, str]
    """Language code -> the question: ``{"en": ..., "ja": ...}``."""
    answer: Verdict
    strength: float
    """0 (says nothing) to 1 (settles it), for the answer given."""
    sentence: Mapping[str, str]
    """Language code -> the answer in one sentence; quotes of the mail are inside and hostile."""
    grounds: tuple[Ground, ...] = ()
    against: tuple[Ground, ...] = ()
    """What speaks against the answer, or the innocent explanation."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Values that other steps use, e.g. ``{"claimed_domain": "example.org"}``."""
