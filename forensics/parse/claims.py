"""Headers that claim to know where a mail was written: X-Originating-IP and its kin.

Why it matters: webmail and hosting providers note the address of the browser, the account, the script. Where the provider is honest
that is the best trace of a stolen mailbox or a hacked website; but the header is text like any other and is never the origin itself.
"""

from __future__ import annotations

import re

from forensics.model.mail import Mail
from forensics.model.route import OriginClaim
from forensics.parse.ip import canonical_ip

MOST = 20
"""Lines of one header name that are read."""
LONGEST = 2_000
ADDRESS_HEADERS = (
    "x-originating-ip", "x-sender-ip", "x-client-ip", "x-source-ip", "x-real-ip", "x-remote-ip", "x-remote-host", "x-sender-host",
    "x-forwarded-for", "x-http-remote-addr", "x-mdremoteip", "x-aol-ip", "x-yahoo-post-ip", "x-senderip", "x-ms-exchange-organization-originalclientipaddress",
    "x-ec-ip", "x-spam-source-ip", "x-originating-client-ip", "x-mailer-client-ip", "x-enotify-ip",
)  # fmt: skip
ACCOUNT_HEADERS = (
    "x-authenticated-sender", "x-authenticated-user", "x-authenticated-id", "x-authuser", "x-auth-id", "x-sender-id", "x-source-auth",
    "x-get-message-sender-via", "x-php-originating-script", "x-php-script", "x-mailchannels-auth-id", "x-en-authuser", "x-smtp-auth-user",
)  # fmt: skip
_WORD = re.compile(r"[0-9a-fA-F:.]{3,45}")


def origin_claims(mail: Mail) -> tuple[OriginClaim, ...]:
    """Every such header, in the order of the lists above; no more is said than what it says."""
    present = {name.lower() for name, _ in mail.fields}
    found = []
    for header in (*ADDRESS_HEADERS, *ACCOUNT_HEADERS):
        if header.encode() not in present:
            continue
        for value in mail.header_all(header)[:MOST]:
            text = value[:LONGEST].strip()
            user = text[:255] if header in ACCOUNT_HEADERS else ""
            found.append(OriginClaim(header, _address(text), user, text))
    return tuple(found)


def _address(text: str) -> str:
    """The first word that is an address as a whole: no piece of a version or a time."""
    for found in _WORD.finditer(text):
        before, after = text[: found.start()][-1:], text[found.end() :][:1]
        if (
            not before.isalnum()
            and not after.isalnum()
            and before not in ("-", "_", "/")
            and after not in ("-", "_", "/")
        ):
            ip = canonical_ip(found[0].rstrip("."))
            if ip:
                return ip
    return ""
