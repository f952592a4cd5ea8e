"""Many -> few: which mails belong together, with the evidence for, against and unknown; campaigns; the timeline.

Reads the columns of the derived tables through a connection that is handed in (``model.rows.Rows``) and writes nothing.
"""

from __future__ import annotations

from forensics.correlate import groups, moments, pairs, traits
from forensics.correlate.weigh import weigh
from forensics.model.errors import UnknownExhibit
from forensics.model.event import Event
from forensics.model.link import Campaign, Link
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings


def links(rows: Rows, settings: CaseSettings) -> list[Link]:
    """All pairs of mails that share something rare, and those that a reader would ask about; by exhibit."""
    return [result.link for result in pairs.weighed(traits.read(rows, settings), rows)]


def campaigns(rows: Rows, settings: CaseSettings) -> list[Campaign]:
    """The groups that ``same_campaign`` links make, by first mail."""
    index = traits.read(rows, settings)
    return groups.group(index, pairs.weighed(index, rows))


def compare(rows: Rows, a: str, b: str, settings: CaseSettings) -> Link:
    """Two mails by exhibit name, whatever they share. ``UnknownExhibit`` for a name that is not in the case."""
    index = traits.read(rows, settings)
    numbers = {who.exhibit: number for number, who in index.mails.items()}
    for name in (a, b):
        if name not in numbers:
            raise UnknownExhibit(f"there is no mail {name} in this case")
    if a == b:
        raise ValueError(f"{a} is one mail: name two to compare")
    one, other = sorted((numbers[a], numbers[b]))
    lures, threats = pairs.sequel_roles(rows)
    shared = [key for key, held in index.holders.items() if one in held and other in held]
    sequel = pairs.is_sequel(index, lures, threats, one, other)
    return weigh(index, index.mails[one], index.mails[other], shared, pairs.families_of(index), sequel=sequel).link


def events(rows: Rows, settings: CaseSettings) -> list[Event]:
    """The timeline of the whole case."""
    return moments.events(rows, settings)
