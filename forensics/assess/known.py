"""contact.known: does it read like mail between people who know each other?

Why it matters: an answer to one's own mail, with quoted lines and the tone of a running talk, is what strangers cannot easily
write. Offenders who have read a stolen mailbox can, and a forged 'Re:' costs nothing: so a yes is worth little where money or
secrets are asked for.
"""

from __future__ import annotations

import re

from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "contact.known"
QUESTION = {
    "en": "Does it read like mail between people who know each other?",
    "ja": "知り合い同士のやりとりのように読めますか。",
}
_ANSWER = re.compile(
    r"(?i)\s{0,9}(?:\[[^\]]{1,80}\]\s{0,9}){0,3}(?:re|aw|sv|vs|odp|fwd?|wg|tr|rv|ref|antw|res|rif|回复|答复|转发|返信|転送|답장)\s{0,3}(?:\[\d{1,3}\]|\^\d{1,3}|\(\d{1,3}\))?\s{0,3}[:：]"
)
"""Subjects of answers and of mails passed on, in the words of the common mail programs."""
_NO = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("Nothing shows that sender and reader know each other.", "差出人と受信者が知り合いだと分かる点はありません。"),
)  # fmt: skip
_YES = said(
    "It reads like part of a talk between people who know each other.", "知り合い同士のやりとりの一部のように読めます。"
)
_LITTLE = said("A little in it reads like a personal mail.", "個人間のメールらしい点が少しあります。")
_FORGEABLE = said("anybody may write such a header or quote", "この種のヘッダーや引用は誰でも書ける")


def judge(look: Look) -> Finding:
    """YES: it answers a mail, says so in its subject or quotes it, and talks so. UNCLEAR: a part of that."""
    talks = "talk" in look.subjects
    answers = look.mail.header("in-reply-to") or look.mail.header("references")
    if answers and not talks and not _ANSWER.match(look.subject):
        return _NO  # programs that copy the headers of a newsletter copy this one, too
    if not talks and not answers:
        return _NO
    grounds = list(look.places("talk", 2)) if talks else []
    if answers:
        grounds.append(ground("header In-Reply-To", answers, _FORGEABLE))
    both = talks and bool(answers) and bool(_ANSWER.match(look.subject) or b"\n>" in look.words)
    return Finding(
        RULE,
        QUESTION,
        Verdict.YES if both else Verdict.UNCLEAR,
        0.6 if both else 0.3,
        _YES if both else _LITTLE,
        tuple(grounds),
    )
