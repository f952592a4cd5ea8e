"""links.free-hosting: does a link lead to a place where anybody puts up a page, a form or a file?

Why it matters: such a page costs nothing, has a certificate and a famous name, and is gone next week. Organisations have sites of their
own. Innocent: people, clubs and small shops use these services, and organisations their forms and stores of files.
"""

from __future__ import annotations

from forensics.assess import brands
from forensics.assess.links_places import anybodys_page, stored_page
from forensics.assess.links_seen import place, same_owner
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Verdict

RULE = "links.free-hosting"
QUESTION = {
    "en": "Does a link lead to a place where anybody puts up a page?",
    "ja": "リンク先は、誰でもページを作れる無料のホスティングやフォームですか。",
}
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "No link leads to a hosting service that is open to everybody, as far as we know them.",
        "誰でもページを作れる既知のサービスへのリンクはありません。",
    ),
)  # fmt: skip
_USED = said(
    "people, clubs and small firms use these services honestly", "個人・団体・小規模な会社も普通に利用するサービス"
)


_STORED = said("a page put into a store of files", "ファイル置き場に置かれたページ")
_REPORTS = said("programs put their reports there, too", "プログラムの報告書などが置かれることもある")


def judge(look: Look) -> Finding:
    """YES: one does, in a mail that names an organisation, or to a page in a store of files. UNCLEAR: one does."""
    links = look.links
    open_to_all = {host: service for host in links.hosts if (service := anybodys_page(host))}
    sender = look.from_domain
    found = [seen for seen in links.followed if seen.host in open_to_all and not same_owner(seen.host, sender)]
    if not found:
        return _NONE
    claimed = brands.named(look.mail.from_name) if look.mail.from_name else None
    owner = brands.owner(found[0].host)
    yes = claimed is not None and (owner is None or owner.title != claimed.title)
    stored = [seen for seen in found if stored_page(seen.href, seen.host)]
    if stored and not yes:
        host = stored[0].host
        return Finding(
            RULE, QUESTION, Verdict.YES, 0.5,
            said(
                f"A link leads to a page that lies in a rented store of files ({host}). Organisations have sites of their own.",
                f"リンク先は、誰でも借りられるファイル置き場({host})に置かれたページです。組織なら自前のサイトを使います。",
            ),
            tuple(ground(place(seen), seen.href, _STORED) for seen in stored[:MOST_GROUNDS]),
            (ground(place(stored[0]), host, _REPORTS),), {"host": host, "service": open_to_all[host]},
        )  # fmt: skip
    service = open_to_all[found[0].host]
    note = said(f"anybody gets a page at {service}", f"{service} では誰でもページを作れる")
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, 0.7 if yes else 0.3,
        said(
            f"A link leads to {found[0].host}, where anybody can put up a page"
            + (f"; {claimed.title} would use its own site." if yes and claimed else "."),
            f"リンク先の {found[0].host} は、誰でもページを作れるサービスです"
            + (f"。{claimed.title} なら自社のサイトを使うはずです。" if yes and claimed else "。"),
        ),
        tuple(ground(place(seen), seen.href, note) for seen in found[:MOST_GROUNDS]),
        (ground(place(found[0]), found[0].host, _USED),), {"host": found[0].host, "service": service},
    )  # fmt: skip
