"""The chapters that say what was found: summary, scope, evidence, findings, timeline."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from forensics.model.finding import HOSTILE, Kind, Verdict
from forensics.model.report import Block, Bullets, Card, Grid, Paragraph, Picture, Section
from forensics.report.acts import detail
from forensics.report.picture import timeline_svg
from forensics.report.rows import gathered, without_empty
from forensics.report.voice import moment
from forensics.views.timeline import Timeline
from forensics.views.wording import act, place
from forensics.views.words import heading

if TYPE_CHECKING:
    from forensics.model.event import Event
    from forensics.model.evidence import Evidence
    from forensics.model.finding import Finding
    from forensics.model.report import CaseFacts
    from forensics.report.voice import Voice

MOST_EXHIBITS = 2_000
MOST_ROWS = 200
MOST_GATHERED = 2_000
"""Answers to one question that are looked at for rows that say the same."""
MOST_EVENTS = 60
MOST_CUSTODY = 40
MOST_SOURCES = 2
MOST_NAMED = 12
"""Exhibits in one cell."""
ANSWERED = (Verdict.YES, Verdict.UNCLEAR)


def summary(facts: CaseFacts, voice: Voice, lines: tuple[str, ...]) -> Section:
    """For a reader in a hurry."""
    files = sum(item.kind == "file" for item in facts.evidence)
    lead = voice.word("counts" if files else "counts of mails", mails=len(facts.mails), files=files)
    lead += ("" if voice.language == "ja" else " ") + _flagged(facts, voice)
    dates = sorted((str(mail["date"]) for mail in facts.mails if mail["date"]), key=_in_time)
    if dates:
        lead += ("" if voice.language == "ja" else " ") + voice.word(
            "span", first=voice.at(dates[0]), last=voice.at(dates[-1])
        )
    blocks: list[Block] = [Paragraph(lead if facts.mails else voice.word("no mails"), "lead")]
    judged = _judged(facts, voice)
    if judged:
        blocks.append(Paragraph(voice.word("judged", counts=judged)))
    blocks += [Paragraph(voice.word("telling")), Bullets(lines, ordered=True)]
    return Section("summary", voice.word("summary"), tuple(blocks))


def _flagged(facts: CaseFacts, voice: Voice) -> str:
    """How many mails are bad; where nobody judged them, how many drew a finding."""
    kinds = [str(mail.get("verdict") or "") for mail in facts.mails]
    if any(kinds):
        return voice.word("bad mails", n=sum(kind in HOSTILE for kind in kinds))
    return voice.word(
        "flagged", n=len({exhibit for exhibit, finding in facts.findings if finding.answer is Verdict.YES})
    )


def _judged(facts: CaseFacts, voice: Voice) -> str:
    """How many mails are of which kind, as the verdict says; empty where none was given."""
    given = Counter(str(mail.get("verdict") or "") for mail in facts.mails)
    comma = "、" if voice.language == "ja" else ", "
    return comma.join(
        f"{heading(kind.value, voice.language)} {given[kind.value]:,}" for kind in Kind if given[kind.value]
    )


def _in_time(date: str) -> tuple[int, str]:
    """A key by which dates of different zones are in order: whole seconds, also at the ends of the calendar."""
    at = datetime.fromisoformat(date)
    seconds = at.toordinal() * 86_400 + at.hour * 3_600 + at.minute * 60 + at.second
    offset = at.utcoffset()
    return seconds - (int(offset.total_seconds()) if offset else 0), date


def scope(facts: CaseFacts, voice: Voice) -> Section:
    """What was asked, and what the examiner said beforehand about the organisation."""
    settings = facts.settings
    unsaid = voice.word("unsaid")
    rows = [
        (voice.word("title"), voice.quote(settings.title) or unsaid),
        (voice.word("examiner"), settings.examiner or unsaid),
        (voice.word("time_zone"), settings.time_zone),
        (voice.word("own_domains"), ", ".join(settings.own_domains) or unsaid),
        (voice.word("own_relays"), voice.quote(", ".join(settings.own_relays)) or unsaid),
        (voice.word("own_authserv_ids"), voice.quote(", ".join(settings.own_authserv_ids)) or unsaid),
    ]
    return Section(
        "scope",
        voice.word("scope"),
        (Paragraph(voice.word("scope text")), Grid(voice.heads("setting", "is"), tuple(rows))),
    )


def evidence(facts: CaseFacts, voice: Voice) -> Section:
    """Every original with its hash, and who handled it."""
    told = {str(mail["exhibit"]): mail for mail in facts.mails}
    mails = [item for item in facts.evidence if item.kind == "mail"]
    rows = []
    for item in mails[:MOST_EXHIBITS]:
        mail = told.get(item.exhibit, {})
        who = voice.quoted((mail.get("from_address"), mail.get("to"), mail.get("subject"), moment(mail.get("date"))))
        rows.append((item.exhibit, *who, f"{item.size:,}", item.sha256, _sources(item, voice)))
    heads = voice.heads("exhibit", "from", "to", "subject", "date", "size", "sha256", "source")
    blocks: list[Block] = [
        Paragraph(voice.word("evidence text")),
        Grid(heads, tuple(rows), voice.cut(len(rows), len(mails)), wide=(1, 2, 6, 7), indicators=(1,)),
    ]
    files = [item for item in facts.evidence if item.kind == "file"]
    if files:
        file_rows = tuple(
            (i.exhibit, f"{i.size:,}", i.sha256, _sources(i, voice), voice.quote(facts.problems.get(i.exhibit, "")))
            for i in files[:MOST_EXHIBITS]
        )
        note = voice.cut(len(file_rows), len(files))
        blocks.append(Grid(voice.heads("exhibit", "size", "sha256", "source", "why not"), file_rows, note, wide=(2, 3)))
    return Section("evidence", voice.word("evidence"), tuple(blocks))


def custody(facts: CaseFacts, voice: Voice) -> Section:
    """The log of who did what, in a chapter of its own: its times are the only thing that differs when a case is built twice."""
    blocks: list[Block] = []
    if facts.verified is None:
        blocks.append(Paragraph(voice.word("not verified"), "note"))
    elif facts.verified:
        blocks += [Paragraph(voice.word("damaged", what=voice.quote(what)), "warning") for what in facts.verified[:20]]
    else:
        blocks.append(Paragraph(voice.word("verified"), "good"))
    if facts.custody_head:
        blocks.append(Paragraph(voice.word("custody head", n=len(facts.custody), head=facts.custody_head)))
    shown = facts.custody[:MOST_CUSTODY]
    rows = tuple(
        (
            voice.quote(voice.at(line.get("time"))),
            voice.quote(line.get("who")),
            act(voice.quote(line.get("what")), voice.language),
            detail(line, voice),
        )
        for line in shown
    )
    if rows:
        blocks.append(
            Grid(voice.heads("time", "who", "what", "act detail"), rows, voice.cut(len(rows), len(facts.custody)))
        )
    return Section("custody", voice.word("custody title"), tuple(blocks))


def _sources(item: Evidence, voice: Voice) -> str:
    """Where it was found."""
    paths = list(dict.fromkeys(voice.file_name(str(source)) for source in item.sources))
    shown = "; ".join(paths[:MOST_SOURCES])
    more = len(paths) - MOST_SOURCES
    return f"{shown}; {voice.word('seen again', n=more)}" if more > 0 else shown


def findings(facts: CaseFacts, voice: Voice) -> Section:
    """How every question was answered, then a card for each question that some mail answers with yes or unclear."""
    groups: dict[str, list[tuple[str, Finding]]] = {}
    for exhibit, finding in facts.findings:
        if finding.answer in ANSWERED:
            groups.setdefault(finding.rule, []).append((exhibit, finding))
    ranked = sorted(groups.items(), key=lambda item: (_weight(item[1]), item[0]))
    blocks: list[Block] = [Paragraph(voice.word("findings text")), _tally(facts, voice)]
    blocks += [_card(group, voice) for _, group in ranked]
    if not groups:
        blocks.append(Paragraph(voice.word("no findings"), "note"))
    return Section("findings", voice.word("findings"), tuple(blocks))


def _weight(group: list[tuple[str, Finding]]) -> tuple[bool, float]:
    """Rules with a yes first, the strongest of them at the top."""
    said_yes = [finding.strength for _, finding in group if finding.answer is Verdict.YES]
    return (not said_yes, -max(said_yes, default=0.0))


def _tally(facts: CaseFacts, voice: Voice) -> Grid:
    counts: dict[str, dict[Verdict, int]] = {}
    questions: dict[str, str] = {}
    for _, finding in facts.findings:
        if finding.rule not in questions:
            questions[finding.rule] = voice.of(finding.question) or finding.rule
        row = counts.setdefault(finding.rule, dict.fromkeys(Verdict, 0))
        row[finding.answer] += 1
    rows = tuple((questions[rule], *(f"{counts[rule][answer]:,}" for answer in Verdict)) for rule in sorted(counts))
    return Grid(voice.heads("question", *(answer.value for answer in Verdict)), rows)


def _card(group: list[tuple[str, Finding]], voice: Voice) -> Card:
    """One question: which mails answer it how, and what that rests on. Mails that answer it alike share a row."""
    first = group[0][1]
    yes = sum(finding.answer is Verdict.YES for _, finding in group)
    told = gathered(
        (
            exhibit,
            (
                f"{voice.word(finding.answer.value)} ({finding.strength:.0%})",
                voice.finding(finding),
                voice.grounds(finding.grounds),
                voice.grounds(finding.against),
            ),
        )
        for exhibit, finding in group[:MOST_GATHERED]
    )
    named = tuple((voice.names(exhibits, MOST_NAMED), *cells) for exhibits, cells in told[:MOST_ROWS])
    heads, rows = without_empty(voice.heads("exhibit", "answer", "finding", "rests on", "speaks against"), named)
    shown = sum(len(exhibits) for exhibits, _ in told[:MOST_ROWS])
    grid = Grid(heads, rows, voice.cut(shown, len(group)), wide=(3, 4))
    said = voice.word("answered", yes=yes, unclear=len(group) - yes)
    return Card(voice.of(first.question) or first.rule, said, "warning" if yes else "note", (grid,))


def timeline(facts: CaseFacts, voice: Voice) -> Section:
    """The figure, and the moments behind it."""
    told = [_masked(event, voice) for event in facts.events]
    view = Timeline(told, voice.language, facts.settings.time_zone, windows=facts.windows)
    svg = timeline_svg(view)
    blocks: list[Block] = [Paragraph(voice.word("timeline text"))]
    if svg:
        blocks.append(Picture(svg, view.describe(), voice.word("figure")))
    else:
        blocks.append(Paragraph(voice.word("no figure"), "note"))
    shown = view.events[:MOST_EVENTS]
    rows = tuple(
        (
            voice.at(event.time.isoformat()) if event.time else voice.word("undated"),
            event.exhibit,
            heading(event.what, voice.language),
            voice.word(event.certainty.value),
            place(event.source, voice.language),
            event.label,
        )
        for event in shown
    )
    heads = voice.heads("time", "exhibit", "kind of moment", "certainty", "place", "words")
    blocks.append(Grid(heads, rows, voice.cut(len(rows), len(view.events))))
    return Section("timeline", voice.word("timeline"), tuple(blocks))


def _masked(event: Event, voice: Voice) -> Event:
    return replace(event, label=voice.quote(event.label), source=voice.quote(event.source))
