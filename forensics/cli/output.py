"""A table on standard output or in a file, in the format that was asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from forensics.model.errors import UnknownFormat
from forensics.views.table import Table


def write(table: Table, form: str, output: str | None) -> None:
    """``table`` shows the first rows; the other formats hold every row and column."""
    if form == "parquet":
        data = parquet(table)
        if output is None and sys.stdout.isatty():
            raise UnknownFormat("parquet is not text: name a file with -o FILE")
    else:
        text = table.to_csv() if form == "csv" else table.to_json() if form == "json" else repr(table)
        if output is None:
            sys.stdout.write(text if text.endswith("\n") else text + "\n")
            return
        data = (text if text.endswith("\n") else text + "\n").encode("utf-8", "backslashreplace")
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)


def parquet(table: Table) -> bytes:
    """All rows as one Parquet file; UnknownFormat with what to install where pyarrow is not there."""
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError:
        raise UnknownFormat("parquet needs pyarrow: pip install 'forensics[desk]'") from None
    columns: dict[str, list[Any]] = {name: [] for name in table.columns}
    for row in table:
        for name, value in row.items():
            columns[name].append("; ".join(map(str, value)) if isinstance(value, list | tuple) else value)
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({name: _column(pa, values) for name, values in columns.items()}), sink)
    return bytes(sink.getvalue())


def _column(pa: Any, values: list[Any]) -> Any:
    """A column in which nothing has been said is text: a reader must not find another type in the next case."""
    return pa.array(values, pa.string()) if all(value is None for value in values) else pa.array(values)
