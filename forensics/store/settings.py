"""``case.toml``: what the analyst says about the case. Written once with a comment to every line, then only read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forensics.model.errors import CaseError
from forensics.model.settings import CaseSettings

NAME = "case.toml"
TEMPORARY = f".{NAME}.new"
LANGUAGES = ("en", "ja")

_LINES = (
    ("title", "What reports call the case."),
    ("examiner", "Who works on it; the custody log names this person."),
    ("time_zone", "IANA name of the zone that views show times in; evidence keeps its own."),
    ("language", "Of views and reports: en or ja."),
    (
        "own_domains",
        'Mail domains of your organisation: ["example.org"]. A sender who claims one of them is looked at closely.',
    ),
    (
        "own_relays",
        'Your own mail servers, names or addresses: ["mx.example.org", "192.0.2.25"]. Their Received lines are believed.',
    ),
    (
        "own_authserv_ids",
        'Whose Authentication-Results are believed: ["mx.example.org"]; ["-"] at Exchange Online, which names nobody.',
    ),
    (
        "known_good_domains",
        'Domains you vouch for, your bank or a partner: ["bank.example"]. Links to them are familiar, names like them are not.',
    ),
    ("tlp", "Sharing level of reports (FIRST TLP 2.0): TLP:RED, TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN, TLP:CLEAR."),
)
_WALLETS = 'Addresses whose owner you know, one a line: "1BvB..." = "hot wallet of an exchange". They are marked, and link no mails.'
_TLP = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")


def text_of(settings: CaseSettings) -> str:
    """The file for these settings, with its comments."""
    blocks = [f"# {comment}\n{name} = {_toml(getattr(settings, name))}\n" for name, comment in _LINES]
    wallets = "".join(f"{_toml(name)} = {_toml(said)}\n" for name, said in settings.known_wallets)
    blocks.append(f"# {_WALLETS}\n[known_wallets]\n{wallets}")
    head = "# Settings of this case. Change them at any time: what is worked out from the mails follows at the next look.\n\n"
    return head + "\n".join(blocks)


def load(folder: Path) -> CaseSettings:
    """Read the settings; CaseError names the line that cannot be meant. Names this version does not know are left alone."""
    try:
        with (folder / NAME).open("rb") as file:
            values = tomllib.load(file)
    except FileNotFoundError:
        raise CaseError(f"{folder} is not a case: it has no {NAME}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CaseError(f"{NAME} of the case {folder.name!r} cannot be read: {error}") from error
    return checked(values)


def checked(values: Mapping[str, Any]) -> CaseSettings:
    """Settings from the values of a TOML file."""
    known: dict[str, Any] = {}
    for field in fields(CaseSettings):
        if field.name not in values:
            continue
        value, wanted = values[field.name], field.default
        if field.name == "known_wallets":
            known[field.name] = _wallets(value)
        elif isinstance(wanted, tuple):
            if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
                raise CaseError(f'{NAME}: {field.name} is a list of texts, e.g. ["example.org"]')
            known[field.name] = tuple(each.strip().lower().rstrip(".") for each in value if each.strip())
        elif not isinstance(value, str):
            raise CaseError(f"{NAME}: {field.name} is a text in quotes")
        else:
            known[field.name] = value
    settings = CaseSettings(**known)
    if settings.language not in LANGUAGES:
        raise CaseError(f"{NAME}: language is one of {', '.join(LANGUAGES)}, not {settings.language!r}")
    if settings.tlp not in _TLP:
        raise CaseError(f"{NAME}: tlp is one of {', '.join(_TLP)}, not {settings.tlp!r}")
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise CaseError(f"{NAME}: there is no time zone {settings.time_zone!r}; use a name like Asia/Tokyo") from None
    return settings


def _wallets(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(said, str) for said in value.values()):
        raise CaseError(f'{NAME}: known_wallets is a table, e.g. "1BvB..." = "hot wallet of an exchange"')
    return tuple((name.strip(), said) for name, said in value.items())


def _toml(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, c if c.isprintable() else f"\\u{ord(c):04x}") for c in value) + '"'
