"""What stands inside a page and is neither its words nor its attributes: scripts, ``data:`` URIs, drawn codes."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract.carriers import cells, drawings, files, markup, scripts
from forensics.extract.carriers.place import Budget, Place
from forensics.model.observable import Sighting
from forensics.model.page import HtmlPage


def sightings(page: HtmlPage, known: set[str], budget: Budget) -> Iterator[Sighting]:
    """All of it, in that order. A page with none of it costs a few searches for plain words."""
    place = Place(page.part)
    source = page.source
    codes = (
        [each.value for each in page.pointers if each.value[:11].lower() == "javascript:"] if "cript:" in source else []
    )
    yield from scripts.sightings(source, page.base, place, known, codes)
    if "data:" in source:
        opened = files.Files(budget)
        yield from opened.embedded(source, place)
    yield from cells.sightings(source, place, budget)
    if drawings.may_draw(page.text):
        # The page's text has its white space folded; in a drawing each blank counts.
        yield from drawings.sightings(markup.words(source), place, budget)
