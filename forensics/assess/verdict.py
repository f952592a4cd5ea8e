"""What a mail is as a whole, weighed from its findings: phishing, extortion, scam, bulk, legitimate, or unclear.

Why it matters: an administrator with a thousand reported mails needs an order, and a layman an answer; both must see what it rests
on. Each answer of each rule has a weight (log-odds, ``verdict.toml``): written by hand from what is known of such mails, and then
learnt from real ones no further than these allow. Only what findings say is weighed; years, list software and the habits of one
mailbox are not. Where little speaks, or for both sides, the answer is 'unclear'.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import exp

from forensics.model.finding import Finding, Kind, Opinion, Verdict, Weight, Words

SURE = 0.85
"""Probability of a lie from which a mail is called one."""
HONEST = 0.2
"""Probability of a lie up to which a mail may be called honest."""
CERTAIN = 0.99
"""No opinion is surer than this."""
THIN = 1.0
"""Log-odds that must speak for a verdict beside the starting point."""
BESIDE_WORDS = 0.4
"""Log-odds that must come from addresses, links, files or oddities before a mail is accused: words alone accuse nobody."""
WORDS_ALONE = 2.0
"""Log-odds that the words can reach without such a trace."""
ENOUGH_BAIT = 1.5
"""Log-odds of promises that need no such trace: nobody honest offers strangers a fortune."""
MOST_WEIGHTS = 3
_UNKNOWN_YES, _UNKNOWN_NO = 1.0, -0.1
"""Of a rule of these families that the table of weights does not know: points at full strength."""
_HOSTILE_FAMILIES = ("sender", "links", "link", "attachments", "attachment", "site", "compromised", "language")
_DETAILS = ("levers", "baits", "asks", "claims", "signs", "risks")
"""Marks that hold a list of what was found: each has a weight of its own."""
_SCAM = ("scam.",)
_WORDS = ("pressure.", "request.", "scam.")
_TRACES = ("sender.", "links", "link", "attachment", "compromised", "site", "language.")
"""Families of rules that look at more than what the mail says: a real bank's warning uses the words of phishing."""
_VOUCH = ("contact.known", "sender.authenticated", "sender.own-domain")
"""Rules of which one must speak for a mail before it is called honest: that nothing bad was found is not enough."""
_PHISHING = ("request.", "links", "link", "sender.", "attachment", "compromised", "site")


@dataclass(frozen=True, slots=True)
class Table:
    """The weights: points in log-odds, above 0 for a lie."""

    start: float
    points: Mapping[str, float]


@cache
def table() -> Table:
    """As ``verdict.toml`` has it."""
    read = tomllib.loads(files(__package__).joinpath("verdict.toml").read_text("utf-8"))
    return Table(read["start"], {name: row["points"] for name, row in read["weights"].items()})


def features(finding: Finding) -> list[tuple[str, float]]:
    """What a finding gives to weigh: ``RULE yes`` with its strength, ``RULE no``, and each detail that it lists."""
    if finding.answer is Verdict.NOT_EXAMINED:
        return []
    if finding.answer is Verdict.NO:
        way = finding.marks.get("way")
        return [(f"{finding.rule} {way or 'no'}", 1.0)]
    found = [(f"{finding.rule} {finding.answer.value}", finding.strength)]
    density = float(finding.marks.get("density", 1.0))
    for detail in _DETAILS:
        listed = finding.marks.get(detail)
        if listed:
            found += [(f"{finding.rule} {each}", density) for each in listed.split(", ")]
    return found


def points(finding: Finding, weights: Mapping[str, float]) -> float:
    """What one finding adds."""
    total = 0.0
    for name, value in features(finding):
        weight = weights.get(name)
        if weight is None:
            if not finding.rule.startswith(_HOSTILE_FAMILIES) or finding.answer is Verdict.UNCLEAR:
                continue
            answered = f"{finding.rule} {finding.answer.value}"
            weight = (_UNKNOWN_YES if finding.answer is Verdict.YES else _UNKNOWN_NO) if name == answered else 0.0
        total += weight * value
    return total


