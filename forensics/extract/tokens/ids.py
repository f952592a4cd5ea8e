"""Values that differ by recipient: what no single mail can tell.

Why it matters: most kits name the reader by a number or a random word that means something to the offender alone. Seen in one
mail it is any value; over many mails of one kind the same place of the same link holds another value for each reader and always the
same for one. Those values belong to the readers and are no traits of a campaign; the places are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forensics.domains import organisation

FEWEST_READERS = 3
SHORTEST = 6
"""Characters of an identifier; a shorter one meets itself by chance."""
MOST_PLACES = 64
"""Segments and parameters of one link that are looked at."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in links of one shape that holds a value for each reader."""

    organisation: str
    """The registrable domain of the links."""
    place: str
    """``path 2`` (counted from 1), ``query id``, ``fragment``."""
    values: tuple[tuple[str, str], ...]
    """(Reader, value), sorted; each reader once, each value once."""


def slots(links: Iterable[tuple[str, str]]) -> tuple[Slot, ...]:
    """From (reader, link in normal form) of many mails: the places that name the reader. Sorted; linear in the links."""
    shapes: dict[tuple[str, str], dict[str, dict[str, set[str]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(set))
    )
    for reader, link in links:
        pieces = list(_pieces(link))
        host = organisation(link.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0])
        shape = " ".join(place for place, _ in pieces)
        for place, value in pieces:
            shapes[host, shape][place][reader].add(value)
    found = {}
    for (host, _), places in shapes.items():
        for place, by_reader in places.items():
            slot = _slot(host, place, by_reader)
            if slot:
                found[slot.organisation, slot.place, slot.values] = slot
    return tuple(found[key] for key in sorted(found))


def _pieces(link: str) -> Iterator[tuple[str, str]]:
    head, _, fragment = link.partition("#")
    head, _, query = head.partition("?")
    path = head.partition("://")[2].partition("/")[2]
    for n, segment in enumerate(path.split("/", MOST_PLACES)[:MOST_PLACES], 1):
        yield f"path {n}", segment
    for pair in query.split("&", MOST_PLACES)[:MOST_PLACES]:
        name, equals, value = pair.partition("=")
        if equals:
            yield f"query {name[:40]}", value
        elif name:
            yield "query", name
    if fragment:
        yield "fragment", fragment


def _slot(host: str, place: str, by_reader: dict[str, set[str]]) -> Slot | None:
    if len(by_reader) < FEWEST_READERS or any(len(values) != 1 for values in by_reader.values()):
        return None
    values = {reader: next(iter(held)) for reader, held in by_reader.items()}
    if len(set(values.values())) != len(values) or not all(_is_identifier(value) for value in values.values()):
        return None
    return Slot(host, place, tuple(sorted(values.items())))


def _is_identifier(value: str) -> bool:
    """Long, and with a figure in it or too long for a word."""
    return len(value) >= SHORTEST and (any(sign.isdigit() for sign in value) or len(value) >= 16)
