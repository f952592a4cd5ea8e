"""Reading WHOIS replies beside other parsers: what is right, missing and wrong over recorded real replies, and how long one takes.

Peers are used where they are installed (``pythonwhois-alt``; ``python-whois`` and ``whois`` both bring a package ``whois``, so only
one of them can be). Each peer reads each reply in a process of its own with a time-out: some of them hang on real replies.

Some expectations name only a part of what their reply says (a first status, a first server), or are of another day than the reply
beside them. Such a reply cannot be read as expected without leaving out what it says. So beside the strict count stands, for our
own reader, how many of its deviations the reply itself bears out: every server or code that is given and not expected stands under
the very label under which an expected one stands, or what is expected stands nowhere in the reply. Each of these is named.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

REQUIRED = {"whois": "whois.whoisParser", "python-whois": "whois.parser", "pythonwhois-alt": "pythonwhois"}
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "whois" / "replies.jsonl"
BOUNDS = {"registrar": 0.96, "created": 0.97, "expires": 0.97, "name_servers": 0.95, "status": 0.95}
WRONG = 0.015
"""Of what is expected: how much may be something else than expected, and not borne out by the reply."""
SLOWEST_MS = 20.0
TIMEOUT = 5.0
CANNOT_RUN_HERE = 77
Read = Callable[[str, str], Mapping[str, Any]]


def ours(raw: str, domain: str) -> Mapping[str, Any]:
    """The project's own."""
    from forensics.lookup.whois import parse_reply

    told = parse_reply(raw, domain)
    return {name: getattr(told, name) for name in BOUNDS}


def pythonwhois_alt(raw: str, domain: str) -> Mapping[str, Any]:  # noqa: ARG001 - the form of all
    """PyPI pythonwhois-alt."""
    from pythonwhois.parse import parse_raw_whois  # type: ignore[import-not-found,unused-ignore]  # a peer, where it is installed

    told = parse_raw_whois([raw])
    return {
        "registrar": told.get("registrar"), "created": told.get("creation_date"), "expires": told.get("expiration_date"),
        "name_servers": told.get("nameservers"), "status": told.get("status"),
    }  # fmt: skip


def whois_package(raw: str, domain: str) -> Mapping[str, Any]:
    """PyPI whois: its reading part alone, in its own kinds of values (its front door runs the system's program)."""
    from whois.context.dataContext import DataContext  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from whois.context.parameterContext import ParameterContext  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from whois.domain import Domain  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from whois.helpers import filterTldToSupportedPattern  # type: ignore[import-untyped,import-not-found,unused-ignore]
    from whois.whoisParser import WhoisParser  # type: ignore[import-untyped,import-not-found,unused-ignore]

    settings, data = ParameterContext(stripHttpStatus=True), DataContext(domain=domain)
    data.dList = domain.split(".")
    data.tldString, data.whoisStr = filterTldToSupportedPattern(domain, data.dList), raw
    parser = WhoisParser(pc=settings, dc=data)
    parser.getThisTld(data.tldString)
    parser.init()
    told, _ = parser.parse(dom=Domain(pc=settings, dc=data))
    return {
        "registrar": getattr(told, "registrar", None), "created": getattr(told, "creation_date", None),
        "expires": getattr(told, "expiration_date", None), "name_servers": getattr(told, "name_servers", None),
        "status": getattr(told, "statuses", None),
    }  # fmt: skip


def python_whois(raw: str, domain: str) -> Mapping[str, Any]:
    """PyPI python-whois."""
    from whois.parser import WhoisEntry  # type: ignore[import-untyped,import-not-found,unused-ignore]  # a peer, where it is installed

    told = WhoisEntry.load(domain, raw)
    return {
        "registrar": told.get("registrar"), "created": told.get("creation_date"), "expires": told.get("expiration_date"),
        "name_servers": told.get("name_servers"), "status": told.get("status"),
    }  # fmt: skip


def many(value: Any) -> list[Any]:
    """A value, or several, as a list."""
    return list(value) if isinstance(value, list | tuple | set) else [value] if value else []


def squeezed(value: object) -> str:
    """Letters and digits alone."""
    return "".join(each for each in str(value).lower() if each.isalnum())


def day(value: Any) -> str:
    """The day of a date in whatever form."""
    first = next(iter(many(value)), "")
    return first.strftime("%Y-%m-%d") if isinstance(first, date | datetime) else str(first)[:10]


