"""The tables of a case: which columns, from which rows, in which order. Rows are read when somebody looks, never before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import apsw

from forensics import assess, correlate, intake, safe
from forensics.assess.checklist import checklist
from forensics.lookup import words
from forensics.model.answer import Answer
from forensics.model.errors import CaseError, UnknownExhibit
from forensics.model.finding import Finding, Ground, Verdict
from forensics.model.kinds import KINDS, WALLETS
from forensics.model.link import Campaign, Link, Reason
from forensics.model.mail import Mail
from forensics.model.observable import Observable
from forensics.model.portrait import Stretch
from forensics.model.settings import CaseSettings
from forensics.store import tables
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.store.originals import Originals
from forensics.views import card
from forensics.views.belonging import shown_campaign, shown_link
from forensics.views.checklist import checklist_page
from forensics.views.mail import show
from forensics.views.mail import text as plain
from forensics.views.table import Table
from forensics.views.words import word

MAILS = (
    "exhibit", "sha256", "source", "date", "from_address", "from_name", "reply_to", "return_path", "to", "subject",
    "message_id", "origin_ip", "hops", "spf", "dkim", "dmarc", "language", "text", "defects", "attachments", "verdict",
    "verdict_probability", "copies",
)  # fmt: skip
OBSERVABLES = (
    "kind", "value", "mails", "first_seen", "last_seen", "as_written", "exhibit", "where", "context", "known",
)  # fmt: skip
SIGHTINGS = ("kind", "value", "as_written", "exhibit", "where", "context", "part", "start", "how")
FINDINGS = ("exhibit", "rule", "answer", "strength", "question", "sentence")
FILES = ("exhibit", "sha256", "source", "size", "form", "problem", "copies")
SOURCES = ("exhibit", "source", "offset", "sha256", "size")
LINKS = ("a", "b", "verdict", "probability", "for_", "against", "unknown")
CAMPAIGNS = ("campaign", "mails", "first", "last", "why")
PORTRAIT = ("aspect", "value", "first", "last", "share", "mails")
ANSWERS = ("kind", "value", "service", "status", "asked_at", "facts", "detail", "question", "asked", "pap")


class Reader:
    """Gives connections to the tables of one case, complete ones."""

    def __init__(self, folder: CaseFolder) -> None:
        self._folder = folder
        self._growing = correlate.Growing()

    @contextmanager
    def connection(self) -> Iterator[apsw.Connection]:
        """A read-only connection, closed afterwards."""
        connection = intake.connection(self._folder)
        try:
            yield connection
        except (apsw.CorruptError, apsw.NotADBError) as error:
            raise CaseError(f"{tables.NAME} is damaged: delete it, it is worked out again") from error
        finally:
            connection.close(True)

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one at a time."""
        with self.connection() as connection:
            yield from connection.execute(query, values)

    def campaigns(self, settings: CaseSettings) -> list[Campaign]:
        """All campaigns, by first mail; worked out once for as long as the case stays as it is."""
        with self.connection() as rows:
            return self._growing.campaigns(rows, settings)


def quoted(columns: Iterable[str], table: str = "") -> str:
    """Column names for a query: ``to`` and ``where`` are words of SQL."""
    return ", ".join(f'{table}"{column}"' for column in columns)


def mails(reader: Reader, language: str, one: Callable[[str], Mail]) -> Table:
    """The table of mails."""
    query = f"SELECT {quoted(MAILS)} FROM mails ORDER BY number"
    return Table("mails", MAILS, lambda: reader.rows(query), "exhibit", one, language)


def mail(folder: CaseFolder, exhibit: str) -> Mail:
    """One mail with all that is worked out from it, and the way it shows itself in a notebook."""
    settings = folder.settings()
    with folder.originals() as originals:
        found = originals.find(exhibit)
        if found.kind != "mail":
            raise UnknownExhibit(f"{exhibit} is not a mail: case.original({exhibit!r}) gives its bytes")
        raw = originals.read(found)

    def replies() -> Iterator[bytes]:
        return (answer.raw for answer in AnswerLedger(folder.path).of_service("dns"))

    read = intake.read_original(
        raw, found.form, settings, exhibit=found.exhibit, remark=found.problem, dns_replies=replies
    )
    return shown(read, settings.language)


def shown(read: Mail, language: str) -> Mail:
    """The mail with the ways in which it shows itself: as HTML in a notebook, and as a layman's checklist."""
    return read.with_wings(
        {
            "html": lambda mail: show(mail, language),
            "plain": lambda mail: plain(mail, language),
            "checklist": lambda mail: (
                lambda wanted: checklist_page(checklist(mail, mail.findings, mail.verdict), wanted or language)
            ),
        }
    )


