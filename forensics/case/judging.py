"""The checklists of a case's mails and the advice on it, gathered from the tables: no original is read again for many mails."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.assess.advice import Told
from forensics.assess.advice import advice as steps_for
from forensics.assess.checklist import checklist as checklist_of
from forensics.case import listing
from forensics.case.clicks import found
from forensics.correlate.clicks import followed
from forensics.model.checklist import Step
from forensics.model.finding import Verdict
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.views.checklist import Page, advice_page, checklist_page, checklist_table

LONGEST_MANY = 10_000
"""Mails whose checklists are listed at once: each is read from its original."""


def checklist(folder: CaseFolder, reader: listing.Reader, exhibit: str, language: str) -> Page:
    """The page of one mail, or the table of all."""
    if exhibit:
        mail = listing.mail(folder, exhibit)
        return checklist_page(checklist_of(mail, mail.findings, mail.verdict), language)
    records = []
    for (name,) in reader.rows("SELECT exhibit FROM mails ORDER BY number LIMIT ?", (LONGEST_MANY,)):
        mail = listing.mail(folder, name)
        records.append(checklist_of(mail, mail.findings, mail.verdict))
    table = checklist_table(records, language)
    return Page(repr(table), (), table, tuple(records), language)


def advice(folder: CaseFolder, reader: listing.Reader, exhibit: str, language: str) -> Page:
    """The steps for the whole case, or for one mail."""
    return advice_page(steps(folder, reader, exhibit), language)


def steps(folder: CaseFolder, reader: listing.Reader, exhibit: str = "") -> list[Step]:
    """The steps as data."""
    wanted = set(listing.mail_names(folder, exhibit)) if exhibit else set()
    told = [each for each in _told(reader) if not wanted or each.exhibit in wanted]
    return steps_for(told, folder.settings(), _abuse(folder), _clicked(folder, reader, wanted))


def _clicked(folder: CaseFolder, reader: listing.Reader, wanted: set[str]) -> list[str]:
    """Readers who followed a link of these mails by the logs (of all mails without ``wanted``), the first click first."""
    told = [
        (time, address)
        for exhibit, clicks in followed(found(folder, reader)[0]).items()
        if not wanted or exhibit in wanted
        for address, time in clicks
    ]
    return list(dict.fromkeys(address for _, address in sorted(told)))


def _told(reader: listing.Reader) -> Iterator[Told]:
    with reader.connection() as rows:
        yes: dict[int, set[str]] = {}
        for number, rule in rows.execute("SELECT mail, rule FROM findings WHERE answer = ?", (Verdict.YES.value,)):
            yes.setdefault(number, set()).add(rule)
        mails = rows.execute(
            'SELECT number, exhibit, verdict, "to", from_address, reply_to, origin_ip FROM mails ORDER BY number'
        )
        for number, exhibit, kind, to, sender, reply_to, origin_ip in mails:
            sightings = tuple(
                rows.execute('SELECT kind, value, "where" FROM sightings WHERE mail = ? ORDER BY n', (number,))
            )
            names = rows.execute("SELECT from_, helo, reverse FROM hops WHERE mail = ? AND ip = ?", (number, origin_ip))
            origin_names = tuple(name.lower() for line in names for name in line if name)
            recipients = tuple(address for address in str(to or "").split(", ") if "@" in address)
            yield Told(
                exhibit, kind or "", recipients, sender or "", reply_to or "", origin_ip or "", origin_names,
                frozenset(yes.get(number, ())), sightings,
            )  # fmt: skip


def _abuse(folder: CaseFolder) -> list[tuple[str, str]]:
    """Abuse contacts that look-ups have told: (what it is for, mailbox)."""
    ledger = AnswerLedger(folder.path)
    try:
        found = []
        for answer in ledger:
            for name, value in answer.facts.items():
                if "abuse" in name.lower() and "@" in str(value):
                    found.append((f"abuse, {answer.observable.value}", str(value)))
        return found
    finally:
        ledger.close()
