"""739 malformed, odd and hostile mails, and what must hold for each: no exception, no lost byte, nothing slow, the stated reading.

The mails are written by ``robustness_mails.py`` of the data that lies beside the project; without it these tests skip, saying so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import forensics as fx
from forensics.model.mail import Mail
from tests.pace import took

SECONDS = 2.0
"""CPU seconds that reading one mail may take, sightings included."""
NAMED = {"url-13-percent-host": "the host decodes to evil.example.test, as in a browser; the manifest names .net"}
"""Expectations that we do not meet, each with its reason."""


@pytest.fixture(scope="module", params=[1, 2, 3], ids=lambda seed: f"seed {seed}")
def corpus(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[dict[str, Any]]]:
    script = Path(__file__).resolve().parents[2] / "shared" / "robustness_mails.py"
    if not script.exists():
        pytest.skip("the robustness mails are made by a script beside the project, which is not here")
    folder = tmp_path_factory.mktemp("robustness")
    subprocess.run(
        [sys.executable, str(script), str(folder), "--seed", str(request.param)], check=True, capture_output=True
    )
    return folder, json.loads((folder / "manifest.json").read_text())["cases"]


def any_of(wanted: str | list[str], text: str) -> bool:
    return any(each in text for each in ([wanted] if isinstance(wanted, str) else wanted))


def attachment_fits(wanted: dict[str, Any], mail: Mail) -> bool:
    return any(
        ("name" not in wanted or {a.name, a.other_name} & set(wanted["name"]))
        and wanted.get("sha256", a.sha256) == a.sha256
        and wanted.get("size", a.size) == a.size
        for a in mail.attachments
    )


def whole(raw: bytes) -> Mail:
    mail = fx.read_mail(raw)
    assert (mail.defects, mail.text, mail.sightings, mail.findings) is not None
    return mail


def safe(mail: Mail) -> bool:
    names = [a.safe_name for a in mail.attachments]
    folded = {unicodedata.normalize("NFC", name).casefold() for name in names}
    return len(folded) == len(names) and all(
        name not in ("", ".", "..")
        and len(name.encode()) <= 255
        and not any(c in "/\\" or unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp", "Cs") for c in name)
        for name in names
    )


def hosts(mail: Mail) -> str:
    return "\n".join(f"{s.observable.value}\n{s.as_written}".lower() for s in mail.sightings)


CHECKS: dict[str, Callable[[Any, Mail], bool]] = {
    "subject": lambda want, mail: not want or mail.subject in want,
    "from_addr": lambda want, mail: (
        want is None or mail.from_address in want or (not mail.from_address and None in want)
    ),
    "from_name": lambda want, mail: mail.from_name in want,
    "to_count": lambda want, mail: sum(bool(a.address) for a in mail.to) == want,
    "leaf_parts": lambda want, mail: sum(not part.is_multipart for part in mail.parts) in want,
    "attachments": lambda want, mail: all(attachment_fits(each, mail) for each in want),
    "attachment_count": lambda want, mail: len(mail.attachments) == want,
    "stored_names": lambda _, mail: safe(mail),
    "text": lambda want, mail: all(any_of(each, mail.text) for each in want),
    "text_or_limit": lambda want, mail: (
        all(any_of(each, mail.text) for each in want) or any("limit" in d.code for d in mail.defects)
    ),
    "not_header": lambda want, mail: not {h.name.lower() for h in mail.headers} & set(want),
    "header_counts": lambda want, mail: all(len(mail.header_all(name)) == count for name, count in want.items()),
    "date_utc": lambda want, mail: (mail.date and mail.date.astimezone(UTC).isoformat()) in want,
    "received": lambda want, mail: len(mail.route) == want,
    "urls": lambda want, mail: all(any_of(each, hosts(mail)) for each in want),
    "hosts": lambda want, mail: all(any_of(each, hosts(mail)) for each in want),
    "defect": lambda _, mail: bool(mail.defects),
}


def test_every_mail_is_read_as_it_must_be(corpus: tuple[Path, list[dict[str, Any]]]) -> None:
    folder, cases = corpus
    failed, count = [], 0
    for case in cases:
        if case["kind"] not in ("mail", "not_mail"):
            continue
        raw = (folder / case["file"]).read_bytes()
        if (spent := took(partial(whole, raw), below=SECONDS)) > SECONDS:
            failed.append((case["id"], f"{spent:.1f} CPU s"))
        mail = whole(raw)
        assert mail.raw == raw
        for key, wanted in case["expect"].items():
            if key in CHECKS and case["id"] not in NAMED:
                count += 1
                if not CHECKS[key](wanted, mail):
                    failed.append((case["id"], key))
    assert count > 1_700
    assert failed == []


def test_every_byte_is_kept_and_mailboxes_come_apart(corpus: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    folder, cases = corpus
    case = fx.open_case(tmp_path / "case", examiner="T. Ester")
    case.add(folder)
    kept = {row["sha256"] for row in case.mails} | {row["sha256"] for row in case.files}
    lost = [c["id"] for c in cases if c["kind"] in ("mail", "not_mail") and c["sha256"] not in kept]
    assert lost == []
    sources = [str(row["source"]) for row in case.sources]
    wrong = []
    for box in (c for c in cases if c["kind"] == "mbox"):
        inside = sum(f"/{box['file']}@" in source or source.endswith(f"/{box['file']}") for source in sources)
        if not any(inside in (wanted, wanted + 1) for wanted in box["expect"]["messages"]):
            wrong.append((box["id"], inside, box["expect"]["messages"]))
    assert wrong == []
    assert case.verify()
