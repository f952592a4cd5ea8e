"""A campaign over time: waves, templates, hosts, machines, wallets, sums, readers, languages; its most typical mail and those at its edge.

Why it matters: offenders change hosts by the day, wordings by the month and prices with the rate; what changes together tells who
follows whom, and a mail that shares little with the others is where a campaign may hold a stranger. Everything names its mails.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from forensics.correlate import rhythm
from forensics.correlate.keys import CODES, KIND_BITS, unpacked
from forensics.correlate.kinds import FAMILIES, KINDS
from forensics.correlate.scale import weights
from forensics.model.portrait import Aspect, Stretch
from forensics.model.rows import Rows
from forensics.model.stored import moment, readers

ALIKE = 0.5
"""Share of common clauses from which two texts are one template."""
MOST_TEMPLATES = 40
"""Templates that a text is held against, the latest first."""
MOST_OF_AN_ASPECT = 200
MOST_EDGE = 5
EDGE = 0.5
"""A mail that has less than this of what the most typical one has in common with the others is at the edge."""
_ASPECTS = {"ld": Aspect.LINKED_HOST, "li": Aspect.LINKED_HOST, "lb": Aspect.LINKED_HOST, "sd": Aspect.SENDER, "ni": Aspect.MACHINE, "wa": Aspect.WALLET}  # fmt: skip
_MAILS = (
    'SELECT m.exhibit, coalesce(m.received, m.date), m.date, m.language, m."to", m.subject, t.held, t.numbers, t.clauses, m.number '
    "FROM mails m JOIN traits t ON t.mail = m.number WHERE m.exhibit IN (SELECT value FROM json_each(?)) ORDER BY m.number"
)
_SUMS = (
    "SELECT DISTINCT m.exhibit, s.value FROM sightings s JOIN mails m ON m.number = s.mail "
    "WHERE s.kind = 'amount' AND m.exhibit IN (SELECT value FROM json_each(?)) ORDER BY s.mail, s.n"
)


@dataclass(frozen=True, slots=True)
class _Mail:
    exhibit: str
    time: datetime | None
    """When the reader's server took it, else when it says it was sent; in UTC."""
    language: str
    to: tuple[str, ...]
    subject: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    clauses: frozenset[int]


def portrait(rows: Rows, exhibits: Sequence[str]) -> list[Stretch]:
    """All that is told of the campaign of these mails, aspect by aspect; within one by first mail."""
    wanted = json.dumps(list(exhibits))
    mails = sorted(
        map(_mail, rows.execute(_MAILS, (wanted,))), key=lambda mail: (mail.time is None, mail.time or _NEVER)
    )
    sums = defaultdict(list)
    for exhibit, value in rows.execute(_SUMS, (wanted,)):
        sums[exhibit].append(value)
    of: dict[Aspect, dict[str, list[_Mail]]] = defaultdict(lambda: defaultdict(list))
    for mail in mails:
        of[Aspect.LANGUAGE][mail.language].append(mail)
        for box in mail.to:
            of[Aspect.RECIPIENT][box].append(mail)
        for value in sums.get(mail.exhibit, ()):
            of[Aspect.DEMAND][value].append(mail)
        for line in mail.lines:
            aspect = _ASPECTS.get(line[:2])
            if aspect is not None:
                of[aspect][line[2:]].append(mail)
    told = [*_waves(mails), *_templates(mails)]
    for aspect in Aspect:
        values = list(of[aspect].items())[:MOST_OF_AN_ASPECT]
        told += [_stretch(aspect, value, held, len(held) / len(mails)) for value, held in values]
    told += [*_places(mails), *_rhythm(mails)]
    order = list(Aspect)
    return sorted(told, key=lambda each: order.index(each.aspect))


_NEVER = datetime.max.replace(tzinfo=UTC)


def _mail(row: tuple[str, str | None, str | None, str | None, str | None, str | None, str, bytes, bytes, int]) -> _Mail:
    exhibit, received, date, language, to, subject, held, numbers, clauses, _ = row
    return _Mail(
        exhibit, _time(received) or _time(date), language or "und", readers(to), subject or "",
        tuple(dict.fromkeys(held.split("\n"))), tuple(unpacked(numbers)), frozenset(unpacked(clauses)),
    )  # fmt: skip


