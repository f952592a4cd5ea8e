"""sender.mismatch: do the addresses that the mail gives for itself belong to different organisations?

Why it matters: From is what the reader sees, Reply-To is where the answer goes, Return-Path (RFC 5321 section 4.4) is who really
handed the mail in. A bank that wants its answers at a freemail address is no bank. Innocent and common: mailing lists and
services that send for others put their own domain into Return-Path, so that bounces reach them; that alone says little.
"""

from __future__ import annotations

from forensics.assess import brands
from forensics.assess.look import Look, ground, known_domain, said, same_organisation, way_out
from forensics.assess.sender_signature import own
from forensics.model.everybody import FREEMAIL, MAIL_SERVICES
from forensics.model.finding import Finding, Ground, Verdict

RULE = "sender.mismatch"
QUESTION = {
    "en": "Do the sender's addresses (From, Reply-To, Return-Path) belong to different organisations?",
    "ja": "差出人に関するアドレス(From・Reply-To・Return-Path)は別々の組織のものですか。",
}
_ONE_ONLY = Finding(
    RULE, QUESTION, Verdict.UNCLEAR, 0.1,
    said(
        "The mail gives only one sender address, so there is nothing to compare.",
        "差出人に関するアドレスが一つしかないため、比較できません。",
    ),
)  # fmt: skip
_ALL_ONE = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said(
        "All sender addresses of the mail (From, Reply-To, Return-Path) belong to one organisation.",
        "差出人に関するアドレス(From・Reply-To・Return-Path)は、すべて同じ組織のものです。",
    ),
)  # fmt: skip
_FOREIGN = said("another organisation than From", "From とは別の組織")
_ANYBODYS = said("answers go to a mailbox that anybody can get", "返信先は、誰でも取得できるフリーメールのアドレス")
_ENDINGS = said("the same name under another ending", "同じ名前で末尾(TLD)だけが異なる")
_SECOND = said("people have second mailboxes, too", "個人が複数のアドレスを使い分けることもある")
_LISTED = said(
    "mailing lists put their own address into Return-Path and Reply-To",
    "メーリングリストは Return-Path と Reply-To に自分のアドレスを入れる",
)
_SIGNED = said("the sender's domain signed it", "差出人のドメインによる署名がある")
_SIGNED_TOO = said(
    "it bears a signature in the name of the sender's domain, as mail does that a service sends for somebody",
    "差出人のドメイン名による署名が付いている(配信サービスを使うとこうなる)",
)
_BULK = said("bulk mail sent through a service looks like this", "配信サービスを使った一斉配信ではこうなる")


def judge(look: Look) -> Finding:
    """YES: one of them belongs to somebody else."""
    sender = look.from_domain
    others = [("header Reply-To", box.address) for box in look.mail.reply_to if "@" in box.address]
    back = look.mail.return_path
    if "@" in back:
        others.append(("header Return-Path", back))
    if not sender or not others:
        return _ONE_ONLY
    if sender in FREEMAIL:
        second = next((each for where, each in others if where == "header Reply-To" and _another(look, each)), "")
        if second:
            return _two_boxes(look, second)
    differing = [(where, address) for where, address in others if not same_organisation(sender, _host(address))]
    if not differing:
        return _ALL_ONE
    grounds = [ground("header From", look.from_address)]
    against = _innocent(look, differing) or _one_name(sender, differing)
    strength = 0.0
    for where, address in differing:
        host = _host(address)
        note, weight = _FOREIGN, 0.6 if where == "header Reply-To" else 0.45
        if host in FREEMAIL and where == "header Reply-To" and sender not in FREEMAIL:
            note, weight = _ANYBODYS, 0.75
        strength = max(strength, weight)
        grounds.append(ground(where, address, note))
    if against:
        strength = max(0.15, strength - 0.35)
    first_where, first = differing[0]
    field = first_where.removeprefix("header ")
    verdict = Verdict.YES if strength >= 0.35 else Verdict.UNCLEAR
    innocent_en = " This is usual for mailing lists and for services that send mail for others." if against else ""
    innocent_ja = " メーリングリストや配信代行サービスではよくあることです。" if against else ""
    return Finding(
        RULE, QUESTION, verdict, round(strength, 2),
        said(
            f"The mail names {look.from_address} as sender, but {field} is {first}, which belongs to somebody else.{innocent_en}",
            f"差出人は {look.from_address} ですが、{field} は {first} で、別の組織のものです。{innocent_ja}",
        ),
        tuple(grounds), tuple(against), {"claimed_domain": sender, "other_domain": _host(first), "field": field},
    )  # fmt: skip


def _another(look: Look, address: str) -> bool:
    """Whether it is another mailbox of the same free service than the sender's: one name, written with other points or a tag, is not."""
    one, other = (_box(each) for each in (look.from_address, address))
    return _host(address) == look.from_domain and one != other


def _box(address: str) -> str:
    return address.rpartition("@")[0].lower().partition("+")[0].replace(".", "")


def _two_boxes(look: Look, second: str) -> Finding:
    """People answer where they write from; who writes from one throw-away mailbox and reads another expects to lose the first."""
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.5,
        said(
            f"The mail was written from the free mailbox {look.from_address}, but wants its answers in another one: {second}.",
            f"フリーメールの {look.from_address} から送られていますが、返信先は別のフリーメール {second} です。",
        ),
        (ground("header From", look.from_address), ground("header Reply-To", second, _ANYBODYS)),
        (ground("header From", look.from_address, _SECOND),),
        {"claimed_domain": look.from_domain, "other_domain": look.from_domain, "field": "Reply-To"},
    )  # fmt: skip


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _one_name(sender: str, differing: list[tuple[str, str]]) -> list[Ground]:
    """``shop.example`` and ``shop.test``: of a house that nobody imitates they are two endings of one name."""
    label = known_domain(sender).partition(".")[0]
    if len(label) < SHORTEST_NAME or brands.owner(sender) is not None:
        return []
    own = [(where, address) for where, address in differing if known_domain(_host(address)) not in MAIL_SERVICES]
    if not own or any(known_domain(_host(address)).partition(".")[0] != label for _, address in own):
        return []
    where, address = own[0]
    return [ground(where, address, _ENDINGS)]


SHORTEST_NAME = 4
"""Letters of a name from which two owners seldom choose the same."""


def _innocent(look: Look, differing: list[tuple[str, str]]) -> list[Ground]:
    """What would explain the difference without anybody lying. Only for Return-Path: where answers go is the sender's choice."""
    listed = look.mail.header("list-id")
    if not listed and any(where == "header Reply-To" for where, _ in differing):
        return []
    against = []
    if listed:
        against.append(ground("header List-Id", listed, _LISTED))
    for where, address in differing:
        service = known_domain(_host(address))
        if service in MAIL_SERVICES:
            note = said(f"{service} sends mail for many organisations", f"{service} は多くの組織のメールを代行配信する")
            against.append(ground(where, address, note))
    if look.dkim == "pass" or look.dmarc == "pass":
        against.append(ground("header Authentication-Results", f"dkim={look.dkim} dmarc={look.dmarc}", _SIGNED))
    signer = own(look) if not against and all(where == "header Return-Path" for where, _ in differing) else ""
    if signer:
        against.append(ground("header DKIM-Signature", f"d={signer}", _SIGNED_TOO))
    if not against:
        unsubscribe = look.mail.header("list-unsubscribe")
        if unsubscribe and way_out(unsubscribe) and all(where == "header Return-Path" for where, _ in differing):
            against.append(ground("header List-Unsubscribe", unsubscribe, _BULK))
    return against
