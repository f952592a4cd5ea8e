"""A defect: what is wrong with a piece of evidence, said once, in words a program can count and a person can read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Defect:
    """Something that could not be read as the standards say, and what was done instead.

    Defects are evidence: a lying charset or a boundary that never comes says which program wrote the mail.
    """

    code: str
    """Stable kebab-case name, e.g. ``charset-repaired``; tests and reports count by it."""
    where: str = ""
    """Place: ``header Subject``, ``part 1.2``, ``received 3``; empty for the mail as a whole."""
    detail: str = ""
    """What exactly, in English, at most 200 characters; may quote the mail and is then as hostile as the mail."""

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.code}{place}: {self.detail}" if self.detail else f"{self.code}{place}"
