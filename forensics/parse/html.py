"""HTML parts -> visible text and everything that points somewhere, in one linear pass.

A tokenizer after the WHATWG HTML standard (section 13.2.5), not a tree: mail HTML nests 50,000 deep, never closes, and hides
targets in odd attributes. What a tree builder would move around does not change which words are seen or where links lead,
and a flat pass cannot be made quadratic. Nothing found here is ever shown as HTML again.
"""

from __future__ import annotations

import html
import re

from forensics.model.page import HtmlPage, Pointer
from forensics.parse.elements import BLOCKS, PLAIN, POINTING

MAX_POINTERS = 100_000
_TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+|[\"'][^>]*+))*+)>", re.DOTALL
)
_ATTRIBUTE = re.compile(r"([^\s/>=\"'][^\s/>=]*+)\s*+(?:=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]*+)))?", re.DOTALL)
_HINTS = re.compile(r"href|src|action|background\s*=|data\s*=|cite|ping|url\(|\\|@import", re.IGNORECASE)
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
}
_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"(?: ?\x00)++ ?")
_COMMENT_END = re.compile(r"--!?>")
_CSS = re.compile(r"url\(\s*+[\"']?([^\"')\s]{1,4000})|@import\s++[\"']([^\"']{1,4000})", re.IGNORECASE)
_BREAK = "\x00"
"""Stands for a line break in the pieces until white space has been folded; NULs of the source become U+FFFD, as in browsers."""


def read_html(source: str, part: str, attached: bool = False) -> HtmlPage:
    """Read one HTML source. Never raises; time and memory grow linearly with its length."""
    return _Reader(source.replace("\x00", "\ufffd") if "\x00" in source else source).page(part, attached)


class _Reader:
    """The state of one pass: where in the source, which pieces of text so far, which link is open."""

    __slots__ = ("at", "base", "endless", "link", "link_from", "pieces", "pointers", "pre", "source")

    def __init__(self, source: str) -> None:
        self.source = source
        self.pieces: list[str] = []
        self.pointers: list[Pointer] = []
        self.base = ""
        self.at = 0
        self.pre = 0
        self.link = -1
        self.link_from = 0
        self.endless: set[str] = set()

    def page(self, part: str, attached: bool) -> HtmlPage:
        source, find, match, append = self.source, self.source.find, _TAG.match, self.pieces.append
        at = 0
        while True:
            here = find("<", at)
            if here != at:
                raw = source[at:here] if here > 0 else source[at:]
                if "&" in raw:
                    raw = html.unescape(raw)
                append(raw if not self.pre else raw.replace("\n", _BREAK))
            if here < 0:
                break
            tag = match(source, here)
            if tag is not None:
                self.at = tag.end()
                if tag[1]:
                    self.close(tag[2].lower())
                else:
                    self.open(tag[2].lower(), tag[3])
            elif not self.markup(here):
                break
            at = self.at
        self.close_link()
        text = _BREAKS.sub(_as_lines, _WHITE.sub(" ", "".join(self.pieces))).strip()
        return HtmlPage(part, text, tuple(self.pointers), self.base, source, attached)

    def markup(self, here: int) -> bool:
        """What begins with ``<`` and is no complete tag: comment, declaration, a bare sign, or a tag that never ends."""
        source = self.source
        follows = source[here + 1 : here + 2]
        if source.startswith("<!--", here):
            if source.startswith((">", "->"), here + 4):
                self.at = source.index(">", here) + 1
                return True
            end = _COMMENT_END.search(source, here + 4)
            self.at = end.end() if end else len(source)
            return True
        if follows in ("!", "?") or (follows == "/" and not source[here + 2 : here + 3].isalpha()):
            end_at = source.find(">", here)
            self.at = len(source) if end_at < 0 else end_at + 1
            return True
        if follows == "/" or (follows.isascii() and follows.isalpha()):
            # No `>` up to the end: a browser drops the rest. An analyst wants to see it, and what it points at.
            self.open_ended(here)
            return False
        self.pieces.append("<")
        self.at = here + 1
        return True

    def open_ended(self, here: int) -> None:
        rest = self.source[here:]
        for _, name, value in _attributes(rest[:100_000]):
            if name in POINTING and value:
                self.add("unclosed", name, value)
        self.pieces.append(rest)

    def open(self, name: str, attributes: str) -> None:
        if name in BLOCKS:
            self.pieces.append(f"{_BREAK}- " if name == "li" else _BREAK)
            self.pre += name == "pre"
        elif name == "br":
            self.pieces.append(_BREAK)
        elif name in ("td", "th"):
            self.pieces.append(" ")
        if "=" in attributes and (name not in PLAIN or _HINTS.search(attributes)):
            self.attributes(name, attributes)
        elif name == "a":
            self.close_link()
        if name in _RAW:
            self.raw_text(name)

    def close(self, name: str) -> None:
        if name in BLOCKS:
            self.pieces.append(_BREAK)
            if name == "pre" and self.pre:
                self.pre -= 1
        elif name == "a":
            self.close_link()

    def raw_text(self, name: str) -> None:
        """Elements whose content is no markup: skipped, but a style sheet's targets are kept and a title or text area is text.

        One that never closes hides the rest of a mail from some readers and not from others: its content is read on as markup.
        """
        end = None if name in self.endless else _RAW[name].search(self.source, self.at)
        if end is None:
            self.endless.add(name)
            return
        content = self.source[self.at : end.start()]
        self.at = end.start()
        if name == "style":
            self.styles("style", "url", content)
        elif name in ("textarea", "title", "xmp"):
            self.pieces.append(html.unescape(content) if "&" in content and name != "xmp" else content)

    def attributes(self, tag: str, raw: str) -> None:  # noqa: C901, PLR0912 - one loop over the attributes, a branch for each kind that points
        refresh = meta_content = ""
        seen: set[str] = set()
        targets: list[tuple[str, str]] = []
        alt = ""
        for _, name, value in _attributes(raw):
            if name in seen:
                continue
            seen.add(name)
            if name in POINTING:
                if value:
                    targets.append((name, value))
            elif name == "style":
                if "(" in value:
                    self.styles(tag, "style", value)
            elif name == "content":
                meta_content = value
            elif name == "http-equiv":
                refresh = value.strip().lower()
            elif name == "alt":
                alt = _WHITE.sub(" ", value)[:500]
        if tag == "meta" and refresh == "refresh" and meta_content:
            self.add("meta", "content", meta_content)
        if tag == "a":
            self.close_link()
        for name, value in targets:
            if tag == "base" and name == "href":
                self.base = self.base or value.strip()
            self.add(tag, name, value, alt if tag == "img" else "")
            if tag == "a" and name == "href":
                self.link, self.link_from = len(self.pointers) - 1, len(self.pieces)

    def styles(self, tag: str, attribute: str, css: str) -> None:
        if "url" in css or "@" in css or "URL" in css:
            for found in _CSS.finditer(css):
                self.add(tag, attribute, found[1] or found[2])

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


def _as_lines(found: re.Match[str]) -> str:
    return "\n\n" if found[0].count(_BREAK) > 2 else "\n"


def _attributes(raw: str) -> list[tuple[str, str, str]]:
    """``(as matched, lower-case name, value)`` of each attribute, entities resolved."""
    out: list[tuple[str, str, str]] = []
    for found in _ATTRIBUTE.finditer(raw):
        value = found[2] or found[3] or found[4] or ""
        out.append((found[0], found[1].lower(), html.unescape(value) if "&" in value else value))
    return out
