"""The chapters that say how sure it is and what is left: links, observables, not examined, advice, method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.model.answer import Status
from forensics.model.finding import Verdict
from forensics.model.kinds import WALLETS, kind_name
from forensics.model.link import LinkVerdict
from forensics.model.report import Block, Bullets, Card, Grid, Paragraph, Section
from forensics.report.chapters_people import answers_grid
from forensics.report.telling import undecided
from forensics.views.wording import shared_value
from forensics.views.words import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forensics.model.finding import Finding
    from forensics.model.link import Campaign, Reason
    from forensics.model.report import CaseFacts, Row
    from forensics.report.telling import Question
    from forensics.report.voice import Voice

MOST_LINKS = 25
MOST_CAMPAIGNS = 50
MOST_OBSERVABLES = 1_000
MOST_ANSWERS = 500
MOST_REASONS = 12
MOST_LISTED = 200
DAY = len("2026-03-03")
LIMIT = "limit"
"""What was not read of a mail: said under the findings, and nothing that a mail points to."""
TONE = {LinkVerdict.SAME_CAMPAIGN: "warning", LinkVerdict.RELATED: "warning"}


def links(facts: CaseFacts, voice: Voice) -> Section:
    """Campaigns first, then the pairs that the evidence does not decide; pairs inside a campaign would say it twice."""
    blocks: list[Block] = [Paragraph(voice.word("verdicts"), "note")]
    blocks += [_campaign(campaign, voice) for campaign in facts.campaigns[:MOST_CAMPAIGNS]]
    open_ = undecided(facts)
    blocks += [_link(question, voice) for question in open_[:MOST_LINKS]]
    if len(open_) > MOST_LINKS:
        blocks.append(Paragraph(voice.cut(MOST_LINKS, len(open_)), "note"))
    if not facts.campaigns and not facts.links:
        blocks.append(Paragraph(voice.word("no links"), "note"))
    return Section("links", voice.word("links"), tuple(blocks))


def _campaign(campaign: Campaign, voice: Voice) -> Card:
    span = voice.word(
        "campaign span",
        exhibits=voice.names(campaign.mails, 12),
        first=voice.at(campaign.first) or "-",
        last=voice.at(campaign.last) or "-",
    )
    heading = voice.word("campaign heading", campaign=campaign.name, n=len(campaign.mails))
    body = (Paragraph(span), _reasons({"for": campaign.why}, voice))
    return Card(heading, voice.word("campaign answer"), "warning", body)


def _link(question: Question, voice: Voice) -> Card:
    link = question.link
    answer = voice.word(link.verdict.value)
    if link.probability is not None:
        answer += voice.word("probability", p=link.probability)
    sides = {"for": link.for_, "against": link.against, "unknown": link.unknown}
    body: list[Paragraph | Bullets | Grid] = [_reasons(sides, voice)]
    if question.likewise:
        pairs = [f"{other.a} – {other.b} ({voice.word(other.verdict.value)})" for other in question.likewise]
        body.append(Paragraph(voice.word("likewise", pairs=voice.names(pairs, 6)), "note"))
    return Card(f"{link.a} – {link.b}", answer, TONE.get(link.verdict, "note"), tuple(body))


def _reasons(sides: Mapping[str, Sequence[Reason]], voice: Voice) -> Grid:
    rows, total = [], 0
    for side, reasons in sides.items():
        total += len(reasons)
        rows += [
            (
                voice.word(side),
                voice.reason(r),
                voice.quote(shared_value(r.value, voice.language)),
                f"{r.bits:+.1f}" if r.bits else "",
            )
            for r in reasons[:MOST_REASONS]
        ]
    heads = voice.heads("side", "reason", "value", "weight")
    return Grid(heads, tuple(rows), voice.cut(len(rows), total), wide=(2,), indicators=(2,))


def observables(facts: CaseFacts, voice: Voice) -> Section:
    """Hosts, links, wallets: what one blocks, asks about, or reports."""
    told = [o for o in facts.observables if o.get("kind") != LIMIT]
    shown = told[:MOST_OBSERVABLES]
    rows = tuple(
        (
            kind_name(str(o.get("kind") or ""), voice.language),
            *voice.quoted((voice.shown(o), o.get("mails"), *_days(o, voice))),
        )
        for o in shown
    )
    heads = voice.heads("kind", "value", "mails", "first seen", "last seen")
    note = voice.cut(len(rows), len(told))
    blocks: list[Block] = [
        Paragraph(voice.word("observables text", zone=facts.settings.time_zone), "note"),
        Grid(heads, rows, note, wide=(1,), indicators=(1,)),
    ]
    return Section("observables", voice.word("observables"), tuple(blocks))


def _days(observable: Row, voice: Voice) -> tuple[str, str]:
    """The days on which it was first and last seen, once where it was one; the tables beside the report have the exact times."""
    first, last = (voice.at(observable.get(name))[:DAY] for name in ("first_seen", "last_seen"))
    return first, last if last != first else ""


def answers(facts: CaseFacts, voice: Voice) -> Section:
    """What outside services said, each answer with who was asked and when."""
    told = [answer for answer in facts.answers if answer.status is not Status.NOT_ASKED]
    block = (
        answers_grid(told[:MOST_ANSWERS], len(told), voice) if told else Paragraph(voice.word("answers none"), "note")
    )
    return Section("answers", voice.word("answers title"), (block,))


def not_examined(facts: CaseFacts, voice: Voice) -> Section:
    """What nobody looked at: an assessment that leaves this out says more than it knows."""
    asked = {answer.service for answer in facts.answers if answer.status is not Status.NOT_ASKED}
    missing = {name: what for name, what in facts.services.items() if name not in asked}
    items = []
    if not asked and not missing:
        items.append(voice.word("look-ups none"))
    items.append(voice.word("links not opened"))
    attached = sum(len([a for a in str(mail.get("attachments") or "").split("; ") if a]) for mail in facts.mails)
    if attached:
        items.append(voice.word("attachments not opened", n=attached))
    items += [voice.word("logs"), voice.word("signatures")]
    skipped: dict[str, list[Finding]] = {}
    for _, finding in facts.findings:
        if finding.answer is Verdict.NOT_EXAMINED:
            skipped.setdefault(finding.rule, []).append(finding)
    asked_ = sorted((voice.of(each[0].question) or rule, len(each)) for rule, each in skipped.items())
    items += [voice.word("rule not examined", question=question, n=n) for question, n in asked_]
    defective = sum(bool(mail.get("defects")) for mail in facts.mails)
    if defective:
        items.append(voice.word("defective", n=defective))
    files = [item.exhibit for item in facts.evidence if item.kind == "file"]
    items += [
        voice.word("unread", exhibit=name, why=voice.quote(facts.problems.get(name, ""))) for name in files[:MOST_LINKS]
    ]
    blocks: list[Block] = [Bullets(tuple(items))]
    if missing:
        rows = tuple((name, voice.of(what)) for name, what in sorted(missing.items()))
        blocks += [
            Paragraph(voice.word("look-ups not asked", n=len(rows)), "label"),
            Grid(voice.heads("service", "would tell"), rows),
        ]
    return Section("not-examined", voice.word("not examined"), tuple(blocks))


def advice(facts: CaseFacts, voice: Voice) -> Section:
    """What to do now, as far as the evidence calls for it."""
    if facts.advice:
        return Section("advice", voice.word("advice"), tuple(_steps(facts, voice)))
    yes = {finding.rule for _, finding in facts.findings if finding.answer is Verdict.YES}
    kinds = {row.get("kind") for row in facts.observables}
    items = []
    if any(rule.startswith("link") for rule in yes):
        items += [voice.word("advice password"), voice.word("advice ask")]
    if not kinds.isdisjoint(WALLETS):
        items.append(voice.word("advice pay"))
    if any(rule.startswith("sender.own") for rule in yes) and facts.settings.own_domains:
        items.append(voice.word("advice spoof", domains=", ".join(facts.settings.own_domains)))
    if yes:
        items += [voice.word("advice block"), voice.word("advice tell")]
    items.append(voice.word("advice keep"))
    return Section("advice", voice.word("advice"), (Bullets(tuple(items), ordered=True),))


def _steps(facts: CaseFacts, voice: Voice) -> Iterator[Block]:
    """The steps in order, then the ready lists."""
    colon = ": " if voice.language != "ja" else "："
    yield Bullets(tuple(f"{voice.of(step.title)}{colon}{voice.of(step.text)}" for step in facts.advice), ordered=True)
    rows = [
        (voice.of(step.title), label(kind, voice.language), voice.quote(value))
        for step in facts.advice
        for kind, value in step.items
    ]
    if rows:
        note = voice.cut(min(MOST_LISTED, len(rows)), len(rows))
        yield Grid(voice.heads("to do", "kind", "value"), tuple(rows[:MOST_LISTED]), note, wide=(2,), indicators=(2,))


def method(facts: CaseFacts, voice: Voice) -> Section:
    """How it was done, with which versions: so that others can do it again."""
    rows = tuple((name, version) for name, version in sorted(facts.versions.items()))
    blocks: list[Block] = [Paragraph(voice.word("method text"))]
    if rows:
        blocks.append(Grid(voice.heads("program", "version"), rows))
    return Section("method", voice.word("method"), tuple(blocks))
