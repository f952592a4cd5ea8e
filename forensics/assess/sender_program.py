"""sender.program: do the Message-ID and the mail program fit each other and the sender?

Why it matters: each mail program writes its Message-ID (RFC 5322 section 3.6.4) in a way of its own: Outlook with ``$``, Apple's and
Mozilla's programs as a UUID. Bulk software that calls itself Outlook seldom copies that as well. A mail that names a bank as sender and a
website's script as its program was not sent by the bank. Innocent: servers that replace a Message-ID, and shops whose
website sends the mail.
"""

from __future__ import annotations

import re

from forensics.assess import brands
from forensics.assess.look import Look, ground, said
from forensics.domains import is_top_level
from forensics.model.finding import Finding, Ground, Verdict

RULE = "sender.program"
QUESTION = {
    "en": "Do the Message-ID and the mail program contradict what the mail says of its sender?",
    "ja": "Message-ID やメールソフトの記録は、差出人の名乗りと食い違っていますか。",
}
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")
_MOZILLA_OLD = re.compile(r"[0-9A-Fa-f]{8}\.[0-9A-Fa-f]{4,8}@")
_HOTMAIL = re.compile(r"<OE[0-9]")
_NEWS = "gmane.org"
"""A gateway between lists and newsgroups, which writes IDs of its own."""
_OUTLOOK_IMO = re.compile(r"[A-Z]{20,40}\.")
_SCRIPTS = re.compile(
    r"(?i)php|wordpress|joomla|drupal|wpforms|perl|python|ruby|nodemailer|swiftmailer|javamail|aspnetemail|smtp ?mailer|leaf|blat|indy|chilkat|super ?mailer|bulk|mass"
)
"""Programs that are no person's mail program."""
_BY_SCRIPT = ("x-php-originating-script", "x-php-script")
FIRST = 12_288
"""Bytes of the mail in which such a header is looked for at all."""
_FITS = Finding(
    RULE, QUESTION, Verdict.NO, 0.3,
    said("Message-ID and mail program contradict nothing.", "Message-ID とメールソフトの記録に矛盾はありません。"),
)  # fmt: skip
_NO_ID = said(
    "no Message-ID at all, which every mail program writes", "通常のメールソフトなら必ず付ける Message-ID がない"
)
_NO_HOST = said("its host cannot exist on the internet", "インターネット上に存在しえないホスト名")
_NOT_THAT_WAY = said("this program writes its Message-ID in another way", "このメールソフトの Message-ID とは形が違う")
_SCRIPT = said("sent by a script, as websites do", "Web サイトなどのスクリプトから送信")
_SHOPS = said(
    "websites and services send their honest mail in this way, too", "正規の Web サイトやサービスも同じ方法で送信する"
)
_REPLACED = said(
    "a server on the way may have written a Message-ID of its own",
    "途中のサーバーが Message-ID を付け直した可能性がある",
)


def judge(look: Look) -> Finding:
    """YES: the program is not what it says, or a script sent what bears a known owner's name. UNCLEAR: a sign that proves little."""
    mail = look.mail
    message_id = mail.message_id
    program = mail.header("x-mailer") or mail.header("user-agent") or ""
    grounds: list[Ground] = []
    against: list[Ground] = []
    strength = 0.0
    if not message_id:
        grounds.append(ground("header Message-ID", "", _NO_ID))
        strength = 0.4
    elif _impossible(message_id):
        grounds.append(ground("header Message-ID", message_id, _NO_HOST))
        against.append(ground("header Message-ID", message_id, _REPLACED))
        strength = 0.3
    if program:
        if message_id and _foreign_form(program, message_id):
            grounds += [ground("header X-Mailer", program), ground("header Message-ID", message_id, _NOT_THAT_WAY)]
            against.append(ground("header Message-ID", message_id, _REPLACED))
            strength = max(strength, 0.5)
        if _SCRIPTS.search(program[:200]):
            grounds.append(ground("header X-Mailer", program, _SCRIPT))
            strength = max(strength, _of_script(look, against))
    for name in _BY_SCRIPT if mail.raw.find(b"X-PHP", 0, FIRST) >= 0 else ():
        script = mail.header(name)
        if script:
            grounds.append(ground(f"header {name.title()}", script, _SCRIPT))
            strength = max(strength, _of_script(look, against))
    if not grounds:
        return _FITS
    yes = strength >= 0.45
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, strength,
        said(
            "The mail's own record of the program that sent it does not fit what the mail says of its sender."
            if yes
            else "The mail's record of the program that sent it is unusual; that alone proves nothing.",
            "送信に使われたプログラムの記録が、差出人の名乗りと合いません。"
            if yes
            else "送信に使われたプログラムの記録に普通でない点がありますが、それだけでは判断できません。",
        ),
        tuple(grounds), tuple(against), {"program": program[:100], "message_id": message_id[:200]},
    )  # fmt: skip


def _of_script(look: Look, against: list[Ground]) -> float:
    """How much it says that a script sent the mail: more where a known owner's name stands on it."""
    against.append(ground("header From", look.from_address, _SHOPS))
    brand = brands.named(look.mail.from_name) if look.mail.from_name else None
    owner = brands.owner(look.from_domain)
    return 0.5 if brand is not None and owner is not brand else 0.25


def _impossible(message_id: str) -> bool:
    """A host without a dot or under no real top-level domain. Names of one house (``.local``, ``.lan``) are usual."""
    host = message_id.rpartition("@")[2].rstrip("> \t")
    last = host.rpartition(".")[2]
    if not host or "@" not in message_id:
        return True
    if host[0] == "[" or last.isdigit():
        return False
    return "." in host and not is_top_level(last.lower()) and last.lower() not in _HOUSE


_HOUSE = frozenset(
    {
        "local",
        "localdomain",
        "lan",
        "internal",
        "intra",
        "corp",
        "home",
        "arpa",
        "priv",
        "private",
        "intranet",
        "loc",
        "mail",
    }
)


def _foreign_form(program: str, message_id: str) -> bool:
    """Whether a program that is known by its Message-IDs did not write this one."""
    if _NEWS in message_id:
        return False
    name = program[:60].lower()
    if name.startswith(("microsoft outlook express", "microsoft windows mail", "microsoft windows live mail")):
        return "$" not in message_id and "@phx.gbl" not in message_id and not _HOTMAIL.match(message_id)
    if name.startswith(("microsoft outlook", "microsoft office outlook")):
        return (
            "$" not in message_id
            and ".outlook.com" not in message_id.lower()
            and not _OUTLOOK_IMO.search(message_id[:200])
        )
    if name.startswith(("apple mail", "iphone mail", "ipad mail")):
        return not _UUID.search(message_id[:200])
    if name.startswith(("mozilla/5.0", "mozilla thunderbird")) or "thunderbird/" in name:
        return not (_UUID.search(message_id[:200]) or _MOZILLA_OLD.search(message_id[:200]))
    return False
