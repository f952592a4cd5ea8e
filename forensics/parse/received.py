"""Received lines -> hops (RFC 5321 section 4.4), and the address a trusted server saw.

Each server that passes a mail on writes one line on top. Those of the reader's own servers can be believed; every line below the
first foreign one is text that the sender may have made up. No pattern here looks at more than its own clause, so a date or a
version number is never taken for an address.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import replace

from forensics.model.defect import Defect
from forensics.model.hop import Hop
from forensics.model.settings import CaseSettings
from forensics.parse.dates import read_date

MAX_LINE = 20_000
_CLAUSES = frozenset(("from", "by", "with", "id", "for", "via"))
_TOKEN = re.compile(r"[()]|[^\s()]++")
_BRACKET = re.compile(r"\[(?:IPv6:)?([0-9a-fA-F:.]{2,45})(?:%[0-9A-Za-z]{1,20})?\]", re.IGNORECASE)
_BARE4 = re.compile(r"(?<![\w.:-])([0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![\w.-])")
_BARE6 = re.compile(r"(?<![\w.:])((?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F.]{0,15})(?![\w:])")
_HELO = re.compile(r"\b(?:helo|ehlo)[= ]\[?([^\s\])>;,]{1,255})", re.IGNORECASE)
_TLS = re.compile(
    r"(?:using |version=|tls\s)?((?:TLS|SSL)v?[0-9][0-9._]{0,4})[\s,:]*(?:with cipher |cipher=|cipher\s)?([A-Z0-9][A-Za-z0-9_-]{4,60})?"
)
_HOST = re.compile(r"[A-Za-z0-9_](?:[\w.-]{0,250}[A-Za-z0-9_])?\.?")
_DATE_TAIL = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?[0-9]{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* [0-9]{2,4} .{5,60}$"
)


def parse_received(value: str, number: int = 0) -> Hop:
    """One Received value (unfolded or not) -> Hop. Never raises; what was not understood is in ``hop.defects``."""
    line = " ".join(value[: MAX_LINE * 2].split()) if "\n" in value or "  " in value else value[: MAX_LINE * 2].strip()
    where = f"received {number}"
    defects: list[Defect] = []
    if len(value) > MAX_LINE * 2:
        defects.append(Defect("received-too-long", where, f"{len(value)} characters, read to {MAX_LINE * 2}"))
    head, semicolon, tail = line.rpartition(";")
    if not semicolon:
        found = _DATE_TAIL.search(line, max(0, len(line) - 120))
        head, tail = (line[: found.start()], found[0]) if found else (line, "")
        if found:
            defects.append(Defect("received-semicolon-missing", where))
    time, code = read_date(tail)
    if code:
        defects.append(Defect(code.replace("date-", "received-date-"), where, tail.strip()[:80]))
    clauses, comments = _split(head)
    source = f"{clauses.get('from', '')} {comments.get('from', '')}".strip()
    ip = _address(source, comments.get("from", ""), clauses.get("from", ""))
    words = clauses.get("from", "").split()
    name = words[0].strip("[],;") if words else ""
    helo_found = _HELO.search(comments.get("from", ""))
    helo = helo_found[1] if helo_found else name
    hop = Hop(
        number=number,
        from_=name,
        helo=helo,
        reverse=_reverse(comments.get("from", ""), name, helo_found is not None),
        ip=ip,
        by=_first(clauses.get("by", "")),
        with_=" ".join(clauses.get("with", "").split()[:6]),
        id=_first(clauses.get("id", "")),
        for_=_first(clauses.get("for", "")).strip("<>"),
        time=time,
        tls=_tls(head, clauses.get("with", "")),
        as_written=line[:MAX_LINE],
    )
    if not hop.by and not hop.from_:
        defects.append(Defect("received-not-understood", where, line[:80]))
    elif "[" in source and not ip and _BRACKET.search(source):
        defects.append(Defect("received-address-invalid", where, source[:80]))
    return replace(hop, defects=tuple(defects)) if defects else hop


def _first(text: str) -> str:
    return text.split(None, 1)[0].strip(",;") if text.strip() else ""


def _split(head: str) -> tuple[dict[str, str], dict[str, str]]:
    """Clause -> its words outside parentheses, and clause -> the words inside the parentheses that follow it."""
    words: dict[str, list[str]] = {}
    inside: dict[str, list[str]] = {}
    clause, depth = "", 0
    for token in _TOKEN.findall(head):
        if token == "(":
            depth += 1
            if depth == 1:
                continue
        elif token == ")":
            depth = max(depth - 1, 0)
            if depth == 0:
                continue
        if depth:
            inside.setdefault(clause, []).append(token)
        elif (low := token.lower()) in _CLAUSES and low not in words and (low != "from" or not words):
            clause = low
            words[clause] = []
        elif clause:
            words[clause].append(token)
    return {k: " ".join(v) for k, v in words.items()}, {k: " ".join(v) for k, v in inside.items()}


def _address(source: str, comment: str, name: str) -> str:
    """The client's address: the one that the server put in brackets inside the parentheses, before one in the HELO name."""
    for text in (comment, name, source):
        for pattern in (_BRACKET, _BARE4, _BARE6):
            for found in pattern.findall(text):
                address = canonical_ip(found)
                if address:
                    return address
    return ""


