"""sender.name: does the display name pose as somebody whose address it is not?

Why it matters: mail programs on telephones show the name and hide the address, and the name is free text (RFC 5322 section 3.4). It may
bear a bank's name, the reader's own organisation, the reader himself, or a whole address that is not the one behind it. Innocent: mailing
lists and services put an author's address into the name ('a@example.org via list'); shops write of the brands that they sell.
"""

from __future__ import annotations

import re

from forensics.assess import brands
from forensics.assess.disguise import plain_letters
from forensics.assess.links_places import shortener
from forensics.assess.links_seen import place, same_owner
from forensics.assess.look import Look, ground, known_domain, said, same_organisation
from forensics.assess.resembling import is_known
from forensics.domains import lies_under
from forensics.model.everybody import MAIL_SERVICES
from forensics.model.finding import Finding, Ground, Verdict

RULE = "sender.name"
QUESTION = {
    "en": "Does the sender's name pose as somebody whose address it is not?",
    "ja": "差出人の表示名は、アドレスとは別の組織や人物を名乗っていますか。",
}
_ADDRESS = re.compile(r"@[A-Za-z0-9.\-]{1,253}[A-Za-z]")
_NO_HOST = re.compile(r"[\s\",;()<>%]")
"""What no name of a host holds: the address is none, and saying to whom it belongs would be wrong."""
_LOCAL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}\Z")
_ALIASES = frozenset(
    {
        "sneakemail.com", "simplelogin.com", "simplelogin.co", "simplelogin.fr", "anonaddy.com", "anonaddy.me", "addy.io", "mozmail.com", "duck.com",
        "privaterelay.appleid.com", "icloud.com", "spamgourmet.com", "33mail.com",
    }
)  # fmt: skip
"""Services that pass mail on under an address of their own and put the sender's into the name."""
SHORTEST_OWN = 4
"""Letters of an own domain's label from which it counts as the organisation's name."""
_BARE = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("The sender gives no name beside the address.", "差出人欄に表示名はなく、アドレスだけです。"),
)  # fmt: skip
_NOBODY = Finding(
    RULE, QUESTION, Verdict.NO, 0.4,
    said(
        "The sender's name bears no known organisation's name and no other address.",
        "表示名に、既知の組織名や別のアドレスは含まれていません。",
    ),
)  # fmt: skip
_OTHER_ADDRESS = said(
    "the name holds another address than the one behind it", "表示名に、実際とは別のアドレスが書かれている"
)
_REAL = said("the address that really sends", "実際の差出人アドレス")
_OWN_NAME = said("the name of our own organisation", "自組織の名前")
_DISGUISED = said("letters of other scripts among Latin ones", "ラテン文字に似た別の文字が混ざっている")
_READER = said("the reader's own name or address", "受信者自身の名前またはアドレス")
_LISTED = said(
    "list software puts the author's address into the name", "メーリングリストは投稿者のアドレスを表示名に入れる"
)
_ALIAS = said(
    "a service that passes mail on and puts the sender's address into the name",
    "転送サービスは元の差出人アドレスを表示名に入れる",
)
_SERVICE = said("a service that sends mail for many", "多くの組織のメールを代行配信するサービス")
_PASSED = said(
    "the domain confirmed the mail; that says who it is, not that the name is right",
    "ドメインの認証には合格している(名乗りが正しい証明にはならない)",
)
_MAYBE_OWN = said(
    "the owner also gives mailboxes there to everybody", "同じドメインで一般利用者もメールアドレスを取得できる"
)


_ELSEWHERE = said("no link of the mail leads to the owner of the name", "名乗っている組織へのリンクが一つもない")


def judge(look: Look) -> Finding:
    """YES: the name says somebody else. NO: it fits, or says nobody known."""
    name = look.mail.from_name
    if not name or name == look.from_address:
        return _speaks_for(look, "", look.from_domain) or _BARE
    domain = look.from_domain
    if "@" in name:
        found = _address_in(look, name, domain)
        if found is not None:
            return found
    own = _own(look, name, domain)
    if own is not None:
        return own
    brand = brands.named(name)
    if brand is None:
        return _in_disguise(look, name) or _speaks_for(look, name, domain) or _reader(look, name) or _NOBODY
    owner = brands.owner(domain)
    if owner is not None and (
        owner.title == brand.title or domain in brand.domains or known_domain(domain) in brand.domains
    ):
        return _fits(look, name, brand.title, domain)
    if lies_under(domain, look.settings.known_good_domains):
        return _fits(look, name, brand.title, domain)
    return _poses(look, name, brand, domain)


