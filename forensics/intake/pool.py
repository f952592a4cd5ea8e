"""Batches through worker processes, results in the order of the batches: the same case, whatever the number of workers.

How much is under way at once is bounded by number and by bytes, so memory does not grow with the corpus. A worker that dies
takes nothing with it but one batch, which is then done again piece by piece to find the one that killed it.
"""

from __future__ import annotations

import gc
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from forensics.intake.work import Job, Result
from forensics.intake.worker import receive, run, send, settings_out
from forensics.model.settings import CaseSettings

AHEAD = 5
"""Batches that a worker has at hand: enough to be busy while what is done is committed."""
IN_FLIGHT = 24 << 20
"""Bytes of evidence under way at once; a single larger piece goes alone."""
_START = "import sys; sys.path[:0] = {path!r}; from forensics.intake.worker import main; main()"

LARGE = 16 << 20
"""Bytes of a job that is done alone."""
RETIRED = 98 << 20
"""A worker that still holds so many bytes after it has let go of what it can gives way to a new one."""

Batch = tuple[Sequence[Job], Any]
"""Jobs, and whatever the caller wants to have back with their results. No jobs: a halt, see ``ordered``."""


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool:
    """Workers, or with ``workers`` 1 this very process. To be closed (``with``)."""

    def __init__(self, workers: int, settings: CaseSettings) -> None:
        self.workers, self.settings = max(1, workers), settings
        self._answers: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        self._team: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._team:
            worker.end()

    def ordered(self, batches: Iterable[Batch]) -> Iterator[tuple[Any, list[Result]]]:
        """``(tag, results)`` of each batch, in order.

        At a batch without jobs everything before it is handed out first, and the next one is not asked for before its own
        turn has come: its maker may rely on that.
        """
        yield from self._here(batches) if self.workers == 1 else self._there(batches)

    def one(self, job: Job) -> Result:
        """A single job, now, while nothing else is under way. A large one has the memory to itself: the team goes home."""
        if job.size > LARGE:
            for worker in self._team:
                worker.end()
            self._team.clear()
        return next(self.ordered([([job], None)]))[1][0]

    # -- in this process
    def _here(self, batches: Iterable[Batch]) -> Iterator[tuple[Any, list[Result]]]:
        for jobs, tag in batches:
            was_on = gc.isenabled()
            gc.disable()
            try:
                results = [Result(*each) for each in run(jobs, self.settings, alone=False)]
            finally:
                if was_on:
                    gc.enable()
            yield tag, results

    # -- in others
    def _there(self, batches: Iterable[Batch]) -> Iterator[tuple[Any, list[Result]]]:
        waiting: deque[_Ticket] = deque()
        source, halted, ended = iter(batches), False, False
        while True:
            while not (halted or ended) and self._room(waiting):
                batch = next(source, None)
                if batch is None:
                    ended = True
                    break
                ticket = _Ticket(*batch)
                waiting.append(ticket)
                halted = not ticket.jobs
                if ticket.jobs:
                    self._give(ticket)
            if not waiting:
                return
            if not waiting[0].jobs:
                yield waiting.popleft().tag, []
                halted = False
                continue
            while waiting[0].results is None:
                self._take()
            done = waiting.popleft()
            yield done.tag, done.results or []

    def _room(self, waiting: deque[_Ticket]) -> bool:
        return not waiting or (
            len(waiting) < self.workers * (AHEAD + 1) and sum(each.size for each in waiting) < IN_FLIGHT
        )

    def _give(self, ticket: _Ticket) -> None:
        """To whoever has least to do. Nobody is hired beside one that retires: there are never more than ``workers``."""
        while True:
            staying = [worker for worker in self._team if not worker.retiring]
            free = min(staying, key=lambda worker: len(worker.tickets), default=None)
            if len(self._team) < self.workers and (free is None or free.tickets):
                free = self._hire()
            if free is not None:
                free.give(ticket)
                return
            self._take()

    def _hire(self) -> _Worker:
        worker = _Worker(self.settings, self._answers.put)
        self._team.append(worker)
        return worker

    def _take(self) -> None:
        """Wait for the next answer of any worker, or for a worker's death."""
        worker, answer = self._answers.get()
        if worker not in self._team:
            return
        if answer is not None:
            kept, results = answer
            worker.tickets.popleft().results = [Result(*each) for each in results]
            worker.retiring = worker.retiring or kept > RETIRED
            if worker.retiring and not worker.tickets:
                self._team.remove(worker)
                worker.end()
            return
        self._team.remove(worker)
        worker.end()
        lost = list(worker.tickets)
        if lost:
            lost[0].results = list(self._carefully(lost[0].jobs))
        for ticket in lost[1:]:
            self._give(ticket)

    def _carefully(self, jobs: Sequence[Job]) -> Iterator[Result]:
        """The jobs of a batch that killed a worker, one at a time; one that kills again is done without reading."""
        answers: queue.SimpleQueue[tuple[_Worker, Any]] = queue.SimpleQueue()
        worker = None
        for job in jobs:
            answer = None
            for careful in (job, job._replace(read=False)):
                worker = worker or _Worker(self.settings, answers.put)
                worker.give(_Ticket([careful], None))
                answer = answers.get()[1]
                if answer is not None:
                    break
                worker.end()
                worker = None
            if answer is None:  # no process lives long enough even to keep it: that much is done here, unread
                answer = (0, run([job._replace(read=False)], self.settings, alone=False))
            yield Result(*answer[1][0])
        if worker is not None:
            worker.end()


class _Ticket:
    """A batch under way."""

    def __init__(self, jobs: Sequence[Job], tag: Any) -> None:
        self.jobs, self.tag = jobs, tag
        self.size = sum(job.size for job in jobs)
        self.results: list[Result] | None = None


class _Worker:
    """One worker process, and a thread here that waits for its answers."""

    def __init__(self, settings: CaseSettings, answer: Callable[[tuple[_Worker, Any]], None]) -> None:
        self.tickets: deque[_Ticket] = deque()
        self.retiring = False
        package = str(Path(__file__).resolve().parents[2])
        # -P: the folder that the analyst stands in may hold evidence, and a file called re.py must not be run
        command = [sys.executable, "-P", "-c", _START.format(path=[package])]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own module
        self._answer = answer
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        self._send(settings_out(settings))

    def give(self, ticket: _Ticket) -> None:
        self.tickets.append(ticket)
        self._send([tuple(job) for job in ticket.jobs])

    def _send(self, value: Any) -> None:
        try:
            send(self._process.stdin, value)  # type: ignore[arg-type]  # never None: Popen was given PIPE
        except (BrokenPipeError, OSError):
            return  # it has died: the listener says so

    def _listen(self) -> None:
        while True:
            try:
                answer = receive(self._process.stdout)  # type: ignore[arg-type]  # likewise
            except (EOFError, ValueError, OSError):
                self._answer((self, None))
                return
            self._answer((self, answer))

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        self._process.kill()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue  # something was still to be written to a process that is gone
        self._process.wait()
