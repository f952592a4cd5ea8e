"""Which language a text is mostly in: by script where that decides, else by its commonest small words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
_SMALL_WORDS = {
    "en": "the and you your for this that with have are from not will our has was please can to of it be by or if an i my we",
    "de": "der die und das sie ist nicht mit auf für ihr ihre ein eine wir von bitte werden den",
    "fr": "le les et vous votre des est pour une dans pas que nous sur avec qui ce cette du",
    "es": "el los las que para una por con su usted del más como este está tu ha sus no se",
    "pt": "não uma para com seu sua você que dos das por mais como está foi ao em os do da",
    "it": "il che per una non con del della sono gli tuo tua alla questo di è nel ha le si",
    "nl": "de het een van en dat niet met voor zijn uw wij deze naar ook aan op te is",
    "pl": "nie się jest na do że twoje oraz przez dla jak twój proszę lub są w z i",
    "tr": "ve bir bu için ile olarak hesabınız lütfen sizin daha değil olan gibi",
    "sv": "och att det som för på är din inte med till av den du har en",
    "id": "yang dan anda untuk dengan tidak ini akan dari pada atau dalam",
    "vi": "của và cho bạn không được này với các một trong để là",
}
_BY_WORD: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _BY_WORD.setdefault(_word, []).append(_language)
_ASCII = re.compile(r"[\x00-\x7f]+")
SAMPLE = 4_000
"""Characters that are looked at: some six hundred words."""


def main_language(text: str) -> str:
    """ISO 639-1 code, ``und`` where too little text says too little.

    Looks at the first 4,000 characters; where they say nothing (hidden filler, addresses) at the next, and the next.
    """
    told = ""
    for at in (0, SAMPLE, 2 * SAMPLE):
        sample = text[at : at + SAMPLE]
        told = ("" if sample.isascii() else _by_script(sample)) or _by_words(sample)
        if told or len(text) <= at + SAMPLE:
            break
    return told or "und"


def _by_script(sample: str) -> str:
    """The language whose script a third of the letters belong to; empty where none has so many."""
    others = _ASCII.sub("", sample)
    counts = {code: len(pattern.findall(others)) for code, pattern in _SCRIPTS}
    best = max(counts, key=lambda code: counts[code])
    if counts[best] < 2:
        return ""
    letters = sum(map(str.isalpha, sample))
    if counts["ja"] >= 2 and (counts["ja"] + counts["zh"]) * 5 >= letters:
        return "ja"
    return best if counts[best] * 3 >= letters else ""


def _by_words(sample: str) -> str:
    votes: dict[str, int] = {}
    # Each vocabulary word is looked up in the counted text, and not each word of the text in the vocabularies.
    counted = Counter(sample.lower().split())
    for word in _BY_WORD.keys() & counted.keys():
        for code in _BY_WORD[word]:
            votes[code] = votes.get(code, 0) + counted[word]
    if not votes:
        return ""
    first, *others = sorted(votes, key=lambda code: (-votes[code], code))
    clear = not others or votes[first] > votes[others[0]]
    words = sum(count for word, count in counted.items() if word[0].isalpha())
    return first if clear and votes[first] >= 2 and votes[first] * 14 >= words else ""
