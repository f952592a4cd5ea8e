"""Of the mails that are told of: exhibit, reader, language, and whether it is a lure or a threat. Asked one by one, and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from forensics.correlate.kits import split
from forensics.correlate.weigh import Clicks, Who, is_sequel
from forensics.domains import organisation
from forensics.model.kinds import WALLETS
from forensics.model.rows import Rows
from forensics.model.stored import readers

_ROW = 'SELECT exhibit, date_utc, language, "to" FROM mails WHERE number = ?'
_SEEN = "SELECT max(kind = 'token'), max(kind = 'password' OR kind IN (SELECT value FROM json_each(?))) FROM sightings WHERE mail = ?"
_TOKENS = (
    "SELECT DISTINCT u.value FROM sightings t JOIN sightings u ON u.mail = t.mail AND u.n = t.n - 1 "
    "WHERE t.kind = 'token' AND u.kind = 'url' AND t.\"where\" NOT LIKE 'header %' "
    "AND t.how NOT LIKE 'an address in the link%'"
)
_OF_KIND = "SELECT DISTINCT mail FROM sightings WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY mail"
_COINS = json.dumps(WALLETS)
NEAR_DAYS = 14
MOST_OF_A_READER = 50
"""Lures or threats to one mailbox beyond which none is told to follow from another: there are too many of them."""


Followed = Mapping[str, Clicks]
"""Exhibit -> (reader, when) of each time that this reader's own link in it was followed, as far as logs were given."""


class People:
    """Looks mails up by number."""

    def __init__(self, rows: Rows, followed: Followed | None = None) -> None:
        self._rows, self._followed = rows, followed or {}
        self.who = lru_cache(maxsize=100_000)(self._who)

    def _who(self, number: int) -> Who:
        [(exhibit, date_utc, language, to)] = self._rows.execute(_ROW, (number,))
        [(lure, threat)] = self._rows.execute(_SEEN, (_COINS, number))
        clicks = self._followed.get(exhibit, ())
        return Who(
            number, exhibit, date_utc or "", language or "und", readers(to), bool(lure or clicks), bool(threat), clicks
        )

    def tokens(self) -> frozenset[str]:
        """Registrable domains of links that carry a reader's address."""
        return frozenset(organisation(split(url)[0]) for (url,) in self._rows.execute(_TOKENS))

    def sequels(self) -> Iterator[tuple[int, int]]:
        """(lure, threat): pairs of which a threat came to the same reader within two weeks; by numbers."""
        lures = self._of_kind(("token",))
        for exhibit in self._followed:
            for (number,) in self._rows.execute("SELECT number FROM mails WHERE exhibit = ?", (exhibit,)):
                who = self.who(number)
                for reader in who.to:
                    known = lures.setdefault(reader, [])
                    known += [who] if who not in known else []
        threats = self._of_kind(("password", *WALLETS))
        for reader, first in lures.items():
            second = threats.get(reader, [])
            if len(first) <= MOST_OF_A_READER and len(second) <= MOST_OF_A_READER:
                yield from ((a.number, b.number) for a in first for b in second if _follows(a, b))

    def _of_kind(self, kinds: tuple[str, ...]) -> dict[str, list[Who]]:
        found: dict[str, list[Who]] = {}
        numbers = [row[0] for row in self._rows.execute(_OF_KIND, (json.dumps(kinds),))]
        for who in map(self.who, numbers):
            for reader in who.to:
                found.setdefault(reader, []).append(who)
        return found


def _follows(lure: Who, threat: Who) -> bool:
    """Whether the threat came within two weeks after the lure. ISO dates in one zone: days by their first ten characters."""
    if lure.number == threat.number or not lure.date_utc or not threat.date_utc or not is_sequel(lure, threat):
        return False
    try:
        days = (date.fromisoformat(threat.date_utc[:10]) - date.fromisoformat(lure.date_utc[:10])).days
    except ValueError:
        return False
    return 0 <= days <= NEAR_DAYS
