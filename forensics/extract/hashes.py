"""SHA-256 digests written out in a text: 64 hexadecimal digits that stand alone (FIPS 180-4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract.hit import Hit
from forensics.extract.view import View

_DIGEST = re.compile(r"[0-9A-Fa-f](?<![A-Za-z0-9].)[0-9A-Fa-f]{63}(?![A-Za-z0-9])")


def hits(view: View) -> Iterator[Hit]:
    """Digests in lower case; 64 equal digits are filling, not a digest."""
    for found in _DIGEST.finditer(view.text):
        value = found.group().lower()
        if len(set(value)) > 4:
            yield Hit(found.start(), found.end(), "sha256", value)
