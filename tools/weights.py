"""Learn how much each family of evidence weighs, from pairs of mails that people have judged, and write ``weights.json``.

    python -m tools.weights ../shared/data/pairs.csv ../shared/data/mails/phishing_pot [--write]

A logistic regression with few pairs for its twenty weights would believe chance. So each weight is held near what plain
Fellegi-Sunter arithmetic with a discount for dependence would give (``PLAIN``; ridge strength ``HELD``), none may change its sign, and
the prior is set, not learnt: judged pairs were picked for being hard, and tell nothing of how often two mails belong together.
Coordinate descent in plain Python; the same pairs give the same weights.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

from forensics import correlate
from forensics.correlate.evidence import AGAINST, Evidence, Scales
from forensics.correlate.index import Index
from forensics.correlate.keys import numbers
from forensics.correlate.kinds import FAMILIES
from forensics.intake.reading import read_original
from forensics.model.settings import CaseSettings

TARGET = Path(correlate.__file__).parent / "weights.json"
PLAIN = {
    "wallet": 11.5, "link": 5.8, "tag": 4.3, "kit": 4.3, "sender": 4.3, "network": 4.3, "ids": 2.9, "header": 3.6, "html": 3.6, "text": 5.8,
    "subject": 2.2, "name": 2.2, "resource": 1.4, "contact": 4.3, "file": 2.9,
    "against language": -1.0, "against date": -1.4, "against infrastructure": -0.7, "against text": -0.7,
    "against years": -4.0,
}  # fmt: skip
"""Bits."""
PRIOR = -5.8
HELD = 0.3
SWEEPS = 80
SAME, UNRELATED = 0.65, 0.025


@dataclass(frozen=True, slots=True)
class Pair:
    """One judged pair."""

    features: Mapping[str, float]
    label: str
    """``same``, ``different`` or ``unsure``."""
    by_hand: bool
    names: tuple[str, str]
    why: str


def features(found: Evidence) -> dict[str, float]:
    """Strengths by the names that ``PLAIN`` has."""
    told = {FAMILIES[family]: strength for family, strength in found.strengths.items()}
    told.pop("platform", None)
    return told | {
        f"against {name}": strength for name, strength in zip(AGAINST, found.against, strict=True) if strength
    }


def index_of(paths: Sequence[Path]) -> tuple[Index, dict[str, int]]:
    """The traits of these mails, and the place of each file."""
    index, places, settings = Index(), {}, CaseSettings()
    for place, path in enumerate(paths):
        mail = read_original(path.read_bytes(), "eml", settings)
        date = mail.date.isoformat() if mail.date else None
        index.add(place, numbers(correlate.held(mail, settings)), mail.language, date)
        places[path.name] = place
    index.count()
    return index, places


def judged(table: Path, index: Index, places: Mapping[str, int]) -> list[Pair]:
    """The pairs of the table whose mails are there."""
    scales = Scales(index)
    pairs = []
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = (row["file_a"], row["file_b"])
            if all(name in places for name in names):
                found = scales.compare(places[names[0]], places[names[1]])
                pairs.append(Pair(features(found), row["label"], row["judged"] == "manual", names, row["why"]))
    return pairs


def learnt(pairs: Sequence[Pair]) -> dict[str, float]:
    """Bits a unit of strength. ``unsure`` pairs teach nothing."""
    decided = [pair for pair in pairs if pair.label != "unsure"]
    truth = [float(pair.label == "same") for pair in decided]
    weights = {name: bits * log(2) for name, bits in PLAIN.items()}
    plain = dict(weights)
    scores = [PRIOR * log(2) + sum(weights[name] * value for name, value in pair.features.items()) for pair in decided]
    where = {
        name: [(n, pair.features[name]) for n, pair in enumerate(decided) if name in pair.features] for name in PLAIN
    }
    for _ in range(SWEEPS):
        for name, entries in where.items():
            slope, bend = HELD * (weights[name] - plain[name]), HELD
            for n, value in entries:
                chance = _chance(scores[n])
                slope += value * (chance - truth[n])
                bend += value * value * chance * (1 - chance)
            new = weights[name] - slope / bend
            new = max(0.0, new) if plain[name] > 0 else min(0.0, new)
            for n, value in entries:
                scores[n] += (new - weights[name]) * value
            weights[name] = new
    return {name: weight / log(2) for name, weight in weights.items()}


def predicted(weights: Mapping[str, float], pair: Pair) -> float:
    """The probability that both are of one operation."""
    return _chance(log(2) * (PRIOR + sum(weights[name] * value for name, value in pair.features.items())))


def out_of_fold(pairs: Sequence[Pair], folds: int = 10) -> list[float]:
    """The probability of each pair from weights that were learnt without it (and without any pair that shares a mail with it).

    Pairs that share a mail are kept in one fold, folds go by the order of the file names, so nothing is left to chance.
    """
    fold = _folds(pairs, folds)
    told = [0.0] * len(pairs)
    for each in range(folds):
        weights = learnt([pair for n, pair in enumerate(pairs) if fold[n] != each])
        for n, pair in enumerate(pairs):
            if fold[n] == each:
                told[n] = predicted(weights, pair)
    return told


def _folds(pairs: Sequence[Pair], folds: int) -> list[int]:
    group: dict[str, int] = {}
    for n, pair in enumerate(pairs):
        known = {group[name] for name in pair.names if name in group} | {n}
        least = min(known)
        group.update({name: least for name, number in group.items() if number in known})
        group.update(dict.fromkeys(pair.names, least))
    groups = sorted({group[pair.names[0]] for pair in pairs})
    turn = {number: n % folds for n, number in enumerate(groups)}
    return [turn[group[pair.names[0]]] for pair in pairs]


def _chance(score: float) -> float:
    return 1 / (1 + exp(-max(-40.0, min(40.0, score))))


def document(weights: Mapping[str, float]) -> str:
    """The shipped file."""
    rounded = {name: round(bits, 2) for name, bits in weights.items()}
    families = {name: bits for name, bits in rounded.items() if not name.startswith("against ")}
    against = {name.removeprefix("against "): bits for name, bits in rounded.items() if name.startswith("against ")}
    told = {"prior": PRIOR, "families": families, "against": against, "same": SAME, "unrelated": UNRELATED}
    return json.dumps(told, indent=1) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Learn from all pairs, and write or print."""
    table, folder = Path(arguments[0]), Path(arguments[1])
    index, places = index_of(sorted(folder.glob("*.eml")))
    text = document(learnt(judged(table, index, places)))
    if "--write" in arguments:
        TARGET.write_text(text, "utf-8")
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
