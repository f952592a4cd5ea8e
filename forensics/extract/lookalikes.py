"""Letters that look Latin and are not, read as the Latin ones: ``bitсoin`` with a Cyrillic ``с``.

Why it matters: extortion mail is written with Cyrillic and Greek look-alikes so that word filters miss it. Words are matched on
this reading; what a sighting reports is cut from the text as it stands. One letter becomes one letter, so that places agree.
Source: the letters among Unicode's confusables (UTS 39) that are drawn like a Latin one in common typefaces.
"""

from __future__ import annotations

import re
from string import ascii_letters

_CYRILLIC = dict(zip("аеорсухіјѕԁһԛԝґАВЕКМНОРСТХУІЈЅҮ", "aeopcyxijsdhqwrABEKMHOPCTXYIJSY", strict=True))
_PHONETIC = {"ɑ": "a", "ɡ": "g", "ı": "i"}
_GREEK = dict(zip("οανιρκυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oavipkuABEZHIKMNOPTYX", strict=True))
_LATIN = {**_CYRILLIC, **_GREEK, **_PHONETIC}
_ALIKE = "[" + "".join(_LATIN) + "]"
AMONG_LATIN = rf"[A-Za-z]{_ALIKE}|{_ALIKE}[A-Za-z]"
"""A pattern of every text that ``read_as_latin`` changes."""
# Only beside a Latin letter: a word that is Russian or Greek throughout stays what it is.
_RUN = re.compile(rf"{_ALIKE}++")
_LETTERS = frozenset(ascii_letters)
_LONE = re.compile("[\ud800-\udfff]")


def read_as_latin(text: str) -> str:
    """The text with look-alikes inside Latin words as Latin letters, of the same length."""

    def latin(found: re.Match[str]) -> str:
        start, end = found.span()
        run = found.group()
        if text[start - 1 : start] in _LETTERS or text[end : end + 1] in _LETTERS:
            return _LATIN.get(run) or "".join(map(_LATIN.__getitem__, run))
        return run

    return _RUN.sub(latin, text)


def encodable(text: str) -> str:
    """The text with half surrogate pairs (which no UTF-8 can hold) as U+FFFD, of the same length."""
    return _LONE.sub("\ufffd", text)
