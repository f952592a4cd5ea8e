"""How long a report of MAILS mails takes, from the case on the disk to the finished, masked and read-back file.

    python -m benchmarks.report [html] [pdf] ...      (html and pdf, when none is named)

Corpus: the first MAILS of ../shared/data/mails. Seconds of the clock: gathering (``case.report()``, with every original verified) is
done once, and counted into each format, for whoever asks for one report waits for both.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import forensics as fx
from benchmarks.intake import CANNOT_RUN_HERE, mails
from forensics import intake
from forensics.store.folder import CaseFolder

MAILS = 1_000
WANTED = {"html": 15.0, "pdf": 60.0}


def main(formats: list[str]) -> int:
    """Measure and say; 1 when a bound is missed."""
    paths = mails()[:MAILS]
    if not paths:
        print("the corpus is not here", file=sys.stderr)
        return CANNOT_RUN_HERE
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "case"
        intake.add(CaseFolder.open(folder, "benchmark"), paths, bar=False)
        case = fx.open_case(folder, examiner="benchmark")
        begin = time.perf_counter()
        document = case.report()
        gathering = time.perf_counter() - begin
        print(f"{len(paths)} mails, gathering: {gathering:.1f} s, CPU {time.process_time():.0f} s since the start")
        missed = False
        for ending in formats or list(WANTED):
            begin = time.perf_counter()
            file = fx.save(document, Path(room) / f"report.{ending}")
            took = gathering + time.perf_counter() - begin
            wanted = WANTED.get(ending)
            missed = missed or (wanted is not None and took > wanted)
            said = "" if wanted is None else f" (wanted: {wanted:.0f} s){'' if took <= wanted else ' DOES NOT HOLD'}"
            print(f"{ending}: {took:.1f} s in all, {file.stat().st_size:,} bytes{said}")
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
