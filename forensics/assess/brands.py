"""Names that offenders borrow and the domains that belong to them: a list that is shipped, Japanese banks, carriers and shops first.

Why it matters: the display name is free text (RFC 5322 section 3.4) and the only thing that many mail programs show. Whoever calls
himself a bank and writes from elsewhere is caught by knowing where that bank writes from. The list (``brands.toml``) is short and
written by hand; what it lacks, the analyst adds in ``case.toml`` (``known_good_domains``). Names are compared as the eye reads them
(UTS #39 skeletons, ``I`` and ``l`` as one), so that ``PayPaI`` and ``Аmazon`` in Cyrillic are what they pretend to be.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from forensics.domains import organisation, registrable, skeleton
from forensics.model.everybody import FREEMAIL

LONGEST_NAME = 200
"""Characters of a display name that are read."""
SHORTEST_NAME = 3
"""Letters and digits from which a name can be told from chance."""
_SPREAD = re.compile(r"(?<![0-9a-z])(?:[0-9a-z][.\-_ ]){2,40}[0-9a-z](?![0-9a-z])")
"""Letters set apart (``N.E.T.F.L.I.X``), which the eye joins and a filter does not."""
_NUMBER = re.compile(r"(?<!\w)\d{1,9}(?!\w)")
_WORD = re.compile(r"[0-9a-z]+")
_STATES = frozenset({"gov.br", "gov.uk", "gouv.fr", "nhs.uk"})
"""Public suffixes under which only a state registers names."""


class Brand(NamedTuple):
    """One owner."""

    title: str
    """As a report names it."""
    domains: tuple[str, ...]
    """Where its mails and links really lead, with all names below; the best known first."""


class Label(NamedTuple):
    """The distinctive part of a known domain: ``smbc-card`` of ``smbc-card.com``."""

    domain: str
    title: str


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    brand: Brand
    alone: bool


@dataclass(frozen=True, slots=True)
class _Table:
    owners: Mapping[str, Brand]
    phrases: Mapping[str, tuple[_Phrase, ...]]
    """First word -> phrases in Latin letters."""
    runs: Mapping[str, tuple[tuple[str, Brand], ...]]
    """First character -> names in other scripts, the longest first."""
    labels: Mapping[str, Label]
    trade: frozenset[str]
    kanji: tuple[str, ...]
    beside: frozenset[str]
    honest: frozenset[str]


def folded(text: str) -> str:
    """As the eye reads it: for comparing, never for showing."""
    return skeleton(text).replace("i", "l")


@cache
def table() -> _Table:
    """The shipped list, read once."""
    read = tomllib.loads(files(__package__).joinpath("brands.toml").read_text("utf-8"))
    owners: dict[str, Brand] = {}
    labels: dict[str, Label] = {}
    common = frozenset(read["not_distinctive"])
    phrases, runs = defaultdict[str, list[_Phrase]](list), defaultdict[str, list[tuple[str, Brand]]](list)
    for title, row in read["brands"].items():
        brand = Brand(title, tuple(row["domains"]))
        for domain in row["domains"]:
            owners.setdefault(domain, brand)
            label = domain.partition(".")[0]
            if len(label) >= 3 and label not in common and label not in row.get("plain", ()):
                labels.setdefault(label, Label(domain, title))
        for name, alone in [(n, False) for n in row["names"]] + [(n, True) for n in row.get("alone", ())]:
            plain = folded(name)
            if plain.isascii():
                words = tuple(_WORD.findall(plain))
                if sum(map(len, words)) < SHORTEST_NAME:  # "1&1" is read as two strokes, and so is much else
                    continue
                phrases[words[0]].append(_Phrase(words, brand, alone))
                if "'" in name:  # as it is written in a hurry
                    joined = tuple(_WORD.findall(plain.replace("'", "")))
                    phrases[joined[0]].append(_Phrase(joined, brand, alone))
            else:
                runs[plain[0]].append((plain, brand))
    return _Table(
        owners,
        {first: tuple(sorted(found, key=lambda each: -len(each.words))) for first, found in phrases.items()},
        {first: tuple(sorted(found, key=lambda each: -len(each[0]))) for first, found in runs.items()},
        labels,
        frozenset(folded(word) for word in read["words_of_trade"]),
        tuple(sorted((folded(word) for word in read["kanji_of_trade"]), key=len, reverse=True)),
        frozenset(read["words_in_domains"]),
        frozenset(read["honest_neighbours"]),
    )


@lru_cache(maxsize=16384)
def owner(host: str) -> Brand | None:
    """The owner on the list whose domain a host is, or lies under. A tenant of a hosting service is not its owner."""
    owners = table().owners
    name = host
    while "." in name:
        found = owners.get(name)
        if found is not None:
            tenant = len(registrable(host)) > len(name) and name not in _STATES
            return None if tenant else found
        name = name.partition(".")[2]
    return None


@lru_cache(maxsize=8192)
def named(name: str) -> Brand | None:
    """The owner on the list whose name a display name bears; None for any other name."""
    text = folded(name[:LONGEST_NAME])
    if _SPREAD.search(text):
        text = _SPREAD.sub(lambda spread: spread.group()[::2], text)
    known = table()
    words = _WORD.findall(text)
    numbers = {folded(each) for each in _NUMBER.findall(name[:LONGEST_NAME])}  # 500 is drawn like s, o and o
    for n, word in enumerate(words):
        for phrase in known.phrases.get(word, ()):
            end = n + len(phrase.words)
            if tuple(words[n:end]) == phrase.words and (
                not phrase.alone
                or _only_trade(
                    text, [each for each in words[:n] + words[end:] if each not in phrase.words and each not in numbers]
                )
            ):
                return phrase.brand
    if text.isascii():
        return None
    text = "".join(text.split())
    for n, sign in enumerate(text):
        for run, brand in known.runs.get(sign, ()):
            if text.startswith(run, n) and _whole(text, n, n + len(run)):
                return brand
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no Latin letter continues the name on either side."""
    before, after = text[start - 1 : start], text[end : end + 1]
    cut_left = text[start].isascii() and before.isascii() and before.isalnum()
    cut_right = text[end - 1].isascii() and after.isascii() and after.isalnum()
    return not cut_left and not cut_right


def _only_trade(text: str, others: list[str]) -> bool:
    """Whether nothing but words of trade stands in a name beside the one that was found."""
    known = table()
    if not all(word in known.trade or word.isdigit() for word in others):
        return False
    if text.isascii():
        return True
    rest = text
    for word in known.kanji:
        rest = rest.replace(word, "")
    return not any(sign.isalnum() and not sign.isascii() for sign in rest)


@lru_cache(maxsize=8192)
def is_anybodys(domain: str) -> bool:
    """Whether anybody gets a mailbox there, though the domain itself is well known."""
    return domain in FREEMAIL or organisation(domain) in FREEMAIL


__all__ = ["Brand", "Label", "folded", "is_anybodys", "named", "owner", "table"]
