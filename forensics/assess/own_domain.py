"""sender.own-domain: does the mail claim to come from the reader's own house, and did it?

Why it matters: 'I sent this from your own account' is the stock proof of extortion mail, and it is no proof at all: anybody may
write any From (RFC 5322 section 3.6.2). The house's own servers know better: the Received line by which the mail came in names a
foreign machine, and SPF (RFC 7208) says whether that machine may send for the domain. Innocent: a mailing list or a forwarder
that keeps the From, a service that sends for the organisation and was not told to the analyst.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Ground, Verdict, Words
from forensics.model.route import Route, trusted

RULE = "sender.own-domain"
QUESTION = {
    "en": "Does a mail that names our own domain as sender really come from our house?",
    "ja": "差出人に自組織のドメインを名乗るこのメールは、本当に組織内から送られたものですか。",
}
_CLAIMS = said("claims our own domain", "自組織のドメインを名乗っている")
_TO_SELF = said("sender and recipient are the same address", "差出人と宛先が同じアドレス")
_INSIDE = said(
    "all lines of our own servers name our own machines", "自組織のサーバーの記録は、すべて組織内の機器を示す"
)
_PASSED = {name: said(f"{name} passed", f"{name} に合格") for name in ("SPF", "DKIM", "DMARC")}
_FAILED = {name: said(f"{name} did not pass", f"{name} に合格していない") for name in ("SPF", "DKIM", "DMARC")}
_KEEPS = said(
    "a mailing list or a forwarder may keep the sender's address",
    "メーリングリストや転送では、元の差出人アドレスが残ることがある",
)
_OTHER = Finding(
    RULE, QUESTION, Verdict.NO, 0.9,
    said("The mail does not use our own domain as its sender address.", "差出人アドレスに自組織のドメインは使われていません。"),
)  # fmt: skip
_NO_SETTINGS = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said(
        "Not examined: the case does not say which domains are our own (own_domains in case.toml).",
        "未確認です。自組織のドメインが設定されていません (case.toml の own_domains)。",
    ),
)  # fmt: skip
_FROM_INSIDE = said(
    "The mail uses our own domain, and our own servers say that it came from inside.",
    "自組織のドメインを名乗っており、自組織のサーバーの記録でも内部から送られています。",
)
_CANNOT_TELL = said(
    "The mail uses our own domain; whether it came from our house cannot be told from what we have.",
    "自組織のドメインを名乗っていますが、本当に組織内から送られたかどうかは、手元の記録では判断できません。",
)
_PRETENDS = said(
    "The mail pretends to be sent by the reader to himself. Set own_domains in case.toml to find out where it came from.",
    "受信者自身が自分に送ったように見えるメールです。どこから来たかを調べるには case.toml の own_domains を設定してください。",
)


def judge(look: Look) -> Finding:
    """YES: own domain, but from outside. NO: from inside, or another domain."""
    domain = look.from_domain
    if look.settings.own_domains and not (domain and look.is_own(domain)):
        return _OTHER
    address = look.from_address.lower()
    to_self = bool(address) and any(box.address.lower() == address for box in look.mail.to)
    if not look.settings.own_domains and not to_self:
        return _NO_SETTINGS
    marks = {"claimed_domain": domain}
    claim = [ground("header From", look.mail.header("from") or "", _CLAIMS if look.settings.own_domains else {})]
    if to_self:
        marks["to_self"] = "yes"
        claim.append(ground("header To", look.mail.header("to") or "", _TO_SELF))
    if not look.settings.own_domains:
        return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.4, _PRETENDS, tuple(claim), (), marks)
    return _weighed(look, trusted(look.mail.route, look.settings), claim, marks)


def _weighed(look: Look, way: Route, grounds: list[Ground], marks: dict[str, str]) -> Finding:
    against: list[Ground] = []
    score = 0.0
    inside = sum(step.vouched and step.own_client for step in way.steps)
    if way.entry is not None:
        client = way.entry.ip or way.entry.from_
        marks["came_from"] = client
        note = said(f"our server took it from the outside: {client}", f"自組織のサーバーが外部から受け取った: {client}")
        grounds.append(ground(f"received {way.entry.number}", way.entry.as_written, note))
        score += 0.75
    elif inside:
        against.append(ground("received", f"{inside}", _INSIDE))
        score -= 0.8
    for name, result in (("SPF", look.spf), ("DKIM", look.dkim), ("DMARC", look.dmarc)):
        told = f"{name.lower()}={result}"
        if result == "pass":
            against.append(ground("header Authentication-Results", told, _PASSED[name]))
            score -= 0.45
        elif result in ("fail", "softfail", "permerror") or (result == "none" and name == "SPF"):
            grounds.append(ground("header Authentication-Results", told, _FAILED[name]))
            score += 0.2 if result in ("fail", "permerror") else 0.1
    for name in ("list-id", "resent-from", "x-forwarded-to"):
        value = look.mail.header(name)
        if value:
            against.append(ground(f"header {name.title()}", value, _KEEPS))
            score -= 0.3
    if score >= 0.5:
        verdict, words = Verdict.YES, _forged(look, marks.get("came_from", ""))
    elif score <= -0.5:
        verdict, words = Verdict.NO, _FROM_INSIDE
        marks["way"] = "inside"
    else:
        verdict, words = Verdict.UNCLEAR, _CANNOT_TELL
    strength = min(0.98, abs(score)) if verdict is not Verdict.UNCLEAR else 0.3
    return Finding(RULE, QUESTION, verdict, round(strength, 2), words, tuple(grounds), tuple(against), marks)


def _forged(look: Look, where: str) -> Words:
    address = look.from_address
    from_en, from_ja = (f" ({where})", f"({where})") if where else ("", "")
    return said(
        f"The sender address {address} is forged: the mail came from a foreign machine{from_en}, not from our house. "
        "Nobody needs access to an account to write its address as sender.",
        f"差出人アドレス {address} は偽装です。実際には外部のコンピューター{from_ja}から送られています。"
        "差出人欄は誰でも自由に書けるため、アカウントが乗っ取られた証拠にはなりません。",
    )
