"""How a comparison and a campaign show themselves: reasons for, against and unknown, each with its weight."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from forensics.model.faced import Faces
from forensics.views.panels import Panel, to_html, to_text
from forensics.views.waterfall import headline, said, waterfall
from forensics.views.words import word

if TYPE_CHECKING:
    from forensics.model.link import Campaign, Link, Reason

COLUMNS = ("strength", "why")


def link_html(link: Link, language: str = "en") -> str:
    """A link as inert HTML."""
    return to_html(headline(link, language), _link(link, language), language)


def link_text(link: Link, language: str = "en") -> str:
    """A link for a terminal."""
    return to_text(headline(link, language), _link(link, language), language)


def campaign_html(campaign: Campaign, language: str = "en") -> str:
    """A campaign as inert HTML."""
    return to_html(_span(campaign), _campaign(campaign, language), language)


def campaign_text(campaign: Campaign, language: str = "en") -> str:
    """A campaign for a terminal."""
    return to_text(_span(campaign), _campaign(campaign, language), language)


def shown_link(link: Link, language: str) -> Link:
    """The link, showing itself in this language."""
    text, html = partial(link_text, language=language), partial(link_html, language=language)
    return replace(link, faces=Faces(text, html, partial(_drawn, language=language)))


def _drawn(link: Link, ax: Any, language: str) -> Any:
    return waterfall(link, language, ax)


def shown_campaign(campaign: Campaign, language: str) -> Campaign:
    """The campaign, showing itself in this language."""
    faces = Faces(partial(campaign_text, language=language), partial(campaign_html, language=language))
    return replace(campaign, faces=faces)


def _link(link: Link, language: str) -> list[Panel]:
    groups = (("for_", link.for_), ("against", link.against), ("unknown", link.unknown))
    return [_panel(word(name, language), reasons, language) for name, reasons in groups]


def _campaign(campaign: Campaign, language: str) -> list[Panel]:
    mails = Panel(word("mails", language), text=" ".join(campaign.mails))
    return [mails, _panel(word("why", language), campaign.why, language)]


def _span(campaign: Campaign) -> str:
    return f"{campaign.name}: {campaign.first} – {campaign.last}"


def _panel(title: str, reasons: tuple[Reason, ...], language: str) -> Panel:
    rows = tuple((f"{r.bits:+.1f} bit" if r.bits else "", said(r, language)) for r in reasons)
    return Panel(title, columns=COLUMNS, rows=rows, bare=word("none", language))
