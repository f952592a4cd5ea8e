"""What the mails of a case suggest about the house itself: its domains, its servers, whose Authentication-Results are its own.

Why it matters: a third of all questions (is this our own domain, who handed the mail in, did it pass SPF) wait for three lines of
``case.toml``, and whoever opens a case at night does not know them by heart. Suggested is what most mails have in common on the
reader's side. It is only suggested: anybody can write a header, so a person must look at it before it is believed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from forensics.case import listing
from forensics.case.listing import Reader
from forensics.domains import organisation, registrable
from forensics.domains.everybodys import is_everybodys_sender
from forensics.model.settings import CaseSettings
from forensics.model.stored import readers
from forensics.parse.authentication import NAMELESS, own_id
from forensics.store.folder import CaseFolder
from forensics.views.table import Table

COLUMNS = ("setting", "suggestion", "mails")
LOOKED = 40
"""Mails whose headers are read again, evenly over the case."""
SHARE = 0.25
"""Of the mails that say anything, as many must agree."""
MOST = 3


def unsaid(settings: CaseSettings) -> tuple[str, ...]:
    """The settings on the house that ``case.toml`` leaves empty."""
    told = {
        "own_domains": settings.own_domains,
        "own_relays": settings.own_relays,
        "own_authserv_ids": settings.own_authserv_ids,
    }
    return tuple(name for name, values in told.items() if not values)


def table(folder: CaseFolder, reader: Reader) -> Table:
    """One row a suggestion for what is not said yet, with the number of mails that it rests on."""
    settings = folder.settings()

    def rows() -> Iterator[tuple[str, str, int]]:
        open_ = unsaid(settings)
        ways = {"own_domains": _domains, "own_relays": _relays, "own_authserv_ids": _ids}
        for name in open_:
            yield from ((name, value, n) for value, n in ways[name](folder, reader))

    return Table("suggestions", COLUMNS, rows, language=settings.language)


def _domains(_: CaseFolder, reader: Reader) -> list[tuple[str, int]]:
    """Domains that the mails were sent to, but those under which anybody gets a mailbox."""
    return _agreed(
        {organisation(address.rpartition("@")[2]) for address in readers(boxes)}
        for (boxes,) in reader.rows('SELECT "to" FROM mails')
    )


def _relays(_: CaseFolder, reader: Reader) -> list[tuple[str, int]]:
    """Servers that wrote the topmost line with a full name."""
    topmost = "SELECT lower(by), min(n) FROM hops WHERE by LIKE '%.%' GROUP BY mail"
    return _agreed({by.rstrip(".")} for by, _ in reader.rows(topmost))


def _ids(folder: CaseFolder, reader: Reader) -> list[tuple[str, int]]:
    """Ids in Authentication-Results that stand above the first line of a stranger."""
    names = [name for (name,) in reader.rows("SELECT exhibit FROM mails ORDER BY number")]
    looked = names[:: max(1, len(names) // LOOKED)][:LOOKED]
    return _agreed(({own_id(listing.mail(folder, name))} for name in looked), everybodys=True)


def _agreed(said: Iterable[Iterable[str]], *, everybodys: bool = False) -> list[tuple[str, int]]:
    """What enough of them say, most first."""
    counts: Counter[str] = Counter()
    total = 0
    for each in said:
        values = {
            value
            for value in each
            if value == NAMELESS or (registrable(value) and (everybodys or not is_everybodys_sender(value)))
        }
        counts.update(values)
        total += bool(values)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(value, n) for value, n in ranked if n >= max(2, SHARE * total)][:MOST]
