"""Letters that pose as others: Cyrillic and Greek ones inside Latin words, and the letters of mathematics.

Why it matters: a filter that looks for a word does not find it spelt with letters of another script, and a reader sees no
difference. Nobody writes so by accident: each such word is a sign of itself (Unicode UTS #39, section 4). Here they are read as
what they look like; every letter stays at its place.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

_LOOKS_LIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕНІЈКМОРСТУХЅгпкԍɡοαερτυνικΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijshdqwABEHIJKMOPCTYXSrnkggoaeptuvikABEZHIKMNOPTYX",
)
_OTHERS = "".join(map(chr, _LOOKS_LIKE))
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿ"
_WORD = re.compile(rf"[{_OTHERS}{_LATIN}]{{2,60}}+")
_HAS_OTHERS = re.compile(f"[{_OTHERS}]")
_HAS_LATIN = re.compile(f"[{_LATIN}]")
_MATHS = re.compile("[\U0001d400-\U0001d7ff]+")
_BETWEEN = re.compile(f"(?<=[{_LATIN}])[\u00ad\u200b-\u200d\u2060\ufeff]{{1,9}}+(?=[{_LATIN}])")
"""Signs that nobody sees, inside a word."""


def may_disguise(raw: bytes) -> bool:
    """Whether a text (UTF-8) has any sign with which words are disguised: a question to single bytes, for every mail."""
    return not raw.isascii() and any(lead in raw for lead in _LEADS)


_LEADS = tuple(
    dict.fromkeys(
        [sign.encode()[:1] for sign in _OTHERS]
        + [b"\xf0\x9d", *(chr(code).encode() for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))]
    )
)


def plain_letters(text: str) -> str:
    """The text with disguised letters read as what they look like; as long as before."""
    if _HAS_OTHERS.search(text) and _HAS_LATIN.search(text):
        text = _WORD.sub(_read, text)
    if _MATHS.search(text):
        text = _MATHS.sub(lambda found: _plain_maths(found[0]), text)
    return text


def disguised(text: str, most: int) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the first words with disguised letters: ``script``, ``maths`` or ``unseen``."""
    found = []
    if _HAS_OTHERS.search(text) and _HAS_LATIN.search(text):
        for word in _WORD.finditer(text):
            if _is_mixed(word[0]):
                found.append((*word.span(), "script"))
                if len(found) >= most:
                    break
    for kind, pattern in (("maths", _MATHS), ("unseen", _BETWEEN)):
        found += [(*match.span(), kind) for match in islice(pattern.finditer(text), most)]
    return found


def _is_mixed(word: str) -> bool:
    """Whether it mixes scripts, so that one of them must be a disguise. A letter or two beside a unit (``5μm``) does not count."""
    return len(word) > 2 and bool(_HAS_LATIN.search(word)) and bool(_HAS_OTHERS.search(word))


def _read(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LOOKS_LIKE) if _is_mixed(word) else word


def _plain_maths(run: str) -> str:
    plain = unicodedata.normalize("NFKC", run)
    return plain if len(plain) == len(run) else run
