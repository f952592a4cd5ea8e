"""Who followed a link, when, and of whom that cannot be told: the part of 'who is affected' that rests on the house's own logs.

Why it matters: these are the people to be asked first. The logs also name machines and users of the house; a copy that is handed out
numbers them, so that a reader still sees that two lines speak of the same one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model import stored
from forensics.model.click import Outcome
from forensics.model.report import Block, Grid, Paragraph
from forensics.report.voice import moment
from forensics.views.clicks import doubts, requested, sure
from forensics.views.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from forensics.model.click import Click, LogRead
    from forensics.model.report import CaseFacts
    from forensics.report.voice import Voice

MOST_CLICKS = 300
MOST_LOGS = 50
MOST_NAMED = 12


def clicked(facts: CaseFacts, hostile: Mapping[str, tuple[str, ...]], voice: Voice) -> list[Block]:
    """``hostile``: readers of hostile mails with the mails that name them. Nothing where there are neither such readers nor logs."""
    if not facts.logs:
        return [Paragraph(voice.word("clicks no logs"), "note")] if hostile else []
    blocks: list[Block] = [Paragraph(voice.word("clicks"), "label"), Paragraph(voice.word("clicks logs"))]
    blocks.append(_logs(facts.logs, voice))
    sure_ones = followers(facts.clicks)
    if sure_ones:
        names = [voice.quote(reader) for reader in sure_ones]
        first = when(next(iter(sure_ones.values())), voice)
        told = voice.word("clicks followed", n=len(names), readers=voice.names(names, MOST_NAMED), first=first)
        blocks.append(Paragraph(told, "warning"))
    else:
        blocks.append(Paragraph(voice.word("clicks nobody"), "note"))
    stopped = dict.fromkeys(
        click.reader
        for click in facts.clicks
        if click.by_reader and click.outcome is Outcome.REFUSED and click.reader not in sure_ones
    )
    if stopped:
        names = [voice.quote(reader) for reader in stopped]
        blocks.append(
            Paragraph(voice.word("clicks refused", n=len(names), readers=voice.names(names, MOST_NAMED)), "note")
        )
    if facts.clicks:
        blocks.append(_clicks(facts.clicks, voice))
    told_of = {*sure_ones, *stopped}
    blocks += _others(facts, {reader: mails for reader, mails in hostile.items() if reader not in told_of}, voice)
    return blocks


def followers(clicks: Iterable[Click]) -> dict[str, Click]:
    """Reader -> the first time that this reader's own link was followed, not by a machine and not refused.

    In order of time; those whose time cannot be placed come last.
    """
    found: dict[str, Click] = {}
    for click in clicks:
        if click.by_reader and click.outcome is not Outcome.REFUSED:
            known = found.get(click.reader)
            if known is None or _rank(click) < _rank(known):
                found[click.reader] = click
    return dict(sorted(found.items(), key=lambda each: (_rank(each[1]), each[0])))


def _rank(click: Click) -> tuple[bool, float]:
    time = click.request.time
    return time is None, time.timestamp() if time else 0.0


def when(click: Click, voice: Voice) -> str:
    """The time of a click as one reads it."""
    return moment(click.request.time.isoformat()) if click.request.time else voice.word("undated")


def _logs(logs: Sequence[LogRead], voice: Voice) -> Grid:
    rows = tuple(
        (
            voice.quote(log.name),
            log.form or "-",
            f"{log.lines:,}",
            moment(log.first) or "-",
            moment(log.last) or "-",
            f"{log.matched:,}",
            f"{log.unread:,}",
            log.sha256,
        )
        for log in logs[:MOST_LOGS]
    )
    heads = voice.heads("log", "log form", "log lines", "log from", "log to", "log met", "log unread")
    return Grid((*heads, "SHA-256"), rows, voice.cut(len(rows), len(logs)), wide=(7,))


def _clicks(clicks: Sequence[Click], voice: Voice) -> Grid:
    """Those of the links themselves first, then visits and pictures; each by time."""
    ordered = [*(each for each in clicks if each.followed), *(each for each in clicks if not each.followed)]
    people = _People(voice)
    rows = []
    for click in ordered[:MOST_CLICKS]:
        asked = click.request
        came = word(f"outcome {click.outcome.value}", voice.language)
        more = voice.quote(doubts(click, voice.language))
        rows.append(
            (
                when(click, voice),
                voice.names(click.exhibits),
                voice.names([voice.quote(reader) for reader in click.readers]),
                people.named("machine n", asked.client),
                people.named("user n", asked.user),
                voice.quote(requested(click)),
                f"{sure(click, voice.language)} ({more})" if more else sure(click, voice.language),
                f"{came} ({asked.status})" if asked.status is not None else came,
                voice.quote(click.place),
            )
        )
    heads = voice.heads("time", "exhibit", "whose link", "machine", "user", "asked for", "how sure", "outcome", "log")
    return Grid(heads, tuple(rows), voice.cut(len(rows), len(clicks)), wide=(2, 5), indicators=(5,))


class _People:
    """Machines and users by name, or by a number each in a masked copy, in the order in which they come."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._numbers: dict[str, dict[str, int]] = {}

    def named(self, kind: str, name: str) -> str:
        if not name:
            return "-"
        if not self._voice.redact:
            return self._voice.quote(name)
        known = self._numbers.setdefault(kind, {})
        return self._voice.word(kind, n=known.setdefault(name.lower(), len(known) + 1))


def _others(facts: CaseFacts, left: Mapping[str, tuple[str, ...]], voice: Voice) -> list[Block]:
    """Readers of whom no click can be told, and their mails that came when no log was being written."""
    if not left:
        return []
    names = [voice.quote(reader) for reader in left]
    blocks: list[Block] = [Paragraph(voice.word("clicks not", n=len(names), readers=voice.names(names, MOST_NAMED)))]
    spans = [(stored.moment(log.first), stored.moment(log.last)) for log in facts.logs if log.first]
    came = {str(mail["exhibit"]): stored.moment(str(mail.get("date") or "")) for mail in facts.mails}
    theirs = dict.fromkeys(exhibit for exhibits in left.values() for exhibit in exhibits)
    outside = [exhibit for exhibit in came if exhibit in theirs and not _within(came[exhibit], spans)]
    if outside:
        told = voice.word("clicks outside", n=len(outside), exhibits=voice.names(outside, MOST_NAMED))
        blocks.append(Paragraph(told, "note"))
    return blocks


def _within(came: datetime | None, spans: Iterable[tuple[datetime | None, datetime | None]]) -> bool:
    return came is not None and any(first and last and first <= came <= last for first, last in spans)
