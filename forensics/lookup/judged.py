"""What answers mean for a mail: a link's name that was registered days before it, and whether the sum demanded has been paid.

Why it matters: a name that is three days old when it writes to somebody was bought for that; and whether anybody paid tells how
well a wave of extortion goes, and that there are victims to look for. Both rest on answers that are on record, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from forensics.lookup.blockchain import payments
from forensics.model.answer import Answer, Status
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.observable import Observable

AGE_RULE = "links.domain-age"
AGE_QUESTION = {
    "en": "Was a name that the mail points at registered shortly before it was sent?",
    "ja": "メールが指すドメインは、送信の直前に登録されたものですか。",
}
YOUNG = 30
"""Days: bought for this."""
FRESH = 365
"""Days: too young to vouch for itself."""
PAID_RULE = "extortion.paid"
PAID_QUESTION = {
    "en": "Has anybody paid to the address since the mail was sent, and about the sum demanded?",
    "ja": "メールの送信後に、要求額に近い入金がありましたか。",
}
_NO_DATE = ("the mail bears no date", "メールに日時がありません")
NEAR = Decimal("0.25")
"""A payment within a quarter of the sum demanded is about that sum: rates move between the mail and the payment."""


def domain_age(sent: datetime | date | None, answers: Iterable[Answer]) -> Finding:
    """How old the youngest of the mail's names was. ``answers``: RDAP's and WHOIS's on the names that the mail points at."""
    told = [(made, each) for each in answers if (made := _created(each)) is not None]
    day = sent.date() if isinstance(sent, datetime) else sent
    if day is None or not told:
        missing = (
            _NO_DATE
            if day is None
            else ("nobody was asked since when its names exist", "ドメインの登録日を照会していません")
        )
        return _not_examined(AGE_RULE, AGE_QUESTION, *missing)
    made, answer = max(told, key=lambda each: (each[0], each[1].observable))
    age, name = (day - made).days, answer.observable.value
    ground = Ground(f"answer {answer.service}", f"{name}: created {made.isoformat()}", _when(answer))
    marks = {"domain": name, "created": made.isoformat(), "days": str(age)}
    if age < -1:  # a day of doubt: the registry's zone is not the sender's
        return Finding(
            AGE_RULE, AGE_QUESTION, Verdict.UNCLEAR, 0.4,
            {
                "en": f"{name} was registered {-age} days after the date that the mail claims: the date is wrong, or the name was given up and taken again.",
                "ja": f"{name} の登録日は、メールの日時より {-age} 日後です。日時が誤っているか、失効後に再登録されたドメインです。",
            },
            (ground,), (), marks,
        )  # fmt: skip
    age = max(age, 0)
    if age > FRESH:
        return Finding(
            AGE_RULE, AGE_QUESTION, Verdict.NO, 0.5,
            {
                "en": f"The youngest name that was asked about, {name}, was {age} days old when the mail was sent. Old names are broken into, too.",
                "ja": f"照会した中で最も新しいドメイン {name} は、送信時に登録から {age} 日でした(古いドメインが悪用される場合もあります)。",
            },
            (ground,), (), marks,
        )  # fmt: skip
    strength = 0.8 if age <= YOUNG else 0.4
    return Finding(
        AGE_RULE, AGE_QUESTION, Verdict.YES, strength,
        {
            "en": f"{name} was registered {age} {'day' if age == 1 else 'days'} before the mail was sent.",
            "ja": f"{name} は、メールの送信の {age} 日前に登録されました。",
        },
        (ground,), (), marks,
    )  # fmt: skip


def paid(sent: datetime | None, answer: Answer | None, demanded: Decimal | None = None) -> Finding:
    """Whether an address was paid since the mail, and whether one payment is about the sum demanded (in BTC; None where unknown)."""
    if answer is None or sent is None or answer.status not in (Status.FOUND, Status.NOT_FOUND):
        why = _NO_DATE if sent is None else ("nobody was asked about the address", "アドレスを照会していません")
        return _not_examined(PAID_RULE, PAID_QUESTION, *why)
    asked = answer.asked_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if answer.asked_at else "?"
    since = [
        (when, value) for when, value in payments(answer.facts) if when is None or when >= sent - timedelta(hours=2)
    ]
    close = [value for _, value in since if demanded is not None and abs(value - demanded) <= demanded * NEAR]
    ground = Ground(
        f"answer {answer.service}",
        f"{answer.observable.value}: {len(since)} payments since, {answer.facts.get('received', '0')} BTC received in all",
        _when(answer),
    )
    marks = {
        "payments": str(len(since)),
        "sum": str(sum((value for _, value in since), Decimal(0))),
        "about_the_sum": str(len(close)),
    }
    if not since:
        return Finding(
            PAID_RULE, PAID_QUESTION, Verdict.NO, 0.7,
            {
                "en": f"Nothing was paid to the address between the mail and the look-up ({asked} UTC). Each recipient may have been given another address.",
                "ja": f"メールの送信から照会時({asked} UTC)まで、このアドレスへの入金はありません(宛先ごとに別のアドレスが使われている場合もあります)。",
            },
            (ground,), (), marks,
        )  # fmt: skip
    if close:
        words = f"{len(close)} of {len(since)} payments since the mail {'is' if len(close) == 1 else 'are'} about the sum demanded."
        return Finding(PAID_RULE, PAID_QUESTION, Verdict.YES, 0.7, {"en": words, "ja": f"送信後の入金 {len(since)} 件のうち {len(close)} 件が、要求額に近い額です。"}, (ground,), (), marks)  # fmt: skip
    doubt = "what was demanded is not known in BTC" if demanded is None else "none is about the sum demanded"
    doubt_ja = "要求額(BTC)が分かりません" if demanded is None else "要求額に近いものはありません"
    return Finding(
        PAID_RULE, PAID_QUESTION, Verdict.UNCLEAR, 0.4,
        {
            "en": f"{len(since)} payments came since the mail; {doubt}. The address may take payments of other origin.",
            "ja": f"送信後に {len(since)} 件の入金がありますが、{doubt_ja}(別の経緯の入金の可能性もあります)。",
        },
        (ground,), (), marks,
    )  # fmt: skip


def _not_examined(rule: str, question: Mapping[str, str], english: str, japanese: str) -> Finding:
    words = {"en": f"Not examined: {english}.", "ja": f"未確認です。{japanese}。"}
    return Finding(rule, question, Verdict.NOT_EXAMINED, 0.0, words)


def _when(answer: Answer) -> dict[str, str]:
    """When somebody was asked, for a ground."""
    if answer.asked_at is None:
        return {}
    asked = answer.asked_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"en": f"asked {asked}", "ja": f"照会日時 {asked}"}


def _created(answer: Answer) -> date | None:
    """The day since when a name exists, of an answer that says so."""
    written = answer.facts.get("created", "")[:10]
    if answer.status is not Status.FOUND or answer.observable.kind != "domain" or not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def about(answers: Iterable[Answer], names: Iterable[Observable]) -> list[Answer]:
    """Of all answers those on the given values."""
    wanted = frozenset(names)
    return [each for each in answers if each.observable in wanted]