def _time(written: str | None) -> datetime | None:
    found = moment(written)
    try:
        return found.astimezone(UTC) if found else None
    except OverflowError:  # at the very edge of the calendar
        return None


def _stretch(aspect: Aspect, value: str, mails: Sequence[_Mail], share: float | None) -> Stretch:
    times = [mail.time for mail in mails if mail.time is not None]
    first, last = (min(times).isoformat(), max(times).isoformat()) if times else ("", "")
    return Stretch(
        aspect, value, first, last, tuple(mail.exhibit for mail in mails), None if share is None else round(share, 3)
    )


def _waves(mails: Sequence[_Mail]) -> Iterator[Stretch]:
    found = rhythm.waves([(mail.time, mail.exhibit) for mail in mails if mail.time is not None])
    for number, wave in enumerate(found, 1):
        names, times = tuple(exhibit for _, exhibit in wave), [time for time, _ in wave]
        yield Stretch(
            Aspect.WAVE,
            str(number),
            times[0].isoformat(),
            times[-1].isoformat(),
            names,
            round(len(wave) / len(mails), 3),
        )
    for before, after in pairwise(found):
        (end, last), (begin, first) = before[-1], after[0]
        yield Stretch(Aspect.SILENCE, f"{(begin - end).days} d", end.isoformat(), begin.isoformat(), (last, first))


def _templates(mails: Iterable[_Mail]) -> Iterator[Stretch]:
    """Texts that share half of their clauses with the first of them; a changed text is a template of its own."""
    found: list[list[_Mail]] = []
    for mail in mails:
        known = next((each for each in found[-MOST_TEMPLATES:][::-1] if _alike(each[0], mail) >= ALIKE), None)
        if known is None:
            found.append([mail])
        else:
            known.append(mail)
    before: _Mail | None = None
    for each in found:
        yield _stretch(Aspect.TEMPLATE, each[0].subject, each, _alike(before, each[0]) if before else None)
        before = each[0]


def _alike(one: _Mail, other: _Mail) -> float:
    if one.clauses or other.clauses:
        return len(one.clauses & other.clauses) / len(one.clauses | other.clauses)
    return float(one.subject == other.subject)


def _places(mails: Sequence[_Mail]) -> Iterator[Stretch]:
    """The mail that has most in common with the others, and those that have least: of each family its commonest trait counts."""
    learnt = weights().families
    weight = [learnt.get(KINDS[code].family, 0.0) for code in CODES]
    family = [FAMILIES.index(KINDS[code].family) for code in CODES]
    held = Counter(number for mail in mails for number in set(mail.numbers))
    scores = []
    for mail in mails:
        best: dict[int, float] = {}
        for number in mail.numbers:
            kind = number & KIND_BITS
            common = weight[kind] * (held[number] - 1)
            best[family[kind]] = max(best.get(family[kind], 0.0), common)
        scores.append(sum(best.values()))
    if len(mails) < 3:
        return
    top = max(scores)
    yield _stretch(Aspect.TYPICAL, mails[scores.index(top)].subject, [mails[scores.index(top)]], 1.0)
    edge = sorted((score, place) for place, score in enumerate(scores) if score < EDGE * top)[:MOST_EDGE]
    for score, place in edge:
        yield _stretch(Aspect.EDGE, mails[place].subject, [mails[place]], score / top)


def _rhythm(mails: Sequence[_Mail]) -> Iterator[Stretch]:
    moments = [(mail.time, mail.exhibit) for mail in mails if mail.time is not None]
    told = rhythm.working_hours(moments)
    if told:
        zones, share = told
        value = ", ".join(f"UTC{zone:+d}" for zone in zones)
        yield Stretch(
            Aspect.HOURS, value, moments[0][0].isoformat(), moments[-1][0].isoformat(),
            tuple(exhibit for _, exhibit in moments), round(share, 3),
        )  # fmt: skip
