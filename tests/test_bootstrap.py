"""The set-up decides rightly and says what is missing in one sentence; nothing here reaches for the network."""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import io
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "tools" / "bootstrap.py"
UV = "uv-9.9.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl"


def wheel() -> bytes:
    """A made-up uv; the entry bears no clock time, so it is the same at each call."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("uv-9.9.9.data/scripts/uv"), "#!/bin/sh\nexit 0\n")
    return made.getvalue()


@pytest.fixture
def project(tmp_path, monkeypatch) -> ModuleType:
    """A project in a folder with a Japanese name and a space, with the script loaded from there."""
    top = tmp_path / "新しい 机"
    (top / "tools").mkdir(parents=True)
    shutil.copy(SCRIPT, top / "tools")
    (top / "pyproject.toml").write_text('[project]\nname = "made-up"\n', "utf-8")
    files = (
        f'wheels = [{{ url = "https://files.example/{UV}", hash = "sha256:{hashlib.sha256(wheel()).hexdigest()}" }}]'
    )
    (top / "uv.lock").write_text(f'[[package]]\nname = "uv"\n{files}\n', "utf-8")
    for name in (
        "UV_DEFAULT_INDEX",
        "UV_INDEX_URL",
        "PIP_INDEX_URL",
        "SSL_CERT_FILE",
        "PIP_CERT",
        "REQUESTS_CA_BUNDLE",
    ):
        monkeypatch.delenv(name, raising=False)
    spec = importlib.util.spec_from_file_location("made_up_bootstrap", top / "tools" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(module.platform, "libc_ver", lambda: ("glibc", "2.36"))
    return module


def finish(project: ModuleType, **changes: object) -> None:
    """Leave what a finished set-up leaves, or something like it."""
    project.PYTHON.parent.mkdir(parents=True)
    project.PYTHON.symlink_to(sys.executable)
    stamp = {
        "root": str(project.ROOT),
        "content": project.fingerprint(),
        "groups": ["dev"],
        "interpreter": os.path.realpath(project.PYTHON),
    }
    project.STAMP.write_text(json.dumps(stamp | changes), "utf-8")


def builds(project: ModuleType, monkeypatch: pytest.MonkeyPatch, *groups: str) -> bool:
    """Whether a call finds something to do."""
    done: list[object] = []
    monkeypatch.setattr(project, "build", lambda *arguments: done.append(arguments))
    assert project.main(list(groups)) == 0
    return bool(done)


def test_it_needs_the_standard_library_alone():
    tree = ast.parse(SCRIPT.read_text("utf-8"))
    lists = [node.names for node in ast.walk(tree) if isinstance(node, ast.Import)]
    modules = [alias.name for names in lists for alias in names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    tops = {name.partition(".")[0] for name in modules}
    assert tops <= sys.stdlib_module_names
    assert not tops & {"venv", "ensurepip", "pip", "distutils"}, "a bare Debian lacks these"


def test_a_finished_set_up_is_left_alone(project, monkeypatch):
    finish(project)
    assert not builds(project, monkeypatch)


@pytest.mark.parametrize(
    "change",
    [{"root": "/elsewhere"}, {"content": "an older lock"}, {"groups": []}, {"interpreter": "/usr/bin/python3.0"}],
    ids=["folder moved", "lock changed", "group missing", "interpreter replaced"],
)
def test_what_no_longer_fits_is_done_again(project, monkeypatch, change):
    finish(project, **change)
    assert builds(project, monkeypatch)


@pytest.mark.parametrize("stamp", [None, "", '{"root":', "[]"], ids=["killed", "empty", "torn", "strange"])
def test_a_killed_set_up_is_done_again(project, monkeypatch, stamp):
    finish(project)
    project.STAMP.unlink()
    if stamp is not None:
        project.STAMP.write_text(stamp, "utf-8")
    assert builds(project, monkeypatch)


def test_a_further_group_is_added_and_then_kept(project, monkeypatch):
    finish(project)
    assert builds(project, monkeypatch, "bench")
    project.STAMP.write_text(json.dumps(project.read_stamp() | {"groups": ["bench", "dev"]}), "utf-8")
    assert not builds(project, monkeypatch)


def test_a_second_call_is_quick_and_needs_no_pip_nor_venv(project):
    finish(project)
    without = (
        "import runpy, sys; sys.modules.update(venv=None, ensurepip=None, pip=None); "
        "runpy.run_path(sys.argv.pop(), run_name='__main__')"
    )
    start = time.monotonic()
    command = [sys.executable, "-I", "-S", "-c", without, str(project.ROOT / "tools" / "bootstrap.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={})
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert time.monotonic() - start < 1


def test_only_the_bytes_that_the_lock_names_become_a_program(project, monkeypatch, capsys):
    monkeypatch.setattr(project, "fetch", lambda *_: wheel() + b"!")
    assert project.main([]) == 1
    assert "other bytes than uv.lock names" in capsys.readouterr().err
    assert not list(project.ROOT.rglob("uv*/uv"))
    monkeypatch.setattr(project, "fetch", lambda *_: wheel())
    program = project.fetch_uv()
    assert os.access(program, os.X_OK)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (urllib.error.URLError("unreachable"), "files.example cannot be reached; connect to the network"),
        (TimeoutError(), "files.example cannot be reached; connect to the network"),
        (urllib.error.HTTPError("https://files.example", 403, "Forbidden", None, None), "answers 403 Forbidden"),  # type: ignore[arg-type]  # an error without headers
        (PermissionError(13, "Permission denied", "/srv"), "make the project's folder writable"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(project, monkeypatch, capsys, reason, sentence):
    def fails(*_):
        raise reason

    monkeypatch.setattr(project, "fetch", fails)
    assert project.main([]) == 1
    told = [line for line in capsys.readouterr().err.splitlines() if line.startswith("set-up:")]
    assert len(told) == 1
    assert sentence in told[0]


def test_without_certificate_authorities_the_hash_decides(project, monkeypatch):
    checked = []

    def fetch(_, context):
        checked.append(context.verify_mode)
        if context.verify_mode == ssl.CERT_REQUIRED:
            raise urllib.error.URLError(ssl.SSLCertVerificationError("no authorities here"))
        return wheel()

    monkeypatch.setattr(project, "fetch", fetch)
    assert project.fetch_uv().exists()
    assert checked == [ssl.CERT_REQUIRED, ssl.CERT_NONE]


@pytest.mark.parametrize(
    ("system", "machine", "libc", "tag"),
    [
        ("linux", "x86_64", "glibc", "manylinux_2_17_x86_64.manylinux2014_x86_64"),
        ("linux", "x86_64", "", "musllinux_1_1_x86_64"),
        ("linux", "aarch64", "glibc", "manylinux_2_17_aarch64"),
        ("darwin", "arm64", "", "macosx_11_0_arm64"),
        ("darwin", "x86_64", "", "macosx_10_12_x86_64"),
    ],
)
def test_the_real_lock_has_a_uv_for_each_machine(project, monkeypatch, system, machine, libc, tag):
    import tomllib

    monkeypatch.setattr(project.sys, "platform", system)
    monkeypatch.setattr(project.platform, "machine", lambda: machine)
    monkeypatch.setattr(project.platform, "libc_ver", lambda: (libc, ""))
    lock = tomllib.loads((SCRIPT.parent.parent / "uv.lock").read_text("utf-8"))
    wheels = next(package["wheels"] for package in lock["package"] if package["name"] == "uv")
    assert tag in project.wheel_for_here(wheels)["url"]


@pytest.mark.parametrize(
    "page",
    [
        f'<a href="../../files/a&amp;b/{UV}#sha256=00" data-requires-python="&gt;=3.8">{UV}</a>',
        json.dumps({"files": [{"filename": UV, "url": f"../../files/a&b/{UV}"}]}).replace(
            '"filename": "', '"filename": "see '
        ),
    ],
    ids=["HTML", "JSON"],
)
def test_a_mirror_is_asked_where_the_file_lies(project, monkeypatch, page):
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/pypi/simple/")
    monkeypatch.setattr(project, "fetch", lambda *_: page.encode())
    assert project.on_mirror(UV) == f"https://mirror.example/pypi/files/a&b/{UV}"
    assert project.surroundings()["UV_DEFAULT_INDEX"] == "https://mirror.example/pypi/simple"


def test_two_set_ups_do_not_meet(project):
    order = []

    def second():
        with project.alone():
            order.append("second")

    with project.alone():
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.1)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


def test_uv_is_called_from_its_cache_where_the_network_is_away(project, monkeypatch):
    calls = []

    def call(_uv, _lock, *arguments):
        calls.append(arguments)
        return (0, "") if "--offline" in arguments else (2, "error: Request failed\ncause: dns error")

    monkeypatch.setattr(project, "call", call)
    project.run(Path("uv"), 0, "pip", "sync")
    assert calls == [("pip", "sync"), ("pip", "sync", "--offline")]
