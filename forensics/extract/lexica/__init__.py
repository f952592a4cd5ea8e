"""Words that mails use, language by language, as data: one TOML file a subject, read once.

Why it matters: what a demand looks like is knowledge about languages, not about programs. Whoever speaks one of them can read,
check and extend these lists without reading code; each file says what its words are for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """The lexicon ``name``: tables of words as ``NAME.toml`` holds them."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))


def one_of(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest that fits; for ``re`` and RE2 alike."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) + ")"


def pooled(table: dict[str, list[str]]) -> list[str]:
    """The words of all languages of one table, each once."""
    return list(dict.fromkeys(word for words in table.values() for word in words))
