"""The popularity cap: hosts and mail domains that everybody's mail may name (``everybodys.txt`` beside this, read once).

Why it matters: most false links between real phishing mails rest on a mail service, a relay, a picture host or a shortener that is
rare in the case and common in the world; and whoever blocks one blocks everybody. Who rents a name under such a service is told
apart by that name.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from forensics.domains.registered import organisation
from forensics.model.everybody import FREEMAIL, GATEWAYS, LIBRARIES, MAIL_SERVICES, PUBLIC_PLACES


@lru_cache(maxsize=1)
def _more() -> frozenset[str]:
    lines = (Path(__file__).parent / "everybodys.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=16384)
def is_everybodys_host(host: str) -> bool:
    """Whether a host is a library, a public place, a mail service or a gateway that anybody's mail may name."""
    if host in LIBRARIES or host in GATEWAYS:
        return True
    owner, more = organisation(host), _more()
    return owner in PUBLIC_PLACES or owner in MAIL_SERVICES or owner in LIBRARIES or owner in more or host in more


@lru_cache(maxsize=16384)
def is_everybodys_sender(domain: str) -> bool:
    """Whether a mail domain is one under which anybody gets a mailbox or sends through."""
    owner = organisation(domain)
    return (
        domain in FREEMAIL or owner in FREEMAIL or owner in MAIL_SERVICES or owner in PUBLIC_PLACES or owner in _more()
    )