def canonical_ip(text: str) -> str:
    """RFC 5952 text of an IPv4 or IPv6 address, an IPv4-mapped one as IPv4; empty when it is none."""
    try:
        address = ipaddress.ip_address(text.strip("[]").split("%")[0].removeprefix("IPv6:"))
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def _reverse(comment: str, name: str, helo_apart: bool) -> str:
    """``(reverse [ip])`` of Postfix, sendmail and Exchange; the name itself where the server put HELO apart (Exim, qmail)."""
    word = comment.split("[", 1)[0].split()[-1:] if "[" in comment else []
    candidate = (word[0] if word else (name if helo_apart else "")).rpartition("@")[2].strip("()=,;")
    if candidate.lower() in ("", "unknown", "helo", "ehlo", "may", "verified", "no") or canonical_ip(candidate):
        return ""
    return candidate.rstrip(".") if _HOST.fullmatch(candidate) and not candidate.lower().startswith("helo") else ""


def _tls(head: str, protocol: str) -> str:
    found = _TLS.search(head, 0, 4000) if "TLS" in head or "SSL" in head else None
    if found:
        return " ".join(part for part in found.groups() if part)
    first = protocol.split(" ", 1)[0].upper()
    return "yes" if first.endswith(("SMTPS", "SMTPSA", "LMTPS", "LMTPSA")) else ""


def origin_ip(route: Sequence[Hop], settings: CaseSettings) -> str:
    """The last address that a server of the reader's own saw: who handed the mail in. Empty when that cannot be told.

    Own servers are those of ``own_relays`` and hosts under ``own_domains``; with neither given, the topmost line is taken to be
    the reader's. Hops from own to own (and from private addresses) are passed over.
    """
    seen = ""
    for n, hop in enumerate(route):
        if not (is_own(hop.by, "", settings) or (n == 0 and not settings.own_relays and not settings.own_domains)):
            break
        if hop.ip and not _private(hop.ip):
            seen = hop.ip
            if not is_own(hop.reverse or hop.from_, hop.ip, settings):
                break
    return seen


def is_own(host: str, ip: str, settings: CaseSettings) -> bool:
    """Whether a host or address belongs to the reader's own servers, as case.toml says."""
    host = host.lower().rstrip(".")
    if ip and ip in settings.own_relays:
        return True
    return bool(host) and (
        host in settings.own_relays or any(host == d or host.endswith("." + d) for d in settings.own_domains)
    )


def _private(ip: str) -> bool:
    address = ipaddress.ip_address(ip)
    # Documentation networks count as public here: they stand for public ones in examples.
    return (
        address.is_loopback
        or address.is_link_local
        or any(address in net for net in _INTERNAL if net.version == address.version)
    )


_INTERNAL = [
    ipaddress.ip_network(net) for net in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
]
