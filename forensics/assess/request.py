"""request.secrets: does the mail want the reader to confirm, to log in, to hand over a secret, or to open something?

Why it matters: this is what phishing is for. A bank's honest mail tells and links, but does not want a password by return; a mail
that asks for one, or lets the reader 'confirm' an account through its own link, is to be answered by another way.
"""

from __future__ import annotations

from functools import lru_cache

from forensics.assess.look import LEAST_WORDS, Look, few_words, ground, said
from forensics.model.finding import Finding, Verdict, Words

RULE = "request.secrets"
QUESTION = {
    "en": "Does the mail ask the reader to confirm, log in, hand over a secret or open something?",
    "ja": "確認・ログイン・秘密情報の入力・ファイルの開封などを求めていますか。",
}
_ASKED = frozenset({"request", "click"})
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("The mail asks for no secret and no log-in.", "秘密情報の入力やログインは求めていません。"),
)  # fmt: skip
_FEW_WORDS = few_words(RULE, QUESTION)
_OPENS = said("The mail asks the reader to click or to open something.", "クリックや開封を求めています。")
_DISCLAIMS = said(
    "the mail says that no secret is asked for; anybody may write that",
    "秘密情報は尋ねないと書かれている(誰でも書ける文言)",
)


def judge(look: Look) -> Finding:
    """YES: asks for a secret, a log-in or a confirmation. UNCLEAR: only for a click. NO: for nothing of the kind."""
    # what is denied ('no change to your seed phrase is needed') or leaves a list ('click here to unsubscribe') has no place
    asked = {subject: found for subject in sorted(look.subjects & _ASKED) if (found := look.places(subject, 3))}
    if not asked:
        return _NONE if len(look.words) > LEAST_WORDS else _FEW_WORDS
    against = tuple(
        ground(place.where, place.quote, _DISCLAIMS)
        for place in (look.places("no_secrets", 1) if "no_secrets" in look.subjects else ())
    )
    if "request" not in asked:
        return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.2, _OPENS, tuple(asked["click"][:2]), against)
    both = "click" in asked
    grounds = [*asked["request"], *asked.get("click", ())[:1]]
    return Finding(
        RULE, QUESTION, Verdict.YES, round((0.7 if both else 0.55) * look.density * (0.6 if against else 1), 2), _sentence(both), tuple(grounds), against,
        {"asks": ", ".join(asked), "density": f"{look.density}"},
    )  # fmt: skip


@lru_cache(maxsize=2)
def _sentence(both: bool) -> Words:
    english, japanese = (" through its own link", "メール中のリンクから") if both else ("", "")
    return said(
        f"The mail asks the reader to confirm an account, log in or give a secret{english}. "
        "Go to the service by its known address instead.",
        f"{japanese}アカウントの確認やログイン、秘密情報の入力を求めています。"
        "メールのリンクは使わず、いつものアドレスからサービスを開いてください。",
    )
