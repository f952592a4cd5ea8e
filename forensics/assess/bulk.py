"""bulk.sent: was the mail sent to many at once?

Why it matters: newsletters and mailing lists look alarming to programs - foreign Return-Path, links through counters, an address in
every link - and are harmless; knowing that a mail is one of many explains these. Offenders send in bulk as well and copy the
headers, so a yes is no sign of honesty; where they fill them with rubbish (a list under a made-up word, an address of no form by
which nobody could leave) it is one of a lie. Sources: RFC 2369 and 2919 (List-*), RFC 3834 (Precedence), RFC 8058 (one-click).
"""

from __future__ import annotations

from forensics.assess.look import HALF_WAY_OUT, LONGEST_VALUE, Look, ground, may_be_list, said, way_out
from forensics.model.finding import Finding, Verdict

RULE = "bulk.sent"
QUESTION = {
    "en": "Was the mail sent to many at once (newsletter, mailing list, advertisement)?",
    "ja": "多数の相手に一斉に送られたメール(メールマガジン・メーリングリスト・広告)ですか。",
}
_NO_LIST = said("no list can be called so", "実在しえないリスト名")
_NO_WAY_OUT = said("nobody could leave the list by this", "配信停止に使えない値")
_NO = Finding(
    RULE, QUESTION, Verdict.NO, 0.4,
    said("Nothing shows that the mail went to many.", "一斉配信を示すものは見つかりませんでした。"),
)  # fmt: skip
_YES = said(
    "The mail was sent to many at once. That by itself is neither good nor bad.",
    "多数の相手に一斉配信されたメールです。それ自体は良いことでも悪いことでもありません。",
)
_WORDS = said(
    "The mail speaks of unsubscribing, as mailings to many do.",
    "一斉配信メールに見られる配信停止などの文言があります。",
)
_PRETENDED = said(
    "The mail bears the headers of a mailing list that cannot exist: they were filled in for the eye of filters.",
    "実在しえないメーリングリストのヘッダーが付いています。検知を逃れるための見せかけとみられます。",
)


def judge(look: Look) -> Finding:
    """YES: headers of a list or a mailing. UNCLEAR: only its words. NO: neither, or headers that no list has."""
    grounds = []
    rubbish = []
    for name, note, usable in (
        ("list-id", _NO_LIST, may_be_list),
        ("list-unsubscribe", _NO_WAY_OUT, way_out),
    ):
        value = look.mail.header(name)
        if value:
            if usable(value):
                grounds.append(ground(f"header {name.title()}", value))
            elif name == "list-id" or not HALF_WAY_OUT.search(value[:LONGEST_VALUE]):
                rubbish.append(ground(f"header {name.title()}", value, note))
    precedence = look.mail.header("precedence")
    if precedence and precedence.strip().lower() in ("bulk", "list", "junk"):
        grounds.append(ground("header Precedence", precedence))
    words = "unsubscribe" in look.subjects
    if rubbish and not grounds:
        return Finding(RULE, QUESTION, Verdict.NO, 0.4, _PRETENDED, tuple(rubbish), (), {"way": "pretended"})
    if grounds:
        if words:
            grounds += look.places("unsubscribe", 1)
        return Finding(RULE, QUESTION, Verdict.YES, 0.9 if len(grounds) > 1 else 0.7, _YES, tuple(grounds))
    if words:
        return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.4, _WORDS, tuple(look.places("unsubscribe", 2)))
    return _NO
