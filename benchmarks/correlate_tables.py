"""Derived tables of any size, made up: campaigns of skewed sizes, kits that rotate hosts, and values that far too many mails hold.

Not a benchmark of its own: ``benchmarks.correlate`` asks it for a connection. A mail has about as many traits as a real one: those of its
campaign (host, grammar, number, sender, program, template, some of them rotating), its own, and hot ones that no cause explains.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import apsw

from forensics.correlate.keys import packed
from forensics.store import derived_schema

HOT = 0.1
"""Share of all mails that hold the hottest value."""


def sizes(mails: int, chance: random.Random) -> Iterator[int]:
    """Sizes of campaigns: Pareto, so that half of the mails are in a few of them and many have two."""
    left = mails
    while left:
        size = min(left, max(1, int(chance.paretovariate(0.9))), max(1, mails // 20))
        yield size
        left -= size


def rows(mails: int, seed: int = 1) -> Iterator[tuple[int, str, str]]:
    """(number, date in UTC, traits) of each mail."""
    chance = random.Random(seed)  # noqa: S311 - made-up data, the same each time
    number = 0
    for campaign, size in enumerate(sizes(mails, chance)):
        program, begin = chance.randrange(300), chance.randrange(1500)
        template = [f"{chance.getrandbits(32):08x}" for _ in range(chance.randrange(3, 20))]
        reader = chance.randrange(100, 99_999)
        for _ in range(size):
            number += 1
            host, sender = campaign * 1000 + number % max(1, size // 30), chance.getrandbits(40)
            day = begin + chance.randrange(1 + size // 40 % 90)
            held = [
                f"ldhost{host}.example", f"k3/0x0x0x0x{program % 40}", f"t30x0x0x0x{program % 40}#2={reader}",
                f"t30x0x0x0x{program % 40}#1={chance.randrange(100_000)}", f"sdsender{host % 7}-{campaign}.example",
                f"sax{sender:x}@sender{campaign}.example", f"ni10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
                f"nnnet{campaign}.{number % 5}", f"i1selector{program % 20}", f"i2form{program}", f"i3{sender:010x}", f"i4form{program % 50}",
                f"horder{program}", f"hsset{program}", f"hdsigned{program}", f"xaskeleton{campaign}.{number % 3}",
                f"xbbegin{campaign}", f"xcend{program}", f"suSubject {campaign}.{number % 11}", f"ndName {campaign % 5000}",
                f"ruhost{host}.example/{sender:x}", f"rupictures.example/{campaign % 3000}.png", f"rdpictures{campaign % 900}.example",
            ]  # fmt: skip
            if chance.random() < HOT:
                held.append("cehot@everybody.example")
            if number % 100 == 0:
                held.append(f"ldwarm{number % 1000}.example")
            clauses = sorted({*template, f"{chance.getrandbits(32):08x}", f"{campaign % 97:08x}"})
            held.append("xt" + "".join(clauses))
            yield (
                number,
                f"20{20 + day // 365:02d}-{1 + day % 12:02d}-{1 + day % 28:02d}T{number % 24:02d}:00:00Z",
                "\n".join(held),
            )


def by_date(mails: int, seed: int = 1) -> list[tuple[int, str, str]]:
    """The same mails, numbered as they come in: by date. All in memory."""
    made = sorted(rows(mails, seed), key=lambda row: (row[1], row[0]))
    return [(number, day, held) for number, (_, day, held) in enumerate(made, 1)]


def connection(path: Path, mails: int, seed: int = 1, *, dated: bool = False) -> apsw.Connection:
    """The tables, filled. ``dated``: numbered by date."""
    kept = by_date(mails, seed) if dated else None
    made = apsw.Connection(str(path))
    made.execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF").fetchall()
    made.execute(derived_schema.create()).fetchall()
    with made:
        made.executemany(
            "INSERT INTO mails(number, exhibit, date, date_utc, language) VALUES (?1, printf('M-%04d', ?1), ?2, ?2, 'en')",
            ((number, day) for number, day, _ in kept or rows(mails, seed)),
        )
        made.executemany(
            "INSERT INTO traits VALUES (?, ?, ?, ?)",
            ((number, held, *packed(held)) for number, _, held in kept or rows(mails, seed)),
        )
    return made


if __name__ == "__main__":
    print("this makes tables for python -m benchmarks.correlate scale")
    sys.exit(77)
