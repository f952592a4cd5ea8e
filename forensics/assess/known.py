"""contact.known: does it read like mail between people who know each other?

Why it matters: an answer to one's own mail, with quoted lines and the tone of a running talk, is what strangers cannot easily
write. Offenders who have read a stolen mailbox can, and a forged 'Re:' costs nothing: so a yes is worth little where money or
secrets are asked for.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "contact.known"
QUESTION = {
    "en": "Does it read like mail between people who know each other?",
    "ja": "知り合い同士のやりとりのように読めますか。",
}
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
    """YES: it answers a mail and talks so. UNCLEAR: one of the two."""
    talks = "talk" in look.subjects
    answers = look.mail.header("in-reply-to") or look.mail.header("references")
    if not talks and not answers:
        return _NO
    grounds = list(look.places("talk", 2)) if talks else []
    if answers:
        grounds.append(ground("header In-Reply-To", answers, _FORGEABLE))
    both = talks and bool(answers)
    return Finding(
        RULE,
        QUESTION,
        Verdict.YES if both else Verdict.UNCLEAR,
        0.6 if both else 0.3,
        _YES if both else _LITTLE,
        tuple(grounds),
    )
