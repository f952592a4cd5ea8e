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
PLAIN = 0.4
"""Strength from which such a trace counts: not for one that its rule half takes back itself."""
WORDS_ALONE = 2.0
"""Log-odds that the words can reach without such a trace."""
ENOUGH_BAIT = 2.0
"""Log-odds of promises that need no such trace: nobody honest offers strangers a fortune."""
ENOUGH_AT_HOME = 2.6
"""The same where all links lead to the sender's own domain: banks lend, insurers insure, and shops give things away."""
MOST_WEIGHTS = 3
LEAST_POINTS = 0.05
"""Log-odds from which a finding is told as a reason."""
_UNKNOWN_YES, _UNKNOWN_NO = 1.0, -0.1
"""Of a rule of these families that the table of weights does not know: points at full strength."""
_HOSTILE_FAMILIES = ("sender", "links", "link", "attachments", "attachment", "site", "compromised", "language")
_DETAILS = ("levers", "baits", "asks", "claims", "signs", "risks")
"""Marks that hold a list of what was found: each has a weight of its own."""
_SCAM = ("scam.",)
_WORDS = ("pressure.", "request.", "scam.")
_TRACES = ("sender.", "links", "link", "attachment", "compromised", "site", "language.")
"""Families of rules that look at more than what the mail says: a real bank's warning uses the words of phishing."""
VOUCHES = 0.4
"""Log-odds that such a rule must give at least."""
_VOUCH = ("contact.known", "sender.authenticated", "sender.own-domain")
"""Rules of which one must speak for a mail before it is called honest: that nothing bad was found is not enough."""
_NEITHER = frozenset({"bulk.sent"})
"""Rules that say of themselves that a yes is neither good nor bad."""
_BORROWED = frozenset({"sender.name", "sender.freemail", "sender.lookalike", "links.lookalike"})
"""Rules on names that belong to somebody else: more of a reason than a word or two, even where they are not sure."""
_WANTS = frozenset({"request.secrets", "scam.bait", "extortion.claims"})
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
    found = [(finding.rule + " " + finding.answer, finding.strength)]
    if not finding.marks:
        return found
    density = float(finding.marks.get("density", 1.0))
    for detail in _DETAILS:
        listed = finding.marks.get(detail)
        if listed:
            found += [(f"{finding.rule} {each}", density) for each in listed.split(", ")]
    return found


def points(finding: Finding, weights: Mapping[str, float]) -> float:
    """What one finding adds."""
    if finding.answer is Verdict.NOT_EXAMINED:
        return 0.0
    if finding.answer is Verdict.NO and not finding.marks:  # most findings are such
        weight = weights.get(name := _no(finding.rule))
        return weight if weight is not None else _unweighed(finding.rule, finding.answer, name)
    total = 0.0
    for name, value in features(finding):
        weight = weights.get(name)
        if weight is None:
            weight = _unweighed(finding.rule, finding.answer, name)
        total += weight * value
    return total


@lru_cache(maxsize=256)
def _no(rule: str) -> str:
    return f"{rule} no"


@lru_cache(maxsize=4096)
def _unweighed(rule: str, answer: Verdict, name: str) -> float:
    """Of something that the table does not know: in a family that looks for lies a yes counts all the same."""
    if name != f"{rule} {answer.value}" or answer is Verdict.UNCLEAR or not rule.startswith(_HOSTILE_FAMILIES):
        return 0.0
    return _UNKNOWN_YES if answer is Verdict.YES else _UNKNOWN_NO


@dataclass(slots=True)
class _Sums:
    """What speaks for a lie, by the families of rules that say it."""

    words: float = 0.0
    traces: float = 0.0
    scam: float = 0.0
    phishing: float = 0.0
    enough: float = ENOUGH_BAIT

    def too_much(self) -> float:
        """What words weigh beyond what words alone may."""
        if self.traces >= BESIDE_WORDS or self.scam >= self.enough:
            return 0.0
        return max(0.0, self.words - WORDS_ALONE)


def opinion(found: Sequence[Finding]) -> Opinion:
    """The verdict on a mail with these findings."""
    weights = table()
    weighed = [
        (finding, each)
        for finding in found
        if (each := points(finding, weights.points))
        or finding.answer is not Verdict.NO  # most say no and weigh nothing
    ]
    sums = _Sums()
    said = 0.0
    extorts = bulk = asks = False
    vouched: set[str] = set()
    for finding, each in weighed:
        said += each
        if each > 0:
            words, traces, scam, phishing = _families(finding.rule)
            sums.words += each * words
            sums.traces += each * traces * (finding.strength >= PLAIN)
            sums.scam += each * scam
            sums.phishing += each * phishing
        elif each <= -VOUCHES and finding.rule in _VOUCH:
            vouched.add(finding.rule)
        if finding.marks.get("links") == "own":
            sums.enough = ENOUGH_AT_HOME
        if finding.answer is Verdict.YES:
            extorts = extorts or finding.rule == "extortion.claims"
            bulk = bulk or finding.rule == "bulk.sent"
            asks = asks or finding.rule in _WANTS
    if asks:  # the tone of a friend is worth nothing where secrets or money are asked for
        vouched.discard("contact.known")
    score = weights.start + said - sums.too_much()
    hostile = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, score))))
    kind = Kind.UNCLEAR
    if extorts and hostile >= 0.5:
        kind = Kind.EXTORTION
    elif hostile >= SURE and said >= THIN and (sums.traces >= BESIDE_WORDS or sums.scam >= sums.enough):
        kind = Kind.SCAM if sums.scam > sums.phishing else Kind.PHISHING
    elif hostile <= HONEST and said <= -THIN and vouched:
        kind = Kind.BULK if bulk else Kind.LEGITIMATE
    probability = None
    if kind is not Kind.UNCLEAR:
        probability = round(min(CERTAIN, hostile if hostile >= 0.5 else 1.0 - hostile), 3)
    return Opinion(kind, probability, round(hostile, 3), _SENTENCES[kind], _heaviest(weighed, kind, hostile))


def _heaviest(weighed: list[tuple[Finding, float]], kind: Kind, hostile: float) -> tuple[Weight, ...]:
    """The findings that weigh most: for a verdict those that speak for it, else those of either side.

    That a rule found nothing is no reason as long as another found something, and what is neither good nor bad comes last. A
    plain answer stands before one that says of itself that it is unclear, and among those a name that is not the sender's first, then
    what raises a doubt.
    """
    weighed = [pair for pair in weighed if abs(pair[1]) >= LEAST_POINTS]
    if kind is not Kind.UNCLEAR:
        weighed = [pair for pair in weighed if (pair[1] > 0) == (hostile >= 0.5)]
    first = sorted(weighed, key=lambda pair: (*_tells(*pair), abs(pair[1])), reverse=True)[:MOST_WEIGHTS]
    return tuple(Weight(f.rule, round(each, 2), f.sentence) for f, each in first)


def _tells(finding: Finding, points: float) -> tuple[int, int]:
    told = finding.answer is not Verdict.NO or "way" in finding.marks or finding.rule == "sender.authenticated"
    firm = 3 if finding.answer is not Verdict.UNCLEAR else 2 * (finding.rule in _BORROWED) or int(points > 0)
    return told * (1 if finding.rule in _NEITHER else 2), firm


@lru_cache(maxsize=256)
def _families(rule: str) -> tuple[bool, bool, bool, bool]:
    """Whether a rule looks at words, at more than words, at promises, at what phishing needs."""
    return (
        rule.startswith(_WORDS),
        rule.startswith(_TRACES),
        rule.startswith(_SCAM),
        rule.startswith(_PHISHING),
    )


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
