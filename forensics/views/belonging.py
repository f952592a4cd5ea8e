"""How a comparison and a campaign show themselves in a notebook: reasons for, against and unknown, each with its weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forensics.views.panels import Panel, to_html
from forensics.views.waterfall import headline, said
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.link import Campaign, Link, Reason

COLUMNS = ("strength", "why")


def link_html(link: Link, language: str = "en") -> str:
    """A link as inert HTML."""
    groups = (("for_", link.for_), ("against", link.against), ("unknown", link.unknown))
    panels = [_panel(word(name, language), reasons, language) for name, reasons in groups]
    return to_html(headline(link, language), panels, language)


def campaign_html(campaign: Campaign, language: str = "en") -> str:
    """A campaign as inert HTML."""
    mails = Panel(word("mails", language), text=" ".join(campaign.mails))
    span = f"{campaign.name}: {campaign.first} – {campaign.last}"
    return to_html(span, [mails, _panel(word("why", language), campaign.why, language)], language)


def _panel(title: str, reasons: tuple[Reason, ...], language: str) -> Panel:
    rows = tuple((f"{r.bits:+.1f} bit" if r.bits else "", said(r, language)) for r in reasons)
    return Panel(title, columns=COLUMNS, rows=rows, bare=word("none", language))
