"""Mail -> sightings: every link, host, address, wallet, hash and demand in a mail, with the place where it stood.

What is looked for: links (``urls``, ``hosts``, ``html``, ``leftovers``), mail addresses, IPv4 and IPv6 addresses (``numbers``), wallets of
every usual coin by checksum and private keys, masked (``wallets``), digests (``hashes``, and each attachment's own SHA-256), amounts, deadlines, claimed
periods and claimed passwords (``amounts``, ``deadlines``, ``periods``, ``passwords``), telephone numbers (``phones``), names in
messengers (``handles``), bank accounts (``banks``, ``ibans``), file names (``files``), what a link wraps (``wrappers``) and whom it names (``tokens``).
Where: header fields, text parts, the visible text, the attributes and the source of HTML parts, mails inside the mail, and what the
files and scripts in it carry (``carriers``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from forensics.extract import carriers, headers, hidden, html, texts, within
from forensics.model.mail import Mail
from forensics.model.observable import Observable, Sighting

MOST = 20_000
"""Sightings that one mail may have. Where there are more, the last sighting says so (kind ``limit``)."""
DEEPEST = 20
"""Mails within mails that are searched."""


def sightings(mail: Mail, addresses: Iterable[str] = (), domains: Iterable[str] = ()) -> list[Sighting]:
    """All that one mail names, in a fixed order: headers, texts and pages by part, attachments, mails within.

    ``addresses`` and ``domains``: further readers known to the case, looked for in links beside those the mail was for.
    """
    found = list(islice(_all(mail, "", 0, tuple(addresses), tuple(domains)), MOST + 1))
    if len(found) > MOST:
        found[MOST:] = [
            Sighting(
                Observable("limit", f"{MOST} sightings"),
                "",
                "",
                "mail",
                "more stood in this mail than were kept",
                None,
                "cut",
            )
        ]
    return found


def recipients(mail: Mail) -> list[str]:
    """Whom the mail was for, as far as it says: To, Cc, Delivered-To and the envelope recipients of the Received lines.

    As written: a hash may be of the address in capitals.
    """
    boxes = [box.address for name in headers.RECIPIENTS for box in mail.addresses(name)]
    boxes += [hop.for_.strip("<>") for hop in mail.route if hop.for_]
    return list(dict.fromkeys(box for box in boxes if "@" in box))[:100]


def _all(
    mail: Mail, prefix: str, depth: int, addresses: tuple[str, ...], domains: tuple[str, ...]
) -> Iterator[Sighting]:
    # No more than are kept: a mail may be made of links.
    own = within.followed(islice(_own(mail), MOST + 1), [*recipients(mail), *addresses], domains)
    yield from (_inside(sighting, prefix) for sighting in own) if prefix else own
    if depth < DEEPEST:
        for path, inner in mail.nested:
            yield from _all(inner, f"{prefix}{path}/", depth + 1, addresses, domains)


def _own(mail: Mail) -> Iterator[Sighting]:
    yield from headers.sightings(mail)
    pages = {page.part: page for page in mail.pages}
    budget = carriers.Budget()
    for text in mail.text_parts:
        page = pages.get(text.part)
        if page is None:
            yield from carriers.of_text(text, budget) or texts.sightings(text.text, text.part, "text")
            yield from carriers.drawn(text, budget)
            continue
        known: set[str] = set()
        for sighting in hidden.marked(texts.sightings(page.text, text.part, "html text"), page):
            if sighting.observable.kind == "url":
                known.update((sighting.as_written, sighting.observable.value))
            yield sighting
        yield from carriers.of_page(page, known, budget)
        yield from html.sightings(page, known)
    for attachment in mail.attachments:
        name = attachment.name or attachment.safe_name
        kinds = f"{attachment.sniffed_type}, {attachment.size} bytes"
        digest = Observable("sha256", attachment.sha256)
        yield Sighting(digest, name, attachment.part, "attachment", kinds, None, "hash of the part")
    yield from carriers.of_attachments(mail, budget)


def _inside(sighting: Sighting, prefix: str) -> Sighting:
    return sighting._replace(part=prefix + sighting.part)
