"""What a rule may look at, worked out once a mail: the mail, its sightings, the owner's settings, and what was handed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from forensics.assess import lexica, phrases
from forensics.assess.disguise import accented, may_disguise, plain_letters
from forensics.assess.hidden import seen
from forensics.assess.line_language import line_language
from forensics.assess.links_seen import Links, links_of
from forensics.domains import lies_under, organisation, registrable
from forensics.model.finding import UNSAID, Finding, Ground, Verdict, Words
from forensics.model.mail import Mail
from forensics.model.observable import Sighting
from forensics.model.settings import CaseSettings

MOST_GROUNDS = 5
"""Pieces of evidence that one finding quotes; how many more there were stands in its marks."""
LONGEST_QUOTE = 200
LONGEST_HEAD = 2_000
"""Characters of subject and name that are asked for in further languages."""
LEAST_WORDS = 20
"""Bytes of subject, name and text from which something can be said of a mail's words."""
USUAL_LENGTH = 2_500
"""Bytes of subject and text up to which a mail is read as one message. A digest of thirty articles names every subject once."""
WHOLE = 1_000_000
"""Characters of a text that are looked through for disguises; phrases are searched in ``phrases.LONGEST`` of them."""
LONGEST_VALUE = 4_000
"""Characters of a header that are looked at."""
_WAY_OUT = re.compile(r"(?i)https?://[^\s/>]{1,250}\.[^\s>]{2}|mailto:[^\s@>]{1,250}@[^\s>]{1,250}\.[^\s>]{2}")
"""A value of List-Unsubscribe is an address of the web or of mail in its full form (RFC 2369 section 2)."""
HALF_WAY_OUT = re.compile(r"[^\s@<>]{1,250}@[^\s@>]{1,250}\.[^\s>]{2}")
"""A mere mail address: careless, and of no use to a mail program."""
_INSIDE = frozenset({"localdomain", "localhost", "lan", "internal"})
"""Endings of lists that a house keeps for itself. (RFC 2919 has ``localhost`` for those without a domain.)"""
APART = "\0"
"""Between subject, name and text: no phrase goes across."""
_OF_A_HEAD = frozenset(
    {
        "threat",
        "loss",
        "deadline",
        "secrecy",
        "charge",
        "reward",
        "authority",
        "request",
        "click",
        "fortune",
        "lure",
        "hacked",
    }
)
"""Subjects that a line is asked for in its own language; the rest is about how a text is written."""
_ALIKE = ("de", "nl", "fr", "es", "pt", "it")
"""Languages of which a few words may stand in a mail whose language cannot be told."""
_NONE: tuple[Sighting, ...] = ()


