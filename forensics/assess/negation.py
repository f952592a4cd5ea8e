"""Whether a phrase is denied where it stands: 'your points do not expire' threatens nobody.

Why it matters: a phrase with a gap ('your points ... expire') is found across the little word that turns it round. A denial counts only
close before the end of the phrase; 'your account has not been verified and will be suspended' is a threat all the same. Where the verb
comes before its denial (German, Dutch: 'wird nicht gesperrt'; French: 'ne sera pas suspendu') the denial stands there as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_NOT = {
    "de": "nicht|nie|niemals|kein|keine|keinen",
    "en": "not|never|no longer|cannot|won['’]t|don['’]t|doesn['’]t|isn['’]t|aren['’]t|can['’]t",
    "es": "no|nunca|jamás",
    "fr": "pas|jamais|ne|n(?=['’])",
    "it": "non|mai",
    "nl": "niet|nooit|geen",
    "pt": "não|nao|nunca|jamais",
}
BETWEEN = 2
"""Words that may stand between a denial and the last word of the phrase: 'will not be suspended'."""
LONGEST = 120
"""Characters of a phrase that are looked at: its end."""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{_NOT[language]})(?!\w)[^\w.!?]{{1,3}}(?:\w{{1,30}}[^\w.!?]{{1,3}}){{0,{BETWEEN}}}\w+\Z",
        re.IGNORECASE,
    )


def denied(phrase: str, language: str, spellings: Iterable[str]) -> bool:
    """Whether a phrase, as it stands in the text, says the opposite of what the lexicon means.

    ``spellings``: the lexicon's phrases. What they deny themselves ('could not be delivered') is meant so.
    """
    if language not in _NOT:
        return False
    found = _pattern(language).search(phrase[-LONGEST:])
    if found is None:
        return False
    said = " ".join(found[0].lower().split())
    return not any(said in spelling for spelling in spellings)
