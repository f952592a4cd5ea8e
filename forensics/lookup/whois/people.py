"""Whom a reply names: the registrar, whoever says that the name is his, and the desk for complaints.

Why it matters: the registrar can switch a name off, and its abuse desk is where that is asked for. The registrant's name is his own
claim. Registries write persons into the lines of the name, into parts of their own, or as a handle whose person stands further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.lookup.whois import labels, lines, values
from forensics.lookup.whois.lines import Entry

_OTHER_SCRIPT = re.compile(r"[\u0590-\u0eff\u1100-\u11ff\u3040-\ud7a3]")
_NAMES = ("name", "organization name", "organisation name", "organization", "organisation", "registrar name")
_COMMENT_MAIL = re.compile(r"^[%#].{0,40}abuse contact.{0,200}", re.IGNORECASE | re.MULTILINE)
_HANDLE = re.compile(r"(?=\S*[\d-])[A-Za-z0-9][\w:-]{2,40}")
"""How a registry calls a person in short: ``EX1-EXAMPLE``."""
_HANDLES = frozenset({"nic hdl", "nic hdl br", "contact", "contact id", "contact handle", "handle", "nic handle"})
MOST_NAMES = 8
"""Names of one handle that are looked at."""
_PERSONS = ("organization", "organisation", "org", "company", "name", "person", "role", "contact")
"""Labels of whoever has a handle, the organisation before the person."""
_HEADS = frozenset(
    {"registrant", "holder", "owner", "domain holder", "domain owner", "titular", "등록인", "登録者名", "组织"}
)


def registrar(told: list[Entry]) -> str | None:
    """The registrar's name: under its own label, or in the part that speaks of it.

    A reply that says everything twice, in the script of the country and in Latin letters, is read in the latter.
    """
    found = list(_registrars(told))
    latin = [each for each in found if not _OTHER_SCRIPT.search(each)]
    return next(iter(latin or found), None)


def _registrars(told: list[Entry]) -> Iterator[str]:
    """In the order of the reply: so the organisation, which registries write first, comes before the registrar's handle."""
    inside = _names_inside(told)
    for each in told:
        name = ""
        if each.about == "registrar" and each.part in (*lines.NOBODY, "registrar", "registrant"):
            name = inside.get(each.value, each.value)
        elif each.part == "registrar" and each.own and each.label in _NAMES:
            name = each.value
        name = values.registrar(name)
        if name and not labels.unsaid(name) and not name.startswith(("http:", "https:")):
            yield name[:200]


def _names_inside(told: list[Entry]) -> dict[str, str]:
    """A registrar as it is called -> ``name:`` in a paragraph that opens with it: of one that is named by its handle."""
    inside: dict[int, str] = {}
    for each in told:
        if each.part == "registrar" and each.own and each.label == "name" and not labels.unsaid(each.value):
            inside.setdefault(each.paragraph, each.value)
    found: dict[str, str] = {}
    for each in told:
        if each.part == "registrar" and each.own and each.about == "registrar" and each.paragraph in inside:
            found.setdefault(each.value, inside[each.paragraph])
    return found


def registrant(told: list[Entry]) -> str | None:
    """Who says that the name is his: the organisation before the person, a name before a handle."""
    return next((each.value[:200] for each in _candidates(told)), None)


def country(told: list[Entry]) -> str | None:
    """The registrant's country, where it is said of him."""
    named = [each for each in _candidates(told) if not each.part]
    beside = {each.paragraph for each in named} - {each.paragraph for each in told if each.about == "registrar"}
    for each in told:
        theirs = each.about == "country" or (each.part == "registrant" and each.label in labels.COUNTRY_INSIDE)
        near = each.label in labels.COUNTRY_INSIDE and each.part != "registrar" and each.paragraph in beside
        if (theirs or near) and not labels.unsaid(each.value):
            return each.value[:60]
    return None


def _candidates(told: list[Entry]) -> list[Entry]:
    """The registrant's names, the best one first; of a handle the person behind it, where the reply tells of him."""
    found: list[Entry] = []
    persons = _persons(told)
    for each in told:
        theirs = each.about == "registrant" and each.part in (*lines.NOBODY, "registrant")
        inside = each.part == "registrant" and (each.label in labels.REGISTRANT_INSIDE or not each.own)
        if (theirs or inside) and not labels.unsaid(each.value):
            known = persons.get(each.value.lower(), ()) if _HANDLE.fullmatch(each.value) else ()
            behind = [one for one in known if one.paragraph != each.paragraph]
            # one whose person is told of and withheld is no name
            found += [one for one in behind if not labels.unsaid(one.value)][:1] if behind else [each]
    described = [each for each in told if each.label == "descr" and not labels.unsaid(each.value)]
    return sorted(found, key=_rank) or described[:1]


def _rank(named: Entry) -> int:
    if _HANDLE.fullmatch(named.value):
        return 3
    if "organi" in named.label or named.label in ("org", "org name", "組織名"):
        return 0
    return 1 if named.label in _HEADS else 2


def _persons(told: list[Entry]) -> dict[str, list[Entry]]:
    """A handle -> the names in the paragraphs that bear it, the organisation first."""
    handles: dict[int, str] = {}
    for each in told:
        if each.label in _HANDLES and _HANDLE.fullmatch(each.value):
            handles.setdefault(each.paragraph, each.value.lower())
    found: dict[str, list[Entry]] = {}
    for each in told:
        handle = handles.get(each.paragraph)
        if handle and each.label in _PERSONS and each.value.lower() != handle:
            names = found.setdefault(handle, [])
            if len(names) < MOST_NAMES:
                names.append(each)
    return {handle: sorted(names, key=lambda each: _PERSONS.index(each.label)) for handle, names in found.items()}


def abuse(told: list[Entry], about: str, text: str) -> str | None:
    """The mail address or the telephone of the desk for complaints (``abuse_mail``, ``abuse_phone``)."""
    read = values.mail if about == "abuse_mail" else values.phone
    for each in told:
        if (each.about == about or (each.label == "abuse contact" and not each.own)) and (found := read(each.value)):
            return found
    comment = _COMMENT_MAIL.search(text) if about == "abuse_mail" else None
    return values.mail(comment[0]) if comment else None
