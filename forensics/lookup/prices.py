"""What a bitcoin was worth on a day, from a table of the analyst's: nobody is asked, and no price is made up.

A CSV file with a line for each day and currency, ``2026-03-05,USD,65000`` (a heading is skipped). Named in the look-up settings:
``[services.blockchain] paths = ["prices.csv"]``. A day that the table does not have is taken from the day before, at most a week.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from forensics.model.errors import ForensicsError

DAYS_BACK = 7
CENTS = Decimal("0.01")


class Prices:
    """The table, by day and currency."""

    def __init__(self, rows: Iterable[tuple[date, str, Decimal]] = ()) -> None:
        self._table = {(day, code.upper()): price for day, code, price in rows if price > 0}

    def __bool__(self) -> bool:
        return bool(self._table)

    def code(self, wanted: Iterable[str]) -> str:
        """The first of the wanted currencies that the table knows, else its own first one; empty without a table."""
        known = sorted({code for _, code in self._table})
        return next((each.upper() for each in wanted if each.upper() in known), next(iter(known), ""))

    def of(self, day: date, code: str) -> Decimal | None:
        """What one bitcoin was worth; None where the table does not say."""
        days = (day - timedelta(days=back) for back in range(DAYS_BACK + 1))
        return next((price for each in days if (price := self._table.get((each, code.upper())))), None)

    def btc(self, amount: Decimal, code: str, day: date) -> Decimal | None:
        """A sum of money in BTC."""
        if code.upper() == "BTC":
            return amount
        price = self.of(day, code)
        return amount / price if price else None

    def money(self, btc: Decimal, code: str, day: date) -> Decimal | None:
        """BTC in the money of the day, to the cent."""
        price = self.of(day, code)
        return (btc * price).quantize(CENTS) if price else None


def load(paths: Iterable[str]) -> Prices:
    """The tables of these files. ForensicsError names a line that is none."""
    rows = []
    for path in paths:
        number = 0
        try:
            with Path(path).open(encoding="utf-8", newline="") as file:
                for number, line in enumerate(csv.reader(file), 1):
                    if not line or (number == 1 and not line[0][:1].isdigit()):
                        continue
                    rows.append((date.fromisoformat(line[0].strip()), line[1].strip(), Decimal(line[2].strip())))
        except OSError as error:
            raise ForensicsError(f"the price table {path} cannot be read: {error}") from error
        except (ValueError, IndexError, InvalidOperation) as error:
            raise ForensicsError(f"the price table {path}, line {number}: not a day, a currency and a price") from error
    return Prices(rows)
