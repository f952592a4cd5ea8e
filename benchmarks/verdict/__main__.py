"""The verdict on real mail: python -m benchmarks.verdict [--learn] [--show N]   (make bench-verdict).

Of the phishing corpus at least 97 % must come out as phishing, extortion, scam or unclear; of ordinary mail at most 1 % may be
called phishing or extortion. Both are shown for the half that the weights were tuned on, and for the half that they were not; and
assessing may cost no more than parsing and extracting the same mails, and grow with their size alone.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence

from benchmarks.verdict import corpus, cost, learn
from benchmarks.verdict.corpus import Judged
from forensics.assess import verdict
from forensics.model.finding import Kind

CANNOT_RUN_HERE = 77
HOSTILE_KINDS = (Kind.PHISHING, Kind.EXTORTION, Kind.SCAM)
LEAST_CAUGHT, MOST_ACCUSED = 0.97, 0.01


def measured(mails: Sequence[Judged], name: str) -> bool:
    """Print the figures of one half; whether both bounds hold."""
    kinds = {hostile: Counter[Kind]() for hostile in (True, False)}
    for mail in mails:
        kinds[mail.hostile][verdict.opinion(mail.findings).kind] += 1
    for hostile, label in ((True, "phishing corpus"), (False, "ordinary mail")):
        total = max(1, kinds[hostile].total())
        told = "  ".join(f"{kind.value} {kinds[hostile][kind] / total:.1%}" for kind in Kind)
        print(f"{name}, {label:15} {total:5} mails: {told}")
    bad, good = kinds[True], kinds[False]
    caught = (bad.total() - bad[Kind.BULK] - bad[Kind.LEGITIMATE]) / max(1, bad.total())
    accused = (good[Kind.PHISHING] + good[Kind.EXTORTION]) / max(1, good.total())
    print(f"{name}: {caught:.2%} of phishing is not called honest (least {LEAST_CAUGHT:.0%}); ", end="")
    print(f"{accused:.2%} of ordinary mail is called phishing or extortion (most {MOST_ACCUSED:.0%})")
    return caught >= LEAST_CAUGHT and accused <= MOST_ACCUSED


def show(mails: Sequence[Judged], most: int) -> None:
    """The mails that come out worst, with what weighed."""
    wrong = []
    for mail in mails:
        told = verdict.opinion(mail.findings)
        called = told.kind in HOSTILE_KINDS if not mail.hostile else told.kind in (Kind.BULK, Kind.LEGITIMATE)
        if called:
            wrong.append((told, mail))
    wrong.sort(key=lambda pair: (pair[1].hostile, pair[1].name))
    for told, mail in wrong[:most]:
        reasons = "; ".join(f"{each.rule} {each.points:+.2f}" for each in told.weights)
        print(f"  {mail.name[:24]:24} {told.kind.value:10} {told.hostile:.2f} {mail.subject[:50]!r} {reasons}")


def main(arguments: Sequence[str]) -> int:
    """0 when the bounds hold on both halves and for the cost, 1 when they do not, 77 where the corpora are missing."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.verdict")
    words.add_argument("--learn", action="store_true", help="learn the weights anew and write them into the package")
    words.add_argument("--show", type=int, default=0, metavar="N", help="show N mails that come out wrong")
    wanted = words.parse_args(arguments)
    if not (corpus.FOLDER / corpus.HOSTILE).is_dir() or not (corpus.FOLDER / corpus.HONEST).is_dir():
        print(f"the corpora do not lie in {corpus.FOLDER}")
        return CANNOT_RUN_HERE
    mails = corpus.mails()
    tuned = [mail for mail in mails if mail.tuned_on]
    held = [mail for mail in mails if not mail.tuned_on]
    if wanted.learn:
        _, weights = learn.learnt(tuned)
        learn.write(weights)
        verdict.table.cache_clear()
    holds = [measured(tuned, "tuned on"), measured(held, "not tuned on")]
    holds.append(cost.measured())
    if wanted.show:
        show(mails, wanted.show)
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
