"""Ask DNS about a host: addresses, name servers, mail servers, policies; and about an address: its name, confirmed or not.

Why it matters: where a link leads today, and whether a name and its address vouch for each other. But the question travels to
the name servers of whoever runs the name, who may be the offender and sees when, from where and for which label: so it needs
PAP:GREEN. SPF is RFC 7208, DMARC RFC 7489, forward-confirmed reverse DNS RFC 8601 section 2.7.3.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from forensics.domains import registrable
from forensics.lookup.failures import WireError
from forensics.lookup.service import DoorLike, Pap, Question, Service, Told, flat, listed
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

KINDS = ("A", "AAAA", "CNAME", "NS", "MX", "TXT", "SOA")
MOST_CONFIRMED = 4
"""Names of one address that are asked back about."""


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The questions about one value."""
    to = place.host or "this machine's resolver, and by it the name servers of the name"
    if observable.kind == "ip":
        name = ipaddress.ip_address(observable.value).reverse_pointer
        return Question(f"PTR {name}, and A/AAAA of what it names", to, {"name": name, "address": observable.value})
    return Question(f"{'/'.join(KINDS)} {observable.value}, TXT _dmarc", to, {"name": observable.value})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """All that the name servers say, one after the other."""
    send = question.send
    asked = _Asked(door, place)
    if "address" in send:
        return _reverse(asked, send["name"], send["address"])
    name = send["name"]
    codes = [asked.ask(name, kind) for kind in KINDS]
    owner = registrable(name) or name
    if "NXDOMAIN" not in codes:
        asked.ask(f"_dmarc.{name}", "TXT")
        if owner != name and not asked.values(f"_dmarc.{name}", "TXT"):
            asked.ask(f"_dmarc.{owner}", "TXT")
    if all(code == "" for code in codes):
        raise asked.errors[0]
    found = _host_facts(asked, name, owner)
    status = Status.FOUND if found else Status.FAILED if asked.errors else Status.NOT_FOUND
    return Told(status, found, asked.raw(), "; ".join(str(each) for each in asked.errors)[:300])


class _Asked:
    """What was asked about one value and what came back."""

    def __init__(self, door: DoorLike, place: Place) -> None:
        self._door, self._place = door, place
        self._records: list[Any] = []
        self._log: list[str] = []
        self.errors: list[WireError] = []

    def ask(self, name: str, kind: str) -> str:
        """One question; its code, empty where none came."""
        try:
            reply = self._door.dns("dns", self._place, name, kind)
        except WireError as error:
            self.errors.append(error)
            self._log.append(f";; {kind} {name}: {error}")
            return ""
        self._records += reply.records
        self._log.append(f";; {kind} {name}: {reply.code}")
        self._log += [f"{each.name} {each.ttl} {each.kind} {each.value}" for each in reply.records]
        return str(reply.code)

    def values(self, name: str, kind: str) -> list[str]:
        """Values of a name itself, each once, sorted."""
        return sorted(
            {each.value for each in self._records if each.kind == kind and each.name == name.rstrip(".").lower()}
        )

    def of_kind(self, kind: str) -> list[Any]:
        """Records of a kind, of whatever name (behind an alias)."""
        return [each for each in self._records if each.kind == kind]

    def raw(self) -> bytes:
        """Questions and records, as one reads them."""
        return "\n".join(self._log).encode("utf-8", "surrogateescape")


