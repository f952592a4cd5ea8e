"""links.hidden-target: does a link hide where it leads, behind a shortener or behind somebody else's redirect?

Why it matters: the name that a reader (or a filter) checks belongs to a search engine or a shortener, the page behind it to anybody.
What a redirect carries inside was unwrapped when the mail was taken in; where a shortener leads only the service knows, and it is not
asked. Innocent: newsletters and mail gateways wrap every link, and people shorten links to fit a line.
"""

from __future__ import annotations

from forensics.assess.links_places import REDIRECTORS, shortener
from forensics.assess.links_seen import Seen, place, same_owner
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "links.hidden-target"
QUESTION = {
    "en": "Does a link hide where it leads (shortener, somebody else's redirect)?",
    "ja": "短縮 URL や他社の転送機能で、本当のリンク先が隠されていますか。",
}
_PLAIN = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "No link goes through a shortener or a redirect that we know.",
        "既知の短縮 URL や転送サービスを経由するリンクはありません。",
    ),
)  # fmt: skip
_SHORT = said(
    "a shortener: only the service knows where it leads", "短縮 URL のため、本当のリンク先はサービスにしか分からない"
)
_BULK = said("newsletters shorten and count their links, too", "メールマガジンも短縮やクリック計測のために転送を使う")


def judge(look: Look) -> Finding:
    """YES: a borrowed redirect, or a shortener outside a newsletter. UNCLEAR: inside one."""
    links = look.links
    short = {host for host in links.hosts if shortener(host)}
    borrowed: list[tuple[Seen, str]] = []
    for seen in links.followed:
        how = seen.sighting.how
        if how.startswith("unwrapped: "):
            service = how[11:].partition(",")[0]
            if service in REDIRECTORS and not same_owner(seen.host, look.from_domain):
                borrowed.append((seen, service))
    if not short and not borrowed:
        return _PLAIN
    grounds = [
        ground(place(seen), seen.sighting.as_written, said(f"{service} sends the reader on to {seen.host}", f"{service} から {seen.host} へ転送される"))
        for seen, service in borrowed[:MOST_GROUNDS]
    ]  # fmt: skip
    grounds += [ground(place(seen), seen.href, _SHORT) for seen in links.followed if seen.host in short][:MOST_GROUNDS]
    listed = look.listed
    header, _, value = listed.partition(": ")
    against = (ground(f"header {header}", value, _BULK),) if listed else ()
    strength = (0.35 if listed else 0.7) if borrowed else (0.2 if listed else 0.45)
    name = borrowed[0][0].host if borrowed else min(short)
    if (
        not borrowed and len(short) == len(links.hosts) and len(links.followed) > 1
    ):  # a newsletter leads to its own pages, too
        return Finding(
            RULE, QUESTION, Verdict.YES, 0.6,
            said(
                f"Every link of the mail is shortened ({name}): where any of them leads does not show.",
                f"すべてのリンクが短縮 URL({name})で、本当のリンク先がまったく分かりません。",
            ),
            tuple(grounds), against, {"through": name, "target": ""},
        )  # fmt: skip
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if listed else Verdict.YES, strength,
        said(
            f"A link goes through {borrowed[0][1]} and really leads to {name}."
            if borrowed
            else f"A link is shortened by {name}: where it leads does not show.",
            f"リンクは {borrowed[0][1]} を経由し、実際には {name} につながります。"
            if borrowed
            else f"リンクが短縮 URL({name})のため、本当のリンク先が分かりません。",
        ),
        tuple(grounds), against, {"through": borrowed[0][1] if borrowed else name, "target": name if borrowed else ""},
    )  # fmt: skip
