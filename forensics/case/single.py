"""What the front door offers without a case of one's own: one mail, and the sample case."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from forensics import intake, sample
from forensics.case import Case, listing
from forensics.model.mail import Mail
from forensics.model.settings import CaseSettings
from forensics.sample import answers as made_up
from forensics.store import settings
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder

SAMPLE_NOTE = {
    "en": "the sample: made up, from the package itself",
    "ja": "見本: このパッケージに含まれる架空のメール",
}


def read_mail(raw: bytes) -> Mail:
    """Read one mail. Never raises; what could not be read is in ``mail.defects``. Nothing is stored anywhere."""
    return listing.shown(intake.read_original(raw, "eml", CaseSettings()), "en")


def sample_case(path: str | Path | None = None, language: str = "en", *, answers: bool = False) -> Case:
    """The made-up case to learn and test with, in a folder that is given, or in one that is gone when Python ends.

    ``language`` ``ja``: its title, views and report are in Japanese. A case that is there already keeps its settings.
    ``answers``: with made-up answers of look-up services on record, as if a colleague had asked.
    """
    if path is None:
        path = Path(tempfile.mkdtemp(prefix="forensics-sample-")) / "sample"
        atexit.register(shutil.rmtree, path.parent, ignore_errors=True)
    folder = Path(path)
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / settings.NAME).exists():
        (folder / settings.NAME).write_text(sample.case_toml(language), encoding="utf-8", newline="\n")
    opened = CaseFolder.open(folder)
    intake.add_bytes(
        opened,
        ((f"sample/{name}", raw) for name, raw in sample.mails()),
        note=SAMPLE_NOTE.get(language, SAMPLE_NOTE["en"]),
    )
    if answers:
        _answered(opened)
    return Case(opened)


def _answered(folder: CaseFolder) -> None:
    ledger = AnswerLedger(folder.path)
    try:
        missing = [each for each in made_up.answers() if ledger.recorded(each.observable, each.service) is None]
        if missing:
            ledger.record(missing)
            folder.act(
                "looked up", services=sorted({each.service for each in missing}), pap="amber", answers=ledger.head()
            )
    finally:
        ledger.close()
