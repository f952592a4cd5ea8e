"""Opening a SQLite file the way each of the case's databases wants it.

apsw brings a current SQLite of its own: the one that Python links may be years old, and 3.7.0 to 3.51.2 could damage a
database in WAL mode. ``BEGIN IMMEDIATE`` with a busy timeout makes two writers wait instead of fail half-way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

from forensics.model.errors import CaseError

BUSY_MS = 30_000
"""How long a statement waits for another process's commit."""
CACHE_KB = {"reading": 8_192, "writing": 2_048}
"""Page cache of a connection: bounded, whatever the size of the case. Taking in holds three of them and reads little back."""


def connect(path: Path, *, write: bool, pragmas: tuple[str, ...] = ()) -> apsw.Connection:
    """A connection. Readers open read-only; nothing inside the file (a forged schema, say) can make SQLite run functions."""
    flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE if write else apsw.SQLITE_OPEN_READONLY
    try:
        connection = apsw.Connection(str(path), flags=flags)
        connection.set_busy_timeout(BUSY_MS)
        for pragma in (f"cache_size=-{CACHE_KB['writing' if write else 'reading']}", "trusted_schema=OFF", *pragmas):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except apsw.Error as error:
        raise CaseError(f"{path.name} cannot be opened: {error}") from error
    return connection


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All or nothing, and the write lock from the first statement on."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # COMMIT itself can fail (disk full) and leave the transaction open, or SQLite may have rolled back already
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
