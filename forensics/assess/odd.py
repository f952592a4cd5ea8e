"""language.odd: is the mail written as its claimed sender would write?

Why it matters: 'odd Japanese' is the first thing that readers notice in phishing: 'you' and 'I' where Japanese leaves them out,
turns of phrase that were translated word by word, polite forms that are wrong or change from one sentence to the next, a reader
who is not addressed by name, Chinese characters and fonts. Foreigners and hurried colleagues make mistakes as well, so no single
sign decides, and 'machine-translated' is an opinion weighed from them, never a fact. For English the same idea; for other languages
only the signs of characters (``characters.py``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from forensics.assess.characters import Sign, signs
from forensics.assess.look import MOST_GROUNDS, Look, few_words, ground, said
from forensics.model.finding import Finding, Ground, Verdict, Words

RULE = "language.odd"
QUESTION = {
    "en": "Is the mail's language odd for the sender that it claims?",
    "ja": "差出人に見合わない、不自然な日本語(言葉づかい)がありますか。",
}
ENOUGH = 0.5
"""Weight from which the answer is yes."""
SOME = 0.25
_WEIGHT = {
    "odd_pronoun": 0.25,
    "odd_calque": 0.3,
    "odd_address": 0.2,
    "odd_honorific": 0.2,
    "odd_grammar": 0.2,
    "odd_stiff": 0.1,
}
_MORE = 0.1
"""For each further place of the same kind, up to three."""
_ENGLISH = {"odd_calque": 0.15, "odd_address": 0.15, "odd_grammar": 0.3}
_ODD = frozenset(_WEIGHT)
_POLITE = re.compile("(?:です|ます|ました|ません|でした|ください|下さい|ございます|ましょう)[。！!？?\n]")
_PLAIN = re.compile("(?:である|[ぁ-ん]だ|った|する|できる|ない|れる|いる|ある|思う|祈る)[。！!]")
_NAMED = re.compile(r"[^\s、。@]{1,20}[ 　]?(?:様|さま|さん|御中|各位|殿|先生|先輩|部長|課長|君|社長)(?![々ぁ-ん])")
_ADDRESSING = 300
"""Characters in which a Japanese mail has named its reader."""
_STYLE = said("polite and plain sentence endings are mixed", "「です・ます」と「だ・である」が混在")
_NOBODY = said("the reader is not addressed by name", "宛名がない")
_SPACED = said("spaces before punctuation, or none behind it", "句読点の前後の空白がおかしい")
_BAD_SPACES = re.compile(r"[A-Za-z] [,!?;](?=[ \n])|[a-z]{3}[.,][A-Z][a-z]{2}")
_UNFILLED = re.compile(
    r"(?i)\{{1,2}\s?(?:[a-z]{0,12}_)?(?:f|l|first|last|full|user|e-?mail|nome|numero|name|citizen|client|customer|subscriber|company|domain|date|random|codificado)"
    r"[a-z_ ]{0,14}\}{1,2}|\[\[?(?:fname|lname|first_?name|last_?name|full_?name|email|name|random)\]\]?|\*\|[A-Z:_]{2,30}\|\*|%%?(?:first_?name|email|fname|name)%%?|"
    r"<\?php\b|This is a preheader text\. Use it|Coloca uma mensagem opcional|Lorem ipsum dolor"
)
"""Places that a program was to fill, as the usual programs for bulk mail write them."""
_ASSURES = re.compile(
    r"(?i)(?:mail|message|email|e-mail) (?:is|was) (?:sent )?(?:from|by) (?:a |an )?(?:trusted|verified|safe) sender|vertrauenswürdigen absender|"
    r"vertrouwde afzender|remitente de confianza|expéditeur (?:de confiance|fiable)|mittente (?:attendibile|affidabile)|remetente (?:confiável|de confiança)"
)
_UNFILLED_HINTS = ("{", "[", "*|", "%", "<?", "preheader", "coloca uma", "lorem")
_ASSURES_HINTS = (
    "trusted s",
    "verified s",
    "safe s",
    "absender",
    "afzender",
    "remitente",
    "diteur",
    "mittente",
    "remetente",
)
"""Small letters; what stands in every place that the pattern finds: next to no mail has one, and to ask costs little."""
_EMPTY = said(
    "a place for a name or a word that nobody has filled in", "名前などを差し込むはずの箇所がそのまま残っている"
)
_VOUCHES = said(
    "the mail says of itself that its sender can be trusted, which only a mail program can tell",
    "信頼できる差出人だと本文が自ら述べている(本来はメールソフトが判断すること)",
)
HEAD = 4_000
"""Characters of a text in which such a place or word is looked for."""
_WORKS = said(
    "mistakes alone are no proof: honest people write hurriedly and in foreign languages, too",
    "誤りだけでは証拠にならない(急いで書いた人や外国語で書いた人も間違える)",
)
_AUTHENTICATED = said("the sender's domain passed DMARC", "差出人のドメインは DMARC に合格している")
_NONE = {
    "ja": Finding(
        RULE, QUESTION, Verdict.NO, 0.5,
        said("The Japanese of the mail shows none of the usual oddities.", "日本語に目立った不自然さは見つかりませんでした。"),
    ),
    "en": Finding(
        RULE, QUESTION, Verdict.NO, 0.4,
        said("The English of the mail shows none of the usual oddities.", "英文に目立った不自然さは見つかりませんでした。"),
    ),
    "": Finding(
        RULE, QUESTION, Verdict.NO, 0.3,
        said("The characters of the mail show nothing odd; its style was not judged.", "文字の使い方に不自然さは見つかりませんでした(文体は調べていません)。"),
    ),
}  # fmt: skip
_FEW_WORDS = few_words(RULE, QUESTION)


def judge(look: Look) -> Finding:
    """YES: several signs. UNCLEAR: a few. NO: none."""
    found = [*signs(look), *_of_the_trade(look)]
    if look.language == "ja":
        found += _japanese(look)
    elif look.language in ("en", "und"):
        found += _english(look)
    if not found:
        few = len(look.words) < 40
        return _FEW_WORDS if few else _NONE.get(look.language, _NONE[""])
    weight = min(0.95, sum(points for _, points, _ in found))
    if weight < SOME:
        return _NONE.get(look.language, _NONE[""])
    names = {name for name, _, _ in found}
    verdict = Verdict.YES if weight >= ENOUGH else Verdict.UNCLEAR
    translated = _translated(look, names)
    against = (
        []
        if translated
        or names & {"disguised script", "disguised maths", "disguised capitals", "disguised marks", "disguised accents"}
        else [ground("text", "", _WORKS)]
    )
    if look.dmarc == "pass":
        against.append(ground("header Authentication-Results", f"dmarc={look.dmarc}", _AUTHENTICATED))
    found.sort(key=lambda sign: -sign[1])
    marks = {"signs": ", ".join(dict.fromkeys(name for name, _, _ in found))}
    if translated:
        marks["machine_translated"] = translated
    disguise = any(name.startswith("disguised") for name in names)
    return Finding(
        RULE, QUESTION, verdict, round(weight, 2), _sentence(verdict, look.language, translated, disguise),
        tuple(place for _, _, place in found[:MOST_GROUNDS]), tuple(against), marks,
    )  # fmt: skip


def _of_the_trade(look: Look) -> list[Sign]:
    """What programs for bulk mail leave behind, and what their users write to be believed. People who talk of programs write it, too."""
    if "talk" in look.subjects or look.mail.header("in-reply-to"):
        return []
    found: list[Sign] = []
    texts = ("header Subject", look.subject), ("text", look.mail.text[:HEAD])
    for name, weight, pattern, hints, note in (
        ("unfilled", 0.3, _UNFILLED, _UNFILLED_HINTS, _EMPTY),
        ("assures", 0.3, _ASSURES, _ASSURES_HINTS, _VOUCHES),
    ):
        for where, text in texts:
            low = text.lower()
            place = pattern.search(text) if any([hint in low for hint in hints]) else None  # noqa: C419 - a generator costs more
            if place:
                quote = " ".join(text[max(0, place.start() - 20) : place.end() + 20].split())
                found.append((name, weight, ground(where, quote, note)))
                break
    return found


def _japanese(look: Look) -> list[Sign]:
    found = [sign for name in sorted(look.subjects & _ODD) for sign in _of_subject(look, name, _WEIGHT[name])]
    text = look.mail.text[:20_000]
    plain = list(_PLAIN.finditer(text))
    polite = len(_POLITE.findall(text)) if plain else 0
    if plain and polite >= 3 and len(plain) * 6 >= polite:
        at = plain[0].start()
        found.append(("mixed style", 0.2, ground("text", " ".join(text[max(0, at - 15) : at + 6].split()), _STYLE)))
    if len(text) > 120 and "talk" not in look.subjects and not _NAMED.search(text, 0, _ADDRESSING):
        found.append(("no addressing", 0.1, ground("text", " ".join(text[:40].split()), _NOBODY)))
    return found


def _english(look: Look) -> list[Sign]:
    odd = look.subjects & _ENGLISH.keys()
    found = [sign for name in sorted(odd) for sign in _of_subject(look, name, _ENGLISH[name])]
    if odd and "talk" not in look.subjects:
        spaces = [each for _, each in zip(range(3), _BAD_SPACES.finditer(look.mail.text[:20_000]), strict=False)]
        if len(spaces) >= 2:
            quote = look.mail.text[max(0, spaces[0].start() - 10) : spaces[0].end() + 10]
            found.append(("spaces", 0.15, ground("text", " ".join(quote.split()), _SPACED)))
    return found


def _of_subject(look: Look, name: str, weight: float) -> list[Sign]:
    """The places of one kind: the first counts in full, three more a little each."""
    places: list[Ground] = look.places(name, 4)
    density = look.density
    return [(name, density * (weight if n == 0 else _MORE), place) for n, place in enumerate(places)]


def _translated(look: Look, names: set[str]) -> str:
    """``likely`` or ``possible``: an opinion on whether a program translated the text; empty where nothing speaks for it."""
    if look.language != "ja" or "odd_calque" not in names:
        return ""
    others = len(names & {"odd_pronoun", "mixed style", "odd_grammar", "odd_address"})
    return "likely" if others >= 2 else "possible" if others else ""


@lru_cache(maxsize=64)
def _sentence(verdict: Verdict, language: str, translated: str, disguise: bool) -> Words:
    if disguise:
        english = "Letters in the mail are disguised as others, which only hides words from filters."
        japanese = "似た別の文字に置き換えた語があります。検知を逃れるための書き方です。"
    elif language == "ja":
        english = (
            "The Japanese of the mail is odd in several places."
            if verdict is Verdict.YES
            else "A few places of the Japanese are odd."
        )
        japanese = (
            "日本語に不自然な箇所が複数あります。" if verdict is Verdict.YES else "日本語にやや不自然な箇所があります。"
        )
    else:
        english = (
            "The language of the mail is odd in several places."
            if verdict is Verdict.YES
            else "A few places of the language are odd."
        )
        japanese = (
            "言葉づかいに不自然な箇所が複数あります。"
            if verdict is Verdict.YES
            else "言葉づかいにやや不自然な箇所があります。"
        )
    if translated:
        english += (
            f" In our opinion it was {'probably' if translated == 'likely' else 'possibly'} translated by a machine."
        )
        japanese += "機械翻訳の" + ("可能性が高いと考えられます。" if translated == "likely" else "可能性があります。")
    return said(english, japanese)
