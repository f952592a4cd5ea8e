"""One text, all finders: hits become sightings, with the words around them.

Why it matters: an indicator without its place is hearsay. Each sighting tells the characters that stood there and some of what
stood around them, so that a reader can judge it without opening the mail. Claimed passwords and private keys are blanked in all
of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from forensics.extract import (
    banks,
    cues,
    demands,
    files,
    handles,
    hashes,
    hosts,
    ibans,
    leftovers,
    numbers,
    passwords,
    phones,
    urls,
    wallets,
)
from forensics.extract.hit import Hit
from forensics.extract.view import View, view
from forensics.model.observable import Observable, Sighting

AROUND = 60
"""Characters of context on either side."""
MOST = 20_001
"""Hits of one finder in one text: one more than a whole mail may have, so that the cut is seen (``extract.MOST``)."""
LONGEST_WRITTEN = 65_536
"""Characters of a text as written that a sighting keeps."""
MOST_KEYS = 20
"""Different private keys of one text that are also taken out of links."""
SECRETS = frozenset(("password", wallets.SECRET))
"""Kinds of which nobody reads more than a mask."""


def sightings(text: str, part: str, where: str) -> Iterator[Sighting]:
    """Everything that one text names, by place."""
    if not text:
        return
    seen = view(text)
    hits = found(seen)
    yield from _told(seen, hits, part, where)


def found(seen: View) -> list[Hit]:
    """All hits of one view, by place. What stands inside a link or a wallet's address (``1Rp`` is rupiah, elsewhere) is part of that."""
    asks = cues.look(seen.text).asks
    secret = list(passwords.hits(seen)) if "password" in asks else []
    links = list(islice(urls.hits(seen), MOST))
    found_wallets = list(islice(wallets.hits(seen), MOST))
    outer = _apart(
        [(hit.start, hit.end) for hit in links if hit.kind in ("url", "email")],
        [(hit.start, hit.end) for hit in found_wallets],
    )
    starts = [start for start, _ in outer]

    def apart(more: Iterable[Hit]) -> Iterator[Hit]:
        for hit in more:
            n = bisect_right(starts, hit.start) - 1
            inside = n >= 0 and hit.start < outer[n][1]
            overlaps = n + 1 < len(starts) and hit.end > starts[n + 1]
            if not inside and not overlaps:
                yield hit

    hits = [*links, *secret, *found_wallets]
    if "handle" in asks:
        hits.extend(islice(handles.hits(seen), MOST))
    for questions, finder in _OUTSIDE_OF_LINKS:
        if questions is None or not asks.isdisjoint(questions):
            hits.extend(islice(apart(finder(seen)), MOST))
    hits.extend(islice(apart(hosts.hits(seen, outer)), MOST))
    if len(hits) > 1:
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.kind != "url", hit.kind, hit.value))
    return hits


def _apart(links: list[tuple[int, int]], more: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of links, and of the others those that begin in none and reach into none, ascending."""
    if not more:
        return links
    spans: list[tuple[int, int]] = []
    for span in sorted([*links, *more], key=lambda span: (span[0], -span[1])):
        if not spans or span[0] >= spans[-1][1]:
            spans.append(span)
    return spans


_Finder = tuple[frozenset[str] | None, Callable[[View], Iterator[Hit]]]
"""The questions (``cues``) of which one must be answered yes for a finder to have work; None for one that is always asked."""
_OUTSIDE_OF_LINKS: tuple[_Finder, ...] = (
    (frozenset({"money sign", "money word", "span", "day word", "dated"}), demands.hits),
    (None, leftovers.hits),
    (None, numbers.hits),
    (frozenset({"digest"}), hashes.hits),
    (frozenset({"phone"}), phones.hits),
    (frozenset({"account"}), banks.hits),
    (frozenset({"iban"}), ibans.hits),
    (frozenset({"file"}), files.hits),
)


def blanked(seen: View, hits: Iterable[Hit]) -> str:
    """The original with every secret starred, of the same length; the first few passwords also wherever else they stand."""
    text = seen.original
    pieces: list[str] = []
    done = 0
    words: dict[str, None] = {}
    for hit in hits:
        if hit.kind in SECRETS:
            start, end = seen.place(hit.start, hit.end)
            if hit.kind == "password":
                words[text[start:end]] = None
            start = max(start, done)
            if start < end:
                pieces += [text[done:start], passwords.masked(text[start:end])]
                done = end
    text = "".join([*pieces, text[done:]])
    for word in list(words)[: passwords.MOST_HASHED]:
        text = text.replace(word, passwords.masked(word))
    return text


def _told(seen: View, hits: list[Hit], part: str, where: str) -> Iterator[Sighting]:
    if not hits:
        return
    shown = blanked(seen, hits) if any(hit.kind in SECRETS for hit in hits) else seen.original
    keys = _keys(seen, hits) if shown is not seen.original else []
    untouched = seen.original is seen.text
    for start, end, kind, value, how in hits:
        if untouched:
            first, last, how = start, end, how or "plain"  # noqa: PLW2901 - what nothing was done to is told as it was found
        else:
            first, last = seen.place(start, end)
            how = _how(how, seen.how(start, end))  # noqa: PLW2901 - and what was done to read it
        for key in keys:
            value = value.replace(key, passwords.masked(key))  # noqa: PLW2901 - a link may carry one
        written = (shown if keys or kind in SECRETS else seen.original)[first : min(last, first + LONGEST_WRITTEN)]
        around = shown[max(0, first - AROUND) : min(last, first + 200)]
        around += shown[last : last + AROUND]
        yield Sighting(Observable(kind, value), written, part, where, " ".join(around.split()), first, how)


def _how(found: str, done: str) -> str:
    """How a hit was found and what was done to read it, each said once."""
    if not found or done in found:
        return found or done
    return found if done == "plain" else f"{found}, {done}"


def _keys(seen: View, hits: Iterable[Hit]) -> list[str]:
    """Private keys of one text."""
    found = (seen.text[hit.start : hit.end] for hit in hits if hit.kind == wallets.SECRET)
    return list(islice(dict.fromkeys(found), MOST_KEYS))
