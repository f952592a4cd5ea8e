"""PDF files (ISO 32000): links, actions and scripts, the words, and the pictures for their QR codes. Nothing is ever rendered or run.

Why it matters: the mail says 'see the attachment', the attachment holds the link. In a PDF a link is an annotation with a URI action
(12.6.4.7), seldom written out in the words; an action may also start a program (Launch), run JavaScript or fetch another document; it may
hang on the whole document (OpenAction) or on a page (AA). A file that is damaged, or made to exhaust its reader, is swept for links as it
lies: compressed streams are unpacked within the budget and searched for ``/URI``.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from typing import Any

from forensics.extract.carriers import codes, pdf_pictures
from forensics.extract.carriers.place import Budget, Place, active, limit, pointed, read
from forensics.model.observable import Sighting

MOST_PAGES = 50
"""Pages whose words and links are read; a lure has one to three."""
MOST_LINKS = 2_000
MOST_WORK = 400_000
"""Tokens of page descriptions in one file; pypdf reads some 400,000 a second."""
LONGEST_PAGE = 1 << 20
"""Bytes of one page's unpacked description: 20,000 lines. Pages above it are drawings."""
DEEPEST = 20
"""Actions behind actions (``/Next``)."""
_STREAM = re.compile(rb"stream\r?\n")
_URI = re.compile(rb"/URI\s{0,8}\(((?:[^()\\]|\\.){1,4000}+)\)", re.DOTALL)
_HEX_URI = re.compile(rb"/URI\s{0,8}<([0-9A-Fa-f\s]{8,8000})>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
Pictures = list[tuple[str, "bytes | codes.Grey"]]


def sightings(data: bytes, place: Place, budget: Budget, pictures: Pictures) -> Iterator[Sighting]:
    """What one PDF names; its pictures are put into ``pictures`` as files or grey pixels."""
    import pypdf

    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # it would write each oddity of a hostile file on the terminal
    bounds = pypdf.Configuration(
        maximum_declared_stream_length=len(data),
        array_based_stream_maximum_output_length=LONGEST_PAGE,
        zlib_maximum_output_length=8 << 20,
        lzw_maximum_output_length=1 << 20,
        run_length_maximum_output_length=8 << 20,
        zlib_maximum_recovery_input_length=1 << 18,
        stream_decoding_work_maximum_length=16 << 20,
        stream_parsing_work_maximum_count=MOST_WORK // 4,
        page_tree_maximum_entries=1_000,
        page_tree_maximum_page_entries=20_000,
        xform_maximum_invocations_per_extraction=20,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    )
    found: list[Sighting] = []
    trouble = ""
    with pypdf.apply_configuration(bounds):
        try:
            found.extend(_Document(data, place, budget, pictures).read())
        except Exception as error:  # noqa: BLE001 - cut or altered files made pypdf raise seventeen kinds, not only its own; it is said
            trouble = type(error).__name__
    yield from found
    if trouble:
        yield limit(place, "pdf", f"pdf not read to the end: {trouble}")
    if trouble or not found:
        yield from swept(data, place, budget)


class _Document:
    """One PDF as pypdf reads it."""

    def __init__(self, data: bytes, place: Place, budget: Budget, pictures: Pictures) -> None:
        import pypdf

        self.reader = pypdf.PdfReader(
            io.BytesIO(data), root_object_recovery_limit=200, xref_stream_maximum_entries=200_000
        )
        self.place, self.budget, self.pictures = place, budget, pictures
        self.work = MOST_WORK
        self.links = 0
        self.drawn: set[int] = set()

    def read(self) -> Iterator[Sighting]:
        if self.reader.is_encrypted and not self.reader.decrypt(""):
            yield limit(self.place, "pdf", "the pdf is encrypted and asks for a password")
            return
        root = self.reader.root_object
        yield from self.action(root.get("/OpenAction"), 0)
        yield from self.named(root)
        pages = len(self.reader.pages)
        if pages > MOST_PAGES:
            yield limit(self.place, "pdf", f"{pages} pages, read {MOST_PAGES}")
        for number in range(min(pages, MOST_PAGES)):
            page = self.reader.pages[number]
            yield from self.triggers(page.get("/AA"))
            yield from self.annotations(page)
            yield from self.words(page, number + 1)
            self.pictures += pdf_pictures.of_page(page, number + 1, self.budget, self.drawn)

    def named(self, root: Any) -> Iterator[Sighting]:
        """Scripts and files that hang on the document itself."""
        yield from self.triggers(root.get("/AA"))
        names = _plain(root.get("/Names"))
        if isinstance(names, dict):
            if names.get("/EmbeddedFiles") is not None:
                yield active(self.place, "pdf file", "embedded file", "")
            for action in _leaves(names.get("/JavaScript")):
                yield from self.action(action, 0)
        form = _plain(root.get("/AcroForm"))
        if isinstance(form, dict) and form.get("/XFA") is not None:
            yield active(self.place, "pdf form", "XFA form", "")

    def triggers(self, actions: Any) -> Iterator[Sighting]:
        actions = _plain(actions)
        if isinstance(actions, dict):
            for each in list(actions.values())[:50]:
                yield from self.action(each, 0)

    def annotations(self, page: Any) -> Iterator[Sighting]:
        listed = _plain(page.get("/Annots"))
        for each in list(listed)[: MOST_LINKS - self.links] if isinstance(listed, list) else ():
            annotation = _plain(each)
            if isinstance(annotation, dict):
                self.links += 1
                yield from self.action(annotation.get("/A"), 0)
                yield from self.action(annotation.get("/PA"), 0)
                yield from self.triggers(annotation.get("/AA"))
                if annotation.get("/Subtype") == "/FileAttachment":
                    yield active(self.place, "pdf file", "embedded file", _string(annotation.get("/Contents")))
        if self.links >= MOST_LINKS:
            yield limit(self.place, "pdf", f"links cut after {MOST_LINKS}")

    def action(self, action: Any, depth: int) -> Iterator[Sighting]:
        """One action and those behind it (12.6.4)."""
        action = _plain(action)
        if not isinstance(action, dict) or depth > DEEPEST:
            return
        kind = str(action.get("/S", ""))
        if action.get("/URI") is not None:
            yield from pointed(_string(action.get("/URI")), self.place, "pdf link", how="URI action")
        if kind in ("/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Rendition"):
            target = _file(action.get("/F")) or _file(action.get("/Win"))
            yield active(self.place, "pdf action", kind[1:], target)
            yield from pointed(target, self.place, "pdf action", how=kind[1:])
        if action.get("/JS") is not None:
            code = _string(action.get("/JS"))
            yield active(self.place, "pdf script", "JavaScript", code)
            yield from read(code, self.place, "pdf script")
        following = _plain(action.get("/Next"))
        for each in following[:20] if isinstance(following, list) else (following,):
            yield from self.action(each, depth + 1 if not isinstance(following, list) else depth + 5)

    def words(self, page: Any, number: int) -> Iterator[Sighting]:
        """The words of a page. The work is counted while pypdf walks through the description, and ended there."""
        contents = page.get_contents()
        if contents is None:
            return
        if len(contents.get_data()) > LONGEST_PAGE:
            yield limit(self.place, "pdf", "a page's description is too long to be read")
            return
        pieces: list[str] = []

        def count(*_: Any) -> None:
            self.work -= 1
            if self.work < 0:
                raise _WorkDoneError

        try:
            pieces.append(page.extract_text(visitor_operand_before=count))
        except _WorkDoneError:
            yield limit(self.place, "pdf", f"words cut after {MOST_WORK} tokens")
        yield from read("".join(pieces), self.place, "pdf text", f"page {number}")


class _WorkDoneError(ValueError):
    """The work allowed for one file is done."""


def _plain(thing: Any) -> Any:
    """The object behind a reference."""
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _string(thing: Any) -> str:
    """A text string, or a stream that holds one."""
    thing = _plain(thing)
    if thing is None:
        return ""
    data = thing.get_data() if hasattr(thing, "get_data") else thing
    return data.decode("utf-8", "replace") if isinstance(data, bytes) else str(data)


def _file(thing: Any) -> str:
    """A file specification (7.11): a string, or a dictionary that names a file or an address."""
    thing = _plain(thing)
    if isinstance(thing, dict):
        return " ".join(_string(thing[key]) for key in ("/UF", "/F", "/P") if thing.get(key) is not None)
    return _string(thing)


def _leaves(tree: Any, depth: int = 0) -> Iterator[Any]:
    """The values of a name tree (7.9.6)."""
    node = _plain(tree)
    if not isinstance(node, dict) or depth > 5:
        return
    yield from list(_plain(node.get("/Names")) or [])[1:100:2]
    for kid in list(_plain(node.get("/Kids")) or [])[:20]:
        yield from _leaves(kid, depth + 1)


def swept(data: bytes, place: Place, budget: Budget) -> Iterator[Sighting]:
    """The ``/URI`` entries of a file as it lies, those in compressed streams too."""
    yield from _uris(data, place)
    at = 0
    while (start := _STREAM.search(data, at)) is not None:
        end = data.find(b"endstream", start.end())
        at = end + 9 if end >= 0 else len(data)
        if data[start.end() : start.end() + 1] not in (b"\x78", b"\x48", b"\x58", b"\x68"):
            continue  # not zlib (RFC 1950)
        if budget.unpacked <= 0:
            yield limit(place, "pdf", "more in compressed streams than is unpacked in one mail")
            return
        try:
            plain = zlib.decompressobj().decompress(data[start.end() : at], min(budget.unpacked, 4 << 20))
        except zlib.error:
            continue
        budget.unpacked -= max(len(plain), 1000)
        yield from _uris(plain, place)


def _uris(data: bytes, place: Place) -> Iterator[Sighting]:
    if b"/URI" not in data:
        return
    for found in _URI.finditer(data):
        target = _ESCAPE.sub(_unescaped, found[1])
        yield from pointed(target.decode("utf-8", "replace"), place, "pdf link", how="swept")
    for found in _HEX_URI.finditer(data):
        digits = b"".join(found[1].split())
        target = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
        code = "utf-16-be" if target[:2] == b"\xfe\xff" else "utf-8"
        yield from pointed(target.removeprefix(b"\xfe\xff").decode(code, "replace"), place, "pdf link", how="swept")


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() else _SIMPLE.get(sign, sign)
