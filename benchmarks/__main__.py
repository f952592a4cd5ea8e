"""Runs the benchmarks side by side with peers, each in a process of its own: `python -m benchmarks [NAME ...]`.

A benchmark is a file `benchmarks/NAME.py` (or a folder with a `__main__.py`) that prints its own figures and exits with 0 where the
bound that it names holds, with 1 where it does not. One that cannot run here (a corpus is missing) exits with 77 and says why.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CANNOT_RUN_HERE = 77  # as automake's test drivers have it


def known() -> list[str]:
    """The names of all benchmarks, sorted."""
    files = [path.stem for path in HERE.glob("[a-z]*.py")]
    return sorted(files + [path.parent.name for path in HERE.glob("[a-z]*/__main__.py")])


def main(wanted: list[str]) -> int:
    """Run `wanted`, or all; 1 if a bound did not hold, 2 for an unknown name."""
    unknown = sorted(set(wanted) - set(known()))
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(known())}", file=sys.stderr)
        return 2
    told = {}
    for name in wanted or known():
        print(f"\n== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False)  # noqa: S603 - our own files
        told[name] = {0: "holds", CANNOT_RUN_HERE: "cannot run here"}.get(done.returncode, "does not hold")
    print("\n" + "\n".join(f"{name}: {outcome}" for name, outcome in told.items()))
    return int("does not hold" in told.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
