"""The PyPI package ``whois`` as a reader of replies: the same record as our own parser's, and no way out of the process it runs in."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forensics.lookup import Manners, ask
from forensics.lookup.whois import Outcome, package, parse_reply
from forensics.model.answer import Status
from forensics.model.observable import Observable
from tests.lookup import servers
from tests.lookup.book import Book
from tests.lookup.test_whois import FLAT

SITE = Observable("domain", "example.com")
COM = FLAT.replace("EXAMPLE.TEST", "EXAMPLE.COM")
needs_package = pytest.mark.skipif(
    not package.installed(), reason="the package `whois` (extra `whois`) is not installed"
)


@needs_package
def test_it_gives_the_record_that_our_own_parser_gives():
    theirs, ours = package.parse_reply(COM, "Example.COM."), parse_reply(COM, "example.com")
    for name in ("domain", "outcome", "registrar", "registrant_country", "created", "created_at", "changed", "expires", "name_servers", "status"):  # fmt: skip
        assert getattr(theirs, name) == getattr(ours, name), name
    assert theirs.created_at == datetime(
        2026, 3, 1, 23, 30, tzinfo=UTC
    )  # the package alone would move it to this machine's zone
    assert theirs.detail.startswith("read by the package `whois` ")


@needs_package
@pytest.mark.parametrize(
    ("reply", "name", "outcome", "detail"),
    [
        ('No match for domain "EXAMPLE.COM".\n', "example.com", Outcome.NOT_FOUND, "No match for domain"),
        ("% Query rate limit exceeded\n", "example.com", Outcome.RATE_LIMITED, "limit exceeded"),
        ("", "example.com", Outcome.UNREADABLE, "could not read the reply"),
        (COM, "example.test", Outcome.UNREADABLE, "does not know .test"),
        (COM, "localhost", Outcome.UNREADABLE, "does not know .localhost"),
    ],
)  # fmt: skip
def test_what_it_does_not_read_is_told_apart(reply, name, outcome, detail):
    told = package.parse_reply(reply, name)
    assert told.outcome is outcome
    assert detail in told.detail
    assert (told.created, told.name_servers) == (None, ())


@needs_package
def test_a_reply_that_holds_it_up_ends_after_the_time_that_is_given(monkeypatch):
    monkeypatch.setattr(package, "PATIENCE", 1.0)
    began = time.monotonic()
    for text in ("Domain Name: a.com\n" * 6 + "[" * 100_000, "Name servers:\n    " * 5_000, "\x00\ud800" * 9_000):
        assert package.parse_reply(text, "example.co.uk").domain == "example.co.uk"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "reach",
    [
        "socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('example.com', 43)", "subprocess.run(['whois', 'example.com'])",
        "os.system('whois example.com')",
    ],
)  # fmt: skip
def test_there_is_no_way_out_of_its_process(reach):
    code = f"import importlib.util, os, socket, subprocess, sys\nspec = importlib.util.spec_from_file_location('apart', {str(Path(package.__file__).with_name('apart.py'))!r})\napart = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(apart)\nsys.addaudithook(apart.shut)\n{reach}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "PermissionError: a reader of replies reached outside" in done.stderr


@needs_package
def test_it_is_chosen_by_a_setting_and_reads_what_our_own_door_fetched(settings):
    with servers.whois(lambda _: COM.encode()) as (port, log):
        place = {"host": "127.0.0.1", "port": port, "reader": "whois"}
        (told,) = ask([SITE], ["whois"], Book(), online=True, manners=Manners(settings=settings(whois=place)))
    assert log.questions == ["domain example.com"]
    assert told.status is Status.FOUND
    assert told.facts["registrar"] == "Example Registrar, Inc."
    assert (told.facts["created"], told.facts["expires"]) == ("2026-03-01T23:30:00+00:00", str(date(2027, 3, 1)))


@pytest.mark.parametrize(
    ("reader", "there", "why"),
    [("whois", False, "the package `whois` is not installed"), ("whoever", True, "no such reader of WHOIS replies: whoever")],
)  # fmt: skip
def test_nothing_is_asked_whose_reply_could_not_be_read(settings, monkeypatch, reader, there, why):
    monkeypatch.setattr(package, "installed", lambda: there)
    with servers.whois(lambda _: COM.encode()) as (port, log):
        place = {"host": "127.0.0.1", "port": port, "reader": reader}
        (told,) = ask([SITE], ["whois"], Book(), online=True, manners=Manners(settings=settings(whois=place)))
    assert (told.status, log.questions) == (Status.NOT_ASKED, [])
    assert why in told.detail
