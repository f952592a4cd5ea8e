"""The reply of a regional registry about an address: whose network it is, and where to complain.

Why it matters: the network an attack came from is named by the registry, not by the offender, and its abuse contact is the one
who can stop it. Registries nest: the reply goes from the large block to the small one, or the other way round; the smallest
network that holds the address is the one that counts. Formats: RPSL (RFC 2622) at RIPE, APNIC, AFRINIC and LACNIC, ARIN's own,
JPNIC's bracketed labels in Japanese.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field

from forensics.lookup.whois import dates, labels, values
from forensics.lookup.whois.lines import LONGEST_LINE, LONGEST_REPLY, MOST_LINES
from forensics.lookup.whois.outcome import outcome
from forensics.lookup.whois.record import NetworkRecord, Outcome

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_BRACKET = re.compile(r"\s*(?:[a-z]\.\s{0,4})?\[([^\]\s][^\]]{0,39})\]\s*+(.*)")
_COLON = re.compile(r"([A-Za-z][\w() ./-]{0,40}?)\s{0,20}:(?!//)\s*+(.*)")
_AS = re.compile(r"\bAS\s?(\d{1,10})\b", re.IGNORECASE)
_ORG_HANDLE = re.compile(r"ORG-[A-Z0-9-]{1,40}")
_COMMENT_MAIL = re.compile(r"^%.{0,60}abuse contact.{0,200}", re.IGNORECASE | re.MULTILINE)
_RANGE = frozenset(
    {"inetnum", "inet6num", "netrange", "cidr", "ipネットワークアドレス", "network number", "route", "route6"}
)
_FIELDS = {
    "name": frozenset({"netname", "ネットワーク名", "network name", "ownerid"}),
    "organisation": frozenset(
        {
            "orgname",
            "org name",
            "organization",
            "organisation",
            "owner",
            "組織名",
            "custname",
            "descr",
            "organization name",
        }
    ),
    "country": frozenset({"country", "国"}),
    "status": frozenset({"status", "nettype"}),
    "created": frozenset({"created", "regdate", "割当年月日", "assigned date"}),
    "changed": frozenset({"changed", "last modified", "updated", "最終更新", "last update"}),
    "origin": frozenset({"origin", "originas", "aut num"}),
    "abuse_mail": labels.ABUSE_MAIL | {"abuse mailbox", "不正アクセス連絡窓口"},
    "abuse_phone": labels.ABUSE_PHONE,
}
_REGISTRIES = (
    ("whois.arin.net", "arin"), ("arin whois", "arin"), ("ripe database", "ripe"), ("whois.apnic.net", "apnic"),
    ("apnic whois", "apnic"), ("jpnic database", "jpnic"), ("lacnic", "lacnic"), ("afrinic", "afrinic"),
)  # fmt: skip


@dataclass(slots=True)
class _Block:
    """One paragraph of the reply that begins with a range of addresses."""

    first: Address | None = None
    last: Address | None = None
    told: dict[str, str] = field(default_factory=dict)
    organisation_rank: int = 9

    @property
    def size(self) -> int:
        return int(self.last) - int(self.first) if self.first is not None and self.last is not None else 1 << 129


def read(text: str, address: str) -> NetworkRecord:
    """The record of one reply. Never raises; what is not told is None."""
    blocks, around = _blocks(text)
    wanted = _address(address)
    holding = [each for each in blocks if each.first is not None and (wanted is None or _holds(each, wanted))]
    if not holding:
        kind, detail = outcome(text)
        return NetworkRecord(address=address, outcome=kind, registry=_registry(text), detail=detail)
    nested = sorted(holding, key=lambda each: each.size)  # of equal ones the first
    block, told = nested[0], {**around, **nested[0].told}
    for larger in nested[1:]:  # who answers for the network around it answers for this one where it names nobody
        for name in ("abuse_mail", "abuse_phone"):
            if name in larger.told:
                told.setdefault(name, larger.told[name])
    if block.organisation_rank and "organisation" in around:
        told["organisation"] = around["organisation"]  # its own name comes before a line of description
    origin = _AS.search(told.get("origin", ""))
    comment = _COMMENT_MAIL.search(text[:LONGEST_REPLY])
    mail = values.mail(told.get("abuse_mail", "")) or (values.mail(comment[0]) if comment else None)
    return NetworkRecord(
        address=address,
        outcome=Outcome.FOUND,
        first=str(block.first),
        last=str(block.last),
        name=told.get("name"),
        organisation=told.get("organisation"),
        country=told.get("country"),
        as_number=int(origin[1]) if origin else None,
        created=dates.day(told.get("created", "")),
        changed=dates.day(told.get("changed", "")),
        status=told.get("status"),
        abuse_mail=mail,
        abuse_phone=values.phone(told.get("abuse_phone", "")),
        registry=_registry(text),
    )


def _blocks(text: str) -> tuple[list[_Block], dict[str, str]]:
    """The networks of the reply, and what it says outside of them (organisation, abuse contact, route)."""
    blocks: list[_Block] = []
    around: dict[str, str] = {}
    block: _Block | None = None
    arin = False  # ARIN sets its organisation and its contacts in paragraphs of their own behind each network
    for line in text[:LONGEST_REPLY].splitlines()[:MOST_LINES]:
        if not line.strip():
            block = block if arin else None
            continue
        pair = None if line[:1] in "#%" else (_BRACKET.match(line[:LONGEST_LINE]) or _COLON.match(line[:LONGEST_LINE]))
        if pair is None:
            continue
        label, value = labels.folded(pair[1]), pair[2].strip()
        if label in _RANGE and not label.startswith("route"):
            arin = arin or label == "netrange"
            if label != "cidr" or block is None or block.first is None:
                block = _Block(*_range(value))
                blocks.append(block)
        elif value and not labels.unsaid(value):
            _tell(label, value, block, around)
    return blocks, around


def _tell(label: str, value: str, block: _Block | None, around: dict[str, str]) -> None:
    for name, words in _FIELDS.items():
        if label in words:
            if name == "organisation" and _ORG_HANDLE.fullmatch(value):
                return
            if block is None:
                if name in ("abuse_mail", "abuse_phone", "origin") or (name == "organisation" and label != "descr"):
                    around.setdefault(name, value[:200])
            elif name == "organisation":
                # a description is only a line of text: the organisation's own name comes before it
                rank = 1 if label == "descr" else 0
                if rank < block.organisation_rank:
                    block.told[name], block.organisation_rank = value[:200], rank
            else:
                block.told.setdefault(name, value[:200])
            return


def _range(value: str) -> tuple[Address | None, Address | None]:
    """First and last address of ``a - b``, of a prefix, or of LACNIC's shortened prefix (``198.51/16``)."""
    text = value.split(",", maxsplit=1)[0].strip()
    first, dash, last = text.partition(" - ") if " - " in text else text.partition("-")
    if dash:
        ends = _address(first.strip()), _address(last.strip())
        return ends if None not in ends else (None, None)
    head, slash, bits = text.partition("/")
    if slash and "." in head + "." and ":" not in head:
        head += ".0" * (3 - head.count("."))
    try:
        network = ipaddress.ip_network(f"{head}/{bits}" if slash else head, strict=False)
    except ValueError:
        return None, None
    return network[0], network[-1]


def _holds(block: _Block, wanted: Address) -> bool:
    if block.first is None or block.last is None or block.first.version != wanted.version:
        return False
    return int(block.first) <= int(wanted) <= int(block.last)


def _address(value: str) -> Address | None:
    try:
        return ipaddress.ip_address(value)
    except ValueError:
        return None


def _registry(text: str) -> str | None:
    head = text[:4096].lower()
    found = [(head.find(sign), name) for sign, name in _REGISTRIES if sign in head]
    return min(found)[1] if found else None
