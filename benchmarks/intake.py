"""Taking evidence in: beside the chain a user would write today, with one process and two, and how much memory it takes.

    python -m benchmarks.intake [speed] [processes] [memory]        (all, when none is named)

Corpus: ../shared/data/mails. *speed*: CPU time of intake (parse, extract, assess, store; this process only) and of
mail-parser + ioc-finder on the same mails, medians of RUNS in turn; the chain is slow, so every SHARE-th mail is taken, and
ioc-finder gets at most LIMIT seconds of CPU a mail. *processes*: wall time of one process and two on the corpus COPIES times.
*memory*: the most that all processes together hold (resident, seen every 20 ms), on the corpus 20 times and on an mbox of 2 GB.
"""

from __future__ import annotations

import gc
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from forensics import intake
from forensics.store.folder import CaseFolder

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "mails"
RUNS, SHARE, LIMIT = 5, 10, 10.0
COPIES = 3
MBOX_BYTES = 2 << 30
WANTED = {"times the chain": 15.0, "two processes": 1.7, "memory, MB": 300.0}
CANNOT_RUN_HERE = 77


def mails() -> list[Path]:
    """Every mail of the corpus, in order."""
    return sorted(CORPUS.rglob("*.eml"))


# -- speed
def chain(paths: list[Path]) -> int:
    """mail-parser for the mail, ioc-finder for what is in it. Returns how often the time limit was reached."""
    import mailparser
    from ioc_finder import find_iocs

    late = 0
    for path in paths:
        mail = mailparser.parse_from_bytes(path.read_bytes())
        text = "\n".join([str(mail.subject), str(mail.from_), mail.body])
        try:
            within(LIMIT, lambda text=text: find_iocs(text))  # type: ignore[misc]  # a lambda whose default binds the text
        except TimeoutError:
            late += 1
    return late


def within(seconds: float, work: Callable[[], object]) -> None:
    """Run for at most so much CPU time."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        work()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def into_a_new_case(paths: list[Path], workers: int, room: Path) -> None:
    """Take these into a case that is removed again."""
    folder = room / "case"
    shutil.rmtree(folder, ignore_errors=True)
    intake.add(CaseFolder.open(folder, "benchmark"), paths, workers=workers, bar=False)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def speed(room: Path) -> float:
    """How many times less CPU intake takes than the chain."""
    paths = mails()[::SHARE]
    into_a_new_case(paths[:20], 1, room)
    chain(paths[:2])
    ours, theirs, late = [], [], 0
    for _ in range(RUNS):
        ours.append(cpu(lambda: into_a_new_case(paths, 1, room)))
        before = time.process_time()
        late = chain(paths)
        theirs.append(time.process_time() - before)
    us, them = statistics.median(ours), statistics.median(theirs)
    print(
        f"{len(paths)} mails, CPU seconds, median of {RUNS}: intake {us:.2f}, mail-parser + ioc-finder {them:.2f}",
        end="",
    )
    print(f" ({late} of them stopped after {LIMIT:.0f} s)" if late else "")
    return them / us


# -- processes
def processes(room: Path) -> float:
    """How many times faster two processes are than one."""
    folder = copies(room, COPIES)
    times: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(3):
        for workers, taken in times.items():
            begin = time.perf_counter()
            into_a_new_case([folder], workers, room)
            taken.append(time.perf_counter() - begin)
    one, two = (statistics.median(taken) for taken in times.values())
    print(f"the corpus {COPIES} times, wall seconds, median of 3: one process {one:.1f}, two {two:.1f}")
    print(f"what this machine's second processor adds to two loops that only count: {ceiling():.2f} times one")
    return one / two


COUNTING = [sys.executable, "-c", "n = 0\nwhile n < 60_000_000: n += 1"]


def ceiling() -> float:
    """How much more two processes get done than one when neither needs memory, disk or the other: no program can gain more."""
    begin = time.perf_counter()
    subprocess.run(COUNTING, check=True)  # noqa: S603 - our own program
    alone = time.perf_counter() - begin
    begin = time.perf_counter()
    both = [subprocess.Popen(COUNTING) for _ in range(2)]  # noqa: S603 - likewise
    for process in both:
        process.wait()
    return 2 * alone / (time.perf_counter() - begin)


def copies(room: Path, times: int) -> Path:
    """The corpus so many times, each mail with a line of its own at the end, so that none is a duplicate."""
    folder = room / f"copies-{times}"
    if not folder.exists():
        for n in range(times):
            (folder / f"{n:02d}").mkdir(parents=True)
            for path in mails():
                (folder / f"{n:02d}" / path.name).write_bytes(path.read_bytes() + b"\r\n%d" % n)
    return folder


# -- memory
CHILD = """
import sys
from forensics import intake
from forensics.store.folder import CaseFolder
print(intake.add(CaseFolder.open(sys.argv[1], "benchmark"), [sys.argv[2]], bar=False))
"""


def memory(room: Path) -> float:
    """Most megabytes that were held at once, over both corpora."""
    most = 0.0
    sources: dict[str, Callable[[], Path]] = {
        "the corpus 20 times": lambda: copies(room, 20),
        "an mbox of 2 GB": lambda: mailbox(room),
    }
    for what, source in sources.items():
        path = source()
        shutil.rmtree(room / "case", ignore_errors=True)
        begin = time.perf_counter()
        held = peak([sys.executable, "-c", CHILD, str(room / "case"), str(path)])
        print(f"{what}: {held:.0f} MB in all processes, {time.perf_counter() - begin:.0f} s")
        most = max(most, held)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return most


def mailbox(room: Path) -> Path:
    """An mbox of 2 GB: the corpus again and again, every mail different, one of 40 MB among them."""
    path, n = room / "big.mbox", 0
    with path.open("wb") as file:
        file.write(b"From a@example.org Mon Jul  1 12:00:00 2024\nFrom: a@example.org\nSubject: large\n\n")
        file.write(b"word and another word, and so on\n" * (40 << 15) + b"\n")
        while file.tell() < MBOX_BYTES:
            for mail in mails():
                file.write(b"From a@example.org Mon Jul  1 12:00:00 2024\n" + mail.read_bytes() + b"\n%d\n\n" % n)
            n += 1
    return path


def peak(command: list[str]) -> float:
    """Run a command; the most that it and its children held at once, MB."""
    most = 0
    with subprocess.Popen(command) as process:  # noqa: S603 - our own program
        while process.poll() is None:
            most = max(most, sum(resident(pid) for pid in family(process.pid)))
            time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"intake ended with {process.returncode}")
    return most / (1 << 20)


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))
    except OSError:
        return  # it has just ended


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
    except (OSError, IndexError):
        return 0


def main(wanted: list[str]) -> int:
    """Measure and compare with what was promised."""
    if not CORPUS.is_dir():
        print(f"{CORPUS} is not there: nothing to measure with")
        return CANNOT_RUN_HERE
    kept = True
    with tempfile.TemporaryDirectory(prefix="forensics-bench-") as name:
        room = Path(name)
        for what, bound, measure in (
            ("speed", "times the chain", speed),
            ("processes", "two processes", processes),
            ("memory", "memory, MB", memory),
        ):
            if wanted and what not in wanted:
                continue
            figure = measure(room)
            holds = figure <= WANTED[bound] if what == "memory" else figure >= WANTED[bound]
            kept = kept and holds
            print(
                f"{bound}: {figure:.1f} (wanted: {WANTED[bound]:g}) {'holds' if holds else 'DOES NOT HOLD'}\n",
                flush=True,
            )
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