def _host_facts(asked: _Asked, name: str, owner: str) -> dict[str, str]:
    texts = asked.values(name, "TXT")
    spf = [each for each in texts if each.lower().split(" ", 1)[0] == "v=spf1"]
    dmarc = next(
        (
            each
            for at in (name, owner)
            for each in asked.values(f"_dmarc.{at}", "TXT")
            if each.upper().startswith("V=DMARC1")
        ),
        "",
    )
    dmarc_at = (
        name if any(each.upper().startswith("V=DMARC1") for each in asked.values(f"_dmarc.{name}", "TXT")) else owner
    )
    policy = _tags(dmarc)
    return flat(
        {
            "a": sorted({each.value for each in asked.of_kind("A")}),
            "aaaa": sorted({each.value for each in asked.of_kind("AAAA")}),
            "cname": _chain(asked, name),
            "ns": [each.rstrip(".").lower() for each in asked.values(name, "NS")],
            "mx": [each.rstrip(".").lower() for each in sorted(asked.values(name, "MX"), key=_preference)],
            "soa": next(iter(asked.values(name, "SOA")), ""),
            "txt": " | ".join(each[:200] for each in texts if each not in spf)[:1000],
            "spf": " | ".join(spf),
            "spf_says": spf_says(spf[0]) if len(spf) == 1 else "invalid: more than one record" if spf else "",
            "dmarc": dmarc,
            "dmarc_policy": policy.get("sp" if dmarc_at != name and "sp" in policy else "p", ""),
            "dmarc_reports": policy.get("rua", "").replace(",", " "),
        }
    )


def _chain(asked: _Asked, name: str) -> list[str]:
    """The aliases behind each other, from the name on."""
    step = {each.name: each.value.rstrip(".").lower() for each in asked.of_kind("CNAME")}
    chain: list[str] = []
    at = name
    while at in step and step[at] not in chain and len(chain) < 16:
        at = step[at]
        chain.append(at)
    return chain


def _preference(value: str) -> tuple[int, str]:
    head, _, rest = value.partition(" ")
    return (int(head) if head.isdigit() else 1 << 16, rest)


def spf_says(record: str) -> str:
    """What becomes of mail from elsewhere: the last word of an SPF record."""
    last = {
        "-all": "fail",
        "~all": "softfail",
        "?all": "neutral",
        "+all": "pass (anybody may send)",
        "all": "pass (anybody may send)",
    }
    words = record.lower().split()
    said = next((last[word] for word in words if word in last), "")
    if said:
        return said
    redirect = next((word.partition("=")[2] for word in words if word.startswith("redirect=")), "")
    return f"as {redirect} says" if redirect else "neutral (nothing said)"


def _tags(record: str) -> dict[str, str]:
    pairs = (piece.partition("=") for piece in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}


def _reverse(asked: _Asked, pointer: str, address: str) -> Told:
    """The name of an address, and which of its names point back."""
    code = asked.ask(pointer, "PTR")
    if code == "":
        raise asked.errors[0]
    names = [each.value.rstrip(".").lower() for each in asked.of_kind("PTR")]
    kind = "AAAA" if ":" in address else "A"
    for name in names[:MOST_CONFIRMED]:
        asked.ask(name, kind)
    wanted = ipaddress.ip_address(address)
    confirmed = sorted(
        name for name in names if any(ipaddress.ip_address(each) == wanted for each in asked.values(name, kind))
    )
    facts = flat({"ptr": sorted(names), "confirmed": confirmed or ("none" if names else "")})
    return Told(
        Status.FOUND if names else Status.NOT_FOUND,
        facts,
        asked.raw(),
        "; ".join(str(each) for each in asked.errors)[:300],
    )


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:
    """The addresses of a host; the confirmed name of an address."""
    return _named(observable, told)


def _named(observable: Observable, told: Mapping[str, str]) -> Iterator[Observable]:
    for each in [*listed(told.get("a")), *listed(told.get("aaaa"))]:
        yield Observable("ip", each)
    if observable.kind == "ip" and told.get("confirmed") != "none":
        for each in listed(told.get("confirmed")):
            yield Observable("domain", each)


SERVICE = Service(
    name="dns",
    kinds=("domain", "ip"),
    purpose={"en": "which addresses and mail servers a name has", "ja": "ドメインの IP アドレスとメールサーバー"},
    learns={
        "en": "the name servers of whoever runs the name: possibly the offender",
        "ja": "そのドメインのネームサーバー(攻撃者の可能性があります)",
    },
    place=Place(rates=((50, 1.0),), workers=8, timeout=5.0, attempts=2),
    plan=plan,
    ask=ask,
    pap=Pap.GREEN,
    reveals=reveals,
)
