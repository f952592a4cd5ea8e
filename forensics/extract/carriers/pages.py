"""What stands inside a page and is neither its words nor its attributes: scripts, ``data:`` URIs, drawn codes."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from forensics.extract.carriers import cells, drawings, files, markup, scripts
from forensics.extract.carriers.place import Budget, Place
from forensics.extract.cues import asking
from forensics.model.observable import Sighting
from forensics.model.page import HtmlPage

_DATA, _TARGETS, _COLOURS, _CODE = range(4)
_QUESTIONS = {
    _DATA: "data:",
    _TARGETS: "cript:",
    _COLOURS: "(?i)bgcolor|background",
    _CODE: "|".join(map(re2.escape, scripts.HINTS)),
}


_ALL_AT_ONCE = asking(_QUESTIONS.values())
_NOTHING: tuple[int, ...] = ()


def sightings(page: HtmlPage, known: set[str], budget: Budget) -> Iterator[Sighting]:
    """All of it, in that order. A page with none of it costs one look at its source."""
    place = Place(page.part)
    source = page.source
    asks = _ALL_AT_ONCE.Match(source.encode("utf-8", "surrogatepass")) or _NOTHING
    if _CODE in asks:
        codes = (
            [each.value for each in page.pointers if each.value[:11].lower() == "javascript:"]
            if _TARGETS in asks
            else []
        )
        yield from scripts.sightings(source, page.base, place, known, codes)
    if _DATA in asks:
        opened = files.Files(budget)
        yield from opened.embedded(source, place)
    if _COLOURS in asks:
        yield from cells.sightings(source, place, budget)
    if drawings.may_draw(page.text):
        # The page's text has its white space folded; in a drawing each blank counts.
        yield from drawings.sightings(markup.words(source), place, budget)
