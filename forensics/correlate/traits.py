"""What one mail holds that another may share: worked out once, at intake, and kept in the table ``traits``.

Each trait is its kind's code and the value, so that ``t3/0x0x0x0#2=551`` and ``ldkit.example`` are one key each. Left out is what
everybody has (``background``) and what is the reader's own: own domains, own servers, the addresses the mail was sent to.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator

from forensics.correlate import tool
from forensics.correlate.kinds import CLAUSES
from forensics.correlate.kits import PICTURE, kit, split
from forensics.correlate.wording import sketch
from forensics.domains import organisation
from forensics.domains.everybodys import is_everybodys_host, is_everybodys_sender
from forensics.model.kinds import WALLETS
from forensics.model.mail import Mail
from forensics.model.route import is_internal, is_own, own_clients
from forensics.model.settings import CaseSettings

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)")
_DIGITS = re.compile(r"[0-9]+")
_ADDRESS = re.compile(r"[\w.+\-]{1,64}@[\w.\-]{1,253}")
_BUCKETS = ("storage.googleapis.com", "s3.amazonaws.com", "storage.cloud.google.com")
_NAMED = frozenset({"url", "email", "phone", "sha256", *WALLETS})
_OF_THE_HEAD = ("header", "received")
MOST_LINKS, MOST_OF_A_HOST, MOST_TRAITS = 40, 4, 160
LONGEST_HTML = 40_000
FEW_TAGS, MANY_TAGS = 10, 40

Found = Iterator[tuple[str, str]]


def held(mail: Mail, settings: CaseSettings) -> str:
    """All traits of a mail, one a line, sorted by kind as found: the row of the ``traits`` table."""
    own = {each.address.lower() for each in mail.to if each.address}
    found: dict[str, None] = {}
    for source in _SOURCES:
        for code, value in source(mail, settings, own):
            if value:
                found[code + value[:200].replace("\n", " ")] = None
    lines = list(found)[:MOST_TRAITS]
    hashes = sketch(mail.text)
    if hashes:
        lines.append(CLAUSES + "".join(hashes))
    return "\n".join(lines)


def _senders(mail: Mail, settings: CaseSettings, own: set[str]) -> Found:
    for address in (mail.from_address.lower(), mail.return_path.lower()):
        domain = address.rpartition("@")[2]
        if not domain or address in own or is_own(domain, "", settings):
            continue
        yield "sa", address
        if not is_everybodys_sender(domain):
            yield "sd", organisation(domain)
    for each in mail.reply_to:
        address = each.address.lower()
        if address and address not in own and address != mail.from_address.lower():
            yield "cr", address


def _machines(mail: Mail, settings: CaseSettings, _: set[str]) -> Found:
    """Whoever handed the mail on: but the reader's own machines and those of services through which everybody sends."""
    for hop in mail.route[own_clients(mail.route, settings) :][:20]:
        if not hop.ip or is_internal(hop.ip):
            continue
        name = (hop.helo or hop.from_).lower()
        if any(host and is_everybodys_sender(host) for host in (name, hop.reverse.lower())):
            continue
        if is_own(name, hop.ip, settings) or is_own(hop.reverse, "", settings):
            continue
        yield "ni", hop.ip
        yield "nn", hop.ip.rpartition(".")[0] if "." in hop.ip else ":".join(hop.ip.split(":")[:3])
        if "." in name and not name[-1:].isdecimal() and organisation(name) != organisation(hop.by.lower()):
            yield "sd", organisation(name)


def _program(mail: Mail, _: CaseSettings, __: set[str]) -> Found:
    yield from tool.headers(mail.fields)
    yield from tool.identifiers(mail)


def _names(mail: Mail, _: CaseSettings, own: set[str]) -> Found:
    name = mail.from_name.strip()
    if name and "@" not in name:
        plain = _DIGITS.sub("#", _folded(name))
        yield "nd", plain[:80]
        if "," in plain:
            ending = plain.rpartition(",")[2].strip()
            if 0 < len(ending) <= 8:
                yield "ns", f",{ending}"
        if not name.isascii() or "_" in name:
            yield "nm", "".join(sign for sign in name if not sign.isalnum() and sign not in " '.&-,|!()\"®™")[:8]
    subject = _folded(mail.subject or "")
    for address in own:
        subject = subject.replace(address, "@")
    subject = _DIGITS.sub("#", _ADDRESS.sub("@", subject)).strip()
    if len(subject) >= 8:
        yield "su", subject[:120]


def _folded(text: str) -> str:
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _skeleton(mail: Mail, _: CaseSettings, __: set[str]) -> Found:
    """The order of the tags: what is left of an HTML template when every word and address in it has been changed."""
    tags = [tag for page in mail.pages if not page.attached for tag in _TAG.findall(page.source[:LONGEST_HTML])]
    if len(tags) >= FEW_TAGS:
        yield "xa", _sum(tags)
    if len(tags) >= MANY_TAGS:
        yield "xb", _sum(tags[:MANY_TAGS])
        yield "xc", _sum(tags[-MANY_TAGS:])


def _sum(tags: list[str]) -> str:
    return f"{len(tags)} tags {zlib.crc32(' '.join(tags).lower().encode()):08x}"


def _seen(mail: Mail, settings: CaseSettings, own: set[str]) -> Found:
    """Everything that the mail names: links first of all."""
    links: dict[str, None] = {}
    for (kind, value), _, _, where, _, _, how in mail.sightings:
        if kind not in _NAMED or where.startswith(_OF_THE_HEAD):
            continue
        if kind == "url":
            if not how.startswith("source only") and "no scheme" not in how:
                links[value] = None
        elif kind == "email":
            address = value.lower()
            if address not in own and not is_own(address.rpartition("@")[2], "", settings):
                yield "ce", address
        elif kind == "phone":
            yield "cp", value
        elif kind == "sha256":
            yield "fs", value
        else:
            yield "wa", f"{kind} {value}"
    per_host: dict[str, int] = {}
    for link in list(links)[: 4 * MOST_LINKS]:
        host, path = split(link)
        count = per_host[host] = per_host.get(host, 0) + 1
        if host and count <= MOST_OF_A_HOST and len(per_host) <= MOST_LINKS and not is_own(host, "", settings):
            yield from _link(host, path)


def link_traits(url: str) -> Found:
    """What one link gives: its host, its grammar, the numbers in it."""
    return _link(*split(url))


def _link(host: str, path: str) -> Found:
    everybodys = is_everybodys_host(host)
    picture = PICTURE.search(path) is not None
    bare = path.partition("?")[0].partition("#")[0]
    if len(bare) > 5:
        yield "ru", (host + bare)[:140]
    if not everybodys:
        if picture:
            yield "rd", organisation(host)
        elif ":" in host or host[-1:].isdecimal():
            yield "li", host
        else:
            yield "ld", organisation(host)
    elif host in _BUCKETS and bare.count("/") > 1:
        yield "lb", f"{host}/{bare.split('/')[1]}"
    found = None if picture else kit(path)
    if found and found.form and (not everybodys or found.rank > 2):
        yield f"k{found.rank}", found.form
        for tag in found.tags:
            digits = len(tag.rpartition("=")[2])
            long = digits > 2
            yield ("t3" if long and found.rank > 2 else "t2" if long else "t1"), tag


_SOURCES: tuple[Callable[[Mail, CaseSettings, set[str]], Found], ...] = (
    _seen, _senders, _machines, _program, _names, _skeleton,
)  # fmt: skip
