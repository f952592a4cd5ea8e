"""Which sightings of a page stand where no reader sees them.

Why it matters: a link in an element that is not shown was put there for filters, or is padding out of somebody else's mail. It is told
like any other, and marked ``hidden``, so that nobody takes it for what the mail asks for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from forensics import unshown
from forensics.model.observable import Sighting
from forensics.model.page import HtmlPage

MOST_COUNTED = 200
"""Pieces of one page that are looked for throughout its text."""


def marked(found: Iterable[Sighting], page: HtmlPage) -> Iterator[Sighting]:
    """The sightings of a page's text; those that stand in text which is not shown say so."""
    held: _Hidden | None = None
    for sighting in found:
        held = held or _Hidden(page)  # a page without sightings is not asked
        if sighting.start is not None and held.holds(sighting.start):
            how = "hidden" if sighting.how == "plain" else f"{sighting.how}, hidden"
            yield sighting._replace(how=how)
        else:
            yield sighting


class _Hidden:
    """Where the hidden text of one page stands in its text."""

    def __init__(self, page: HtmlPage) -> None:
        self._text = page.text
        pieces = unshown.pieces(page.source)
        self._times = Counter(pieces)
        self._spans = unshown.spans(page.text, pieces)
        self._starts = [start for start, _ in self._spans]
        self._sure: dict[str, bool] = {}

    def holds(self, at: int) -> bool:
        """Whether the character at ``at`` is surely hidden: the same words shown elsewhere leave it open which is which."""
        n = bisect_right(self._starts, at) - 1
        if n < 0 or at >= self._spans[n][1]:
            return False
        start, end = self._spans[n]
        piece = self._text[start:end]
        if piece not in self._sure:
            self._sure[piece] = len(self._sure) < MOST_COUNTED and self._text.count(piece) <= self._times[piece]
        return self._sure[piece]
