"""What the desk hands to a look-up: the values, the recipients that must not be named, and a look at what would be asked."""

from __future__ import annotations

import base64
import binascii
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from forensics import intake, lookup
from forensics.case import listing
from forensics.extract import passwords as finder
from forensics.extract import tokens
from forensics.extract.view import view
from forensics.lookup import passwords, words
from forensics.lookup.differences import differences
from forensics.model.answer import Answer, Status
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.views.table import Table
from forensics.views.words import word

PLAN = ("kind", "value", "service", "question", "asked", "learns", "pap", "blocked")
FEW = tokens.READERS
"""Recipients that are all searched for in every text; of more, those that a text decodes to."""
_MAIL = re.compile(r"([a-z0-9._%+-]{1,64})@([a-z0-9.-]{1,190})")
GLUED = 12
"""Characters of coded data that may stick to the end of an address."""
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){6,}")
MOST_OF_ONE = 8
"""Recipients of one link that it is read for."""
_SIGNS = re.compile(r"[^a-z0-9]")


class Recipients:
    """Whom the mails of a case were for, and whether a text names one of them in any coding."""

    def __init__(self, addresses: Iterable[str], of_link: Mapping[str, Iterable[str]] | None = None) -> None:
        """``of_link``: link -> whom the mails were for that bear it; those are searched for in all the ways there are."""
        self.addresses = frozenset(each.lower() for each in addresses if "@" in each)
        self._few = sorted(self.addresses) if len(self.addresses) <= FEW else []
        self._plain = {_SIGNS.sub("", each): each for each in self.addresses}
        self._of_link = of_link or {}
        # the same values are asked about by many services
        self.named = lru_cache(maxsize=4096)(self._named)
        self.cut = lru_cache(maxsize=4096)(self._cut)

    def _named(self, text: str) -> list[str]:
        """The recipients in a text: plain, percent-encoded, in base64 or hexadecimal, or as a label (``hanako-example-org``)."""
        found = {
            address
            for variant in _variants(text)
            for local, domain in _MAIL.findall(variant)
            for address in _parts(local, domain)
            if address in self.addresses
        }
        found |= {
            plain for label in re.split(r"[./?&=#]", text.lower()) if (plain := self._plain.get(_SIGNS.sub("", label)))
        }
        if not found and self._few:
            token = tokens.recipient_in(text, self._few)
            found = {token.address} if token else set()
        return sorted(found)

    def _cut(self, link: str) -> str:
        """A link without whatever names one of them."""
        return tokens.cut(link, [*self.named(link), *self._of_link.get(link, ())])

    def cutter(self) -> lookup.Cutter:
        """For the look-up."""
        return lookup.Cutter(self.cut, lambda text: bool(self.named(text)))


def _parts(local: str, domain: str) -> Iterator[str]:
    """What may be the address where other characters stick to it on either side."""
    ends = [domain[:end] for end in range(len(domain), max(0, len(domain) - GLUED), -1)]
    for start in range(len(local)):
        for end in ends:
            yield f"{local[start:]}@{end}"


