"""What the mail wants and claims: amounts, time limits, claimed periods. Passwords are read apart (``passwords``)."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.extract import amounts, deadlines
from forensics.extract.hit import Hit
from forensics.extract.view import View


def hits(view: View) -> Iterator[Hit]:
    """All demands of one text."""
    yield from amounts.hits(view)
    yield from deadlines.hits(view)
