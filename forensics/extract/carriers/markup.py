"""SVG, and HTML in other clothes: a page that is labelled ``application/octet-stream``, lies in a zip or stands in a ``data:`` URI.

Why it matters: an SVG picture is a page that a browser opens, with links (SVG 2 section 16) and scripts (section 14.1); since 2024 it is a
common attachment of phishing mails, because it passes for an image. What is seen here is attributes that point, words and scripts; there
is no tree, so nesting costs nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from forensics.extract.carriers import scripts
from forensics.extract.carriers.place import Place, pointed, read
from forensics.model.observable import Sighting
from forensics.references import in_attribute

_POINTS = re.compile(
    r"(?P<name>href|src|action|formaction|data|background|poster|content|srcdoc|ping)\s{0,8}=\s{0,8}(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"']++))",
    re.IGNORECASE,
)
_STYLES = re.compile(r"url\(\s{0,8}[\"']?((?:https?:|//)[^\"')\s]{1,4000})", re.IGNORECASE)
_REFRESH = re.compile(r"(?i)\A[\s\d.;,]*+url\s*=\s*[\"']?")
_RAW = re.compile(r"<(script|style)(?=[\s/>])", re.IGNORECASE)
_TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9:]*+)?[^>]*+>")
_BREAKS = frozenset(
    [
        "p",
        "br",
        "div",
        "tr",
        "li",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "text",
        "tspan",
        "title",
        "desc",
        "section",
        "article",
        "w:p",
        "w:br",
        "w:tr",
        "a:p",
        "a:br",
        "si",
        "row",
        "text:p",
        "text:h",
        "text:line-break",
        "table:table-row",
        "v:textbox",
    ]
)


def sightings(source: str, base: str, place: Place, label: str) -> Iterator[Sighting]:
    """What one source names; ``label`` (``svg``, ``html``) leads the place."""
    known: set[str] = set()
    codes: list[str] = []
    for found in _POINTS.finditer(source):
        value = in_attribute(found[2] or found[3] or found[4] or "").strip()
        name = found["name"].lower()
        if name == "content":
            value, refresh = _REFRESH.subn("", value)
            if not refresh:
                continue
        elif name == "srcdoc":
            yield from read(words(value), place, f"{label} srcdoc")
            continue
        if not value or value[0] == "#" or value in known:
            continue
        lead = value[:11].lower()
        if lead == "javascript:":
            codes.append(value)
        elif lead[:5] != "data:" and lead[:4] != "cid:":
            known.add(value)
            yield from pointed(value, place, f"{label} {name}", base=base, how="attribute")
    for found in _STYLES.finditer(source):
        yield from pointed(found[1], place, f"{label} style")
    yield from scripts.sightings(f"{source}<script" if codes else source, base, place, known, codes)
    yield from read(words(source), place, f"{label} text")


def words(source: str) -> str:
    """The text without tags, scripts and styles; blocks on lines of their own. Linear, since a tag is only looked for where one ends."""
    pieces: list[str] = []
    at, last = 0, source.rfind(">") + 1
    for raw in _RAW.finditer(source):
        if raw.start() < at:
            continue
        close = _close(source, raw[1].lower(), raw.end())
        if close < 0:
            break
        pieces.append(source[at : raw.start()])
        at = close
    pieces.append(source[at:last] if at < last else "")
    text = _TAG.sub(_gap, "".join(pieces)) + source[max(at, last) :]
    return html.unescape(text) if "&" in text else text


def _close(source: str, name: str, at: int) -> int:
    """Where the end tag of a raw element begins, from ``at`` on; -1 where none does."""
    close = source.find("</", at)
    while close >= 0 and source[close + 2 : close + 2 + len(name)].lower() != name:
        close = source.find("</", close + 2)
    return close


def _gap(found: re.Match[str]) -> str:
    name = (found[1] or "").lower().lstrip("/")
    return "\n" if name in _BREAKS else (" " if name in ("w:tab", "text:tab", "text:s", "c") else "")
