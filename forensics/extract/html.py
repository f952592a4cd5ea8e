"""What an HTML part points at: its attributes and styles, and what the source holds beside them.

Why it matters: the link that is clicked is the attribute, not the words; an image that loads tells the offender that the mail
was read. Targets are taken as browsers take them: white space at the ends and tabs and line ends inside dropped (WHATWG URL),
relative ones joined to ``<base>``. Last, a sweep of the source for what no attribute gave (conditional comments, scripts),
marked ``source only``; names of XML vocabularies and document types point nowhere and are left out.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from forensics.domains import is_top_level
from forensics.extract import edges, handles, in_links, other_targets, texts
from forensics.extract.normal import Link, joined, link
from forensics.extract.tails import link_end
from forensics.model.observable import Observable, Sighting
from forensics.model.page import HtmlPage, Pointer
from forensics.references import in_attribute

_DROPPED = {ord(sign): None for sign in "\t\n\r"}
_ENDS = "".join(chr(code) for code in range(0x21))
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]{0,30}):")
_REFRESH = re.compile(r"[\s\d.;,]*+(?:url\s*=\s*)?[\"']?", re.IGNORECASE)
_CANDIDATE = re.compile(r"[^\s,]\S*")
_HTTP = re.compile(r"[hH][tT][tT][pP][sS]?\Z")
_RUN = re.compile(r"[^\s\"'<>()\\]*+")
_VOCABULARY = re.compile(
    r"(?i)(?:(?:xmlns(?::[\w\-]{1,40})?|itemtype|vocab|prefix)\s{0,3}=\s{0,3}[\"']?|//DTD[^<>]{0,80})\Z"
)
_NAMES_ONLY = ("http://schema.org/", "https://schema.org/")
"""What stands in the source as the name of a kind of thing, ``content="http://schema.org/EventScheduled"``."""
_GOES_ON = re.compile(r"<(?:wbr|/?(?:b|i|u|em|strong|mark|small|span|font|a))\b", re.IGNORECASE)
"""Tags inside a word; a link that they break is whole in the text."""
MOST_OTHERS = 5_000
"""Targets of one page that are no web links and are looked through: a page with more has been made to exhaust its reader."""
_MOST_GLUED = 16
"""Links in one unbroken run of the source that are told apart."""
_LISTS = frozenset({"srcset", "imagesrcset", "ping", "archive"})
_MARKUP = frozenset({"srcdoc"})
_LED = frozenset({"a", "area", "form"})
"""What a reader goes to; a picture's address names nobody."""


Read = tuple[Observable, Observable, str] | None
"""What a target leads to: its link, that link's host and how it was read; None for one that leads to no web or FTP host."""


def sightings(page: HtmlPage, known: set[str]) -> Iterator[Sighting]:
    """All pointers of one page in order, then the sweep. ``known`` holds the links that texts gave, as written."""
    others = 0
    part, seen, led = page.part, dict[str, Read](), dict[str, tuple[str, str]]()
    for pointer in page.pointers:
        tag, attribute = pointer.tag, pointer.attribute
        where = f"html {tag} {attribute}"
        if attribute in _MARKUP:
            yield from texts.sightings(html.unescape(pointer.value), part, where)
            continue
        context = pointer.text[:120]
        for target in targets(pointer) if attribute in _LISTS or tag == "meta" else (pointer.value,):
            # The same few targets stand in a page again and again (a picture, a shop's front page): each is read once.
            if target in seen:
                read = seen[target]
            else:
                read = seen[target] = _read(target, page.base, known)
                if read and tag in _LED:
                    led[target] = where, context
                    if read[1].value.removeprefix("www.") in handles.SERVICES:
                        yield from in_links.handle(target, part, where, context)
            if read is None:
                others += 1
                if others > MOST_OTHERS:
                    continue
                for sighting in other_targets.sightings(target.strip(_ENDS).translate(_DROPPED), page, where, context):
                    known.add(sighting.as_written)
                    yield sighting
                continue
            link_, host, how = read
            written = target if len(target) <= texts.LONGEST_WRITTEN else target[: texts.LONGEST_WRITTEN]
            yield Sighting(link_, written, part, where, context, None, how)
            yield Sighting(host, written, part, where, context, None, f"{how}, host of the link")
    if led:
        yield from in_links.sightings(led, part)
    yield from _sweep(page, known)


