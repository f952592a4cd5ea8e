"""What answers mean for a mail: a link's name that was registered days before it, and whether the sum demanded has been paid.

Why it matters: a name that is three days old when it writes to somebody was bought for that; and whether anybody paid tells how
well a wave of extortion goes, and that there are victims to look for. Both rest on answers that are on record, nothing is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from forensics.lookup import blockchain
from forensics.lookup.blockchain import payments
from forensics.lookup.service import listed
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
TOGETHER_RULE = "extortion.wallets-together"
TOGETHER_QUESTION = {
    "en": "Were other addresses of the case spent together with this one, as one holder does?",
    "ja": "この事案の別のアドレスが、同じ保有者のもののように一緒に送金されていますか。",
}
Payments = Sequence[tuple[datetime | None, Decimal]]
Worth = Callable[[Payments], str]


def _nothing(_: Payments) -> str:
    """No price is known."""
    return ""


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


def paid(
    sent: datetime | None, answer: Answer | None, demanded: Decimal | None = None, worth: Worth = _nothing
) -> Finding:
    """Whether an address was paid since the mail, and whether one payment is about the sum demanded (in BTC; None where unknown).

    ``worth``: what payments were worth in the money of their days, as words; empty where no price table tells it.
    """
    if answer is None or sent is None or answer.status not in (Status.FOUND, Status.NOT_FOUND):
        why = _NO_DATE if sent is None else ("nobody was asked about the address", "アドレスを照会していません")
        return _not_examined(PAID_RULE, PAID_QUESTION, *why)
    asked = answer.asked_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if answer.asked_at else "?"
    since = [
        (when, value) for when, value in payments(answer.facts) if when is None or when >= sent - timedelta(hours=2)
    ]
    close = [value for _, value in since if demanded is not None and abs(value - demanded) <= demanded * NEAR]
    total = blockchain.btc(int(sum((value for _, value in since), Decimal(0)) * blockchain.SATOSHI))
    value = worth(since)
    money = f"{total} BTC, {value} at the price of the day" if value else f"{total} BTC"
    money_ja = f"計 {total} BTC(当日の価格で {value})" if value else f"計 {total} BTC"
    ground = Ground(
        f"answer {answer.service}",
        f"{answer.observable.value}: {len(since)} payments since ({money}), {answer.facts.get('received', '0')} BTC received in all",
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
    # older payments than those on record were after the mail, too, where none of these was before it
    more = bool(answer.facts.get("older_payments")) and len(since) == len(payments(answer.facts))
    least, least_ja = ("at least ", "少なくとも ") if more else ("", "")
    if close:
        words = (
            f"{len(close)} of {least}{len(since)} payments since the mail ({money}) {'is' if len(close) == 1 else 'are'} about the sum demanded.",
            f"送信後の入金 {least_ja}{len(since)} 件({money_ja})のうち {len(close)} 件が、要求額に近い額です。",
        )
        return Finding(
            PAID_RULE, PAID_QUESTION, Verdict.YES, 0.7, {"en": words[0], "ja": words[1]}, (ground,), (), marks
        )
    doubt = "what was demanded is not known in BTC" if demanded is None else "none is about the sum demanded"
    doubt_ja = "要求額(BTC)が分かりません" if demanded is None else "要求額に近いものはありません"
    return Finding(
        PAID_RULE, PAID_QUESTION, Verdict.UNCLEAR, 0.4,
        {
            "en": f"{least.capitalize()}{len(since)} payments came since the mail ({money}); {doubt}. The address may take payments of other origin.",
            "ja": f"送信後に{least_ja} {len(since)} 件の入金({money_ja})がありますが、{doubt_ja}(別の経緯の入金の可能性もあります)。",
        },
        (ground,), (), marks,
    )  # fmt: skip


def together(answer: Answer, of_the_case: Mapping[str, Sequence[str]]) -> Finding | None:
    """Which other addresses of the case were inputs of one transaction with this one; None where it was spent with nobody's.

    ``of_the_case``: address -> the exhibits that bear it.
    """
    companions = listed(answer.facts.get("spent_together_with"))
    if answer.status is not Status.FOUND or not companions:
        return None
    ours = [each for each in companions if each in of_the_case]
    ground = Ground(
        f"answer {answer.service}",
        f"{answer.observable.value}: spent together with {len(companions)} other addresses"
        + "".join(f"; {each} ({', '.join(of_the_case[each])})" for each in ours[:8]),
        _when(answer),
    )
    doubt = Ground(
        "what is known",
        "multiple-input heuristic",
        {
            "en": "The inputs of one transaction are mostly signed by one holder; exchanges, payment services and joint transactions break that.",
            "ja": "一つの取引の入力は同じ保有者のものであることが多いという推定です。取引所や決済代行、共同取引には当てはまりません。",
        },
    )
    named = ", ".join(ours[:8])
    words = (
        {
            "en": f"It was spent in one transaction with {named}, which other mails of the case name: probably one holder.",
            "ja": f"この事案の別のアドレス {named} と一つの取引で送金されており、同じ保有者と推定されます。",
        }
        if ours
        else {
            "en": f"It was spent together with {len(companions)} other addresses, none of which stands in the case.",
            "ja": f"ほかの {len(companions)} 件のアドレスと一緒に送金されていますが、この事案に現れるものはありません。",
        }
    )
    answered, strength = (Verdict.YES, 0.6) if ours else (Verdict.NO, 0.3)
    marks = {"wallets": " ".join(ours), "spent_together_with": str(len(companions))}
    return Finding(TOGETHER_RULE, TOGETHER_QUESTION, answered, strength, words, (ground,), (doubt,), marks)


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
