"""The language of a line: of a subject or a display name, which may be another than that of the text below.

Why it matters: mass senders put a subject in the reader's language above a page in another one, or above somebody else's newsletter as
padding. The phrases of one language asked of the other find nothing, or worse, a word that means something else there (German ``Gift``
is no present). A line has no more than ten words, so more of the small ones count than for a text, and letters that only one language has.
"""

from __future__ import annotations

import re

_SMALL = {
    "de": "der die und das sie ist nicht mit auf für ihr ihre ihren ihrem ihnen ein eine einen wir von vom bitte wurde werden den im zu zum zur jetzt noch nur bis dein deine dich du am als bei aus es so mehr heute",
    "en": "the and you your you've for this with that have are from not will our has was please to of it be is now today get my we an at on up been",
    "es": "el los las que para una por con su sus del más como este está tu tus ha no se lo y ya hoy mi es",
    "fr": "le les et vous votre vos des est pour une dans pas nous sur avec ce cette du au aux sans à un plus dès en mon ma",
    "it": "il che per una non con del della sono gli tuo tua suo sua alla questo di è nel un da oggi le",
    "nl": "de het een van en dat niet met voor zijn uw wij deze naar ook aan op te je jouw jij nu is om bij heeft",
    "pt": "não uma para com seu sua seus suas você que dos das por mais está foi ao os do da em no na um até hoje",
}  # fmt: skip
_BY_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_language)
_LETTERS = {
    "ß": "de",
    "ä": "de",
    "ö": "de",
    "ü": "de",
    "ñ": "es",
    "¿": "es",
    "¡": "es",
    "ã": "pt",
    "õ": "pt",
    "œ": "fr",
    "ê": "fr",
}
"""Letters that say nearly as much as a word."""
_WORD = re.compile(r"[^\W\d_]+")
LEAST = 2
"""Words and letters that must speak for a language."""
LONGEST = 300


def line_language(line: str) -> str:
    """ISO 639-1 code of one of the languages above; empty where the line is too short to tell, or could be of two."""
    line = line[:LONGEST].lower()
    votes: dict[str, int] = {}
    for word in _WORD.findall(line):
        for language in _BY_WORD.get(word, ()):
            votes[language] = votes.get(language, 0) + 1
    if not line.isascii():
        for language in {_LETTERS[letter] for letter in _LETTERS.keys() & set(line)}:
            votes[language] = votes.get(language, 0) + 1
    if not votes:
        return ""
    first, *others = sorted(votes, key=lambda language: -votes[language])
    if votes[first] < LEAST or (others and votes[others[0]] == votes[first]):
        return ""
    return first
