"""Has anybody paid? Asked of Esplora's interface in front of a real regtest node: mined blocks, signed payments, and our figures beside.

The node (npm ``bcoin``, MIT) runs where Node.js and the package are: ``npm install --ignore-scripts --prefix FOLDER bcoin``, with FOLDER in
``FORENSICS_BCOIN`` or ``~/.cache/forensics/bcoin``. What it once replied is recorded, and asked every time.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import threading
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from forensics.lookup import Manners, ask
from forensics.lookup.judged import paid
from forensics.model.answer import Status
from forensics.model.finding import Verdict
from forensics.model.observable import Observable
from tests.lookup import servers
from tests.lookup.book import Book

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
BCOIN = Path(os.environ.get("FORENSICS_BCOIN") or CACHE / "forensics" / "bcoin")
NODE = shutil.which("node")
STARTS_IN = 120.0

FEE = 20_000
PAID = [3_000_000 + n for n in range(30)]
"""Satoshi: what the thirty payments of the scene bring to the wallet that is looked at."""
CHANGE = sum(PAID) + 700_000 - 50_000_000 - FEE
"""What comes back to it when it spends all, together with another wallet's 700,000."""
PENDING = 1_234_567
"""A payment that no block has yet."""


@contextlib.contextmanager
def recorded():
    """What the node replied once."""
    kept = json.loads((HERE / "esplora_regtest.json").read_text("utf-8"))
    replies = {path: servers.Reply(json.dumps(body)) for path, body in kept["replies"].items()}

    def answer(_method, path, _body):
        return replies.get(path, servers.Reply("Invalid Bitcoin address", 400))

    with servers.http(answer) as (url, _):
        yield url, kept["scene"]


@contextlib.contextmanager
def mined():
    """A node of this test's own; it ends with the pipe to it."""
    if NODE is None:
        pytest.skip("there is no Node.js here")
    if not (BCOIN / "node_modules" / "bcoin").is_dir():
        pytest.skip(
            f"npm bcoin is not in {BCOIN} (npm install --ignore-scripts --prefix FOLDER bcoin; FORENSICS_BCOIN=FOLDER)"
        )
    command = [NODE, str(HERE / "esplora.cjs"), str(BCOIN)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        alarm = threading.Timer(STARTS_IN, running.kill)
        alarm.start()
        try:
            assert running.stdout is not None
            scene = json.loads(running.stdout.readline())
            yield f"http://127.0.0.1:{scene['port']}/", scene
        finally:
            alarm.cancel()
            running.kill()


def block(scene, height):
    """When a block of the scene was found: one every ten minutes."""
    return datetime.fromtimestamp(scene["start"] + height * 600, UTC).isoformat()


@pytest.mark.parametrize("esplora", [recorded, mined])
def test_the_figures_of_a_chain_that_was_mined(esplora, settings):
    with esplora() as (url, scene):
        manners = Manners(settings=settings(blockchain={"url": url}))
        wallet = Observable("bitcoin", scene["wanted"])
        (told,) = ask([wallet], ["blockchain"], Book(), online=True, manners=manners)
        (nobody,) = ask([Observable("bitcoin", "1nonsense")], ["blockchain"], Book(), online=True, manners=manners)
    facts = dict(told.facts)
    assert told.status is Status.FOUND
    assert (facts["received"], facts["spent"], facts["balance"]) == (
        btc(sum(PAID) + CHANGE + PENDING),
        btc(sum(PAID)),
        btc(CHANGE + PENDING),
    )
    # 140 blocks and then one with the first payment, one with nine, one with ten, one with the last ten
    heights = [141] + [142] * 9 + [143] * 10 + [144] * 10
    paid_in = sorted((block(scene, height), value) for height, value in zip(heights, PAID, strict=True))
    assert facts["payment_list"] == ", ".join(
        [*(f"{when} {btc(value)}" for when, value in paid_in), f"unconfirmed {btc(PENDING)}"]
    )
    assert (facts["payments"], facts["transactions"]) == ("31", "32")
    assert (facts["first_seen"], facts["last_seen"]) == (block(scene, 141), block(scene, 145))
    assert facts["spent_together_with"] == scene["beside"]
    assert "note" not in facts
    assert nobody.status is Status.NOT_FOUND

    sent = datetime.fromisoformat(block(scene, 140))
    assert paid(sent, told, Decimal("0.03")).answer is Verdict.YES
    assert paid(sent, told, Decimal("2.5")).answer is Verdict.UNCLEAR


def btc(satoshi):
    """As the client writes it: at least two places."""
    whole, _, part = f"{Decimal(satoshi) / 100_000_000:.8f}".partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"
