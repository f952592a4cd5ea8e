"""What the project stands on: licences that let anybody use it, and a lock that says the same on every machine."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.parse import urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
# LGPL is not meant: \b keeps its L outside.
RECIPROCAL = re.compile(r"\bA?GPL|General Public License|GNU Affero", re.IGNORECASE)
LESSER = re.compile(r"Lesser General Public License|LGPL", re.IGNORECASE)


def licence(of: Distribution) -> str:
    """All that a distribution says of its licence: SPDX expression, free text, classifiers, else the file it brings."""
    data = of.metadata.json
    told = [data.get("license_expression"), str(data.get("license") or "").partition("\n")[0]]
    told += [line for line in data.get("classifier", []) if line.startswith("License ::")]
    if not any(told):
        files = [file for file in of.files or [] if "dist-info" in str(file) and "LICEN" in file.name.upper()]
        told += [" ".join(file.read_text("utf-8").split()[:30]) for file in files]
    return "; ".join(str(line) for line in told if line)


def core() -> dict[str, Distribution]:
    """Everything that `pip install forensics` brings, by walking what each distribution requires."""
    found: dict[str, Distribution] = {}
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        waiting += [Requirement(line) for line in found[name].requires or []]
    return found


def test_the_core_can_be_used_by_anybody():
    told = {name: licence(of) for name, of in core().items()}
    assert len(told) > 5
    assert not [name for name, words in told.items() if not words], f"no licence named: {told}"
    bound = {name: words for name, words in told.items() if RECIPROCAL.search(LESSER.sub("", words))}
    assert not bound, f"GPL or AGPL in the core: {bound}"


def test_the_lock_names_only_the_public_index():
    text = (ROOT / "uv.lock").read_text("utf-8")
    hosts = {urlsplit(address).hostname for address in re.findall(r'"((?:https?|file)://[^"]*)"', text)}
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_every_locked_file_has_its_hash():
    files = [
        file
        for package in LOCK["package"]
        for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
    ]
    assert files
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"]) for file in files)


def names(lines: list[str]) -> set[tuple[str, str]]:
    """Requirements as (name, versions), whatever the spelling."""
    return {(canonicalize_name(each.name), str(each.specifier)) for each in map(Requirement, lines)}


def test_the_lock_was_made_from_this_pyproject():
    own = next(package for package in LOCK["package"] if package["name"] == PROJECT["project"]["name"])
    wanted = names(PROJECT["project"]["dependencies"]).union(
        *map(names, PROJECT["project"]["optional-dependencies"].values())
    )
    assert {(each["name"], each.get("specifier", "")) for each in own["metadata"]["requires-dist"]} == wanted, (
        "run: make lock"
    )
    for group, lines in PROJECT["dependency-groups"].items():
        locked = {(each["name"], each.get("specifier", "")) for each in own["metadata"]["requires-dev"][group]}
        assert locked == names(lines), f"group {group}; run: make lock"


def test_the_lock_serves_the_machines_that_are_promised():
    """Each core library has a wheel, or is source alone, for Linux and macOS on both processors (Intel Macs compile two)."""
    compiled = {"apsw", "can-ada", "nh3", "pycryptodome", "selectolax", "stream-inflate", "zstandard"}
    wheels = {
        package["name"]: " ".join(file["url"] for file in package.get("wheels", [])) for package in LOCK["package"]
    }
    for name in compiled & core().keys():
        for python in ("cp311", "cp312", "cp313", "cp314"):
            assert python in wheels[name] or "abi3" in wheels[name], (name, python)
        for system in (r"manylinux\S*x86_64", r"manylinux\S*aarch64", r"macosx\S*(?:arm64|universal2)"):
            assert re.search(system, wheels[name]), (name, system)
