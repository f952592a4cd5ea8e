"""Mail and sightings -> findings: questions put to the evidence, with grounds, what speaks against, and a sentence for a layman.

The list of rules is written here, one file each; a new one is a file and a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from forensics.assess import (
    attachments_active,
    attachments_disguised,
    attachments_invitation,
    attachments_locked,
    authenticated,
    bait,
    bulk,
    compromised,
    extortion,
    known,
    limits,
    link_recipient,
    link_text,
    links_disguised,
    links_familiar,
    links_hidden,
    links_hosting,
    links_lookalike,
    mismatch,
    odd,
    own_domain,
    pressure,
    request,
    sender_country,
    sender_freemail,
    sender_impossible,
    sender_lookalike,
    sender_name,
    sender_program,
    sender_random,
    sender_signature,
    sender_zone,
)
from forensics.assess.look import Look, Rule
from forensics.assess.verdict import opinion
from forensics.model.finding import Finding, Words
from forensics.model.mail import Mail
from forensics.model.observable import Sighting
from forensics.model.settings import CaseSettings

__all__ = ["QUESTIONS", "RULES", "findings", "opinion"]

_MODULES: tuple[ModuleType, ...] = (
    own_domain,
    authenticated,
    mismatch,
    sender_name,
    sender_lookalike,
    sender_impossible,
    sender_random,
    sender_freemail,
    sender_signature,
    sender_program,
    sender_zone,
    sender_country,
    link_text,
    links_disguised,
    links_familiar,
    links_hidden,
    links_hosting,
    links_lookalike,
    compromised,
    link_recipient,
    attachments_disguised,
    attachments_active,
    attachments_locked,
    attachments_invitation,
    odd,
    pressure,
    request,
    bait,
    extortion,
    bulk,
    known,
    limits,
)
"""The list of rules: a file and a line each, in the order in which a reader asks."""

RULES: tuple[tuple[str, Rule], ...] = tuple((module.RULE, module.judge) for module in _MODULES)

QUESTIONS: dict[str, Words] = {module.RULE: module.QUESTION for module in _MODULES}
"""What each rule asks; the tables keep only the rule's name."""


def findings(
    mail: Mail,
    sightings: Sequence[Sighting],
    settings: CaseSettings,
    *,
    authentication: tuple[str, str, str] = ("", "", ""),
) -> list[Finding]:
    """One finding a rule, in the order of ``RULES``.

    ``authentication`` is (SPF, DKIM, DMARC) as an own server told them (``parse.authentication.results``), handed in by the caller;
    without it those results count as unknown.
    """
    spf, dkim, dmarc = (result.lower() for result in authentication)
    look = Look(mail, sightings, settings, spf, dkim, dmarc)
    return [judge(look) for _, judge in RULES]
