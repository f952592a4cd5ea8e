"""One file inside a mail -> the carrier that reads it, by the file's first bytes; what is in it is read once more, one level deep."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract.carriers import archives, calendar, codes, data_uris, kinds, markup, office, old_office, strings
from forensics.extract.carriers.place import (
    DEEPEST,
    LARGEST_FILE,
    Budget,
    Place,
    limit,
    read,
    without_repeats,
)
from forensics.model.observable import Sighting

TEXT_FORMATS = {
    "text/calendar": "calendar", "text/x-vcalendar": "calendar", "text/vcard": "vcard", "text/x-vcard": "vcard", "text/directory": "vcard",
    "text/rtf": "rtf", "text/richtext": "rtf",
}  # fmt: skip
"""Media types of text parts that are read by a carrier and not as running text (RFC 5545, RFC 6350, RFC 2425)."""
_ARCHIVED = frozenset({"pdf", "image", "ole", "rtf", "strings", "calendar", "vcard", "svg", "html", "text", "zip"})
_MOST_PAIRS = 20


class Files:
    """The files of one mail. Pictures without a code are remembered: two of them may be the halves of one."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.greys: list[codes.Grey] = []
        self.parts: list[Place] = []

    def sightings(self, data: bytes, place: Place) -> Iterator[Sighting]:
        """What one file names. Never raises: what could not be read is said by a sighting of kind ``limit``."""
        kind = kinds.kind(data)
        if not kind:
            return
        self.budget.files -= 1
        if self.budget.files < 0:
            if self.budget.files == -1:
                yield limit(place, "attachment", "more files than are opened in one mail")
            return
        if len(data) > LARGEST_FILE:
            yield limit(place, "attachment", f"{len(data)} bytes, looked at {LARGEST_FILE}")
            data = data[:LARGEST_FILE]
        yield from without_repeats(self._by_kind(kind, data, place))

    def halves(self) -> Iterator[Sighting]:
        """Codes that were cut into two pictures."""
        for n in range(min(len(self.greys) - 1, _MOST_PAIRS)):
            if self.parts[n].part != self.parts[n + 1].part or self.parts[n].how:
                yield from codes.halves(self.greys[n], self.greys[n + 1], self.parts[n])

    def _by_kind(self, kind: str, data: bytes, place: Place) -> Iterator[Sighting]:
        if kind == "image":
            before = len(self.greys)
            yield from codes.sightings(data, place, self.budget, self.greys)
            self.parts += [place] * (len(self.greys) - before)
        elif kind == "zip":
            yield from self._zip(data, place)
        elif kind == "pdf":
            yield from self._pdf(data, place)
        elif kind == "ole":
            yield from old_office.ole(data, place)
        elif kind == "rtf":
            yield from old_office.rtf(data, place)
        elif kind == "strings":
            yield from strings.sightings(data, place)
        elif kind in ("svg", "html"):
            source = kinds.text_of(data)
            yield from markup.sightings(source, "", place, kind)
            yield from self.embedded(source, place)
        elif kind in ("calendar", "vcard"):
            yield from self.of_text(kind, kinds.text_of(data), place)
        else:
            yield from read(kinds.text_of(data), place, "attached text")

    def of_text(self, label: str, text: str, place: Place) -> Iterator[Sighting]:
        """A calendar, a card or an RTF that is known as such."""
        if label == "rtf":
            yield from old_office.rtf(text.encode("cp1252", "replace"), place)
            return
        inner: list[bytes] = []
        yield from calendar.sightings(text, place, label, inner)
        for n, data in enumerate(inner):
            yield from self._inner(data, place.inner(f"inside the {label}, {n + 1}"))
        yield from self.embedded(text, place)

    def embedded(self, text: str, place: Place) -> Iterator[Sighting]:
        """The ``data:`` URIs in a text."""
        for kind, data in data_uris.pieces(text):
            self.budget.unpacked -= len(data)
            if self.budget.unpacked < 0:
                yield limit(place, "data: URI", "more in data: URIs than is decoded in one mail")
                return
            yield from self._inner(data, place.inner(f"data: URI {kind}"))

    def _inner(self, data: bytes, place: Place) -> Iterator[Sighting]:
        if place.depth > DEEPEST and kinds.kind(data) in ("zip", "html", "svg", "pdf"):
            yield limit(place, "attachment", "a file within a file within a file, not opened")
        elif place.depth <= DEEPEST + 1:
            yield from self.sightings(data, place)

    def _zip(self, data: bytes, place: Place) -> Iterator[Sighting]:
        archive = archives.Archive(data, place, self.budget)
        if office.is_office(archive.names):
            inner: list[tuple[str, bytes]] = []
            yield from office.sightings(archive, inner)
            for name, content in inner:
                yield from self._inner(content, place.inner(name[:200], name))
            return
        for info in archive.infos:
            if place.depth >= DEEPEST:
                yield limit(place, "attachment", "a zip within a file, not opened")
                break
            yield from self._inner(archive.read(info), place.inner(f"{info.filename[:200]} in the zip", info.filename))
        yield from archive.told("zip")

    def _pdf(self, data: bytes, place: Place) -> Iterator[Sighting]:
        from forensics.extract.carriers import pdf

        pictures: list[tuple[str, bytes | codes.Grey]] = []
        yield from pdf.sightings(data, place, self.budget, pictures)
        for how, picture in pictures:
            if isinstance(picture, bytes):
                yield from self._inner(picture, place.inner(how))
            else:
                yield from codes.of_pixels(picture, place.inner(how))
