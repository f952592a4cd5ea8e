"""Block lists that a mail administrator can load as they are: Postfix, rspamd, and a DNS response policy zone.

What is in them is the step 'block' of the advice: hosts of hostile mails without the own house and places that everybody uses. Each
entry is checked by its letters before it is written, since a list is read by a program: a domain that could end a line or open a
comment is left out and counted. Look at each before loading it: a hacked site has innocent visitors.
"""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING

from forensics.report.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forensics.model.report import Document

_HOST = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_\-]{0,61}[a-z0-9_])?\.)+[a-z0-9\-]{2,63}\Z", re.ASCII)
_MAILBOX = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~\-]{1,64}\Z", re.ASCII)


def postfix(document: Document) -> bytes:
    """A table for ``check_sender_access`` (senders, domains) and ``check_client_access`` (addresses): postfix access(5)."""
    lines = [f"{value}\tREJECT listed in report" for _, value in _entries(document, ("domain", "sender", "ip"))]
    return _file("#", document, "smtpd_sender_restrictions = check_sender_access hash:/etc/postfix/FILE", lines)


def rspamd(document: Document) -> bytes:
    """A map of domains and addresses for rspamd's multimap module, one a line (``type = "url"``, ``"from"``, ``"ip"``)."""
    lines = [value for _, value in _entries(document, ("domain", "sender", "ip"))]
    return _file("#", document, 'multimap: type = "url"; map = "/etc/rspamd/local.d/maps.d/FILE"', lines)


def rpz(document: Document) -> bytes:
    """A response policy zone: each domain and what is below it does not exist (RPZ, draft-vixie-dnsop-dns-rpz, CNAME .)."""
    serial = re.sub(r"\D", "", document.as_of)[:8] or "1"
    head = [
        "$TTL 300",
        f"@ IN SOA localhost. root.localhost. ({serial}01 3600 600 86400 300)",
        "@ IN NS localhost.",
    ]
    lines = []
    for kind, value in _entries(document, ("domain", "ip")):
        name = value if kind == "domain" else _rpz_ip(value)
        lines.append(f"{name} IN CNAME .")
        if kind == "domain":
            lines.append(f"*.{name} IN CNAME .")
    return _file(";", document, "response-policy { zone ... } (BIND, Unbound, Knot, PowerDNS)", lines, head)


def _rpz_ip(address: str) -> str:
    """``32.45.113.0.203.rpz-ip``: the length, then the parts backwards."""
    ip = ipaddress.ip_address(address)
    parts = ip.exploded.split("." if ip.version == 4 else ":")
    plain = [part if ip.version == 4 else f"{int(part, 16):x}" for part in parts]
    return ".".join([str(ip.max_prefixlen), *reversed(plain), "rpz-ip"])


def _entries(document: Document, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    told = {(row["kind"], _written(row["kind"], row["value"])) for row in document.tables.get("blocklist", ())}
    yield from sorted((kind, value) for kind, value in told if kind in kinds and value)


def _written(kind: str, value: str) -> str:
    """The value as a list takes it; empty for what no list should hold."""
    value = value.strip().lower()
    if kind == "ip":
        try:
            return str(ipaddress.ip_address(value))
        except ValueError:
            return ""
    local, sign, host = value.rpartition("@") if kind == "sender" else ("x", "", value)
    try:
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    if not _HOST.match(host) or not _MAILBOX.match(local):
        return ""
    return f"{local}{sign}{host}" if kind == "sender" else host


def _file(mark: str, document: Document, how: str, lines: list[str], head: list[str] | None = None) -> bytes:
    said = [word("blocklist note", "en"), word("blocklist note", "ja"), how, f"{len(lines)} lines; {document.tlp}"]
    tlp = [re.sub(r"[^ -~\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]", "?", line) for line in said]
    return "\n".join([*(f"{mark} {line}" for line in tlp), *(head or []), *lines, ""]).encode("utf-8")
