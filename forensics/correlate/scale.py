"""The scale on which evidence is weighed: rarity in bits, the learnt weight of each family, and the probability they add up to.

In the manner of Fellegi and Sunter (1969): independent pieces of evidence add up as logarithms of likelihood ratios. A value that
``held`` of ``total`` mails hold, and that one mail in ``2**background`` of the world has by chance, is rare by
``log2((total + 2**background) / held)`` bits, at most ``RAREST``. How much of a family's rarity is evidence is not guessed but learnt
(a logistic regression held near plain Fellegi-Sunter weights; ``python -m tools.weights``) and shipped in ``weights.json``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log, log2, log10
from pathlib import Path

RAREST = 10.0
"""Bits; a value that nobody else has is not rarer than this, for an offender may invent any number of them."""
MISSING = 0.5
"""Bits taken off: a mail of the same hand often has not the same value."""
MANY = 10_000
"""From so many mails on, chance has more mails to choose from than the mails that the weights were learnt with."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What ``weights.json`` says. All in bits."""

    prior: float
    """Two mails of a case that somebody has a reason to compare, before anything is known."""
    families: Mapping[str, float]
    """Of a family's rarest shared value, and of a whole text."""
    against: Mapping[str, float]
    """Of what speaks against; negative."""
    same: float
    """Probability from which two mails are told to be of one campaign."""
    unrelated: float
    """Probability below which they are told to be unrelated, where enough could be compared."""


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The shipped weights."""
    data = json.loads((Path(__file__).parent / "weights.json").read_text("utf-8"))
    return Weights(data["prior"], data["families"], data["against"], data["same"], data["unrelated"])


def rarity(background: int, held: int, total: int) -> float:
    """How rare a shared value is, 0 (everybody has it) to 1 (``RAREST`` bits and more)."""
    return max(0.0, min(RAREST, log2((total + 2**background) / max(held, 2)) - MISSING)) / RAREST


def prior(total: int) -> float:
    """Bits before any evidence: those of the weights, and 3.3 less for each tenfold beyond ``MANY`` mails (as many more strangers)."""
    return weights().prior - max(0.0, log10(max(total, 1) / MANY)) * log2(10)


def probability(bits: float) -> float:
    """The probability that so many bits amount to."""
    return 1 / (1 + exp(-max(-60.0, min(60.0, bits)) * log(2)))
