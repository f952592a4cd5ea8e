"""The lines one would say first: strongest findings, what belongs together, what is not decided, where money should go."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from forensics.model.finding import HOSTILE, Verdict
from forensics.model.kinds import WALLETS, kind_name
from forensics.model.link import LinkVerdict
from forensics.report.chapters_clicks import followers, when

if TYPE_CHECKING:
    from forensics.model.click import Click
    from forensics.model.finding import Finding
    from forensics.model.link import Link
    from forensics.model.report import CaseFacts, Row
    from forensics.report.voice import Voice

MOST = 12
HARMLESS = frozenset({"bulk", "contact"})
"""Families of rules whose yes speaks for a mail, or neither for nor against it."""


def lines(facts: CaseFacts, voice: Voice) -> tuple[str, ...]:
    """Most telling first: the kinds take turns, so that five lines never say five times the same."""
    turns = zip_longest(
        _clicked(facts, voice),
        _findings(facts, voice),
        _campaigns(facts, voice),
        _links(facts, voice),
        _wallets(facts, voice),
    )
    said = [line for line in chain.from_iterable(turns) if line]
    said += _unread(facts, voice)
    return tuple(said[:MOST]) or (voice.word("nothing telling"),)


def _clicked(facts: CaseFacts, voice: Voice) -> list[str]:
    """Who followed a link is asked first, and must be helped first. One line a link, the earliest click of each."""
    links: dict[tuple[str, ...], list[tuple[str, Click]]] = {}
    for reader, click in followers(facts.clicks).items():
        links.setdefault(click.exhibits, []).append((reader, click))
    said = []
    for exhibits, told in links.items():
        first = told[0][1]
        said.append(
            voice.word(
                "click line",
                readers=voice.names([voice.quote(reader) for reader, _ in told]),
                exhibits=voice.names(exhibits),
                first=when(first, voice),
                place=voice.quote(first.place),
            )
        )
    return said[:3]


def _findings(facts: CaseFacts, voice: Voice) -> list[str]:
    """One line a rule that answered yes: the strongest rule of each family first, then the others.

    That a mail went to many or reads like one between friends is an answer, and nothing to be told of first.
    """
    groups: dict[str, list[tuple[str, Finding]]] = {}
    for exhibit, finding in facts.findings:
        if finding.answer is Verdict.YES and finding.rule.partition(".")[0] not in HARMLESS:
            groups.setdefault(finding.rule, []).append((exhibit, finding))
    ranked = sorted(groups.items(), key=lambda item: (-max(f.strength for _, f in item[1]), -len(item[1]), item[0]))
    families = {rule.partition(".")[0]: n for n, (rule, _) in reversed(list(enumerate(ranked)))}
    foremost = set(families.values())
    ranked = [each for n, each in enumerate(ranked) if n in foremost] + [
        each for n, each in enumerate(ranked) if n not in foremost
    ]
    said = []
    for _, group in ranked:
        exhibits = list(dict.fromkeys(exhibit for exhibit, _ in group))
        strongest = max(group, key=lambda pair: pair[1].strength)[1]
        name = "mails with" if len(exhibits) == 1 else "mails with one"
        said.append(
            voice.word(name, exhibits=voice.names(exhibits), n=len(exhibits), sentence=voice.finding(strongest))
        )
    return said


def _campaigns(facts: CaseFacts, voice: Voice) -> list[str]:
    bad = {str(mail["exhibit"]) for mail in facts.mails if mail.get("verdict") in HOSTILE}
    ranked = sorted(facts.campaigns, key=lambda each: (-len(bad.intersection(each.mails)), -len(each.mails)))
    return [
        voice.word(
            "campaign line",
            campaign=campaign.name,
            n=len(campaign.mails),
            exhibits=voice.names(campaign.mails),
            why=voice.reasons(campaign.why),
        )
        for campaign in ranked[:3]
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """Two groups (campaigns, or mails in none) that the evidence does not join for certain: their strongest pair, and the others."""

    link: Link
    likewise: tuple[Link, ...]
    grouped: bool
    """Whether both mails are in a campaign; else one of them stands alone so far."""


def undecided(facts: CaseFacts) -> list[Question]:
    """Links between different campaigns, one question for each two groups, the best supported first."""
    belongs = {exhibit: campaign.name for campaign in facts.campaigns for exhibit in campaign.mails}
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in facts.links:
        a, b = belongs.get(link.a, link.a), belongs.get(link.b, link.b)
        if a != b and link.verdict in {LinkVerdict.INCONCLUSIVE, LinkVerdict.RELATED}:
            pairs.setdefault((min(a, b), max(a, b)), []).append(link)
    found = []
    for group in pairs.values():
        first, *others = sorted(group, key=lambda link: -weight(link))
        found.append(Question(first, tuple(others), first.a in belongs and first.b in belongs))
    return sorted(found, key=lambda question: -weight(question.link))


def weight(link: Link) -> float:
    """Bits for less bits against."""
    return sum(reason.bits for reason in (*link.for_, *link.against))


def _links(facts: CaseFacts, voice: Voice) -> list[str]:
    """First a mail that stands alone and might belong to a campaign: that is what readers ask."""
    questions = sorted(undecided(facts), key=lambda question: question.grouped)
    return [
        voice.word(
            "link line",
            a=link.a,
            b=link.b,
            verdict=voice.word(link.verdict.value),
            probability="" if link.probability is None else voice.word("probability", p=link.probability),
            for_=voice.reasons(link.for_),
            against=voice.reasons(link.against),
            unknown=voice.reasons(link.unknown),
        )
        for link in (question.link for question in questions[:2])
    ]


def _wallets(facts: CaseFacts, voice: Voice) -> list[str]:
    said = []
    for row in facts.observables:
        if row.get("kind") in WALLETS:
            seen = row.get("exhibits") or (row.get("exhibit") if row.get("mails") == 1 else "")
            names = tuple(str(seen or "").replace(",", " ").split())
            where = voice.names(names) if names else voice.word("n mails", n=row.get("mails", 0))
            said.append(
                voice.word(
                    "wallet line", kind=kind_name(str(row["kind"]), voice.language), value=_marked(row), exhibits=where
                )
            )
    return said[:3]


def _marked(row: Row) -> str:
    """A wallet, with what the analyst says of it behind."""
    return f"{row['value']} [{row['known']}]" if row.get("known") else str(row["value"])


def _unread(facts: CaseFacts, voice: Voice) -> list[str]:
    exhibits = [item.exhibit for item in facts.evidence if item.kind == "file"]
    return [voice.word("unread line", n=len(exhibits), exhibits=voice.names(exhibits))] if exhibits else []