def _poses(look: Look, name: str, brand: brands.Brand, domain: str) -> Finding:
    against = _innocent(look)
    service = known_domain(domain) in MAIL_SERVICES and not brands.is_anybodys(domain)
    listed = service or _of_a_list(look)
    strength = 0.35 if listed else 0.85
    example = brand.domains[0]
    valid, valid_ja = ("valid ", "有効な") if look.from_address else ("", "")
    usable = bool(domain) and _NO_HOST.search(domain) is None
    known = said(f"{brand.title} writes from {example} and the like", f"{brand.title} は {example} などから送信する")
    grounds = [ground("header From", name, known), ground("header From", look.from_address, _REAL)]
    marks = {"poses_as": brand.title, "claimed_domain": domain, "real_domain": example}
    elsewhere = not listed and _leads_elsewhere(look, brand, domain)
    if elsewhere:
        first = look.links.followed[0]
        grounds.append(ground(place(first), first.href, _ELSEWHERE))
        marks["signs"] = "leads elsewhere"
    also, also_ja = (
        (" None of its links leads there, either.", "リンク先も、名乗っている組織のものではありません。")
        if elsewhere
        else ("", "")
    )
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if listed else Verdict.YES, strength,
        said(
            (
                f"The sender calls himself {name!r}, but writes from {look.from_address}, which does not belong to {brand.title}."
                if usable
                else f"The sender calls himself {name!r}, but gives no {valid}address, as {brand.title} would."
            ) + also,
            (
                f"差出人は「{name}」と名乗っていますが、アドレス {look.from_address} は {brand.title} のものではありません。"
                if usable
                else f"差出人は「{name}」と名乗っていますが、{brand.title} なら記すはずの{valid_ja}アドレスがありません。"
            ) + also_ja,
        ),
        tuple(grounds), tuple(against), marks,
    )  # fmt: skip


def _speaks_for(look: Look, name: str, domain: str) -> Finding | None:
    """A mail whose subject or first line bears the name of a known owner, which wants something, and has nothing of the owner's in it.

    People write of firms, and shops of the means of payment; neither presses its reader and leads him to nobody known.
    """
    if "talk" in look.subjects or look.mail.header("in-reply-to") or _of_a_list(look) or not look.subjects & _PRESSES:
        return None
    line = look.mail.text[:200].strip().partition("\n")[0][:FIRST_LINE]
    in_subject = brands.named(look.subject)
    brand = in_subject or brands.named(line)
    owner = brands.owner(domain)
    if brand is None or (owner is not None and owner.title == brand.title) or lies_under(domain, look.good_domains):
        return None
    hosts = look.links.hosts
    if any(is_known(host, look.good_domains) and not shortener(host) for host in hosts) or not _leads_elsewhere(
        look, brand, domain
    ):
        return None
    first = look.links.followed[0]
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.5,
        said(
            f"The mail speaks for {brand.title}, but neither its sender ({look.from_address or name}) nor any of its links belongs to {brand.title}.",
            f"{brand.title} からの連絡のように書かれていますが、差出人({look.from_address or name})もリンク先も {brand.title} のものではありません。",
        ),
        (
            ground("header Subject" if in_subject else "text", look.subject if in_subject else line, _SPOKEN_FOR),
            ground("header From", look.from_address, _REAL),
            ground(place(first), first.href, _ELSEWHERE),
        ),
        (ground("header From", look.from_address, _OF_FIRMS),),
        {"poses_as": brand.title, "claimed_domain": domain, "real_domain": brand.domains[0]},
    )  # fmt: skip


_PRESSES = frozenset({"threat", "loss", "request", "reward"})
FIRST_LINE = 60
"""Characters of a text in which its sender introduces himself."""
_SPOKEN_FOR = said("the name of a known organisation", "実在の組織の名前")
_OF_FIRMS = said("dealers and partners write of a firm, too", "販売店や取引先が企業名を挙げることもある")


def _leads_elsewhere(look: Look, brand: brands.Brand, domain: str) -> bool:
    """Whether the mail has links, and all lead to strangers: neither to the owner of the name nor to whoever really writes.

    A reseller links to a shop of his own, and a service that sends for others counts the clicks.
    """

    def strange(host: str) -> bool:
        owner = brands.owner(host)
        own = owner is not None and owner.title == brand.title
        return bool(shortener(host)) or not (own or same_owner(host, domain) or known_domain(host) in MAIL_SERVICES)

    return bool(look.links.hosts) and all(map(strange, look.links.hosts))


def _of_a_list(look: Look) -> bool:
    """Whether the mail came by a list that may exist (RFC 2919): its identifier lies under a domain, the one that sent the mail on."""
    name = known_domain((look.mail.header("list-id") or "").rpartition("<")[2].strip(" >\t"))
    back = look.mail.return_path.rpartition("@")[2].lower()
    return bool(name) and (
        not back or name in MAIL_SERVICES or any(same_owner(name, each) for each in (back, look.from_domain))
    )


def _in_disguise(look: Look, name: str) -> Finding | None:
    """A name in letters that pose as others: made to be read by people and missed by filters."""
    short = name[: brands.LONGEST_NAME]
    plain = "" if short.isascii() else plain_letters(short)
    if not plain or plain == short:
        return None
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.6,
        said(
            f"The sender's name {name!r} is written with letters that only look like others: it reads {plain!r}.",
            f"表示名「{name}」には、似た別の文字が使われています(「{plain}」と読ませるため)。",
        ),
        (ground("header From", name, _DISGUISED), ground("header From", look.from_address, _REAL)), (),
        {"poses_as": plain, "claimed_domain": look.from_domain},
    )  # fmt: skip


