"""How long until one can begin: ``import forensics`` beside msticpy's ``nbinit``, each in fresh processes, in one run.

    python -m benchmarks.start

Counted are the seconds from the first statement to the last (the least of RUNS fresh processes each: others may be at work) and the modules that are loaded
afterwards and were not before. What is promised: ``import forensics`` takes at most LIMIT seconds and loads neither pandas nor
matplotlib nor Jupyter. msticpy is fetched by ``make bench``; where it is missing, it says so and ours is measured alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS, LIMIT = 5, 0.15
HEAVY = ("pandas", "matplotlib", "IPython", "ipykernel", "ipywidgets", "jupyterlab", "numpy")
MEASURE = """
import json, sys, time
before, start = set(sys.modules), time.perf_counter()
{code}
took = time.perf_counter() - start
print("\\n" + json.dumps([took, len(set(sys.modules) - before), sorted(set({heavy!r}) & set(sys.modules))]))
"""
OURS = {
    "import forensics": "import forensics",
    "a first mail": "import forensics; forensics.read_mail(b'Subject: x\\r\\n\\r\\nhttp://a.example/').findings",
}
THEIRS = {
    "import msticpy": "import msticpy",
    "msticpy's nbinit": "from msticpy.init import nbinit",
    "nbinit.init_notebook": "from msticpy.init import nbinit; nbinit.init_notebook(namespace={}, verbose=0)",
}
"""What its documentation has at the top of a notebook, step by step."""


def measured(code: str, home: Path) -> tuple[float, int, list[str]]:
    """Least seconds, modules, and which of the heavy libraries are among them."""
    told = []
    for _ in range(RUNS):
        done = subprocess.run(  # noqa: S603 - our own few lines
            [sys.executable, "-W", "ignore", "-c", MEASURE.format(code=code, heavy=HEAVY)],
            cwd=home, env={"PATH": "", "HOME": str(home), "PYTHONPATH": ":".join([str(ROOT), *sys.path[1:]])},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        told.append(json.loads(done.stdout.rsplit("\n", 2)[-2]))
    return min(each[0] for each in told), told[-1][1], told[-1][2]


def main() -> int:
    """Measure and print; 1 if the promise does not hold."""
    holds = True
    print(f"{'':<22}{'seconds':>9}{'modules':>9}  heavy libraries among them")
    with tempfile.TemporaryDirectory() as home:
        for name, code in OURS.items():
            took, modules, heavy = measured(code, Path(home))
            print(f"{name:<22}{took:>9.3f}{modules:>9,}  {', '.join(heavy) or 'none'}", flush=True)
            if name == "import forensics":
                holds = took <= LIMIT and not heavy
        if find_spec("msticpy") is None:
            print("msticpy is not installed here: make bench fetches it")
            return int(not holds)
        for name, code in THEIRS.items():
            try:
                took, modules, heavy = measured(code, Path(home))
            except subprocess.CalledProcessError as error:
                print(f"{name:<22} does not run: {error.stderr.strip().splitlines()[-1]}")
                continue
            print(f"{name:<22}{took:>9.3f}{modules:>9,}  {', '.join(heavy) or 'none'}", flush=True)
    return int(not holds)


if __name__ == "__main__":
    sys.exit(main())
