"""Ask a block explorer (Esplora's interface, which one's own node can serve, too) about a Bitcoin address.

Why it matters: whether anybody has paid, when, and about the sum demanded; and which other addresses spent together with it: the
inputs of one transaction are mostly signed by one holder (a heuristic: joint transactions such as CoinJoin break it, and it is
stated as such). The operator learns which address is looked at, the holder does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

from forensics.lookup.reputation.reading import at, number, text, tree
from forensics.lookup.service import DoorLike, Question, Service, Told, flat, listed
from forensics.lookup.settings import LookupSettings, Place
from forensics.model.answer import Status
from forensics.model.observable import Observable

SATOSHI = Decimal(100_000_000)
MOST_PAGES = 8
"""Pages of 25 transactions that are read."""
MOST_TOLD = 50
"""Payments that are kept, the newest of them: what came since the mail is what is asked about."""
MOST_COMPANIONS = 500
SPENT_TOGETHER = "spent_together_with: inputs of one transaction; mostly one holder, never proof of it"
COINJOIN_INPUTS = 5
"""A transaction with at least so many inputs and equal outputs is taken for a joint one and says nothing of the holder."""


def plan(observable: Observable, place: Place, settings: LookupSettings) -> Question | str:  # noqa: ARG001 - the form of all services
    """The address, and its transactions."""
    url = f"{place.url}address/{quote(observable.value, safe='')}"
    return Question(f"GET {url} and {url}/txs", urlsplit(url).hostname or "", {"url": url, "address": observable.value})


def ask(door: DoorLike, place: Place, question: Question) -> Told:
    """Sums, payments with their times, companions."""
    url, address = question.send["url"], question.send["address"]
    reply = door.http("blockchain", place, url, expected=(200, 400, 404))
    if reply.status != 200:
        return Told(Status.NOT_FOUND, raw=reply.body, detail=f"the explorer does not know the address ({reply.status})")
    about, raws = tree(reply.body), [reply.body]
    known = number(about, "chain_stats", "tx_count") + number(about, "mempool_stats", "tx_count")
    found: list[Any] = []
    page = f"{url}/txs" if known else ""
    while page and len(raws) <= MOST_PAGES:
        reply = door.http("blockchain", place, page)
        raws.append(reply.body)
        told = tree(reply.body)
        found += told if isinstance(told, list) else []
        # confirmed ones come in pages of 25 behind the last one seen
        full = isinstance(told, list) and len(told) >= 25 and at(told, -1, "status", "confirmed") is True
        last = text(told, -1, "txid") if full else ""
        page = f"{url}/txs/chain/{last}" if last else ""
    facts = read(address, about, found)
    facts |= {"note": f"the first {len(found)} of {known} transactions were read"} if known > len(found) else {}
    return Told(
        Status.FOUND if known else Status.NOT_FOUND,
        facts,
        b"\n".join(raws),
        "" if known else "no transaction has touched the address",
    )


def read(address: str, about: Any, transactions: list[Any]) -> dict[str, str]:
    """The facts; amounts in BTC, times in UTC."""
    received = sum(number(about, name, "funded_txo_sum") for name in ("chain_stats", "mempool_stats"))
    spent = sum(number(about, name, "spent_txo_sum") for name in ("chain_stats", "mempool_stats"))
    payments, times, companions = [], [], set()
    for each in transactions:
        when = _time(each)
        times += [when] if when else []
        inputs = {text(one, "prevout", "scriptpubkey_address") for one in _list(each, "vin")} - {""}
        outputs = [one for one in _list(each, "vout") if text(one, "scriptpubkey_address") == address]
        if outputs and address not in inputs:
            payments.append((when or "unconfirmed", sum(number(one, "value") for one in outputs)))
        if address in inputs and not _joint(each):
            companions |= inputs - {address}
    payments.sort()
    return flat(
        {
            "received": btc(received),
            "spent": btc(spent),
            "balance": btc(received - spent),
            "payments": str(len(payments)) if transactions else "",
            "payment_list": [f"{when} {btc(value)}" for when, value in payments[-MOST_TOLD:]],
            "older_payments": str(len(payments) - MOST_TOLD) if len(payments) > MOST_TOLD else "",
            "transactions": str(number(about, "chain_stats", "tx_count") + number(about, "mempool_stats", "tx_count")),
            "first_seen": min(times) if times else "",
            "last_seen": max(times) if times else "",
            "spent_together_with": sorted(companions)[:MOST_COMPANIONS],
            "heuristic": SPENT_TOGETHER if companions else "",
        }
    )


def btc(satoshi: int) -> str:
    """An amount in BTC, without trailing zeros beyond the second place."""
    value = f"{Decimal(satoshi) / SATOSHI:.8f}"
    whole, _, part = value.partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"


def payments(facts: Mapping[str, str]) -> list[tuple[datetime | None, Decimal]]:
    """The payments of an answer: when (None: not yet in a block) and how much in BTC."""
    told = []
    for each in listed(facts.get("payment_list")):
        when, _, value = each.partition(" ")
        told.append((None if when == "unconfirmed" else datetime.fromisoformat(when), Decimal(value)))
    return told


def _list(told: Any, name: str) -> list[Any]:
    value = at(told, name)
    return value if isinstance(value, list) else []


def _joint(transaction: Any) -> bool:
    """Whether a transaction looks like one of several people: many inputs, and equal amounts to several receivers."""
    values = [number(each, "value") for each in _list(transaction, "vout")]
    inputs = {text(one, "prevout", "scriptpubkey_address") for one in _list(transaction, "vin")}
    return len(inputs) >= COINJOIN_INPUTS and any(values.count(value) >= COINJOIN_INPUTS for value in set(values))


def _time(transaction: Any) -> str:
    seconds = number(transaction, "status", "block_time")
    return datetime.fromtimestamp(seconds, UTC).isoformat() if 0 < seconds < 1 << 33 else ""


def reveals(observable: Observable, told: Mapping[str, str]) -> Iterable[Observable]:  # noqa: ARG001 - the form of all services
    """Nothing is followed by itself: a companion is named, whether to look at it is for the analyst."""
    return ()


SERVICE = Service(
    name="blockchain",
    kinds=("bitcoin",),
    purpose={"en": "what was paid to an address, and when", "ja": "ビットコインアドレスへの入金額と日時"},
    learns={"en": "the operator of the block explorer", "ja": "ブロックエクスプローラーの運営者"},
    place=Place("https://blockstream.info/api/", rates=((2, 1.0),), workers=2),
    plan=plan,
    ask=ask,
    reveals=reveals,
)
