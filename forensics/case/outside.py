"""What the answers on record mean for each mail: worked out anew each time, since answers come later than mails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from forensics import lookup
from forensics.assess import sender_country
from forensics.case import listing
from forensics.domains import lies_under, registrable
from forensics.lookup import blockchain, judged, prices
from forensics.model.answer import Answer
from forensics.model.finding import Finding, Verdict
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger
from forensics.store.folder import CaseFolder
from forensics.views.table import Table

_SEEN = """
SELECT m.exhibit, m.date, s.kind, s.value FROM mails m JOIN sightings s ON s.mail = m.number
WHERE s.kind IN ('domain', 'bitcoin', 'amount') AND s."where" NOT LIKE 'header%' AND s."where" NOT LIKE 'received%'
GROUP BY m.number, s.kind, s.value ORDER BY m.number, s.kind, s.value
"""


_WALLETS = """
SELECT s.value, m.exhibit FROM sightings s JOIN mails m ON m.number = s.mail WHERE s.kind = 'bitcoin' GROUP BY s.value, m.number
ORDER BY s.value, m.number
"""
_CAME_FROM = """
SELECT exhibit, from_address, from_name, origin_ip FROM mails WHERE origin_ip IS NOT NULL AND origin_ip <> '' ORDER BY number
"""
NETWORKS = ("hosting", "cymru", "rdap")
"""Services that tell the country of an address, the one whose date is known first."""


def findings(folder: CaseFolder, reader: listing.Reader) -> Table:
    """The table: only mails of which a recorded answer says something."""
    language = folder.settings().language

    def told() -> list[tuple[str, Finding]]:
        return list(_judged(folder, reader))

    def rows() -> Iterator[tuple[Any, ...]]:
        for exhibit, found in told():
            said = [each.get(language) or each.get("en", "") for each in (found.question, found.sentence)]
            yield exhibit, found.rule, str(found.answer), found.strength, *said

    return Table("findings", listing.FINDINGS, rows, one=lambda n: told()[n][1], language=language)


def _judged(folder: CaseFolder, reader: listing.Reader) -> Iterator[tuple[str, Finding]]:
    settings = lookup.load()
    table = prices.load(settings.place("blockchain", blockchain.SERVICE.place).paths)
    ledger = AnswerLedger(folder.path)
    wallets: dict[str, list[str]] = {}
    for address, exhibit in reader.rows(_WALLETS):
        wallets.setdefault(address, []).append(exhibit)
    try:
        for exhibit, sent, seen in _mails(reader):
            names = dict.fromkeys(filter(None, map(registrable, seen.get("domain", []))))
            answers = [
                each
                for name in names
                for service in ("rdap", "whois")
                if (each := _recorded(ledger, "domain", name, service))
            ]
            if answers:
                yield exhibit, judged.domain_age(sent, answers)
            for wallet in seen.get("bitcoin", []):
                answer = _recorded(ledger, "bitcoin", wallet, "blockchain")
                if answer:
                    amounts = seen.get("amount", [])
                    yield exhibit, judged.paid(sent, answer, _demanded(amounts, sent, table), _worth(amounts, table))
                    if spent := judged.together(answer, wallets):
                        yield exhibit, spent
        yield from _countries(reader, ledger, folder.settings().own_domains)
    finally:
        ledger.close()


def _countries(
    reader: listing.Reader, ledger: AnswerLedger, own_domains: tuple[str, ...]
) -> Iterator[tuple[str, Finding]]:
    """Of each mail whose way in is on record: the country of the network that it came from against the one that is claimed."""
    for exhibit, address, name, ip in reader.rows(_CAME_FROM):
        for service in NETWORKS:
            answer = _recorded(ledger, "ip", ip, service)
            country = str(answer.facts.get("country") or "") if answer else ""
            if answer and country:
                network = str(answer.facts.get("as_name") or answer.facts.get("name") or "")
                own = lies_under((address or "").rpartition("@")[2].lower(), own_domains)
                told = sender_country.told(address or "", name or "", ip, (service, country, network), own=own)
                if told.answer is not Verdict.NOT_EXAMINED:
                    yield exhibit, told
                break


def _mails(reader: listing.Reader) -> Iterator[tuple[str, datetime | None, Mapping[str, list[str]]]]:
    """Each mail with its date and what it points at, by kind."""
    current: tuple[str, str | None] | None = None
    seen: dict[str, list[str]] = {}
    for exhibit, date, kind, value in reader.rows(_SEEN):
        if current is not None and current[0] != exhibit:
            yield current[0], _moment(current[1]), seen
            seen = {}
        current = exhibit, date
        seen.setdefault(kind, []).append(value)
    if current is not None:
        yield current[0], _moment(current[1]), seen


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _recorded(ledger: AnswerLedger, kind: str, value: str, service: str) -> Answer | None:
    return ledger.recorded(Observable(kind, value), service)


def _demanded(amounts: list[str], sent: datetime | None, table: prices.Prices) -> Decimal | None:
    """The sum that the mail demands in BTC: as it says, else by the price of the day; None where neither is known, or it names several."""
    found: set[Decimal] = set()
    for each in amounts:
        code, _, number = each.partition(" ")
        try:
            amount = Decimal(number)
        except InvalidOperation:
            continue
        value = amount if code == "BTC" else table.btc(amount, code, sent.date()) if sent and table else None
        if value:
            found.add(value)
    return found.pop() if len(found) == 1 else None


def _worth(amounts: list[str], table: prices.Prices) -> judged.Worth:
    """What payments were worth on their days, in the currency of the mail where the table has it; empty where it does not tell of each."""
    code = table.code(each.partition(" ")[0] for each in amounts)

    def told(payments: judged.Payments) -> str:
        values = [table.money(value, code, when.date()) for when, value in payments if when is not None]
        known = [each for each in values if each is not None]
        return f"{sum(known)} {code}" if known and len(known) == len(payments) else ""

    return told
