"""Word, Excel and PowerPoint files of today (OOXML, ISO/IEC 29500) and OpenDocument (ISO/IEC 26300), read as the zips they are.

Why it matters: such a file leads outside by its relationships (``TargetMode="External"``): links that are clicked, and templates, frames and
pictures that Office loads by itself when the file is opened. The words, the fields (``HYPERLINK``, ``DDEAUTO``) and the pictures are read
too; macros and embedded objects are noted as what would act, and not analysed here. No document is ever opened in another program.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from forensics.extract.carriers import markup, strings
from forensics.extract.carriers.archives import Archive
from forensics.extract.carriers.place import Place, active, pointed, read
from forensics.model.observable import Sighting

_RELATIONSHIP = re.compile(r"<(?:\w{1,20}:)?Relationship\s[^>]*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z]{2,20})\s{0,4}=\s{0,4}(?:\"([^\"]*+)\"|'([^']*+)')")
_FIELD = re.compile(r"w:instr\s{0,4}=\s{0,4}(?:\"([^\"]*+)\"|'([^']*+)')")
_HREF = re.compile(r"xlink:href\s{0,4}=\s{0,4}(?:\"([^\"]*+)\"|'([^']*+)')")
_FORMULA = re.compile(r"HYPERLINK\(\s{0,8}(?:\"|&quot;)((?:(?!&quot;)[^\"<]){1,4000})")
_DDE = re.compile(r"(?i)\bDDE(?:AUTO)?\b\s{0,4}[^<]{3,300}")
_WORDS = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/(?:sharedStrings|comments\d*|worksheets/[^/]+)|"
    r"ppt/(?:slides|notesSlides|comments)/[^/]+|xl/drawings/[^/]+|word/glossary/document|docProps/(?:core|app|custom)|content|styles|meta)\.xml\Z"
)
_PAGES = re.compile(r"(?i)\.(?:html?|mht|svg)\Z")
_PICTURES = re.compile(r"(?i)(?:(?:word|xl|ppt)/media/|Pictures/|media/)[^/]+\.(?:png|jpe?g|gif|bmp|webp)\Z")
_LOADED = frozenset({"attachedTemplate", "oleObject", "frame", "subDocument", "externalLinkPath", "webSettings"})
"""Relationships that Office follows by itself when the file is opened."""


def is_office(names: list[str]) -> bool:
    """Whether a zip is a document: OOXML has a list of content types, OpenDocument a list of its files."""
    return "[Content_Types].xml" in names or ("META-INF/manifest.xml" in names and "content.xml" in names)


def sightings(archive: Archive, embedded: list[tuple[str, bytes]]) -> Iterator[Sighting]:
    """What a document names: relationships, words, what would act. Its pictures and pages are put into ``embedded``."""
    place = archive.place
    for info in archive.infos:
        name = info.filename
        if name.endswith(".rels"):
            yield from _relationships(_text(archive.read(info)), place)
        elif _WORDS.match(name):
            yield from _words(_text(archive.read(info)), place, name)
        elif _PICTURES.search(name) or _PAGES.search(name):
            data = archive.read(info)
            if data:
                embedded.append((name, data))
        elif name.endswith("vbaProject.bin") or name.startswith("Basic/"):
            yield active(place, "office macros", "macros", name)
        elif name.endswith(".bin") and ("/embeddings/" in name or name.startswith("xl/")):
            if "/embeddings/" in name:
                yield active(place, "office object", "embedded object", name)
            yield from strings.sightings(archive.read(info), place)
    yield from archive.told("office file")


def _text(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def _relationships(xml: str, place: Place) -> Iterator[Sighting]:
    last = xml.rfind(">") + 1
    for found in _RELATIONSHIP.finditer(xml, 0, last):
        given = {name: html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(found.group())}
        if given.get("TargetMode", "").lower() != "external":
            continue
        kind = given.get("Type", "").rpartition("/")[2][:40]
        target = given.get("Target", "")
        if kind in _LOADED:
            yield active(place, "office relationship", f"loads an external {kind}", target)
        yield from pointed(target.removeprefix("mhtml:"), place, "office relationship", how=kind)


def _words(xml: str, place: Place, name: str) -> Iterator[Sighting]:
    for found in _FIELD.finditer(xml):
        yield from read(html.unescape(found[1] or found[2]), place, "office field", name)
    for found in _HREF.finditer(xml):
        target = html.unescape(found[1] or found[2])
        if ":" in target[:12] or target[:2] == "//":
            yield from pointed(target, place, "office link", how=name)
    for found in _FORMULA.finditer(xml):
        yield from pointed(html.unescape(found[1]), place, "office link", how=f"{name}, HYPERLINK")
    text = markup.words(xml)
    dde = _DDE.search(text) if "DDE" in text else None
    if dde:
        yield active(place, "office field", "DDE", dde.group())
    yield from read(text, place, "office text", name)
