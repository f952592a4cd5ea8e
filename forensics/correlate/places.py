"""Where a shared value stands in a mail: from each reason down to the part and the characters it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.correlate.traits import MOST_TRAITS, link_traits
from forensics.correlate.wording import clauses, digest, pieces
from forensics.model.rows import Rows

_HEADERS = {
    "su": "header Subject", "nd": "header From", "ns": "header From", "nm": "header From", "sa": "header From or Return-Path",
    "sd": "From, Return-Path, DKIM-Signature, Message-ID or Received", "ni": "header Received", "nn": "header Received",
    "i1": "header DKIM-Signature", "hd": "header DKIM-Signature", "i2": "header Message-ID", "i3": "header Message-ID",
    "i4": "header Return-Path", "i5": "header Content-Type", "ho": "all headers", "hs": "all headers",
    "hm": "header X-Mailer or the like", "xa": "HTML source", "xb": "HTML source", "xc": "HTML source", "cr": "header Reply-To",
}  # fmt: skip
_VALUES = {"ce": "email", "cp": "phone", "fs": "sha256"}
_SIGHTINGS = 'SELECT value, as_written, part, "where", start FROM sightings WHERE mail = ? AND kind = ? ORDER BY n'


def places(rows: Rows, mail: int, exhibit: str, line: str) -> Iterator[str]:
    """The first place in which the trait stands, as ``M-0001, part 1.2, html a href: text as written``."""
    code, value = line[:2], line[2:]
    if code in _HEADERS:
        yield f"{exhibit}, {_HEADERS[code]}"
        return
    kind = value.partition(" ")[0] if code == "wa" else _VALUES.get(code, "url")
    wanted = value.partition(" ")[2] if code == "wa" else value
    for n, (seen, written, part, where, start) in enumerate(rows.execute(_SIGHTINGS, (mail, kind))):
        if n > 4 * MOST_TRAITS:
            return
        hit = line in {a + b for a, b in link_traits(seen)} if kind == "url" else seen.lower() == wanted.lower()
        if hit:
            at = f" at {start}" if start is not None else ""
            yield f"{exhibit}, part {part or '-'}, {where}{at}: {written[:200]}"
            return


def clause_place(rows: Rows, mail: int, exhibit: str, wanted: frozenset[int]) -> str:
    """The longest of the wanted clauses where it stands in the mail's text, as ``M-0001, text at 120: as written``."""
    for (text,) in rows.execute("SELECT text FROM mails WHERE number = ?", (mail,)):
        found = [
            (start, piece) for start, piece in pieces(text or "") if wanted.intersection(map(_sum, clauses(piece)))
        ]
        if found:
            start, piece = max(found, key=lambda each: (len(each[1]), -each[0]))
            return f"{exhibit}, text at {start}: {piece[:200]}"
    return f"{exhibit}, text"


def _sum(clause: str) -> int:
    return int(digest(clause), 16)


def common_clause(rows: Rows, one: int, wanted: frozenset[int]) -> str:
    """The longest clause of the mail's text whose hash is among those wanted."""
    for (text,) in rows.execute("SELECT text FROM mails WHERE number = ?", (one,)):
        found = [clause for clause in clauses(text or "") if _sum(clause) in wanted]
        return max(found, key=len, default="")
    return ""
