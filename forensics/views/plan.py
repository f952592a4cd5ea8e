"""A plan of look-ups in a few lines: who would learn of how many questions, and why the others would not be put.

Why it matters: three hundred rows tell nobody whom asking would tip off. The few parties that would learn of it do.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from forensics import safe
from forensics.views.table import Table
from forensics.views.words import word


def summary(plan: Table) -> str:
    """Lines for a terminal; each party once, the most questions first."""
    language = plan.language
    going: Counter[tuple[str, str]] = Counter()
    held: Counter[str] = Counter()
    for row in plan:
        if row["blocked"]:
            held[row["blocked"]] += 1
        else:
            going[row["service"], row["learns"]] += 1
    lines = [word("plan nobody", language)]
    lines += [word("plan going", language, n=f"{sum(going.values()):,}")] if going else [word("plan none", language)]
    lines += [f"  {count:>6,}  {service}: {learns}" for (service, learns), count in _most_first(going)]
    if held:
        lines.append(word("plan held", language, n=f"{sum(held.values()):,}"))
        lines += [f"  {count:>6,}  {why}" for why, count in _most_first(held)]
    return safe.terminal("\n".join(lines), lines=True)


def _most_first(counted: Counter[Any]) -> list[tuple[Any, int]]:
    return sorted(counted.items(), key=lambda each: (-each[1], str(each[0])))
