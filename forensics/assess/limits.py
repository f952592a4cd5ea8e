"""examined.limits: does the mail hold more than was examined?

Why it matters: a mail may be made to exhaust its reader, with a hundred thousand links in front of the one that counts. What was
not looked at must be said, not left out.
"""

from __future__ import annotations

from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "examined.limits"
QUESTION = {
    "en": "Does the mail hold more than was examined?",
    "ja": "調べきれなかった内容がメールに残っていますか。",
}
_ALL = Finding(
    RULE, QUESTION, Verdict.NO, 1.0,
    said("Everything in the mail was examined.", "メールの内容はすべて調べました。"),
)  # fmt: skip
_MORE = said(
    "The mail holds more than was examined; it may have been made to exhaust its reader.",
    "メールの量が上限を超えたため、すべては調べられていません。解析を妨げる目的の可能性があります。",
)
_UNREADABLE = said(
    "A part of the mail could not be read to its end, so what is in there was not examined.",
    "読み取れない部分があり、その中身は調べられていません。",
)
_NOT_READ = said("could not be read to its end", "最後まで読み取れなかった")


def judge(look: Look) -> Finding:
    """YES: a limit was reached. UNCLEAR: something could not be read. NO: all of it was examined."""
    cuts = look.kind("limit")
    limits = [defect for defect in look.mail.defects if "limit" in defect.code or defect.code.startswith("too-")]
    if not cuts and not limits:
        return _ALL
    unread = [each for each in cuts if "not read" in each.observable.value]
    grounds = [
        ground(each.where, f"{each.context} {each.observable.value}".strip(), _NOT_READ if each in unread else {})
        for each in cuts[:MOST_GROUNDS]
    ]
    grounds += [ground(defect.where or "mail", defect.detail or defect.code) for defect in limits[:MOST_GROUNDS]]
    if len(unread) == len(cuts) and not limits:
        return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.5, _UNREADABLE, tuple(grounds))
    return Finding(RULE, QUESTION, Verdict.YES, 1.0, _MORE, tuple(grounds))
