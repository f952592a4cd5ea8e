"""What assessing costs beside parsing and extracting the same mails, and whether it grows with the mails' size alone.

CPU time of this process, the least of a few runs in turn; a mail is assessed as intake does it, once it has been parsed
and extracted (its language and its defects are columns of the table of mails).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from itertools import pairwise

from benchmarks.verdict.corpus import FOLDER, HONEST, HOSTILE
from forensics.assess import findings, opinion
from forensics.extract import sightings
from forensics.model.settings import CaseSettings
from forensics.parse import read_mail

RUNS, SHARE = 3, 4
MOST = 1.0
"""Times the cost of parsing and extracting."""
MOST_GROWTH = 1.5
"""Times as much for each doubling of a text beyond twice: what linear time leaves to noise."""
SENTENCE = (
    "Your account will be suspended within 24 hours, verify it at https://bank{}.example.test/wp-content/{} now.\n"
)
LINES = (2_000, 4_000, 8_000)


def measured() -> bool:
    """Print both figures; whether both bounds hold."""
    raw = [path.read_bytes() for kind in (HOSTILE, HONEST) for path in sorted((FOLDER / kind).glob("*.eml"))[::SHARE]]
    before, after = _seconds(raw)
    share = after / before
    print(
        f"cost: parsing and extracting {1000 * before / len(raw):.2f} ms a mail, assessing {1000 * after / len(raw):.2f} ms "
        f"({len(raw)} mails): {share:.2f} times as much (most {MOST})"
    )
    grown = []
    for lines in LINES:
        text = "".join(SENTENCE.format(n, n) for n in range(lines))
        grown.append(_seconds([f"From: a@shop.example\n\n{text}".encode()])[1])
    factors = [later / earlier for earlier, later in pairwise(grown)]
    told = ", ".join(f"{1000 * spent:.0f} ms" for spent in grown)
    print(f"cost: a text of {', '.join(map(str, LINES))} lines: {told}; each doubling {max(factors):.2f} times at most")
    return share <= MOST and max(factors) <= 2 * MOST_GROWTH


def _seconds(mails: list[bytes]) -> tuple[float, float]:
    """CPU seconds of (parsing and extracting, assessing): the least of ``RUNS``."""
    settings = CaseSettings()
    before, after = [], []
    for _ in range(RUNS):
        read: list[tuple[object, ...]] = []

        def taken_in(read: list[tuple[object, ...]] = read) -> None:
            for raw in mails:
                mail = read_mail(raw)
                read.append((mail, tuple(sightings(mail)), mail.language, mail.pages, mail.defects))

        def assessed(read: list[tuple[object, ...]] = read) -> None:
            for mail, seen, *_ in read:
                opinion(findings(mail, seen, settings))  # type: ignore[arg-type]  # as taken_in put them in

        before.append(_cpu(taken_in))
        after.append(_cpu(assessed))
    return min(before), min(after)


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun
