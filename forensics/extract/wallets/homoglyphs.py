"""Letters of other scripts that look like those of an address: ``1ВvВМ...`` with Cyrillic В and М.

Why it matters: the reader who types the address sees no difference, a program that looks for it finds nothing. Putting the Latin
letter in its place is a repair, and said to be one; it is believed only where the checksum agrees then. The pairs are those of
Unicode's confusables (UTS 39) whose Latin member an address can hold.
"""

from __future__ import annotations

import re

_PAIRS = {
    # Cyrillic
    "А": "A", "В": "B", "Е": "E", "Ѕ": "S", "І": "1", "Ј": "J", "К": "K", "М": "M", "Н": "H", "Р": "P", "С": "C", "Т": "T", "У": "Y",
    "Х": "X", "Ԛ": "Q", "Ԝ": "W", "Ү": "Y", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "ѕ": "s", "і": "i",
    "ј": "j", "ԛ": "q", "ԝ": "w", "һ": "h", "ԁ": "d", "ѵ": "v", "ү": "y", "к": "k", "З": "3", "з": "3", "б": "6", "Ь": "b", "ӏ": "1",
    "Ӏ": "1", "О": "0", "г": "r", "п": "n", "т": "t", "м": "m",
    # Greek
    "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "1", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "0", "Ρ": "P", "Τ": "T", "Υ": "Y",
    "Χ": "X", "α": "a", "γ": "y", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x",
    "η": "n", "ω": "w",
    # Armenian
    "ո": "n", "ս": "u", "օ": "o", "հ": "h", "ց": "g", "զ": "q", "յ": "j",
}  # fmt: skip
_TABLE = str.maketrans(_PAIRS)
_LETTERS = "".join(_PAIRS)
_LEADS = sorted({sign.encode()[:1] for sign in _LETTERS})
"""First bytes of such letters in UTF-8: a text without any of them is answered at the speed of the memory."""
_SPOT = re.compile(rf"[{_LETTERS}](?:(?=[A-Za-z0-9])|(?<=[A-Za-z0-9].))")
"""Such a letter with a Latin one or a digit beside it."""


_WORD = re.compile(rf"[A-Za-z0-9{_LETTERS}]{{4,}}+")
_AROUND = 32
"""Characters to either side of such a letter in which its word is looked at."""


def repaired(text: str) -> str:
    """The text with Latin letters in their place, character for character; empty where no word with a digit mixes scripts."""
    if text.isascii():
        return ""
    coded = text.encode("utf-8", "surrogatepass")
    if not any([lead in coded for lead in _LEADS]):  # noqa: C419 - a generator costs more than nine questions
        return ""
    spot = _SPOT.search(text)
    while spot:
        around = text[max(0, spot.start() - _AROUND) : spot.end() + _AROUND]
        if any(_mixes(word) for word in _WORD.findall(around)):
            return text.translate(_TABLE)
        spot = _SPOT.search(text, spot.end() + _AROUND // 2)
    return ""


def _mixes(word: str) -> bool:
    return not word.isascii() and not word.isalpha() and not word.isdigit()
