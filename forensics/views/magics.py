"""``%mail`` and ``%iocs`` in a notebook: the two looks that an analyst takes most often, in one word each.

Both take the name of an exhibit of the case that the notebook holds as ``case`` (``%mail M-0003``), a path to a file
(``%mail "inbox/strange mail.eml"``), or the name of a variable that holds a mail or the bytes of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from forensics.model.errors import ForensicsError
from forensics.model.link import Campaign, Link
from forensics.model.mail import Mail
from forensics.views.belonging import campaign_html, link_html
from forensics.views.table import Table

Read = Callable[[bytes], Mail]
IOCS = ("kind", "value", "as_written", "where", "part", "context", "how")


def register(shell: Any, read: Read) -> None:
    """Teach an IPython shell both words, and how a comparison is shown; ``read`` makes a mail of bytes."""

    def mail(line: str) -> Mail:
        """Show a mail: ``%mail M-0001``, ``%mail file.eml``, ``%mail variable``."""
        return named(line, shell.user_ns, read)

    def iocs(line: str) -> Table:
        """Show what a mail points to, and keep it as ``iocs``: ``%iocs M-0001``, ``%iocs file.eml``, ``%iocs variable``."""
        found = named(line, shell.user_ns, read)
        shell.user_ns["iocs"] = told = table(found, language())
        return told

    def language() -> str:
        return getattr(getattr(shell.user_ns.get("case"), "settings", None), "language", "en")

    html = shell.display_formatter.formatters["text/html"]
    html.for_type(Link, lambda link: link_html(link, language()))
    html.for_type(Campaign, lambda campaign: campaign_html(campaign, language()))
    shell.register_magic_function(mail, "line", "mail")
    shell.register_magic_function(iocs, "line", "iocs")


def named(line: str, names: Mapping[str, Any], read: Read) -> Mail:
    """The mail that was meant; ForensicsError, with what would be understood, for what is no mail."""
    what = line.strip().strip("\"'")
    held = names.get(what)
    if isinstance(held, Mail):
        return held
    if isinstance(held, bytes):
        return read(held)
    look = getattr(names.get("case"), "mail", None)
    if what[:2].upper() == "M-" and callable(look):
        found = look(what)
        if isinstance(found, Mail):
            return found
    if what and Path(what).is_file():
        return read(Path(what).read_bytes())
    raise ForensicsError(f"{what!r} is no file, no variable with a mail, and no exhibit of a case named 'case'")


def table(mail: Mail, language: str = "en") -> Table:
    """The sightings of one mail."""
    rows = [
        (s.observable.kind, s.observable.value, s.as_written, s.where, s.part, s.context, s.how) for s in mail.sightings
    ]
    return Table("iocs", IOCS, rows, language=language)
