"""What each command does: open the case, call the method of the same name, print."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from forensics import safe
from forensics.case import Case, existing_case, open_case
from forensics.case.listing import LINKS
from forensics.cli import desk, output
from forensics.cli.failures import say
from forensics.model.errors import CaseError, ForensicsError, UnknownExhibit
from forensics.model.link import Link
from forensics.store import bag, custody
from forensics.store.folder import CaseFolder
from forensics.store.originals import file_paths
from forensics.views.mail import text
from forensics.views.plan import summary
from forensics.views.table import Table


def run(arguments: Namespace) -> int:
    """Run the command; returns the exit status."""
    return _COMMANDS[arguments.command](arguments)


def _add(arguments: Namespace) -> int:
    case = open_case(arguments.case, arguments.examiner)
    done = case.add(
        *arguments.paths,
        note=arguments.note,
        password=arguments.password,
        workers=arguments.workers,
        bar=False if arguments.quiet else None,
    )
    for place, words in done.problems:
        print(safe.terminal(f"{place}: {words}"), file=sys.stderr)
    if done.more_problems:
        say(f"and {done.more_problems} more: see forensics files {arguments.case}")
    print(safe.terminal(f"{done} ({arguments.case})"))
    return 3 if done.problems else 0


def _verify(arguments: Namespace) -> int:
    path = Path(arguments.case)
    if not ((path / custody.NAME).exists() or file_paths(path) or (path / "case.toml").exists()):
        raise CaseError(f"there is no case in {arguments.case!r}")
    outcome = Case(CaseFolder(path)).verify()
    print(safe.terminal(str(outcome), lines=True))
    return 0 if outcome else 1


def _listing(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    name = "sightings" if getattr(arguments, "sightings", False) else arguments.command
    one = getattr(arguments, "campaign", "")
    if name == "timeline":
        table: Table = case.timeline(one).table
    else:
        table = case.campaign(one) if name == "campaigns" and one else getattr(case, name)
    if getattr(arguments, "exhibit", ""):
        table = table.where(exhibit=case.mail(arguments.exhibit).exhibit)
    output.write(table, arguments.format, arguments.output)
    return 0


def _page(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    page = getattr(case, arguments.command)(arguments.exhibit, arguments.language)
    if arguments.format == "table" and arguments.output is None:
        print(page)
        return 0
    output.write(page.table, arguments.format, arguments.output)
    return 0


def _show(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    print(text(case.mail(arguments.exhibit), case.settings.language))
    return 0


def _compare(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    link = case.compare(arguments.a, arguments.b)
    if arguments.format == "table" and arguments.output is None:
        print(_in_words(link, case.settings.language))
        return 0
    reasons = (tuple(reason.words for reason in group) for group in (link.for_, link.against, link.unknown))
    row = (link.a, link.b, str(link.verdict), link.probability, *reasons)
    output.write(Table("links", LINKS, [row]), arguments.format, arguments.output)
    return 0


def _in_words(link: Link, language: str) -> str:
    japanese = language == "ja"
    chance = "" if link.probability is None else f" (p = {link.probability:.2f})"
    lines = [f"{link.a} - {link.b}: {link.verdict}{chance}"]
    for heading, group in (
        ("支持する根拠" if japanese else "for", link.for_),
        ("反する根拠" if japanese else "against", link.against),
        ("不明な点" if japanese else "unknown", link.unknown),
        ("他の説明" if japanese else "what else would explain it", (link.alternative,) if link.alternative else ()),
        ("決め手になる調査" if japanese else "what would decide it", link.decide),
    ):
        lines.append(f"  {heading}:" + ("" if group else " -"))
        for reason in group:
            weight = f"{reason.bits:+.1f} " if reason.bits else ""
            lines.append(f"    {weight}{reason.words_ja if japanese and reason.words_ja else reason.words}")
            lines += [f"      {place}" for place in reason.places]
    return safe.terminal("\n".join(lines), lines=True)


def _enrich(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    try:
        names = [*arguments.services, *(each.strip() for each in arguments.only.split(",") if each.strip())]
        answers = case.enrich(
            *names,
            online=arguments.online,
            plan=arguments.plan,
            pap=arguments.pap,
            waves=arguments.waves,
            again=arguments.again,
        )
    except ValueError as error:  # a service that is not there
        raise ForensicsError(str(error)) from error
    output.write(answers, arguments.format, arguments.output)
    if arguments.plan and arguments.format == "table" and arguments.output is None:
        print(f"\n{summary(answers)}")
    return 0


def _clicks(arguments: Namespace) -> int:
    case = existing_case(arguments.case, arguments.examiner)
    unread = False
    if arguments.logs:
        done = case.add_logs(*arguments.logs, zone=arguments.zone, year=arguments.year)
        print(safe.terminal(str(done), lines=True), file=sys.stderr)
        for place, line in done.unread:
            print(safe.terminal(f"not understood: {place}: {line}"), file=sys.stderr)
        unread = any(log.unread or log.problem for log in done.logs)
    output.write(case.clicks, arguments.format, arguments.output)
    return 3 if unread else 0


def _registries(arguments: Namespace) -> int:
    from forensics import lookup
    from forensics.lookup.rdap.bootstrap import known

    told = lookup.refresh() if arguments.online else known(lookup.load().state_folder)
    print(f"IANA's registries of RDAP servers as of {told.published}: {len(told.hosts)} servers")
    return 0


def _report(arguments: Namespace) -> int:
    from forensics.report import save

    case = existing_case(arguments.case)
    document = case.report(arguments.language, redact=not arguments.no_redact)
    for name in arguments.output or [str(case.path / "reports" / "report.html")]:
        print(safe.terminal(str(save(document, name))))
    return 0


def _export(arguments: Namespace) -> int:
    case = existing_case(arguments.case)
    folder = CaseFolder(case.path)
    with folder.originals() as originals:
        try:
            found = originals.find(arguments.what) if arguments.what and not arguments.bag else None
        except UnknownExhibit:
            if arguments.output or _looks_like_exhibit(arguments.what):
                raise
            found = None
        if found is not None:
            target = Path(arguments.output or bag.file_name(found))
            if target.exists():
                raise CaseError(f"{str(target)!r} is there already: name another file with -o")
            with target.open("wb") as file:
                for stretch in originals.stretches(found):
                    file.write(stretch)
            print(safe.terminal(f"{found.exhibit}: {target}, {found.size} bytes, SHA-256 {found.sha256}"))
            return 0
    path = arguments.bag or arguments.what
    if not path:
        raise CaseError("name an exhibit (M-0001) or a new folder for a bag of all originals")
    print(safe.terminal(str(case.export_bag(path))))
    return 0


def _looks_like_exhibit(what: str) -> bool:
    return what[:2].upper() in ("M-", "F-") and what[2:].isdigit()


_COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "add": _add,
    "verify": _verify,
    **dict.fromkeys(
        ("mails", "observables", "findings", "links", "campaigns", "timeline", "files", "sources", "suggestions"),
        _listing,
    ),
    "checklist": _page,
    "advice": _page,
    "show": _show,
    "compare": _compare,
    "enrich": _enrich,
    "clicks": _clicks,
    "registries": _registries,
    "report": _report,
    "export": _export,
    "demo": desk.demo,
    "lab": desk.lab,
}
