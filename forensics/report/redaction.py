"""What a copy that is handed out does not say: who received the mails, which passwords they claim, how the house is built inside.

``safe.Mask`` takes addresses and passwords out, in any coding. Added here: display names of the readers, hosts below the own
domains, the own mail servers, and private addresses (RFC 1918). Each keeps one stand-in through the whole report, numbered in the
order of the case, so that a reader still sees that two places speak of the same machine. Not found: names in running text that no
header gives, and names written otherwise than there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forensics.report import verp
from forensics.report.words import WORDS
from forensics.safe import Mask
from forensics.safe.masking import HIDDEN, SHORTEST_SECRET

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forensics.model.report import CaseFacts

SECRET_KINDS = frozenset({"password", "private_key"})
MOST_NAMES = 5_000
LONGEST_NAME, MOST_WORDS = 80, 8
"""Characters and words of a name. Offenders write whole letters where the reader's name belongs; those name nobody."""
MOST_KEPT, LONGEST_KEPT = 100_000, 500
"""Texts, characters."""
_PRIVATE = re.compile(
    r"(?<![\d.])(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}(?:\.\d{1,3})?(?![\d.]*\d)", re.ASCII
)
_USUAL = re.compile(r"[\w.+\-]{1,64}@(?:[a-z0-9\-]{1,63}\.){0,8}[a-z0-9\-]{1,63}", re.ASCII)
"""What ``Mask`` finds by itself; a reader's address that is written otherwise is looked for letter by letter."""
_AT = r"(?:@|%40|&#64;|&#x40;|＠)"
_DOMAIN = re.compile(rf"{_AT}([\w.\-]{{1,253}})", re.ASCII | re.IGNORECASE)
LONGEST_LOCAL = 64
"""Octets of a local part (RFC 5321 section 4.5.3.1.1)."""
_BEGINNING = re.compile(r"(?:^|[^\w.+\-]|%[0-9a-f]{2}|&#(?:64|x40);)$", re.ASCII)
"""What may stand before an address: never a letter of a longer one, which is somebody else's."""
_GLUED = re.compile(r"[\w.+\-]{16}$", re.ASCII)
"""So much in one run is nobody's name: a tracker's code, to which the address was glued."""
_CUT = re.compile(r"([\w.+\-]{1,64}@[\w.\-]{0,64})…", re.ASCII)
_OWN_WORDS = " ".join(text for pair in WORDS.values() for text in pair).lower()


