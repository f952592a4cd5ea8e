"""attachments.locked: is an attachment packed so that no filter can look inside?

Why it matters: an encrypted archive with its password in the same mail protects nothing from a reader of the mail and everything from the
scanner. Archives in archives do the same by depth. Innocent: in Japan files were long sent in this way by habit (zip and password by separate
mails); there the password comes in a mail of its own.
Sources: PKWARE APPNOTE 4.3.7 and 4.4.4 (bit 0 of the flags: encrypted), RAR 5 format (archive encryption header), [MS-OFFCRYPTO] 2.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.assess import attachments_kinds as kinds
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.mail import Attachment

RULE = "attachments.locked"
QUESTION = {
    "en": "Is an attachment packed so that no filter can look inside (encrypted, archive in archive)?",
    "ja": "添付ファイルは、検査できないように暗号化や多重圧縮されていますか。",
}
_NOTHING = Finding(RULE, QUESTION, Verdict.NO, 0.6, said("The mail has no attachment.", "添付ファイルはありません。"))
_OPEN = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("No attachment is encrypted or an archive within an archive.", "暗号化や多重圧縮された添付ファイルはありません。"),
)  # fmt: skip
_LOCKED = said("encrypted", "暗号化されている")
_NESTED = said("an archive within an archive", "圧縮ファイルの中に圧縮ファイル")
_INSIDE = said("a file that acts inside the archive", "圧縮ファイルの中に、開くと動作するファイル")
_WORD = said("the password stands in the same mail", "同じメールの本文にパスワードが書かれている")
_HABIT = said(
    "some firms still send encrypted files by habit, with the password in a second mail",
    "暗号化ファイルとパスワードを別便で送る慣習の会社もある",
)
_PASSWORD = re.compile(
    r"(?i)(?:pass ?(?:word|code|wort)?|pwd|contrase(?:ñ|n)a|senha|mot de passe|kennwort|пароль|パスワード|解凍|密码|密碼|비밀번호)[^\n]{0,20}[:：=は为為]"
)
MOST_NAMES = 200
"""Members of an archive whose names are looked at."""
LONGEST = 100_000
"""Characters of text in which a password is looked for."""


def judge(look: Look) -> Finding:
    """YES: encrypted with the password in the text, or an archive hides another or a program. UNCLEAR: encrypted alone."""
    attachments = look.mail.attachments
    if not attachments:
        return _NOTHING
    found = [each for attachment in attachments if _packed(attachment) for each in _signs(look, attachment)]
    if not found:
        return _OPEN
    password = (
        _PASSWORD.search(look.mail.text[:LONGEST]) if any(strength == _ENCRYPTED for strength, _ in found) else None
    )
    if password:
        found.append((0.8, ground("text", password.group(), _WORD)))
    found.sort(key=lambda each: -each[0])
    strength = found[0][0]
    yes = strength >= 0.6
    name = next(each.quote for _, each in found if each.where != "text")
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, strength,
        said(
            f"The attachment {name!r} is packed so that filters cannot look inside" + (", and its password stands in the same mail." if password else "."),
            f"添付ファイル「{name}」は、検査ソフトが中を調べられないように包まれています" + ("。パスワードも同じメールに書かれています。" if password else "。"),
        ),
        tuple(each for _, each in found[:MOST_GROUNDS]),
        () if yes else (ground(found[0][1].where, name, _HABIT),), {"file": name, "password_in_text": "yes" if password else ""},
    )  # fmt: skip


_ENCRYPTED = 0.45
_SEVEN_ZIP_AES = b"\x06\xf1\x07\x01"
"""AES-256 with SHA-256 as coder (7-Zip, ``Methods.txt``): in the open where the names are encrypted, too."""


def _packed(attachment: Attachment) -> bool:
    content = attachment.sniffed_type
    return content.startswith(
        (
            "application/zip",
            "application/vnd.rar",
            "application/x-7z",
            "application/gzip",
            "application/java",
            "application/x-ole",
        )
    )


def _signs(look: Look, attachment: Attachment) -> Iterator[tuple[float, Ground]]:
    data = look.mail.payload(attachment.part)
    where, name = f"part {attachment.part}", attachment.name or attachment.safe_name
    content = attachment.sniffed_type
    if content == "application/x-ole-storage":
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00" in data:
            yield _ENCRYPTED, ground(where, name, _LOCKED)
        return
    if content == "application/vnd.rar":
        # RAR 5: a first block of type 4 encrypts the names, too; RAR 4: bit 7 of the main header's flags.
        block = data[8:32] if data[6:8] == b"\x01\x00" else b""
        if (block and block[5:6] == b"\x04") or (not block and len(data) > 11 and data[10] & 0x80):
            yield _ENCRYPTED, ground(where, name, _LOCKED)
        return
    if content.startswith("application/x-7z"):
        if _SEVEN_ZIP_AES in data[-8192:]:  # the header stands at the end, and names its coders
            yield _ENCRYPTED, ground(where, name, _LOCKED)
        return
    if not content.startswith("application/zip"):
        return
    locked, names = members(data)
    if locked:
        yield _ENCRYPTED, ground(where, name, _LOCKED)
    for inner in names:
        ends = kinds.endings(inner)
        last = ends[0] if ends else ""
        if last in kinds.PROGRAMS | kinds.DISKS:
            yield 0.85, ground(where, f"{name}: {inner}", _INSIDE)
        elif last in kinds.ARCHIVES:
            yield 0.6, ground(where, f"{name}: {inner}", _NESTED)


def members(data: bytes) -> tuple[bool, list[str]]:
    """Whether any member of a zip is encrypted, and the members' names, from the local headers (APPNOTE 4.3.7)."""
    locked, names, at = False, list[str](), data.find(b"PK\x03\x04")
    while at >= 0 and len(names) < MOST_NAMES:
        head = data[at : at + 30]
        if len(head) < 30:
            break
        locked = locked or bool(head[6] & 1)
        length = int.from_bytes(head[26:28], "little")
        raw = data[at + 30 : at + 30 + min(length, 500)]
        names.append(raw.decode("utf-8") if head[7] & 8 and _is_utf8(raw) else raw.decode("cp932", "replace"))
        at = data.find(b"PK\x03\x04", at + 30)
    return locked, names


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