def _read(target: str, base: str, known: set[str]) -> Read:
    """What a target of a page leads to; notes its spellings among what is known."""
    clean = target.strip(_ENDS)
    if "\n" in clean or "\t" in clean or "\r" in clean:
        clean = clean.translate(_DROPPED)
    known.update((target.strip(), target.split(None, 1)[0] if target.strip() else ""))
    found = resolved(clean, base)
    if found is None:
        return None
    parsed, how = found
    known.add(clean)
    return (
        Observable("url", parsed.href),
        Observable(parsed.host_kind, parsed.host),
        f"{how}, cut" if parsed.cut else how,
    )


def targets(pointer: Pointer) -> list[str]:
    """The targets that one pointer names: one, or the several of a list."""
    value = pointer.value
    if pointer.tag == "meta":
        start = _REFRESH.match(value)
        return [value[start.end() if start else 0 :].rstrip("\"' ")]
    if pointer.attribute in _LISTS:
        # A candidate is a target, then optional descriptors, then a comma; a comma at a target's end belongs to the list.
        words = [found.group().rstrip(",") for found in _CANDIDATE.finditer(value)]
        return [word for word in words if not re.fullmatch(r"[0-9.]+[wxh]", word)]
    return [value]


def resolved(clean: str, base: str) -> tuple[Link, str] | None:
    """The link that a target leads to, and how it was read; None for one that leads to no web or FTP host."""
    scheme = _SCHEME.match(clean)
    name = scheme[1].lower() if scheme else ""
    if name in ("http", "https", "ftp"):
        parsed = link(clean)
        return (parsed, "attribute") if parsed else None
    if clean.startswith(("//", "\\\\", "/\\", "\\/")):
        parsed = link(joined(base, clean) if base else f"http:{clean}")
        return (parsed, "attribute, no scheme") if parsed else None
    if scheme and not is_top_level(name.rpartition(".")[2]):
        return None
    if _names_host(clean):
        parsed = link(f"http://{clean}")
        return (parsed, "attribute, no scheme") if parsed else None
    if base and clean and not clean.startswith("#"):
        parsed = link(joined(base, clean))
        return (parsed, "attribute, joined to base") if parsed else None
    return None


def _names_host(clean: str) -> bool:
    """``www.example.test/a`` in an attribute: relative for a browser, a web address for most mail programs."""
    if clean[:4].lower() != "www." and "/" not in clean:
        return False
    end = edges.host_end(clean, 0)
    if not end or clean[end : end + 1] not in ("", "/", ":", "?", "#"):
        return False
    last = clean[:end].rpartition(".")[2]
    return (
        "." in clean[:end]
        and is_top_level(last)
        and (clean[:4].lower() == "www." or last.lower() not in ("php", "html"))
    )


def _sweep(page: HtmlPage, known: set[str]) -> Iterator[Sighting]:
    source = page.source
    done = run_end = glued = 0
    whole: list[str] | None = None
    colon = source.find("://")
    while colon >= 0:
        at, colon = colon, source.find("://", colon + 3)
        scheme = _HTTP.search(source, max(done, at - 5), at)
        if scheme is None:
            continue
        start = scheme.start()
        if start >= run_end:
            run = _RUN.match(source, start)
            run_end, glued = run.end() if run else at + 3, 0
        done = end = run_end
        raw = source[start:end]
        if raw in known:
            continue
        written = in_attribute(raw) if "&" in raw else raw
        if written in known or _VOCABULARY.search(source[max(0, start - 100) : start]):
            continue
        place = edges.authority(written, at + 3 - start)
        if place is None:
            continue
        cut = written[: link_end(written, place[2])]
        if written is raw and glued < _MOST_GLUED and written[len(cut) : len(cut) + 4].lower() == "http":
            glued += 1
            done = start + len(cut)
        parsed = link(cut)
        if parsed is None or cut in known or parsed.href in known or parsed.href.startswith(_NAMES_ONLY):
            continue
        if _GOES_ON.match(source, end):
            whole = sorted(known) if whole is None else whole
            n = bisect_right(whole, written)
            if n < len(whole) and whole[n].startswith(written):
                known.add(written)
                continue
        known.add(written)
        context = " ".join(source[max(0, start - texts.AROUND) : min(end, start + 200) + texts.AROUND].split())
        stood = raw[: len(cut)] if written is raw else raw
        yield Sighting(Observable("url", parsed.href), stood, page.part, "html source", context, start, "source only")
        host = Observable(parsed.host_kind, parsed.host)
        yield Sighting(host, stood, page.part, "html source", context, start, "source only, host of the link")
