"""Which known name a host was made to look like, and by which trick.

Why it matters: ``smbc-card.co``, ``paypaI.com``, ``amazon.co.jp.login.example`` and ``аррӏе.com`` cost a few dollars and are read as what
they are not. Known are the organisation's own domains, those that the analyst vouches for (``known_good_domains``) and the shipped list
(``brands.toml``). Innocent: an owner's further names, a shop that sells a brand's goods, a service that names its customers in front
(``bank.survey.example``), and any short word that stands one letter from another.
Sources: UTS #39 section 4 (skeletons); Damerau 1964 for the one wrong, missing, added or exchanged letter that most typing errors are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from forensics.assess import brands
from forensics.domains import lies_under, lookalike, registrable, shown, skeleton
from forensics.model.everybody import FREEMAIL, GATEWAYS, LIBRARIES, MAIL_SERVICES, PUBLIC_PLACES
from forensics.model.finding import Words

SHORTEST_TYPO = 6
"""Letters of a known label from which one letter's difference says something: ``chase`` and ``phase`` are both words."""
SHORTEST_PIECE = 5
"""Letters of a known label from which it says something as a piece of a longer one."""
MOST_WORDS = 12
"""Words between hyphens and dots that are put together."""
LONGEST = 40
"""Characters of a label that is compared."""
TRICKS: dict[str, Words] = {
    "letters": {"en": "letters that are drawn alike", "ja": "似た形の文字"},
    "typo": {"en": "one letter off", "ja": "1 文字違い"},
    "words": {"en": "the known name with words added", "ja": "実在の名前に単語を足したもの"},
    "in front": {"en": "the known name stands in front of another domain", "ja": "実在の名前を別ドメインの前に付けたもの"},
    "ending": {"en": "the known name under another ending", "ja": "実在の名前で末尾(TLD)だけが違うもの"},
}  # fmt: skip
_STRENGTH = {"letters": 0.9, "typo": 0.65, "words": 0.65, "in front": 0.85, "ending": 0.5}
_OWN_TITLE = ""
_REDRAWN = re.compile(r"[015]|rn|vv|[^\x00-\x7f]")
"""What a skeleton changes in a label of lower-case letters; any other is its own skeleton."""


class Likeness(NamedTuple):
    """What a host was made to look like."""

    host: str
    domain: str
    """The known domain."""
    title: str
    """Whose it is; empty for an own domain or one that the analyst named."""
    trick: str
    """A key of ``TRICKS``."""
    strength: float
    shown: str
    """The host as a reader sees it."""


class _Known(NamedTuple):
    domains: frozenset[str]
    labels: Mapping[str, brands.Label]
    skeletons: Mapping[str, brands.Label]
    near: Mapping[str, tuple[str, ...]]
    """A label with one letter left out -> the labels that it may come from."""
    ends: frozenset[str]
    """The first and the last three letters of the labels: one wrong letter leaves one of the two as it is."""


@lru_cache(maxsize=16)
def _known(more: tuple[str, ...]) -> _Known:
    """The list with the domains of one case in front."""
    labels: dict[str, brands.Label] = {}
    for domain in more:
        label = (registrable(domain) or domain).partition(".")[0]
        if len(label) >= 3:
            labels.setdefault(label, brands.Label(domain, _OWN_TITLE))
    for label, each in brands.table().labels.items():
        labels.setdefault(label, each)
    near: dict[str, tuple[str, ...]] = {}
    for label in labels:
        if len(label) >= SHORTEST_TYPO:
            for short in {label, *_without_one(label)}:
                near[short] = (*near.get(short, ()), label)
    skeletons = {skeleton(label): each for label, each in labels.items() if len(label) >= 4}
    ends = frozenset(end for label in labels for end in (f"{label[:3]}*", f"*{label[-3:]}"))
    return _Known(frozenset(more), labels, skeletons, near, ends)


@lru_cache(maxsize=16384)
def is_known(host: str, more: tuple[str, ...]) -> bool:
    """Whether a host belongs to a known owner (``more``: the case's own and known-good domains), or to a place that all may link to."""
    if brands.owner(host) is not None or lies_under(host, more):
        return True
    name = registrable(host)
    return name in PUBLIC_PLACES or name in MAIL_SERVICES or name in LIBRARIES or name in FREEMAIL or host in GATEWAYS


