"""Requests of a log against the links of a case: which link, whose, with what outcome, and why it may have been a machine.

Why it matters: 'somebody clicked' is what a line looks like. Mail gateways, link checkers and previews ask for the same addresses, often
before the mail is delivered or within seconds of it; a filter may have refused the page. Each is said beside the line, none is left
out. What is derived here is worked out anew each time from the line that was kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from forensics.correlate.bearers import MOST_READERS, Bearers
from forensics.correlate.people import Followed
from forensics.model.click import Asked, Click, Doubt, Match, Outcome, Request
from forensics.model.route import is_own
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings

AT_ONCE = timedelta(seconds=10)
"""After delivery: a mail is not fetched, opened, read and followed within that."""
CLOCKS = timedelta(seconds=60)
"""By which two servers' clocks may differ."""
_AGENT = re.compile(
    r"(?i)bot\b|bot/|crawl|spider|scan|preview|python|curl|wget|libwww|go-http-client|java/|okhttp|axios|headless|phantomjs|imageproxy|"
    r"mailproxy|externalhit|existence discovery|barracuda|proofpoint|mimecast|safelinks|trendmicro|trend micro|ironport|fortiguard|"
    r"sophos|mcafee|symantec|messagelabs|virustotal|urlscan|checker|monitor|slurp|favicon|whatsapp/|telegrambot|slack-|skypeuri"
)
_REFUSES = re.compile(r"(?i)den(?:y|ied)|block|refus|policy|reject|forbid|prohibit|quarantin")
_FAILS = re.compile(r"(?i)servfail|timeout|aborted|unreachable|formerr|notimp")
_OWN_HOPS = "SELECT DISTINCT from_, reverse, ip FROM hops WHERE ip <> ''"


class Judge:
    """Says of requests what is to be said of them, for one case."""

    def __init__(self, rows: Rows, settings: CaseSettings) -> None:
        self.bearers = Bearers(rows, settings)
        self._settings = settings
        names = {relay for relay in settings.own_relays if not relay[:1].isdigit() and ":" not in relay}
        self._gateways = frozenset(
            ip
            for from_, reverse, ip in (rows.execute(_OWN_HOPS) if names else ())
            if {(from_ or "").lower(), (reverse or "").lower()} & names
        )

    def click(self, request: Request, log: str = "", number: int = 0, sha256: str = "") -> Click | None:
        """What the line shows; None where it meets no link of the case."""
        met = self.bearers.meet(request)
        if met is None:
            return None
        match, bearers = met
        exhibits = tuple(dict.fromkeys(each.exhibit for each in bearers))
        readers = tuple(dict.fromkeys(reader for each in bearers for reader in each.readers))[:MOST_READERS]
        came = min((each.came for each in bearers if each.came), default=None)
        doubts = tuple(self._doubts(request, match, came, many=len(readers) > 1))
        return Click(request, match, exhibits, readers, outcome(request), doubts, log, number, sha256)

    def _doubts(self, request: Request, match: Match, came: datetime | None, *, many: bool) -> Iterable[Doubt]:
        if request.asked is Asked.PAGE and request.method.upper() in ("HEAD", "OPTIONS", "PROPFIND"):
            yield Doubt.HEAD
        if request.agent and _AGENT.search(request.agent):
            yield Doubt.AGENT
        if request.client in self._gateways or is_own("", request.client, self._settings):
            yield Doubt.GATEWAY
        if request.time and came and request.time < came - CLOCKS:
            yield Doubt.BEFORE
        elif request.time and came and request.time <= came + AT_ONCE:
            yield Doubt.SOON
        if request.unsure:
            yield Doubt(request.unsure)
        if not request.host:
            yield Doubt.NO_HOST
        if many and match is not Match.HOST:
            yield Doubt.MANY


def outcome(request: Request) -> Outcome:
    """What came of a request, by the proxy's own word first, then by the status (RFC 9110)."""
    if _REFUSES.search(request.action):
        return Outcome.REFUSED
    if request.action.upper() == "NXDOMAIN":
        return Outcome.NOT_FOUND
    status = request.status
    if status is None:
        return Outcome.FAILED if _FAILS.search(request.action) else Outcome.UNKNOWN
    if status in (401, 403, 407, 451):
        return Outcome.REFUSED
    if status in (404, 410):
        return Outcome.NOT_FOUND
    return Outcome.ANSWERED if 200 <= status < 400 else Outcome.FAILED


def followed(clicks: Iterable[Click]) -> Followed:
    """Of the clicks those that show a reader: the reader's own link was asked for, not by a machine, and not refused."""
    found: dict[str, list[tuple[str, datetime]]] = {}
    for click in clicks:
        time = click.request.time
        if time and click.by_reader and click.outcome is not Outcome.REFUSED:
            for exhibit in click.exhibits:
                found.setdefault(exhibit, []).append((click.reader, time))
    return {exhibit: tuple(sorted(told, key=lambda each: (each[1], each[0]))) for exhibit, told in found.items()}
