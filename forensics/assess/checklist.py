"""The findings of one mail, as a layman asks: five questions and the rest.

Why it matters: whoever gets such a mail has five things to look at - the sender's address, odd language, words that frighten, a
link that one does not know, an attachment. Rules are finer than that; here each stands under the question that it answers, turned
so that 'yes' is always the alarming answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from forensics.model.checklist import Checklist, Item
from forensics.model.finding import Finding, Ground, Opinion, Verdict, Words
from forensics.model.mail import Mail

_QUESTIONS: tuple[tuple[str, Words, tuple[str, ...]], ...] = (
    (
        "sender",
        {"en": "Is something wrong with the sender's address?", "ja": "差出人のアドレスにおかしな点はありますか。"},
        ("sender.",),
    ),
    (
        "language",
        {"en": "Is the language odd?", "ja": "日本語(言葉づかい)に不自然な点はありますか。"},
        ("language.",),
    ),
    (
        "fear",
        {
            "en": "Are there words that frighten or hurry the reader?",
            "ja": "不安にさせたり急がせたりする言葉はありますか。",
        },
        ("pressure.", "extortion."),
    ),
    (
        "link",
        {
            "en": "Is there a link that one cannot trust?",
            "ja": "見覚えのないリンクや、信用できないリンクはありますか。",
        },
        ("link", "compromised", "site"),
    ),
    (
        "attachment",
        {"en": "Is there an attachment that one cannot trust?", "ja": "信用できない添付ファイルはありますか。"},
        ("attachment",),
    ),
    (
        "request",
        {
            "en": "Does it want a secret, a click or money, or promise too much?",
            "ja": "秘密情報・クリック・お金を求めたり、うまい話を持ちかけたりしていますか。",
        },
        ("request.", "scam."),
    ),
    (
        "rest",
        {"en": "What else is known?", "ja": "そのほかに分かったことはありますか。"},
        ("bulk.", "contact.", "examined."),
    ),
)
_REASSURING = frozenset({"sender.authenticated", "contact.known"})
"""Rules whose 'yes' is good news."""
_NEUTRAL = frozenset({"bulk.sent"})
_NO_ATTACHMENT: Words = {"en": "The mail has no attachment.", "ja": "添付ファイルはありません。"}
_UNTESTED: Words = {
    "en": "There is an attachment, and nobody has examined it. Do not open it.",
    "ja": "添付ファイルがありますが、まだ調べていません。開かないでください。",
}
_NOTHING: Words = {"en": "Nothing was examined here.", "ja": "この点は調べていません。"}
_MOST_SENTENCES = 3
_MOST_GROUNDS = 6
_OF_ONE = 4
"""Pieces of evidence of one finding."""
_RANK = {Verdict.YES: 3, Verdict.UNCLEAR: 2, Verdict.NO: 1, Verdict.NOT_EXAMINED: 0}


def checklist(mail: Mail, found: Sequence[Finding], told: Opinion) -> Checklist:
    """The page of one mail, from its findings and the verdict on it."""
    items = []
    for name, question, families in _QUESTIONS:
        of_it = [finding for finding in found if finding.rule.startswith(families)]
        items.append(_item(name, question, of_it, mail))
    return Checklist(mail.exhibit, mail.subject or "", told, tuple(items))


def alarm(finding: Finding) -> Verdict:
    """A finding's answer, turned so that 'yes' is alarming."""
    if finding.rule in _NEUTRAL and finding.answer is not Verdict.NOT_EXAMINED:
        return Verdict.NO
    if finding.rule not in _REASSURING:
        return finding.answer
    if finding.answer is Verdict.YES:
        return Verdict.NO
    if finding.answer is Verdict.NO:
        return Verdict.UNCLEAR if finding.rule == "sender.authenticated" else Verdict.NO
    return finding.answer


def _item(name: str, question: Words, found: list[Finding], mail: Mail) -> Item:
    if name == "attachment" and not found:
        attached = mail.attachments
        answer = Verdict.NOT_EXAMINED if attached else Verdict.NO
        grounds = tuple(Ground(f"part {each.part}", each.name or each.safe_name) for each in attached[:_MOST_GROUNDS])
        return Item(name, question, answer, (_UNTESTED if attached else _NO_ATTACHMENT,), grounds)
    ranked = sorted(found, key=lambda finding: (-_RANK[alarm(finding)], -finding.strength))
    if not ranked:
        return Item(name, question, Verdict.NOT_EXAMINED, (_NOTHING,))
    answer = alarm(ranked[0])
    of_answer = [finding for finding in ranked if alarm(finding) is answer]
    if answer is Verdict.YES:  # what speaks for the sender is said beside it
        of_answer += [f for f in ranked if f.rule in _REASSURING and f.answer is Verdict.YES]
    told = of_answer[:_MOST_SENTENCES]
    alarming = answer in (Verdict.YES, Verdict.UNCLEAR)
    return Item(
        name,
        question,
        answer,
        tuple({finding.sentence["en"]: finding.sentence for finding in told}.values()),
        tuple(ground for finding in told for ground in finding.grounds[:_OF_ONE])[:_MOST_GROUNDS] if alarming else (),
        tuple(ground for finding in told for ground in finding.against[:_OF_ONE])[:_MOST_GROUNDS] if alarming else (),
    )
