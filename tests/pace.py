"""CPU time by the pace of the machine: so that a bound tells of our own work, and not of what else the machine does.

A machine that is shared, or slower than the one on which the bounds were set, takes longer for everything. So beside each run
stands a loop that always does the same; what the run took is divided by how much longer than usual that loop took. What remains
too much in each of some runs is our own slowness: a search that is quadratic in a megabyte takes a thousand times a bound.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

RUNS = 5
USUAL = 0.004
"""CPU seconds of the loop on the machine on which the bounds were set, at rest."""
_WORD = re.compile(r"[a-z]+\d")


def took(work: Callable[[], object], *, below: float) -> float:
    """CPU seconds of ``work`` at the usual pace: the least of some runs, of which there are no more once one is ``below``."""
    least = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        work()
        spent = time.process_time() - begin
        least = min(least, spent if spent < below else spent / max(1.0, _loop() / USUAL))
        if least < below:
            break
    return least


def _loop() -> float:
    """CPU seconds of a loop that always does the same: what Python does all day, and a search."""
    begin = time.process_time()
    seen: dict[int, str] = {}
    for number in range(10_000):
        seen[number & 1023] = str(number)
    assert _WORD.search("abc " * 10_000 + "a1") is not None
    return time.process_time() - begin
