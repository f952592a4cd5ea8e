"""Finding indicators: beside the extractors that analysts use, on the same decoded mails, in one process and one run.

    python -m benchmarks.extract [PEER ...]        (all that are installed, when none is named)

Corpus: ../shared/data/mails. Every tool gets the decoded text parts of every SHARE-th mail (HTML as source: none of the peers reads
it); ours reads the HTML and looks through headers and attachments as well, for thirty kinds. Beside that stands what it takes to answer a
peer's own question: the same strings, and only what that peer looks for (``ALIKE``). CPU time of this process; a tool has LIMIT
seconds of it a mail, and what takes longer counts with LIMIT. Figures are MB (million characters of decoded text) a CPU second.
Last, hostile inputs of 1 MB, where each must be done within HOSTILE seconds and twenty times its size of memory.
"""

from __future__ import annotations

import gc
import logging
import signal
import socket
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, cast

from forensics.extract import files, hashes, hosts, numbers, sightings, urls, wallets
from forensics.extract.view import view
from forensics.model.mail import Mail
from forensics.parse import read_mail

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "mails"
SHARE, LIMIT, HOSTILE = 5, 10.0, 1.0
MEMORY = 20
"""Times the size of a hostile input that may be held."""
WANTED = {"ioc-finder": 50.0, "linkify-it-py": 15.0}
CANNOT_RUN_HERE = 77
Tool = Callable[[str], object]


def iocextract() -> Tool:
    """Its own search for everything."""
    from iocextract import extract_iocs

    return lambda text: list(extract_iocs(text))


def ioc_finder() -> Tool:
    """Its own search for everything."""
    from ioc_finder import find_iocs

    return cast(Tool, find_iocs)


def iocsearcher() -> Tool:
    """Its own search for everything."""
    from iocsearcher.searcher import Searcher

    searcher = Searcher()
    return cast(Tool, searcher.search_data)


def msticpy() -> Tool:
    """IoCExtract of msticpy."""
    from msticpy.transform.iocextract import IoCExtract

    extractor = IoCExtract()
    return cast(Tool, extractor.extract)


def linkify() -> Tool:
    """Links and addresses only."""
    from linkify_it import LinkifyIt

    linkifier = LinkifyIt()
    return cast(Tool, linkifier.match)


PEERS: dict[str, Callable[[], Tool]] = {
    "ioc-finder": ioc_finder,
    "linkify-it-py": linkify,
    "iocextract": iocextract,
    "iocsearcher": iocsearcher,
    "msticpy": msticpy,
}


def links_and_addresses(text: str) -> object:
    """What linkify-it-py looks for: links with a scheme, with www. or with neither, and mail addresses."""
    seen = view(text)
    links = list(urls.hits(seen))
    return [*links, *hosts.hits(seen, [(hit.start, hit.end) for hit in links if hit.kind in ("url", "email")])]


def indicators(text: str) -> object:
    """What ioc-finder looks for, as far as both know it: links, hosts, addresses of machines and people, hashes, wallets, files."""
    seen = view(text)
    links = list(urls.hits(seen))
    taken = [(hit.start, hit.end) for hit in links if hit.kind in ("url", "email")]
    finders = (numbers.hits, hashes.hits, wallets.hits, files.hits)
    return [*links, *hosts.hits(seen, taken), *(hit for finder in finders for hit in finder(seen))]


ALIKE: dict[str, Tool] = {"ioc-finder": indicators, "linkify-it-py": links_and_addresses}


def hostile() -> dict[str, str]:
    """Inputs of about 1 MB that have made extractors hang."""
    return {
        "http:// again and again": "http://" * 150_000,
        "a. again and again": "a." * 500_000,
        "1 a million times": "1" * 1_000_000,
        "at signs": "@" * 1_000_000,
        "less-than signs": "<" * 1_000_000,
        "%25 nested": "http://example.test/?url=" + "%25" * 330_000,
        "a hundred thousand links": '<a href="http://x">' * 55_000,
        "tags fifty thousand deep": "<div>" * 200_000,
        "brackets": "http://example.test/" + "(" * 1_000_000,
        "addresses": "a@" * 500_000,
        "spaced ones": "1 " * 500_000,
        "defanged dots": "[.]" * 330_000,
    }


