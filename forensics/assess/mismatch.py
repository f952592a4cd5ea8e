"""sender.mismatch: do the addresses that the mail gives for itself belong to different organisations?

Why it matters: From is what the reader sees, Reply-To is where the answer goes, Return-Path (RFC 5321 section 4.4) is who really
handed the mail in. A bank that wants its answers at a freemail address is no bank. Innocent and common: mailing lists and
services that send for others put their own domain into Return-Path, so that bounces reach them; that alone says little.
"""

from __future__ import annotations

from forensics.assess.look import Look, ground, known_domain, same_organisation
from forensics.model.everybody import FREEMAIL, MAIL_SERVICES
from forensics.model.finding import Finding, Ground, Verdict

RULE = "sender.mismatch"
QUESTION = {
    "en": "Do the sender's addresses (From, Reply-To, Return-Path) belong to different organisations?",
    "ja": "差出人に関するアドレス(From・Reply-To・Return-Path)は別々の組織のものですか。",
}


def judge(look: Look) -> Finding:
    """YES: one of them belongs to somebody else."""
    sender = look.from_domain
    reply = [box.address for box in look.mail.reply_to if "@" in box.address]
    back = look.mail.return_path
    others = [
        *(("header Reply-To", address) for address in reply),
        *((("header Return-Path", back),) if "@" in back else ()),
    ]
    if not sender or not others:
        return Finding(
            RULE, QUESTION, Verdict.UNCLEAR, 0.1,
            {
                "en": "The mail gives only one sender address, so there is nothing to compare.",
                "ja": "差出人に関するアドレスが一つしかないため、比較できません。",
            },
            tuple([ground("header From", look.mail.header("from") or "")] if look.mail.from_address else []),
        )  # fmt: skip
    differing = [(where, address) for where, address in others if not same_organisation(sender, _host(address))]
    grounds = [ground("header From", look.mail.from_address)]
    if not differing:
        grounds += [ground(where, address) for where, address in others]
        return Finding(
            RULE, QUESTION, Verdict.NO, 0.6,
            {
                "en": f"All sender addresses belong to {known_domain(sender) or sender}.",
                "ja": f"差出人に関するアドレスはすべて {known_domain(sender) or sender} のものです。",
            },
            tuple(grounds),
        )  # fmt: skip
    against = _innocent(look, differing)
    strength = 0.0
    for where, address in differing:
        host = _host(address)
        note = "another organisation than From"
        weight = 0.6 if where == "header Reply-To" else 0.45
        if host in FREEMAIL and where == "header Reply-To" and sender not in FREEMAIL:
            note, weight = "answers go to a mailbox that anybody can get", 0.75
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
        {
            "en": f"The mail names {look.mail.from_address} as sender, but {field} is {first}, which belongs to somebody else.{innocent_en}",
            "ja": f"差出人は {look.mail.from_address} ですが、{field} は {first} で、別の組織のものです。{innocent_ja}",
        },
        tuple(grounds), tuple(against), {"claimed_domain": sender, "other_domain": _host(first)},
    )  # fmt: skip


def _host(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _innocent(look: Look, differing: list[tuple[str, str]]) -> list[Ground]:
    """What would explain the difference without anybody lying. Only for Return-Path: where answers go is the sender's choice."""
    if any(where == "header Reply-To" for where, _ in differing) and not look.mail.header("list-id"):
        return []
    against = []
    listed = look.mail.header("list-id")
    if listed:
        against.append(
            ground("header List-Id", listed, "mailing lists put their own address into Return-Path and Reply-To")
        )
    for where, address in differing:
        service = known_domain(_host(address))
        if service in MAIL_SERVICES:
            against.append(ground(where, address, f"{service} sends mail for many organisations"))
    if look.dkim == "pass" or look.dmarc == "pass":
        against.append(
            ground(
                "header Authentication-Results", f"dkim={look.dkim} dmarc={look.dmarc}", "the sender's domain signed it"
            )
        )
    if (
        not against
        and look.mail.header("list-unsubscribe")
        and all(where == "header Return-Path" for where, _ in differing)
    ):
        unsubscribe = look.mail.header("list-unsubscribe") or ""
        against.append(
            ground("header List-Unsubscribe", unsubscribe, "bulk mail sent through a service looks like this")
        )
    return against
