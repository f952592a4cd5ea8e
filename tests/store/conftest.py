from __future__ import annotations

import hashlib

import pytest

from forensics.model.evidence import Source
from forensics.store import packing
from forensics.store.folder import CaseFolder
from forensics.store.session import Taken


def taken(n: int, *, kind: str = "mail", path: str = "") -> Taken:
    """A made-up mail as it reaches the store."""
    raw = f"From: sender{n}@example.org\r\nSubject: number {n}\r\n\r\n".encode() + f"text {n}\r\n".encode() * (n % 50)
    digest = hashlib.sha256(raw).hexdigest()
    source = Source(path or f"inbox/{n:04d}.eml")
    return Taken(kind, "eml" if kind == "mail" else "text", digest, len(raw), source, frame=packing.packed(raw))


@pytest.fixture
def filled(tmp_path):
    """A case of 120 mails and 5 files in three batches."""
    folder = CaseFolder.open(tmp_path / "case", "A. Analyst")
    with folder.session() as session:
        session.take_in([taken(n) for n in range(60)])
        session.take_in([taken(n) for n in range(60, 120)])
        session.take_in([taken(n, kind="file") for n in range(200, 205)])
    return folder
