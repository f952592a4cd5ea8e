"""links.compromised-site: does a link lead into the inside of somebody else's hacked website?

Why it matters: offenders put their pages where nobody looks: below the themes and plug-ins of a WordPress that was not kept up, in folders for
pictures, in ``/.well-known/``. Nobody links there on purpose. The owner of such a site is a victim who has to be told, no offender; his
name, address and host are not to be put on a list of criminals, and his site may be clean again tomorrow. Innocent: a site's own mail links to the
pictures and papers that lie in ``wp-content/uploads``; universities serve pages from ``/~name/``.
Sources: how WordPress, Joomla, Drupal and cPanel lay out their folders; RFC 8615 and IANA's list of well-known URIs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import re2

from forensics.assess import brands
from forensics.assess.links_seen import Seen, place, same_owner
from forensics.assess.look import MOST_GROUNDS, Look, ground, known_domain, said
from forensics.assess.resembling import is_known
from forensics.model.finding import Finding, Ground, Verdict, Words

RULE = "links.compromised-site"
QUESTION = {
    "en": "Does a link lead into the inside of somebody else's hacked website?",
    "ja": "リンク先は、改ざんされた第三者の Web サイトの内部とみられますか。",
}
YES_FROM = 0.6
LONGEST = 2_000
"""Characters of a link that are looked at."""
_GATE = re2.compile(
    r"/wp-(?:includes|admin|content)/|/wp-[a-z0-9_\-]{1,40}\.php|/\.[a-z]|/com_|/administrator/|/sites/(?:default|all)/|/cgi-(?:sys|bin)/|"
    r"/~[^\n]*(?:login|signin|verify|secure|account|update|webscr)|"
    r"/(?:images?|img|pics?|css|fonts?|js|uploads?|tmp|temp|cache|backups?|logs?|vendor|node_modules|includes?)/[^\n?#]*\.(?:php|phtml|html?)|"
    r"/(?:login|signin|verify|secure|update|account|webscr|customer_center|myaccount)[^\n?#]*\.php[0-9]?\?"
)
"""The cheap question, put to all links of a mail at once, in lower case: most mails answer with no."""
_SCRIPT = r"\.(?:php[3-8]?|phtml|aspx?|jspx?|cgi|pl|html?)(?=[/?#]|\Z)"
_WELL_KNOWN_HONEST = (
    "acme-challenge", "security.txt", "change-password", "apple-app-site-association", "assetlinks.json", "openid-configuration", "mta-sts.txt",
    "host-meta", "webfinger", "nodeinfo", "oauth-authorization-server", "caldav", "carddav", "gpc.json", "dnt-policy.txt", "matrix", "did.json", "passkey-endpoints",
)  # fmt: skip


class _Sign(NamedTuple):
    hint: str
    """What must stand in a link before the expression is asked."""
    form: re.Pattern[str]
    software: str
    strength: float
    note: Words


def _sign(hint: str, form: str, software: str, strength: float, english: str, japanese: str) -> _Sign:
    return _Sign(hint, re.compile(form, re.IGNORECASE), software, strength, said(english, japanese))


_SIGNS = (
    _sign("/wp-includes", r"/wp-includes/(?!js/|css/|images/|fonts/|blocks/)[^?#]{0,300}", "WordPress", 0.9, "WordPress's own code, where no page for readers lies", "WordPress 本体のコードの場所で、閲覧用ページは置かれない"),
    _sign("/wp-admin", r"/wp-admin/(?!admin-ajax\.php|admin-post\.php|images/)[^?#]{1,300}", "WordPress", 0.85, "WordPress's administration", "WordPress の管理画面の場所"),
    _sign("/wp-content", rf"/wp-content/(?:themes|plugins|mu-plugins|uploads|cache|upgrade|languages)/[^?#]{{0,300}}{_SCRIPT}", "WordPress", 0.9, "a page among the themes, plug-ins or uploads of a WordPress", "WordPress のテーマ・プラグイン・アップロード用フォルダーに置かれたページ"),
    _sign("/wp-content", r"/wp-content/(?:themes|plugins|mu-plugins|uploads|cache|upgrade|languages)/[^?#]{0,300}/?(?=[?#]|\Z)(?<![A-Za-z0-9]\.(?:jpg|png|gif|pdf|svg|mp4|mp3|doc|xls|ppt|zip|ics|css))(?<!\.jpeg|\.webp|\.docx|\.xlsx|\.pptx)(?<!\.js)", "WordPress", 0.75, "a folder of themes, plug-ins or uploads of a WordPress", "WordPress のテーマ・プラグイン・アップロード用フォルダー"),
    _sign("/wp-", r"/wp-(?!content/|includes/|admin/|json/|json\?|login\.php|signup|activate|cron|sitemap|links|comments-post|trackback|mail\.php)[a-z0-9_\-]{1,40}\.php", "WordPress", 0.7, "a name that looks like WordPress and belongs to no WordPress", "WordPress に見せかけた、実在しない名前"),
    _sign("/.", r"/\.(?!well-known(?:/|\Z)|\.?/|[a-z]{2,4}\Z)(?-i:[a-z0-9_\-]{1,20})/", "", 0.8, "a hidden folder", "隠しフォルダー"),
    _sign("/.well-known", rf"/\.well-known/(?!(?:{'|'.join(map(re.escape, _WELL_KNOWN_HONEST))}))[^?#]{{1,300}}", "", 0.85, "a page in the folder for technical proofs", "技術的な証明用フォルダー(.well-known)に置かれたページ"),
    _sign("/com_", r"/(?:components|media|modules)/com_[a-z0-9_]{1,60}/[^?#]{1,300}", "Joomla", 0.75, "the inside of a Joomla extension", "Joomla 拡張機能の内部"),
    _sign("/administrator/", r"/administrator/(?:components|templates|cache|modules|includes)/", "Joomla", 0.85, "the administration of a Joomla", "Joomla の管理用フォルダー"),
    _sign("/sites/", rf"/sites/(?:default|all)/(?:files|modules|themes|libraries)/[^?#]{{0,300}}{_SCRIPT}", "Drupal", 0.8, "a page among the files or modules of a Drupal", "Drupal のファイル・モジュール用フォルダーに置かれたページ"),
    _sign("/cgi", r"/cgi-sys/|/cgi-bin/[^?#]{0,200}(?:login|verify|secure|account|webscr|update)[^?#]{0,100}", "cPanel", 0.6, "a login page among the scripts of a rented server", "レンタルサーバーのスクリプト用フォルダーに置かれたログインページ"),
    _sign("/~", r"/~[a-z0-9_\-.]{1,40}/[^?#]{0,300}(?:login|signin|verify|secure|account|update|webscr)[^?#]{0,200}", "cPanel", 0.65, "a login page in the folder of a customer of a rented server", "レンタルサーバー利用者のフォルダーに置かれたログインページ"),
    _sign(".p", r"/(?:images?|img|pics?|css|fonts?|js|uploads?|tmp|temp|cache|backups?|logs?|vendor|node_modules|includes?)/(?:[^?#/]{1,80}/){0,6}(?!(?:track|open|click|unsub|redirect|go|link|view|show|get|image|img|download|file)[^/]{0,20}\.p)[^?#/]{1,80}\.(?:php[3-8]?|phtml)(?=[/?#]|\Z)", "", 0.65, "a script in a folder for pictures, styles or rubbish", "画像・スタイル・一時ファイル用のフォルダーに置かれたスクリプト"),
    _sign("htm", r"/(?:images?|css|fonts?|js|tmp|temp|cache|vendor|node_modules|includes?)/(?:[^?#/]{1,80}/){0,4}(?:login|signin|verify|secure|account|update|index)[^?#/]{0,40}\.html?(?=[/?#]|\Z)", "", 0.65, "a login page in a folder for pictures, styles or rubbish", "画像・スタイル・一時ファイル用のフォルダーに置かれたログインページ"),
    _sign(".php", r"/(?:login|signin|verify|secure|update|account|webscr|customer_center|myaccount)[a-z0-9_\-]{0,40}/(?:[^?#/]{1,80}/){0,4}[a-z0-9_\-]{1,60}\.php\?(?:[^#]{0,40}&)?(?:cmd|dispatch|session|country|token|userid|email|rand|appidkey|sslchannel|websrc)=", "phishing kit", 0.7, "the layout of a phishing kit", "フィッシングキットの典型的な構成"),
)  # fmt: skip
_OWN_SITE = said(
    "it is the sender's own site; a hacked one may send mail as well",
    "差出人自身のサイト(改ざんされたサイトからメールが送られることもある)",
)
_TOKEN = said("and the link carries the reader's address", "リンクに受信者のアドレスも含まれる")
_NAME = said("the page is named after a known organisation", "ページ名に既知の組織名が使われている")
_NONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.5,
    said(
        "No link bears the marks of a page that was put into somebody else's website.",
        "改ざんされた第三者サイトの特徴を持つリンクはありません。",
    ),
)  # fmt: skip


def judge(look: Look) -> Finding:
    """YES: a link leads to where no page for readers lies, on a site that is not the sender's."""
    links = look.links
    if not links.followed or not _GATE.search(links.blob.lower()):
        return _NONE
    best: tuple[float, _Sign, Seen] | None = None
    grounds: list[Ground] = []
    against: list[Ground] = []
    for seen in links.followed:
        sign = _of(seen)
        if sign is None or is_known(seen.host, look.good_domains):
            continue
        strength = sign.strength
        if same_owner(seen.host, look.from_domain):
            strength = min(0.4, strength - 0.4)
            if not against:
                against.append(ground(place(seen), seen.host, _OWN_SITE))
        if best is None or strength > best[0]:
            best = (strength, sign, seen)
        if len(grounds) < MOST_GROUNDS:
            grounds.append(ground(place(seen), seen.href, sign.note))
    if best is None:
        return _NONE
    strength, sign, seen = best
    strength += _more(look, seen, grounds)
    site = known_domain(seen.host) or seen.host
    software = f" ({sign.software})" if sign.software else ""
    yes = strength >= YES_FROM
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, round(min(0.95, max(strength, 0.1)), 2),
        said(
            f"A link leads into the inside of the website {site}{software}, where no page for readers lies: "
            + ("probably a hacked site of a third party. Its owner is a victim to be told, not an offender to be accused." if yes else "it may be a hacked site, or the sender's own."),
            f"リンク先は Web サイト {site}{software} の内部で、通常は閲覧用ページが置かれない場所です。"
            + ("改ざんされた第三者のサイトとみられます。サイトの所有者は被害者であり、犯人扱いせず、連絡すべき相手です。" if yes else "改ざんされたサイトか、差出人自身のサイトの可能性があります。"),
        ),
        tuple(grounds), tuple(against), {"site": site, "software": sign.software, "url": seen.href[:200], "owner": "victim" if yes else ""},
    )  # fmt: skip


def _of(seen: Seen) -> _Sign | None:
    href = seen.href[:LONGEST]
    low = href.lower()
    start = low.find("/", low.find("://") + 3)
    if start < 0:
        return None
    for sign in _SIGNS:
        if sign.hint in low and sign.form.search(href, start):
            return sign
    return None


def _more(look: Look, seen: Seen, grounds: list[Ground]) -> float:
    """What else of the same link speaks for a lure."""
    added = 0.0
    if any(
        each.where == seen.sighting.where and each.as_written in seen.sighting.as_written for each in look.kind("token")
    ):
        grounds.append(ground(place(seen), seen.href, _TOKEN))
        added += 0.1
    named = next(_names(seen.href), "")
    if named:
        grounds.append(ground(place(seen), named, _NAME))
        added += 0.1
    return added


def _names(href: str) -> Iterator[str]:
    """Pieces of the path that are labels of known domains."""
    labels = brands.table().labels
    for piece in href[:LONGEST].lower().split("?", 1)[0].split("/")[3:20]:
        if len(piece) >= 3 and piece in labels:
            yield piece
