"""Reading mail: CPU time a mail beside mail-parser, on the same mails, the same questions, in one run.

    python benchmarks/parse.py [FOLDER ...]

Key headers: structure, the key headers decoded, From, To, the date and every text part decoded. All headers: every header decoded
instead. Each engine is asked for the same; times are CPU seconds, medians of five rounds with the engines taking turns.
"""

from __future__ import annotations

import gc
import logging
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import mailparser

from forensics.parse import KEY_HEADERS, read_mail

ROUNDS = 5
SHARED = Path(__file__).resolve().parents[2] / "shared" / "data" / "mails"
ATTRIBUTES = tuple(name.replace("-", "_") for name in KEY_HEADERS)


def ours_key(raw: bytes) -> object:
    mail = read_mail(raw)
    return mail.key_headers, mail.from_, mail.to, mail.date, mail.text_parts


def ours_all(raw: bytes) -> object:
    mail = read_mail(raw)
    return mail.all_headers, mail.from_, mail.to, mail.date, mail.text_parts


def ours_whole(raw: bytes) -> object:
    mail = read_mail(raw)
    return mail.defects, mail.text, mail.language, mail.attachments


def theirs_key(raw: bytes) -> object:
    mail = mailparser.parse_from_bytes(raw)
    return [getattr(mail, name) for name in ATTRIBUTES], mail.text_plain, mail.text_html


def theirs_all(raw: bytes) -> object:
    mail = mailparser.parse_from_bytes(raw)
    return mail.headers, mail.from_, mail.to, mail.date, mail.text_plain, mail.text_html


def cpu(work: Callable[[bytes], object], mails: list[bytes]) -> float:
    gc.collect()
    start = time.process_time()
    for raw in mails:
        work(raw)
    return time.process_time() - start


def main(folders: list[str]) -> int:
    paths = sorted(p for folder in folders or [str(SHARED)] for p in Path(folder).rglob("*.eml"))
    if not paths:
        print("no mails to measure with: name a folder of .eml files", file=sys.stderr)
        return 2
    mails = [path.read_bytes() for path in paths]
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    jobs = {f.__name__: f for f in (ours_key, theirs_key, ours_all, theirs_all, ours_whole)}
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, work in jobs.items():
            times[name].append(cpu(work, mails))
    median = {name: statistics.median(rows) for name, rows in times.items()}
    size = sum(map(len, mails)) / 1e6
    print(f"{len(mails)} mails, {size:.1f} MB, CPU seconds, median of {ROUNDS}")
    for name, seconds in median.items():
        print(f"  {name:12s} {seconds:7.3f} s  {seconds / len(mails) * 1e6:7.0f} us a mail  {size / seconds:7.1f} MB/s")
    for what in ("key", "all"):
        print(f"{what} headers: mail-parser takes {median[f'theirs_{what}'] / median[f'ours_{what}']:.1f} times ours")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
