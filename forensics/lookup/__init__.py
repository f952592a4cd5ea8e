"""Observable -> answer: what others know of an indicator. In this version from the record alone; nobody is contacted.

Why it matters: a look-up tells somebody that one is looking, and a link with the reader's address burns the reader. So the first
answer is always the one on record, and what was never asked is said to be so: unknown is not no.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forensics.model.answer import Answer, Ledger, Status
from forensics.model.observable import Observable


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody who may be asked: about what, what for, and who learns of it."""

    name: str
    kinds: tuple[str, ...]
    purpose: Mapping[str, str]
    """Language code -> what it is good for."""
    learns: str
    """Who learns of the question, in English."""


SERVICES: tuple[Service, ...] = (
    Service(
        "rdap", ("domain", "ip"),
        {"en": "who registered the name or the network, and when", "ja": "ドメインやネットワークの登録者と登録日"},
        "the registry of the top-level domain or of the region",
    ),
    Service(
        "whois", ("domain", "ip"),
        {"en": "the same, where there is no RDAP", "ja": "RDAP がない場合の登録情報"},
        "the registry of the top-level domain or of the region",
    ),
    Service(
        "dns", ("domain", "ip"),
        {"en": "which addresses and mail servers a name has", "ja": "ドメインの IP アドレスとメールサーバー"},
        "the name servers of whoever runs the name: possibly the offender",
    ),
    Service(
        "hosting", ("ip",),
        {"en": "whose network an address is in, and where", "ja": "IP アドレスのネットワーク事業者と所在国"},
        "nobody: a database supplied by the analyst",
    ),
    Service(
        "reputation", ("url", "domain", "ip", "sha256"),
        {"en": "whether others have reported it", "ja": "他者による通報や評判"},
        "the reputation service, which is a third party",
    ),
    Service(
        "blockchain", ("bitcoin",),
        {"en": "what was paid to an address, and when", "ja": "ビットコインアドレスへの入金額と日時"},
        "the operator of the block explorer",
    ),
)  # fmt: skip
"""The written list; a service that has an own module reads it here, nothing is discovered."""

_BY_NAME = {service.name: service for service in SERVICES}


def ask(
    observables: Iterable[Observable], services: Iterable[str], ledger: Ledger, *, online: bool = False
) -> list[Answer]:
    """One answer for each observable and each service that knows its kind, in the order given.

    The newest recorded answer where there is one, else ``NOT_ASKED`` with the reason. Nothing is sent, and nothing is recorded: that
    nobody asked is no answer. An unknown service is a ``ValueError`` that names the known ones.
    """
    wanted = list(dict.fromkeys(services))
    unknown = [name for name in wanted if name not in _BY_NAME]
    if unknown:
        raise ValueError(f"no such service: {', '.join(unknown)}; there are {', '.join(_BY_NAME)}")
    answers = []
    for observable in dict.fromkeys(observables):
        for name in wanted:
            service = _BY_NAME[name]
            if observable.kind in service.kinds:
                answers.append(_answer(observable, service, ledger, online=online))
    return answers


def _answer(observable: Observable, service: Service, ledger: Ledger, *, online: bool) -> Answer:
    recorded = ledger.recorded(observable, service.name)
    if recorded is not None:
        return recorded
    reason = (
        f"no answer on record, and {service.name} cannot be asked by this version"
        if online
        else f"no answer on record; offline, so {service.learns} was not asked"
    )
    if service.name == "hosting":
        reason = "no answer on record, and no database is configured"
    return Answer(observable, service.name, Status.NOT_ASKED, detail=reason)
