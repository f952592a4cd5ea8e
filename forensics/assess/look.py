"""What a rule may look at, worked out once a mail: the mail, its sightings, the owner's settings, and what was handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from forensics.domains import organisation, registrable
from forensics.model.finding import UNSAID, Finding, Ground, Verdict, Words
from forensics.model.hop import Hop
from forensics.model.mail import Mail
from forensics.model.observable import Sighting
from forensics.model.route import is_own, is_own_client
from forensics.model.settings import CaseSettings

MOST_GROUNDS = 5
"""Pieces of evidence that one finding quotes; how many more there were stands in its marks."""
LONGEST_QUOTE = 200
_NONE: tuple[Sighting, ...] = ()


@dataclass(slots=True)
class Look:
    """Everything that the rules share. What several of them ask for is worked out at the first question and kept."""

    mail: Mail
    sightings: Sequence[Sighting]
    settings: CaseSettings
    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    """Results as an own server told them (RFC 8601), lower case; empty where none did."""
    from_address: str = field(init=False)
    """Address of the first From mailbox, empty when there is none."""
    from_domain: str = field(init=False)
    """Its domain, lower case."""
    subject: str = field(init=False)
    """Subject, empty when there is none."""
    _kinds: dict[str, list[Sighting]] | None = field(init=False, default=None)
    _words: bytes | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.from_address = self.mail.from_address
        self.from_domain = self.from_address.rpartition("@")[2].lower()
        self.subject = self.mail.header("subject") or ""

    def kind(self, name: str) -> Sequence[Sighting]:
        """The sightings of one kind, in their order."""
        if self._kinds is None:
            kinds: dict[str, list[Sighting]] = {}
            for each in self.sightings:
                name_of = each.observable.kind
                if name_of in kinds:
                    kinds[name_of].append(each)
                else:
                    kinds[name_of] = [each]
            self._kinds = kinds
        return self._kinds.get(name, _NONE)

    @property
    def words(self) -> bytes:
        """Subject, a line end, and the text, as UTF-8: what the lexica are matched with (``lexica.py``)."""
        if self._words is None:
            self._words = f"{self.subject}\n{self.mail.text}".encode("utf-8", "replace")
        return self._words

    def is_own(self, domain: str) -> bool:
        """Whether a host or mail domain is one of the organisation's, or lies under one."""
        name = domain.lower().rstrip(".")
        return bool(name) and any(name == own or name.endswith("." + own) for own in self.settings.own_domains)


Rule = Callable[[Look], Finding]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the mail came into the house, as far as own servers tell."""

    hop: Hop | None
    """The Received line by which an own server took the mail from a foreign client; None where there is none."""
    inside: int
    """Received lines, from the top, that passed between own servers."""
    known: bool
    """Whether the topmost line was written by an own server at all: otherwise nothing here can be trusted."""


def entry(look: Look) -> Entry:
    """Walk the route from the top: lines by own servers are facts, down to the first whose client is foreign (``model.route``)."""
    inside = 0
    for hop in look.mail.route:
        if not is_own(hop.by, hop.by_ip, look.settings):
            break  # an own client handed in a line that somebody else wrote: not vouched for
        if not is_own_client(hop, look.settings):
            return Entry(hop, inside, known=True)
        inside += 1
    return Entry(None, inside, known=inside > 0)


def ground(where: str, quote: str, note: Words = UNSAID) -> Ground:
    """A piece of evidence, its quote cut to what a page can hold."""
    return Ground(where, quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…", note)


def said(english: str, japanese: str) -> Words:
    """Words in both languages. For words that never change keep what this gives in a constant."""
    return {"en": english, "ja": japanese}


def same_organisation(one: str, other: str) -> bool:
    """Whether two hosts were registered as one name."""
    return one == other or organisation(one) == organisation(other)


def known_domain(host: str) -> str:
    """The registrable domain, empty for an address or a name that cannot exist."""
    return registrable(host)


__all__ = ["Entry", "Look", "Rule", "Verdict", "entry", "ground", "known_domain", "said", "same_organisation"]
