"""sender.freemail: does an organisation write from a mailbox that anybody can get?

Why it matters: a bank does not write from a free mailbox; whoever does so under an organisation's name needed an address that costs
nothing and is gone tomorrow. Innocent: small shops and clubs have no domain of their own, and people write from there every day.
"""

from __future__ import annotations

import re

from forensics.assess import brands
from forensics.assess.links_places import anybodys_page
from forensics.assess.look import Look, ground, known_domain, said
from forensics.model.finding import Finding, Verdict

RULE = "sender.freemail"
QUESTION = {
    "en": "Does an organisation write from a mailbox that anybody can get?",
    "ja": "組織を名乗りながら、誰でも取得できるフリーメールから送られていますか。",
}
_ORGANISED = re.compile(
    r"(?i)(?<![a-z])(?:inc|ltd|llc|gmbh|corp(?:oration)?|company|group|bank|support|service|services|team|department|dept|office|helpdesk|"
    r"admin(?:istrator)?|customer|security|billing|foundation|embassy|ministry|lottery|fund|union|agency|court|tribunal|police|center|centre|"
    r"gericht|finanzamt|ministério|ministerio|ministère|justiça|polícia|policía|suporte|soporte|atendimento|banco|banque|banca|servi(?:ço|cio|zio|ce)s?|assistenza|equip[eo]|kundenservice|kundendienst|klantenservice|bezorging)(?![a-z])"
    r"|銀行|株式会社|事務局|サポート|センター|カスタマー|公式|係\b|財団|協会|警察|裁判所|税務署|运营|客服|고객센터"
)
TENANTS = frozenset({"onmicrosoft.com"})
"""Services that give a name of this form to everybody who tries them; who means to stay sets up a domain of his own."""
_ANYBODYS = said("anybody can get such a mailbox", "誰でも取得できるアドレス")
_NAME = said("the name of an organisation", "組織を思わせる名称")
_PEOPLE = said("people write of firms, too", "個人が企業について書くこともある")
_TRIAL = said("small programs send their confirmations from there, too", "小規模なアプリの確認メールにも使われる")
_SMALL = said(
    "small shops and clubs often have no domain of their own",
    "小規模な店舗や団体では、独自ドメインを持たないこともある",
)
_NOT_FREE = Finding(
    RULE, QUESTION, Verdict.NO, 0.4,
    said("The sender's domain is not one of a free mail provider that we know.", "差出人のドメインは、既知のフリーメールのものではありません。"),
)  # fmt: skip
_PERSON = Finding(
    RULE, QUESTION, Verdict.NO, 0.2,
    said(
        "The mail comes from a free mail provider and names no organisation; for a person that is usual.",
        "フリーメールのアドレスですが、組織は名乗っていません。個人のメールでは普通のことです。",
    ),
)  # fmt: skip


def judge(look: Look) -> Finding:
    """YES: it does. NO: another domain, or a person."""
    domain = look.from_domain
    if not domain or not brands.is_anybodys(domain):
        service = (known_domain(domain) if known_domain(domain) in TENANTS else anybodys_page(domain)) if domain else ""
        return _tenant(look, domain, service) if service and domain != service else _NOT_FREE
    name = look.mail.from_name[: brands.LONGEST_NAME]
    organised = _ORGANISED.search(name)
    brand = brands.named(name) if name else None
    if organised is None and brand is None:
        return _speaks_for(look, domain) or _PERSON
    if brand is None and (spoken := _speaks_for(look, domain)) is not None and spoken.answer is Verdict.YES:
        return spoken
    owner = brands.owner(domain)
    sure = brand is not None and (owner is None or owner.title != brand.title)
    return Finding(
        RULE, QUESTION, Verdict.YES if sure else Verdict.UNCLEAR, 0.7 if sure else 0.4,
        said(
            f"The sender calls himself {name!r}, but writes from {domain}, where anybody can get a mailbox.",
            f"差出人は「{name}」を名乗っていますが、誰でも取得できる {domain} のアドレスから送られています。",
        ),
        (ground("header From", name, _NAME), ground("header From", look.from_address, _ANYBODYS)),
        (ground("header From", look.from_address, _SMALL),), {"claimed_domain": domain},
    )  # fmt: skip


def _tenant(look: Look, domain: str, service: str) -> Finding:
    """An address that comes with a page at a hosting service."""
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR, 0.6,
        said(
            f"The sender has no domain of his own: {domain} comes with a page that anybody gets at {service}.",
            f"差出人は自前のドメインを持たず、誰でもページを作れる {service} のアドレス({domain})から送られています。",
        ),
        (ground("header From", look.from_address, _ANYBODYS),), (ground("header From", domain, _TRIAL),), {"claimed_domain": domain},
    )  # fmt: skip


def _speaks_for(look: Look, domain: str) -> Finding | None:
    """A first mail from there whose first lines name an organisation: an invoice, say, that nobody's shop has written."""
    if "talk" in look.subjects or look.mail.header("in-reply-to"):
        return None
    line = look.mail.text[: brands.LONGEST_NAME]
    brand = brands.named(look.subject) or brands.named(line)
    if brand is None or domain in brand.domains or brands.is_anybodys(brand.domains[0]):
        return None
    in_subject = bool(brands.named(look.subject))
    quote = look.subject if in_subject else " ".join(line.split())
    charged = look.places("charge", 2) if "charge" in look.subjects else []
    evidence = (
        ground("header Subject" if in_subject else "text", quote, _NAME),
        ground("header From", look.from_address, _ANYBODYS),
    )
    if charged:  # a shop writes its invoices itself
        return Finding(
            RULE, QUESTION, Verdict.YES, 0.7,
            said(
                f"The mail tells of an order or a charge and names {brand.title}, but comes from {domain}, where anybody can get a mailbox.",
                f"{brand.title} の名前を挙げて注文や請求を知らせていますが、誰でも取得できる {domain} のアドレスから送られています。",
            ),
            (*evidence, *charged), (), {"claimed_domain": domain, "poses_as": brand.title},
        )  # fmt: skip
    return Finding(
        RULE, QUESTION, Verdict.UNCLEAR, 0.3,
        said(
            f"The mail speaks of {brand.title}, but comes from {domain}, where anybody can get a mailbox.",
            f"{brand.title} に関する内容ですが、誰でも取得できる {domain} のアドレスから送られています。",
        ),
        evidence,
        (ground("header From", look.from_address, _PEOPLE),), {"claimed_domain": domain},
    )  # fmt: skip
