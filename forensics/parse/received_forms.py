"""Received lines that do not look like RFC 5321 has them, as programs in wide use write them.

(qmail 4711 invoked by uid 89); ...              qmail-queue: which local user handed the mail in
(qmail 4711 invoked from network[ADDRESS/NAME])  a variant that names the client
(from user@localhost) by HOST (8.15.2/Submit)    sendmail's local submission (read as the usual form)
via dmail-2002 for ...; with ESMTP id ...        lists and broken rewriting: no server is named
by NAME with SMTP id ID 2023-09-22 20:57:17.8 +0000 UTC m=+84.1     SendGrid: no semicolon, Go's way to print a time
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from forensics.parse.dates import read_date
from forensics.parse.ip import canonical_ip

DATE_AT_END = 120
"""A date without its semicolon is looked for in so many last characters."""
MOST_SEMICOLONS = 4
"""A comment behind the date may hold semicolons: so many are tried, from the right."""
_DATE_TAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?[0-9]{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{2,4} .{5,60}$"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}.{0,60}$"
)
_QMAIL = re.compile(
    r"(?:qmail|cpmta) [0-9]{1,20} (?:messnum [0-9]{1,20} )?invoked (by uid [0-9]{1,20}|by alias|from network)"
    r"(?:\[([^\]/]{0,60})/?([^\]]{0,255})\])?"
)


class Local(NamedTuple):
    """What a line says that names neither the server nor, in the usual place, a client."""

    protocol: str = ""
    ip: str = ""
    reverse: str = ""
    user: str = ""


def date_without_semicolon(line: str) -> tuple[str, str, bool]:
    """``(what stands before, the date, whether there is one)``."""
    found = _DATE_TAIL.search(line, max(0, len(line) - DATE_AT_END))
    return (line[: found.start()], found[0], True) if found else (line, "", False)


def tail_of_several(line: str, code: str) -> tuple[str, str, datetime | None, str]:
    """``(head, date text, moment, defect code)`` where what follows the last semicolon is no date: one further left may be."""
    cut = len(line)
    for _ in range(MOST_SEMICOLONS):
        cut = line.rfind(";", 0, cut)
        if cut < 0:
            break
        text = line[cut + 1 : cut + 200]
        moment, problem = read_date(text)
        if moment is not None:
            return line[:cut], text, moment, problem
    head, _, tail = line.rpartition(";")
    return head, tail, None, code


def without_from_and_by(clauses: Collection[str], comments: tuple[str, ...]) -> Local | None:
    """What a line without ``by`` says, or None where it is none of the known forms."""
    found = _QMAIL.match(comments[0]) if comments and not clauses else None
    if found is None:
        return Local() if "via" in clauses and "for" in clauses else None
    how, address, name = found.groups()
    reverse = name if name and name != "unknown" else ""
    user = how.removeprefix("by ") if how.startswith("by ") else ""
    return Local("qmail local" if user else "qmail network", canonical_ip(address or ""), reverse, user)
