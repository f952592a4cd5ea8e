"""Where in a mail something was taken out of a carrier, how much may be taken, and how it becomes sightings.

Why it matters: a link in a QR code or in a PDF is worth as much as one in the text, but only if a reader can go back to it: every
sighting names the part, the carrier and what was done to get at it. Carriers are files of the attacker's making, so a mail has one
``Budget`` for all of them; what it does not cover is said by a sighting of kind ``limit``, never left out silently. All bounds count
work (bytes, pixels, files), not seconds: the same evidence gives the same sightings on any machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from forensics.extract import texts
from forensics.extract.html import resolved
from forensics.model.observable import Observable, Sighting

LARGEST_FILE = 24 << 20
"""Bytes of one file that are looked at. Mail servers refuse mails above some 25 MB; a larger file is not meant to be read."""
LONGEST_TEXT = 2_000_000
"""Characters taken out of one file: a book has about one million."""
_ENDS = "".join(chr(code) for code in range(0x21))
_DROPPED = {ord(sign): None for sign in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Place:
    """A file, or a piece of a page, inside a mail."""

    part: str
    how: str = ""
    """How it came out of the part: ``data: URI``, ``word/media/image1.png``; empty for the part itself."""
    name: str = ""
    """The file's name as the mail gives it; hostile text."""
    depth: int = 0
    """Files around it: what is in a zip has depth 1. Nothing is opened deeper than ``DEEPEST``."""

    def inner(self, how: str, name: str = "") -> Place:
        """What was taken out of this place."""
        return Place(self.part, f"{self.how}, {how}" if self.how else how, name or self.name, self.depth + 1)


DEEPEST = 1
"""Files within files: a picture in a document, a document in a zip. What is nested deeper is said and not opened."""


@dataclass(slots=True)
class Budget:
    """What may still be looked at in one mail."""

    files: int = 200
    """Files and embedded pieces. Documents with 100 pictures occur; each costs at least a look at its first bytes."""
    unpacked: int = 64 << 20
    """Bytes that come out of archives, compressed streams and encodings."""
    pixels: int = 80_000_000
    """Pixels that are decoded, about 40 full screens or 0.5 s."""
    images: int = 100
    seen: set[int] = field(default_factory=set)
    """Hashes of what was looked at: the same picture twice is one picture."""
    cells: int = 400_000
    """Cells of drawings: some ten of the largest QR codes."""


def read(text: str, place: Place, where: str, how: str = "") -> Iterator[Sighting]:
    """Everything that a text taken out of a carrier names. Offsets into such a text mean nothing to a reader, so none are given."""
    if len(text) > LONGEST_TEXT:
        yield limit(place, where, f"text cut after {LONGEST_TEXT} characters")
        text = text[:LONGEST_TEXT]
    way = ", ".join(filter(None, (place.how, how)))
    for sighting in texts.sightings(text, place.part, where):
        yield sighting._replace(start=None, how=f"{way}, {sighting.how}" if way else sighting.how)


def pointed(
    target: str, place: Place, where: str, context: str = "", *, how: str = "", base: str = ""
) -> Iterator[Sighting]:
    """What one target names: a link (joined to ``base`` where it is relative), else whatever the finders see in it."""
    clean = target.strip(_ENDS).translate(_DROPPED)
    found = resolved(clean, base)
    if found is None:
        for sighting in read(clean[: texts.LONGEST_WRITTEN], place, where, how):
            yield sighting._replace(context=context or sighting.context)
        return
    parsed, way = found
    way = ", ".join(filter(None, (place.how, how, way, "cut" if parsed.cut else "")))
    written = clean[: texts.LONGEST_WRITTEN]
    yield Sighting(Observable("url", parsed.href), written, place.part, where, context, None, way)
    host = Observable(parsed.host_kind, parsed.host)
    yield Sighting(host, written, place.part, where, context, None, f"{way}, host of the link")


def limit(place: Place, where: str, what: str) -> Sighting:
    """Something was not looked at, or not to the end."""
    way = f"{place.how}, cut" if place.how else "cut"
    return Sighting(Observable("limit", what[:120]), place.name[:200], place.part, where, place.name[:120], None, way)


def active(place: Place, where: str, what: str, written: str) -> Sighting:
    """Something that would act when the file is opened: a script, a launch action, a macro, an embedded object."""
    shown = " ".join(written[:400].split())
    return Sighting(
        Observable("active", what), written[:400], place.part, where, shown[:200], None, place.how or "plain"
    )


def without_repeats(found: Iterator[Sighting]) -> Iterator[Sighting]:
    """Each observable once for each kind of place in a file: a footer repeats its link on every page."""
    seen: set[tuple[Observable, str]] = set()
    for sighting in found:
        mark = (sighting.observable, sighting.where)
        if mark not in seen:
            seen.add(mark)
            yield sighting
