"""sender.lookalike: does an address of the sender look like a known domain without being it?

Why it matters: a domain one letter off passes SPF, DKIM and DMARC, for it belongs to the offender; only the eye is deceived. Compared are
From, Reply-To and Return-Path with the organisation's own domains, those that the analyst vouches for, and the shipped list.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, said
from forensics.assess.resembling import TRICKS, Likeness, likeness
from forensics.domains import ascii_host
from forensics.model.finding import Finding, Ground, Verdict, Words

RULE = "sender.lookalike"
QUESTION = {
    "en": "Does the sender's domain look like a known one without being it?",
    "ja": "差出人のドメインは、実在の組織のドメインに似せたものですか。",
}
LEAST = 0.45
"""Strength from which a likeness is called one."""
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "No address of the sender looks like a domain that we know. The list of known domains is not complete.",
        "差出人のドメインに、既知のドメインと紛らわしいものはありません(既知の一覧は網羅的ではありません)。",
    ),
)  # fmt: skip
_NO_ADDRESS = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: the mail names no sender address.", "未確認です。差出人アドレスがありません。"),
)  # fmt: skip
_MAY_BE_THEIRS = said("the owner may hold this name, too", "同じ所有者がこのドメインも持っている可能性がある")
_CONFIRMED = said(
    "the domain confirmed the mail, which an offender's own domain does as well",
    "ドメインの認証に合格している(攻撃者自身のドメインでも合格する)",
)


def judge(look: Look) -> Finding:
    """YES: one of them does."""
    domain = look.from_domain
    places = [("header From", domain)] if domain else []
    places += [("header Reply-To", box.address.rpartition("@")[2].lower()) for box in look.mail.reply_to]
    back = look.mail.return_path
    if back:
        places.append(("header Return-Path", back.rpartition("@")[2].lower()))
    if not places:
        return _NO_ADDRESS
    more = look.good_domains
    found: list[tuple[str, Likeness]] = []
    seen = set()
    for where, written in places:
        host = written.rstrip(".")
        if not host or host in seen:
            continue
        seen.add(host)
        like = likeness(host if host.isascii() else ascii_host(host), more)
        if like is not None:
            found.append((where, like))
    return told(RULE, QUESTION, found, against(look)) if found else _NONE


def told(rule: str, question: Words, found: list[tuple[str, Likeness]], speaks_against: list[Ground]) -> Finding:
    """The finding on hosts that imitate others; ``found`` holds the places and the likenesses."""
    best = max((like for _, like in found), key=lambda like: like.strength)
    grounds = tuple(
        ground(where, like.shown, said(*(f"{_way(like, n)}" for n in ("en", "ja")))) for where, like in found[:5]
    )
    yes = best.strength >= LEAST
    if best.trick == "ending":
        speaks_against = [*speaks_against, ground(found[0][0], best.shown, _MAY_BE_THEIRS)]
    whose_en, whose_ja = (f" of {best.title}", f"({best.title})") if best.title else ("", "")
    return Finding(
        rule, question, Verdict.YES if yes else Verdict.UNCLEAR, best.strength,
        said(
            f"{best.shown} looks like {best.domain}{whose_en} and is another domain: {TRICKS[best.trick]['en']}.",
            f"{best.shown} は {best.domain}{whose_ja} に似ていますが、別のドメインです({TRICKS[best.trick]['ja']})。",
        ),
        grounds, tuple(speaks_against),
        {"host": best.host, "looks_like": best.domain, "trick": best.trick, "brand": best.title},
    )  # fmt: skip


def _way(like: Likeness, language: str) -> str:
    trick = TRICKS[like.trick][language]
    return f"looks like {like.domain}: {trick}" if language == "en" else f"{like.domain} に似せている: {trick}"


def against(look: Look) -> list[Ground]:
    """What speaks for the sender all the same."""
    if look.dmarc == "pass":
        return [ground("header Authentication-Results", "dmarc=pass", _CONFIRMED)]
    return []
