"""Authentication in three states: what was said, what we verified ourselves, what can no longer be verified and why.

Why it matters: anybody may write 'all checks passed' into a mail. Only the word of the reader's own server counts (RFC 8601), and
only a signature checked again with the key of that time is proof. What neither tells stays open and is never a pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Zone = Mapping[tuple[str, str], Sequence[str]]
"""Recorded DNS: ``(lower-case name without the last dot, "TXT" | "A" | "AAAA" | "MX" | "PTR" | "CNAME")`` -> texts of the records.
An empty sequence means: was asked, there is none. A key that is missing means: nobody asked. MX as ``10 mail.example.org``."""


class Standing(StrEnum):
    """How much a line counts that says how a mail was authenticated."""

    OWN = "own"
    """Written by the reader's own server, in a place where no stranger can write."""
    CLAIM = "claim"
    """Written by somebody else on the way, or by nobody knows whom."""
    FORGED = "forged"
    """Bears a name of the reader's own server in a place that strangers write, or the name of a server that never had the mail."""


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One ``method=result`` of RFC 8601 section 2.2."""

    method: str
    """Lower case: spf, dkim, dmarc, arc, auth, iprev, compauth, ..."""
    result: str
    """Lower case: pass, fail, softfail, neutral, none, temperror, permerror, policy, bestguesspass, ..."""
    reason: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    """``("smtp.mailfrom", "a@example.org")`` in the order written; names in lower case."""
    comments: tuple[str, ...] = ()
    version: str = ""

    def get(self, name: str) -> str:
        """The first property of that name, empty when there is none."""
        return next((value for key, value in self.properties if key == name), "")


@dataclass(frozen=True, slots=True)
class SaidResults:
    """One Authentication-Results, Received-SPF or ARC-Authentication-Results line."""

    header: str
    number: int
    """Counted from the top, among headers of that name; 0 is the topmost."""
    authserv_id: str
    """Who says so, as written; empty when the line names nobody (Exchange Online)."""
    results: tuple[MethodResult, ...]
    standing: Standing
    why: str
    """Why it stands as it does, in English."""
    as_written: str
    instance: int = 0
    """Of an ARC set; 0 elsewhere."""
    problem: str = ""
    """What of the line could not be read."""


@dataclass(frozen=True, slots=True)
class FilterVerdict:
    """What a spam filter wrote into the headers: evidence, but anybody may write the same header."""

    program: str
    """SpamAssassin, Rspamd, Exchange, ..."""
    header: str
    verdict: str
    """``spam``, ``phishing``, ``bulk``, ``clean``, or empty where the header gives only a number or marks."""
    score: float | None = None
    threshold: float | None = None
    marks: tuple[tuple[str, str], ...] = ()
    """Rules that fired, or named values (``SFV``, ``CAT``, ``CIP``), in order."""
    standing: Standing = Standing.CLAIM
    as_written: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check that we made ourselves, with recorded keys and zones, as of the time of receipt."""

    method: str
    """dkim, arc, spf, dmarc."""
    result: str
    """As RFC 8601 names them: pass, fail, softfail, neutral, none, permerror, policy."""
    domain: str = ""
    """``d=`` of DKIM, the sealer of ARC, the domain that SPF was asked for, the From domain of DMARC."""
    why: str = ""
    """In English: the reason of a failure, the mechanism that matched."""
    properties: tuple[tuple[str, str], ...] = ()
    """selector, algorithm, identity, signed headers, body length, policy, alignment, ..."""
    at: datetime | None = None
    """The moment that counted as now; None where the mail names none that can be believed."""

    def get(self, name: str) -> str:
        """The first property of that name, empty when there is none."""
        return next((value for key, value in self.properties if key == name), "")


@dataclass(frozen=True, slots=True)
class Unverifiable:
    """What cannot be verified any more, or not with what was recorded."""

    method: str
    domain: str
    code: str
    """``key-not-recorded``, ``zone-not-recorded``, ``client-unknown``, ``policy-not-recorded``, ``too-hostile``, ``nothing-to-verify``."""
    why: str
    """In English, naming what is missing."""


@dataclass(frozen=True, slots=True)
class Authentication:
    """All of it, for one mail."""

    said: tuple[SaidResults, ...]
    """Every line that says something, own ones first, each with its standing."""
    verified: tuple[Check, ...]
    unverifiable: tuple[Unverifiable, ...]
    filters: tuple[FilterVerdict, ...]
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    """As told by an own server alone; empty where it does not tell. These are the columns."""

    @property
    def forged(self) -> tuple[SaidResults, ...]:
        """The lines that are false."""
        return tuple(line for line in self.said if line.standing is Standing.FORGED)

    def check(self, method: str) -> Check | None:
        """Our own check of that method that passed, else the first one, else None."""
        mine = [check for check in self.verified if check.method == method]
        return next((check for check in mine if check.result == "pass"), mine[0] if mine else None)
