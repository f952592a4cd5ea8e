"""How much a shared value says, in bits.

Why it matters: two mails that share ``www.w3.org`` share nothing; two that share a wallet share an owner. A value that ``held``
of ``total`` mails hold, and that one mail in ``2**background`` would hold by chance, speaks with
``log2((total + 2**background) / held)`` bits, less what a true link would lack it. The background of each family is written here
by hand, not learnt: it keeps a case of six mails from taking every pair for a coincidence, and fades as the case grows.
"""

from __future__ import annotations

from math import log2

from forensics.domains import organisation
from forensics.model.everybody import FREEMAIL, GATEWAYS, LIBRARIES, MAIL_SERVICES, PUBLIC_PLACES

BACKGROUND = {
    "wallet": 20, "link": 10, "kit": 12, "contact": 10, "sender": 8, "network": 8, "file": 9, "text": 8, "demand": 2,
}  # fmt: skip
"""Family -> bits: one mail in ``2**bits`` has a given rare value of this family by chance."""
MISSING = 0.5
"""Bits taken off: a mail of the same hand often has not the same value."""
PRIOR = 6.0
"""Bits against any two mails of a small case belonging together, before anything is known."""


def bits(family: str, held: int, total: int) -> float:
    """The weight of one shared value; never below zero."""
    return max(0.0, log2((total + 2 ** BACKGROUND[family]) / max(held, 1)) - MISSING)


def prior(total: int) -> float:
    """Bits before any evidence: 6 against in a case of up to ten mails, 3.3 more for each tenfold (as many more strangers)."""
    return -(PRIOR + log2(max(total, 10) / 10))


def is_everybodys_host(host: str) -> bool:
    """Whether a host is a library, a public place, a mail service or a gateway that anybody's mail may name."""
    if host in LIBRARIES:
        return True
    owner = organisation(host)
    return owner in PUBLIC_PLACES or owner in MAIL_SERVICES or owner in LIBRARIES or host in GATEWAYS


def is_everybodys_sender(domain: str) -> bool:
    """Whether a mail domain is one under which anybody gets a mailbox or sends through."""
    owner = organisation(domain)
    return domain in FREEMAIL or owner in FREEMAIL or owner in MAIL_SERVICES or owner in PUBLIC_PLACES
