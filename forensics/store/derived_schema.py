"""The tables that are worked out from the originals and may be deleted at any time."""

from __future__ import annotations

VERSION = 7
"""Goes up with every change of the tables or of what stands in them; then they are worked out anew."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "mails": (
        "number INTEGER PRIMARY KEY", "exhibit TEXT", "sha256 TEXT", "source TEXT", "date TEXT", "date_utc TEXT",
        "from_address TEXT", "from_name TEXT", "reply_to TEXT", "return_path TEXT", '"to" TEXT', "subject TEXT",
        "message_id TEXT", "origin_ip TEXT", "hops INTEGER", "spf TEXT", "dkim TEXT", "dmarc TEXT", "language TEXT",
        "text TEXT", "defects TEXT", "attachments TEXT", "verdict TEXT", "verdict_probability REAL", "received TEXT",
        "copies INTEGER",
    ),
    "sightings": (
        "mail INTEGER", "n INTEGER", "kind TEXT", "value TEXT", "as_written TEXT", "part TEXT", '"where" TEXT',
        "context TEXT", "start INTEGER", "how TEXT", "PRIMARY KEY(mail, n)",
    ),
    "findings": (
        "mail INTEGER", "n INTEGER", "rule TEXT", "answer TEXT", "strength REAL", "data TEXT", "PRIMARY KEY(mail, n)",
    ),
    "hops": (
        "mail INTEGER", "n INTEGER", "from_ TEXT", "helo TEXT", "reverse TEXT", "ip TEXT", "by TEXT", "with_ TEXT",
        "id TEXT", "for_ TEXT", "time TEXT", "tls TEXT", "PRIMARY KEY(mail, n)",
    ),
    "attachments": (
        "mail INTEGER", "n INTEGER", "part TEXT", "name TEXT", "safe_name TEXT", "declared_type TEXT", "sniffed_type TEXT",
        "size INTEGER", "sha256 TEXT", "PRIMARY KEY(mail, n)",
    ),
    "traits": ("mail INTEGER PRIMARY KEY", "held TEXT", "numbers BLOB", "clauses BLOB"),
    "files": (
        "number INTEGER PRIMARY KEY", "exhibit TEXT", "sha256 TEXT", "source TEXT", "size INTEGER", "form TEXT",
        "problem TEXT", "copies INTEGER",
    ),
}  # fmt: skip
"""Table -> columns. ``copies``: in how many places these bytes were found. ``traits.held``: what
``correlate`` compares mails by, one trait a line (see ``correlate.traits``); ``numbers`` and
``clauses``: the same as it reads them by the million (``correlate.keys``)."""

OF_A_MAIL = ("sightings", "findings", "hops", "attachments", "traits")


INDEX = "CREATE INDEX IF NOT EXISTS sightings_value ON sightings(kind, value)"
"""Made when the rows are in: sorting them once costs a fifth of putting each in its place."""


def create() -> str:
    """The SQL that lays the tables."""
    # Sightings keep a row id: long rows in a key's own tree cost twice as much to write.
    tables = "".join(
        f"CREATE TABLE {name}({', '.join(columns)}) STRICT{', WITHOUT ROWID' if name in OF_A_MAIL[1:4] else ''};"
        for name, columns in COLUMNS.items()
    )
    return tables + "CREATE TABLE reached(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"


def insert(table: str) -> str:
    """The statement that puts one row into a table."""
    count = sum(not column.startswith("PRIMARY") for column in COLUMNS[table])
    return f"INSERT INTO {table} VALUES ({', '.join('?' * count)})"
