"""What the receiver's own server said about SPF, DKIM and DMARC (RFC 8601, Authentication-Results).

Anyone may put such a header into a mail. Only one that carries the authserv-id of the reader's own server counts, and of those the
topmost, which that server added last; without knowing the id the honest answer is: not known.
"""

from __future__ import annotations

import re

from forensics.model.mail import Mail
from forensics.model.settings import CaseSettings
from forensics.parse.parameters import without_comments

_RESULT = re.compile(r"(?:^|[;\s])(spf|dkim|dmarc)\s*=\s*([a-z]{2,20})", re.IGNORECASE)


def results(mail: Mail, settings: CaseSettings) -> tuple[str, str, str]:
    """``(spf, dkim, dmarc)`` results as told by an own server, an empty string for each that it does not tell."""
    trusted = {name.lower() for name in settings.own_authserv_ids}
    told: dict[str, str] = {}
    for value in mail.header_all("authentication-results") if trusted else ():
        plain = without_comments(value[:20_000])
        server, _, rest = plain.partition(";")
        words = server.split()
        if not words or words[0].lower() not in trusted:
            continue
        for method, result in _RESULT.findall(rest):
            name, outcome = method.lower(), result.lower()
            # Several DKIM signatures: one that passes is enough (RFC 6376 section 4.2).
            if name not in told or (name == "dkim" and outcome == "pass"):
                told[name] = outcome
        break
    return told.get("spf", ""), told.get("dkim", ""), told.get("dmarc", "")
