"""extortion.claims: what does a threatening mail claim, and does the evidence bear it out?

Why it matters: extortion mails are stock texts, sent to millions with an address and perhaps a leaked password filled in. What they
claim can be checked one by one: the mail came from outside, not from the reader's account; a 'recording' is not shown; a mail
cannot tell when it is opened unless it fetches a picture; an infection that ends after the mail was written has not happened.
Whoever knows that pays nothing. A text that knows more of its reader than a leaked list does is another matter, and is said so.
Whether other mails share the wallet is said where whole cases are compared.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import lru_cache

from forensics.assess import own_domain
from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Ground, Verdict, Words
from forensics.model.kinds import WALLETS

RULE = "extortion.claims"
QUESTION = {
    "en": "Does the mail extort, and does the evidence fit what it claims?",
    "ja": "脅迫して金銭を要求するメールですか。また、その主張は証拠と合っていますか。",
}
_CLAIMS = ("hacked", "recording", "own_account", "know_password", "timer", "threat")
_THREATS = frozenset({"hacked", "recording", "threat"})
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.8,
    said("The mail threatens nobody for money.", "金銭を脅し取ろうとする内容は見つかりませんでした。"),
)  # fmt: skip
_NOT_SHOWN = said("no recording is shown or attached", "録画とされるものは添付も提示もされていない")
_NO_PICTURE = said(
    "the mail fetches nothing when it is opened, so nobody learns when it is read",
    "開封時に外部へ通信する仕組みがなく、いつ読まれたかを相手が知ることはできない",
)
_PICTURE = said(
    "a remote picture could tell when it was shown; most mail programs ask first",
    "外部画像により表示が知られる可能性はある(多くのメールソフトは表示前に確認する)",
)
_PASSWORD = said(
    "a password is named; such lists come from leaks of other services, not from this computer",
    "パスワードの記載がある。多くは他のサービスから漏れた一覧によるもので、このパソコンから盗まれたとは限らない",
)
_NO_PASSWORD = said("no password is given as proof", "証拠となるパスワードは示されていない")
_FROM_OUTSIDE = said(
    "it came from outside, not from the reader's account", "外部から届いており、本人のアカウントからではない"
)
_NOT_TOLD = said("where it came from cannot be told from what we have", "どこから届いたかは手元の記録では判断できない")
_FUTURE = said(
    "the claimed infection had not ended (or begun) when the mail was written",
    "主張する感染期間が、メールの送信時点より後になっている",
)
_WINDOW = said(
    "claimed infection; hold it against the logs of that time", "主張された感染期間。当時の記録と照合すること"
)
_DEMANDS = said("what is demanded", "要求の内容")
_SHARED_WALLET = said(
    "where to pay; who else got the same wallet is told by the case",
    "送金先。同じ送金先を持つ他のメールは事案全体の比較で分かる",
)
_DEADLINE = said("the deadline", "期限")


def judge(look: Look) -> Finding:
    """YES: threat and demand. UNCLEAR: a threat, but nothing is demanded, or the other way round. NO: neither."""
    subjects = look.subjects
    if not (subjects & _THREATS or "demand" in subjects):
        return _NONE
    wallets = [each for kind in WALLETS for each in look.kind(kind)]
    claims = tuple(claim for claim in _CLAIMS if claim in subjects)
    strong = {"hacked", "recording"} & subjects
    demand = "demand" in subjects or bool(wallets)
    if not strong or not (demand or len(claims) >= 3):
        return _weak(look, claims, demand)
    grounds = [place for claim in claims if claim != "threat" for place in look.places(claim, 1)]
    against = _checked(look, subjects)
    marks = {"claims": ", ".join(claims)}
    grounds = _demanded(look, marks, [each.observable.value for each in wallets]) + grounds
    kind = _kind(look, claims)
    marks["kind"] = kind
    strength = min(0.97, 0.45 + 0.1 * len(claims) + 0.15 * demand + 0.1 * bool(wallets))
    return Finding(
        RULE,
        QUESTION,
        Verdict.YES,
        round(strength, 2),
        _sentence(kind, bool(against)),
        tuple(grounds),
        tuple(against),
        marks,
    )


def _weak(look: Look, claims: tuple[str, ...], demand: bool) -> Finding:
    """Half of an extortion: a broken-in account without a price, or a price without a threat."""
    if not claims or not (demand or len(claims) >= 2):
        return _NONE
    grounds = [place for claim in claims for place in look.places(claim, 1)]
    return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.3, _HALF_WAY, tuple(grounds), (), {"claims": ", ".join(claims)})


_HALF_WAY = said(
    "The mail threatens, but a demand for money is not to be seen (or the other way round).",
    "脅すような表現はありますが、金銭の要求とのつながりははっきりしません。",
)


def _checked(look: Look, subjects: AbstractSet[str]) -> list[Ground]:
    """Each claim against the evidence."""
    found = []
    if "own_account" in subjects:
        origin = own_domain.judge(look)
        if origin.answer is Verdict.YES:
            found.append(ground("header From", origin.marks.get("came_from", ""), _FROM_OUTSIDE))
        elif origin.answer in (Verdict.UNCLEAR, Verdict.NOT_EXAMINED):
            found.append(ground("received", "", _NOT_TOLD))
    for period in look.kind("period"):
        impossible = _is_future(period.observable.value, look.mail.date)
        found.append(ground(period.where, period.as_written, _FUTURE if impossible else _WINDOW))
        break
    if "recording" in subjects and not look.mail.attachments:
        found.append(ground("attachments", "0", _NOT_SHOWN))
    passwords = look.kind("password")
    if passwords:
        found.append(ground(passwords[0].where, passwords[0].as_written, _PASSWORD))
    elif "know_password" in subjects or "hacked" in subjects:
        found.append(ground("text", "", _NO_PASSWORD))
    if "timer" in subjects:
        picture = next(
            (
                p.value
                for page in look.mail.pages
                for p in page.pointers
                if p.tag == "img" and p.value[:4].lower() == "http"
            ),
            "",
        )
        found.append(ground("html img src" if picture else "text", picture, _PICTURE if picture else _NO_PICTURE))
    return found


def _demanded(look: Look, marks: dict[str, str], wallets: list[str]) -> list[Ground]:
    found = []
    amounts = [each for each in look.kind("amount") if not each.where.startswith("header")]
    if amounts:
        marks["amount"] = amounts[0].observable.value
        found.append(ground(amounts[0].where, amounts[0].as_written, _DEMANDS))
    if wallets:
        marks["wallet"] = wallets[0]
        found.append(ground("text", wallets[0], _SHARED_WALLET))
    deadlines = [each for each in look.kind("deadline") if each.observable.value.startswith("P")]
    if deadlines:
        marks["deadline"] = deadlines[0].observable.value
        found.append(ground(deadlines[0].where, deadlines[0].as_written, _DEADLINE))
    return found


_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _is_future(period: str, written: datetime | None) -> bool:
    """Whether the last day of ``2026-02-11/2026-02-26`` lies after the day on which the mail says it was written."""
    days = _DATE.findall(period)
    if not days or written is None:
        return False
    try:
        return max(date(*map(int, day)) for day in days) > written.date()
    except ValueError:  # the 31st of February: no day to compare
        return False


def _kind(look: Look, claims: tuple[str, ...]) -> str:
    """``stock``: the usual claims and nothing that only the reader's own life would tell. ``targeted``: names more. ``unclear``."""
    personal = _personal(look)
    usual = len(claims)
    if usual >= 3 and not personal:
        return "stock"
    return "targeted" if personal and usual < 3 else "unclear"


