"""The report as a MISP event (MISP core format), by pymisp: each observable an attribute, told apart by whether to detect by it.

``to_ids`` is set for what the advice says to block and for wallets, for nothing else: an event that alerts on every bystander's host is
switched off soon. UUIDs are made of what they name, times are those of the custody log. Recipients and passwords are never exported.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.errors import NotInstalled
from forensics.model.kinds import kind_name
from forensics.report.names import named

if TYPE_CHECKING:
    from forensics.model.report import Document, Row

TYPES = {
    "url": "url", "domain": "domain", "ip": "ip-dst", "email": "email", "bitcoin": "btc", "monero": "xmr", "dash": "dash",
    "iban": "iban", "phone": "phone-number", "md5": "md5", "sha1": "sha1", "sha256": "sha256", "sha512": "sha512", "file": "filename",
    "bank_account": "bank-account-nr",
}  # fmt: skip
OTHER_COINS = frozenset({
    "bitcoin_cash", "litecoin", "dogecoin", "zcash", "ethereum", "tron", "ripple", "solana", "lightning",
})  # fmt: skip
"""For which MISP has no type of their own."""
FALLBACK = datetime(2000, 1, 1, tzinfo=UTC)


def render(document: Document) -> bytes:
    """The event as UTF-8 JSON. NotInstalled where pymisp is missing."""
    try:
        from pymisp import MISPEvent
    except ImportError as missing:
        raise NotInstalled("a MISP event needs pymisp: pip install 'forensics[report]'") from missing
    at = _time(document.as_of)
    event = MISPEvent()
    event.from_dict(
        uuid=named("misp", document.custody_head, document.title),
        info=safe.terminal(document.title),
        date=at.date().isoformat(),
        timestamp=int(at.timestamp()),
        threat_level_id=4,
        analysis=2,
        distribution=0,
    )
    event.add_tag(f"tlp:{document.tlp.removeprefix('TLP:').lower()}")
    blocked = {(row["kind"], row["value"]) for row in document.tables.get("blocklist", ())}
    for row in document.tables.get("observables", ()):
        made = _attribute(row, blocked, document.language)
        if made:
            event.add_attribute(**made, uuid=named("misp", row["kind"], row["value"]), timestamp=int(at.timestamp()))
    told = {"Event": json.loads(event.to_json())}
    return (safe.json_text(told, indent=1) + "\n").encode("utf-8")


def _attribute(row: Row, blocked: set[tuple[Any, Any]], language: str) -> dict[str, Any]:
    """Nothing for a value that this copy masks, or that means nothing outside the case."""
    kind, value = row["kind"], str(row["value"])
    if row["masked"] or not value.strip() or not value.isprintable():
        return {}
    comment = f"{kind_name(kind, language)}; {', '.join(row['exhibits'][:10])}"
    if kind in OTHER_COINS:
        return {"type": "other", "category": "Financial fraud", "value": value, "comment": comment, "to_ids": False}
    if kind not in TYPES:
        return {}
    hit = (
        (kind, value) in blocked
        or (kind == "email" and ("sender", value) in blocked)
        or kind in {"bitcoin", "monero", "dash"}
    )
    return {"type": TYPES[kind], "value": value, "comment": comment, "to_ids": hit}


def _time(written: str) -> datetime:
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return FALLBACK
    return at if at.tzinfo else FALLBACK
