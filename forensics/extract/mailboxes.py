"""Mail addresses around an at sign in running text, and in ``mailto:`` links.

Why it matters: the address is where the answer goes, the one thing an extortion or job scam cannot do without. Names outside ASCII
(RFC 6531) are real in Chinese, Russian, German mail; in Japanese text without spaces the word before an address must not be taken
for a part of it. Sources: RFC 5322 (dot-atom, quoted string, domain literal), RFC 6531, RFC 6068 (``mailto:``, several addresses
and header fields in its query).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import unquote

from forensics.domains import LONGEST, ascii_host, is_top_level
from forensics.extract import edges
from forensics.extract.hit import Hit
from forensics.extract.normal import with_appearance
from forensics.extract.prose import is_prose
from forensics.extract.scripts import DOTS, PICTURES, SIGNS, STOPS, UNSPACED

_BEGINS_HOST = re.compile(rf"(?:[A-Za-z0-9\-]|[^\x00-\x7f{STOPS}]){{1,63}}+[.{DOTS}]|\[")
"""A first label and a dot, or a literal address: the cheap question before the host is read."""
_LOCAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._%+'~&#=-"
_FOREIGN = re.compile(rf"(?:[A-Za-z0-9._%+'~\-]|[^\x00-\x7f{STOPS}{PICTURES}{SIGNS}])++")
_BEHIND_UNSPACED = re.compile(rf"[{UNSPACED}](?=[^{UNSPACED}]*\Z)")
_HAS_KANA = re.compile(r"[ぁ-ん]")
_QUOTED = re.compile(r"\"(?:[^\"\\\r\n@]|\\[^\r\n]){1,62}\"\Z")
_LITERAL = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\]", re.IGNORECASE)
_LONGEST_LOCAL = 64
"""Octets of a local part (RFC 5321 section 4.5.3.1.1)."""
_TAGGED = re.compile(r"(?i)(?:srs[01][=+\-]|prvs=|btv1==)")
"""How local parts begin that a mail system has rewritten and put equals signs into (SRS, BATV)."""
_EMPHASISED = re.compile(r"[A-Za-z0-9.\-]{1,253}+_(?![A-Za-z0-9_])")
"""``_joe@example.org_``: the sign before the name is that behind the host."""
_LOOSE = ("docomo.ne.jp", "ezweb.ne.jp")
"""Carriers of Japan that gave out addresses with dots at the end of the name or side by side, against RFC 5322; mail reaches them."""
_FIELDS = ("to=", "cc=", "bcc=")
_MOST = 200
"""Addresses of one ``mailto:`` link that are kept."""


def may_begin(text: str, at: int) -> bool:
    """Whether a host may stand behind the at sign at ``at``: what most at signs are asked, and cheap."""
    return _BEGINS_HOST.match(text, at + 1) is not None


def around(text: str, at: int, done: int) -> Iterator[Hit]:
    """The address (and its domain) around the at sign at ``at``; nothing before ``done`` belongs to it."""
    start, name = _name(text, at, done)
    if not name:
        return
    if name[0] == "_" and len(name) > 1 and _EMPHASISED.match(text, at + 1):
        start, name = start + 1, name[1:]
    dotted = name[-1] == "." or (".." in name and name[0] != '"')
    literal = None if dotted else _LITERAL.match(text, at + 1)
    if literal:
        try:
            ip = ipaddress.ip_address(literal[1])
        except ValueError:
            return
        yield Hit(start, literal.end(), "email", f"{name}@[{'IPv6:' if ':' in literal[1] else ''}{ip}]")
        yield Hit(*literal.span(1), "ip", str(ip), "host of the address")
        return
    end = edges.host_end(text, at + 1)
    host = text[at + 1 : end].rstrip(".")
    end = at + 1 + len(host)
    domain = mail_domain(host)
    if dotted and domain in _LOOSE and "..." in name:
        start, name = start + name.rfind("...") + 3, name.rpartition("...")[2]
    if domain and name and (not dotted or domain in _LOOSE):
        yield Hit(start, end, "email", f"{name}@{domain}")
        yield Hit(at + 1, end, "domain", domain, with_appearance("domain of the address", domain))


def mail_domain(host: str) -> str:
    """The domain of an address in A-label form; empty where no mail can go there."""
    if "_" in host or "%" in host:
        return ""
    domain = ascii_host(host)
    if "." not in domain or ".." in domain or not is_top_level(domain.rpartition(".")[2]):
        return ""
    return domain


def _name(text: str, at: int, done: int) -> tuple[int, str]:
    """(start, local part) to the left of the at sign; an empty local part where none stands there."""
    before = text[max(done, at - _LONGEST_LOCAL) : at]
    last = before[-1:]
    if last == '"':
        opening = before.rfind('"', 0, -1)
        while opening > 0 and before[opening - 1] == "\\":
            opening = before.rfind('"', 0, opening)
        quoted = _QUOTED.match(before, max(0, opening))
        return (at - len(quoted.group()), quoted.group()) if quoted and quoted.group().strip('" ') else (at, "")
    name = before[len(before.rstrip(_LOCAL)) :]
    if len(name) < len(before) and not before[-len(name) - 1].isascii():
        name = _foreign(before, name)
    start = at - len(name)
    # to=someone@..., 'someone@...': the name begins behind the sign; but an apostrophe may stand in one (o'neil@...)
    for sign in "&#='" if text.find("'", at, at + LONGEST + 2) > at else "&#=":
        cut = name.rfind(sign)
        if cut >= 0 and not (sign == "=" and _is_for_bounces(name)):
            start += cut + 1
            name = name[cut + 1 :]
    lead = len(name) - len(name.lstrip(".-+~%'"))
    start, name = start + lead, name[lead:]
    if name[:2].lower() in ("3a", "3c", "22", "27", "3d") and text[start - 1 : start] == "%":
        start, name = start + 2, name[2:]  # mailto%3Asomeone@
    return start, name


def _is_for_bounces(name: str) -> bool:
    """Whether the equals sign belongs to the local part: ``bounce+joe=example.net@...`` (VERP), ``SRS0=...``, ``prvs=...``."""
    head, _, tail = name.rpartition("=")
    return _TAGGED.match(name) is not None or (any(sign in head for sign in "+-.") and edges.is_complete(tail))


def _foreign(before: str, name: str) -> str:
    """A local part with letters outside ASCII; behind unspaced script only what follows the last such letter."""
    found = _FOREIGN.match(before[::-1])
    run = before[len(before) - found.end() :] if found else ""
    turn = _BEHIND_UNSPACED.search(run)
    if turn is None:
        return run or name
    behind = run[turn.end() :]
    if behind:
        return behind if behind.isascii() else name
    # An ideographic name: only where it stands alone, and where no sentence leads up to it.
    return "" if _HAS_KANA.search(run) or is_prose(run) else run


def of_mailto(target: str) -> list[str]:
    """The addresses that a ``mailto:`` link writes to: before the query, and in its ``to``, ``cc`` and ``bcc`` fields."""
    listed, _, query = target[:16_384].partition("?")
    listed = listed.partition(":")[2] if listed[:7].lower() == "mailto:" else listed
    fields = [each for each in query.replace("&amp;", "&").split("&")[:_MOST] if each.lower().startswith(_FIELDS)]
    found: dict[str, None] = {}
    for each in [listed, *(field.partition("=")[2] for field in fields)]:
        written = unquote(each)
        done = 0
        for at in range(len(written)):
            if len(found) >= _MOST:
                break
            if written[at] == "@" and at >= done and may_begin(written, at):
                hits = list(around(written, at, done))
                if hits:
                    found[hits[0].value] = None
                    done = hits[0].end
    return list(found)
