"""links.unfamiliar: do the links lead away from the sender, to a domain that nobody here knows?

Why it matters: a bank's mail leads to the bank. A link to a domain that is neither the sender's nor the organisation's nor known is the
first thing a careful reader stumbles over. Innocent: people write of other people's pages, and services count clicks under names of
their own; so the answer is 'yes' only where every link that hides behind words leads to strangers and no list or newsletter explains it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from forensics.assess import brands
from forensics.assess.links_places import anybodys_page, shortener
from forensics.assess.links_seen import Seen, place, same_owner
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.assess.resembling import is_known
from forensics.assess.sender_random import made_up
from forensics.assess.sender_signature import own as own_signature
from forensics.domains import registrable
from forensics.model.finding import Finding, Ground, Verdict

RULE = "links.unfamiliar"
QUESTION = {
    "en": "Do the links lead to a domain that is neither the sender's nor known?",
    "ja": "リンク先は、差出人のものでも既知のものでもない、見慣れないドメインですか。",
}
_NO_LINK = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said("The mail holds no link to follow.", "クリックできるリンクはありません。"),
)  # fmt: skip
_ALL_KNOWN = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "Every link leads to the sender's own domain or to one that is known.",
        "リンク先はすべて、差出人自身のドメインか既知のドメインです。",
    ),
    marks={"links": "own"},
)  # fmt: skip
_STRANGE = said("neither the sender's nor a known domain", "差出人のものでも既知のものでもないドメイン")
_INVENTED = said(
    "a strange domain that looks as if a machine had made it up", "機械的に作られたように見える、見慣れないドメイン"
)
_HIS_OWN = said("other links lead to the sender's own domain", "差出人自身のドメインへのリンクもある")
_KNOWN_TOO = said("other links lead to known domains", "既知のドメインへのリンクもある")
_LISTED = said(
    "lists and newsletters lead to many places, and count clicks elsewhere",
    "メーリングリストやメールマガジンは多くのサイトへリンクし、別ドメインでクリックを計測する",
)
_SENT_BY = said(
    "the service that sent the signed mail counts the clicks on its links",
    "署名付きのメールを送った配信サービスがクリックを計測している",
)
_RELATED = said("the two names have a word in common", "差出人のドメインと共通の語を含む")
_IN_PLAIN = said("the target stands in plain sight", "リンク先がそのまま見えている")


def judge(look: Look) -> Finding:
    """YES: all links behind words lead to strangers. UNCLEAR: some do, or a list or newsletter explains it."""
    links = look.links
    if not links.followed:
        return _NO_LINK
    sender, more = look.from_domain, look.good_domains
    # a shortener of a known owner leads to anybody's page
    strange = {
        host for host in links.hosts if (not is_known(host, more) or shortener(host)) and not same_owner(host, sender)
    }
    if not strange:
        return _ALL_KNOWN
    shown: dict[str, Seen] = {}
    for seen in links.followed:
        if seen.host in strange and (seen.host not in shown or seen.sighting.where == "html a href"):
            shown[seen.host] = seen
    against = _innocent(look, links.hosts - strange, strange, sender)
    related = next((host for host in shown if _one_word(host, sender)), "")
    if related:
        against.append(ground(place(shown[related]), related, _RELATED))
    hidden = any(seen.sighting.where.startswith("html a") for seen in shown.values())
    if not hidden:
        against.append(ground(place(next(iter(shown.values()))), next(iter(shown)), _IN_PLAIN))
    claimed = brands.owner(sender) or (brands.named(look.mail.from_name) if look.mail.from_name else None)
    strength = 0.2 if against and claimed is None else 0.4
    invented = {host for host in shown if made_up(registrable(host).partition(".")[0])}
    if claimed is not None or invented:
        strength += 0.25 if not against else 0.0
    picture = not against and _picture(look)
    if picture:
        strength += 0.2
    grounds = tuple(
        ground(place(seen), seen.href, _INVENTED if host in invented else _STRANGE)
        for host, seen in list(shown.items())[:MOST_GROUNDS]
    )
    first = grounds[0].quote if len(shown) == 1 else ", ".join(sorted(shown)[:3])
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if against else Verdict.YES, strength,
        said(
            f"The links lead to {first}, which is neither the sender's domain ({sender or 'none'}) nor a known one."
            + (" The mail is little more than a picture that leads there." if picture else "")
            if not against
            else f"Some links lead to domains that are neither the sender's nor known: {first}.",
            f"リンク先の {first} は、差出人のドメイン({sender or 'なし'})でも既知のドメインでもありません。"
            + ("本文はほとんどなく、そこへ導く画像だけのメールです。" if picture else "")
            if not against
            else f"差出人のものでも既知のものでもないドメインへのリンクがあります: {first}",
        ),
        grounds, tuple(against), {"hosts": ", ".join(sorted(strange)[:20]), "more": str(max(0, len(strange) - 20))},
    )  # fmt: skip


def _picture(look: Look) -> bool:
    """Whether the words of a mail stand in a picture, where no filter reads them."""
    words = sum(map(str.isalpha, look.mail.text[: 4 * FEW_WORDS]))
    return words <= FEW_WORDS and any(each.tag == "img" for page in look.mail.pages for each in page.pointers)


FEW_WORDS = 150
"""Letters up to which a mail with pictures says what it has to say in them."""


def _one_word(host: str, sender: str) -> bool:
    """``fool.com`` and ``motleyfool.com``: names of one owner often hold one another."""
    one, other = registrable(host).partition(".")[0], registrable(sender).partition(".")[0]
    return min(len(one), len(other)) >= 4 and (one in other or other in one)


def _innocent(look: Look, others: frozenset[str], strange: AbstractSet[str], sender: str) -> list[Ground]:
    against = []
    own = next((host for host in sorted(others) if same_owner(host, sender)), "")
    if own:
        against.append(ground("links", own, _HIS_OWN))
    elif known := [host for host in sorted(others) if not anybodys_page(host)]:
        against.append(ground("links", known[0], _KNOWN_TOO))
    service = look.mail.return_path.rpartition("@")[2].lower()
    if service and own_signature(look) and any(same_owner(host, service) for host in strange):
        against.append(ground("header Return-Path", look.mail.return_path, _SENT_BY))
    if listed := look.listed:
        header, _, value = listed.partition(": ")
        against.append(ground(f"header {header}", value, _LISTED))
    return against
