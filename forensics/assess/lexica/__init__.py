"""Words by which mails press, promise, ask and threaten, language by language, as data: one TOML file a language, read once.

Why it matters: what frightens is knowledge about languages, not about programs. Whoever speaks one of them can read, check and
extend these lists without reading code. In a phrase a space stands for any white space, ``~`` for at most forty characters of the
same sentence (`` ~ ``: for none, or whole words), ``(a|b)`` for one of several (``(s|)``: perhaps), ``[0-9]+`` for a number, ``*`` behind a word for any ending.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "zh")
"""Languages that have a lexicon."""
UNSPACED = frozenset({"ja", "ko", "zh"})
"""Languages whose words follow one another without spaces, so that a phrase has no edges."""
_SPACE = r"(?:[\s\x{a0}\x{200b}\x{3000}]+)"
_GAP = r"[^.!?。！？\x00]{0,40}"
_SIGNS = re.compile(r" ~ |[ ~(]|(?<=[^\W\d_])\*")
_MEANS = {
    " ": _SPACE,
    "~": _GAP,
    " ~ ": rf"{_SPACE}(?:{_GAP}[\s\x{{a0}}\x{{200b}}('\"’/:-])?",
    "(": "(?:",
    "*": r"\pL*",
}


@cache
def read(name: str) -> dict[str, list[str]]:
    """The lexicon ``name``: subject -> phrases, as ``NAME.toml`` holds them."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def subjects() -> dict[str, dict[str, str]]:
    """Subject -> its name as a reader sees it, in English and Japanese."""
    return {name: {"en": english, "ja": japanese} for name, (english, japanese) in read("subjects").items()}


def listed(names: Iterable[str]) -> tuple[str, str]:
    """Several subjects in one list for a reader, in English and Japanese."""
    known = [subjects()[name] for name in names]
    return ", ".join(name["en"] for name in known), "、".join(name["ja"] for name in known)


def pattern(phrase: str, language: str) -> str:
    """A phrase as a pattern for RE2, in any case."""
    edge = "" if language in UNSPACED else r"\b"
    # RE2's \b knows ASCII letters only: a phrase that begins or ends with another sign has no edge there.
    first, last = (edge if all(map(_is_ascii_word, ends)) else "" for ends in (_first(phrase), _last(phrase)))
    return f"(?i){first}{_SIGNS.sub(lambda sign: _MEANS[sign[0]], phrase)}{last}"


def _is_ascii_word(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _first(phrase: str) -> set[str]:
    """The signs with which a phrase may begin."""
    if not phrase.startswith("("):
        return {phrase[:1]}
    end = _closing(phrase)
    options = _cut(phrase[1:end], "|")
    return {sign for option in options for sign in _first(option or phrase[end + 1 :])}


def _last(phrase: str) -> set[str]:
    """The signs with which a phrase may end."""
    if not phrase.endswith(")"):
        return {phrase[-1:]}
    start = len(phrase) - 1
    depth = 1
    while depth:
        start -= 1
        depth += (phrase[start] == ")") - (phrase[start] == "(")
    return {sign for option in _cut(phrase[start + 1 : -1], "|") for sign in _last(option or phrase[:start])}


def _closing(phrase: str) -> int:
    """Where the group ends with which a phrase begins."""
    depth = end = 1
    while depth:
        depth += (phrase[end] == "(") - (phrase[end] == ")")
        end += 1
    return end - 1


def lead(phrase: str) -> str:
    """Of the stretches between gaps the one that few texts will hold: the one whose shortest spelling is longest."""
    pieces = [piece.strip() for piece in _cut(phrase, "~")]
    return max(pieces, key=lambda piece: min(len(each.strip()) for each in _spellings(piece)))


def _spellings(piece: str) -> list[str]:
    """All that a piece may stand for, as far as its length tells how rare it is."""
    whole = [""]
    at = 0
    while at < len(piece):
        end = piece.find("(", at)
        if end == at:
            depth, end = 1, at + 1
            while depth:
                depth += (piece[end] == "(") - (piece[end] == ")")
                end += 1
            options = [each for option in _cut(piece[at + 1 : end - 1], "|") for each in _spellings(option)]
        else:
            end = len(piece) if end < 0 else end
            options = [piece[at:end]]
        at = end
        whole = list({len(each): each for each in [head + option for head in whole for option in options]}.values())
    return whole


def _cut(phrase: str, sign: str) -> list[str]:
    """A phrase cut at a sign, groups left whole."""
    pieces, depth, start = [], 0, 0
    for at, each in enumerate(phrase):
        depth += (each == "(") - (each == ")")
        if each == sign and depth == 0:
            pieces.append(phrase[start:at])
            start = at + 1
    return [*pieces, phrase[start:]]
