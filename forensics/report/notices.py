"""Two letters that are ready to send, in English and Japanese: to the owner of a site that was broken into, and to an abuse desk.

Each is a draft mail (RFC 5322, with ``X-Unsent: 1``, so that mail programs open it for editing): nothing is sent by the program. They
hold what the other side needs to act and no more: hosts, times, the hashes by which originals can be named; never a recipient. The
abuse desk's address stands in ``To`` where a look-up has told one, since that is whom RFC 2142 and RIRs' policies make answer.
"""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from forensics import safe
from forensics.model.finding import HOSTILE
from forensics.report.voice import moment
from forensics.report.words import word

if TYPE_CHECKING:
    from forensics.model.report import Document

MOST = 40
"""Lines of a list: a letter is read by a person."""


def abuse(document: Document) -> bytes:
    """To the abuse desk of the network or registrar."""
    to = next((row["value"] for row in document.tables.get("contacts", ()) if str(row["kind"]).startswith("abuse")), "")
    return _letter(document, "abuse", to)


def site(document: Document) -> bytes:
    """To the owner of a web site that hostile mails lead to: most likely a victim, too."""
    return _letter(document, "site", "")


def _letter(document: Document, which: str, to: str) -> bytes:
    kinds = ("domain", "ip", "url") if which == "abuse" else ("domain", "url")
    values = [
        f"  - {safe.defanged_value(safe.terminal(row['value']))}"
        for row in document.tables.get("blocklist", ())
        if row["kind"] in kinds
    ]
    listed = {str(row["value"]) for row in document.tables.get("blocklist", ())}
    values += [
        f"  - {safe.terminal(row['value'])}"
        for row in document.tables.get("observables", ())
        if row["kind"] == "url" and not row["masked"] and any(f"//{host}/" in f"{row['value']}/" for host in listed)
    ]
    mails = [
        f"  - {mail['exhibit']}: {moment(mail.get('date')) or '-'}, {mail.get('origin_ip') or '-'}, SHA-256 {mail.get('sha256')}"
        for mail in document.tables.get("mails", ())
        if mail.get("verdict") in HOSTILE
    ]
    parts = []
    for language in ("en", "ja"):
        more = word("letter more", language)
        parts += [
            word(f"letter {which}", language),
            "\n".join([*values[:MOST], *([more] if len(values) > MOST else [])] or ["  -"]),
            word("letter mails", language),
            "\n".join([*mails[:MOST], *([more] if len(mails) > MOST else [])] or ["  -"]),
            word("letter end", language),
            "-- " if language == "ja" else "-" * 60,
        ]
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998))
    if to and (address := _address(to)):
        mail["To"] = address
    mail["Subject"] = f"{word(f'letter {which} subject', 'en')} / {word(f'letter {which} subject', 'ja')}"
    mail["X-Unsent"] = "1"
    mail.set_content("\n\n".join(parts) + "\n", charset="utf-8", cte="base64")
    return mail.as_bytes()


def _address(written: str) -> Address | None:
    """As a header takes it; None for what a reply wrote that is no address."""
    try:
        return Address(addr_spec=written.strip()) if written.isascii() and written.isprintable() else None
    except (ValueError, IndexError):
        return None