def texts(mail: Mail) -> list[str]:
    """The decoded text parts."""
    return [part.text for part in mail.text_parts if part.text.strip()]


def no_network() -> None:
    """Some peers fetch lists of their own when they begin; here they must do with what they ship."""

    def refused(*_: object, **__: object) -> NoReturn:
        raise OSError("the benchmark runs without a network")

    socket.getaddrinfo = refused
    logging.disable(logging.CRITICAL)


def measured(tool: Tool, mails: list[list[str]]) -> tuple[float, int]:
    """CPU seconds for all mails, and how many were stopped."""
    taken, late = 0.0, 0

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    for parts in mails:
        before = time.process_time()
        signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT)
        try:
            for text in parts:
                tool(text)
        except TimeoutError:
            late += 1
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        taken += time.process_time() - before
    return taken, late


def ours(raws: list[bytes]) -> float:
    """CPU seconds from decoded texts to sightings: the HTML is read, headers and attachments are looked through."""
    mails = [read_mail(raw) for raw in raws]
    for mail in mails:
        _ = (mail.text_parts, mail.attachments, mail.key_headers, mail.route)
    gc.collect()
    gc.freeze()  # what waits to be read is not what is measured
    before = time.process_time()
    for mail in mails:
        sightings(mail)
    return time.process_time() - before


def attacks() -> bool:
    """Whether every hostile input stays within its bounds, as text and as HTML."""
    kept = True
    for name, text in hostile().items():
        for kind in ("plain", "html"):
            raw = f"Subject: x\nContent-Type: text/{kind}\n\n{text}".encode()
            before = time.process_time()
            sightings(read_mail(raw))
            taken = time.process_time() - before
            tracemalloc.start()
            sightings(read_mail(raw))
            times = tracemalloc.get_traced_memory()[1] / len(raw)
            tracemalloc.stop()
            good = taken <= HOSTILE and times <= MEMORY
            kept = kept and good
            print(f"  {'' if good else 'TOO MUCH '}{name}, {kind}: {taken:.2f} s, {times:.1f} times its size")
    return kept


def main(wanted: list[str]) -> int:
    """Measure, and compare with what was promised."""
    if not CORPUS.is_dir():
        print(f"{CORPUS} is not there: nothing to measure with")
        return CANNOT_RUN_HERE
    no_network()
    raws = [path.read_bytes() for path in sorted(CORPUS.rglob("*.eml"))[::SHARE]]
    decoded = [texts(read_mail(raw)) for raw in raws]
    size = sum(len(text) for parts in decoded for text in parts) / 1e6
    ours(raws[:50])
    us = size / min(ours(raws) for _ in range(3))
    print(f"{len(raws)} mails, {size:.2f} MB of decoded text\n  forensics: {us:.1f} MB a CPU second", flush=True)
    kept = True
    for name, make in PEERS.items():
        if wanted and name not in wanted:
            continue
        try:
            tool = make()
        except ImportError:
            print(f"  {name}: not installed (make bench installs it where it can)")
            continue
        tool("warm up http://example.test/ a@example.test")
        gc.collect()
        gc.freeze()
        taken, late = measured(tool, decoded)
        them = size / taken
        holds = us / them >= WANTED.get(name, 1.0)
        kept = kept and holds
        bound = f" (wanted: {WANTED[name]:g}) {'holds' if holds else 'DOES NOT HOLD'}" if name in WANTED else ""
        stopped = f", {late} mails stopped after {LIMIT:g} s" if late else ""
        print(
            f"  {name}: {them:.3f} MB a CPU second{stopped}; ours is {us / them:.1f} times as fast{bound}", flush=True
        )
        if name in ALIKE:
            alike = size / min(measured(ALIKE[name], decoded)[0] for _ in range(3))
            print(
                f"    the same strings, and only what it looks for: {alike:.1f} MB a CPU second, {alike / them:.1f} times"
            )
    print("hostile inputs of 1 MB:")
    return 0 if attacks() and kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
