"""examined.limits: does the mail hold more than was examined?

Why it matters: a mail may be made to exhaust its reader, with a hundred thousand links in front of the one that counts. What was
not looked at must be said, not left out.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, said
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


def judge(look: Look) -> Finding:
    """YES: a limit was reached. NO: all of it was examined."""
    cuts = look.kind("limit")
    limits = [defect for defect in look.mail.defects if "limit" in defect.code or defect.code.startswith("too-")]
    if not cuts and not limits:
        return _ALL
    grounds = [ground(each.where, each.observable.value, said(each.context, each.context)) for each in cuts]
    grounds += [
        ground(defect.where or "mail", defect.detail or defect.code, said(defect.code, defect.code))
        for defect in limits[:5]
    ]
    return Finding(
        RULE, QUESTION, Verdict.YES, 1.0,
        {
            "en": "The mail holds more than was examined; it may have been made to exhaust its reader.",
            "ja": "メールの量が上限を超えたため、すべては調べられていません。解析を妨げる目的の可能性があります。",
        },
        tuple(grounds),
    )  # fmt: skip
