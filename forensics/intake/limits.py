"""Bounds for reading one mail: time and memory. Whoever writes a mail may have written it against its reader.

Two walls. The first is a timer that raises inside the reader, so that the next mail goes on at once. The second is the
system's own limit on a worker process, for code that never looks at timers: the process ends, and the pool starts another.
"""

from __future__ import annotations

import contextlib
import ctypes
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

if sys.platform != "win32":  # which has no such limits
    import resource

SECONDS = 20
"""CPU time for one mail."""
GRACE = 10
"""Further seconds before the system ends the worker."""
MEMORY = 1 << 30
"""Bytes of address space that a worker may take beyond what it has at its start."""


_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


class ReadingStopped(BaseException):
    """A mail took longer than it may. Not an Exception: no handler on the way may take it for a damaged part."""


@contextlib.contextmanager
def cpu_timer(seconds: float = SECONDS) -> Iterator[None]:
    """Raise ReadingStopped inside the block once it has used so much CPU time. Only the main thread can be timed."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise ReadingStopped


def limit_memory() -> None:
    """Bound the address space of this process. macOS accepts no such limit; there the first wall is the only one."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError, ValueError):
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
            limit = pages * resource.getpagesize() + MEMORY
            resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def limit_cpu(seconds: float = SECONDS + GRACE) -> None:
    """Have the system end this process when it uses so much more CPU time from now on."""
    if sys.platform != "win32":
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = int(time.process_time() + seconds) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def held() -> int:
    """Bytes of memory that this process has now; where the system does not say (macOS), the most that it has had."""
    if sys.platform == "win32":
        return 0
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most << 10


def give_back() -> None:
    """Have the C library return to the system what this process has freed: glibc keeps it otherwise, other libraries less so."""
    if _trim is not None:
        _trim(0)
