"""sender.signature: was the mail signed by somebody other than the sender that it names?

Why it matters: a DKIM signature (RFC 6376) names in ``d=`` who answers for the mail. A bank signs its own mail; a mail in its name that
only a stranger signed is either sent by a service or by an impostor. The signature is read here and not verified; what the reader's own
server found out is told by ``sender.authenticated``. Innocent: services and lists sign with their own name, small senders with their
provider's.
"""

from __future__ import annotations

import re

from forensics.assess import brands
from forensics.assess.look import MOST_GROUNDS, Look, ground, known_domain, said, same_organisation
from forensics.domains import lies_under
from forensics.model.everybody import MAIL_SERVICES
from forensics.model.finding import Finding, Ground, Verdict

RULE = "sender.signature"
QUESTION = {
    "en": "Was the mail signed (DKIM) by somebody other than the sender that it names?",
    "ja": "メールの電子署名(DKIM)は、名乗っている差出人とは別の組織のものですか。",
}
_DOMAIN = re.compile(r"(?:\A|;)\s{0,20}d\s{0,20}=\s{0,20}([A-Za-z0-9.\-_]{1,253})")
MOST = 10
"""Signatures that are read; mails bear one to four."""
_UNSIGNED = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("The mail bears no DKIM signature.", "メールに DKIM 署名はありません。"),
)  # fmt: skip
_OWN = Finding(
    RULE, QUESTION, Verdict.NO, 0.4,
    said(
        "The mail bears a signature in the name of the sender's own domain. Whether it holds is told by the check of the sender.",
        "差出人自身のドメイン名による署名が付いています(署名が有効かどうかは認証結果で確認します)。",
    ),
)  # fmt: skip
_FOREIGN = said("another organisation than From", "From とは別の組織")
_SERVICE = said("a service that signs what it sends for others", "代行配信サービスは自分の名前で署名する")
_LIST = said("lists sign what they pass on", "メーリングリストは自分の名前で署名し直す")


def signers(look: Look) -> list[str]:
    """Who is said to have signed the mail: the domains of its signatures, not verified."""
    values = look.mail.header_all("dkim-signature")
    return [found[1].lower() for value in values[:MOST] if (found := _DOMAIN.search(value[:4000]))]


def own(look: Look) -> str:
    """The signer who is the sender himself, as far as the mail says; empty for none."""
    return next((each for each in signers(look) if same_organisation(each, look.from_domain)), "")


def judge(look: Look) -> Finding:
    """YES: only others signed it, and neither a list nor a known mail service is among them."""
    sender = look.from_domain
    told = signers(look)
    if not told or not sender:
        return _UNSIGNED
    if own(look):
        return _OWN
    grounds: list[Ground] = [ground("header From", look.from_address)]
    against: list[Ground] = []
    for signer in dict.fromkeys(told):
        grounds.append(ground("header DKIM-Signature", f"d={signer}", _FOREIGN))
        if known_domain(signer) in MAIL_SERVICES or lies_under(
            sender, (signer,)
        ):  # firebaseapp.com signs for its tenants
            against.append(ground("header DKIM-Signature", f"d={signer}", _SERVICE))
    listed = look.mail.header("list-id")
    if listed:
        against.append(ground("header List-Id", listed, _LIST))
    brand = brands.owner(sender)
    strength = (
        0.2 if against else 0.4 if brand is None else 0.8
    )  # those who are imitated most sign their mail themselves
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if against else Verdict.YES, strength,
        said(
            f"The mail names {sender} as sender, but was signed by {told[0]} alone."
            + (" That is usual for lists and mail services." if against else ""),
            f"差出人は {sender} ですが、署名は {told[0]} のものだけです。"
            + ("メーリングリストや配信サービスではよくあることです。" if against else ""),
        ),
        tuple(grounds[: MOST_GROUNDS + 1]), tuple(against), {"claimed_domain": sender, "signer": told[0]},
    )  # fmt: skip
