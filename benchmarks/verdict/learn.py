"""Learns the weights of the verdict: logistic regression that may move each weight only a little from where the hand has put it.

The penalty is the squared distance from the prior, in units of its spread (a Gaussian prior), and a weight keeps the sign of its
prior. Both kinds of mail count the same, however many there are of each. Plain gradient steps, nothing by chance.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

from benchmarks.verdict.corpus import Judged
from forensics.assess import verdict

FILE = Path(verdict.__file__).with_name("verdict.toml")
ROUNDS = 400
STEP = 0.5
PENALTY = 0.01
"""Weight of the prior: the loss of how many mails one spread is worth, in shares of all."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Where a weight begins, and how far it may go."""

    points: float
    spread: float


def learnt(mails: Sequence[Judged]) -> tuple[float, dict[str, float]]:
    """The starting point, and each weight."""
    read = tomllib.loads(FILE.read_text("utf-8"))
    priors = {name: Prior(row["prior"], row["spread"]) for name, row in read["weights"].items()}
    start = read["start"]
    weights = {name: prior.points for name, prior in priors.items()}
    rows = [
        (
            mail.hostile,
            [(name, value) for each in mail.findings for name, value in verdict.features(each) if name in weights],
        )
        for mail in mails
    ]
    share = {hostile: 0.5 / max(1, sum(row[0] is hostile for row in rows)) for hostile in (True, False)}
    for _ in range(ROUNDS):
        slopes = dict.fromkeys(weights, 0.0)
        for hostile, present in rows:
            score = start + sum(weights[name] * value for name, value in present)
            error = (1.0 / (1.0 + exp(-max(-30.0, min(30.0, score)))) - hostile) * share[hostile]
            for name, value in present:
                slopes[name] += error * value
        for name, prior in priors.items():
            if not prior.spread:
                continue
            slope = slopes[name] + PENALTY * (weights[name] - prior.points) / prior.spread**2
            moved = weights[name] - STEP * slope / (1 + STEP * PENALTY / prior.spread**2)
            low, high = prior.points - 2 * prior.spread, prior.points + 2 * prior.spread
            if prior.points > 0:
                low = max(0.0, low)
            elif prior.points < 0:
                high = min(0.0, high)
            weights[name] = max(low, min(high, moved))
    return start, weights


def write(weights: dict[str, float]) -> None:
    """Put the weights into the file, line by line, everything else as it stands."""
    lines = []
    for line in FILE.read_text("utf-8").splitlines():
        named = re.match(r'"([^"]+)" = ', line)
        if named and named[1] in weights:
            line = re.sub(r"points = -?[0-9.]+", f"points = {weights[named[1]] + 0.0:.2f}", line)  # noqa: PLW2901 - the line, edited
        lines.append(line)
    FILE.write_text("\n".join(lines) + "\n", "utf-8")
