"""A worker process: takes batches of jobs on standard input, gives results on standard output, until the input ends.

It is a program of its own, started by name, so that it neither inherits the state of the process that needs it (threads, open
files, a notebook) nor runs that process's main module again, on any system. What crosses is data (``marshal``), never code.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, BinaryIO

from forensics.intake.limits import give_back, held, limit_cpu, limit_memory
from forensics.intake.reading import finder
from forensics.intake.work import Job, do
from forensics.model.settings import CaseSettings

_LENGTH = struct.Struct("<Q")


def send(file: BinaryIO, value: Any) -> None:
    """One message: its length, then the value."""
    data = marshal.dumps(value)
    file.write(_LENGTH.pack(len(data)))
    file.write(data)
    file.flush()


def receive(file: BinaryIO) -> Any:
    """The next message; EOFError when the other side is gone."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    data = file.read(length)
    if len(data) < length:
        raise EOFError
    return marshal.loads(data)  # noqa: S302 - from our own process; marshal makes plain values and runs nothing


def settings_out(settings: CaseSettings) -> tuple[Any, ...]:
    """Settings as a plain tuple."""
    return tuple(getattr(settings, field.name) for field in fields(settings))


def run(jobs: Sequence[Sequence[Any]], settings: CaseSettings, *, alone: bool) -> list[tuple[Any, ...]]:
    """Do a batch. ``alone``: in a process of its own, which the system may end when a job uses too much of it."""
    results = []
    for each in jobs:
        if alone:
            limit_cpu()
        results.append(tuple(do(Job(*each), settings)))
    return results


def main() -> None:
    """Work until the input ends. Whatever prints, prints to standard error: the output belongs to the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides when to stop
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    limit_memory()
    finder()
    gc.freeze()
    gc.disable()  # the records make no cycles worth looking for; looking costs a tenth of the time
    try:
        settings = CaseSettings(*receive(source))
        kept = held()
        while True:
            results = run(receive(source), settings, alone=True)
            send(sink, (kept, results))
            del results
            gc.collect(0)  # only what this batch made: what was there before would be walked through every time
            give_back()
            kept = held()
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nothing to tidy, and nobody left to tell
    except MemoryError:
        sys.exit("a worker ran out of memory")
