"""links.disguised: is the target of a link written so that it cannot be read for what it is?

Why it matters: an address of numbers, a user name that looks like a host (``https://bank.example@evil.test/``), an odd port, letters of another
script, a page carried inside the link (``data:``), a row of labels that pushes the real name out of sight: each is rare in honest mail
and made for the eye. Innocent: machines of one's own house, test servers, old newsletters with ``javascript:`` buttons.
Sources: RFC 3986 section 7.6 (semantic attacks), WHATWG URL (host parser), UTS #39.
"""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address

from forensics.assess.links_seen import Seen, place
from forensics.assess.look import MOST_GROUNDS, Look, ground, known_domain, said
from forensics.domains import lookalike
from forensics.model.everybody import GATEWAYS, MAIL_SERVICES, PUBLIC_PLACES
from forensics.model.finding import Finding, Ground, Verdict, Words

RULE = "links.disguised"
QUESTION = {
    "en": "Is the target of a link written so that it cannot be read for what it is?",
    "ja": "リンク先は、正体が分かりにくいように書かれていますか。",
}
MOST_LABELS = 6
"""Labels from which a host is a row that pushes the registered name out of sight."""
_PLAIN = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said(
        "No link's target is disguised: no address of numbers, no hidden user name, no foreign letters.",
        "数字だけのアドレス、紛らわしいユーザー名、他の文字体系など、偽装されたリンク先はありません。",
    ),
)  # fmt: skip
_SIGNS: dict[str, tuple[float, Words]] = {
    "page in the link": (0.85, said("the link itself carries a page", "リンク自体にページが埋め込まれている")),
    "user name": (0.8, said("what stands before @ is no host; the reader is led to what stands behind it", "@ の前はホスト名ではなく、実際のリンク先は @ の後ろ")),
    "foreign letters": (0.8, said("letters of another script that look like Latin ones", "ラテン文字に似た別の文字が使われている")),
    "odd number": (0.85, said("an address of numbers in an unusual spelling", "通常と異なる書き方の数字アドレス")),
    "numbers": (0.7, said("an address of numbers instead of a name", "名前ではなく数字(IP アドレス)のリンク先")),
    "many labels": (0.4, said("so many labels that the registered name is out of sight", "ラベルが多く、登録されたドメイン名が見えにくい")),
    "port": (0.35, said("an unusual port", "通常と異なるポート番号")),
    "script": (0.3, said("a script instead of an address", "アドレスではなくスクリプト")),
    "own network": (0.1, said("an address that can be reached from its own network alone", "その組織のネットワーク内でしか使えないアドレス")),
}  # fmt: skip
YES_FROM = 0.6
_LEADS = frozenset("dDjJvV \t\r\n")
"""What a link begins with that may carry a script or a page; most begin with the h of http."""
_OLD_BUTTONS = said("newsletters and web mail use such buttons, too", "メールマガジンや Web メールのボタンにも使われる")
_TESTS = said(
    "test servers and machines of one's own house are reached in this way",
    "試験用サーバーや組織内の機器では普通の書き方",
)


def judge(look: Look) -> Finding:
    """YES: a sign that honest mail hardly ever bears. UNCLEAR: one that it may."""
    links = look.links
    found: list[tuple[str, Ground]] = []
    odd = {host: sign for host in links.hosts if (sign := _of_host(host))}
    ports = links.blob.count(":") > len(links.followed)
    users = "@" in links.blob
    if odd or ports or users:
        for seen in links.followed:
            sign = _of_link(seen, odd.get(seen.host, ""), users, ports)
            if sign:
                found.append((sign, ground(place(seen), seen.href, _SIGNS[sign][1])))
    found += _carried(look)
    if not found:
        return _PLAIN
    found.sort(key=lambda each: -_SIGNS[each[0]][0])
    sign, first = found[0]
    strength, words = _SIGNS[sign]
    against: tuple[Ground, ...] = ()
    if sign == "script":
        against = (ground(first.where, first.quote, _OLD_BUTTONS),)
    elif sign in ("numbers", "port", "own network"):
        against = (ground(first.where, first.quote, _TESTS),)
    return Finding(
        RULE, QUESTION, Verdict.YES if strength >= YES_FROM else Verdict.UNCLEAR, strength,
        said(
            f"The target of a link is hard to read for what it is: {words['en']} ({first.quote[:80]}).",
            f"リンク先の正体が分かりにくくなっています: {words['ja']}({first.quote[:80]})",
        ),
        tuple(each for _, each in found[:MOST_GROUNDS]), against,
        {"signs": ", ".join(dict.fromkeys(each for each, _ in found)), "more": str(max(0, len(found) - MOST_GROUNDS))},
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _of_host(host: str) -> str:
    """The sign that a host itself is."""
    if host[:1] == "[" or host.rpartition(".")[2].isdecimal():
        try:
            address = ip_address(host.strip("[]"))
        except ValueError:
            return "numbers"
        return "own network" if address.is_private and not _is_example(host) else "numbers"
    if "xn--" in host:
        like = lookalike(host)
        return "foreign letters" if like is not None and like.trick != "accents" else ""
    if host.count(".") >= MOST_LABELS - 1:
        name = known_domain(host)
        shared = name in MAIL_SERVICES or name in PUBLIC_PLACES or host in GATEWAYS
        return "" if shared or not name or len(host) - len(name) < 20 else "many labels"
    return ""


def _is_example(host: str) -> bool:
    """Documentation networks (RFC 5737, RFC 3849) stand for public ones in examples."""
    return host.startswith(("192.0.2.", "198.51.100.", "203.0.113.", "[2001:db8:"))


def _of_link(seen: Seen, of_host: str, users: bool, ports: bool) -> str:
    start = seen.href.find("://") + 3
    end = seen.href.find("/", start)
    authority = seen.href[start : end if end >= 0 else len(seen.href)]
    if users and "@" in authority and "." in authority.rpartition("@")[0]:
        return "user name"
    if of_host == "numbers" and seen.host.strip("[]") not in seen.sighting.as_written and "[" not in seen.host:
        return "odd number" if not seen.sighting.how.startswith("unwrapped") else "numbers"
    if of_host:
        return of_host
    return "port" if ports and authority.rpartition("@")[2].removeprefix(seen.host).startswith(":") else ""


def _carried(look: Look) -> list[tuple[str, Ground]]:
    """Links that are scripts or pages themselves."""
    found = []
    for page in look.mail.pages:
        for pointer in page.pointers:
            if pointer.value[:1] not in _LEADS or pointer.tag not in ("a", "area", "form", "meta"):
                continue
            lead = pointer.value[:32].strip().lower()
            if lead.startswith("data:") and not lead.startswith("data:image/"):
                found.append(
                    (
                        "page in the link",
                        ground(f"part {page.part} html {pointer.tag}", pointer.value, _SIGNS["page in the link"][1]),
                    )
                )
            elif lead.startswith(("javascript:", "vbscript:")):
                found.append(
                    ("script", ground(f"part {page.part} html {pointer.tag}", pointer.value, _SIGNS["script"][1]))
                )
            if len(found) > MOST_GROUNDS:
                return found
    return found
