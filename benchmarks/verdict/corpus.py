"""The mails to learn from and to measure with: phishing of a honeypot, ordinary mail of two decades before.

They are split by what they say (subject without numbers, sender's domain), so that mails of one wave stand on one side: what is
measured on the side that was not tuned on was not seen in another copy.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from forensics.assess import findings
from forensics.extract import sightings
from forensics.model.finding import Finding
from forensics.model.settings import CaseSettings
from forensics.parse import read_mail

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "mails"
HOSTILE, HONEST = "phishing_pot", "ham"
PLACEHOLDER = "@pot"
OF_THE_ADDRESS = frozenset({"sender.impossible", "sender.own-domain"})
"""Rules that would learn from what the honeypot's owner has put in place of its address, also where the offender had used it as sender."""
_WORDS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Judged:
    """One mail and what the rules say of it."""

    name: str
    hostile: bool
    tuned_on: bool
    subject: str
    language: str
    findings: list[Finding]


def mails(folder: Path = FOLDER) -> list[Judged]:
    """Every mail of both kinds, in the order of their names."""
    return [
        _judged(path, hostile=kind == HOSTILE)
        for kind in (HOSTILE, HONEST)
        for path in sorted((folder / kind).glob("*.eml"))
    ]


def _judged(path: Path, *, hostile: bool) -> Judged:
    mail = read_mail(path.read_bytes())
    subject = mail.subject or ""
    said = findings(mail, tuple(sightings(mail)), CaseSettings())
    if mail.from_address.endswith(PLACEHOLDER):
        said = [each for each in said if each.rule not in OF_THE_ADDRESS]
    wave = " ".join(sorted(set(_WORDS.findall(subject.lower())))) or path.name
    side = hashlib.sha256(f"{wave} {mail.from_address.rpartition('@')[2]}".encode("utf-8", "replace")).digest()[0] % 2
    return Judged(path.name, hostile, side == 0, subject, mail.language, said)
