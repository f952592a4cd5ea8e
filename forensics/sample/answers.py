"""Made-up answers of look-up services on the sample case, as if a colleague had asked in March 2026: to show a card without a network.

The shop whose site was broken into is old, the sender's name of the second wave was bought three days before it, the wallet got
nothing. RDAP and WHOIS give the shop's registrar another name, as they do in life.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable

ASKED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
_TOLD = (
    ("domain", "flower-shop.example", "rdap", "rdap.registry.example", {
        "created": "2015-04-01T00:00:00+00:00", "expires": "2027-04-30", "registrar": "Hinode Registrar K.K.",
        "registrant": "Flower Shop Inc.", "country": "JP", "name_servers": "ns1.tokiwa-hosting.example, ns2.tokiwa-hosting.example",
        "status": "active", "abuse_mail": "abuse@hinode-registrar.example",
    }),
    ("domain", "flower-shop.example", "whois", "whois.registry.example", {
        "created": "2015-04-01", "expires": "2027-04-30", "registrar": "Hinode Domains", "status": "ok",
        "name_servers": "ns1.tokiwa-hosting.example, ns2.tokiwa-hosting.example",
    }),
    ("domain", "mailbox-center.test", "rdap", "rdap.registry.example", {
        "created": "2026-03-14T03:12:00+00:00", "expires": "2027-03-14", "registrar": "Yasui Names Ltd", "status": "active",
    }),
    ("ip", "203.0.113.45", "rdap", "rdap.region.example", {
        "name": "TOKIWA-HOSTING", "registrant": "Tokiwa Hosting K.K.", "country": "JP", "network": "203.0.113.0 - 203.0.113.127",
        "abuse_mail": "abuse@tokiwa-hosting.example",
    }),
    ("bitcoin", "139rGdXxWN4Q5PvRzYjfUTJiMnNUHUQV39", "blockchain", "explorer.example", {
        "received": "0.00", "spent": "0.00", "balance": "0.00", "transactions": "0",
    }),
)  # fmt: skip


def answers() -> list[Answer]:
    """The answers, in the order in which they would have been asked for."""
    return [_answer(*each) for each in _TOLD]


def _answer(kind: str, value: str, service: str, host: str, facts: dict[str, str]) -> Answer:
    raw = json.dumps({"made up": facts}, ensure_ascii=False).encode()
    found = facts.get("transactions") != "0"
    return Answer(
        observable=Observable(kind, value),
        service=service,
        status=Status.FOUND if found else Status.NOT_FOUND,
        asked_at=ASKED,
        question=f"made up: {value} at {host}",
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        facts=dict(sorted(facts.items())),
        detail="" if found else "no transaction has touched the address",
        version="made up",
        pap="amber",
        told=host,
    )
