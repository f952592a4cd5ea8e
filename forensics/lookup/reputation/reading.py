"""Reading a service's JSON without trusting its form: what is not there is empty, what is no JSON is a failure with its reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from forensics.lookup.failures import BadReply

LONGEST = 2_000
"""Characters of one fact."""


def tree(body: bytes) -> Any:
    """The JSON of a reply. BadReply with the bytes where it is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        bad = BadReply(f"the reply is no JSON: {str(error)[:100]}")
        bad.raw = body[:65_536]
        raise bad from error


def at(told: Any, *path: str | int) -> Any:
    """The value at a path of names and numbers; None where it does not lead anywhere."""
    for step in path:
        if isinstance(step, str) and isinstance(told, dict):
            told = told.get(step)
        elif isinstance(step, int) and isinstance(told, list) and -len(told) <= step < len(told):
            told = told[step]
        else:
            return None
    return told


def text(told: Any, *path: str | int) -> str:
    """The value at a path as text; empty for none, and for lists and objects."""
    value = at(told, *path)
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return "" if not isinstance(value, bool) else ("yes" if value else "no")
    return str(value)[:LONGEST]


def texts(told: Any, *path: str | int) -> list[str]:
    """The list at a path as texts without commas, each once."""
    value = at(told, *path)
    return (
        list(dict.fromkeys(str(each).replace(", ", " ")[:200] for each in value if isinstance(each, str | int)))
        if isinstance(value, list)
        else []
    )


def number(told: Any, *path: str | int) -> int:
    """The whole number at a path; 0 where there is none."""
    value = at(told, *path)
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def day(told: Any, *path: str | int) -> str:
    """A moment given as seconds since 1970, in ISO 8601; empty where there is none."""
    value = at(told, *path)
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 1 << 33:
        return ""
    return datetime.fromtimestamp(value, UTC).isoformat()
