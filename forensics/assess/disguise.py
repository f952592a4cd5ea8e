"""Letters that pose as others: Cyrillic and Greek ones inside Latin words, letters of mathematics, accents where no language has them.

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
_BASES = {
    code: base
    for code in range(0xC0, 0x180)
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii() and base.isalpha()
}
"""Latin letters with an accent -> the letter without it."""
_POINTS = ".,:;!?()\"'"
_ACCENTED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ſ]{3,12}+")
_MATHS = re.compile("[\U0001d400-\U0001d7ff]+")
_BETWEEN = re.compile(f"(?<=[{_LATIN}])[\u00ad\u034f\u200b-\u200d\u2060\ufeff]{{1,9}}+(?=[{_LATIN}])")
"""Signs that nobody sees, inside a word."""
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_SMALL = re.compile(f"(?:[{''.join(_SMALL_CAPITALS)}]x?){{4,}}")
"""Words of phonetic small capitals, which no language is written in."""
_PLAIN_CAPITALS = str.maketrans(_SMALL_CAPITALS)
_IN_CIRCLES = re.compile("[\u24b6-\u24e9\U0001f130-\U0001f149]{3,}")
"""Words of letters in circles and squares."""
_MARKED = re.compile("(?:[A-Za-z][\u0300-\u034e\u0350-\u036f]{1,6}+){3}")
"""Letters that each bear a mark of their own, such as a stroke through them (Unicode, Combining Diacritical Marks): no language has three in a row."""
_SOFT = "\u00ad"
_MISREAD = "ÃÂ"
"""What UTF-8 looks like that was read as Latin-1: the letter í becomes one of these and a soft hyphen, and nobody meant that."""
_EVERYDAY = frozenset(
    [
        "your",
        "you",
        "have",
        "been",
        "with",
        "this",
        "will",
        "from",
        "please",
        "account",
        "payment",
        "wallet",
        "funds",
        "security",
        "update",
        "password",
        "verify",
        "confirm",
    ]
)
"""English words that are no words of another language when they bear an accent (``yóur``)."""
HEAD = 2_000
"""Characters in which such words are looked for: whoever writes so does it from the first line."""
LEAST_ACCENTED = 2


def may_disguise(raw: bytes) -> bool:
    """Whether a text (UTF-8) has any sign with which words are disguised: a question to single bytes, for every mail."""
    return not raw.isascii() and any(lead in raw for lead in _LEADS)


_LEADS = tuple(
    dict.fromkeys(
        [sign.encode()[:1] for sign in _OTHERS]
        + [
            b"\xf0\x9d",
            b"\xcc",
            b"\xcd",
            b"\xc9",
            b"\xca",
            b"\xe1\xb4",
            b"\xe2\x92",
            b"\xe2\x93",
            b"\xf0\x9f\x84",
            *(chr(code).encode() for code in (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)),
        ]
    )
)


def plain_letters(text: str) -> str:
    """The text with disguised letters read as what they look like; as long as before."""
    if _HAS_OTHERS.search(text) and _HAS_LATIN.search(text):
        text = _WORD.sub(_read, text)
    if _MATHS.search(text):
        text = _MATHS.sub(lambda found: _plain_maths(found[0]), text)
    if _SMALL.search(text):
        text = _SMALL.sub(lambda found: found[0].translate(_PLAIN_CAPITALS), text)
    if _IN_CIRCLES.search(text):
        text = _IN_CIRCLES.sub(lambda found: _plain_maths(found[0]), text)
    return text.translate(_BASES) if accented(text) else text


def accented(text: str) -> list[tuple[int, int]]:
    """Where the first everyday English words stand that bear accents; none where there are not two of them."""
    head = text[:HEAD]
    if head.isascii():
        return []
    words = {word.translate(_BASES).strip(_POINTS) for word in head.lower().split() if not word.isascii()}
    if len(words & _EVERYDAY) < LEAST_ACCENTED:
        return []
    found: dict[str, tuple[int, int]] = {}
    for word in _ACCENTED.finditer(head):
        plain = word[0].lower().translate(_BASES)
        if plain in _EVERYDAY and not word[0].isascii():
            found.setdefault(plain, word.span())
    return list(found.values()) if len(found) >= LEAST_ACCENTED else []


def disguised(text: str, most: int) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the first words with disguised letters: ``script``, ``maths``, ``capitals``, ``marks``, ``accents`` or ``unseen``."""
    found = [(start, end, "accents") for start, end in accented(text)[:most]]
    if _HAS_OTHERS.search(text) and _HAS_LATIN.search(text):
        for word in _WORD.finditer(text):
            if _is_mixed(word[0]) and not (
                text[word.start() - 1 : word.start()].isalpha() or text[word.end() : word.end() + 1].isalpha()
            ):
                found.append((*word.span(), "script"))
                if len(found) >= most:
                    break
    found += [(*match.span(), "maths") for match in islice(_MATHS.finditer(text), most)]
    for pattern in (_SMALL, _IN_CIRCLES):
        found += [(*match.span(), "capitals") for match in islice(pattern.finditer(text), most)]
    found += [(*match.span(), "marks") for match in islice(_MARKED.finditer(text), most)]
    unseen = (match.span() for match in _BETWEEN.finditer(text) if not _divides(text, *match.span()))
    return [*found, *((*span, "unseen") for span in islice(unseen, most))]


def _divides(text: str, start: int, end: int) -> bool:
    """Whether it is a soft hyphen at which a word may be divided, as type-setters put them: two letters stand on either side."""
    if text[start:end].strip(_SOFT):
        return False
    return text[start - 1] in _MISREAD or (
        text[max(0, start - 2) : start].isalpha() and text[end : end + 2].isalpha() and end - start == 1 and start >= 2
    )


def _is_mixed(word: str) -> bool:
    """Whether it mixes scripts, so that one of them must be a disguise. A letter or two beside a unit (``5μm``) does not count."""
    return len(word) > 2 and bool(_HAS_LATIN.search(word)) and bool(_HAS_OTHERS.search(word))


def _read(found: re.Match[str]) -> str:
    word = found[0]
    return word.translate(_LOOKS_LIKE) if _is_mixed(word) else word


def _plain_maths(run: str) -> str:
    plain = unicodedata.normalize("NFKC", run)
    return plain if len(plain) == len(run) else run
