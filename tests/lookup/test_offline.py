"""Nobody is contacted by accident: a whole case is worked through under a guard that writes down every attempt."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUARD = """
import os, socket
def _told(what):
    with open(os.environ["GUARD_LOG"], "a") as log:
        log.write(f"{what}\\n")
    raise OSError(f"the guard was reached: {what}")
def _wrapped(name):
    def call(self, *arguments):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _told((name, arguments[-1]))
        return _kept[name](self, *arguments)
    return call
_kept = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex", "sendto")}
for _name in _kept:
    setattr(socket.socket, _name, _wrapped(_name))
for _name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex", "gethostbyaddr"):
    setattr(socket, _name, lambda *arguments, _name=_name, **named: _told((_name, arguments[0])))
"""


@pytest.fixture
def guarded(tmp_path):
    """Runs the command under the guard; its output, and what the guard has written down."""
    folder = tmp_path / "guard"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(GUARD)
    log = tmp_path / "guard.log"

    def run(*arguments, program=("-m", "forensics")):
        environment = {
            **os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "GUARD_LOG": str(log), "FORENSICS_STATE": str(tmp_path / "state"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"), "FORENSICS_KEY_VIRUSTOTAL": "a-key-is-no-permission",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            check=False,
        )
        return done, log.read_text() if log.exists() else ""

    return run


def test_the_guard_itself_works(guarded):
    done, log = guarded("-c", "import socket; socket.create_connection(('192.0.2.1', 80))", program=())
    assert done.returncode
    assert "192.0.2.1" in log


ALL = "import json, sys; from forensics.cli import main; sys.exit(max(main(each) for each in json.loads(sys.argv[1])))"


def test_the_demo_and_every_question_stay_at_home(guarded):
    commands = (
        ("demo", "case"),
        ("enrich", "case"),
        ("enrich", "case", "--plan", "--pap", "green"),
        ("enrich", "case", "--online", "--pap", "red"),
        ("enrich", "case", "--only", "rdap,whois"),
        ("registries",),
        ("observables", "case"),
        ("report", "case", "-o", "out.html"),
        ("verify", "case"),
    )
    done, log = guarded(json.dumps(commands), program=("-c", ALL))
    assert (done.returncode, log) == (0, ""), done.stderr
    assert "IANA's registries" in done.stdout


def test_a_plan_on_the_command_line(guarded):
    guarded("demo", "case")
    done, log = guarded("enrich", "case", "--plan", "--pap", "amber", "--only", "virustotal,dns", "--format", "json")
    rows = json.loads(done.stdout)
    assert log == ""
    assert {row["service"] for row in rows} == {"virustotal", "dns"}
    assert all(
        row["question"].startswith("GET https://www.virustotal.com/")
        for row in rows
        if row["service"] == "virustotal" and row["question"]
    )
    assert {row["blocked"] == "" for row in rows if row["service"] == "virustotal" and row["question"]} == {True}
    assert all("PAP:GREEN" in row["blocked"] for row in rows if row["service"] == "dns" and row["question"])


def test_online_something_would_be_asked(guarded, tmp_path):
    """The guard sees what is asked for on purpose: else the tests above would show nothing."""
    settings = tmp_path / "config" / "forensics" / "lookup.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[services.norton]\nattempts = 1\nrates = []\n")
    guarded("demo", "case")
    done, log = guarded("enrich", "case", "--online", "--only", "norton", "--waves", "1")
    assert "safeweb.norton.com" in log
    assert done.returncode == 0
    assert "failed" in done.stdout


def test_offline_the_door_is_not_even_built():
    code = (
        "import sys, tempfile; from pathlib import Path; from forensics.lookup import ask, SERVICES; from forensics.store.answers import AnswerLedger;"
        "from forensics.model.observable import Observable;"
        "ask([Observable('domain', 'example.org')], [], AnswerLedger(Path(tempfile.gettempdir()) / 'none'));"
        "print(sorted({'httpx', 'dns', 'stamina', 'pyrate_limiter', 'maxminddb', 'forensics.lookup.wire'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.split() == ["[]"]
