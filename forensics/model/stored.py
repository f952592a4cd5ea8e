"""What columns of the tables hold as text, read back: times, and the readers of a mail.

Why it matters: reports, timelines, links and logs all ask these columns; who was written to and when must be the same for all of them.
"""

from __future__ import annotations

from datetime import datetime, tzinfo


def moment(written: str | None, default: tzinfo | None = None) -> datetime | None:
    """An ISO 8601 time with its zone, or with ``default`` where it names none.

    None for one that is no time, and for one without any zone: it has no place on a line with others.
    """
    try:
        found = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=default) if default else None


def readers(to: object) -> tuple[str, ...]:
    """The addresses in a column ``to``, lower case, each once, in their order."""
    boxes = (box.strip().lower() for box in str(to or "").split(","))
    return tuple(dict.fromkeys(box for box in boxes if "@" in box))