class Redaction:
    """Callable on any text of the evidence, before it is made visible or escaped. The same text gives the same text."""

    def __init__(self, facts: CaseFacts) -> None:
        settings = facts.settings
        recipients = [
            address.strip()
            for mail in facts.mails
            for address in str(mail.get("to") or "").split(",")
            if "@" in address
        ]
        recipients += [
            str(row["value"]) for row in facts.observables if row.get("kind") == "token" and "@" in str(row["value"])
        ]
        secrets = [str(row.get("value") or "") for row in facts.observables if row.get("kind") in SECRET_KINDS]
        self._addresses = frozenset(address.lower() for address in recipients)
        odd = sorted({a for a in self._addresses if not _USUAL.fullmatch(a)}, key=lambda a: (-len(a), a))
        self._odd = re.compile("(?i)" + "|".join(map(re.escape, odd))) if odd else None
        self._locals: dict[str, dict[int, set[str]]] = {}
        for address in sorted(self._addresses):
            local, _, domain = address.rpartition("@")
            if local:
                self._locals.setdefault(domain, {}).setdefault(len(local), set()).add(local)
        self._said: dict[str, str] = {}
        self._mask = Mask(recipients, settings.own_domains, secrets)
        self._names = _names(facts.names, settings.examiner)
        self._name = _any_of(self._names)
        own = [domain.lower().strip(".") for domain in settings.own_domains]
        relays = [r.lower() for r in settings.own_relays if "/" not in r and not r.startswith(".") and r not in own]
        below = rf"(?:(?!www\.)[a-z0-9_\-]{{1,63}}\.){{1,6}}(?:{'|'.join(map(re.escape, own))})" if own else ""
        exact = "|".join(re.escape(relay) for relay in sorted(set(relays), key=lambda r: (-len(r), r)))
        either = "|".join(pattern for pattern in (exact, below) if pattern)
        self._host = re.compile(rf"(?i)(?<![\w.\-])(?:{either})(?![\w\-]|\.\w)", re.ASCII) if either else None
        self._own = own
        self._relays = relays
        self._stand_ins: dict[str, str] = {}
        self.hidden = tuple(
            dict.fromkeys(
                [
                    *sorted(self._addresses),
                    *(secret for secret in sorted(set(secrets)) if len(secret.strip()) >= SHORTEST_SECRET),
                    *self._names,
                    *(relay for relay in relays if not relay.startswith("www.")),
                ]
            )
        )

    def __call__(self, text: str) -> str:
        """The text with everything masked that this knows. A report says the same again and again: short texts are remembered."""
        known = self._said.get(text)
        if known is None:
            known = self._masked(text)
            if len(text) <= LONGEST_KEPT and len(self._said) < MOST_KEPT:
                self._said[text] = known
        return known

    def _masked(self, text: str) -> str:
        if self._odd and "@" in text:
            text = self._odd.sub(HIDDEN, text)
        text = self._mask(text)
        if "@" in text or "%40" in text or "＠" in text or "&#" in text:
            text = self._left(text)
        text = verp.masked(text, self._locals, HIDDEN)
        if "…" in text and "@" in text:
            text = _CUT.sub(self._begun, text)
        if self._name and self._name.search(text):
            text = self._name.sub(HIDDEN, text)
        if self._host and self._host.search(text):
            text = self._host.sub(self._hosts, text)
        return _PRIVATE.sub(self._private, text)

    def _left(self, text: str) -> str:
        """An address that stands where two at signs make another one of it: ``x@hanako@kaede.example``, ``%40`` for either."""
        pieces, done = [], 0
        for found in _DOMAIN.finditer(text):
            domain = found[1].lower().rstrip(".")
            known = self._locals.get(domain, {})
            before = text[max(done, found.start() - LONGEST_LOCAL - 3) : found.start()].lower()
            whole = [
                n
                for n, names in known.items()
                if before[-n:] in names and (_BEGINNING.search(before[:-n]) or _GLUED.search(before[:-n]))
            ]
            if whole:
                pieces += [text[done : found.start() - max(whole)], HIDDEN]
                done = found.start(1) + len(domain)
        return "".join([*pieces, text[done:]])

    def _begun(self, found: re.Match[str]) -> str:
        """An address that somebody cut short."""
        begun = found[1].lower()
        return HIDDEN + "…" if any(address.startswith(begun) for address in self._addresses) else found[0]

    def _hosts(self, found: re.Match[str]) -> str:
        host = found[0].lower()
        if host in self._own:
            return found[0]
        below = next((domain for domain in self._own if host.endswith("." + domain)), "")
        return self._stand_in(host, f".{below}" if below else "")

    def _private(self, found: re.Match[str]) -> str:
        return self._stand_in(found[0], "")

    def _stand_in(self, what: str, tail: str) -> str:
        if what not in self._stand_ins:
            self._stand_ins[what] = f"internal-{len(self._stand_ins) + 1}{tail}"
        return self._stand_ins[what]


def _names(given: Iterable[str], examiner: str) -> tuple[str, ...]:
    """Those that can be masked without blanking common words: two words, or letters of East Asia."""
    found: dict[str, None] = {}
    for name in given:
        plain = " ".join(name.split())
        if len(plain) > LONGEST_NAME or plain.count(" ") >= MOST_WORDS or "/" in plain:
            continue
        for form in (plain, plain.replace(" ", "") if not plain.isascii() else plain):
            long_enough = "@" not in form and (" " in form if form.isascii() else len(form) >= 2)
            if long_enough and form.lower() not in _OWN_WORDS and form.lower() not in examiner.lower():
                found.setdefault(form)
        if len(found) >= MOST_NAMES:
            break
    return tuple(sorted(found, key=lambda each: (-len(each), each)))


def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    if not names:
        return None
    return re.compile("(?i)" + "|".join(map(name_pattern, names)))


def name_pattern(name: str, space: str = r"\s{1,40}+") -> str:
    """A name as it may stand in a text, with any space between its words."""
    words = space.join(map(re.escape, name.split()))
    return rf"(?<!\w){words}(?!\w)" if name.isascii() else words
