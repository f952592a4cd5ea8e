"""attachments.active: does an attachment act when it is opened?

Why it matters: a program, a shortcut, a macro, a script in a PDF or a picture of the SVG kind does what its author wants, with the reader's
rights. A web page as an attachment is opened from the reader's own disk, where no filter of links looks, and often puts
together its form or its download by script ('HTML smuggling', MITRE ATT&CK T1027.006). What acts was found when the files were read;
nothing is run. Innocent: firms send macros and scripts to each other, and encrypted mail comes as a page (S/MIME gateways).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.assess import attachments_kinds as kinds
from forensics.assess import attachments_macros
from forensics.assess.look import MOST_GROUNDS, Look, ground, said
from forensics.model.finding import Finding, Ground, Verdict, Words
from forensics.model.page import HtmlPage

RULE = "attachments.active"
QUESTION = {
    "en": "Does an attachment act when it is opened (program, macro, script)?",
    "ja": "開くだけで動作する添付ファイル(プログラム・マクロ・スクリプト)はありますか。",
}
YES_FROM = 0.6
_NOTHING = Finding(RULE, QUESTION, Verdict.NO, 0.6, said("The mail has no attachment.", "添付ファイルはありません。"))
_STILL = Finding(
    RULE, QUESTION, Verdict.NO, 0.6,
    said("No attachment was found to act when it is opened.", "開くだけで動作する添付ファイルは見つかりませんでした。"),
)  # fmt: skip
_PROGRAM = said("a program or something that starts one", "プログラム、またはそれを起動するファイル")
_DISK = said(
    "an image of a disk, whose files bear no warning mark", "ディスクイメージ(中のファイルには警告の印が付かない)"
)
_MACRO_NAME = said("an Office file of the kind that carries macros", "マクロを含む種類の Office ファイル")
_SMUGGLING = said(
    "a page that puts a file together by script", "スクリプトでファイルを組み立てる Web ページ(HTML スマグリング)"
)
_FORM = said("a page with a form for a password", "パスワード入力欄のある Web ページ")
_SCRIPTED = said("a page with a script", "スクリプトを含む Web ページ")
_SVG = said("a picture that carries a script", "スクリプトを含む画像(SVG)")
_HONEST = said(
    "firms send one another such files in everyday work; ask the sender by telephone",
    "業務で普通に使われることもある。送信者に電話などで確認する",
)
_WHAT: dict[str, tuple[float, Words]] = {
    "macros": (0.65, said("Office macros", "Office マクロ")),
    "JavaScript": (0.6, said("a script in a PDF", "PDF 内のスクリプト")),
    "Launch": (0.9, said("a PDF that starts a program", "プログラムを起動する PDF")),
    "DDE": (0.85, said("a field that starts a program (DDE)", "プログラムを起動するフィールド(DDE)")),
    "embedded file": (0.3, said("a file inside the file", "ファイルの中に別のファイル")),
    "embedded object": (0.45, said("an object inside the document", "文書に埋め込まれたオブジェクト")),
    "SubmitForm": (0.4, said("a PDF that sends what is filled in", "入力内容を送信する PDF")),
    "XFA form": (0.3, said("a form with scripts of its own in a PDF", "独自のスクリプトを持つ PDF フォーム")),
}
_MACRO_WORDS = {
    "auto": said("a macro that runs by itself", "自動的に実行されるマクロ"),
    "suspicious": said("what a macro does", "マクロの動作"),
}
MOST_WITH_MACROS = 3
"""Files of one mail whose macros are read."""
_SMUGGLED = re.compile(
    r"(?i)msSaveOrOpenBlob|createObjectURL|new\s{1,5}Blob\s{0,5}\(|\.download\s{0,5}=|\sdownload=[\"'][^\"'>]{1,100}[\"']"
)
_PASSWORD = re.compile(r"(?i)type\s{0,5}=\s{0,5}[\"']?password")
_SVG_SCRIPT = re.compile(rb"(?i)<script|\son(?:load|click|error)\s{0,5}=|javascript:")


def judge(look: Look) -> Finding:
    """YES: it acts by its nature. UNCLEAR: it holds something that may."""
    attachments = look.mail.attachments
    attached_pages = [page for page in look.mail.pages if page.attached] if look.mail.pages else []
    acting = look.kind("active")
    if not attachments and not attached_pages and not acting:
        return _NOTHING
    found = [*_files(look), *(sign for page in attached_pages for sign in _of_page(page))]
    for each in acting:
        strength, note = _WHAT.get(each.observable.value, (0.5, said(each.observable.value, each.observable.value)))
        found.append(
            (strength, ground(f"part {each.part} {each.where}", each.as_written or each.observable.value, note))
        )
    marks = {}
    parts = dict.fromkeys(each.part for each in acting if each.observable.value == "macros")
    for part in list(parts)[:MOST_WITH_MACROS]:
        read, marks["macros"] = _macros(look, part)
        found += read
    if not found:
        return _STILL
    found.sort(key=lambda each: -each[0])
    strength, sign = found[0]
    yes = strength >= YES_FROM
    return Finding(
        RULE, QUESTION, Verdict.YES if yes else Verdict.UNCLEAR, strength,
        said(
            f"An attachment {'acts' if yes else 'may act'} when it is opened: {sign.said('en')}. Do not open it before the sender has been asked by another way.",
            f"添付ファイルに、開くと動作する{'もの' if yes else '可能性のあるもの'}が含まれています: {sign.said('ja')}。別の方法で送信者に確認するまで開かないでください。",
        ),
        tuple(each for _, each in found[:MOST_GROUNDS]), (ground(sign.where, sign.quote, _HONEST),),
        {"what": sign.said("en"), "more": str(max(0, len(found) - MOST_GROUNDS)), **marks},
    )  # fmt: skip


def _macros(look: Look, part: str) -> tuple[list[tuple[float, Ground]], str]:
    """What the macros of a file say, and in a few words what came of reading them."""
    told, missing = attachments_macros.signs(look.mail.payload(part))
    if not told:
        return [], missing or "read, nothing telling"
    kinds_of = {each.kind for each in told}
    strength = 0.95 if len(kinds_of) == 2 else 0.75
    grounds = [
        (strength, ground(f"part {part} olevba", f"{each.word}: {each.meaning}", _MACRO_WORDS[each.kind]))
        for each in told[:MOST_GROUNDS]
    ]
    if len(kinds_of) == 2:
        return grounds, "run by themselves and act"
    return grounds, "run by themselves" if "auto" in kinds_of else "act when they are started"


def _files(look: Look) -> Iterator[tuple[float, Ground]]:
    for attachment in look.mail.attachments:
        where = f"part {attachment.part}"
        ends = kinds.endings(attachment.name)
        last = ends[0] if ends else ""
        if attachment.sniffed_type in kinds.HARD or last in kinds.PROGRAMS:
            disk = attachment.sniffed_type == "application/x-iso9660-image"
            yield 0.9, ground(where, attachment.name, _DISK if disk else _PROGRAM)
        elif last in kinds.DISKS:
            yield 0.8, ground(where, attachment.name, _DISK)
        elif last in kinds.MACRO_OFFICE:
            yield 0.5, ground(where, attachment.name, _MACRO_NAME)
        elif attachment.sniffed_type == "image/svg+xml" and _SVG_SCRIPT.search(look.mail.payload(attachment.part)):
            yield 0.85, ground(where, attachment.name, _SVG)


def _of_page(page: HtmlPage) -> Iterator[tuple[float, Ground]]:
    source, where = page.source, f"part {page.part} html"
    smuggled = _SMUGGLED.search(source)
    if smuggled:
        yield 0.85, ground(where, smuggled.group(), _SMUGGLING)
    form = _PASSWORD.search(source)
    if form:
        yield 0.85, ground(where, form.group(), _FORM)
    if not smuggled and not form and ("<script" in source or "<SCRIPT" in source):
        yield 0.5, ground(where, "<script", _SCRIPTED)
