"""Which mails of a case belong together: pairs that share something rare, weighed.

Pairs come only from values that 2 to 50 mails hold, and from phishing mails that a threat to the same reader followed within two
weeks: that question is the one a reader asks, even where the answer is 'cannot be told'. A value that more mails hold makes no
pairs, but it counts as evidence in every pair that another value has made.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from forensics.correlate.rarity import bits
from forensics.correlate.traits import WALLETS, Index, Key
from forensics.correlate.weigh import Weighed, weigh
from forensics.model.link import LinkVerdict
from forensics.model.rows import Rows

MOST_HOLDERS = 50
"""A value held by more makes no pairs."""
KEPT_FROM = 0.2
"""Probability from which an inconclusive pair is shown; below, every second pair of mails would be."""
_MAKES_PAIRS = frozenset({"wallet", "link", "kit", "contact", "sender", "network", "file", "text"})
_NEAR_DAYS = 14

Pair = tuple[int, int]


def weighed(index: Index, rows: Rows) -> list[Weighed]:
    """All pairs worth telling, by the numbers of their mails."""
    pairs, hot = _pairs(index)
    known = families_of(index)
    sequels = set(_sequels(index, rows))
    out: list[tuple[Pair, Weighed]] = []
    for pair in sorted(pairs.keys() | sequels):
        one, other = pair
        shared = pairs.get(pair, []) + sorted(hot[one] & hot[other])
        result = weigh(index, index.mails[one], index.mails[other], shared, known, sequel=pair in sequels)
        link = result.link
        telling = link.verdict is not LinkVerdict.INCONCLUSIVE or (link.probability or 0) >= KEPT_FROM
        if telling or pair in sequels:
            out.append((pair, result))
    return [result for _, result in out]


def families_of(index: Index) -> dict[int, frozenset[str]]:
    """Mail -> families of which it has any value: only then can a missing common value speak against."""
    known: dict[int, set[str]] = defaultdict(set)
    for (family, _, _), held in index.holders.items():
        for mail in held:
            known[mail].add(family)
    return {mail: frozenset(families) for mail, families in known.items()}


def _pairs(index: Index) -> tuple[dict[Pair, list[Key]], dict[int, set[Key]]]:
    """Pairs with what they share, and for each mail the values that too many hold to make pairs."""
    pairs: dict[Pair, list[Key]] = defaultdict(list)
    hot: dict[int, set[Key]] = defaultdict(set)
    total = len(index.mails)
    for key, held in index.holders.items():
        if len(held) < 2:
            continue
        if len(held) > MOST_HOLDERS or key[0] not in _MAKES_PAIRS:
            if bits(key[0], len(held), total) >= 1:
                for mail in held:
                    hot[mail].add(key)
            continue
        for n, one in enumerate(held):
            for other in held[n + 1 :]:
                pairs[one, other].append(key)
    return pairs, hot


def sequel_roles(rows: Rows) -> tuple[set[int], set[int]]:
    """(mails with a link that carries the reader's address, mails that name a wallet or claim a password)."""
    lures = {mail for (mail,) in rows.execute("SELECT DISTINCT mail FROM sightings WHERE kind = 'token'")}
    query = "SELECT DISTINCT mail FROM sightings WHERE kind IN (SELECT value FROM json_each(?))"
    return lures, {mail for (mail,) in rows.execute(query, (json.dumps([*WALLETS, "password"]),))}


def is_sequel(index: Index, lures: set[int], threats: set[int], one: int, other: int) -> bool:
    """Whether one of the two is a lure and the other a threat to the same reader."""
    if not set(index.mails[one].to) & set(index.mails[other].to):
        return False
    return (one in lures and other in threats) or (other in lures and one in threats)


def _sequels(index: Index, rows: Rows) -> Iterator[Pair]:
    lures, threats = sequel_roles(rows)
    by_reader: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, who in index.mails.items():
        for reader in who.to:
            if number in lures:
                by_reader[reader][0].append(number)
            if number in threats:
                by_reader[reader][1].append(number)
    for first, second in by_reader.values():
        if len(first) > MOST_HOLDERS or len(second) > MOST_HOLDERS:
            continue
        for lure in first:
            for threat in second:
                if lure != threat and _soon(index.mails[lure].date_utc, index.mails[threat].date_utc):
                    yield min(lure, threat), max(lure, threat)


def _soon(lure: str, threat: str) -> bool:
    """Whether the threat came within two weeks after the lure. ISO dates in one zone: days by their first ten characters."""
    if not lure or not threat or threat < lure:
        return False
    try:
        return (date.fromisoformat(threat[:10]) - date.fromisoformat(lure[:10])).days <= _NEAR_DAYS
    except ValueError:
        return False
