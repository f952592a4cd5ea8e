"""Takes evidence in, in children that are killed. Reads commands, one a line: ``CASE BOX STEP``; answers with the exit status.

STEP 0: the child runs on until somebody kills it. STEP n: it kills itself at the n-th step of writing to the disk, before or
in the middle of that step. Started once, so that the program is loaded once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from forensics import intake
from forensics.store import custody, hashes, lock, session, tables
from forensics.store.folder import CaseFolder

intake.COMMIT_NUMBER = 7
STEPS = 0
LAST = 0


def step() -> None:
    """One step nearer to the end."""
    global STEPS  # noqa: PLW0603 - counted across patched functions of a process made to die
    STEPS += 1
    if STEPS == LAST:
        os.kill(os.getpid(), signal.SIGKILL)


def stepping(module: object, name: str, *, halves: bool = False) -> None:
    """Count a step before and after a function; with ``halves`` also when it has written half of what it has to write."""
    real = getattr(module, name)

    def wrapped(*given: object, **named: object) -> object:
        step()
        if halves:
            folder, (line,) = cast("tuple[Path, Sequence[custody.Line]]", given)
            with (Path(str(folder)) / custody.NAME).open("ab") as file:
                before = file.tell()
                file.write(line.text.encode()[: len(line.text) // 2])
                file.flush()
                step()
                file.truncate(before)
        value = real(*given, **named)
        step()
        return value

    setattr(module, name, wrapped)


stepping(custody, "append", halves=True)
stepping(hashes, "replace")
stepping(hashes, "of_file")
stepping(lock.WriteLock, "mark")
stepping(lock.WriteLock, "clear")
stepping(session.Session, "_store")
stepping(session.Session, "_insert_line")
stepping(session.Session, "_open_current")
stepping(tables.Tables, "write")
stepping(tables, "_lay")


def child(case: str, box: str, last: int) -> None:
    global LAST  # noqa: PLW0603 - counted across patched functions of a process made to die
    LAST = last
    folder = CaseFolder.open(case, "A. Analyst")
    intake.add(folder, [box], workers=1, bar=False)


for command in sys.stdin:
    where, what, number = command.rstrip("\n").split("\t")
    pid = os.fork()
    if pid == 0:
        try:
            child(where, what, int(number))
        except BaseException as error:  # noqa: BLE001 - told to the test
            print(f"failed {error!r}", flush=True)  # noqa: T201 - a line to the test that waits for it
            os._exit(1)
        os._exit(0)
    print(pid, flush=True)  # noqa: T201 - a line to the test that waits for it
    _, status = os.waitpid(pid, 0)
    print("killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status), flush=True)  # noqa: T201 - a line to the test that waits for it
