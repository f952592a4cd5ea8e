"""attachments.disguised: does an attachment pretend to be another kind of file than it is?

Why it matters: ``invoice.pdf.exe`` shows as ``invoice.pdf`` where endings are hidden; a right-to-left override turns ``fdp.exe`` round
(U+202E, Unicode TR36 section 2.5); a program labelled ``image/png`` passes filters that believe labels. Innocent: phones call every
picture ``.jpg``, and mail programs label files as ``application/octet-stream``.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.assess import attachments_kinds as kinds
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.mail import Attachment

RULE = "attachments.disguised"
QUESTION = {
    "en": "Does an attachment pretend to be another kind of file than it is?",
    "ja": "添付ファイルは、実際とは違う種類のファイルに見せかけられていますか。",
}
_HARMLESS = ("image/", "text/", "audio/", "video/", "application/pdf", "message/")
"""Labels of what a program shows and does not start."""
TURNED = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f"
_NOTHING = Finding(RULE, QUESTION, Verdict.NO, 0.6, said("The mail has no attachment.", "添付ファイルはありません。"))
_HONEST = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("Names, labels and contents of the attachments fit one another.", "添付ファイルの名前・種類の表示・中身は一致しています。"),
)  # fmt: skip
_TURNED = said(
    "signs that turn the direction of writing hide the real ending",
    "文字の向きを変える制御文字で、本当の拡張子が隠されている",
)
_DOUBLE = said("a harmless ending stands before the one that counts", "無害な拡張子の後ろに、本当の拡張子がある")
_SPACES = said("a row of blanks pushes the real ending out of sight", "長い空白で本当の拡張子が見えないようにしている")
_TWO_NAMES = said(
    "the mail gives the file two names with different endings", "一つのファイルに、拡張子の異なる二つの名前が付いている"
)
_UNSURE = said("some programs give files a wrong ending by mistake", "作成ソフトの都合で拡張子が食い違うこともある")


def judge(look: Look) -> Finding:
    """YES: a trick, or a content that the name denies. UNCLEAR: two harmless kinds confused."""
    attachments = look.mail.attachments
    if not attachments:
        return _NOTHING
    found = [each for attachment in attachments for each in _signs(attachment)]
    if not found:
        return _HONEST
    found.sort(key=lambda each: -each[0])
    strength, sign = found[0]
    yes = strength >= 0.6
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, strength,
        said(
            f"The attachment {sign.quote!r} " + ("is not the kind of file that it pretends to be. Do not open it." if yes else "has a name that does not fit its content."),
            f"添付ファイル「{sign.quote}」は" + ("、実際とは違う種類のファイルに見せかけられています。開かないでください。" if yes else "、名前と中身の種類が一致しません。"),
        ),
        tuple(each for _, each in found[:MOST_GROUNDS]), () if yes else (ground(sign.where, sign.quote, _UNSURE),),
        {"file": sign.quote, "more": str(max(0, len(found) - MOST_GROUNDS))},
    )  # fmt: skip


def _signs(attachment: Attachment) -> Iterator[tuple[float, Ground]]:
    name, where = attachment.name, f"part {attachment.part}"
    if attachment.sniffed_type in kinds.HARD and attachment.declared_type.startswith(_HARMLESS):
        yield (
            0.9,
            ground(where, name or attachment.safe_name, _label(attachment.declared_type, attachment.sniffed_type)),
        )
    if not name:
        return
    ends = kinds.endings(name)
    last = ends[0] if ends else ""
    if any(sign in name for sign in TURNED):
        yield 0.95, ground(where, name, _TURNED)
    if last in kinds.PROGRAMS | kinds.DISKS and len(ends) > 1 and ends[1] in kinds.DOCUMENTS:
        yield 0.95, ground(where, name, _DOUBLE)
    if "     " in name.strip():
        yield 0.85 if last in kinds.PROGRAMS else 0.4, ground(where, name, _SPACES)
    other = kinds.endings(attachment.other_name)
    if other and last and other[0] != last and (other[0] in kinds.PROGRAMS or last in kinds.PROGRAMS):
        yield 0.85, ground(where, f"{name} / {attachment.other_name}", _TWO_NAMES)
    content = attachment.sniffed_type
    promised = kinds.PROMISES.get(last)
    if content == "application/octet-stream" or promised is None or content.startswith(promised):
        if content in kinds.HARD and last in kinds.DOCUMENTS:
            yield 0.95, ground(where, name, _content(content))
        return
    yield (
        0.95 if content in kinds.HARD else 0.65 if content in ("text/html", "image/svg+xml") else 0.35,
        ground(where, name, _content(content)),
    )


def _label(declared: str, content: str) -> dict[str, str]:
    return {
        "en": f"labelled as {declared[:60]}, its content is {content}",
        "ja": f"表示上の種類は {declared[:60]}、中身は {content}",
    }


def _content(content: str) -> dict[str, str]:
    return {"en": f"its content is {content}", "ja": f"中身は {content}"}
