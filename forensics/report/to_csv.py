"""The observables as CSV (RFC 4180, UTF-8 with a byte order mark, which spreadsheets need to see Japanese): no cell is a formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics import safe
from forensics.model.kinds import kind_name
from forensics.report.words import word

if TYPE_CHECKING:
    from forensics.model.report import Document

BOM = "\ufeff"


def render(document: Document) -> bytes:
    """One line an observable, defanged: kind (as other programs call it, and as people do), value, mails, first, last, exhibits."""
    language = document.language
    heads = [word(name, language) for name in ("kind", "value", "mails", "first seen", "last seen", "exhibit")]
    lines = [safe.csv_line(["kind", *heads])]
    lines += [
        safe.csv_line(
            [
                row["kind"],
                kind_name(row["kind"], language),
                safe.defanged_value(row["value"]),
                row["mails"],
                row["first_seen"],
                row["last_seen"],
                " ".join(row["exhibits"]),
            ]
        )
        for row in document.tables.get("observables", ())
    ]
    return (BOM + "".join(lines)).encode("utf-8")
