"""The carriers of links other than running text: calendars, cards, pictures, drawings, PDFs, Office files, scripts, SVG.

Why it matters: what filters do not open is where offenders put the link. Each carrier is one file here; each is read by itself, never
opened in another program, never run, and nothing is fetched. The libraries that do the reading (Pillow, zxing-cpp, pypdf, olefile) are
loaded by the first mail that needs them.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract.carriers import drawings, files, pages
from forensics.extract.carriers.place import Budget, Place
from forensics.model.mail import Mail, TextPart
from forensics.model.observable import Sighting
from forensics.model.page import HtmlPage

__all__ = ["Budget", "drawn", "of_attachments", "of_page", "of_text"]


def of_text(text: TextPart, budget: Budget) -> Iterator[Sighting] | None:
    """What a text part that is a file format of its own names; None for running text, but for what is drawn in it (``drawn``)."""
    label = files.TEXT_FORMATS.get(text.content_type)
    return files.Files(budget).of_text(label, text.text, Place(text.part)) if label else None


def drawn(text: TextPart, budget: Budget) -> Iterator[Sighting]:
    """The codes that are drawn with characters in running text."""
    return drawings.sightings(text.text, Place(text.part), budget)


def of_page(page: HtmlPage, known: set[str], budget: Budget) -> Iterator[Sighting]:
    """What stands in a page's scripts, ``data:`` URIs and drawings. Links found are put into ``known``."""
    return pages.sightings(page, known, budget)


def of_attachments(mail: Mail, budget: Budget) -> Iterator[Sighting]:
    """What the files of a mail carry, in the order of the parts. Texts, pages and mails within have been read as such."""
    read = {text.part for text in mail.text_parts} | {path for path, _ in mail.nested}
    opened = files.Files(budget)
    for attachment in mail.attachments:
        if attachment.part in read or not attachment.size:
            continue
        place = Place(attachment.part, "", attachment.name or attachment.safe_name)
        yield from opened.sightings(mail.payload(attachment.part), place)
    yield from opened.halves()
