"""HTML parts -> visible text and everything that points somewhere, in one linear pass.

A tokenizer after the WHATWG HTML standard (section 13.2.5), not a tree: mail HTML nests 50,000 deep, never closes, and hides
targets in odd attributes. What a tree builder would move around does not change which words are seen or where links lead,
and a flat pass cannot be made quadratic. Nothing found here is ever shown as HTML again.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from forensics.model.page import HtmlPage, Pointer
from forensics.parse.elements import BLOCKS, PLAIN, POINTING, RAW
from forensics.references import in_attribute

MAX_POINTERS = 100_000
STRETCH = 1 << 16
"""Characters that are split at once: the pieces of a source of small tags take many times its size."""
_MARKUP = r"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>{end}))|(?:!(?!--)|\?|/(?![a-zA-Z]))[^>]*+(?:>{end})"
"""Comments and declarations: ``<!--`` ends with ``-->`` or ``--!>`` or, empty, at once; the others with the next ``>``."""
_BEGIN = r"(/?[a-zA-Z][^\s/>]*+)"
_REST = r"((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+{quote}))*+)>"
_SPLIT = re.compile(rf"<(?:{_MARKUP.format(end='')}|{_BEGIN}{_REST.format(quote='')}|([!?/a-zA-Z].*+))", re.DOTALL)
"""A stretch of the source is split by what is surely markup within it; the last alternative takes what is not finished there."""
_WHOLE = re.compile(
    rf"<(?:{_MARKUP.format(end='|' + chr(92) + 'Z')}|{_BEGIN}{_REST.format(quote='|[' + chr(34) + chr(39) + '][^>]*+')}|(.*+))",
    re.DOTALL,
)
"""The same for one token in the whole source, where a quotation mark that nothing closes ends with the tag."""
_ATTRIBUTE = re.compile(r"([^\s/>=\"'][^\s/>=]*+)\s*+(?:=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?", re.DOTALL)
_HINTS = ("href", "src", "action", "cite", "ping", "url(", "\\", "@import")
_BACKGROUND, _DATA = re.compile(r"background\s*+="), re.compile(r"data\s*+=")
_WANTED = POINTING | {"style", "content", "http-equiv", "alt"}
_ANY_CASE = {name: "".join(f"[{letter}{letter.upper()}]" for letter in name) for name in sorted(RAW)}
_RAW_BEGIN = re.compile(rf"<(?:{'|'.join(_ANY_CASE.values())})(?=[\s/>])")
_RAW_END = {name: re.compile(rf"</{letters}(?=[\s/>])") for name, letters in _ANY_CASE.items()}
_WHITE = re.compile(r"[ \t\n\r\f\v]{2,}+|[\t\n\r\f\v]")
_BLANK_LINES = re.compile(r"\x00{3,}+")
_CSS = re.compile(
    r"url\(\s*+(?:\"([^\"\r\n]{1,4000}+)\"|'([^'\r\n]{1,4000}+)'|[\"']?([^\"')\s]{1,4000}))|@import\s++[\"']([^\"']{1,4000})",
    re.IGNORECASE,
)
_BREAK = "\x00"
"""Stands for a line break in the pieces until white space has been folded; NULs of the source become U+FFFD, as in browsers."""
_LEFT = dict.fromkeys(BLOCKS, _BREAK) | {f"/{name}": _BREAK for name in BLOCKS} | {"br": _BREAK, "td": " ", "th": " "}
_LEFT["li"] = f"{_BREAK}- "
"""What a tag leaves in the text."""
_KNOWN: dict[str, tuple[str, str, int, bool]] = {}
"""Tag as written, with its slash -> (lower-case name, what it leaves, how much its attributes matter, whether it is special)."""
MAX_KNOWN = 10_000
_SPECIAL = frozenset({"a", "/a", "pre", "/pre"})
_NEVER, _SELDOM, _ALWAYS = 0, 1, 2


def read_html(source: str, part: str, attached: bool = False) -> HtmlPage:
    """Read one HTML source. Never raises; time and memory grow linearly with its length."""
    return _Reader(source.replace("\x00", "\ufffd") if "\x00" in source else source).page(part, attached)


def _known(written: str) -> tuple[str, str, int, bool]:
    name = written.lower()
    matters = _NEVER if name[0] == "/" else _SELDOM if name in PLAIN else _ALWAYS
    known = (name, _LEFT.get(name, ""), matters, name in _SPECIAL)
    if len(_KNOWN) < MAX_KNOWN:
        _KNOWN[written] = known
    return known


def _may_point(attributes: str) -> bool:
    """Whether anything in the attributes (in lower case) of a plain element may be a target: many quick questions, no pattern."""
    for hint in _HINTS:
        if hint in attributes:
            return True
    return ("background" in attributes and _BACKGROUND.search(attributes) is not None) or (
        "data" in attributes and _DATA.search(attributes) is not None
    )


def _folded(text: str) -> str:
    """White space as it is shown: runs of it as one space, none at a line's end or beginning, at most one empty line."""
    if len(text) <= STRETCH:
        # Bytes are split at the white space of HTML (and vertical tabs); text would be at no-break and ideographic spaces, too.
        text = b" ".join(text.encode("utf-8", "surrogatepass").split()).decode("utf-8", "surrogatepass")
    else:
        text = _WHITE.sub(" ", text)  # slower, but the words of a long text take forty times its size
    text = _BLANK_LINES.sub("\n\n", text.replace(f" {_BREAK}", _BREAK).replace(f"{_BREAK} ", _BREAK))
    return text.replace(_BREAK * 2, "\n").replace(_BREAK, "\n").strip()