def opinion(found: Sequence[Finding]) -> Opinion:
    """The verdict on a mail with these findings."""
    weights = table()
    weighed = [(finding, points(finding, weights.points)) for finding in found]
    by_rule = {finding.rule: (finding, each) for finding, each in weighed}
    score = weights.start + sum(each for _, each in weighed) - _too_much(by_rule)
    hostile = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))
    kind, probability = _kind(hostile, by_rule)
    for_lie = hostile >= 0.5
    if kind is Kind.UNCLEAR:
        heaviest = sorted(weighed, key=lambda pair: -abs(pair[1]))
    else:
        heaviest = sorted((pair for pair in weighed if (pair[1] > 0) == for_lie), key=lambda pair: -abs(pair[1]))
    kept = tuple(
        Weight(finding.rule, round(each, 2), finding.sentence)
        for finding, each in heaviest[:MOST_WEIGHTS]
        if abs(each) >= 0.05
    )
    rounded = None if probability is None else round(min(CERTAIN, probability), 3)
    return Opinion(kind, rounded, round(hostile, 3), sentence(kind), kept)


def _too_much(by_rule: Mapping[str, tuple[Finding, float]]) -> float:
    """What words weigh beyond what words alone may."""
    if _sum(by_rule, _TRACES) >= BESIDE_WORDS or _sum(by_rule, _SCAM) >= ENOUGH_BAIT:
        return 0.0
    return max(0.0, _sum(by_rule, _WORDS) - WORDS_ALONE)


def _kind(hostile: float, by_rule: Mapping[str, tuple[Finding, float]]) -> tuple[Kind, float | None]:
    said = sum(each for _, each in by_rule.values())
    if _says_yes(by_rule, "extortion.claims") and hostile >= 0.5:
        return Kind.EXTORTION, hostile
    if hostile >= SURE and said >= THIN:
        phishing, scam, traces = (_sum(by_rule, families) for families in (_PHISHING, _SCAM, _TRACES))
        if traces >= BESIDE_WORDS or scam >= ENOUGH_BAIT:
            return (Kind.SCAM if scam > phishing else Kind.PHISHING), hostile
    if hostile <= HONEST and said <= -THIN and any(_speaks_for(by_rule, rule) for rule in _VOUCH):
        return (Kind.BULK if _says_yes(by_rule, "bulk.sent") else Kind.LEGITIMATE), 1.0 - hostile
    return Kind.UNCLEAR, None


def _says_yes(by_rule: Mapping[str, tuple[Finding, float]], rule: str) -> bool:
    found = by_rule.get(rule)
    return found is not None and found[0].answer is Verdict.YES


def _speaks_for(by_rule: Mapping[str, tuple[Finding, float]], rule: str) -> bool:
    """Whether the rule has something positive to say for the sender: a 'no' to a question that most mails answer so is nothing."""
    found = by_rule.get(rule)
    if found is None:
        return False
    return (bool(found[0].marks.get("claimed_domain")) and found[0].answer is Verdict.NO) or found[1] <= -0.4


def _sum(by_rule: Mapping[str, tuple[Finding, float]], families: tuple[str, ...]) -> float:
    return sum(each for rule, (_, each) in by_rule.items() if rule.startswith(families) and each > 0)


@lru_cache(maxsize=8)
def sentence(kind: Kind) -> Words:
    """A verdict in one sentence."""
    return _SENTENCES[kind]


_SENTENCES: dict[Kind, Words] = {
    Kind.PHISHING: {
        "en": "This is most likely phishing: it wants a secret or a click under a false name.",
        "ja": "フィッシング(名をかたって情報をだまし取るメール)の可能性が高いです。",
    },
    Kind.EXTORTION: {
        "en": "This is an extortion mail: it threatens and wants money.",
        "ja": "脅して金銭を要求する脅迫メールとみられます。",
    },
    Kind.SCAM: {
        "en": "This is most likely a scam or unwanted advertising: what it promises is bait.",
        "ja": "詐欺または迷惑な勧誘のメールの可能性が高いです。うまい話は釣りです。",
    },
    Kind.BULK: {
        "en": "This is probably an ordinary mailing to many (newsletter, mailing list).",
        "ja": "通常の一斉配信メール(メールマガジン・メーリングリストなど)とみられます。",
    },
    Kind.LEGITIMATE: {
        "en": "This is probably an ordinary mail.",
        "ja": "通常のメールとみられます。",
    },
    Kind.UNCLEAR: {
        "en": "What this mail is cannot be said from the evidence at hand.",
        "ja": "手元の証拠からは、どのようなメールか判断できません。",
    },
}
