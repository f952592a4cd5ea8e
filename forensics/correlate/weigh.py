"""Two mails on the scales: evidence for, against and unknown, and the verdict that it carries.

In the manner of Fellegi and Sunter (1969): bits of evidence add up, but of one family only the strongest counts, for a host and
the path on it are one cause. The verdict ``same_campaign`` needs a probability of 0.9 and something that settles it: one wallet, one
host whose links carry the reader's address, or two strong families that do not depend on each other. ``unrelated`` is never said
because nothing was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from forensics.correlate import words
from forensics.correlate.rarity import bits, prior
from forensics.correlate.traits import Index, Key, Who
from forensics.model.link import Link, LinkVerdict, Reason

STRONG = 6.0
"""Bits that make a family strong."""
MOST_TEXT = 14.0
"""Bits that all shared sentences together may give."""
SURE, LIKELY = 0.9, 0.5
_INDEPENDENT = ("link", "kit", "contact", "text", "file", "network")
_FAR = 180
"""Days."""
_NEAR = 14 * 24
"""Hours within which a second mail may be the sequel of a first."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A link and the bits behind it."""

    link: Link
    total: float
    """Sum of all evidence, without the prior."""
    families: dict[str, float]


def weigh(
    index: Index, one: Who, other: Who, shared: Iterable[Key], known: dict[int, frozenset[str]], *, sequel: bool
) -> Weighed:
    """Compare two mails. ``shared``: the keys that both hold. ``known``: mail -> families of which it has any value.

    ``sequel``: the first carries a link with the reader's address, the second a threat.
    """
    total_mails = len(index.mails)
    best: dict[str, Reason] = {}
    text_bits, lines = 0.0, 0
    token_host = False
    for family, kind, value in sorted(shared):
        weight = bits(family, len(index.holders[family, kind, value]), total_mails)
        token = kind == "domain" and value in index.tokens
        token_host = token_host or (token and weight >= STRONG)
        if family == "text":
            lines += 1
            text_bits += weight / (1 if lines == 1 else 3)
        if family not in best or weight > best[family].bits:
            best[family] = words.shared(family, kind, value, weight, token=token)
    if lines > 1:
        top = best["text"]
        best["text"] = words.shared("text", top.trait, top.value, min(MOST_TEXT, text_bits), more=lines - 1)
    families = {family: reason.bits for family, reason in best.items()}
    for_ = sorted(best.values(), key=lambda reason: (-reason.bits, reason.trait, reason.value))
    against = _against(one, other, families, known)
    for_ += _circumstances(one, other)
    total = sum(reason.bits for reason in for_) + sum(reason.bits for reason in against)
    verdict, probability = _verdict(families, total + prior(total_mails), lines, token_host)
    unknown = _unknown(families, verdict, sequel)
    first, second = (one, other) if one.number < other.number else (other, one)
    link = Link(first.exhibit, second.exhibit, verdict, probability, tuple(for_), tuple(against), tuple(unknown))
    return Weighed(link, total, families)


def _verdict(
    families: dict[str, float], total: float, lines: int, token_host: bool
) -> tuple[LinkVerdict, float | None]:
    strong = [family for family in _INDEPENDENT if families.get(family, 0) >= STRONG]
    if "link" in strong and "kit" in strong:
        strong.remove("kit")  # the path on the same host is the same cause
    settles = "wallet" in families or token_host or len(strong) >= 2 or (lines >= 3 and "sender" in families)
    probability = min(0.99, max(0.01, 1 / (1 + 2.0 ** min(60.0, -total))))
    if settles and probability >= SURE:
        return LinkVerdict.SAME_CAMPAIGN, round(probability, 2)
    if not families or max(families.values()) < 3:
        return LinkVerdict.INCONCLUSIVE, None  # nothing rare in common: no ground for a number
    probability = min(probability, 0.89)
    return (LinkVerdict.RELATED if probability >= LIKELY else LinkVerdict.INCONCLUSIVE), round(probability, 2)


def _against(one: Who, other: Who, families: dict[str, float], known: dict[int, frozenset[str]]) -> list[Reason]:
    out = []
    if "und" not in (one.language, other.language) and one.language != other.language:
        out.append(words.languages(one.language, other.language))
    apart = _networks_differ(one.origin_ip, other.origin_ip)
    both = known.get(one.number, frozenset()) & known.get(other.number, frozenset())
    links_differ = "link" in both and "link" not in families
    if (apart or links_differ) and not families.keys() & {"link", "network", "kit"}:
        out.append(words.infrastructure(f"{one.origin_ip} / {other.origin_ip}" if apart else ""))
    if "text" in both and "text" not in families:
        out.append(words.texts())
    hours = _hours(one, other)
    if hours is not None and hours > _FAR * 24:
        out.append(words.far_apart(int(hours // 24)))
    return out


def _circumstances(one: Who, other: Who) -> list[Reason]:
    """What is weak alone: the reader, the time between. Time counts only with the reader."""
    common = sorted(set(one.to) & set(other.to))
    if not common:
        return []
    out = [words.same_reader(common[0])]
    hours = _hours(one, other)
    if hours is not None and hours <= _NEAR:
        out.append(words.soon_after(hours))
    return out


def _unknown(families: dict[str, float], verdict: LinkVerdict, sequel: bool) -> list[Reason]:
    if verdict is LinkVerdict.SAME_CAMPAIGN and "wallet" in families:
        return []
    out = [words.unknown_password(), words.unknown_others()] if sequel else []
    return [*out, words.not_looked_up("")]


def _networks_differ(one: str, other: str) -> bool:
    """Different neighbourhoods: /16 for IPv4, /32 for IPv6. Unknown is not different."""
    if not one or not other:
        return False
    try:
        first, second = ip_address(one), ip_address(other)
    except ValueError:
        return False
    if first.version != second.version:
        return True
    keep = 2 if first.version == 4 else 4
    return first.packed[:keep] != second.packed[:keep]


def _hours(one: Who, other: Who) -> float | None:
    if not one.date_utc or not other.date_utc:
        return None
    try:
        return (
            abs((datetime.fromisoformat(other.date_utc) - datetime.fromisoformat(one.date_utc)).total_seconds()) / 3600
        )
    except (TypeError, ValueError):  # one with a zone and one without, or no date at all
        return None
