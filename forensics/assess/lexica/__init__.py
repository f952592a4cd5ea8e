"""Words by which mails press, promise, ask and threaten, language by language, as data: one TOML file a language, read once.

Why it matters: what frightens is knowledge about languages, not about programs. Whoever speaks one of them can read, check and
extend these lists without reading code. In a phrase a space stands for any white space, ``~`` for at most forty characters of the
same sentence (`` ~ ``: for none, or whole words), ``(a|b)`` for one of several (``(s|)``: perhaps), ``[0-9]+`` for a number, ``*`` behind a word for any ending.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from forensics.assess.lexica.phrase import Phrase
from forensics.assess.lexica.phrase import read as read_phrase

__all__ = ["LANGUAGES", "UNSPACED", "Phrase", "listed", "phrase", "read", "subjects"]

LANGUAGES = ("de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "zh")
"""Languages that have a lexicon."""
UNSPACED = frozenset({"ja", "ko", "zh"})
"""Languages whose words follow one another without spaces, so that a phrase has no edges."""


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


@cache
def phrase(written: str, language: str) -> Phrase:
    """A phrase of a language, read."""
    return read_phrase(written, spaced=language not in UNSPACED)