@lru_cache(maxsize=16384)
def likeness(host: str, more: tuple[str, ...]) -> Likeness | None:
    """What a host (lower case, A-labels) imitates; None for one that imitates nothing known, or is known itself."""
    name = registrable(host)
    if not name or is_known(host, more):
        return None
    known = _known(more)
    label, _, ending = name.partition(".")
    for trick, found in _tricks(host, name, label, ending, known):
        strength = _STRENGTH[trick]
        if trick == "ending" and (_usual(ending) and found.title):
            strength = 0.3  # the owner may well have it
        return Likeness(host, found.domain, found.title, trick, strength, shown(host))
    return None


def _tricks(host: str, name: str, label: str, ending: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    label = label[:LONGEST]
    same = known.labels.get(label)
    if same is None:
        yield from _drawn_alike(host, label, known)
    front = host.removesuffix(name).rstrip(".")
    if front:
        yield from _in_front(front, known)
    if same is not None:
        if ending != same.domain.partition(".")[2]:
            yield "ending", same
        return
    if "-" in label:
        yield from _with_words(label, known)
    if f"{label[:3]}*" in known.ends or f"*{label[-3:]}" in known.ends:
        if "-" not in label:
            yield from _run_together(label, known)
        yield from _mistyped(label, known)


def _drawn_alike(host: str, label: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    """``paypa1.com``, ``arnazon.com``, and letters of other scripts."""
    drawn = shown(label)
    alike = known.skeletons.get(skeleton(drawn) if _REDRAWN.search(drawn) else drawn)
    if alike is not None and drawn != alike.domain.partition(".")[0]:
        yield "letters", alike
    imitated = lookalike(host) if "xn--" in host else None
    if imitated is not None and imitated.trick != "accents":
        plain = known.labels.get((registrable(imitated.reads_as) or imitated.reads_as).partition(".")[0])
        if plain is not None:
            yield "letters", plain


def _mistyped(label: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    if len(label) < SHORTEST_TYPO or label in brands.table().honest:
        return
    for short in (label, *_without_one(label)):
        for candidate in known.near.get(short, ()):
            if _one_off(label, candidate):
                yield "typo", known.labels[candidate]


def _in_front(front: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    """``amazon.co.jp`` or ``amazon-co-jp`` in front of a foreign domain."""
    words = front.replace(".", "-")
    for piece, _ in _pieces(words.split("-")):
        found = known.labels.get(piece)
        if found is not None and found.domain.replace(".", "-") in words:
            yield "in front", found


def _pieces(words: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each run of one to three words, joined, the longest first, with the words beside it."""
    del words[MOST_WORDS:]
    for length in (3, 2, 1):
        for n in range(len(words) - length + 1):
            yield "-".join(words[n : n + length]), words[:n] + words[n + length :]


def _with_words(label: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    """``paypal-login``, ``smbc-card-jp``."""
    beside = brands.table().beside
    for piece, rest in _pieces(label.split("-")):
        found = known.labels.get(piece)
        if found is None or not rest or len(piece) < SHORTEST_PIECE - 1:
            continue
        if len(piece) > SHORTEST_PIECE or any(word in beside or word.isdigit() for word in rest):
            yield "words", found


def _run_together(label: str, known: _Known) -> Iterator[tuple[str, brands.Label]]:
    """``loginpaypal``."""
    beside = brands.table().beside
    for cut in range(SHORTEST_PIECE, len(label) - 1):
        head, tail = label[:cut], label[cut:]
        if tail in beside and head in known.labels:
            yield "words", known.labels[head]
        head, tail = label[: len(label) - cut], label[len(label) - cut :]
        if head in beside and tail in known.labels:
            yield "words", known.labels[tail]


def _without_one(label: str) -> Iterator[str]:
    for n in range(len(label)):
        yield label[:n] + label[n + 1 :]


def _one_off(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, exchanged for another or two neighbours swapped. Both start alike in honest typing."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if len(a) == len(b):
        return a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b if len(a) > len(b) else b[1:] == a


def _usual(ending: str) -> bool:
    """Endings under which big owners hold their names, too: those of countries, and the oldest three."""
    last = ending.rpartition(".")[2]
    return len(last) == 2 or last in ("com", "net", "org")


__all__ = ["TRICKS", "Likeness", "is_known", "likeness"]
