"""Host names: who registered one (``registered``), how it looks to a reader and what it imitates (``lookalikes``).

Why it matters: ``login.bank.example.evil.test`` belongs to whoever registered ``evil.test``, and ``аррӏе.com`` in Cyrillic letters is
not the company that it shows. Both questions are asked by finders, by findings and by comparisons alike.
"""

from __future__ import annotations

from forensics.domains.lookalikes import Lookalike, lookalike, shown, skeleton
from forensics.domains.registered import (
    LONGEST,
    RESERVED,
    ascii_host,
    is_top_level,
    lies_under,
    organisation,
    registrable,
)

__all__ = [
    "LONGEST",
    "RESERVED",
    "Lookalike",
    "ascii_host",
    "is_top_level",
    "lies_under",
    "lookalike",
    "organisation",
    "registrable",
    "shown",
    "skeleton",
]