def mail_names(folder: CaseFolder, *names: str) -> list[str]:
    """The names as the tables have them; UnknownExhibit for one that is no mail of this case."""
    with folder.originals() as originals:
        found = [originals.find(name) for name in names]
    for each in found:
        if each.kind != "mail":
            raise UnknownExhibit(f"{each.exhibit} is not a mail")
    return [each.exhibit for each in found]


@dataclass(frozen=True, slots=True)
class Observation:
    """One value over the whole case."""

    observable: Observable
    mails: int
    """In how many mails it stands."""
    first_seen: str | None
    """Date of the earliest mail that gives one, ISO 8601 with the sender's offset."""
    last_seen: str | None
    sightings: Table
    """Every place in which it stood, as it was written there."""
    answers: Table
    """What is on record of it: from whom, and when they were asked. Nobody is asked by looking."""
    language: str = "en"

    def __repr__(self) -> str:
        kind, value = card.title(self.observable, self.language)
        head = f"{kind} {value}\n\n{word('answers', self.language)}:"
        return f"{head}\n{card.text(self._said(), self.language)}\n\n{self.sightings!r}"

    def _repr_html_(self) -> str:
        """The card in a notebook."""
        kind, value = (safe.html(each) for each in card.title(self.observable, self.language))
        head = f'<h4 class="mathjax_ignore" lang="{self.language}">{kind} <code>{value}</code></h4>'
        said = f'<div class="mathjax_ignore">{card.page(self._said(), self.language)}</div>'
        return head + said + self.sightings._repr_html_()

    def _said(self) -> list[Answer]:
        return [self.answers[number] for number in range(len(self.answers))]

    @property
    def kind(self) -> str:
        """Of the observable."""
        return self.observable.kind

    @property
    def value(self) -> str:
        """Of the observable."""
        return self.observable.value


_RANK = " ".join(f"WHEN '{kind}' THEN {n}" for n, kind in enumerate((*WALLETS, *KINDS)))
_OBSERVABLES = f"""
SELECT g.kind, g.value, g.mails, substr(g.first, 21), substr(g.last, 21), s.as_written, m.exhibit, s."where", s.context
FROM (
  SELECT s.kind, s.value, count(DISTINCT s.mail) AS mails, min(m.date_utc || m.date) AS first,
    max(m.date_utc || m.date) AS last, min(s.mail * 1000000 + s.n) AS place
  FROM sightings s JOIN mails m ON m.number = s.mail GROUP BY s.kind, s.value
) g
JOIN sightings s ON s.mail = g.place / 1000000 AND s.n = g.place % 1000000
JOIN mails m ON m.number = s.mail
ORDER BY CASE g.kind {_RANK} ELSE 999 END, g.kind, g.mails DESC, g.value
"""
"""One row an observable: wallets first, then kinds as README lists them, what most mails have in front. Times are compared in UTC (20 characters in front) and shown as sent. A mail's millionth sighting
would be counted with the next mail's; no mail that is read has so many."""


def observables(reader: Reader, settings: CaseSettings, answered: Callable[[Observable], Table]) -> Table:
    """The table of observables, with the first place in which each stood and what the analyst says of a wallet (``known``).

    ``answered`` tells what is on record of one.
    """
    language = settings.language

    def rows() -> Iterator[tuple[Any, ...]]:
        return (
            (*row, settings.known_wallet(row[1]) if settings.known_wallets else "") for row in reader.rows(_OBSERVABLES)
        )

    def one(number: int) -> Observation:
        row = next(row for n, row in enumerate(rows()) if n == number)
        kind, value, count, first, last = row[:5]
        thing = Observable(kind, value)
        places = sightings(reader, language, kind, value)
        return Observation(thing, count, first, last, places, answered(thing), language)

    return Table("observables", OBSERVABLES, rows, one=one, language=language)


def sightings(reader: Reader, language: str, kind: str | None = None, value: str | None = None) -> Table:
    """The table of sightings: all, or those of one value."""
    where = "" if kind is None else "WHERE s.kind = ? AND s.value = ?"
    order = "s.kind, s.value, s.mail, s.n"
    names = ("kind", "value", "as_written"), ("where", "context", "part", "start", "how")
    query = (
        f"SELECT {quoted(names[0], 's.')}, m.exhibit, {quoted(names[1], 's.')} "
        f"FROM sightings s JOIN mails m ON m.number = s.mail {where} ORDER BY {order}"
    )
    values = () if kind is None else (kind, value)
    return Table("sightings", SIGHTINGS, lambda: reader.rows(query, values), language=language)


STORED_FINDINGS = (
    "SELECT m.exhibit, f.rule, f.answer, f.strength, f.data FROM findings f JOIN mails m ON m.number = f.mail "
    "ORDER BY f.mail, f.n"
)
"""Exhibit, and what ``finding`` takes."""


