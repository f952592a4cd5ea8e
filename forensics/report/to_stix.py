"""The report as a STIX 2.1 bundle (OASIS, 10 June 2021): what was seen, where, and what to look for elsewhere.

Each mail is an observed-data with its email-message, the original's hash and the values in it; each entry of the block list is an
indicator with a sighting; each campaign a campaign; the whole a grouping and a report. Wallets have no object of their own in
STIX: they are ``cryptocurrency-wallet`` objects by an extension whose definition stands in the bundle. Ids are UUIDv5 of what they
stand for, times are those of the custody log and the mails: the same case gives the same bytes. ``stix2`` parses the bundle before
it leaves, and thereby checks each object against the standard.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from forensics import safe
from forensics.model.errors import NotInstalled
from forensics.report.names import STIX_OBSERVABLES, named, uuid5
from forensics.report.words import word
from forensics.views.words import label

if TYPE_CHECKING:
    from forensics.model.report import Document, Row

FALLBACK = "2000-01-01T00:00:00.000Z"
"""For a document of no case: a time is required, and one that is plainly made up misleads nobody."""
WALLETS = {
    "bitcoin": "BTC", "bitcoin_cash": "BCH", "litecoin": "LTC", "dogecoin": "DOGE", "dash": "DASH", "zcash": "ZEC", "monero": "XMR",
    "ethereum": "ETH", "tron": "TRX", "ripple": "XRP", "solana": "SOL",
}  # fmt: skip
HASHES = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha512": "SHA-512"}
MARKINGS = {
    "TLP:CLEAR": "613f2e26-407d-48c7-9eca-b8e91df99dc9",
    "TLP:GREEN": "34098fce-860f-48ae-8e50-ebd3cc5e41da",
    "TLP:AMBER": "f88d31f6-486f-44da-b317-01333bde0b82",
    "TLP:AMBER+STRICT": "f88d31f6-486f-44da-b317-01333bde0b82",
    "TLP:RED": "5e57c739-391a-4eb3-b6be-7d15ca92d5ed",
}
"""The marking definitions that STIX 2.1 itself lays down (section 7.2.1.4), for TLP 2.0's levels."""


def render(document: Document) -> bytes:
    """The bundle as UTF-8 JSON. NotInstalled where ``stix2`` is missing."""
    try:
        import stix2
    except ImportError as missing:
        raise NotInstalled("STIX needs stix2: pip install 'forensics[report]'") from missing
    objects = _Bundle(document).objects()
    bundle = {"type": "bundle", "id": _id("bundle", document.custody_head, str(len(objects))), "objects": objects}
    stix2.parse(bundle, allow_custom=True)
    return (safe.json_text(bundle, indent=1) + "\n").encode("utf-8")


