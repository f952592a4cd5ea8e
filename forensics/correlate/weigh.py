"""Two mails on the scales: the evidence in words, and the verdict that it carries.

The probability is that of the learnt weights (``scale``). ``same_campaign`` means the same sending operation, whatever the lure;
``related`` that something specific is shared and not enough to say so; ``unrelated`` is said only where enough could be compared and
next to nothing is alike. A threat that followed a lure to the same reader is never called unrelated: that question stays open until
somebody knows whether the link was clicked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from forensics.correlate import doubts, words
from forensics.correlate.evidence import PLATFORM, TEXT, Evidence, Scales
from forensics.correlate.index import FAMILY, code_of, spelled
from forensics.correlate.keys import KIND_BITS
from forensics.correlate.kinds import FAMILIES, KINDS
from forensics.correlate.places import clause_place, common_clause, places
from forensics.correlate.scale import probability, weights
from forensics.model.link import Link, LinkVerdict, Reason
from forensics.model.rows import Rows
from forensics.model.stored import moment

SEQUEL, READER, SOON = 3.0, 0.3, 0.5
"""Bits of a threat after a lure, of one reader, of days between: at some ten unasked threats a mailbox and year (see ``doubts``)."""
CLICK = 1.0
"""Bits more where a log shows that the reader's own link was followed before the threat came. Little: threats come to everybody."""
_NEAR = 14 * 24
"""Hours within which a second mail may be the sequel of a first."""
LEAST = 0.5
"""Probability from which two mails are related."""
SPECIFIC = 3.0
"""Bits of one family that name an operation, from which two mails can be related."""
_NAMES_ONE = frozenset(
    FAMILIES.index(each) for each in ("wallet", "link", "tag", "kit", "sender", "network", "contact", "ids")
)
_COMPARABLE = 3
"""Families that both must have for a probability, twice as many for ``unrelated``."""


Clicks = tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Who:
    """What of a mail is told beside its traits."""

    number: int
    exhibit: str
    date_utc: str
    language: str
    to: tuple[str, ...]
    lure: bool
    """A link carries the reader's address, or is known to have been followed."""
    threat: bool
    """It names a wallet or claims a password."""
    clicks: Clicks = ()
    """The readers whose own link in it was followed, and when, as far as logs were given."""


def click_before(one: Who, other: Who) -> tuple[str, datetime] | None:
    """The click in one of the two after which the other, a threat, came to the same reader within two weeks; None without one."""
    for lure, threat in ((one, other), (other, one)):
        came = moment(threat.date_utc, UTC) if lure.clicks and threat.threat else None
        for reader, when in lure.clicks if came else ():
            if came and reader in threat.to and timedelta(0) <= came - when <= timedelta(hours=_NEAR):
                return reader, when
    return None


def is_sequel(one: Who, other: Who) -> bool:
    """Whether one of the two is a lure and the other a later threat to the same reader."""
    if not set(one.to) & set(other.to):
        return False
    return any(
        lure.lure and threat.threat and (not lure.date_utc or not threat.date_utc or lure.date_utc <= threat.date_utc)
        for lure, threat in ((one, other), (other, one))
    )


