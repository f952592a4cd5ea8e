"""sender.impossible: does the mail name a sender whose address cannot exist?

Why it matters: a sender who wants an answer gives an address that works. ``notice@bank`` without an ending, an ending that no registry has
handed out, or no address at all show that the field was filled in for the eye alone; no domain's owner could be asked, and SPF, DKIM and
DMARC have nothing to hold on to. Innocent: machines of one's own house that write as ``root@localhost``, and damaged drafts.
Sources: RFC 5321 section 2.3.5 (only resolvable names), RFC 5322 section 3.6.2, IANA's root zone, RFC 6761 and 6762 (names for use inside).
"""

from __future__ import annotations

import re

from forensics.assess.look import Look, ground, known_domain, said
from forensics.domains import is_top_level
from forensics.model.finding import Finding, Verdict, Words

RULE = "sender.impossible"
QUESTION = {
    "en": "Does the mail name a sender whose address cannot exist?",
    "ja": "差出人のアドレスは、実在しえないものですか。",
}
_INSIDE = frozenset(
    {"local", "localhost", "localdomain", "internal", "lan", "home", "corp", "intranet", "arpa", "invalid", "private"}
)
"""Endings that machines use inside a house."""
_NAME = re.compile(r"[^\x00-\x2c/:-@\[-\^`{-\x7f]{1,253}")
"""What a domain may be written with: letters of any script, digits, hyphen, dot, and the underscore that some programs let pass."""
_EXISTS = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("The sender's address has the form of one that can exist.", "差出人アドレスは、実在しうる形式です。"),
)  # fmt: skip
_NO_HEADER = Finding(
    RULE, QUESTION, Verdict.NOT_EXAMINED, 0.0,
    said("Not examined: the mail has no From header.", "未確認です。差出人(From)ヘッダーがありません。"),
)  # fmt: skip
_NO_ADDRESS = said("no address stands in it", "アドレスが書かれていない")
_NO_ENDING = said("no domain: there is no ending such as .com", ".com などの末尾がなく、ドメインではない")
_NO_SUCH_ENDING = said("there is no such top-level domain", "存在しないトップレベルドメイン")
_NO_SIGNS = said("signs that no domain has", "ドメイン名に使えない文字")
_POSES = re.compile("[\u24b6-\u24e9\U0001d400-\U0001d7ff]")
_NO_LETTERS = said("letters of mathematics, which no registry accepts", "登録できない文字(数学用の英字など)")
_OWN_HOUSE = said("machines inside a house write like this", "組織内の機器からのメールでは、このような表記もある")


def judge(look: Look) -> Finding:
    """YES: no such address can be. UNCLEAR: a name for use inside a house. NO: one that may exist."""
    written = look.mail.header("from")
    if not written:
        return _NO_HEADER
    domain = look.from_domain.rstrip(".")
    if not domain or "@" not in look.from_address:
        return _told(written, _NO_ADDRESS, 0.6)
    if _POSES.search(domain):
        return _told(look.from_address, _NO_LETTERS, 0.7)
    if known_domain(domain) and _NAME.fullmatch(domain):
        return _handed_in(look) or _EXISTS
    ending = domain.rpartition(".")[2]
    if domain.startswith("[") or ending in _INSIDE or look.is_own(domain):
        return _told(look.from_address, _OWN_HOUSE, 0.2)
    if not _NAME.fullmatch(domain):
        return _told(look.from_address, _NO_SIGNS, 0.7)
    if "." not in domain:
        return _told(look.from_address, _NO_ENDING, 0.8)
    return _EXISTS if is_top_level(ending) else _told(look.from_address, _NO_SUCH_ENDING, 0.7)


def _handed_in(look: Look) -> Finding | None:
    """A sender who may exist, in a mail that was handed in under the name of a machine that nobody has given a name to."""
    back = look.mail.return_path
    host = back.rpartition("@")[2].lower().rstrip(".")
    ending = host.rpartition(".")[2]
    if "@" not in back or host.startswith("[") or known_domain(host) or ending in _INSIDE or is_top_level(ending):
        return None
    return Finding(
        RULE, QUESTION, Verdict.YES, 0.5,
        said(
            f"The mail was handed in under an address that cannot exist ({back}), not in the name of {look.from_domain}.",
            f"メールは {look.from_domain} ではなく、実在しえないアドレス({back})の名義で送信されています。",
        ),
        (ground("header Return-Path", back, _NAMELESS), ground("header From", look.from_address)), (),
    )  # fmt: skip


_NAMELESS = said("a rented machine as it is set up, without a name", "名前を付けていない、借りたままのサーバー")


def _told(written: str, why: Words, strength: float) -> Finding:
    yes = strength >= 0.5
    place = ground("header From", written, why)
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, strength,
        said(
            "The sender's address cannot exist: nobody could answer it, and no domain stands behind it."
            if yes
            else "The sender's address is one that only works inside a house.",
            "差出人のアドレスは実在しえないもので、返信できず、裏付けとなるドメインもありません。"
            if yes
            else "差出人のアドレスは、組織の内部でしか使えないものです。",
        ),
        (place,) if yes else (), () if yes else (place,),
    )  # fmt: skip
