"""pressure.words: does the mail work with fear, haste, secrecy, authority or reward?

Why it matters: who is frightened or in a hurry does not look at the sender. The same few levers stand in nearly every phishing and
extortion mail, in every language, and also in honest reminders and advertisements: a single lever says little, three of them
together with a request say much. The words are data (``lexica``); each place is quoted.
"""

from __future__ import annotations

from functools import lru_cache

from forensics.assess import lexica
from forensics.assess.look import LEAST_WORDS, MOST_GROUNDS, Look, few_words, ground, said
from forensics.model.finding import Finding, Verdict, Words

RULE = "pressure.words"
QUESTION = {
    "en": "Does the mail work with fear, haste, secrecy, authority or reward?",
    "ja": "不安をあおる、急がせる、口止めする、権威や報酬をちらつかせる言葉がありますか。",
}
LEVERS = ("threat", "loss", "deadline", "secrecy", "charge", "reward", "authority", "hacked", "recording")
"""The heaviest first: so they are told."""
_WEIGHT = {
    "threat": 0.35, "loss": 0.35, "deadline": 0.2, "secrecy": 0.25, "charge": 0.1, "reward": 0.2, "authority": 0.1, "hacked": 0.4,
    "recording": 0.4,
}  # fmt: skip
ENOUGH = 0.4
"""Strength from which the answer is yes: two levers of which one is a fear, or three."""
_LEVERS = frozenset(LEVERS)
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("Nothing in the mail's words frightens or hurries the reader.", "不安をあおったり急がせたりする言葉は見つかりませんでした。"),
)  # fmt: skip
_FEW_WORDS = few_words(RULE, QUESTION)
_FOREIGN = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: there is no list of words for the mail's language.", "未確認です。このメールの言語の語彙表がありません。"),
)  # fmt: skip
_HONEST = said("an authenticated sender's reminder may say the same", "認証された正規の送信者の案内でも使われる表現")
_OF_LISTS = said("advertisements and newsletters use such words, too", "広告やメールマガジンでも使われる表現")


def judge(look: Look) -> Finding:
    """YES: several levers, or a heavy one. UNCLEAR: one, as in many honest mails. NO: none."""
    levers = look.subjects & _LEVERS
    if not levers:
        if look.language not in lexica.LANGUAGES and look.language != "und":
            return _FOREIGN
        return _NONE if len(look.words) > LEAST_WORDS else _FEW_WORDS
    strength = min(0.95, look.density * sum(_WEIGHT[lever] for lever in levers))
    named = tuple(lever for lever in LEVERS if lever in levers)
    against = []
    if look.dmarc == "pass":
        against.append(ground("header Authentication-Results", f"dmarc={look.dmarc}", _HONEST))
    unsubscribe = look.mail.header("list-unsubscribe")
    if unsubscribe and not levers & {"threat", "hacked", "recording"}:
        against.append(ground("header List-Unsubscribe", unsubscribe, _OF_LISTS))
    verdict = Verdict.YES if strength >= ENOUGH else Verdict.UNCLEAR
    grounds = [place for lever in named[:MOST_GROUNDS] for place in look.places(lever, 1)]
    return Finding(
        RULE, QUESTION, verdict, round(strength, 2), _sentence(named, verdict), tuple(grounds), tuple(against),
        {"levers": ", ".join(named), "density": f"{look.density}"},
    )  # fmt: skip


@lru_cache(maxsize=256)
def _sentence(levers: tuple[str, ...], verdict: Verdict) -> Words:
    english, japanese = lexica.listed(levers)
    if verdict is Verdict.YES:
        return said(
            f"The mail puts its reader under pressure: {english}. Take your time, and ask the sender by another way.",
            f"読み手に圧力をかける言葉があります({japanese})。急がず、別の方法で送信元に確かめてください。",
        )
    return said(
        f"Some words press the reader ({english}), but no more than in many honest mails.",
        f"急がせる・不安にさせる言葉が少しあります({japanese})。正規のメールにも見られる程度です。",
    )
