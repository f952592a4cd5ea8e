"""An observable is a value one can ask about; a sighting is one place where it stood, as it was written.

Named tuples, not dataclasses: a mail has some fifty of them, and making one costs a sixth.
"""

from __future__ import annotations

from typing import NamedTuple


class Observable(NamedTuple):
    """A value worth asking about, in its one normal form."""

    kind: str
    """url, domain, ip, email, bitcoin, sha256, ... (HOUSE: further kinds may come, none is renamed)."""
    value: str


class Sighting(NamedTuple):
    """One place in one mail where an observable stood."""

    observable: Observable
    as_written: str
    """The characters as they stood there (decoded text), before any repair."""
    part: str
    """Path of the part, or empty for the mail's own headers. A path inside a forwarded mail: ``1.2/1``."""
    where: str
    """``text``, ``html text``, ``html a href``, ``header From``, ``received 2``, ``attachment``."""
    context: str = ""
    """Up to 60 characters on either side, white space folded; hostile text."""
    start: int | None = None
    """Character offset of ``as_written`` in the text named by part and where; None where offsets mean nothing."""
    how: str = "plain"
    """How it was found: ``plain``, ``refanged``, ``attribute``, ``hash of the part``, ..."""