def _fits(look: Look, name: str, title: str, domain: str) -> Finding:
    anybodys = brands.is_anybodys(domain)
    unsure = " Anybody can get a mailbox there, though." if anybodys else ""
    unsure_ja = "ただし、このドメインのアドレスは一般の利用者も取得できます。" if anybodys else ""
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if anybodys else Verdict.NO, 0.3 if anybodys else 0.6,
        said(
            f"The name and the address fit: {domain} belongs to {title}.{unsure} Whether the address is forged is another question.",
            f"表示名とアドレスは一致します({domain} は {title} のドメイン)。{unsure_ja}アドレス自体の偽装の有無は別に確認します。",
        ),
        (ground("header From", name),), (ground("header From", look.from_address, _MAYBE_OWN),) if anybodys else (),
        {"claimed_domain": domain, "brand": title},
    )  # fmt: skip


def _address_in(look: Look, name: str, domain: str) -> Finding | None:
    """A name that holds an address of another organisation."""
    found = _ADDRESS.search(name[: brands.LONGEST_NAME])
    local = _LOCAL.search(name[: found.start()]) if found else None
    if found is None or local is None:
        return None
    other = (local.group() + found.group()).lower()
    host = found.group()[1:].lower()
    if not known_domain(host) or same_organisation(host, domain):
        return None
    reader = any(box.address.lower() == other for box in look.mail.to)
    listed = (
        look.mail.header("list-id")
        or domain in _ALIASES
        or (" via " in name.lower() and look.mail.header("list-unsubscribe"))
    )
    notes = [
        ground("header From", name, _READER if reader else _OTHER_ADDRESS),
        ground("header From", look.from_address, _REAL),
    ]
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR if listed else Verdict.YES, 0.3 if listed else 0.85,
        said(
            f"The sender's name shows the address {other}, but "
            + (f"the mail comes from {look.from_address}." if look.from_address else "no address stands behind it."),
            f"表示名には {other} と書かれていますが、"
            + (f"実際の差出人アドレスは {look.from_address} です。" if look.from_address else "実際の差出人アドレスはありません。"),
        ),
        tuple(notes), tuple(_innocent(look)), {"poses_as": other, "claimed_domain": domain},
    )  # fmt: skip


def _own(look: Look, name: str, domain: str) -> Finding | None:
    """A name that bears the own organisation's, from a foreign address."""
    owns = look.settings.own_domains
    if not owns or look.is_own(domain):
        return None
    plain = brands.folded(name[: brands.LONGEST_NAME])
    for own in owns:
        label = brands.folded((known_domain(own) or own).partition(".")[0])
        if brands.folded(own) in plain or (len(label) >= SHORTEST_OWN and label in re.findall(r"[0-9a-z\-]+", plain)):
            against = _innocent(look)
            return Finding(
                RULE, QUESTION, Verdict.YES, 0.5 if against else 0.8,
                said(
                    f"The sender calls himself {name!r} like our own organisation, but writes from outside: {look.from_address}.",
                    f"差出人は自組織を思わせる「{name}」を名乗っていますが、外部のアドレス {look.from_address} から送られています。",
                ),
                (ground("header From", name, _OWN_NAME), ground("header From", look.from_address, _REAL)), tuple(against),
                {"poses_as": own, "claimed_domain": domain},
            )  # fmt: skip
    return None


def _reader(look: Look, name: str) -> Finding | None:
    """A name that is the reader's: 'from you to you' without even forging the address."""
    plain = name.strip().lower()
    address = look.from_address.lower()
    for box in look.mail.to:
        to = box.address.lower()
        if to == address or not to:
            continue
        if (box.name and box.name.strip().lower() == plain and len(plain) >= SHORTEST_OWN) or plain == to.rpartition(
            "@"
        )[0]:
            return Finding(
                RULE, QUESTION, Verdict.UNCLEAR, 0.4,
                said(
                    f"The sender bears the reader's own name ({name}), but writes from {address}.",
                    f"差出人の表示名が受信者自身の名前({name})と同じですが、アドレスは {address} です。",
                ),
                (ground("header From", name, _READER), ground("header To", str(box))),
                (ground("header From", look.from_address, said("people of one name exist, and write to themselves from a second mailbox", "同姓同名や、自分の別アドレスからの送信もありうる")),),
                {"poses_as": to, "claimed_domain": look.from_domain},
            )  # fmt: skip
    return None


def _innocent(look: Look) -> list[Ground]:
    against = []
    listed = look.mail.header("list-id")
    if listed:
        against.append(ground("header List-Id", listed, _LISTED))
    if look.from_domain in _ALIASES:
        against.append(ground("header From", look.from_domain, _ALIAS))
    if known_domain(look.from_domain) in MAIL_SERVICES:
        against.append(ground("header From", look.from_domain, _SERVICE))
    if look.dmarc == "pass" or (look.dkim == "pass" and look.spf == "pass"):
        against.append(ground("header Authentication-Results", f"dmarc={look.dmarc} dkim={look.dkim}", _PASSED))
    return against
