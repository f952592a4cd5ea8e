"""scam.bait: does the mail promise a fortune or a prize, or sell what spam sells?

Why it matters: a promise is the other lever beside fear. Inheritances, lotteries and 'free' prizes from strangers are lies nearly
without exception; bonuses, discounts and cures are what unwanted advertising is about. A shop's honest newsletter promises as well,
so a prize alone says little, and a fortune much.
"""

from __future__ import annotations

from functools import lru_cache

from forensics.assess import brands, lexica
from forensics.assess.look import LEAST_WORDS, MOST_GROUNDS, Look, few_words, ground, said
from forensics.model.finding import Finding, Ground, Verdict, Words

RULE = "scam.bait"
QUESTION = {
    "en": "Does the mail promise a fortune or a prize, or sell what spam sells?",
    "ja": "大金や賞品を約束したり、迷惑メールでよく売られるものを勧めたりしていますか。",
}
_WEIGHT = {"fortune": 0.5, "lure": 0.4, "reward": 0.25}
_BAITS = frozenset(_WEIGHT)
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("The mail promises no fortune and no prize.", "大金や賞品の約束は見つかりませんでした。"),
)  # fmt: skip
_FEW_WORDS = few_words(RULE, QUESTION)
_SHOPS = said("a shop's newsletter promises such things, too", "店舗などのメールマガジンにもよくある表現")


def judge(look: Look) -> Finding:
    """YES: a fortune, or several baits. UNCLEAR: one, as in many advertisements."""
    baits = look.subjects & _BAITS
    if not baits:
        return _NONE if len(look.words) > LEAST_WORDS else _FEW_WORDS
    places = {bait: found for bait in _WEIGHT if bait in baits and (found := _others(look, look.places(bait, 3)))}
    if not places:
        return _NONE
    strength = look.density * sum(_WEIGHT[bait] + 0.1 * (len(found) - 1) for bait, found in places.items())
    verdict = Verdict.YES if strength >= 0.45 else Verdict.UNCLEAR
    listed = look.mail.header("list-unsubscribe") if "fortune" not in places else None
    against = (ground("header List-Unsubscribe", listed, _SHOPS),) if listed else ()
    grounds = [place for found in places.values() for place in found]
    return Finding(
        RULE, QUESTION, verdict, round(min(0.95, strength), 2), _sentence(tuple(places), verdict),
        tuple(grounds[:MOST_GROUNDS]), against, {"baits": ", ".join(places), "density": f"{look.density}"},
    )  # fmt: skip


def _others(look: Look, places: list[Ground]) -> list[Ground]:
    """The places without the sender's own name: spam sells what Norton makes, and so does Norton."""
    owner = brands.owner(look.from_domain)
    if owner is None:
        return places
    return [place for place in places if (named := brands.named(place.quote)) is None or named.title != owner.title]


@lru_cache(maxsize=32)
def _sentence(baits: tuple[str, ...], verdict: Verdict) -> Words:
    english, japanese = lexica.listed(baits)
    if verdict is Verdict.YES:
        return said(
            f"The mail baits its reader: {english}. Nobody gives that to strangers.",
            f"うまい話で誘っています({japanese})。見知らぬ人にこのような申し出をする相手は信用できません。",
        )
    return said(
        f"The mail promises something ({english}), as advertisements do.",
        f"特典などをうたう表現があります({japanese})。広告でもよく使われます。",
    )
