"""Authentication of a mail: what was said and by whom, what we can verify ourselves, what cannot be verified any more.

Anyone may put Authentication-Results into a mail. Only a line that bears the id of the reader's own server (RFC 8601 section 2.5)
and stands above the first Received line of a stranger counts; of those the topmost, which that server added last. Without knowing
the id the honest answer for the columns is: not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.model.authentication import (
    Authentication,
    Check,
    FilterVerdict,
    SaidResults,
    Standing,
    Unverifiable,
    Zone,
)
from forensics.model.mail import Mail
from forensics.model.route import Route, is_own, trusted, vouched_lines
from forensics.model.settings import CaseSettings
from forensics.parse.authres import Parsed, parse_authres, parse_received_spf
from forensics.parse.dkim_check import check_arc, check_dkim
from forensics.parse.spf_check import check_dmarc, check_spf
from forensics.parse.verdicts import READERS, read_verdict

NAMELESS = "-"
"""In ``own_authserv_ids``: the own server writes no id at all (Exchange Online)."""
# The id is the first word unless a comment or a quoted string comes first; a word before `=` is a method already.
_FIRST_WORD = re.compile(r"\s*+([^\s;()\"=]++)\s*+(=?)")
MOST_LINES = 100
"""Lines of one header name that are read."""
_SAYING = ("authentication-results", "received-spf", "arc-authentication-results", "x-original-authentication-results",
           "authentication-results-original", "x-ms-exchange-authentication-results")  # fmt: skip


def results(mail: Mail, settings: CaseSettings) -> tuple[str, str, str]:
    """``(spf, dkim, dmarc)`` results as told by an own server, an empty string for each that it does not tell."""
    if not settings.own_authserv_ids:
        return "", "", ""
    lines = mail.header_all("authentication-results")
    if not lines:
        return "", "", ""
    ids = _ids(settings)
    for n, value in enumerate(lines[:MOST_LINES]):
        word = _FIRST_WORD.match(value)
        if word and (NAMELESS if word[2] else word[1].lower().rstrip(".")) not in ids:
            continue  # somebody else's, which nearly all are: not worth reading in full
        parsed = parse_authres(value)
        if not _bears(parsed, ids):
            continue
        if not _above_strangers(mail, "authentication-results", n, settings, parsed.authserv_id):
            break  # this one and all below were in the mail when it came
        return _columns(parsed)
    return "", "", ""


def own_id(mail: Mail) -> str:
    """What the reader's own server may call itself in Authentication-Results, where nobody has said; empty without a sign of it.

    That of the topmost line, where it stands above the line of the first foreign client, or names a server that wrote one of those
    above. ``-`` for a line that bears no name. A suggestion for a person to judge, never believed by itself.
    """
    lines = mail.header_all("authentication-results")
    if not lines:
        return ""
    name = parse_authres(lines[0]).authserv_id.lower().rstrip(".")
    own = vouched_lines(mail.route, CaseSettings())
    above = _lines_above(mail, "authentication-results", 0, own)
    if above < own or (above == own and any(_related(name, hop.by.lower()) for hop in mail.route[:own])):
        return name or NAMELESS
    return ""


def _columns(parsed: Parsed) -> tuple[str, str, str]:
    told: dict[str, str] = {}
    for result in parsed.results:
        # Several DKIM signatures: one that passes is enough (RFC 6376 section 4.2).
        if result.method not in told or (result.method == "dkim" and result.result == "pass"):
            told[result.method] = result.result
    return told.get("spf", ""), told.get("dkim", ""), told.get("dmarc", "")


def _ids(settings: CaseSettings) -> frozenset[str]:
    return frozenset(name.lower().rstrip(".") for name in settings.own_authserv_ids)


def _bears(parsed: Parsed, ids: frozenset[str]) -> bool:
    return (parsed.authserv_id.lower().rstrip(".") or NAMELESS) in ids


def _above_strangers(mail: Mail, header: str, number: int, settings: CaseSettings, authserv_id: str = "") -> bool:
    """Whether the header (the ``number``-th of its name) stands above the first Received line that nobody vouches for.

    Where the owner has named no servers, lines by a server whose name goes with ``authserv_id`` are taken for the house's too.
    """
    route = mail.route
    strangers = vouched_lines(route, settings)
    if not settings.own_relays and not settings.own_domains:
        while strangers < len(route) and _related(authserv_id, route[strangers].by.lower()):
            strangers += 1
    return strangers == len(route) or _lines_above(mail, header, number, strangers) <= strangers


def _lines_above(mail: Mail, header: str, number: int, enough: int) -> int:
    """How many Received lines stand above the ``number``-th header of a name; looked for until there are more than ``enough``."""
    wanted, seen, received = header.encode(), -1, 0
    for name, _ in mail.fields:
        low = name.lower()
        if low == b"received":
            received += 1
            if received > enough:
                break
        elif low == wanted:
            seen += 1
            if seen == number:
                break
    return received


def authentication(mail: Mail, settings: CaseSettings, zone: Zone | None = None) -> Authentication:
    """Everything that can be told. ``zone`` is the recorded DNS (keys, SPF, DMARC policies) of the time of receipt, if any.

    Nothing is asked of anybody. Costs the hashing of the body for each signature whose key is recorded, so only on demand.
    """
    way = trusted(mail.route, settings)
    said = sorted(_said(mail, settings, way), key=lambda line: line.standing is not Standing.OWN)
    verified: list[Check] = []
    open_: list[Unverifiable] = []
    for found in _checks(mail, way, zone if zone is not None else {}):
        if isinstance(found, Check):
            verified.append(found)
        else:
            open_.append(found)
    return Authentication(
        tuple(said), tuple(verified), tuple(open_), tuple(_filters(mail, way, settings)), *results(mail, settings)
    )


def _said(mail: Mail, settings: CaseSettings, way: Route) -> Iterator[SaidResults]:
    ids = _ids(settings)
    hosts = {step.hop.by.lower().rstrip(".") for step in way.steps if step.hop.by}
    for header in _SAYING:
        for n, value in enumerate(mail.header_all(header)[:MOST_LINES]):
            parsed = parse_received_spf(value) if header == "received-spf" else parse_authres(value)
            standing, why = _standing(
                parsed, header, _above_strangers(mail, header, n, settings, parsed.authserv_id), ids, hosts, settings
            )
            yield SaidResults(
                header,
                n,
                parsed.authserv_id,
                parsed.results,
                standing,
                why,
                value[:2000],
                parsed.instance,
                parsed.problem,
            )


def _standing(
    parsed: Parsed, header: str, above: bool, ids: frozenset[str], hosts: set[str], settings: CaseSettings
) -> tuple[Standing, str]:
    name = parsed.authserv_id.lower().rstrip(".")
    if header in ("authentication-results", "received-spf"):
        bears = _bears(parsed, ids)
        if above and (bears or (bool(name) and is_own(name, "", settings))):
            return Standing.OWN, "bears the id of an own server and stands above the lines of strangers"
        if bears:
            return Standing.FORGED, "bears the id of an own server, but stood in the mail already when it came"
        if not name and above and ids and NAMELESS not in ids:
            return Standing.CLAIM, "names nobody"
    if name and hosts and not any(_related(name, host) for host in hosts) and not header.startswith(("arc-", "x-")):
        return Standing.FORGED, f"no server of the name {name[:80]} had the mail, as its Received lines have it"
    return (
        Standing.CLAIM,
        "somebody else's word" if ids else "nobody has said which id the own server bears (own_authserv_ids)",
    )


def _related(name: str, host: str) -> bool:
    """Whether an authserv-id may belong to a server of that name: they share their last two labels, or one is the other."""
    name, host = name.lower().rstrip("."), host.rstrip(".")
    if not name or not host:
        return False
    return name == host or ("." in name and name.split(".")[-2:] == host.split(".")[-2:])


def _checks(mail: Mail, way: Route, zone: Zone) -> Iterator[Check | Unverifiable]:
    at = next((step.hop.time for step in way.steps if step.vouched and step.hop.time is not None), None)
    signatures = [raw for name, raw in mail.fields if name.lower() == b"dkim-signature"]
    dkim = list(check_dkim(mail.raw, signatures, zone, at))
    yield from dkim
    yield from check_arc(mail.raw, [raw for name, raw in mail.fields if name.lower() == b"arc-seal"], zone, at)
    entry = way.entry
    spf = check_spf(way.origin_ip, mail.return_path, entry.helo if entry else "", zone, at)
    yield spf
    yield check_dmarc(
        mail.from_address.rpartition("@")[2],
        spf if isinstance(spf, Check) else None,
        [each for each in dkim if isinstance(each, Check)],
        zone,
        at,
    )


def _filters(mail: Mail, way: Route, settings: CaseSettings) -> Iterator[FilterVerdict]:
    present: dict[str, int] = {}
    for name, _ in mail.fields:
        low = name.lower().decode("latin-1")
        if low in READERS:
            present[low] = present.get(low, 0) + 1
    for header in READERS:
        for n in range(min(present.get(header, 0), MOST_LINES)):
            value = mail.header_all(header)[n]
            found = read_verdict(header, value)
            if found is not None:
                own = not way.assumed and _above_strangers(mail, header, n, settings)
                yield FilterVerdict(
                    found.program, found.header, found.verdict, found.score, found.threshold, found.marks,
                    Standing.OWN if own else Standing.CLAIM, value[:2000],
                )  # fmt: skip
