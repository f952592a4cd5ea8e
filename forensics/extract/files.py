"""Names of files in running text: ``invoice.pdf``, ``請求書.xlsx``, ``run.ps1``.

Why it matters: the mail says ``open 請求書.xlsx``; the same name may lie on a disk or in a log, and a name ending in ``.pdf.exe``
says what it is for. Only endings of documents, archives and programs count; a name inside a link belongs to the link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.extract import cues
from forensics.extract.hit import Hit
from forensics.extract.lexica import one_of, read
from forensics.extract.view import View

_WORDS = read("files")
_ENDINGS = [*_WORDS["documents"]["endings"], *_WORDS["risky"]["endings"]]
_ENDING = re.compile(
    rf"\.(?:{one_of(_ENDINGS)}|{one_of(map(str.upper, _ENDINGS))})(?![\w@/\\=]|-\w|\.[A-Za-z0-9]{{1,5}}(?![A-Za-z0-9]))",
    re.ASCII,
)
_NAME_BACKWARDS = re.compile(r"[\w()（）\[\]'&+~%.\-]{1,120}")
_QUOTES = {"」": "「", "』": "『", "”": "“", '"': '"', "】": "【", "’": "‘", "»": "«", "›": "‹", ">": "<"}
_NOT_LEFT = frozenset("/@=:#?&$*")
_PARTICLES = re.compile(r"[をはがにへでのと](?=[^ぁ-ん])")
_NO_STEM = frozenset(_WORDS["names_of_software"]["stems"]) | {"tar"}
_LONGEST = 120


def hits(view: View) -> Iterator[Hit]:
    """Files by the name as written."""
    if "file" not in cues.look(view.text).asks:
        return
    text = view.text
    for found in _ENDING.finditer(text):
        start = _start(text, found.start(), found.end())
        stem = text[start : found.start()]
        if (
            any(map(str.isalnum, stem))
            and stem.lower() not in _NO_STEM
            and (not start or text[start - 1] not in _NOT_LEFT)
        ):
            yield Hit(start, found.end(), "file", text[start : found.end()])


def _start(text: str, at: int, end: int) -> int:
    """Where the name begins whose ending stands at ``at:end``: at its opening quote, else where letters and digits begin."""
    floor = max(0, at - _LONGEST)
    opening = _QUOTES.get(text[end : end + 1])
    if opening:
        begin = text.rfind(opening, floor, at)
        if begin >= 0 and "\n" not in text[begin:at]:
            return begin + 1
    run = _NAME_BACKWARDS.match(text[floor:at][::-1])
    start = at - run.end() if run else at
    for cut in _PARTICLES.finditer(text, start, at):
        start = cut.end()  # 添付の請求書.xlsx: the name begins behind the particle
    name = text[start:at]
    start += len(name) - len(name.lstrip("()（）[]'&+~%.-"))
    return start