def findings(reader: Reader, language: str) -> Table:
    """The table of findings; ``[0]`` is the whole finding with its grounds."""

    def rows() -> Iterator[tuple[Any, ...]]:
        for exhibit, *stored in reader.rows(STORED_FINDINGS):
            found = finding(*stored)
            said = [each.get(language) or each.get("en", "") for each in (found.question, found.sentence)]
            yield exhibit, found.rule, str(found.answer), found.strength, *said

    def one(number: int) -> Finding:
        return finding(*next(row[1:] for n, row in enumerate(reader.rows(STORED_FINDINGS)) if n == number))

    return Table("findings", FINDINGS, rows, one=one, language=language)


def finding(rule: str, answer: str, strength: float, data: str) -> Finding:
    """A finding from its row in the tables."""
    told = json.loads(data)
    grounds, against = (
        tuple(Ground(where, quote, {"en": en, "ja": ja}) for where, quote, en, ja in told[name])
        for name in ("grounds", "against")
    )
    question = assess.QUESTIONS.get(rule, {"en": rule, "ja": rule})
    return Finding(rule, question, Verdict(answer), strength, told["sentence"], grounds, against, told["marks"])


def files(reader: Reader, language: str) -> Table:
    """The table of what is kept and was not read as a mail."""
    query = f"SELECT {quoted(FILES)} FROM files ORDER BY number"
    return Table("files", FILES, lambda: reader.rows(query), language=language)


def sources(folder: CaseFolder, language: str) -> Table:
    """The table of places that evidence was found in, in the order in which they were."""

    def rows() -> Iterator[tuple[Any, ...]]:
        with Originals(folder.path) as originals:
            for id_, source in originals.sources_after(0):
                found = originals.by_id(id_)
                yield found.exhibit, source.path, source.offset, found.sha256, found.size

    return Table("sources", SOURCES, rows, language=language)


def links(reader: Reader, settings: CaseSettings, followed: Callable[[], correlate.Followed]) -> Table:
    """The table of links; ``[0]`` is the link with its reasons. ``followed``: what logs tell of clicks."""
    language = settings.language

    def found() -> list[Link]:
        clicked = followed()
        with reader.connection() as rows:
            return correlate.links(rows, settings, clicked)

    def rows() -> Iterator[tuple[Any, ...]]:
        for each in found():
            reasons = (tuple(_said(r, language) for r in group) for group in (each.for_, each.against, each.unknown))
            yield each.a, each.b, str(each.verdict), each.probability, *reasons

    return Table("links", LINKS, rows, one=lambda n: shown_link(found()[n], language), language=language)


def campaigns(reader: Reader, settings: CaseSettings) -> Table:
    """The table of campaigns; ``[0]`` is the campaign with its reasons."""
    language = settings.language

    def found() -> list[Campaign]:
        return reader.campaigns(settings)

    def rows() -> Iterator[tuple[Any, ...]]:
        for each in found():
            yield each.name, each.mails, each.first, each.last, tuple(_said(reason, language) for reason in each.why)

    return Table("campaigns", CAMPAIGNS, rows, one=lambda n: shown_campaign(found()[n], language), language=language)


def portrait(reader: Reader, settings: CaseSettings, name: str) -> Table:
    """The table of one campaign over time; ``[0]`` is the record, with the mails it rests on."""
    language = settings.language

    def found() -> list[Stretch]:
        held = correlate.named(reader.campaigns(settings), name)
        with reader.connection() as rows:
            return correlate.portrait(rows, held.mails)

    def rows() -> Iterator[tuple[Any, ...]]:
        for each in found():
            yield word(each.aspect.value, language), each.value, each.first, each.last, each.share, each.mails

    return Table("campaign", PORTRAIT, rows, one=lambda n: found()[n], language=language)


def asked(reader: Reader, observables: Sequence[Observable] | None) -> list[Observable]:
    """What to ask about: the observables given, or all of the case."""
    if observables is not None:
        return list(observables)
    return [Observable(*row) for row in reader.rows("SELECT DISTINCT kind, value FROM sightings ORDER BY kind, value")]


def answers(found: Iterable[Answer], language: str) -> Table:
    """The table of answers to a look-up; ``[0]`` is the whole answer."""
    kept = list(found)
    rows = [
        (
            a.observable.kind,
            a.observable.value,
            a.service,
            str(a.status),
            a.asked_at.isoformat() if a.asked_at else None,
            tuple(f"{name}: {value}" for name, value in a.facts.items()),
            words.said(a.detail, language),
            a.question,
            a.told,
            a.pap,
        )
        for a in kept
    ]
    return Table("answers", ANSWERS, rows, one=lambda n: kept[n], language=language)


def _said(reason: Reason, language: str) -> str:
    return reason.words_ja if language == "ja" and reason.words_ja else reason.words
