"""The tables of an originals file, and the triggers that let nothing in them be changed or removed.

Triggers do not stop somebody who edits the file with other tools; they stop every mistake of a program that does not mean to.
What was changed in spite of them is found by ``verify``.
"""

from __future__ import annotations

import apsw

from forensics.model.errors import CaseError

APPLICATION_ID = 0x466F7265
"""'Fore': what `file` and SQLite show of whose file this is."""
VERSION = 1

TABLES = """
CREATE TABLE originals(
  id INTEGER PRIMARY KEY,      -- order of intake, over all files of the case
  kind TEXT NOT NULL,          -- mail, file
  number INTEGER NOT NULL,     -- running number within its kind: M-0001 is mail 1
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,       -- bytes, before compression
  form TEXT NOT NULL,          -- how to read it: eml, msg, emlx; for a file what it was taken for
  problem TEXT NOT NULL,       -- why it was kept but not read, or a remark on where a mail was cut out
  line INTEGER NOT NULL,       -- the custody line that speaks of it
  data BLOB                    -- one zstd frame; NULL where the bytes lie in pieces
) STRICT;
CREATE UNIQUE INDEX originals_sha256 ON originals(sha256, kind);
CREATE UNIQUE INDEX originals_number ON originals(kind, number);
CREATE TABLE pieces(
  original INTEGER NOT NULL,
  n INTEGER NOT NULL,
  data BLOB NOT NULL,          -- zstd frame of a stretch of the original
  PRIMARY KEY(original, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE sources(
  id INTEGER PRIMARY KEY,      -- order of intake, over all files of the case
  original INTEGER NOT NULL,
  path ANY NOT NULL,           -- text; a blob where the name is not UTF-8
  offset INTEGER,              -- where the bytes begin inside path
  envelope TEXT NOT NULL,      -- what stood before the bytes and is not part of them, Latin-1
  after TEXT NOT NULL,         -- what stood behind them, likewise
  line INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_path ON sources(path, offset);
CREATE INDEX sources_original ON sources(original);
CREATE TABLE custody(n INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;
"""

_KEPT = ("originals", "pieces", "sources", "custody")


def _triggers(tables: tuple[str, ...]) -> str:
    return "\n".join(
        f"CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;"
        for table in tables
        for act in ("UPDATE", "DELETE")
    )


SCHEMA = TABLES + _triggers(_KEPT)

PRAGMAS = ("page_size=8192", "journal_mode=DELETE", "synchronous=EXTRA", "cell_size_check=ON")
"""No WAL for originals: a bit flipped in a WAL makes SQLite drop later commits in silence."""


def create(connection: apsw.Connection, schema: str = SCHEMA, version: int = VERSION) -> None:
    """Lay the tables into an empty file, all at once or not at all."""
    connection.execute(
        f"BEGIN IMMEDIATE; PRAGMA application_id={APPLICATION_ID}; PRAGMA user_version={version}; {schema} COMMIT;"
    ).fetchall()


def is_empty(connection: apsw.Connection) -> bool:
    """Whether nothing has been created in it yet (a first writer may have been interrupted)."""
    return connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


def check_version(connection: apsw.Connection, name: str, version: int = VERSION) -> None:
    """CaseError when the file is not ours or was written by a newer version of the package."""
    ours = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    found = connection.execute("PRAGMA user_version").fetchone()
    if not ours or found is None:
        raise CaseError(f"{name} is not a file of this program")
    if found[0] > version:
        raise CaseError(f"{name} was written by a newer version of this program: update the package")


def differences(connection: apsw.Connection, schema: str = SCHEMA) -> list[str]:
    """Names of tables, indexes and triggers that are missing, added or not as they were created."""
    model = apsw.Connection(":memory:")
    model.execute(schema).fetchall()
    query = "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_schema ORDER BY 1"
    wanted, found = ({row[0]: row[1:] for row in each.execute(query)} for each in (model, connection))
    model.close()
    return sorted(name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
