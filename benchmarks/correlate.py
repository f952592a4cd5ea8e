"""Belonging together: the truth of links and campaigns, beside two plain ways, and what it costs at scale.

    python -m benchmarks.correlate [pairs] [mixed] [sample] [scale [MAILS]] [incremental [MAILS [MORE]]]   (pairs, mixed and sample, when none is named)

*pairs*: on ../shared/data/pairs.csv, out of fold (weights learnt without the pair judged), precision and recall of ``same_campaign``
over all pairs and over those judged by hand, accuracy on those decided, inconclusive shares, calibration; beside exact shared
indicators (any value of a link, address, machine, file or sender in common: MISP's way) and near-duplicate text alone (Jaccard of
character n-grams of 0.5 and more). *mixed*: campaigns over the phishing mails and the ordinary ones together. *sample*: the
made-up incident. *scale*: links and campaigns of generated derived tables (see ``correlate_tables``), CPU time and memory. *incremental*: mails that
come to a large case within a session: CPU time, and whether names stay.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import forensics
from benchmarks import correlate_tables
from forensics import correlate
from forensics.correlate.keys import CODES, KIND_BITS
from forensics.intake.reading import read_original
from forensics.model.link import Campaign
from forensics.model.rows import Rows
from forensics.model.settings import CaseSettings
from tools.weights import SAME, UNRELATED, Pair, index_of, judged, learnt, out_of_fold, predicted

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MAILS, PAIRS = DATA / "mails", DATA / "pairs.csv"
CANNOT_RUN_HERE = 77
EXACT = frozenset({"ld", "li", "sa", "sd", "ni", "ce", "cr", "cp", "fs", "wa", "ru", "rd"})
NEAR = 0.5


def line(name: str, value: float, bound: str, *, kept: bool) -> bool:
    """Print one figure beside what was promised."""
    print(f"  {'' if kept else 'NOT KEPT '}{name}: {value:.3f} (wanted {bound})")
    return kept


def rates(told: Sequence[bool], pairs: Sequence[Pair]) -> tuple[float, float]:
    """(precision, recall) of 'same'; unsure pairs are left out."""
    hits = sum(say and pair.label == "same" for say, pair in zip(told, pairs, strict=True))
    wrong = sum(say and pair.label == "different" for say, pair in zip(told, pairs, strict=True))
    there = sum(pair.label == "same" for pair in pairs)
    return hits / max(1, hits + wrong), hits / max(1, there)


def calibration(chances: Sequence[float], pairs: Sequence[Pair], bins: int = 10) -> float:
    """Expected calibration error over the decided pairs, ten bins of equal width."""
    decided = [(p, pair.label == "same") for p, pair in zip(chances, pairs, strict=True) if pair.label != "unsure"]
    error = 0.0
    for n in range(bins):
        inside = [(p, same) for p, same in decided if n <= p * bins < n + 1 or (n == bins - 1 and p == 1)]
        if inside:
            error += abs(sum(p for p, _ in inside) - sum(same for _, same in inside)) / len(decided)
    return error


def grams(text: str) -> frozenset[str]:
    """Character 3-grams where a sign is a syllable or a word, 5-grams else."""
    plain = " ".join(unicodedata.normalize("NFKC", text[:20_000]).casefold().split())
    size = 3 if any("\u3040" <= sign <= "\u9fff" for sign in plain[:2000]) else 5
    return frozenset(plain[n : n + size] for n in range(len(plain) - size + 1))


def pairs() -> bool:
    """The truth, out of fold, beside the two plain ways."""
    paths = sorted((MAILS / "phishing_pot").glob("*.eml"))
    index, places = index_of(paths)
    found = judged(PAIRS, index, places)
    chances = out_of_fold(found)
    final = learnt(found)
    chances = [predicted(final, pair) if pair.label == "unsure" else p for p, pair in zip(chances, found, strict=True)]
    print(f"{len(found)} judged pairs among {len(paths)} mails, out of fold")
    same = [p >= SAME for p in chances]
    unrelated = [p <= UNRELATED for p in chances]
    hand = [n for n, pair in enumerate(found) if pair.by_hand]
    all_p, all_r = rates(same, found)
    hand_p, hand_r = rates([same[n] for n in hand], [found[n] for n in hand])
    decided = [(same[n], pair) for n, pair in enumerate(found) if (same[n] or unrelated[n]) and pair.label != "unsure"]
    right = sum(say == (pair.label == "same") for say, pair in decided) / len(decided)
    open_ = sum(not same[n] and not unrelated[n] for n in range(len(found))) / len(found)
    unsure = [n for n, pair in enumerate(found) if pair.label == "unsure"]
    kept_open = sum(not same[n] and not unrelated[n] for n in unsure) / max(1, len(unsure))
    kept = [
        line("precision, all", all_p, ">= 0.98", kept=all_p >= 0.98),
        line("recall, all", all_r, ">= 0.90", kept=all_r >= 0.90),
        line("precision, by hand", hand_p, ">= 0.95", kept=hand_p >= 0.95),
        line("recall, by hand", hand_r, ">= 0.90", kept=hand_r >= 0.90),
        line("accuracy on those decided", right, ">= 0.97", kept=right >= 0.97),
        line("inconclusive, all", open_, "<= 0.40", kept=open_ <= 0.40),
        line("inconclusive, of the unsure", kept_open, ">= 0.60", kept=kept_open >= 0.60),
        line("calibration error", (error := calibration(chances, found)), "<= 0.05", kept=error <= 0.05),
    ]
    _baselines(found, index, places)
    return all(kept)


def _baselines(found: Sequence[Pair], index: correlate.columns.Index, places: dict[str, int]) -> None:
    settings = CaseSettings()
    text = {
        name: grams(read_original((MAILS / "phishing_pot" / name).read_bytes(), "eml", settings).text)
        for pair in found
        for name in pair.names
    }

    def exact(one: str, other: str) -> bool:
        common = set(index.traits[places[one]]) & set(index.traits[places[other]])
        return any(CODES[number & KIND_BITS] in EXACT for number in common)

    def near(one: str, other: str) -> bool:
        return len(text[one] & text[other]) >= NEAR * max(1, len(text[one] | text[other]))

    for name, way in {"exact shared indicators": exact, "near-duplicate text alone": near}.items():
        told = [way(*pair.names) for pair in found]
        hand = [n for n, pair in enumerate(found) if pair.by_hand]
        p, r = rates(told, found)
        hand_p, hand_r = rates([told[n] for n in hand], [found[n] for n in hand])
        print(f"  beside it, {name}: precision {p:.3f}, recall {r:.3f}; by hand {hand_p:.3f}, {hand_r:.3f}")


def mixed() -> bool:
    """No ordinary mail in a campaign with a phishing mail."""
    with tempfile.TemporaryDirectory() as room:
        case = forensics.open_case(Path(room) / "case", examiner="benchmark")
        case.add(MAILS, bar=False)
        kind = {mail["exhibit"]: "ham" in Path(mail["source"]).parts for mail in case.mails}
        before = time.process_time()
        campaigns = list(case.campaigns)
        took = time.process_time() - before
    both = [each for each in campaigns if len({kind[name] for name in each["mails"]}) > 1]
    largest = max(campaigns, key=lambda each: len(each["mails"]))
    print(f"{len(kind)} mails, {sum(kind.values())} of them ordinary: {len(campaigns)} campaigns in {took:.1f} CPU s")
    print(f"  largest: {largest['campaign']}, {len(largest['mails'])} mails, {largest['first']} to {largest['last']}")
    for reason in largest["why"]:
        print(f"    {reason}")
    for each in both:
        print(f"  MIXED {each['campaign']}: {len(each['mails'])} mails: {each['why'][:3]}")
    return line("campaigns with ordinary and phishing mails", len(both), "0", kept=not both)


def sample() -> bool:
    """What the made-up incident must give."""
    with tempfile.TemporaryDirectory() as room:
        case = forensics.sample_case(Path(room) / "case")
        told = {}
        for a, b in (("M-0001", "M-0005"), ("M-0001", "M-0002"), ("M-0001", "M-0008")):
            link = case.compare(a, b)
            told[a, b] = link
            print(f"  {a} {b}: {link.verdict}, p = {link.probability}")
            for side in ("for_", "against", "unknown", "decide"):
                for reason in getattr(link, side):
                    print(f"    {side:8} {reason.bits:+5.1f} {reason.words}")
            if link.alternative:
                print(f"    else           {link.alternative.words}")
    threat, wave, letter = told.values()
    return all(
        (
            line("lure and threat", threat.probability or 0, "inconclusive or related, < 0.9",
                 kept=threat.verdict in ("inconclusive", "related") and (threat.probability or 0) < 0.9),
            line("two of one wave", wave.probability or 0, "same_campaign", kept=wave.verdict == "same_campaign"),
            line("newsletter of the same service", letter.probability or 0, "never linked",
                 kept=letter.verdict in ("inconclusive", "unrelated")),
        )
    )  # fmt: skip


BOUNDS = ((100_000, (25.0, 1_500.0)), (1_000_000, (180.0, 8_000.0)), (sys.maxsize, (0.0, 16_000.0)))
"""Up to so many mails: CPU seconds (0: no bound) and MB. The last is for the largest published corpus, 4,340,736 mails."""


def scale(mails: int = 100_000) -> bool:
    """Campaigns from generated tables: CPU time and memory of this process alone."""
    with tempfile.TemporaryDirectory() as room:
        rows, settings = correlate_tables.connection(Path(room) / "derived.sqlite", mails), CaseSettings()
        empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        before = time.process_time()
        found = correlate.campaigns(rows, settings)
        took = time.process_time() - before
        rows.close()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    largest = max(found, key=lambda each: len(each.mails))
    print(f"{mails} mails: {len(found)} campaigns, the largest of {len(largest.mails)}; before it {empty:.0f} MB")
    seconds, memory = next(bounds for number, bounds in BOUNDS if mails <= number)
    return all(
        (
            line("CPU s", took, f"<= {seconds:g}" if seconds else "told", kept=not seconds or took <= seconds),
            line("MB", most, f"<= {memory:g}", kept=most <= memory),
        )
    )


def incremental(mails: int = 100_000, more: int = 1_000) -> bool:
    """``more`` mails come to ``mails``, in a session that knows the campaigns: CPU time, and whether names and mails stay.

    Also beside it: how much of what the session then says is what a new one would say, which works out everything anew.
    """
    with tempfile.TemporaryDirectory() as room:
        rows = correlate_tables.connection(Path(room) / "derived.sqlite", mails + more, dated=True)
        for table, column in (("traits", "mail"), ("mails", "number")):
            rows.execute(f"CREATE TABLE later_{table} AS SELECT * FROM {table} WHERE {column} > ?", (mails,)).fetchall()  # noqa: S608 - our own names
            rows.execute(f"DELETE FROM {table} WHERE {column} > ?", (mails,)).fetchall()  # noqa: S608 - likewise
        session = correlate.Growing()
        known, first = timed(session, rows)
        for table in ("traits", "mails"):
            rows.execute(f"INSERT INTO {table} SELECT * FROM later_{table}").fetchall()  # noqa: S608 - likewise
        after, second = timed(session, rows)
        again, third = timed(session, rows)
        del session
        anew, whole_again = timed(correlate.Growing(), rows)
        rows.close()
    held = {each.name: frozenset(each.mails) for each in after}
    named = sum(each.name in held for each in known)
    whole = sum(held.get(each.name, frozenset()) >= set(each.mails) for each in known)
    same = sum(held.get(each.name) == frozenset(each.mails) for each in anew)
    print(
        f"{mails} mails: {first:.1f} CPU s; {more} more: {second:.1f}; asked again: {third:.3f}; all anew: {whole_again:.1f}"
        f"; {len(known)} campaigns, then {len(after)}, anew {len(anew)}"
    )
    return all(
        (
            line("CPU s for what came", second, "<= 30", kept=second <= 30),
            line("told again at once as before", float(again == after), "1", kept=again == after),
            line("names kept", named / len(known), ">= 0.99", kept=named >= 0.99 * len(known)),
            line("names kept with all their mails", whole / len(known), ">= 0.98", kept=whole >= 0.98 * len(known)),
            line("campaigns as all anew would say", same / len(anew), ">= 0.98", kept=same >= 0.98 * len(anew)),
        )
    )


def timed(session: correlate.Growing, rows: Rows) -> tuple[list[Campaign], float]:
    """The campaigns, and the CPU seconds they took."""
    before = time.process_time()
    found = session.campaigns(rows, CaseSettings())
    return found, time.process_time() - before


PARTS: dict[str, Callable[[], bool]] = {"pairs": pairs, "mixed": mixed, "sample": sample}


def main(wanted: list[str]) -> int:
    """Measure, and compare with what was promised."""
    if wanted[:1] == ["incremental"]:
        return 0 if incremental(*map(int, wanted[1:3])) else 1
    if wanted[:1] == ["scale"]:
        return 0 if scale(int(wanted[1]) if len(wanted) > 1 else 100_000) else 1
    if not MAILS.is_dir():
        print(f"{DATA} is not there: nothing to measure with")
        return CANNOT_RUN_HERE
    kept = [PARTS[name]() for name in wanted or PARTS]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
