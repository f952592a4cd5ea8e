"""Recorded DNS as a zone: the only source of keys and policies for our own checks. Nothing here asks anybody.

Why it matters: a signature proves something only with the key that was published when the mail came. Keys are rotated and domains
let go within months, so what was recorded with the case decides, and what was not recorded is 'not verifiable', never 'failed'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
    seen: set[str] = set()
    for _ in range(MOST_ALIASES):
        found = zone.get((name, kind))
        if found is not None:
            return found
        alias = zone.get((name, "CNAME"))
        if not alias:
            break
        seen.add(name)
        name = alias[0].lower().rstrip(".")
        if name in seen:
            return ()  # recorded, and it leads in a circle
    raise NotRecorded(name, kind)


# One line of the DNS service's recorded reply: what was asked and the code of the reply, or a record that came.
_ASKED = re.compile(r";; (TXT|A|AAAA|MX|PTR|CNAME) (\S{1,255}): (NOERROR|NXDOMAIN)\s*")
_RECORD = re.compile(r"(\S{1,255}) [0-9]{1,10} (TXT|A|AAAA|MX|PTR|CNAME) (.{0,8000})")


def recorded_zone(replies: Iterable[bytes]) -> Zone:
    """The zone that the recorded replies of the look-up service ``dns`` make up, in the order given; the newest last wins.

    A question that failed leaves no trace here: nobody knows the answer.
    """
    zone: dict[tuple[str, str], list[str]] = {}
    for reply in replies:
        mine: dict[tuple[str, str], list[str]] = {}
        for line in reply.decode("utf-8", "surrogateescape").splitlines():
            asked = _ASKED.fullmatch(line)
            if asked:
                mine.setdefault((asked[2].lower().rstrip("."), asked[1]), [])
                continue
            record = _RECORD.fullmatch(line)
            if record:
                values = mine.setdefault((record[1].lower().rstrip("."), record[2]), [])
                if record[3] not in values:
                    values.append(record[3])
        # An alias is no answer of its own: what is behind it was asked under the same question.
        for name, kind in [key for key, values in mine.items() if not values]:
            if kind != "CNAME" and mine.get((name, "CNAME")):
                del mine[name, kind]
        zone.update(mine)
    return zone
