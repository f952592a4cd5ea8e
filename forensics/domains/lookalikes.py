"""How a host name looks to a reader: its Unicode form, and the name in plain letters that it imitates.

Why it matters: browsers show ``xn--80ak6aa92e.com`` as ``аррӏе.com`` or not, depending on their version; a mail program always shows
what the offender wrote. A report has to show both forms and to say that a name is not what it seems.
Sources: UTS #46 (A-labels and their Unicode form), UTS #39 sections 4 and 5 (skeletons, mixed-script and whole-script confusables,
the scripts that belong together in Japanese, Korean and Chinese). The table holds the letters that occur in names: those of
Cyrillic, Greek, Armenian, Cherokee, Latin extensions and letter-like symbols that are drawn like a Latin letter or digit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import can_ada

_DRAWN_ALIKE = {
    "a": "аɑαạąàáâãäåāăǎ⍺",
    "b": "ƅьъɓḃḅḇ",
    "c": "сϲçćĉċčƈⲥꮯ",
    "d": "ԁɗđďḋḍḏժ",
    "e": "еҽéèêëēĕėęěẹẻєɛ℮",
    "f": "ғϝƒḟքſ",
    "g": "ɡġğģĝǧǵɢցԍ",
    "h": "һհḥḧḫĥħнʜԋ",
    "i": "ііıíìîïĩīĭįǐịιɩӏꙇᎥ",
    "j": "јϳʝĵյ",
    "k": "кκķĸƙǩḱḳᴋ",
    "l": "ⅼӏļĺľłḷḻƖɭ",
    "m": "мṃṁɱⅿ",
    "n": "пոñńņňṅṇηղռո",
    "o": "оοօóòôõöøōŏőǒọơσ०০੦૦௦ం೦๐໐ഠဝဠ၀ⲟס",
    "p": "рρṗƿṕⲣ",
    "q": "ԛգզʠ",
    "r": "гŕŗřṙṛɾᴦⲅꭈ",
    "s": "ѕśŝşšṡṣșꜱʂ",
    "t": "тτţťțṭṫƭŧ",
    "u": "υսúùûüũūŭůűųưụцʋᴜ",
    "v": "νѵṽṿᴠⅴט",
    "w": "ԝաѡωŵẁẃẅẇẉɯᴡⱳ",
    "x": "хχҳẋẍⅹ",
    "y": "уүγýÿŷȳẏỳỵʏỿყ",
    "z": "źżžẓẕƶᴢʐ",
    "0": "〇",
    "3": "зӡʒ",
    "4": "ч",
    "6": "б",
    "8": "ȣ",
    "-": "‐‑‒–—−",
    ".": "․·。．｡",
}
_CLOSE = frozenset("асԁеһіјӏорԛѕԝхуьҽпгѵѡοναρυικոսհցօ")
"""Letters that cannot be told from Latin ones in most typefaces: what a name wholly in another script must consist of to be suspect.
The looser likenesses of the table (``т``, ``м``, ``к`` ...) make up many honest words."""
_LATIN = str.maketrans({look: plain for plain, looks in _DRAWN_ALIKE.items() for look in looks})
_SECOND_LOOK = str.maketrans("015", "ols")
_PAIRS = (("rn", "m"), ("vv", "w"))
_TOGETHER = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
"""Scripts that are written together (UTS #39 section 5.2, 'highly restrictive')."""
_NO_SCRIPT = frozenset(
    {"DIGIT", "HYPHEN-MINUS", "KATAKANA-HIRAGANA", "FULLWIDTH", "MIDDLE", "IDEOGRAPHIC", "COMBINING"}
)


_to_unicode = cast(Callable[[bytes], str], can_ada.idna_decode)
"""It takes bytes, whatever its stub says."""


@dataclass(frozen=True, slots=True)
class Lookalike:
    """What a host name imitates, and by which trick."""

    host: str
    """The A-label form, as it is looked up."""
    shown: str
    """The Unicode form, as a reader sees it."""
    reads_as: str
    """The name in plain letters that it looks like; the same as ``shown`` where no letter is exchanged."""
    trick: str
    """``mixed scripts``, ``whole script``, ``width`` or ``accents``."""


@lru_cache(maxsize=4096)
def shown(host: str) -> str:
    """The Unicode form of a host in A-labels; the host itself where it has none or where an A-label is none."""
    name = host.lower()
    if "xn--" not in name or not name.isascii():
        return host
    return ".".join(_decoded(label) if label.startswith("xn--") else label for label in name.split("."))


def _decoded(label: str) -> str:
    """One label; as it stands where it does not survive the way there and back (UTS #46 section 4)."""
    try:
        reading = _to_unicode(label.encode("ascii"))
        back = can_ada.idna_encode(reading).decode("ascii")
    except (TypeError, UnicodeError, ValueError):
        return label
    return reading if reading and back == label else label


def skeleton(name: str) -> str:
    """What the eye makes of a name: letters that are drawn alike become one, also ``0`` and ``o``, ``rn`` and ``m`` (UTS #39 section 4).

    Two names with one skeleton can be taken for each other. It is for comparing, not for showing.
    """
    plain = unicodedata.normalize("NFKC", shown(name)).casefold().translate(_LATIN)
    plain = _without_accents(plain).translate(_SECOND_LOOK)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return plain


def lookalike(host: str) -> Lookalike | None:
    """What an internationalised host imitates; None for one in plain letters, and for an honest name in another script.

    A label is suspect when scripts are mixed that are not written together, or when each letter of a foreign script is drawn like a
    Latin one under a top-level domain that is not in that script; accents on Latin letters are told as such, since ``müller.example`` is a name and ``pаypäl.example`` may be none.
    """
    name = shown(host)
    if name.isascii():
        return None
    labels = name.split(".")
    last = {_script(letter) for letter in labels[-1]} - {""}
    trick, reading = "", []
    for label in labels:
        of_label, plain = _judged(label, last)
        reading.append(plain)
        if of_label and trick in ("", "accents"):
            trick = of_label
    return Lookalike(host, name, ".".join(reading), trick) if trick else None


def _judged(label: str, last: set[str]) -> tuple[str, str]:
    """(trick, plain reading) of one label; no trick and the label itself where it is what it seems.

    ``last`` holds the scripts of the top-level domain.
    """
    if label.isascii():
        return "", label
    narrow = unicodedata.normalize("NFKC", label)
    if narrow.isascii():
        return "width", narrow
    scripts = {_script(letter) for letter in label} - {""}
    plain = _without_accents(narrow.translate(_LATIN))
    if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
        return "mixed scripts", plain
    if scripts <= {"LATIN"}:
        return ("accents", plain) if plain.isascii() else ("", label)
    whole = all(letter.isascii() or letter in _CLOSE for letter in label)
    return ("whole script", plain) if whole and not scripts & last else ("", label)


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in parts if unicodedata.category(sign) != "Mn" or _needs(sign))
    )


def _needs(mark: str) -> bool:
    """Voiced sound marks of kana and vowel signs of Indic scripts are letters, not accents."""
    return mark in "\u3099\u309a" or not unicodedata.name(mark, "").startswith("COMBINING")


@lru_cache(maxsize=8192)
def _script(letter: str) -> str:
    """The script of a letter by the first word of its name; empty for digits, hyphens and marks that go with any script."""
    if unicodedata.category(letter)[0] != "L":
        return ""
    word = unicodedata.name(letter, "UNKNOWN").split(" ")[0]
    return "" if word in _NO_SCRIPT else word
