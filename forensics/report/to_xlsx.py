"""The observables and the mails as a workbook (ISO/IEC 29500, .xlsx) by xlsxwriter: no formula, no link, no macro, no remote part.

A workbook tells text from formulas by the cell's type, and every word of a mail is written as text. The apostrophe of the CSV stands
before dangerous beginnings all the same, since whoever saves the sheet as CSV and opens that again has lost the types. The dates
inside the file are those of the custody log, and the archive's members carry one fixed date: the same document, the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.errors import NotInstalled
from forensics.model.kinds import kind_name
from forensics.report.words import word
from forensics.views.words import heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forensics.model.report import Document

MOST_ROWS = 1_000_000
"""A sheet ends at row 1,048,576; what does not fit is said in its last line."""
MOST_CHARACTERS = 32_000
"""A cell ends at 32,767 characters."""
PLAINLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
WIDTHS = {"value": 60, "subject": 48, "sha256": 66, "message_id": 40, "exhibits": 40}
MAILS = (
    "exhibit", "date", "from_address", "from_name", "reply_to", "to", "subject", "message_id", "origin_ip", "spf", "dkim",
    "dmarc", "verdict", "size", "sha256",
)  # fmt: skip
POINTING = frozenset({"from_address", "from_name", "reply_to", "subject", "message_id", "origin_ip"})
"""Columns of a mail whose hosts and addresses must not be clickable."""


def render(document: Document) -> bytes:
    """The file: a sheet of observables, defanged, and a sheet of mails. NotInstalled where xlsxwriter is missing."""
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # it carries no types
    except ImportError as missing:
        raise NotInstalled("an .xlsx needs xlsxwriter: pip install 'forensics[report]'") from missing
    language = document.language
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, dict(PLAINLY)) as book:
        book.set_properties({"title": _text(document.title), "author": "forensics", "created": _as_of(document)})
        names = ("kind", "value", "mails", "first seen", "last seen", "exhibit")
        heads = ["kind", *(word(name, language) for name in names)]
        _sheet(book, word("sheet observables", language), heads, _observables(document), ("kind", "", "value"))
        _sheet(
            book, word("sheet mails", language), [heading(name, language) for name in MAILS], _mails(document), MAILS
        )
    return written.getvalue()


def _observables(document: Document) -> Iterable[Sequence[object]]:
    """As in the CSV: kind as other programs call it and as people do, value, mails, first, last, exhibits."""
    for row in document.tables.get("observables", ()):
        yield (
            row["kind"], kind_name(row["kind"], document.language), safe.defanged_value(row["value"]), row["mails"],
            row["first_seen"], row["last_seen"], " ".join(row["exhibits"]),
        )  # fmt: skip


def _mails(document: Document) -> Iterable[Sequence[object]]:
    for row in document.tables.get("mails", ()):
        yield [safe.defanged_value(str(row.get(name) or "")) if name in POINTING else row.get(name) for name in MAILS]


def _sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[object]], keys: Sequence[str]) -> None:
    """One sheet with a heading that stays and a filter; numbers as numbers, all else as text."""
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, head in enumerate(heads):
        key = keys[column] if column < len(keys) else ""
        sheet.set_column(column, column, WIDTHS.get(key, 22))
        sheet.write_string(0, column, head, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        if last > MOST_ROWS:
            sheet.write_string(last, 0, "…")
            break
        for column, value in enumerate(row):
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(last, column, value)
            elif value not in (None, ""):
                sheet.write_string(last, column, _text(value))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(heads) - 1)


def _text(value: object) -> str:
    """Visible, no formula for whoever saves it as CSV, what XML 1.0 can hold, and no longer than a cell."""
    text = safe.without_surrogates(safe.cell(value))
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def _as_of(document: Document) -> datetime:
    """When the report knew what it says, UTC without a zone, as the format has it; the format's first day where nobody says."""
    try:
        return datetime.fromisoformat(document.as_of).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError):
        return datetime(1980, 1, 1)  # noqa: DTZ001 - the format's times have no zone
