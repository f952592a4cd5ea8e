"""Writes the mails of the sample case into ``forensics/sample/mails``: ``python -m tools.sample``.

The mails are packaged, so this runs only when their words change. Nothing in it is random: the same bytes come out each time.
They are mails as they really come: ISO-2022-JP in 7 bits beside UTF-8 in base64, Postfix's Received lines, a parameter
written after RFC 2231, a newsletter whose links lead through a tracker although it is honest.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.sample.hostile import extortion, notice, quota
from tools.sample.innocent import clicked, mailing_list, newsletter, plan

FOLDER = Path(__file__).resolve().parents[2] / "forensics" / "sample" / "mails"


def sample() -> dict[str, bytes]:
    """File name -> bytes, in the order in which they are taken in."""
    return {
        "01-notice.eml": notice("hanako", "8A4D1F20B7", "09:12"),
        "02-notice.eml": notice("jiro", "91C07E33AD", "09:12"),
        "03-notice.eml": notice("yuki", "A6F2B80E14", "09:13"),
        "04-colleague.eml": clicked(),
        "05-threat.eml": extortion(),
        "06-quota.eml": quota("hanako", "D05E9A7712", "11:26"),
        "07-quota.eml": quota("jiro", "D77B10C4E8", "11:27"),
        "08-newsletter.eml": newsletter(),
        "09-plan.eml": plan(),
        "10-list.eml": mailing_list(),
    }


def main() -> int:
    """Write every mail and say so."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in sample().items():
        (FOLDER / name).write_bytes(data)
        sys.stdout.write(f"{name}: {len(data)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