def judged(page: Mapping[str, Any], told: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """(field, right, missing or wrong) for everything that the page expects."""
    for name, expected in (
        ("registrar", page["registrar"]),
        ("created", page["created"]),
        ("expires", page["expires"]),
    ):
        if expected:
            if name == "registrar":
                right = squeezed(next(iter(many(told.get(name))), "")) == squeezed(expected)
            else:
                right = day(told.get(name)) == date(*(int(each) for each in expected.split("-"))).isoformat()
            yield name, "right" if right else "wrong" if many(told.get(name)) else "missing"
    if page["ns"]:
        got = {str(each).lower().rstrip(".").split(" ")[0] for each in many(told.get("name_servers"))}
        right = got == {each.lower().rstrip(".") for each in page["ns"]}
        yield "name_servers", "right" if right else "wrong" if got else "missing"
    if page["status"]:
        # The collections name the first word of a status, or the first few statuses: those have to be there.
        wanted = {
            squeezed(word.split()[0])
            for each in page["status"]
            for word in each.replace("***", "").split(",")
            if word.split()
        }
        words = {squeezed(str(each).split()[0]) for each in many(told.get("status")) if str(each).split()}
        yield "status", "right" if wanted <= words else "wrong" if words else "missing"


def borne_out(page: Mapping[str, Any], told: Mapping[str, Any], field: str) -> bool:
    """Whether a deviation is the expectation's: judged by the lines of the reply alone, without our parser."""
    wanted = {each.lower().rstrip(".") for each in page["ns" if field == "name_servers" else "status"] or ()}
    given = {str(each).lower().rstrip(".") for each in many(told.get(field))}
    lines = [line.lower() for line in page["raw"].splitlines()]
    if any(not any(_stands(value, line) for line in lines) for value in wanted):
        return True  # of another day: it stands nowhere in the reply
    under = [_labels(lines, value) for value in wanted]
    return wanted <= given and all(any(_labels(lines, extra) & each for each in under) for extra in given - wanted)


def _stands(value: str, line: str) -> bool:
    """Whether a value stands in a line by itself, not as a piece of a longer name."""
    return re.search(rf"(?<![\w.-]){re.escape(value)}(?![\w-])", line) is not None


def _labels(lines: list[str], value: str) -> set[str]:
    """The labels under which a value stands: in its line, or in the nearest line above that has one."""
    found, label = set(), ""
    for line in lines:
        before, colon, behind = line.partition(":")
        if colon and not behind.startswith("//"):
            label = re.sub(r"[\W\d_]+", " ", before).replace("primary", "").replace("secondary", "").strip()
        if _stands(value, line):
            found.add(label)
    return found


def same_codes(page: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Whether the status is the very set that is expected, not only the one that has to be there; by first words, as above."""
    wanted = {
        squeezed(word.split()[0])
        for each in page["status"]
        for word in each.replace("***", "").split(",")
        if word.split()
    }
    return wanted == {squeezed(str(each).split()[0]) for each in many(told.get("status")) if str(each).split()}


def _serve(read: Read, line: Connection) -> None:
    while True:
        raw, domain = line.recv()
        began = time.process_time()
        told: Mapping[str, Any]
        try:
            told = dict(read(raw, domain))
        except Exception as error:  # noqa: BLE001 - whatever a peer raises counts as an answer without facts
            told = {"error": repr(error)}
        line.send((told, (time.process_time() - began) * 1000))


def measured(
    name: str,
    read: Read,
    pages: list[Mapping[str, Any]],
    see: Callable[[Mapping[str, Any], Mapping[str, Any]], None] | None = None,
) -> tuple[dict[str, dict[str, int]], float]:
    """Counts by field, and the slowest reply in milliseconds of CPU time (those that hung count with the time-out)."""
    counts = {field: dict.fromkeys(("right", "missing", "wrong"), 0) for field in BOUNDS}
    slowest, context = 0.0, multiprocessing.get_context("spawn")

    def begin() -> tuple[Any, Connection]:
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(read, there), daemon=True)
        process.start()
        here.send((pages[0]["raw"], pages[0]["domain"]))  # what loading costs is not the reply's
        here.recv()
        return process, here

    process, line = begin()
    for page in pages:
        line.send((page["raw"], page["domain"]))
        told: Mapping[str, Any] = {}
        if line.poll(TIMEOUT):
            told, took = line.recv()
        else:
            process.kill()
            (process, line), took = begin(), TIMEOUT * 1000
        slowest = max(slowest, took)
        for field, outcome in judged(page, told):
            counts[field][outcome] += 1
        if see is not None:
            see(page, told)
    process.kill()
    total = {field: sum(each.values()) for field, each in counts.items()}
    shown = "  ".join(
        f"{field} {100 * each['right'] / total[field]:.1f} % (wrong {100 * each['wrong'] / total[field]:.1f})"
        for field, each in counts.items()
    )
    print(f"{name:16} {shown}  slowest {slowest:.1f} ms")
    return counts, slowest


def main() -> int:
    """0 where the bounds hold."""
    if not CORPUS.is_file():
        print("the recorded replies do not lie beside the project")
        return CANNOT_RUN_HERE
    pages = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
    print(f"{len(pages)} recorded replies")
    read: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    counts, slowest = measured("forensics", ours, pages, lambda page, told: read.append((page, told)))
    unborne = deviations(read)
    for name, peer in (("whois", whois_package), ("python-whois", python_whois), ("pythonwhois-alt", pythonwhois_alt)):
        try:
            __import__(REQUIRED[name])
        except ImportError:
            print(f"{name:16} is not installed here")
        else:
            measured(name, peer, pages)
    held = all(
        each["right"] / sum(each.values()) >= BOUNDS[field]
        and (each["wrong"] if field not in unborne else unborne[field]) / sum(each.values()) <= WRONG
        for field, each in counts.items()
    )
    return int(not held or slowest > SLOWEST_MS)


def deviations(read: list[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, int]:
    """Print what deviates from the expected servers and codes; how many of the wrong ones the reply does not bear out, by field."""
    unborne = {}
    for field in ("name_servers", "status"):
        wrong = [(page, told) for page, told in read if any(each == (field, "wrong") for each in judged(page, told))]
        borne = [page["id"] for page, told in wrong if borne_out(page, told, field)]
        unborne[field] = len(wrong) - len(borne)
        print(f"  {field}: {len(wrong)} wrong, of these borne out by the reply: {len(borne)} ({', '.join(borne)})")
    of_codes = [(page, told) for page, told in read if page["status"]]
    others = [(page, told) for page, told in of_codes if not same_codes(page, told)]
    borne = [page["id"] for page, told in others if borne_out(page, told, "status")]
    equal = len(of_codes) - len(others)
    print(
        f"  status as the very set: {100 * equal / len(of_codes):.1f} % of {len(of_codes)}; of the {len(others)} others "
        f"borne out by the reply: {len(borne)}, which makes {100 * (equal + len(borne)) / len(of_codes):.1f} %"
    )
    return unborne


if __name__ == "__main__":
    sys.exit(main())
