"""A case: the analyst's desk. Each property and method hands over to the part of the house that does the work.

case = open_case("cases/2026-03-mailbox", examiner="A. Analyst")
case.add("inbox/", note="export from the reporting mailbox")
case.mails; case.observables; case.compare("M-0001", "M-0002"); case.verify()
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from forensics import correlate, intake
from forensics.case import claims, facts, judging, listing
from forensics.intake import Intake
from forensics.model.link import Link
from forensics.model.mail import Mail
from forensics.model.observable import Observable
from forensics.model.report import Document
from forensics.model.settings import CaseSettings
from forensics.parse.zips import PASSWORD
from forensics.store import bag
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.store.verify import Verification, verify
from forensics.views import belonging
from forensics.views import overview as drawn
from forensics.views.checklist import Page
from forensics.views.graph import Graph
from forensics.views.table import Table
from forensics.views.timeline import Timeline

if TYPE_CHECKING:
    from forensics.case.clicks import LogsRead

__all__ = ["Case", "existing_case", "open_case"]


def open_case(path: str | Path, examiner: str = "") -> Case:
    """Open the case in a folder; an empty or new folder becomes one. ``examiner`` is named in the custody log."""
    return Case(CaseFolder.open(path, examiner))


def existing_case(path: str | Path, examiner: str = "") -> Case:
    """Open a case that must be there already: CaseError where there is none."""
    return Case(CaseFolder.existing(path, examiner))


class Case:
    """One case, on the disk at ``path``."""

    def __init__(self, folder: CaseFolder) -> None:
        self._folder = folder
        self._rows = listing.Reader(folder)

    @property
    def path(self) -> Path:
        """The folder of the case."""
        return self._folder.path

    @property
    def settings(self) -> CaseSettings:
        """As ``case.toml`` says now; edit that file to change them."""
        return self._folder.settings()

    # -- evidence
    def add(
        self, *paths: str | Path, note: str = "", password: str = PASSWORD, workers: int = 0, bar: bool | None = None
    ) -> Intake:
        """Take in files, mailboxes, folders, globs, ``-`` for standard input. Evidence that is known is not taken in twice.

        ``password`` opens encrypted zips; ``workers`` 0 means one for each core; ``bar`` None shows one where somebody watches.
        """
        return intake.add(self._folder, paths, note=note, password=password, workers=workers, bar=bar)

    def original(self, exhibit: str) -> bytes:
        """The bytes of an exhibit (``M-0001``, ``F-0001`` or a SHA-256), as they were taken in."""
        with self._folder.originals() as originals:
            return originals.get(exhibit)

    def verify(self) -> Verification:
        """Every original against its hash, every row against the custody log, the log against itself."""
        return verify(self._folder)

    def export_bag(self, path: str | Path) -> Path:
        """All originals, the custody log and the settings as a BagIt bag (RFC 8493) in a new folder."""
        return bag.export(self._folder, Path(path), version=intake.version())

    # -- what is in it
    @property
    def mails(self) -> Table:
        """One row a mail; ``case.mails["M-0003"]`` is the mail itself."""
        return listing.mails(self._rows, self.settings.language, self.mail)

    def mail(self, exhibit: str) -> Mail:
        """A mail, read from its original with everything that is worked out from it."""
        return listing.mail(self._folder, exhibit)

    @property
    def observables(self) -> Table:
        """One row a value; ``[0]`` is a card of what is known: ``.sightings`` where it stood, ``.answers`` what is on record."""
        return listing.observables(self._rows, self.settings, self._known)

    def _known(self, observable: Observable) -> Table:
        from forensics.case import asking

        return asking.known(self._folder, self._rows, observable)

    @property
    def sightings(self) -> Table:
        """One row for every place in which a value stood."""
        return listing.sightings(self._rows, self.settings.language)

    @property
    def findings(self) -> Table:
        """What each rule says about each mail."""
        return listing.findings(self._rows, self.settings.language)

    def checklist(self, exhibit: str = "", language: str = "") -> Page:
        """A mail's checklist for a layman as a page; without an exhibit those of all mails, one row a question (``.table``)."""
        return judging.checklist(self._folder, self._rows, exhibit, language or self.settings.language)

    def advice(self, exhibit: str = "", language: str = "") -> Page:
        """What to do now, in order, with ready lists: for the whole case, or for one mail."""
        return judging.advice(self._folder, self._rows, exhibit, language or self.settings.language)

    @property
    def files(self) -> Table:
        """Evidence that is kept and was not read as a mail, with the reason."""
        return listing.files(self._rows, self.settings.language)

    @property
    def sources(self) -> Table:
        """Every place that a piece of evidence was found in; the same bytes may have many."""
        return listing.sources(self._folder, self.settings.language)

    @property
    def suggestions(self) -> Table:
        """What the mails suggest for settings that ``case.toml`` leaves open: own domains, servers, ids. To be looked at first."""
        from forensics.case import suggesting

        return suggesting.table(self._folder, self._rows)

    # -- what belongs together
    def compare(self, a: str, b: str) -> Link:
        """Whether two mails (``M-0001``) belong together, or two campaigns (``C-1``): evidence for, against, unknown."""
        if a.upper().startswith("C-") and b.upper().startswith("C-"):
            found = self._rows.campaigns(self.settings)
            with self._rows.connection() as rows:
                link = correlate.compare_campaigns(rows, found, a, b, self.settings)
            return belonging.shown_link(link, self.settings.language)
        first, second = listing.mail_names(self._folder, a, b)
        followed = self._followed()
        with self._rows.connection() as rows:
            link = correlate.compare(rows, first, second, self.settings, followed)
        return belonging.shown_link(link, self.settings.language)

    @property
    def links(self) -> Table:
        """Pairs of mails that share something rare."""
        return listing.links(self._rows, self.settings, self._followed)

    def _followed(self) -> correlate.Followed:
        from forensics.case import clicks

        return correlate.followed(clicks.found(self._folder, self._rows)[0])

    @property
    def campaigns(self) -> Table:
        """Mails that hang together; ``[0].why`` says by what."""
        return listing.campaigns(self._rows, self.settings)

    def campaign(self, name: str) -> Table:
        """A campaign over time: waves, templates, hosts, wallets, sums, readers, its most typical mail and those at its edge."""
        return listing.portrait(self._rows, self.settings, name)

    def graph(self) -> Graph:
        """Mails and what they share, as a net; ``.plot()`` draws it."""
        followed = self._followed()
        with self._rows.connection() as rows:
            links = correlate.links(rows, self.settings, followed)
        return Graph(links, self._rows.campaigns(self.settings), self.settings.language)

    def timeline(self, campaign: str = "") -> Timeline:
        """Every moment that mails, answers on record and clicks speak of, or those of one campaign; ``.plot()`` draws it."""
        from forensics.case import clicks, moments

        found = moments.events(self._folder, self._rows, clicks.found(self._folder, self._rows)[0])
        if campaign:
            mails = frozenset(correlate.named(self._rows.campaigns(self.settings), campaign).mails)
            found = [event for event in found if event.exhibit in mails]
        settings = self.settings
        claimed = claims.windows(self._rows)
        return Timeline(found, settings.language, settings.time_zone, self._lanes, self.mail, claimed)

    def _lanes(self) -> dict[str, dict[str, str]]:
        rows = list(self._rows.rows('SELECT exhibit, "to", source FROM mails'))
        campaigns = {mail: row["campaign"] for row in self.campaigns for mail in row["mails"]}
        return {
            "campaign": campaigns,
            "recipient": {exhibit: to or "" for exhibit, to, _ in rows},
            "source": {exhibit: source or "" for exhibit, _, source in rows},
        }

    # -- the outside
    def enrich(
        self,
        *services: str,
        online: bool = False,
        plan: bool = False,
        pap: str = "amber",
        observables: Sequence[Observable] | None = None,
        waves: int = 3,
        again: bool = False,
        bar: bool | None = None,
    ) -> Table:
        """What services say of the observables (all, or those given). Offline: recorded answers only.

        ``online=True`` asks what is missing, as far as ``pap`` permits (``red`` nobody, ``amber`` third parties, ``green`` the
        target's own servers, too); ``plan=True`` asks nobody and lists what would be asked, of whom, and what each learns.
        ``waves``: how far values that answers name are followed. ``again``: what an earlier run was cut off over is asked again
        at once (it may have been answered, so that a stranger hears it twice); without it that waits for a day.
        """
        from forensics import lookup
        from forensics.case import asking

        asked = listing.asked(self._rows, observables)
        manners = asking.manners(
            self._folder, self._rows, asked, online=online or plan, pap=pap, waves=waves, again=again, bar=bar
        )
        ledger = AnswerLedger(self.path)
        try:
            if plan:
                return asking.planned(lookup.plan(asked, services, ledger, manners=manners), self.settings.language)
            before = ledger.head()
            try:
                answers = lookup.ask(asked, services, ledger, online=online, manners=manners)
            finally:
                after = ledger.head()
                if after != before:
                    self._folder.act("looked up", services=list(services), pap=pap, answers=after)
        finally:
            ledger.close()
        return listing.answers(answers, self.settings.language)

    @property
    def outside(self) -> Table:
        """What recorded answers mean for the mails: how old a name was, whether anybody has paid. Nobody is asked."""
        from forensics.case import outside

        return outside.findings(self._folder, self._rows)

    # -- who clicked
    def add_logs(self, *paths: str | Path, zone: str = "", year: int | None = None) -> LogsRead:
        """Search logs of your own proxy, gateway, web server or resolver for the links of the case; ``.gz``, ``.bz2``, ``.xz`` too.

        Kept are the lines that meet a link, with file, hash and number. ``zone`` (``Asia/Tokyo``, ``+09:00``) and ``year`` are for
        lines that say none. The same log again adds nothing, but lines that mails added since then make worth keeping.
        """
        from forensics.case import clicks

        return clicks.add(self._folder, self._rows, paths, zone, year)

    @property
    def clicks(self) -> Table:
        """What the logs given say: who asked for which link, whose link that was, how sure that is. ``[0]`` is the click itself."""
        from forensics.case import clicks

        return clicks.table(self._folder, self._rows)

    # -- the report
    def report(self, language: str = "", *, redact: bool = True, verified: bool = True) -> Document:
        """The report, to be saved with ``forensics.save``. ``redact`` masks recipients; ``verified`` verifies the case first."""
        from forensics.report import document

        gathered = facts.gathered(self._folder, self._rows, verify(self._folder) if verified else None)
        return document.build(gathered, language or self.settings.language, redact)

    # -- at a glance
    def __repr__(self) -> str:
        from forensics.case import overview

        return drawn.to_text(overview.overview(self._folder, self._rows))

    def _repr_html_(self) -> str:
        from forensics.case import overview

        return drawn.to_html(overview.overview(self._folder, self._rows))