@dataclass(slots=True)
class Look:
    """Everything that the rules share. What several of them ask for is worked out at the first question and kept."""

    mail: Mail
    """As a reader sees it: without the text that its pages hide (``hidden.py``)."""
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
    head: str = field(init=False)
    """Subject and sender's name: what a list of mails shows."""
    disguised: bool = field(init=False, default=False)
    """Whether letters of the text may pose as others; known once ``words`` has been asked for."""
    _kinds: dict[str, list[Sighting]] | None = field(init=False, default=None)
    _words: bytes | None = field(init=False, default=None)
    _language: str | None = field(init=False, default=None)
    _subjects: Mapping[str, bool] | None = field(init=False, default=None)
    _in_head: dict[str, str] = field(init=False, default_factory=dict)
    """Subjects of which only subject line and name speak, in another language than the text -> that language."""
    _head: bytes | None = field(init=False, default=None)
    _links: Links | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.mail = seen(self.mail)
        self.from_address = self.mail.from_address
        self.from_domain = self.from_address.rpartition("@")[2].lower()
        self.subject = self.mail.header("subject") or ""
        name = self.mail.from_name
        self.head = f"{self.subject}{APART}{name}" if name and "@" not in name else self.subject

    def kind(self, name: str) -> Sequence[Sighting]:
        """The sightings of one kind, in their order."""
        if self._kinds is None:
            kinds: dict[str, list[Sighting]] = {}
            for each in self.sightings:
                of_kind = each[0][0]  # the observable's kind: by its place, since every sighting of every mail is asked
                if of_kind in kinds:
                    kinds[of_kind].append(each)
                else:
                    kinds[of_kind] = [each]
            self._kinds = kinds
        return self._kinds.get(name, _NONE)

    @property
    def links(self) -> Links:
        """The links of the mail, those that a reader can follow told apart from the rest."""
        if self._links is None:
            self._links = links_of(self.kind("url"))
        return self._links

    @property
    def good_domains(self) -> tuple[str, ...]:
        """The organisation's own domains and those that the analyst vouches for."""
        settings = self.settings
        return (
            settings.own_domains + settings.known_good_domains if settings.known_good_domains else settings.own_domains
        )

    @property
    def language(self) -> str:
        """ISO 639-1 code of the mail's language, that of its subject where the text is too short, ``und`` where neither tells."""
        if self._language is None:
            self._language = self.mail.language
            if self._language == "und":
                self._language = line_language(self.head) or "und"
        return self._language

    @property
    def words(self) -> bytes:
        """Subject, sender's name and text, disguised letters undone, as UTF-8: what the lexica are matched with."""
        if self._words is None:
            whole = f"{self.head}{APART}{self.mail.text[:WHOLE]}"
            words = whole.encode("utf-8", "replace")
            self.disguised = may_disguise(words) or bool(accented(whole))
            self._words = plain_letters(whole).encode("utf-8", "replace") if self.disguised else words
        return self._words

    @property
    def subjects(self) -> AbstractSet[str]:
        """What the mail speaks of: subjects of the lexicon of its language (``lexica/subjects.toml``)."""
        if self._subjects is None:
            told = dict(phrases.subjects(self.words, self.language))
            language = line_language(self.head)
            # a line too short to tell its language is asked in all of those that write letters alike
            for each in (language,) if language else _ALIKE if self.language == "und" else ():
                if each != self.language:
                    self._ask_head(each, told)
            self._subjects = told
        return self._subjects.keys()

    def _ask_head(self, language: str, told: dict[str, bool]) -> None:
        for subject, with_gap in phrases.subjects(self._head_words, language).items():
            if subject in _OF_A_HEAD and subject not in told:
                told[subject] = with_gap
                self._in_head[subject] = language

    @property
    def _head_words(self) -> bytes:
        if self._head is None:
            head = self.head[:LONGEST_HEAD]
            self._head = (plain_letters(head) if self.disguised else head).encode("utf-8", "replace")
        return self._head

    @property
    def density(self) -> float:
        """How much a single word says: 1 in a text of a mail's usual length, less in a long one, where words stand by chance."""
        length = len(self.words)
        return 1.0 if length <= USUAL_LENGTH else round((USUAL_LENGTH / length) ** 0.5, 2)

    def places(self, subject: str, most: int = 2) -> list[Ground]:
        """The first places at which the mail speaks of a subject, as it was written there. Only for a subject that it has."""
        found: list[Ground] = []
        written_before: set[bytes] = set()
        with_gap = (self._subjects or {}).get(subject, False)
        words, language = self.words, self.language
        if subject in self._in_head:
            words, language = self._head_words, self._in_head[subject]
        ascii_only = words.isascii()
        for place in phrases.places(words, language, subject, 4 * most, quick=most == 1, with_gap=with_gap):
            written = words[place.start : place.end]
            if written in written_before:  # the plain and the HTML part say the same
                continue
            written_before.add(written)
            if ascii_only:
                start, end = place
            else:
                start = len(words[: place.start].decode("utf-8", "replace"))
                end = start + len(written.decode("utf-8", "replace"))
            where, quote = self._quoted(start, end)
            found.append(ground(where, " ".join(quote.split()), lexica.subjects()[subject]))
            if len(found) == most:
                break
        return found

    def _quoted(self, start: int, end: int) -> tuple[str, str]:
        """Where a stretch of ``words`` (in characters) stands in the mail, and how it is written there."""
        if end <= len(self.subject):
            return "header Subject", self.subject[start:end]
        head = len(self.head)
        if end <= head:
            return "header From", self.head[max(start, len(self.subject) + 1) : end]
        return "text", self.mail.text[max(0, start - head - 1) : end - head - 1]

    @property
    def listed(self) -> str:
        """The header that says that the mail went to a list or a circle of readers, as far as it could be true; empty for none."""
        for name, usable in (("list-id", may_be_list), ("list-unsubscribe", way_out)):
            value = self.mail.header(name)
            if value and usable(value):
                return f"{name.title()}: {value}"
        return ""

    def is_own(self, domain: str) -> bool:
        """Whether a host or mail domain is one of the organisation's, or lies under one."""
        name = domain.lower().rstrip(".")
        return bool(name) and lies_under(name, self.settings.own_domains)


Rule = Callable[[Look], Finding]


def may_be_list(value: str) -> bool:
    """Whether a list may be called so (List-Id, RFC 2919): a name under a domain, or mere words without one, as old programs wrote."""
    name = value.rpartition("<")[2].strip(" >\t")
    return "." not in name or bool(registrable(name)) or name.rpartition(".")[2].lower() in _INSIDE


def way_out(value: str) -> bool:
    """Whether a list can be left by this value of List-Unsubscribe."""
    return bool(_WAY_OUT.search(value[:LONGEST_VALUE]))


def ground(where: str, quote: str, note: Words = UNSAID) -> Ground:
    """A piece of evidence, its quote cut to what a page can hold."""
    return Ground(where, quote if len(quote) <= LONGEST_QUOTE else quote[: LONGEST_QUOTE - 1] + "…", note)


def said(english: str, japanese: str) -> Words:
    """Words in both languages. For words that never change keep what this gives in a constant."""
    return {"en": english, "ja": japanese}


def few_words(rule: str, question: Words) -> Finding:
    """The answer of a rule on words to a mail that has next to none."""
    words = said("Not examined: the mail has no words to speak of.", "未確認です。本文の文字がほとんどありません。")
    return Finding(rule, question, Verdict.NOT_EXAMINED, 0.0, words)


def same_organisation(one: str, other: str) -> bool:
    """Whether two hosts were registered as one name."""
    return one == other or organisation(one) == organisation(other)


def known_domain(host: str) -> str:
    """The registrable domain, empty for an address or a name that cannot exist."""
    return registrable(host)


__all__ = ["Look", "Rule", "Verdict", "ground", "known_domain", "said", "same_organisation"]
