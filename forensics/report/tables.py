"""The values behind the words of a report, as rows that other programs read: masked like the words, complete where those are cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forensics.report.redaction import SECRET_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forensics.model.report import CaseFacts, Row
    from forensics.report.voice import Voice

MAILS = (
    "exhibit", "date", "from_address", "from_name", "reply_to", "return_path", "to", "subject", "message_id", "origin_ip",
    "spf", "dkim", "dmarc", "verdict", "verdict_probability",
)  # fmt: skip
OBSERVABLES = ("kind", "value", "mails", "first_seen", "last_seen", "exhibits", "masked")
MOST_EXHIBITS = 200
"""Mails that are named for one value; ``mails`` counts them all."""


def tables(facts: CaseFacts, voice: Voice) -> Mapping[str, tuple[Row, ...]]:
    """All tables, each in the order of the case."""
    hashes = {item.exhibit: item for item in facts.evidence}
    return {
        "mails": tuple(_mail(row, hashes, voice) for row in facts.mails),
        "observables": tuple(_observable(row, voice) for row in facts.observables),
        "campaigns": tuple(
            {
                "campaign": campaign.name,
                "mails": tuple(campaign.mails),
                "first": campaign.first or "",
                "last": campaign.last or "",
                "why": tuple(voice.reason(reason) for reason in campaign.why),
            }
            for campaign in facts.campaigns
        ),
        "blocklist": _items(facts, voice, "block", ("domain", "sender", "ip", "url")),
        "contacts": _items(facts, voice, "report", ()),
    }


def _mail(row: Row, hashes: Mapping[str, Any], voice: Voice) -> Row:
    told = {name: _plain(row.get(name), voice) for name in MAILS}
    kept = hashes.get(str(row.get("exhibit")))
    return {**told, "sha256": kept.sha256 if kept else "", "size": kept.size if kept else 0}


def _observable(row: Row, voice: Voice) -> Row:
    written = str(row.get("value") or "")
    shown = voice.value(row)
    names = [name for name in str(row.get("exhibits") or row.get("exhibit") or "").replace(",", " ").split() if name]
    return {
        "kind": str(row.get("kind") or ""),
        "value": shown,
        "mails": int(row.get("mails") or 0),
        "first_seen": str(row.get("first_seen") or ""),
        "last_seen": str(row.get("last_seen") or ""),
        "exhibits": tuple(names[:MOST_EXHIBITS]),
        "masked": shown != written or (voice.redact and row.get("kind") in SECRET_KINDS),
    }


def _items(facts: CaseFacts, voice: Voice, name: str, kinds: tuple[str, ...]) -> tuple[Row, ...]:
    """The ready list of one step of the advice, without what this copy masks."""
    return tuple(
        {"kind": kind, "value": value}
        for step in facts.advice
        if step.name == name
        for kind, value in step.items
        if (not kinds or kind in kinds) and voice.quote(value) == value
    )


def _plain(value: Any, voice: Voice) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    return voice.quote(value)
