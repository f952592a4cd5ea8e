"""Killed in the middle of ten thousand questions, three times: none is asked twice, none is lost, and what is not known is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from forensics.store.answers import AnswerLedger, problems
from tests.lookup import servers

ROOT = Path(__file__).resolve().parents[2]
ASKING = """
import sys
from collections import Counter
from pathlib import Path
from forensics.lookup import LookupSettings, Manners, ask
from forensics.model.observable import Observable
from forensics.store.answers import AnswerLedger
folder, port, count, again = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), "again" in sys.argv
place = {"host": "127.0.0.1", "port": port, "private": True, "rates": [[100000, 1]], "workers": 16, "attempts": 1}
manners = Manners(settings=LookupSettings(places={"whois": place}, state=folder / "state"), again=again)
answers = ask([Observable("domain", f"shop{n}.test") for n in range(count)], ["whois"], AnswerLedger(folder), online=True, manners=manners)
told = Counter("interrupted" if each.interrupted else str(each.status) for each in answers)
print(told["found"], told["interrupted"])
"""


def test_ten_thousand_values_killed_in_the_middle_none_asked_twice_and_none_lost(tmp_path):
    count, workers, kills = 10_000, 16, 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(*more):
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=True, env=environment)
        return [int(each) for each in done.stdout.split()]

    with servers.whois(lambda line: f"domain: {line}\ncreated: 2026-03-01\n".encode()) as (port, log):
        command = [sys.executable, "-c", ASKING, str(tmp_path), str(port), str(count)]
        for at in (500, 3_000, 6_000):
            running = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
            while len(log.questions) < at and running.poll() is None:
                time.sleep(0.005)
            kills += running.poll() is None
            running.send_signal(signal.SIGKILL)
            running.communicate()
        found, interrupted = run()
        first = Counter(log.questions)
        assert run() == [found, interrupted]
        assert (
            Counter(log.questions) == first
        )  # what is on record, an interrupted question among it, is not asked again
        ledger = AnswerLedger(tmp_path)
        cut_off = {each.observable.value for each in ledger.interrupted()}
        assert len(cut_off) == interrupted
        assert {each.told for each in ledger.interrupted()} == ({"127.0.0.1"} if interrupted else set())
        ledger.close()
        assert run("again") == [count, 0]
    assert kills == 3
    assert max(first.values()) == 1
    assert found + interrupted == count
    assert interrupted <= workers * kills
    # On demand the interrupted ones were asked again, and nothing else.
    twice = {line for line, times in Counter(log.questions).items() if times > 1}
    assert {line.rpartition(" ")[2] for line in Counter(log.questions) - first} == cut_off
    assert {line.rpartition(" ")[2] for line in twice} <= cut_off
    ledger = AnswerLedger(tmp_path)
    kept = Counter(each.observable for each in ledger)
    ledger.close()
    assert (len(kept), set(kept.values())) == (count, {1})
    assert problems(tmp_path) == []
