"""A masked file is read back before it is written: whatever it says that it must not say stops it.

Masking happens where words enter the document; this looks at what comes out, with other eyes: the text of the PDF's pages and its
metadata, every XML part of the Word file and the workbook, the strings of JSON, the text and the drawings of the page. Broken lines, defanged dots
and escapes are undone first. A report that leaks is not written at all.
"""

from __future__ import annotations

import base64
import html
import io
import json
import re
import zipfile
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from forensics.model.errors import ForensicsError
from forensics.report import verp
from forensics.report.redaction import name_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forensics.model.report import Document

_SPACE = re.compile(r"[\s\u00ad\u200b\ufeff]+")
_DATA = re.compile(r"base64,([A-Za-z0-9+/=]{16,})")
_TAG = re.compile(r"<[^<>]*>")
_MARKED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HOST = re.compile(r"[a-z0-9_\-]+(?:\.[a-z0-9_\-]+)*\.[a-z][a-z0-9\-]+")
SAFE_ALONE = 10
"""Characters from which on a secret is looked for through broken lines; shorter ones only as whole words."""

GRAM, FEW = 4, 20


class NotMasked(ForensicsError):
    """The finished file still says what this copy masks; it was not written."""


def checked(name: str, data: bytes, document: Document) -> bytes:
    """The file's bytes, unchanged. NotMasked where a masked copy says something hidden; the message does not repeat it."""
    found = leaks(name, data, document.hidden) if document.redacted else []
    if found:
        raise NotMasked(f"{name} would still show {len(found)} of the values that it masks: it was not written")
    return data


def leaks(name: str, data: bytes, hidden: tuple[str, ...]) -> list[str]:
    """Those of the hidden strings that the finished file says."""
    if not hidden:
        return []
    lines = _plain("\n".join(texts(name, data)))
    joined = _SPACE.sub("", lines)
    grams = {joined[n : n + GRAM] for n in range(len(joined) - GRAM + 1)} if len(hidden) > FEW else None
    return [what for what in hidden if _found(what.lower(), lines, joined, grams)]


def _found(what: str, lines: str, joined: str, grams: set[str] | None) -> bool:
    """Whether it is said, as it is or inside another address (``verp``)."""
    if (grams is None or _may(grams, what)) and _says(lines, joined, what):
        return True
    inside = (form for form in verp.forms(what) if grams is None or _may(grams, form)) if "@" in what else ()
    return any(form in joined and re.search(rf"{_broken(form)}(?![\w]|\.\w)", lines) is not None for form in inside)


def _may(grams: set[str], what: str) -> bool:
    """No, where the file lacks some few letters of it in a row: cheap, when thousands of names are looked for in a long file."""
    squeezed = _SPACE.sub("", what)
    return all(squeezed[n : n + GRAM] in grams for n in range(len(squeezed) - GRAM + 1))


def _says(lines: str, joined: str, what: str) -> bool:
    squeezed = _SPACE.sub("", what)
    if not squeezed or squeezed not in joined:
        return False
    if "@" in squeezed:
        return re.search(rf"(?<![\w.+\-]){_broken(what)}(?![\w\-]|\.\w)", lines) is not None
    if _HOST.fullmatch(squeezed):  # a longer host, which begins or ends like it, is another one
        return re.search(rf"(?<![\w.\-]){_broken(what)}(?![\w\-]|\.\w)", lines) is not None
    if not squeezed.isascii():
        return True
    if " " in what:  # a line's end alone is none of its spaces: pages break long words of the evidence anywhere
        return re.search(name_pattern(what, r"[^\S\r\n]{1,40}+"), lines) is not None
    if len(squeezed) >= SAFE_ALONE:
        return True
    return re.search(rf"(?<!\w){re.escape(what)}(?!\w)", lines) is not None


def _broken(what: str) -> str:
    """A pattern that finds it over the end of a line."""
    return r"\s*+".join(re.escape(character) for character in what if not character.isspace())


def _plain(text: str) -> str:
    return (
        text.lower().replace("[.]", ".").replace("[:]", ":").replace("[@]", "@").replace("%40", "@").replace("＠", "@")
    )


def texts(name: str, data: bytes) -> Iterator[str]:
    """All that a finished file says, metadata included."""
    ending = next((ending for ending in _READERS if name.lower().endswith(ending)), "")
    yield from _READERS[ending](data) if ending else (data.decode("utf-8", "replace"),)


def _pdf(data: bytes) -> Iterator[str]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    yield from (str(value) for value in (reader.metadata or {}).values())
    yield from _page_texts(data, reader)
    for number in sorted({n for table in reader.xref.values() for n in table} | set(reader.xref_objStm)):
        if number > 0:
            yield from _strings(reader.get_object(number))
    root: Any = reader.trailer["/Root"]
    if "/Metadata" in root:
        yield root["/Metadata"].get_data().decode("utf-8", "replace")


def _page_texts(data: bytes, reader: Any) -> Iterator[str]:
    """By PDFium where it is installed, which is many times as fast."""
    try:
        import pypdfium2
    except ImportError:
        yield from (page.extract_text() for page in reader.pages)
        return
    with pypdfium2.PdfDocument(data) as pages:
        for page in pages:
            yield (
                page.get_textpage().get_text_range().replace("\ufffe", "-")
            )  # PDFium's mark for a hyphen at a line's end


def _strings(value: Any) -> Iterator[str]:
    """Strings inside the file's objects: alternative texts of figures, titles of chapters. References are not followed."""
    if isinstance(value, dict):
        for inner in value.values():
            if type(inner).__name__ != "IndirectObject":
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            if type(inner).__name__ != "IndirectObject":
                yield from _strings(inner)
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif isinstance(value, str) and not value.startswith("/"):
        yield str(value)


def _office(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            yield member
            if member.endswith((".xml", ".rels")):
                yield html.unescape(_TAG.sub(" ", archive.read(member).decode("utf-8")))
                yield archive.read(member).decode("utf-8")


def _html(data: bytes) -> Iterator[str]:
    page = data.decode("utf-8")
    yield html.unescape(_TAG.sub(" ", page))
    yield html.unescape(page)
    for found in _DATA.finditer(page):
        yield base64.b64decode(found[1]).decode("utf-8", "replace")


def _json(data: bytes) -> Iterator[str]:
    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield str(key)
                yield from walk(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner)
        elif value is not None:
            yield str(value)

    yield from walk(json.loads(data))


def _markdown(data: bytes) -> Iterator[str]:
    yield html.unescape(_MARKED.sub(r"\1", data.decode("utf-8")))


def _mail(data: bytes) -> Iterator[str]:
    mail = message_from_bytes(data, policy=policy.default)
    yield from (f"{name}: {value}" for name, value in mail.items())
    for part in mail.walk():
        if part.get_content_maintype() == "text":
            yield part.get_content()


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".pdf": _pdf,
    ".docx": _office,
    ".xlsx": _office,
    ".html": _html,
    ".json": _json,
    ".jsonld": _json,
    ".md": _markdown,
    ".eml": _mail,
}