class _Reader:
    """The state of one pass: which pieces of text so far, which link is open."""

    __slots__ = ("base", "endless", "harmless", "link", "link_from", "pieces", "pointers", "pre", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.pointers: list[Pointer] = []
        self.base = ""
        self.pre = 0
        self.link = -1
        self.link_from = 0
        self.endless: set[str] = set()
        self.harmless: set[str] = set()
        """Attributes, as written, of plain elements that point nowhere: the same few stand in a page hundreds of times."""

    def page(self, part: str, attached: bool) -> HtmlPage:
        source, at, raw = self.source, 0, -1
        while at < len(source):
            if raw < at:
                found = _RAW_BEGIN.search(source, at)
                raw = found.start() if found else len(source)
            stop = raw
            if raw - at > STRETCH:
                cut = source.find("<", at + STRETCH, raw)
                stop = cut if cut >= 0 else raw
            at = self.stretch(at, stop)
            if at == raw < len(source):
                at = self.token(at)
        self.close_link()
        return HtmlPage(part, _folded("".join(self.pieces)), tuple(self.pointers), self.base, source, attached)

    def stretch(self, at: int, stop: int) -> int:
        """Read up to ``stop``, where an element with raw content may begin, or to the end of a token that goes on behind it."""
        pieces = _SPLIT.split(self.source[at:stop])
        unfinished = ""
        if len(pieces) > 1 and pieces[-2] is not None:
            unfinished = "<" + pieces[-2]
            del pieces[-4:]
        self.read(pieces)
        return self.token(stop - len(unfinished)) if unfinished else stop

    def token(self, here: int) -> int:
        """Read the one token that begins at ``here``; where it ends."""
        source = self.source
        found = _WHOLE.match(source, here)
        if found is None:
            return len(source)
        if found[3] is not None:
            # No `>` up to the end: a browser drops the rest. An analyst wants to see it, and what it points at.
            self.attributes("unclosed", found[3][:100_000])
            self.pieces.append(found[0])
            return len(source)
        self.read(("", found[1], found[2], None, ""))
        at = found.end()
        name = (found[1] or "").lower()
        return self.raw_text(name, at) if name in RAW else at

    def read(self, pieces: Sequence[Any]) -> None:  # noqa: PLR0912 - calls for each branch would cost what the branches save
        """Text, then again and again: tag, attributes, None, text. One turn of this loop a tag: what a mail costs is spent here."""
        each = iter(pieces)
        append, harmless = self.pieces.append, self.harmless
        text = next(each)
        if text:
            self.words(text)
        for written, rest, _, text in zip(each, each, each, each, strict=True):
            if written:
                name, left, matters, special = _KNOWN.get(written) or _known(written)
                if left:
                    append(left)
                if special:
                    self.special(name)
                if rest and matters and "=" in rest:
                    if matters == _ALWAYS:
                        self.attributes(name, rest)
                    elif rest not in harmless:
                        if _may_point(rest.lower()):
                            self.attributes(name, rest)
                        else:
                            harmless.add(rest)
            if text:
                if "&" in text or self.pre:
                    self.words(text)
                else:
                    append(text)

    def words(self, text: str) -> None:
        if "&" in text:
            text = html.unescape(text)
        self.pieces.append(text.replace("\n", _BREAK) if self.pre else text)

    def special(self, name: str) -> None:
        if name == "pre":
            self.pre += 1
        elif name == "/pre":
            self.pre -= self.pre > 0
        else:
            self.close_link()

    def raw_text(self, name: str, at: int) -> int:
        """Elements whose content is no markup: skipped, but a style sheet's targets are kept and a title or text area is text.

        One that never closes hides the rest of a mail from some readers and not from others: its content is read on as markup.
        """
        end = None if name in self.endless else _RAW_END[name].search(self.source, at)
        if end is None:
            self.endless.add(name)
            return at
        content = self.source[at : end.start()]
        if name == "style":
            self.styles("style", "url", content)
        elif name in ("textarea", "title", "xmp"):
            self.pieces.append(html.unescape(content) if "&" in content and name != "xmp" else content)
        return end.start()

    def attributes(self, tag: str, raw: str) -> None:
        """Everything that the attributes of one tag point at; of two with one name browsers take the first."""
        told: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(raw):
            name = name.lower()  # noqa: PLW2901 - the one name of the attribute
            if name in _WANTED and name not in told:
                value = double or single or bare
                told[name] = in_attribute(value)
        if tag == "meta":
            if told.get("http-equiv", "").strip().lower() == "refresh" and told.get("content"):
                self.add("meta", "content", told["content"])
        elif tag == "base" and not self.base:
            self.base = told.get("href", "").strip()
        for name, value in told.items():
            if name in POINTING:
                if value:
                    self.add(tag, name, value, " ".join(told.get("alt", "").split())[:500] if tag == "img" else "")
                    if name == "href" and tag == "a":
                        self.link, self.link_from = len(self.pointers) - 1, len(self.pieces)
            elif name == "style" and "(" in value:
                self.styles(tag, "style", value)

    def styles(self, tag: str, attribute: str, css: str) -> None:
        lower = css.lower()
        if "url(" in lower or "@import" in lower:
            for found in _CSS.finditer(css):
                self.add(tag, attribute, found[found.lastindex or 0].strip())

    def add(self, tag: str, attribute: str, value: str, text: str = "") -> None:
        if len(self.pointers) < MAX_POINTERS:
            self.pointers.append(Pointer(tag, attribute, value, text))

    def close_link(self) -> None:
        """Give the open link the text that has been read since it began."""
        if self.link >= 0:
            pointer = self.pointers[self.link]
            words = " ".join("".join(self.pieces[self.link_from : self.link_from + 200]).replace(_BREAK, " ").split())[
                :500
            ]
            self.pointers[self.link] = Pointer(pointer.tag, pointer.attribute, pointer.value, words)
            self.link = -1
