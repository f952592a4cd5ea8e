"""From a Mail to the rows of the derived tables: flat tuples of plain values, the columns in the order of the tables.

What only the case knows (number, exhibit, source, copies) is put in front by whoever writes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from forensics import correlate
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.mail import Mail
from forensics.model.settings import CaseSettings
from forensics.parse import authentication
from forensics.parse.received import origin_ip

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

_ANSWERS = {answer: answer.value for answer in Verdict}

TEXT = 1_000_000
"""Characters of a mail's text that stand in the table: a row is held several times on its way."""

Row = tuple[Any, ...]
Rows = tuple[Row, list[Row], list[Row], list[Row], list[Row], list[Row]]
"""Of one mail: its row in ``mails``, and those in ``sightings``, ``findings``, ``hops``, ``attachments`` and ``traits``."""


def rows_of(mail: Mail, settings: CaseSettings) -> Rows:
    """All that the tables hold of one mail."""
    return (
        _mail(mail, settings),
        [
            (n, s.observable.kind, s.observable.value, s.as_written, s.part, s.where, s.context, s.start, s.how)
            for n, s in enumerate(mail.sightings)
        ],
        [(n, f.rule, _ANSWERS[f.answer], float(f.strength), finding_text(f)) for n, f in enumerate(mail.findings)],
        [
            (n, h.from_, h.helo, h.reverse, h.ip, h.by, h.with_, h.id, h.for_, _iso(h.time), h.tls)
            for n, h in enumerate(mail.route)
        ],
        [
            (n, a.part, a.name, a.safe_name, a.declared_type, a.sniffed_type, a.size, a.sha256)
            for n, a in enumerate(mail.attachments)
        ],
        [correlate.traits_row(mail, settings)],
    )


def bare_rows(defect: str) -> Rows:
    """Of a mail that could not be read at all: only that it is there, and why no more is said."""
    return (
        (None, None, *[""] * 5, None, "", "", 0, "", "", "", "und", "", defect, "", None, None, None),
        [],
        [],
        [],
        [],
        [("", b"", b"")],
    )


def _mail(mail: Mail, settings: CaseSettings) -> Row:
    route = mail.route
    spf, dkim, dmarc = authentication.results(mail, settings)
    date = mail.date
    told = mail.verdict
    return (
        _iso(date),
        _utc(date),
        mail.from_address,
        mail.from_name,
        next((a.address for a in mail.reply_to if a.address), ""),
        mail.return_path,
        ", ".join(a.address for a in mail.to if a.address),
        mail.subject,
        mail.message_id,
        origin_ip(route, settings),
        len(route),
        spf,
        dkim,
        dmarc,
        mail.language,
        _cut(mail.text),
        "; ".join(map(str, mail.defects)),
        "; ".join(a.name or a.safe_name for a in mail.attachments),
        told.kind.value,
        told.probability,
        _iso(route[0].time) if route else None,
    )


def _cut(text: str) -> str:
    """The text as far as a table needs it: to search, not to keep. The mail itself has all of it."""
    if len(text) <= TEXT:
        return text
    return f"{text[:TEXT]}\n[{len(text) - TEXT} more characters are in the mail itself]"


def _iso(time: datetime | None) -> str | None:
    return time.isoformat() if time is not None else None


def _utc(time: datetime | None) -> str | None:
    """Sortable; a time at the very edge of the calendar may have no place in UTC."""
    try:
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0") if time is not None else None
    except OverflowError:
        return None


def finding_text(finding: Finding) -> str:
    """What the columns beside it do not say of a finding, as JSON. The question is known by the rule's name."""
    if not finding.grounds and not finding.against and not finding.marks:
        return _plain(finding.sentence["en"], finding.sentence["ja"])
    return _encode(
        {
            "sentence": dict(finding.sentence),
            "grounds": _grounds(finding.grounds),
            "against": _grounds(finding.against),
            "marks": dict(finding.marks),
        }
    )


@lru_cache(maxsize=512)
def _plain(english: str, japanese: str) -> str:
    """Most answers are the same in every mail: written once."""
    return _encode({"sentence": {"en": english, "ja": japanese}, "grounds": [], "against": [], "marks": {}})


def _grounds(grounds: Sequence[Ground]) -> list[tuple[str, str, str, str]]:
    """Place, quote, and the note in English and Japanese."""
    return [(where, quote, note.get("en", ""), note.get("ja", "")) for where, quote, note in grounds]
