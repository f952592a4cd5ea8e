"""How often a service was asked, over all processes of this user: the next one waits its turn.

Why it matters: whoever asks too often is locked out, and the next answer is 'limit exceeded' where an owner should stand. The
book knows when a service was asked, never about what.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from pathlib import Path
from typing import cast

from pyrate_limiter import Limiter, Rate, RateItem, SingleBucketFactory, SQLiteBucket

NAME = "rates.sqlite"


class RateBook:
    """The written record, one table a service, and the limiters that stand on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._limiters: dict[str, tuple[Limiter, SQLiteBucket]] = {}
        self._buckets: list[SQLiteBucket] = []

    def wait(self, service: str, rates: tuple[tuple[int, float], ...], most: float) -> bool:
        """Wait for this service's turn, at most ``most`` seconds; False where it would take longer. Without rates at once."""
        if not rates:
            return True
        limiter, bucket = self._limiter(service, rates)
        until = time.monotonic() + most
        while not limiter.try_acquire(service, blocking=False):
            item = RateItem(service, time.time_ns() // 1_000_000)
            needed = max(0, int(cast(int, bucket.waiting(item)))) / 1000 + 0.005
            if time.monotonic() + needed > until:
                return False
            time.sleep(needed)
        return True

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            for bucket in self._buckets:
                bucket.close()  # type: ignore[no-untyped-call]  # the library gives it no types
            self._buckets.clear()
            self._limiters.clear()

    def _limiter(self, service: str, rates: tuple[tuple[int, float], ...]) -> tuple[Limiter, SQLiteBucket]:
        with self._lock:
            if service not in self._limiters:
                self._folder.mkdir(parents=True, exist_ok=True)
                table = "asked_" + re.sub(r"\W", "_", service)
                wanted = [
                    Rate(count, max(1, int(seconds * 1000)))
                    for count, seconds in sorted(rates, key=lambda each: each[1])
                ]
                path = self._folder / NAME
                connection = sqlite3.connect(path, timeout=30, isolation_level="DEFERRED", check_same_thread=False)
                # What a crash may lose here is a moment's count, so nobody has to wait for the disk.
                connection.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
                    f"CREATE TABLE IF NOT EXISTS '{table}'(name VARCHAR, item_timestamp INTEGER);"
                    f"CREATE INDEX IF NOT EXISTS 'idx_{table}' ON '{table}'(item_timestamp);"
                )
                bucket = SQLiteBucket(wanted, connection, table)
                bucket.leak(time.time_ns() // 1_000_000)
                self._buckets.append(bucket)
                limiter = Limiter(SingleBucketFactory(bucket, schedule_leak=False), buffer_ms=5)
                self._limiters[service] = limiter, bucket
            return self._limiters[service]
