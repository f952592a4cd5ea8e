from __future__ import annotations

import hashlib

import pytest

from forensics import intake
from forensics.intake import deriving
from forensics.store import tables
from forensics.store.folder import CaseFolder


def mail(n: int, extra: bytes = b"") -> bytes:
    """A made-up mail with something to find in it."""
    return (
        b"Received: from mail%d.example.org ([192.0.2.%d]) by mx.example.test; Mon, 1 Jul 2024 12:00:%02d +0900\r\n"
        b"From: Sender <sender%d@example.org>\r\nTo: hanako@example.test\r\n"
        b"Subject: =?utf-8?b?6KuL5rGC5pu4?= %d\r\nDate: Mon, 1 Jul 2024 12:00:00 +0900\r\n\r\n"
        b"Look at https://host%d.example.com/path?id=%d now.\r\n" % (n, n % 250 + 1, n % 60, n, n, n % 7, n)
    ) + extra


def write(folder, count, first=0):
    folder.mkdir(exist_ok=True)
    for n in range(first, first + count):
        (folder / f"{n:04d}.eml").write_bytes(mail(n))
    return folder


def dumped(folder: CaseFolder) -> list[str]:
    connection = intake.connection(folder)
    try:
        return list(tables.dump(connection))
    finally:
        connection.close()


def evidence(folder: CaseFolder) -> list[tuple[str, str, int]]:
    """Exhibit, hash of the stored bytes as they come out, number of sources."""
    with folder.originals() as originals:
        return [
            (o.exhibit, hashlib.sha256(originals.read(o)).hexdigest(), len(originals.sources(o))) for o in originals
        ]


@pytest.fixture(autouse=True)
def _tables_are_worked_out_here(monkeypatch):
    """Starting workers costs more than these few mails; that workers do the same is tested by itself."""
    monkeypatch.setattr(deriving, "cores", lambda: 1)


@pytest.fixture
def begun(tmp_path):
    return CaseFolder.open(tmp_path / "case", "A. Analyst")