def _variants(text: str) -> Iterator[str]:
    """A text as it is, and what is coded in it, in lower case."""
    plain = unquote(unquote(text))
    yield plain.lower()
    for run in _HEX.findall(plain):
        yield bytes.fromhex(run).decode("latin-1").lower()
    for run in _BASE64.findall(plain):
        digits = run.replace("-", "+").replace("_", "/")
        for start in range(4):
            piece = digits[start:]
            try:
                yield base64.b64decode(piece[: len(piece) // 4 * 4]).decode("latin-1").lower()
            except (ValueError, binascii.Error):
                continue


def recipients(folder: CaseFolder, reader: listing.Reader) -> Recipients:
    """Everybody whom a mail of the case names as its recipient, whose address stands in a link, or who is at an own domain."""
    found = {each for (to,) in reader.rows('SELECT DISTINCT "to" FROM mails') for each in (to or "").split(", ")}
    found |= {value for (value,) in reader.rows("SELECT DISTINCT value FROM sightings WHERE kind = 'token'")}
    own = tuple(f"@{domain.lower()}" for domain in folder.settings().own_domains)
    mails = reader.rows("SELECT DISTINCT value FROM sightings WHERE kind = 'email'") if own else ()
    return Recipients(found | {value for (value,) in mails if value.lower().endswith(own)}, _of_links(reader))


def _of_links(reader: listing.Reader) -> dict[str, list[str]]:
    """Link -> whom the mails were for that bear it; a host as the link to its front page. What went to many is nobody's own."""
    query = """SELECT s.kind, s.value, m."to" FROM sightings s JOIN mails m ON m.number = s.mail WHERE s.kind IN ('url', 'domain')
        GROUP BY s.kind, s.value, m."to" """
    found: dict[str, list[str]] = {}
    for kind, value, to in reader.rows(query):
        known = found.setdefault(f"https://{value}/" if kind == "domain" else value, [])
        if len(known) < MOST_OF_ONE:
            known += [each for each in (to or "").split(", ") if "@" in each][:MOST_OF_ONE]
    return found


def unmasked(folder: CaseFolder, reader: listing.Reader, asked: Iterable[Observable]) -> dict[Observable, Observable]:
    """For each claimed password the hash that the leak service wants, from the mails themselves; kept for this run only."""
    wanted = {each.value for each in asked if each.kind == "password"}
    found: dict[Observable, Observable] = {}
    if not wanted:
        return found
    query = "SELECT DISTINCT m.exhibit, s.value FROM sightings s JOIN mails m ON m.number = s.mail WHERE s.kind = 'password' ORDER BY s.mail"
    for exhibit, value in reader.rows(query):
        if value not in wanted or Observable("password", value) in found:
            continue
        mail = listing.mail(folder, exhibit)
        texts = [mail.text, *(text.text for text in mail.text_parts), *(page.text for page in mail.pages)]
        for text in texts:
            seen = view(text)
            for hit in finder.hits(seen):
                start, end = seen.place(hit.start, hit.end)
                found.setdefault(Observable("password", hit.value), passwords.digest(text[start:end]))
    return found


def manners(
    folder: CaseFolder, reader: listing.Reader, asked: Sequence[Observable], *, online: bool, pap: str, waves: int,
    again: bool = False, bar: bool | None = None,
) -> lookup.Manners:  # fmt: skip
    """How a run over this case behaves. Offline nothing can leave, so nobody has to be kept out."""
    level = lookup.pap_named(pap)
    show = _bar() if online and (intake.outcome.watched() if bar is None else bar) else _nowhere
    return lookup.Manners(
        pap=level,
        cutter=recipients(folder, reader).cutter(),
        unmasked=unmasked(folder, reader, asked) if online else {},
        waves=waves,
        progress=show,
        version=intake.version(),
        again=again,
    )


def known(folder: CaseFolder, reader: listing.Reader, observable: Observable) -> Table:
    """What is on record of one value, from whom and when; where RDAP and WHOIS differ, both words."""
    language = folder.settings().language
    ledger = AnswerLedger(folder.path)
    try:
        told = lookup.ask([observable], (), ledger, manners=lookup.Manners(cutter=recipients(folder, reader).cutter()))
    finally:
        ledger.close()
    kept = [each for each in told if each.status is not Status.NOT_ASKED]
    apart = {(each.field, name): each.said for each in differences(kept) for name in each.said}
    return listing.answers((_marked(each, apart, language) for each in kept), language)


def _marked(answer: Answer, apart: Mapping[tuple[str, str], Mapping[str, str]], language: str) -> Answer:
    """An answer whose fields say where the other registry's word is another one."""
    facts = {
        name: f"{value} {word('card differs', language, others=other)}"
        if (other := _other(apart.get((name, answer.service)), answer.service, language))
        else value
        for name, value in answer.facts.items()
    }
    return replace(answer, facts=facts)


def _other(said: Mapping[str, str] | None, service: str, language: str) -> str:
    others = ((name, value) for name, value in (said or {}).items() if name != service)
    return ", ".join(word("card says", language, service=name, value=value) for name, value in others)


def planned(found: Iterable[lookup.Planned], language: str) -> Table:
    """The table of what would be asked, of whom, and what each learns."""
    rows = [
        (
            each.observable.kind,
            each.observable.value,
            each.service,
            each.question,
            words.said(each.to, language),
            words.learns(each.learns) if language == "ja" else each.learns,
            f"PAP:{each.pap.name}",
            words.said(each.blocked, language),
        )
        for each in found
    ]
    return Table("plan", PLAN, rows, language=language)


def _nowhere(done: int, known: int) -> None:
    """Nobody watches."""


def _bar() -> Callable[[int, int], Any]:
    from tqdm import tqdm

    bar = tqdm(desc="asking", unit=" questions", file=sys.stderr, mininterval=0.5, leave=False, dynamic_ncols=True)

    def show(done: int, known: int) -> None:
        bar.total = known
        bar.update(done - bar.n)
        if done >= known:
            bar.refresh()

    return show
