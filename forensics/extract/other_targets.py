"""Targets of a page that are no web links: ``mailto:``, ``tel:``, ``bitcoin:``, ``tg:``, ``javascript:``, ``file://host/share``.

Why it matters: a touch on one of them writes a mail, dials a number, pays, opens a chat or sends this machine's credentials to a share
(``search-ms:`` and ``file:`` have been used for that), and none of it need stand in the words of the page.
Sources: RFC 6068, RFC 3966, RFC 5724, RFC 8089, BIP-21.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract import in_links, mailboxes, phones, texts, wallets
from forensics.model.observable import Observable, Sighting
from forensics.model.page import HtmlPage

_DIALLED = ("tel:", "sms:", "callto:")
_MESSENGERS = ("whatsapp:", "tg:", "skype:")
"""Schemes that open one."""
_TEXTUAL = ("javascript:", "vbscript:")
_OTHER_SCHEMES = (
    "file:", "smb:", "ldap:", "ldaps:", "search:", "search-ms:", "ms-", "sftp:", "ssh:", "ws:", "wss:", "rdp:", "vnc:",
)  # fmt: skip
"""Schemes that a program opens, and whose host is contacted."""


def sightings(clean: str, page: HtmlPage, where: str, context: str) -> Iterator[Sighting]:
    """Targets that are no web link: mail addresses, telephones, messengers, and what is read as a text is."""
    part, lower = page.part, clean[:16].lower()
    if lower.startswith("mailto:"):
        written = clean[: texts.LONGEST_WRITTEN]
        for address in mailboxes.of_mailto(clean):
            yield Sighting(Observable("email", address), written, part, where, context, None, "attribute")
    elif lower.startswith(_DIALLED):
        dialled = phones.of_link(clean, page.text)
        if dialled:
            number, told = dialled
            how = f"attribute, {told}" if told else "attribute"
            yield Sighting(Observable("phone", number), clean[:64], part, where, context, None, how)
    elif lower.startswith(_MESSENGERS):
        yield from in_links.handle(clean, part, where, context)
    else:
        yield from _as_text(clean, lower, part, where, context)


def _as_text(clean: str, lower: str, part: str, where: str, context: str) -> Iterator[Sighting]:
    """What a target by a scheme of another kind names: a script all, a program's scheme its hosts, a payment link wallet and sum."""
    if lower.startswith(_TEXTUAL) or "hxxp" in lower:
        kinds: tuple[str, ...] = ()
    elif lower.startswith(_OTHER_SCHEMES):
        kinds = ("url", "domain", "ip")
    elif lower.startswith(wallets.SCHEMES):
        kinds = (*wallets.KINDS, "amount")
    else:
        return
    for each in texts.sightings(clean, part, where):
        if not kinds or each.observable.kind in kinds:
            how = "attribute" if kinds and each.how == "plain" else f"attribute, {each.how}"
            yield Sighting(each.observable, each.as_written, part, where, context, None, how)
