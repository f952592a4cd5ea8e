"""Letters, digits and noise masked, so that what a program leaves in every mail stays and what it draws anew goes.

Why it matters: a kit draws new numbers and letters for each link and each Message-ID, but in the same order and of the same sorts:
``ZevRKVG.0.0.ZevRKVG.9.ZevRKVG@`` is one grammar, whatever the letters are. Hosts rotate; grammars stay.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"[0-9]+|[A-Za-z]+|[^0-9A-Za-z]+")
_HEX = re.compile(r"[0-9a-f]{8,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")
_MIXED = re.compile(r"[xy0-9]{2,}")
LONG = 40
"""Characters from which a piece of a link without plain numbers is taken for packed data."""
GRAMMAR = 7
"""Runs of letters and digits in one piece that make it a grammar of its own."""


def token_form(token: str) -> str:
    """The form of a Message-ID's or an envelope sender's left side, of a boundary: ``x.0.0.x.9.x``."""
    out = []
    for run in _RUNS.findall(token[:100]):
        first = run[0]
        if "0" <= first <= "9":
            out.append(run if len(run) == 1 else "0" if len(run) < 6 else "00")
        elif first.isascii() and first.isalpha():
            out.append("x" if len(run) > 2 else "y")
        else:
            out.append(run[:4])
    return _MIXED.sub("w", "".join(out))


class Piece:
    """One piece of a path or a query, masked."""

    __slots__ = ("form", "numbers", "runs", "word")

    def __init__(self, text: str) -> None:
        self.numbers: list[str] = []
        """Its numbers, in order."""
        self.word = False
        """It holds something a person named."""
        self.runs = 1
        """How many runs of letters and digits it has once masked; 0 for a plain word."""
        self.form = self._masked(text)

    def _masked(self, text: str) -> str:  # noqa: PLR0911 - one a sort of piece, in the order in which they are told apart
        if text.isdecimal() and text.isascii():
            self.numbers = [text]
            return "0"
        if len(text) > 2 * LONG + 60:
            return "B"
        runs = _RUNS.findall(text)
        numbers = [run for run in runs if "0" <= run[0] <= "9"]
        if len(text) >= LONG and (len(numbers) < 4 or sum(map(len, numbers)) < 1.7 * len(numbers)):
            return "B"  # in base64 a run of digits is hardly ever longer than one
        if not numbers and len(text) < LONG:
            self.word, self.runs = True, 0
            return text.lower()
        if _HEX.fullmatch(text):
            return f"h{len(text)}"
        if len(numbers) == 1 and len(text) < LONG:
            self.word, self.runs, self.numbers = True, 1, numbers
            return "".join("0" if "0" <= run[0] <= "9" else run.lower() for run in runs)
        letters = [run for run in runs if run[0].isalpha()]
        if len(numbers) <= 3 and all(len(run) > 2 and _VOWEL.search(run) for run in letters):
            self.word, self.runs, self.numbers = True, len(numbers), numbers
            return "".join("0" if "0" <= run[0] <= "9" else run.lower() for run in runs)[:LONG]
        if len(numbers) <= 3:
            return f"r{len(text) // 4}"
        out = ["0" if "0" <= run[0] <= "9" else "x" if run[0].isalpha() else run[:3] for run in runs[:LONG]]
        self.numbers, self.runs = numbers, len(out)
        return "".join(out)