class Weigher:
    """Says of pairs of an index what is to be said, with values spelled from the table."""

    def __init__(self, scales: Scales, rows: Rows, who: Callable[[int], Who], tokens: frozenset[str]) -> None:
        self._scales, self._rows, self._who, self._tokens = scales, rows, who, tokens

    def verdict(
        self, one: int, other: int, found: Evidence, *, sequel: bool, clicked: bool = False
    ) -> tuple[LinkVerdict, float | None]:
        """The verdict and its probability for two mails by place."""
        learnt, index = weights(), self._scales.index
        chance = probability(found.bits + (SEQUEL + READER + SOON if sequel else 0.0) + (CLICK if clicked else 0.0))
        if sequel:  # mass mail follows everything: without a click that is known of, this is not decided
            chance = min(chance, 0.89) if "wallet" not in _names(found) else chance
        comparable = (index.known[one] & index.known[other]).bit_count()
        shown: float | None = round(min(0.99, max(0.01, chance)), 2)
        if chance >= learnt.same and not sequel:
            return LinkVerdict.SAME_CAMPAIGN, shown
        specific = any(
            self._scales.weights[family] * strength >= SPECIFIC
            for family, strength in found.strengths.items()
            if family in _NAMES_ONE
        )
        if chance >= LEAST and (specific or clicked):
            return LinkVerdict.RELATED, shown
        if chance <= learnt.unrelated and comparable >= 2 * _COMPARABLE and not sequel:
            return LinkVerdict.UNRELATED, shown
        if not found.strengths and comparable < _COMPARABLE and not sequel:
            return LinkVerdict.INCONCLUSIVE, None  # next to nothing to compare: no ground for a number
        return LinkVerdict.INCONCLUSIVE, shown

    def link(self, one: int, other: int, found: Evidence, *, whole: bool = False) -> Link:
        """The comparison in full. ``whole``: with the places, and with what would decide it."""
        index = self._scales.index
        if index.mails[one] > index.mails[other]:
            one, other = other, one
        a, b = self._who(index.mails[one]), self._who(index.mails[other])
        sequel, click = is_sequel(a, b), click_before(a, b)
        clicked = sequel and click is not None
        verdict, chance = self.verdict(one, other, found, sequel=sequel, clicked=clicked)
        lines = dict(spelled(self._rows, a.number))
        shared = self._scales.shared(one, other)
        for_ = [
            self._shared(shared[family], found.strengths[family], lines, (a, b), whole=whole)
            if family != TEXT
            else self._text(found, (a, b), whole=whole)
            for family in found.strengths
        ]
        for_.sort(key=lambda reason: (-reason.bits, reason.trait, reason.value))
        for_ += [words.followed(*click, CLICK)] if sequel and click else []
        for_ += _circumstances(a, b, sequel=sequel)
        against = [words.chance(self._scales.prior), *self._against(one, other, found, a, b)]
        unknown = self._unknown(one, other, verdict, sequel=sequel)
        strengths = {FAMILIES[f]: self._scales.weights[f] * s for f, s in found.strengths.items() if f != PLATFORM}
        platform = lines.get(shared.get(PLATFORM, 0), "")[2:]
        alternative = doubts.rival(strengths, platform, sequel=sequel)
        decide: tuple[Reason, ...] = ()
        if whole:
            decide = doubts.deciding(sequel=sequel, clicked=clicked, links=True, wallet=a.threat or b.threat)
        return Link(
            a.exhibit, b.exhibit, verdict, chance, tuple(for_), tuple(against), tuple(unknown), alternative, decide
        )

    def _text(self, found: Evidence, pair: tuple[Who, Who], *, whole: bool) -> Reason:
        wanted = frozenset(clause >> 6 for clause in found.clauses)
        clause = common_clause(self._rows, pair[0].number, wanted)
        where = tuple(clause_place(self._rows, who.number, who.exhibit, wanted) for who in pair) if whole else ()
        likeness = found.strengths[TEXT]
        bits = self._scales.weights[TEXT] * likeness
        return words.text(clause, bits, clauses=len(found.clauses), likeness=likeness, places=where)

    def _shared(
        self, number: int, strength: float, lines: dict[int, str], pair: tuple[Who, Who], *, whole: bool
    ) -> Reason:
        bits = self._scales.weights[FAMILY[number & KIND_BITS]] * strength
        line = lines.get(number, "")
        kind = KINDS[code_of(number)]
        value = line[2:]
        if whole and line:
            where = tuple(place for who in pair for place in places(self._rows, who.number, who.exhibit, line))
        else:
            where = ()
        token = kind.name == "domain" and value in self._tokens
        held = self._scales.index.held[number]
        return words.shared(kind.name, value, bits, held=held, token=token, places=where)

    def _against(self, one: int, other: int, found: Evidence, a: Who, b: Who) -> list[Reason]:
        language, date, places_differ, texts_differ, years = (
            weight * strength for weight, strength in zip(self._scales.against, found.against, strict=True)
        )
        index, out = self._scales.index, []
        if found.against[0]:
            out.append(words.languages(a.language, b.language, language))
        if found.against[2]:
            out.append(words.infrastructure("", places_differ))
        if found.against[3]:
            out.append(words.texts(texts_differ))
        if date + years <= -0.1:
            out.append(words.far_apart(round(abs(index.days[one] - index.days[other])), date + years))
        return out

    def _unknown(self, one: int, other: int, verdict: LinkVerdict, *, sequel: bool) -> list[Reason]:
        out = [words.unknown_password(), words.unknown_others()] if sequel else []
        if verdict is LinkVerdict.SAME_CAMPAIGN:
            return out
        out.append(words.not_looked_up(""))
        index = self._scales.index
        single = index.known[one] ^ index.known[other]
        families = [family for n, family in enumerate(FAMILIES) if single >> n & 1]
        if families:
            out.append(words.not_compared(families))
        return out


def _names(found: Evidence) -> set[str]:
    return {FAMILIES[family] for family in found.strengths}


def _circumstances(one: Who, other: Who, *, sequel: bool) -> list[Reason]:
    """What is weak alone: the reader, the time between. They count only where a threat follows a lure."""
    common = sorted(set(one.to) & set(other.to))
    if not common:
        return []
    out = [words.same_reader(common[0], READER if sequel else 0.0)]
    hours = _hours(one, other)
    if hours is not None and hours <= _NEAR:
        out.append(words.soon_after(hours, SOON if sequel else 0.0))
    return [words.sequel(SEQUEL), *out] if sequel else out


def _hours(one: Who, other: Who) -> float | None:
    try:
        first, second = datetime.fromisoformat(one.date_utc), datetime.fromisoformat(other.date_utc)
        return abs((second - first).total_seconds()) / 3600
    except (TypeError, ValueError):  # one with a zone and one without, or no date at all
        return None
