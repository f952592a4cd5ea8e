"""The fingerprint of the program that sent: which headers it writes, in which order and spelling, and how it makes its identifiers.

Why it matters: an offender changes host, sender and lure every day and the mailing program hardly ever. Headers that the reader's
own servers add (RFC 5321 section 4.4, Exchange's and the filters' own) say nothing of the sender and are left out.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from forensics.correlate.masks import token_form
from forensics.domains import organisation
from forensics.domains.everybodys import is_everybodys_sender
from forensics.model.everybody import MAIL_SERVICES
from forensics.model.mail import Mail

_RECEIVERS = re.compile(
    r"(?:x-ms-|x-microsoft-|x-eop|x-forefront|arc-|authentication-results|received|return-path|delivered-to|x-incoming|x-sid-"
    r"|x-message-(?:delivery|info)|x-sender-ip|x-spam|x-original|x-gm-|x-google-|x-pmx|x-virus|x-envelope|lines|status|x-status"
    r"|x-keywords|x-uid|x-loop|content-length|x-mozilla|x-rspam|x-apparently|x-yahoo|domainkey-status|x-dkim|x-auth|from )"
)
_MAILERS = frozenset({b"x-mailer", b"user-agent", b"x-php-originating-script", b"x-php-script"})
_WHITE = bytes.maketrans(b"\r\n\t", b"   ")
_PLATFORMS = (
    (b"x-sg-", "sendgrid.net"), (b"x-mailgun-", "mailgun.org"), (b"x-ses-", "amazonses.com"), (b"x-mandrill-", "mandrillapp.com"),
    (b"x-mj-", "mailjet.com"), (b"x-pm-", "postmarkapp.com"), (b"x-mailin-", "sendinblue.com"), (b"x-sib-", "sendinblue.com"),
    (b"x-hs-", "hubspot.com"), (b"x-msys-", "sparkpost.com"), (b"x-klaviyo", "klaviyo.com"), (b"x-mailchimp", "mailchimp.com"),
    (b"x-mc-", "mailchimp.com"), (b"x-cmail", "createsend.com"), (b"x-shopify", "shopify.com"), (b"x-sfmc", "exacttarget.com"),
)  # fmt: skip
"""Beginnings of headers that a mail service writes into its customers' mails."""
_TENANTS = (".onmicrosoft.com", ".gappssmtp.com")
LONGEST = 120
MOST_HEADERS, MOST_SIGNATURES = 120, 3


@lru_cache(maxsize=8192)
def _senders_own(name: bytes) -> str:
    """The name as spelled, or empty where the reader's side has added the header."""
    text = name.decode("latin-1")
    return "" if _RECEIVERS.match(text.lower()) else text


@lru_cache(maxsize=8192)
def _platform(low: bytes) -> str:
    return next((service for start, service in _PLATFORMS if low.startswith(start)), "")


def short(text: str) -> str:
    """A long value cut, with a checksum of all of it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 9]}~{zlib.crc32(text.encode('utf-8', 'replace')):08x}"


def headers(fields: Sequence[tuple[bytes, bytes]]) -> Iterator[tuple[str, str]]:
    """(code, value): order and set of the headers, the mailer's name, and what the signatures say."""
    names, signatures = [], 0
    for name, raw in fields[:MOST_HEADERS]:
        own = _senders_own(name)
        if not own:
            continue
        names.append(own)
        low = name.lower()
        if low.startswith(b"x-"):
            platform = _platform(low)
            if platform:
                yield "pf", platform
        if low in _MAILERS:
            yield "hm", f"{own}: {raw[:100].decode('latin-1').strip()[:80]}"
        elif low == b"dkim-signature" and signatures < MOST_SIGNATURES:
            signatures += 1
            yield from _signature(raw[:4000])
    yield "ho", short(" ".join(names))
    yield "hs", short(" ".join(sorted(set(names))))


def _signature(raw: bytes) -> Iterator[tuple[str, str]]:
    """Of a DKIM signature (RFC 6376 section 3.5): domain, selector, and which headers it covers."""
    text = raw.translate(_WHITE).replace(b" ", b"").decode("latin-1")
    tags = {name: value for name, _, value in (tag.partition("=") for tag in text.split(";")[:20])}
    domain, selector = tags.get("d", "").lower(), tags.get("s", "")
    if domain.endswith(_TENANTS):
        yield "sd", domain.partition(".")[0]
    elif domain and not is_everybodys_sender(domain):
        yield "sd", organisation(domain)
    elif domain and organisation(domain) in MAIL_SERVICES:
        yield "pf", organisation(domain)
    if selector:
        yield "i1", selector[:40]
    covered = tags.get("h", "")
    if covered:
        yield "hd", short(f"{tags.get('a', '')} {tags.get('c', '')} {covered.lower()}")


def identifiers(mail: Mail) -> Iterator[tuple[str, str]]:
    """(code, value): the forms of Message-ID, envelope sender and MIME boundary, and what they name."""
    local, _, domain = mail.message_id.strip("<> ").partition("@")
    domain = domain.lower()
    if local and not (domain and is_everybodys_sender(domain)):
        form = token_form(local) + ("@" if domain else "")
        if len(form) > 6:
            yield "i2", form
        if "." in domain:
            yield "sd", organisation(domain)[:80]
        if len(local) >= 16:
            for end in (local[:10], local[-10:]):
                if not (end[:8].isdecimal() or end[-8:].isdecimal()):  # a clock's digits
                    yield "i3", end
    local, _, domain = mail.return_path.rpartition("@")
    if domain and organisation(domain.lower()) in MAIL_SERVICES:
        yield "pf", organisation(domain.lower())
    if local:
        form = token_form(local)
        if len(form) >= 6:
            yield "i4", form
    boundary = next((found for part in mail.parts[:1] if (found := part.parameters.get("boundary"))), "")
    if boundary:
        form = token_form(boundary)
        if len(form) > 4:
            yield "i5", form