class _Bundle:
    """Objects by id, in the order in which they are first needed."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._objects: dict[str, dict[str, Any]] = {}
        self._now = stamp(document.as_of) or FALLBACK
        self._head: dict[str, str] = {"spec_version": "2.1", "created": self._now, "modified": self._now}
        marking = MARKINGS.get(document.tlp)
        self._marked = {"object_marking_refs": [f"marking-definition--{marking}"]} if marking else {}

    def objects(self) -> list[dict[str, Any]]:
        tables = self._document.tables
        author = self._add(
            "identity",
            ("forensics",),
            name="forensics",
            identity_class="system",
            description="the program that wrote this",
        )
        self._head["created_by_ref"] = author
        values = {
            (row["kind"], row["value"]): ref for row in tables.get("observables", ()) if (ref := self._value(row))
        }
        inside: dict[str, list[str]] = {}
        for row in tables.get("observables", ()):
            ref = values.get((row["kind"], row["value"]), "")
            for exhibit in row["exhibits"] if ref else ():
                inside.setdefault(exhibit, []).append(ref)
        seen = {str(mail["exhibit"]): self._mail(mail, inside) for mail in tables.get("mails", ())}
        campaigns = [self._campaign(row, seen) for row in tables.get("campaigns", ())]
        self._indicators(values, seen)
        if seen or campaigns:
            self._whole(author)
        return list(self._objects.values())

    def _add(self, kind: str, key: tuple[str, ...], **values: Any) -> str:
        name = _id(kind, *key)
        self._objects.setdefault(name, {"type": kind, "id": name, **self._head, **self._marked, **values})
        return name

    def _observable(self, kind: str, key: dict[str, Any], **values: Any) -> str:
        """An observable, its id made from what it stands for (section 2.9: UUIDv5 over the canonical JSON)."""
        text = json.dumps(key, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        name = f"{kind}--{uuid5(STIX_OBSERVABLES, text)}"
        made = {"type": kind, "id": name, "spec_version": "2.1", **self._marked, **key, **values}
        self._objects.setdefault(name, made)
        return name

    def _value(self, row: Row) -> str:
        """The id of the object for a value; empty where STIX has none, or where this copy masks it."""
        kind, value = row["kind"], row["value"]
        if row["masked"] and kind != "url":
            return ""
        if kind == "url":
            return self._observable("url", {"value": value})
        if kind == "domain":
            return self._observable("domain-name", {"value": value})
        if kind == "email":
            return self._observable("email-addr", {"value": value})
        if kind == "ip":
            return self._observable("ipv6-addr" if ":" in value else "ipv4-addr", {"value": value})
        if kind in HASHES:
            return self._observable("file", {"hashes": {HASHES[kind]: value}})
        if kind in WALLETS:
            return self._wallet(kind, value)
        return ""

    def _wallet(self, kind: str, value: str) -> str:
        definition = self._add(
            "extension-definition",
            ("cryptocurrency-wallet",),
            name="cryptocurrency-wallet",
            description="An address to which cryptocurrency can be paid.",
            schema="cryptocurrency-wallet: value (string, required), the address as its checksum writes it; "
            "currency (string, required), the ticker: BTC, ETH, XMR. The id is a UUIDv5 over both.",
            version="1.0.0",
            extension_types=["new-sco"],
        )
        return self._observable(
            "cryptocurrency-wallet",
            {"value": value, "currency": WALLETS[kind]},
            extensions={definition: {"extension_type": "new-sco"}},
        )

    def _mail(self, mail: Row, inside: dict[str, list[str]]) -> str:
        key = str(mail.get("sha256") or mail["exhibit"])
        kept = (
            self._observable("file", {"hashes": {"SHA-256": key}}, name=f"{mail['exhibit']}.eml")
            if mail.get("sha256")
            else ""
        )
        told: dict[str, Any] = {"is_multipart": False}
        if at := stamp(str(mail.get("date") or "")):
            told["date"] = at
        for name, column in (("subject", "subject"), ("message_id", "message_id")):
            if mail.get(column):
                told[name] = mail[column]
        sender = str(mail.get("from_address") or "")
        refs = inside.get(str(mail["exhibit"]), [])
        if sender and "***" not in sender:
            told["from_ref"] = self._observable("email-addr", {"value": sender})
        extra = {
            name: str(mail[column])
            for name, column in (("Reply-To", "reply_to"), ("Return-Path", "return_path"))
            if mail.get(column)
        }
        if extra:
            told["additional_header_fields"] = extra
        message = f"email-message--{named(key)}"
        self._objects.setdefault(
            message, {"type": "email-message", "id": message, "spec_version": "2.1", **self._marked, **told}
        )
        when = told.get("date", self._now)
        held = [message, *([kept] if kept else []), *([told["from_ref"]] if "from_ref" in told else []), *refs]
        return self._add(
            "observed-data",
            (key,),
            first_observed=when,
            last_observed=when,
            number_observed=1,
            object_refs=list(dict.fromkeys(held)),
        )

    def _campaign(self, row: Row, seen: dict[str, str]) -> str:
        held = {name: seen[name] for name in row["mails"] if name in seen}
        spans = {
            name: at for name, at in (("first_seen", stamp(row["first"])), ("last_seen", stamp(row["last"]))) if at
        }
        return self._add(
            "campaign",
            (self._document.custody_head, row["campaign"], *held),
            name=row["campaign"],
            description=" ".join(row["why"]) or row["campaign"],
            **spans,
        )

    def _indicators(self, values: dict[tuple[str, str], str], seen: dict[str, str]) -> None:
        rows = {(row["kind"], row["value"]): row for row in self._document.tables.get("observables", ())}
        wanted = [(row["kind"], row["value"]) for row in self._document.tables.get("blocklist", ())]
        wanted += [pair for pair in rows if pair[0] in WALLETS]
        for kind, value in dict.fromkeys(wanted):
            pattern = _pattern(kind, value)
            if not pattern:
                continue
            indicator = self._add(
                "indicator",
                (pattern,),
                name=f"{kind}: {value}",
                description=word("indicator", self._document.language, kind=label(kind, self._document.language)),
                indicator_types=["malicious-activity"],
                pattern=pattern,
                pattern_type="stix",
                valid_from=self._now,
            )
            row = rows.get(("email" if kind == "sender" else kind, value))
            where = [seen[name] for name in row["exhibits"] if name in seen] if row else []
            if row and where:
                self._add(
                    "sighting",
                    (indicator, *where),
                    sighting_of_ref=indicator,
                    observed_data_refs=where,
                    count=max(1, int(row["mails"])),
                )
                of = values.get((row["kind"], value))
                if of:
                    self._add(
                        "relationship",
                        (indicator, where[0]),
                        relationship_type="based-on",
                        source_ref=indicator,
                        target_ref=where[0],
                    )

    def _whole(self, author: str) -> None:
        held = [name for name in self._objects if name != author and not name.startswith("extension-definition--")]
        title = self._document.title
        self._add(
            "grouping",
            (self._document.custody_head, title),
            name=title,
            context="suspicious-activity",
            object_refs=held,
        )
        self._add(
            "report",
            (self._document.custody_head, title, self._document.language),
            name=title,
            description="\n".join(self._document.telling(7)) or word("report", self._document.language),
            report_types=["threat-report"],
            published=self._now,
            lang=self._document.language,
            object_refs=held,
        )


def _pattern(kind: str, value: str) -> str:
    """A STIX pattern (section 9); empty for a kind that no pattern can name."""
    quoted = value.replace("\\", "\\\\").replace("'", "\\'")
    of = {
        "url": "url:value",
        "domain": "domain-name:value",
        "sender": "email-addr:value",
        "ip": "ipv6-addr:value" if ":" in value else "ipv4-addr:value",
    }.get(kind) or ("cryptocurrency-wallet:value" if kind in WALLETS else "")
    return f"[{of} = '{quoted}']" if of and value.isprintable() else ""


def _id(kind: str, *key: str) -> str:
    return f"{kind}--{named(kind, *key)}"


def stamp(written: str) -> str:
    """A time as STIX writes it, in UTC; empty for what has no place there."""
    try:
        at = datetime.fromisoformat(written)
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z").rjust(24, "0") if at.tzinfo else ""
    except (ValueError, OverflowError):
        return ""
