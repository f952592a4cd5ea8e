"""Contact data in an RDAP reply: jCard, a vCard in nested JSON lists (RFC 7095). Read as far as it is what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

LONGEST = 500
"""Characters of one value that are kept."""
MOST = 50


def properties(card: Any) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Name, parameters and value of each property that is well formed; ``["vcard", [[name, {}, type, value], ...]]``."""
    if not isinstance(card, list) or len(card) < 2 or not isinstance(card[1], list):
        return
    for item in card[1][: MOST * 4]:
        if isinstance(item, list) and len(item) >= 4 and isinstance(item[0], str):
            parameters = item[1] if isinstance(item[1], dict) else {}
            yield item[0].lower(), parameters, item[3]


def text(value: Any) -> str:
    """A value as one line of text; lists joined, everything else empty."""
    if isinstance(value, str):
        return " ".join(value[: LONGEST * 4].split())[:LONGEST]
    if isinstance(value, list):
        return ", ".join(told for each in value[:MOST] if (told := text(each)))[:LONGEST]
    return ""


def contact(card: Any) -> dict[str, Any]:
    """The fields of an entity: name, organisation, kind, address, country, emails, phones (fax numbers are left out)."""
    found: dict[str, Any] = {"name": "", "organisation": "", "kind": "", "address": "", "country": ""}
    mails: dict[str, None] = {}
    phones: dict[str, None] = {}
    for name, parameters, value in properties(card):
        if name == "fn":
            found["name"] = found["name"] or text(value)
        elif name == "org":
            found["organisation"] = found["organisation"] or text(value)
        elif name == "kind":
            found["kind"] = found["kind"] or text(value)
        elif name == "adr":
            address, country = _address(parameters, value)
            found["address"], found["country"] = found["address"] or address, found["country"] or country
        elif name == "email" and len(mails) < MOST and "@" in text(value):
            mails[text(value).lower().removeprefix("mailto:")] = None
        elif name == "tel" and len(phones) < MOST and "fax" not in text(parameters.get("type")).lower():
            number = text(value).removeprefix("tel:").strip()
            if number:
                phones[number] = None
    return {**found, "emails": tuple(mails), "phones": tuple(phones)}


def _address(parameters: dict[str, Any], value: Any) -> tuple[str, str]:
    """The address in one line and the country: its code (RFC 8605) before its name; a label only as a whole."""
    label = parameters.get("label")
    lines = (
        ", ".join(line.strip() for line in label[: LONGEST * 4].splitlines() if line.strip())
        if isinstance(label, str)
        else ""
    )
    country = text(parameters.get("cc")) or (text(value[6]) if isinstance(value, list) and len(value) > 6 else "")
    return (lines[:LONGEST] or text(value)), country[:80]
