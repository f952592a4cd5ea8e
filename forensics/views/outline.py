"""The HTML of a mail as an outline that nothing can act in: words, headings, and behind each link its true target.

Why it matters: what a reader was shown is evidence - which words were the link, whether there was a form for a password - and a mail
whose plain text is empty or another one cannot be judged without it. Yet no markup of a mail is ever handed to a browser: the source
goes through nh3's allow-list, what is left is read into pieces of text, and only these are drawn. A target is text, an image is named
and not loaded, a field of a form is named and not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from forensics import safe
from forensics.references import in_attribute
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.page import HtmlPage

LONGEST = 100_000
"""Characters of a source that are read."""
MOST = 1_000
"""Pieces that are drawn."""
MOST_TAGS = 5_000
"""Tags that are read: a tree builder takes time with the square of the depth."""
TEXT, STRONG, LINK, THING = "", "strong", "link", "thing"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "th"})
_BREAKS = frozenset(
    {"p", "div", "br", "tr", "table", "ul", "ol", "li", "hr", "blockquote", "pre", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
)  # fmt: skip
_THINGS = frozenset({"img", "input", "button", "select", "textarea", "form"})
_TAGS = _HEADINGS | _BREAKS | _THINGS | {"a", "td"}
_ATTRIBUTES = {
    "a": {"href"}, "img": {"alt", "src"}, "form": {"action"},
    "input": {"type", "name", "placeholder"}, "select": {"name"}, "textarea": {"name", "placeholder"},
}  # fmt: skip
_SCHEMES = {"http", "https", "ftp", "mailto", "javascript", "vbscript", "data", "file", "cid", "tel", "sms", "blob"}
"""Kept since they are shown and never followed: that a link runs a script is what one wants to see."""
_TOKEN = re.compile(r'<(/?)([a-z0-9]++)((?: [a-z-]++="[^"]*+")*+)>')
_ATTRIBUTE = re.compile(r' ([a-z-]++)="([^"]*+)"')
_OPEN = re.compile("<")


class Piece(NamedTuple):
    """One run of the outline. All of it is hostile text."""

    kind: str
    """Empty for running text, ``strong``, ``link`` (``target`` is where it leads) or ``thing``: an image, a form, a field."""
    text: str
    target: str = ""


def outline(page: HtmlPage, language: str) -> tuple[Piece, ...]:
    """What a reader was shown, in its order; at most ``MOST`` pieces."""
    import nh3

    source = _bounded(page.source)
    cleaned = nh3.clean(
        source, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None, strip_comments=True,
        clean_content_tags={"script", "style", "title", "template", "noscript"},
    )  # fmt: skip
    pieces: list[Piece] = []
    for piece in _pieces(cleaned, language):
        if len(pieces) >= MOST:
            pieces.append(Piece(THING, "…"))
            break
        _join(pieces, piece)
    return tuple(pieces)


def _bounded(source: str) -> str:
    """A beginning of the source that can be read in little time, without what no text may hold."""
    ends = (found.start() for found in _OPEN.finditer(source[:LONGEST]))
    cut = next((end for n, end in enumerate(ends) if n == MOST_TAGS), LONGEST)
    return safe.without_surrogates(source[:cut])


def _pieces(cleaned: str, language: str) -> Iterator[Piece]:
    strong, target, at = 0, "", 0
    for found in _TOKEN.finditer(cleaned):
        yield _words(cleaned[at : found.start()], strong, target)
        at = found.end()
        end, tag, attributes = found.groups()
        held = {name: in_attribute(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if tag in _HEADINGS:
            strong += -1 if end else 1
        if tag in _BREAKS:
            yield Piece(TEXT, "\n")
        if tag == "a":
            target = "" if end else held.get("href", "")
        elif tag in _THINGS and not end:
            yield _thing(tag, held, language)
        elif tag == "td" and end:
            yield Piece(TEXT, "  ")
    yield _words(cleaned[at:], strong, target)


def _words(raw: str, strong: int, target: str) -> Piece:
    text = re.sub(r"[ \t\r\n\f]++", " ", unescape(raw))
    return Piece(LINK, text, target) if target and text.strip() else Piece(STRONG if strong > 0 else TEXT, text)


def _thing(tag: str, held: dict[str, str], language: str) -> Piece:
    what = word({"img": "image", "form": "form of a page"}.get(tag, "field"), language)
    said = " ".join(held[name] for name in ("alt", "type", "name", "placeholder") if held.get(name))
    return Piece(THING, f"{what}: {said}" if said else what, held.get("src") or held.get("action") or "")


def _join(pieces: list[Piece], piece: Piece) -> None:
    """Add a piece; running text is joined, and there is never more than one empty line."""
    if not piece.text:
        return
    last = pieces[-1] if pieces else Piece(TEXT, "\n\n")
    text = piece.text
    if piece.kind in (TEXT, STRONG) and last.text.endswith(("\n", " ")):
        text = text.lstrip(" ")
    if text == "\n" and last.text.endswith("\n\n"):
        return
    if not text:
        return
    if pieces and last.kind == piece.kind and last.target == piece.target and piece.kind in (TEXT, STRONG):
        pieces[-1] = last._replace(text=last.text + text)
    else:
        pieces.append(piece._replace(text=text))


def to_html(pieces: tuple[Piece, ...]) -> str:
    """The outline as inert HTML: no markup of the mail's, no link, no image."""
    return f'<div style="border:1px solid #999;padding:.5em .8em;white-space:pre-wrap;overflow-wrap:anywhere">{"".join(map(_html, pieces))}</div>'


def _html(piece: Piece) -> str:
    text = safe.html_lines(piece.text)
    target = f' <span style="font-family:monospace">⟨{safe.html(_short(piece.target))}⟩</span>' if piece.target else ""
    if piece.kind == LINK:
        return f'<span style="text-decoration:underline;color:#0b5394">{text}</span>{target}'
    if piece.kind == THING:
        return f'<span style="border:1px dashed #999;padding:0 .3em">{text}{target}</span>'
    return f"<b>{text}</b>" if piece.kind == STRONG else text


def to_data(pieces: tuple[Piece, ...]) -> list[list[str]]:
    """The outline as text that may be shown as it is: kind, words, target."""
    return [[p.kind, safe.terminal(p.text, lines=True), safe.terminal(_short(p.target))] for p in pieces]


def _short(target: str) -> str:
    return target if len(target) <= 300 else f"{target[:300]}…"
