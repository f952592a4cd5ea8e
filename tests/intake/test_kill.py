"""kill -9 at any moment: nothing that was acknowledged is lost, verify passes, and adding again completes the same case."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from forensics import intake
from forensics.store import custody
from forensics.store.folder import CaseFolder
from forensics.store.verify import verify
from tests.intake.conftest import dumped, evidence, mail, write

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
KILLS = 30


@pytest.fixture(scope="module")
def nursery():
    script = Path(__file__).with_name("dying.py")
    root = str(script.parents[2])
    with subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    ) as process:  # fmt: skip
        yield process
        assert process.stdin is not None
        process.stdin.close()


def run(nursery, case, box, *, last=0, after=None):
    """Take ``box`` into ``case`` in a child; kill it after so many seconds, or at its own step ``last``."""
    nursery.stdin.write(f"{case}\t{box}\t{last}\n")
    nursery.stdin.flush()
    pid = int(nursery.stdout.readline())
    if after is None:
        return nursery.stdout.readline().strip()
    # a timer, not a sleep: a child that is done sooner keeps nobody waiting
    timer = threading.Timer(after, kill, [pid])
    timer.start()
    try:
        return nursery.stdout.readline().strip()
    finally:
        timer.cancel()


def kill(pid):
    with contextlib.suppress(ProcessLookupError):  # it was done before
        os.kill(pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    folder = write(tmp_path_factory.mktemp("kill") / "inbox", 40)
    separator = b"From x@example.org Mon Jul  1 12:00:00 2024\n"
    (folder / "z.mbox").write_bytes(b"".join(separator + mail(n) + b"\n" for n in range(30, 60)))
    return folder


@pytest.fixture(scope="module")
def undisturbed(box, tmp_path_factory):
    folder = CaseFolder.open(tmp_path_factory.mktemp("whole") / "case", "A. Analyst")
    intake.add(folder, [box], workers=1, bar=False)
    return evidence(folder), dumped(folder)


def acknowledged(case):
    """Hashes of the custody lines that are whole on the disk."""
    return [custody.read(text).hash for text in custody.lines(case) if text.endswith("}")]


def check(case, before):
    folder = CaseFolder.open(case)
    outcome = verify(folder)
    assert outcome, outcome
    kept = acknowledged(case)
    assert kept[: len(before)] == before, "an acknowledged line is gone"


def test_at_every_kind_of_step_of_writing(nursery, tmp_path):
    """Every step while a case is begun, every third one of a small intake in three batches."""
    box = write(tmp_path / "inbox", 17)
    whole = CaseFolder.open(tmp_path / "whole", "A. Analyst")
    intake.add(whole, [box], workers=1, bar=False)
    undisturbed = evidence(whole), dumped(whole)
    n = 0
    while True:
        n += 1 if n < 30 else 3
        case = tmp_path / f"case{n}"
        if run(nursery, case, box, last=n) == "0":
            break
        before = acknowledged(case)
        if (case / "case.toml").exists():
            check(case, before)
        assert run(nursery, case, box) == "0"
        folder = CaseFolder(case)
        assert verify(folder)
        assert (evidence(folder), dumped(folder)) == undisturbed, f"killed at step {n}"
    assert n > 60


def test_at_random_moments(nursery, box, undisturbed, tmp_path):
    # The shortest whole run so far bounds the moments: the first one may have been slow (a cold start, a busy machine), and
    # kills that come after the end would make no progress.
    whole, chance = 60.0, random.Random(2)
    case, number, killed = tmp_path / "case0", 0, 0
    while killed < KILLS:
        before = acknowledged(case)
        fresh, begin = not case.exists(), time.monotonic()
        if run(nursery, case, box, after=chance.uniform(0, whole)) == "killed":
            killed += 1
            if (case / "case.toml").exists():
                check(case, before)
        else:
            if fresh:
                whole = min(whole, time.monotonic() - begin)
            number += 1
            case = tmp_path / f"case{number}"
        if chance.random() < 0.2:
            number += 1
            case = tmp_path / f"case{number}"
    for case in sorted(tmp_path.glob("case*")):
        assert run(nursery, case, box) == "0"
        folder = CaseFolder(case)
        assert verify(folder)
        assert (evidence(folder), dumped(folder)) == undisturbed


def test_a_cut_log_beside_a_clean_end_is_no_interruption(nursery, box, tmp_path):
    case = tmp_path / "case"
    assert run(nursery, case, box) == "0"
    log = case / custody.NAME
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    assert not verify(CaseFolder.open(case))