def _personal(look: Look) -> bool:
    """Whether the text knows the reader beyond his address and a password: his name as the mail's own header gives it, a telephone."""
    name = next((box.name for box in look.mail.to if box.name and "@" not in box.name), "")
    text = look.mail.text
    return (len(name) >= 4 and name in text) or any(each.where == "text" for each in look.kind("phone"))


@lru_cache(maxsize=8)
def _sentence(kind: str, checked: bool) -> Words:
    kinds = {
        "stock": (
            "It is a stock text that is sent to many: it makes the usual claims, and knows nothing that only a spy could know.",
            "多数の人に送られている定型の脅迫文とみられ、本人しか知りえない内容は含まれていません。",
        ),
        "targeted": (
            "It names things about its reader that a stock text does not know: take it seriously and tell the police.",
            "定型文にはない本人の情報が含まれています。軽視せず、警察に相談してください。",
        ),
        "unclear": (
            "Whether it is a stock text or meant for this reader alone cannot be told for certain.",
            "定型文か、特定の相手を狙ったものかは、はっきりしません。",
        ),
    }
    english, japanese = kinds[kind]
    also = (
        (" Its claims do not hold where they can be checked.", "確かめられる主張には裏付けがありません。")
        if checked
        else ("", "")
    )
    return said(
        f"The mail extorts money by a threat. {english}{also[0]} Do not pay and do not answer.",
        f"脅して金銭を要求するメールです。{japanese}{also[1]}支払わず、返信もしないでください。",
    )
