"""The chapters on people and money: who was written to, what is demanded from them, and whether anybody is known to have paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forensics.model.answer import Status
from forensics.model.finding import HOSTILE, Verdict
from forensics.model.kinds import WALLETS, kind_name
from forensics.model.report import Block, Bullets, Grid, Paragraph, Section
from forensics.model.stored import readers as readers_of
from forensics.report.chapters_clicks import clicked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forensics.model.answer import Answer
    from forensics.model.report import CaseFacts, Row
    from forensics.report.voice import Voice

MOST_READERS = 300
MOST_DEMANDS = 300
MOST_NAMED = 8
DEMANDS = ("amount", "deadline", "period", "password", "iban", "bank_account", "private_key")
"""Kinds that say what is wanted, by when, and what the sender claims to hold; wallets come first."""


@dataclass(slots=True)
class _Reader:
    """What the case holds for one address; filled mail by mail, in the order of the case."""

    address: str
    exhibits: list[str] = field(default_factory=list)
    hostile: int = 0
    dates: list[str] = field(default_factory=list)


def affected(facts: CaseFacts, voice: Voice) -> Section:
    """Every reader that the mails name: who must be told, and in which order."""
    readers, unnamed = _readers(facts)
    own = tuple(domain.lower().strip(".") for domain in facts.settings.own_domains)
    blocks: list[Block] = []
    if readers:
        ours = sum(_is_own(reader.address, own) for reader in readers)
        said = "affected text" if own else "affected text unset"
        blocks.append(Paragraph(voice.word(said, n=f"{len(readers):,}", own=f"{ours:,}")))
        blocks.append(_readers_grid(facts, readers, own, voice))
    else:
        blocks.append(Paragraph(voice.word("affected nobody"), "note"))
    if readers and unnamed:
        blocks.append(Paragraph(voice.word("affected unnamed", n=len(unnamed), exhibits=voice.names(unnamed)), "note"))
    tokens = sum(row.get("kind") == "token" and "@" in str(row.get("value")) for row in facts.observables)
    if tokens:
        blocks.append(Paragraph(voice.word("affected token", n=tokens), "warning"))
    bad = {str(mail["exhibit"]) for mail in facts.mails if mail.get("verdict") in HOSTILE}
    hostile = {r.address: tuple(each for each in r.exhibits if each in bad) for r in readers if r.hostile}
    blocks += clicked(facts, hostile, voice)
    return Section("affected", voice.word("affected"), tuple(blocks))


def _readers(facts: CaseFacts) -> tuple[list[_Reader], list[str]]:
    """Those with most hostile mails first, then the order of the case; and the mails that name nobody."""
    found: dict[str, _Reader] = {}
    unnamed: list[str] = []
    for mail in facts.mails:
        exhibit = str(mail["exhibit"])
        named = readers_of(mail.get("to"))
        if not named:
            unnamed.append(exhibit)
        for address in named:
            reader = found.setdefault(address, _Reader(address))
            reader.exhibits.append(exhibit)
            reader.hostile += mail.get("verdict") in HOSTILE
            if mail.get("date"):
                reader.dates.append(str(mail["date"]))
    return sorted(found.values(), key=lambda reader: (-reader.hostile, -len(reader.exhibits))), unnamed


def _readers_grid(facts: CaseFacts, readers: list[_Reader], own: tuple[str, ...], voice: Voice) -> Grid:
    belongs: dict[str, list[str]] = {}
    for campaign in facts.campaigns:
        for exhibit in campaign.mails:
            belongs.setdefault(exhibit, []).append(campaign.name)
    rows = []
    for reader in readers[:MOST_READERS]:
        campaigns = list(dict.fromkeys(name for exhibit in reader.exhibits for name in belongs.get(exhibit, ())))
        rows.append(
            (
                voice.quote(reader.address),
                voice.word("yes" if _is_own(reader.address, own) else "no") if own else "-",
                f"{len(reader.exhibits):,}",
                f"{reader.hostile:,}",
                voice.names(campaigns) or "-",
                voice.names(reader.exhibits, MOST_NAMED),
            )
        )
    heads = voice.heads("reader", "own", "mails", "hostile mails", "campaigns", "exhibits")
    return Grid(heads, tuple(rows), voice.cut(len(rows), len(readers)), wide=(0,), indicators=(0,))


def _is_own(address: str, own: tuple[str, ...]) -> bool:
    domain = address.rpartition("@")[2]
    return any(domain == each or domain.endswith("." + each) for each in own)


def demands(facts: CaseFacts, voice: Voice) -> Section:
    """Sums, time limits and accounts, then what look-ups say about money that moved."""
    ranks = {kind: n for n, kind in enumerate((*sorted(WALLETS), *DEMANDS))}
    found = [row for row in facts.observables if row.get("kind") in ranks]
    found.sort(key=lambda row: (row.get("kind") not in WALLETS, ranks[str(row["kind"])], -int(row.get("mails") or 0)))
    if not found:
        return Section(
            "demands", voice.word("demands"), (Paragraph(voice.word("demands none"), "note"), *_claims(facts, voice))
        )
    rows = tuple(_demand(row, voice) for row in found[:MOST_DEMANDS])
    heads = voice.heads("kind", "value", "mails", "first seen", "exhibits", "known")
    blocks: list[Block] = [Paragraph(voice.word("demands text")), *_claims(facts, voice)]
    blocks.append(Grid(heads, rows, voice.cut(len(rows), len(found)), wide=(1,), indicators=(1,)))
    blocks += _payments(facts, [row for row in found if row["kind"] in WALLETS], voice)
    return Section("demands", voice.word("demands"), tuple(blocks))


def _demand(row: Row, voice: Voice) -> tuple[str, ...]:
    seen = row.get("exhibits") or row.get("exhibit") or ""
    names = str(seen).replace(",", " ").split()
    return (
        kind_name(str(row["kind"]), voice.language),
        voice.shown(row),
        voice.quote(row.get("mails")),
        voice.quote(voice.at(row.get("first_seen"))),
        voice.names(names, MOST_NAMED),
        voice.quote(row.get("known")) or "-",
    )


def _claims(facts: CaseFacts, voice: Voice) -> list[Block]:
    """What the rules on extortion say, once for each sentence."""
    said: dict[str, list[str]] = {}
    for exhibit, finding in facts.findings:
        if finding.rule.startswith("extortion.") and finding.answer is Verdict.YES:
            said.setdefault(voice.finding(finding), []).append(exhibit)
    lines = tuple(f"{voice.names(exhibits)}: {sentence}" for sentence, exhibits in list(said.items())[:MOST_NAMED])
    return [Bullets(lines)] if lines else []


def _payments(facts: CaseFacts, wallets: list[Row], voice: Voice) -> list[Block]:
    """The recorded answers about these wallets, each with its service and minute; else that nobody was asked."""
    if not wallets:
        return []
    wanted = {(row["kind"], row["value"]) for row in wallets}
    told = [
        answer
        for answer in facts.answers
        if answer.status is not Status.NOT_ASKED and (answer.observable.kind, answer.observable.value) in wanted
    ]
    head = Paragraph(voice.word("payments"), "label")
    if not told:
        return [head, Paragraph(voice.word("payments not asked", n=len(wallets)), "note")]
    return [head, answers_grid(told[:MOST_DEMANDS], len(told), voice)]


def answers_grid(answers: list[Answer], total: int, voice: Voice) -> Grid:
    """Answers of outside services, each with who was asked, when, and what was said."""
    rows = tuple(
        voice.quoted(
            (
                answer.service,
                answer.observable.value,
                voice.word(answer.status.value),
                answer.asked_at,
                _said(answer.facts) or answer.detail,
            )
        )
        for answer in answers
    )
    heads = voice.heads("service", "value", "status", "asked at", "said")
    return Grid(heads, rows, voice.cut(len(rows), total), wide=(1,), indicators=(1,))


def _said(facts: Mapping[str, object]) -> str:
    return "; ".join(f"{key}: {value}" for key, value in sorted(facts.items()))
