"""What came of taking evidence in, and the bar that shows how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_PROBLEMS = 10_000
"""That many are kept word for word; of more, the number."""


@dataclass(frozen=True, slots=True, repr=False)
class Intake:
    """The outcome of one ``add``."""

    mails: int
    """New in the case."""
    files: int
    """New in the case, and kept without being read as mails."""
    again: int
    """Pieces of evidence whose bytes were in the case already."""
    bytes: int
    """Of all evidence that was looked at."""
    problems: tuple[tuple[str, str], ...] = ()
    """(place, what is the matter) of what could not be read, or not to its end."""
    more_problems: int = 0
    """Further ones that are only counted."""

    def __repr__(self) -> str:
        parts = [f"{_number(self.mails, 'mail')} and {_number(self.files, 'other file')} taken in"]
        if self.again:
            parts.append(f"{self.again} known already")
        if self.problems:
            parts.append(f"{len(self.problems) + self.more_problems} not read as mail")
        return ", ".join(parts)


def _number(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


class Tally:
    """Counts while it goes on, shown as a bar when somebody watches."""

    def __init__(self, *, bar: bool | None, what: str) -> None:
        self.mails = self.files = self.again = self.bytes = self.more = 0
        self.problems: list[tuple[str, str]] = []
        self._bar = _bar(what) if (watched() if bar is None else bar) else None

    def problem(self, place: object, words: str) -> None:
        """Note what could not be read."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((str(place), words))
        else:
            self.more += 1

    def seen(self, size: int) -> None:
        """Count one more piece of evidence."""
        self.bytes += size
        if self._bar is not None:
            self._bar(1)

    def end(self) -> Intake:
        """The outcome; the bar goes away."""
        if self._bar is not None:
            self._bar(None)
        return Intake(self.mails, self.files, self.again, self.bytes, tuple(self.problems), self.more)


def watched() -> bool:
    """Whether somebody sees standard error: a terminal, or a notebook."""
    notebook = "ipykernel" in sys.modules and "IPython" in sys.modules
    return notebook or bool(sys.stderr is not None and sys.stderr.isatty())


def _bar(what: str) -> Callable[[int | None], Any]:
    from tqdm import tqdm

    bar = tqdm(desc=what, unit=" pieces", file=sys.stderr, mininterval=0.5, leave=False, dynamic_ncols=True)
    return lambda n: bar.close() if n is None else bar.update(n)
