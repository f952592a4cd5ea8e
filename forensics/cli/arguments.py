"""The words of the command line. Kept apart so that ``forensics --help`` answers at once."""

from __future__ import annotations

import argparse
from typing import Any

FORMATS = ("table", "csv", "json", "parquet")
LISTINGS = {
    "mails": "the mails of the case",
    "observables": "what the mails point at: addresses, hosts, wallets, ...",
    "findings": "what each rule says about each mail",
    "links": "pairs of mails that share something rare",
    "campaigns": "mails that hang together, and why",
    "timeline": "the moments that the mails speak of",
    "files": "evidence that is kept and was not read as a mail",
    "sources": "every place that a piece of evidence was found in",
    "suggestions": "what the mails suggest for open settings: own domains, servers, ids",
}
PAGES = {
    "checklist": "a mail for the layman: sender, language, words that frighten, link, attachment, and the rest",
    "advice": "what to do now: passwords, whom to tell, what to block, to keep, to report",
}
DEMO = "cases/demo"


class _Version(argparse.Action):
    """Asks for the version only when it is wanted: finding it out takes longer than the rest of the parser."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any, **__: Any) -> None:
        from forensics.intake.deriving import version

        parser.exit(message=f"forensics {version()}\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="forensics",
        description="Phishing and extortion mail as evidence. CASE is the folder of a case, e.g. cases/2026-03-mailbox.",
        epilog="Exit status: 0 done, 1 the answer is no, 2 wrong use, 3 some evidence could not be read.",
    )
    top.add_argument("-v", "--version", action=_Version, nargs=0, help="show the version and stop")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _evidence(commands)
    for name, words in LISTINGS.items():
        command = _command(commands, name, words)
        if name == "findings":
            command.add_argument("exhibit", nargs="?", default="", metavar="M-0001", help="only of this mail")
        if name in ("campaigns", "timeline"):
            command.add_argument("campaign", nargs="?", default="", metavar="C-1", help="only this campaign")
        _listed(command, sightings=name == "observables")
    _questions(commands)
    _handing_over(commands)
    return top


def _evidence(commands: Any) -> None:
    add = _command(commands, "add", "take evidence into a case; a new folder becomes one")
    add.add_argument(
        "paths", nargs="+", metavar="PATH", help="mail, mailbox, folder, zip, .msg, .emlx, glob; - is standard input"
    )
    add.add_argument("--note", default="", help="for the custody log: where this is from")
    add.add_argument("--password", default="infected", help="of encrypted zips (infected is tried as well)")
    add.add_argument("--examiner", default="", help="for the custody log: who does this")
    add.add_argument("--workers", type=_count, default=0, metavar="N", help="processes that read; 0: one for each core")
    add.add_argument("--quiet", action="store_true", help="no progress bar")
    _command(commands, "verify", "check every original, the custody log and the folder")


def _questions(commands: Any) -> None:
    show = _command(commands, "show", "one mail as text: headers, route, body, findings, what it points to")
    show.add_argument("exhibit", metavar="M-0001")
    for name, words in PAGES.items():
        page = _command(commands, name, words)
        page.add_argument("exhibit", nargs="?", default="", metavar="M-0001", help="default: the whole case")
        page.add_argument("--language", choices=("en", "ja"), default="", help="default: that of the case")
        _listed(page)
    compare = _command(
        commands, "compare", "whether two mails, or two campaigns, belong together: for, against, unknown"
    )
    compare.add_argument("a", metavar="M-0001|C-1")
    compare.add_argument("b", metavar="M-0002|C-6")
    _listed(compare)
    enrich = _command(commands, "enrich", "what look-up services say; offline: recorded answers only")
    enrich.add_argument("services", nargs="*", metavar="SERVICE", help="rdap, dns, ...; none named: all")
    enrich.add_argument("--online", action="store_true", help="ask what is missing: strangers learn what you look at")
    enrich.add_argument(
        "--plan", action="store_true", help="ask nobody; list what would be asked, of whom, who learns what"
    )
    enrich.add_argument(
        "--pap",
        choices=("red", "amber", "green"),
        default="amber",
        help="what may be touched (default: amber, third parties)",
    )
    enrich.add_argument("--only", default="", metavar="SERVICE,...", help="the same as naming them: rdap,whois")
    enrich.add_argument(
        "--waves", type=int, default=3, metavar="N", help="how far values that answers name are followed (default: 3)"
    )
    enrich.add_argument(
        "--again",
        action="store_true",
        help="ask again at once what a run was cut off over (without it: after a day); it may be heard twice",
    )
    _listed(enrich)
    clicks = _command(
        commands, "clicks", "who followed a link, by logs of your own proxy, gateway, web server or resolver"
    )
    clicks.add_argument(
        "logs",
        nargs="*",
        metavar="LOG",
        help="read these first: access.log, access.log.gz, u_ex260303.log, queries.log, ...",
    )
    clicks.add_argument(
        "--zone", default="", metavar="ZONE", help="of times without one: Asia/Tokyo, UTC, +09:00; for all logs named"
    )
    clicks.add_argument("--year", type=int, default=None, metavar="YEAR", help="of times without one (syslog): 2026")
    clicks.add_argument("--examiner", default="", help="for the custody log: who does this")
    _listed(clicks)
    registries = _command(
        commands, "registries", "which registry answers for which name: the copy that is used", case=False
    )
    registries.add_argument("--online", action="store_true", help="fetch it anew from IANA, who learns that you do")


def _handing_over(commands: Any) -> None:
    report = _command(commands, "report", "write the report")
    report.add_argument(
        "-o",
        "--output",
        action="append",
        metavar="FILE",
        help=".html .pdf .docx .md .csv .xlsx .json .stix.json .misp.json .jsonld .postfix .rspamd .rpz abuse.eml site.eml (default: CASE/reports/report.html)",
    )
    report.add_argument("--language", choices=("en", "ja"), default="", help="default: that of the case")
    report.add_argument("--no-redact", action="store_true", help="do not mask recipients and passwords")
    export = _command(commands, "export", "write originals out again")
    export.add_argument(
        "what", nargs="?", default="", metavar="M-0001|FOLDER", help="one exhibit, or a new folder for a bag of all"
    )
    export.add_argument("--bag", metavar="FOLDER", help="all originals as a BagIt bag (RFC 8493)")
    export.add_argument("-o", "--output", metavar="FILE", help="of one exhibit; default: its name, e.g. M-0001.eml")
    demo = _command(commands, "demo", "the made-up sample case, from mail to report", case=False)
    demo.add_argument("case", nargs="?", default=DEMO, metavar="CASE")
    demo.add_argument("--language", choices=("en", "ja"), default="en", help="of its title, views and report")
    lab = _command(commands, "lab", "open JupyterLab", case=False)
    lab.add_argument("case", nargs="?", default="", metavar="CASE")


def _command(commands: Any, name: str, words: str, *, case: bool = True) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words[0].upper() + words[1:] + "."
    )
    if case:
        made.add_argument("case", metavar="CASE")
    return made


def _listed(command: argparse.ArgumentParser, *, sightings: bool = False) -> None:
    command.add_argument(
        "--format", choices=FORMATS, default="table", help="default: table, a glance at the first rows"
    )
    command.add_argument("-o", "--output", metavar="FILE", help="instead of standard output")
    if sightings:
        command.add_argument("--sightings", action="store_true", help="one row for every place in which a value stood")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > 1024:
        raise argparse.ArgumentTypeError(f"a number from 0 to 1024 is needed, not {text!r}")
    return int(text)
