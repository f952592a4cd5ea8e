"""A drawing as dark and light cells, and the code in it."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract.carriers import codes
from forensics.extract.carriers.place import Place
from forensics.model.observable import Sighting

SMALLEST = 21
"""Modules of the smallest QR code (ISO/IEC 18004)."""
LARGEST = 800
"""Cells of a side: the largest QR code has 177 modules, each of up to four characters or dots."""
_MARGIN = 6
_LOOKS = 120
"""Dark cells at least, and light ones: a third of the smallest code."""


def sightings(rows: list[list[bool]], place: Place, how: str) -> Iterator[Sighting]:
    """The codes in a drawing; ``rows`` may be ragged, true is dark. Stretched ones are brought to squares first."""
    width = max(map(len, rows), default=0)
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= len(rows) <= LARGEST):
        return
    dark = sum(map(sum, rows))
    if dark < _LOOKS or width * len(rows) - dark < _LOOKS:
        return
    across, down = (4, 4) if 2 * width > 3 * len(rows) or 3 * width > 2 * len(rows) else (4, 2)
    if 2 * width > 3 * len(rows):
        across, down = 2, 4
    elif 3 * width < 2 * len(rows):
        across, down = 4, 2
    if max(width, len(rows)) > LARGEST // 2:
        across, down = across // 2, down // 2
    for paper, ink in ((255, 0), (0, 255)):
        found = list(codes.of_pixels(_drawn(rows, width, across, down, paper, ink), place, how))
        yield from found
        if found:
            return


def _drawn(rows: list[list[bool]], width: int, across: int, down: int, paper: int, ink: int) -> codes.Grey:
    """On white paper, or in the other colours on black: what lies around a code must be as light as its light modules."""
    tone = (b"\xff" * across, b"\x00" * across)
    side = bytes([paper]) * (across * _MARGIN)
    blank = bytes([paper]) * (across * (width + 2 * _MARGIN))
    lines = [blank] * (_MARGIN * down)
    for row in rows:
        drawn = b"".join([tone[cell] for cell in row])
        rest = bytes([255 if ink == 0 else 0]) * (across * (width - len(row)))
        lines += [side + drawn + rest + side] * down
    lines += [blank] * (_MARGIN * down)
    return codes.Grey(b"".join(lines), len(blank), len(lines))
