"""The house stands as planned: floors, one door to the outside, a light front door. Read from the source, not from a configuration."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "forensics"
WINGS = {"parse", "extract", "assess", "lookup", "correlate", "store"}
GROUND = {"model", "safe", "sample", "domains", "references", "unshown"}
FRONT_DOOR = "the front door"  # `import forensics` and the names that it hands out

# What each part may import beside itself. A part that is not named here has no place in the house.
MAY_IMPORT = {
    "model": set(),
    "domains": {"model"},
    "references": set(),
    "unshown": set(),
    "safe": {"model"},
    "sample": {"model"},
    **dict.fromkeys(sorted(WINGS), GROUND),
    "views": GROUND,
    "report": GROUND | {"views"},
    "intake": GROUND | WINGS,
    "case": GROUND | WINGS | {"views", "report", "intake"},
    "__init__": GROUND | WINGS | {"views", "report", "intake", "case"},
    "cli": GROUND | WINGS | {"views", "report", "intake", "case", FRONT_DOOR},
    "__main__": {"cli"},
}
OPENS_CONNECTIONS = {
    "aiohttp", "dns", "ftplib", "http.client", "http.server", "httpx", "imaplib", "nntplib", "poplib", "requests", "smtplib",
    "socket", "socketserver", "ssl", "urllib.request", "urllib3", "websocket", "websockets", "xmlrpc",
}  # fmt: skip
OPENING_CALLS = {"open_connection", "create_connection", "create_datagram_endpoint", "urlopen"}
HEAVY = {"IPython", "ipykernel", "ipywidgets", "jupyterlab", "matplotlib", "nbclient", "numpy", "pandas", "pyarrow"}
BY_CHANCE = {"random", "secrets", "uuid"}


@dataclass(frozen=True)
class Import:
    """One imported module, fully named, and where."""

    module: str
    where: str
    at_once: bool
    """Whether importing the file imports it (not inside a function)."""


def sources() -> list[Path]:
    """Every file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """`parse` for forensics/parse/body.py, `cli` for forensics/cli.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def exists(module: str) -> bool:
    """Whether `forensics.x.y` is a module or package of ours rather than a name inside one."""
    path = ROOT.joinpath(*module.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def imports(path: Path) -> Iterator[Import]:
    """All imports of a file, relative ones resolved, those of functions too."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {child for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for child in ast.walk(node)}
    package = list(path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names = [f"{base}.{alias.name}" if exists(f"{base}.{alias.name}") else base for alias in node.names]
            names += [f"{base}.{alias.name}" for alias in node.names if f"{base}.{alias.name}" in OPENS_CONNECTIONS]
        else:
            continue
        for name in names:
            yield Import(name, f"{path.relative_to(ROOT)}:{node.lineno}", node not in inside)


def imported_part(module: str) -> str | None:
    """Which part of the house a module is of; None for foreign ones."""
    first, _, rest = module.partition(".")
    if first != "forensics":
        return None
    return rest.partition(".")[0] or FRONT_DOOR


def test_every_part_has_its_place():
    homeless = {part_of(path) for path in sources()} - MAY_IMPORT.keys()
    assert not homeless, f"not on the plan: {homeless}; name it in MAY_IMPORT and in the layers of pyproject.toml"


def test_nothing_looks_up_the_stairs_and_no_wing_imports_another():
    wrong = [
        f"{found.where}: {part} imports {found.module}"
        for path in sources()
        for found in imports(path)
        if (part := part_of(path)) and (other := imported_part(found.module)) is not None
        if other != part and other not in MAY_IMPORT[part]
    ]
    assert not wrong, "\n".join(wrong)


def test_the_model_needs_the_standard_library_alone():
    foreign = [
        f"{found.where}: {found.module}"
        for path in sources()
        if part_of(path) == "model"
        for found in imports(path)
        if imported_part(found.module) != "model" and found.module.partition(".")[0] not in sys.stdlib_module_names
    ]
    assert not foreign, "\n".join(foreign)


def is_among(module: str, names: set[str]) -> bool:
    """Whether a module is one of `names` or lies inside one."""
    return any(module == name or module.startswith(f"{name}.") for name in names)


def test_one_file_alone_opens_connections():
    doors = []
    for path in sources():
        if path == PACKAGE / "lookup" / "wire.py":
            continue
        doors += [
            f"{found.where}: {found.module}" for found in imports(path) if is_among(found.module, OPENS_CONNECTIONS)
        ]
        doors += [
            f"{path.relative_to(ROOT)}:{node.lineno}: {node.func.attr}()"
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OPENING_CALLS
        ]
    assert not doors, "only forensics/lookup/wire.py may:\n" + "\n".join(doors)


@pytest.mark.parametrize("module", ["forensics", "forensics.cli"])
def test_the_front_door_is_light(module):
    program = f"import sys, {module}; print(*sorted({HEAVY!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not done.stdout.split(), f"import {module} pulls these in; import them inside the function that needs them"


def test_heavy_libraries_are_loaded_by_the_functions_that_need_them():
    eager = [
        found.where for path in sources() for found in imports(path) if found.at_once and is_among(found.module, HEAVY)
    ]
    assert not eager, "\n".join(eager)


def test_nothing_is_left_to_chance():
    chance = [found.where for path in sources() for found in imports(path) if is_among(found.module, BY_CHANCE)]
    assert not chance, "same evidence, same report:\n" + "\n".join(chance)


def test_the_plan_notices_what_it_forbids(tmp_path, monkeypatch):
    """The tests above read imports rightly, in all their spellings."""
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    wing = tmp_path / "forensics" / "parse"
    wing.mkdir(parents=True)
    (tmp_path / "forensics" / "store").mkdir()
    (wing / "body.py").write_text(
        "import urllib.request\nfrom urllib import request\nfrom .. import store\nfrom ..store import tables\n"
        "import forensics\nfrom forensics import open_case\ndef late():\n    from pandas import DataFrame\n",
    )
    found = [(each.module, each.at_once) for each in imports(wing / "body.py")]
    assert ("urllib.request", True) in found
    assert found.count(("urllib.request", True)) == 2
    assert [imported_part(module) for module, _ in found if module.startswith("forensics")] == [
        "store",
        "store",
        FRONT_DOOR,
        FRONT_DOOR,
    ]
    assert ("pandas", False) in found
