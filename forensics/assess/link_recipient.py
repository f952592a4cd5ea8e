"""links.recipient: does a link carry the reader's own address?

Why it matters: whoever opens it has told the offender that the mailbox lives and who clicked, and a form behind it is filled in
with the right name. Newsletters do the same to let people unsubscribe: there it is a link under List-Unsubscribe.
The addresses were recognised when the links were found (sightings of kind ``token``): plain, coded, hashed, or the
local part alone.
"""

from __future__ import annotations

import re

from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "links.recipient"
QUESTION = {
    "en": "Does a link in the mail carry the reader's own address?",
    "ja": "リンクの中に受信者自身のメールアドレスが埋め込まれていますか。",
}

_LEAVING = re.compile(
    r"(?i)unsubscri|subscription|newsletter|preferences|opt[- ]?out|remove|abmelde|abbestell|désabonn|désinscri|disiscri|darse de baja|"
    r"descadastr|afmelden|uitschrijv|配信(?:停止|解除)|購読|メルマガ|メールマガジン|登録(?:解除|情報)|退会|退订|取消订阅|수신 ?거부"
)
"""Words of a link by which readers leave a list, or change what they get: it must know who they are."""
_UNSUBSCRIBE = said("only in a link for unsubscribing", "配信停止用のリンクの中だけ")
_NEWSLETTER = said(
    "newsletters mark their links for each reader, too", "メールマガジンも、読者ごとに異なるリンクを使う"
)
_NOBODY = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: the mail does not say whom it was for.", "未確認です。メールに宛先が書かれていません。"),
)  # fmt: skip
_NONE = said(
    "No link carries the reader's address in a form that we recognise. A number or a code may still stand for it.",
    "受信者のアドレスが埋め込まれたリンクは見つかりませんでした(番号や符号で識別している可能性は残ります)。",
)
_NO_TOKEN = Finding(RULE, QUESTION, Verdict.NO, 0.6, _NONE)


def judge(look: Look) -> Finding:
    """YES: it does, in the open or encoded."""
    # Somebody else's address in a link says nothing of the reader.
    tokens = [each for each in look.kind("token") if not each.how.startswith("an address in the link")]
    if not tokens:
        return _NO_TOKEN if look.mail.to or any(hop.for_ for hop in look.mail.route) else _NOBODY
    body = [each for each in tokens if not each.where.startswith("header List-") and not _LEAVING.search(each.context)]
    if not body:
        each = tokens[0]
        return Finding(
            RULE, QUESTION, Verdict.NO, 0.6, _NONE, against=(ground(each.where, each.as_written, _UNSUBSCRIBE),)
        )
    forms = sorted({each.how.removesuffix(" in the link") for each in body})
    grounds = [
        ground(_place(each.part, each.where), each.context or each.as_written, said(each.how, _how(each.how)))
        for each in body[:MOST_GROUNDS]
    ]
    unsubscribe = look.mail.header("list-unsubscribe")
    against = [ground("header List-Unsubscribe", unsubscribe, _NEWSLETTER)] if unsubscribe else []
    if not against and "unsubscribe" in look.subjects:
        against = [ground(place.where, place.quote, _NEWSLETTER) for place in look.places("unsubscribe", 1)]
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


_FORMS = {
    "plain": "そのままの形",
    "percent": "パーセント符号化",
    "base64": "base64",
    "hex": "16進数",
    "reversed": "逆順",
    "local part": "@より前の部分だけ",
}


def _how(how: str) -> str:
    """``base64 in the link`` in Japanese."""
    form = how.removesuffix(" in the link")
    return f"リンクの中に{'・'.join(_FORMS.get(word, word) for word in form.split(', '))}で含まれる"
