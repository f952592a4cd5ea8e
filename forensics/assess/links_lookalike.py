"""links.lookalike: does a link lead to a host that looks like a known one without being it?

Why it matters: what stands behind a link is glanced at, not read. A host that was registered to be mistaken for a bank's is the plainest sign
of intent that a mail can hold. Compared with the organisation's own domains, those that the analyst vouches for, and the shipped list.
"""

from __future__ import annotations

from forensics.assess.links_seen import place
from forensics.assess.look import Look, said
from forensics.assess.resembling import Likeness, likeness
from forensics.assess.sender_lookalike import told
from forensics.model.finding import Finding, Verdict

RULE = "links.lookalike"
QUESTION = {
    "en": "Does a link lead to a host that looks like a known one without being it?",
    "ja": "リンク先は、実在の組織のドメインに似せたものですか。",
}
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "No link leads to a host that looks like one we know. The list of known domains is not complete.",
        "リンク先に、既知のドメインと紛らわしいものはありません(既知の一覧は網羅的ではありません)。",
    ),
)  # fmt: skip


def judge(look: Look) -> Finding:
    """YES: at least one does."""
    more = look.good_domains
    imitating: dict[str, Likeness] = {}
    for host in look.links.hosts:
        like = likeness(host, more)
        if like is not None:
            imitating[host] = like
    if not imitating:
        return _NONE
    found: dict[str, tuple[str, Likeness]] = {}
    for seen in look.links.followed:
        if seen.host in imitating and seen.host not in found:
            found[seen.host] = (place(seen), imitating[seen.host])
    return told(RULE, QUESTION, list(found.values()), [])
