"""sender.authenticated: did the reader's own server find the sender confirmed?

Why it matters: DMARC (RFC 7489) says whether the domain in From stands behind the mail, DKIM (RFC 6376) whether some domain signed
it, SPF (RFC 7208) whether the machine may send for the envelope's domain. A pass proves the domain, not the honesty of whoever
rents it: offenders authenticate their own domains. A fail proves no lie: forwarding breaks SPF, lists break DKIM. Only results of
an own server count; anybody can write the header.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "sender.authenticated"
QUESTION = {
    "en": "Did our own server find the sender's domain confirmed (DMARC, DKIM, SPF)?",
    "ja": "自組織のサーバーは、差出人のドメインを本物と確認しましたか(DMARC・DKIM・SPF)。",
}
_UNKNOWN = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said(
        "Not examined: no result of an own server is known (own_authserv_ids in case.toml).",
        "未確認です。自組織のサーバーによる認証結果がありません (case.toml の own_authserv_ids)。",
    ),
)  # fmt: skip
_FAILS = frozenset({"fail", "softfail", "permerror"})
_YES = said(
    "The domain in the sender's address stands behind the mail. That proves the domain, not its owner's honesty.",
    "差出人アドレスのドメインは本物と確認されています。ただし、そのドメインの持ち主が誠実かどうかは別です。",
)
_NO = said(
    "The domain in the sender's address does not stand behind the mail: the address may be forged.",
    "差出人アドレスのドメインは確認できませんでした。差出人が偽装されている可能性があります。",
)
_OPEN = said(
    "The checks neither confirm the sender nor prove a forgery.", "認証結果からは、本物とも偽装とも言い切れません。"
)


def judge(look: Look) -> Finding:
    """YES: DMARC passed. NO: DMARC failed, or SPF did with no signature. UNCLEAR: anything between."""
    told = [
        (name, result) for name, result in (("dmarc", look.dmarc), ("dkim", look.dkim), ("spf", look.spf)) if result
    ]
    if not told:
        return _UNKNOWN
    grounds = (ground("header Authentication-Results", " ".join(f"{name}={result}" for name, result in told)),)
    if look.dmarc == "pass":
        return Finding(RULE, QUESTION, Verdict.YES, 0.8, _YES, grounds)
    if look.dmarc == "fail":
        return Finding(RULE, QUESTION, Verdict.NO, 0.7, _NO, grounds)
    if look.spf in _FAILS and look.dkim != "pass":
        return Finding(RULE, QUESTION, Verdict.NO, 0.5, _NO, grounds)
    return Finding(RULE, QUESTION, Verdict.UNCLEAR, 0.3, _OPEN, grounds)
