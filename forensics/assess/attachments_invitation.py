"""attachments.invitation: does the mail put an appointment with a link into the reader's calendar?

Why it matters: many programs enter an invitation (iCalendar, RFC 5545; RFC 6047 by mail) before anyone has looked at it, and its link waits there
with a reminder after the mail is deleted. Innocent: meetings are arranged in this way all day; then the organiser is the sender.
"""

from __future__ import annotations

from forensics.assess.links_seen import host_of, same_owner
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.assess.resembling import is_known
from forensics.model.finding import Finding, Verdict

RULE = "attachments.invitation"
QUESTION = {
    "en": "Does the mail put an appointment with a stranger's link into the calendar?",
    "ja": "見知らぬリンクを含む予定が、カレンダーに登録される招待状はありますか。",
}
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("The mail holds no invitation.", "予定への招待は含まれていません。"),
)  # fmt: skip
_PLAIN = Finding(
    RULE, QUESTION, Verdict.NO, 0.4,
    said(
        "The mail holds an invitation; its links lead to the sender's own domain or to known ones.",
        "予定への招待が含まれていますが、リンク先は差出人自身か既知のドメインです。",
    ),
)  # fmt: skip
_STRANGE = said("neither the sender's nor a known domain", "差出人のものでも既知のものでもないドメイン")
_MEETINGS = said("meetings are arranged in this way all day", "会議の招待には普通に使われる形式")


def judge(look: Look) -> Finding:
    """YES: an invitation with links to strangers alone. NO: none, or a plain one."""
    mail = look.mail
    parts = {part.path for part in mail.parts if part.content_type in ("text/calendar", "application/ics")}
    if not parts:
        return _NONE
    strange = []
    for each in look.kind("url"):
        host = host_of(each.observable.value)
        if each.part in parts and not is_known(host, look.good_domains) and not same_owner(host, look.from_domain):
            strange.append(each)
    if not strange:
        return _PLAIN
    host = host_of(strange[0].observable.value)
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.5,
        said(
            f"The mail puts an appointment with a link to {host} into the calendar. Decline it there, too, without opening the link.",
            f"{host} へのリンクを含む予定がカレンダーに登録されます。リンクを開かずに、カレンダー側でも削除してください。",
        ),
        tuple(ground(f"part {each.part} {each.where}", each.observable.value, _STRANGE) for each in strange[:MOST_GROUNDS]),
        (ground(f"part {strange[0].part}", "text/calendar", _MEETINGS),), {"host": host},
    )  # fmt: skip
