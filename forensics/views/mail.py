"""A mail as one looks at it: headers, route, body, attachments, defects, findings, and what it points to.

The body is shown as text, and the page that a reader saw as an outline (``outline``). A mail's HTML is never handed to a browser:
rendering it would fetch its trackers and tell the offender who is looking (PEERS: of 103 hostile bodies 47 made a request when shown raw, escaped text none).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from forensics.model.finding import Finding, Verdict
from forensics.model.kinds import kind_name
from forensics.views import authentication, outline
from forensics.views.ladder import ASSUMED, CLAIM, OWN, Rung
from forensics.views.panels import Panel, more, to_html, to_text
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.hop import Hop
    from forensics.model.mail import Mail
    from forensics.model.route import Route

T = TypeVar("T")
LONGEST_BODY = 20_000
"""Characters of the body that a view draws."""
MOST = 100
"""Rows of one panel."""
_ORDER = (Verdict.YES, Verdict.UNCLEAR, Verdict.NO, Verdict.NOT_EXAMINED)
"""Findings as they are read: what was found first, the strongest first."""
MOST_PAGES = 3
"""HTML parts that are drawn as pages."""
SHORTEST_MARK = 3
"""Characters of what is marked in the body; shorter words stand everywhere."""
SHOWN_HEADERS = (
    "From",
    "Reply-To",
    "Return-Path",
    "To",
    "Cc",
    "Date",
    "Message-ID",
    "Authentication-Results",
    "X-Mailer",
    "List-Id",
)


def show(mail: Mail, language: str = "en") -> str:
    """The mail as inert HTML for a notebook."""
    return to_html(title(mail, language), panels(mail, language), language)


def text(mail: Mail, language: str = "en") -> str:
    """The mail for a terminal."""
    return to_text(title(mail, language), panels(mail, language), language)


def panels(mail: Mail, language: str = "en") -> list[Panel]:
    """All that the view shows, in its order."""
    return [
        _headers(mail, language),
        _findings(mail, language),
        _route(mail, language),
        authentication.panel(_optional(lambda: mail.authentication), language),
        _body(mail, language),
        *_pages(mail, language),
        _sightings(mail, language),
        _attachments(mail, language),
        _defects(mail, language),
    ]


def title(mail: Mail, language: str) -> str:
    """Exhibit and subject; hostile text."""
    name = mail.exhibit or word("mail", language)
    subject = mail.subject
    return f"{name}: {word('no subject', language) if subject is None else subject}"


def _headers(mail: Mail, language: str) -> Panel:
    # a tab here is what is left of a folded line (RFC 5322 section 2.2.3), not a trick
    rows = [(name, value.replace("\t", " ")) for name in SHOWN_HEADERS for value in mail.header_all(name)[:5]]
    return Panel(word("headers", language), rows=_capped(rows, 2, language), bare=word("none", language))


def _route(mail: Mail, language: str) -> Panel:
    hops = mail.route
    way = _optional(lambda: mail.trust)
    rows: list[tuple[str, ...]] = []
    for hop, before in zip_longest(hops, hops[1:]):
        rows.append(
            (
                str(hop.number),
                hop.time.isoformat(sep=" ") if hop.time else "-",
                _delay(hop, before),
                _client(hop),
                hop.by,
                " ".join(piece for piece in (hop.with_, "TLS" if hop.tls else "") if piece),
                _trust(way, len(rows), language),
            )
        )
    return Panel(
        word("route", language),
        word("route note", language) if hops else "",
        ("hop", "time", "hop delay", "hop from", "hop by", "hop with", "hop trust"),
        _capped(rows, 7, language),
        rungs=tuple(_rungs(hops[:MOST], way, language)),
        bare=word("no route", language),
    )


def _rungs(hops: tuple[Hop, ...], way: Route | None, language: str) -> Iterator[Rung]:
    odd: dict[str, str] = {}
    for oddity in way.oddities if way else ():
        odd[oddity.where] = "; ".join(each for each in (odd.get(oddity.where, ""), oddity.detail) if each)
    for number, hop in enumerate(hops):
        before = hops[number + 1] if number + 1 < len(hops) else None
        trust = ""
        if way is not None:
            vouched = way.steps[number].vouched
            trust = CLAIM if not vouched else ASSUMED if way.assumed else OWN
        entry = word("came in", language, ip=hop.ip or hop.from_) if way is not None and way.entry is hop else ""
        came = " ".join(piece for piece in (_client(hop), hop.with_, "TLS" if hop.tls else "") if piece)
        time = hop.time.isoformat(sep=" ") if hop.time else "-"
        yield Rung(
            hop.by, time, trust, _trust(way, number, language), came, _delay(hop, before), entry,
            odd.get(f"received {hop.number}", ""),
        )  # fmt: skip


def _trust(way: Route | None, number: int, language: str) -> str:
    """Who wrote the line, where anybody has judged it."""
    if way is None:
        return ""
    if not way.steps[number].vouched:
        return word("hop claim", language)
    return word("hop assumed" if way.assumed else "hop own", language)


def _client(hop: Hop) -> str:
    names = [hop.from_ or hop.helo]
    if hop.reverse and hop.reverse not in names:
        names.append(hop.reverse)
    return " ".join(name for name in names if name) + (f" [{hop.ip}]" if hop.ip else "")


def _delay(hop: Hop, before: Hop | None) -> str:
    """Seconds between this line and the one below it, signed: a clock that runs backwards is worth seeing."""
    if before is None or hop.time is None or before.time is None:
        return ""
    seconds = int((hop.time - before.time).total_seconds())
    sign, seconds = ("-" if seconds < 0 else "+"), abs(seconds)
    days, rest = divmod(seconds, 86_400)
    clock = f"{rest // 3600:02d}:{rest % 3600 // 60:02d}:{rest % 60:02d}"
    return f"{sign}{days}d {clock}" if days else f"{sign}{clock}"


def _body(mail: Mail, language: str) -> Panel:
    body = mail.text
    if len(body) > LONGEST_BODY:
        body = body[:LONGEST_BODY] + "\n" + word("cut", language, n=f"{len(body) - LONGEST_BODY:,}")
    found = _optional(lambda: mail.sightings) or ()
    marks = {
        (sighting.as_written, kind_name(sighting.observable.kind, language))
        for sighting in found
        if sighting.where in ("text", "html text") and len(sighting.as_written) >= SHORTEST_MARK
    }
    return Panel(
        word("body", language),
        word("body note", language),
        text=body.strip("\n"),
        marks=tuple(sorted(marks)),
        bare=word("no body", language),
    )


def _pages(mail: Mail, language: str) -> Iterator[Panel]:
    """The HTML of the mail, where it has any, as a reader was shown it; folded below the text, unless there is no other."""
    plain = any(part.content_type == "text/plain" and part.text.strip() for part in mail.text_parts)
    for page in mail.pages[:MOST_PAGES]:
        yield Panel(
            f"{word('page title', language)} ({page.part})",
            word("page note", language),
            outline=outline.outline(page, language),
            folded=plain,
        )


def _attachments(mail: Mail, language: str) -> Panel:
    rows = [
        (a.name or a.safe_name, f"{a.declared_type} / {a.sniffed_type}", f"{a.size:,}", a.sha256)
        for a in mail.attachments
    ]
    return Panel(
        word("attachments title", language),
        columns=("name", "type", "size", "sha256"),
        rows=_capped(rows, 4, language),
        bare=word("none", language),
    )


def _defects(mail: Mail, language: str) -> Panel:
    rows = [(d.code, d.where, d.detail) for d in mail.defects]
    return Panel(
        word("defects title", language), rows=_capped(rows, 3, language), bare=word("none", language), folded=not rows
    )


def _findings(mail: Mail, language: str) -> Panel:
    title = word("findings title", language)
    found = _optional(lambda: mail.findings)
    if found is None:
        return Panel(title, bare=word("not read", language), folded=True)
    told = sorted(found, key=_rank)
    rows = [(word(f.answer.value, language), f.sentence.get(language) or f.sentence.get("en", f.rule)) for f in told]
    rows = list(dict.fromkeys(rows))  # three rules on attachments say of a mail without any that it has none
    return Panel(title, columns=("answer", "sentence"), rows=_capped(rows, 2, language), bare=word("none", language))


def _rank(finding: Finding) -> tuple[int, float]:
    """What is wrong first, the strongest first; that nobody stands behind the sender's address is no good news for being a no."""
    bad_news = finding.rule == "sender.authenticated" and finding.answer is Verdict.NO
    place = 1 if bad_news else _ORDER.index(finding.answer)
    return place, -finding.strength if place < len(_ORDER[:2]) else 0.0


def _sightings(mail: Mail, language: str) -> Panel:
    title = word("sightings title", language)
    found = _optional(lambda: mail.sightings)
    if found is None:
        return Panel(title, bare=word("not read", language), folded=True)
    places: dict[tuple[str, str], list[str]] = {}
    for sighting in found:
        where = places.setdefault((sighting.observable.kind, sighting.observable.value), [])
        if sighting.where not in where:
            where.append(sighting.where)
    rows = [(kind_name(kind, language), value, ", ".join(where)) for (kind, value), where in places.items()]
    return Panel(
        title, columns=("kind", "value", "where"), rows=_capped(rows, 3, language), bare=word("none", language)
    )


def _optional(look: Callable[[], T]) -> T | None:
    """What the wing works out, or None for a mail that was read without that wing."""
    try:
        return look()
    except LookupError:
        return None


def _capped(rows: Iterable[tuple[str, ...]], cells: int, language: str) -> tuple[tuple[str, ...], ...]:
    kept = list(rows)
    if len(kept) <= MOST:
        return tuple(kept)
    return (*kept[:MOST], (more(len(kept) - MOST, language), *[""] * (cells - 1)))
