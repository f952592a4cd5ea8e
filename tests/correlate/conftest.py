"""A small case in memory: mails as text, read with all wings, laid down in the derived tables."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta
from email.utils import format_datetime
from zlib import crc32

import pytest

from forensics import correlate
from forensics.intake.reading import read_original
from forensics.intake.rows import rows_of
from forensics.model.settings import CaseSettings
from forensics.store import derived_schema

OWN = CaseSettings(own_domains=("kaede.example",), own_relays=("mx.kaede.example",))
BEGIN = datetime.fromisoformat("2026-03-02T09:00:00+09:00")


def letter(text="", *, to="hanako@kaede.example", sender="", ip="", day=0, subject="", html="", headers=""):
    """The bytes of a mail. Its machine's line is written by our own server."""
    kind, body = ("html", html) if html else ("plain", text)
    received = f"Received: from pc ([{ip}]) by mx.kaede.example; {format_datetime(BEGIN)}\n" if ip else ""
    return (
        f"{received}From: {sender or f'a{crc32(text.encode())}@gmail.com'}\nTo: {to}\nSubject: {subject or 'x'}\n"
        f"Date: {format_datetime(BEGIN + timedelta(days=day))}\n{headers}"
        f'Content-Type: text/{kind}; charset="utf-8"\n\n{body}\n'
    ).encode()


class Case:
    """Derived tables, filled mail by mail."""

    def __init__(self, settings=OWN):
        self.settings = settings
        self.rows = sqlite3.connect(":memory:")
        self.rows.executescript(derived_schema.create())
        self.count = 0

    def mail(self, raw=None, **named):
        self.count += 1
        read = read_original(raw or letter(**named), "eml", self.settings)
        row, *others = rows_of(read, self.settings)
        exhibit = f"M-{self.count:04d}"
        self.rows.execute(derived_schema.insert("mails"), (self.count, exhibit, "", "", *row, 1))
        for table, each in zip(derived_schema.OF_A_MAIL, others, strict=True):
            self.rows.executemany(derived_schema.insert(table), [(self.count, *line) for line in each])
        return exhibit

    def links(self):
        return {(link.a, link.b): link for link in correlate.links(self.rows, self.settings)}

    def compare(self, one, other):
        return correlate.compare(self.rows, one, other, self.settings)

    def campaigns(self):
        return correlate.campaigns(self.rows, self.settings)

    def events(self):
        return correlate.events(self.rows, self.settings)


@pytest.fixture
def case():
    made = Case()
    yield made
    made.rows.close()
