"""Recorded DNS as a zone: the only source of keys and policies for our own checks. Nothing here asks anybody.

Why it matters: a signature proves something only with the key that was published when the mail came. Keys are rotated and domains
let go within months, so what was recorded with the case decides, and what was not recorded is 'not verifiable', never 'failed'.
"""

from __future__ import annotations

from collections.abc import Sequence

from forensics.model.authentication import Zone

MOST_ALIASES = 8
"""CNAMEs that are followed."""


class NotRecorded(LookupError):
    """The zone does not say whether the record exists."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(f"{kind} of {name} was not recorded")
        self.name = name
        self.kind = kind


def records(zone: Zone, name: str, kind: str) -> Sequence[str]:
    """The recorded texts, empty for a name that is known not to have any. Raises NotRecorded where nobody asked."""
    name = name.lower().rstrip(".")
    for _ in range(MOST_ALIASES):
        found = zone.get((name, kind))
        if found is not None:
            return found
        alias = zone.get((name, "CNAME"))
        if not alias:
            break
        name = alias[0].lower().rstrip(".")
    raise NotRecorded(name, kind)
