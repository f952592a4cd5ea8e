"""A finding: one question put to the evidence, the answer, what it rests on and what speaks against it.

All words that a reader of a report sees are there in every language the house speaks (``Words``), never in one alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

Words = Mapping[str, str]
"""Language code -> the words: ``{"en": ..., "ja": ...}``."""

UNSAID: Words = {"en": "", "ja": ""}
"""Where no words are needed."""


class Verdict(StrEnum):
    """The four answers. ``unclear``: examined, but the evidence does not say; ``not_examined``: nobody looked."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"
    NOT_EXAMINED = "not_examined"


class Ground(NamedTuple):
    """One piece of what a finding rests on. A named tuple: every mail makes a dozen of them."""

    where: str
    """``header From``, ``part 1.2 text``, ``received 0``, ``answer rdap``."""
    quote: str
    """The words of the evidence; hostile text."""
    note: Words = UNSAID
    """Why it matters; empty words when plain. What it repeats of the mail is hostile."""

    def said(self, language: str) -> str:
        """The note in one language, English where it has no other."""
        return self.note.get(language) or self.note.get("en", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one mail. ``sentence`` is for a layman, in every language the house speaks."""

    rule: str
    """Stable name: ``sender.own-domain``."""
    question: Words
    """Language code -> the question: ``{"en": ..., "ja": ...}``."""
    answer: Verdict
    strength: float
    """0 (says nothing) to 1 (settles it), for the answer given."""
    sentence: Words
    """Language code -> the answer in one sentence; quotes of the mail are inside and hostile."""
    grounds: tuple[Ground, ...] = ()
    against: tuple[Ground, ...] = ()
    """What speaks against the answer, or the innocent explanation."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """Values that other steps use, e.g. ``{"claimed_domain": "example.org"}``."""


class Kind(StrEnum):
    """What a mail is as a whole. ``unclear``: the evidence is too thin for a verdict, and that is an answer, too."""

    PHISHING = "phishing"
    """It wants the reader to hand over a secret or open something, under a false name."""
    EXTORTION = "extortion"
    """It threatens and wants money."""
    SCAM = "scam"
    """It lies for money in another way: a prize, an inheritance, an investment, an invoice."""
    BULK = "bulk"
    """Sent to many: a newsletter, a mailing list, an advertisement. Not a lie because of that."""
    LEGITIMATE = "legitimate"
    UNCLEAR = "unclear"


HOSTILE = frozenset({Kind.PHISHING.value, Kind.EXTORTION.value, Kind.SCAM.value})
"""What one must be protected from."""


class Weight(NamedTuple):
    """What one finding adds to an opinion."""

    rule: str
    points: float
    """Log-odds: above 0 for a lie, below 0 for an honest mail."""
    sentence: Words


@dataclass(frozen=True, slots=True)
class Opinion:
    """The verdict on a whole mail, weighed from its findings. An opinion, with its probability and its reasons."""

    kind: Kind
    probability: float | None
    """That the mail is of this kind; None where no verdict is given."""
    hostile: float
    """The probability that it is phishing, extortion or another scam; given also where no verdict is."""
    sentence: Words
    """The verdict in one sentence."""
    weights: tuple[Weight, ...] = ()
    """The findings that weigh most, at most three, heaviest first."""
