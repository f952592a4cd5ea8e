"""links.recipient: does a link carry the reader's own address?

Why it matters: whoever opens it has told the offender that the mailbox lives and who clicked, and a form behind it is filled in
with the right name. Newsletters do the same to let people unsubscribe: there it is a link under List-Unsubscribe.
The addresses were recognised when the links were found (sightings of kind ``token``): plain, percent-encoded, base64, hex.
"""

from __future__ import annotations

from forensics.assess.look import MOST_GROUNDS, Look, ground
from forensics.model.finding import Finding, Verdict

RULE = "links.recipient"
QUESTION = {
    "en": "Does a link in the mail carry the reader's own address?",
    "ja": "リンクの中に受信者自身のメールアドレスが埋め込まれていますか。",
}


def judge(look: Look) -> Finding:
    """YES: it does, in the open or encoded."""
    tokens = [each for each in look.sightings if each.observable.kind == "token"]
    body = [each for each in tokens if not each.where.startswith("header List-")]
    if not look.mail.to and not tokens and not any(hop.for_ for hop in look.mail.route):
        return Finding(
            RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
            {
                "en": "Not examined: the mail does not say whom it was for.",
                "ja": "未確認です。メールに宛先が書かれていません。",
            },
        )  # fmt: skip
    if not body:
        return Finding(
            RULE, QUESTION, Verdict.NO, 0.6,
            {
                "en": "No link carries the reader's address in a form that we recognise. A number or a code may still stand for it.",
                "ja": "受信者のアドレスが埋め込まれたリンクは見つかりませんでした(番号や符号で識別している可能性は残ります)。",
            },
            against=tuple(ground(each.where, each.as_written, "only in a link for unsubscribing") for each in tokens[:1]),
        )  # fmt: skip
    forms = sorted({each.how.removesuffix(" in the link") for each in body})
    grounds = [
        ground(_place(each.part, each.where), each.context or each.as_written, each.how) for each in body[:MOST_GROUNDS]
    ]
    unsubscribe = look.mail.header("list-unsubscribe")
    against = (
        [ground("header List-Unsubscribe", unsubscribe, "newsletters mark their links for each reader, too")]
        if unsubscribe
        else []
    )
    coded = forms != ["plain"]
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.5 if against else 0.85,
        {
            "en": "A link carries the reader's own address"
            + (" in coded form" if coded else "")
            + ": whoever opens it tells the sender who clicked. Do not open it, and cut it before looking it up.",
            "ja": "リンクに受信者自身のメールアドレスが" + ("符号化されて" if coded else "")
            + "埋め込まれています。開くと、誰がクリックしたかが相手に伝わります。開かないでください。",
        },
        tuple(grounds), tuple(against),
        {"address": body[0].observable.value, "form": ", ".join(forms), "links": str(len(body))},
    )  # fmt: skip


def _place(part: str, where: str) -> str:
    return f"part {part} {where}" if part else where
