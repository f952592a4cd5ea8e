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
    "en": "the and you your for this that with have are from not will our has was please can",
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
_BY_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _BY_WORD[_word] = (*_BY_WORD.get(_word, ()), _language)
_WORD = re.compile(r"[^\W\d_]{1,14}")
_LETTER = re.compile(r"[^\W\d_]")
SAMPLE = 8_000


def main_language(text: str) -> str:
    """ISO 639-1 code, ``und`` where too little text says too little. Looks at the first 8,000 characters."""
    sample = text[:SAMPLE]
    if not sample.isascii():
        counts = {code: len(pattern.findall(sample)) for code, pattern in _SCRIPTS}
        letters = len(_LETTER.findall(sample))
        if counts["ja"] >= 2 and (counts["ja"] + counts["zh"]) * 5 >= letters:
            return "ja"
        best = max(counts, key=lambda code: counts[code])
        if counts[best] >= 2 and counts[best] * 3 >= letters:
            return best
    votes: Counter[str] = Counter()
    words = 0
    for word in _WORD.findall(sample.lower()):
        words += 1
        for code in _BY_WORD.get(word, ()):
            votes[code] += 1
    if not votes:
        return "und"
    (best, count), *others = votes.most_common(2)
    clear = not others or count > others[0][1]
    return best if clear and count >= 2 and count * 12 >= words else "und"
