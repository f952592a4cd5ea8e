"""Builds `.venv` beside this folder from `uv.lock`, with the standard library alone.

Why not `python3 -m venv` and pip: a bare Debian has neither `venv`, `ensurepip` nor pip. One tool does all three, uv; it is
fetched as the wheel that `uv.lock` names, and runs only if its bytes have the SHA-256 written there. Everything else is
then installed with `--require-hashes`, so the lock alone decides what gets in, whoever served it.

The stamp is written last: a set-up that was killed leaves none, and the next call builds anew. A file lock, which uv inherits,
keeps two set-ups apart, also from the orphaned uv of a killed one. A call that finds a fitting stamp costs milliseconds.

    python3 tools/bootstrap.py [GROUP ...]      further groups of pyproject.toml, such as `bench`
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import io
import json
import os
import platform
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "set-up.json"
PYTHON = VENV / "bin" / "python"
PARTS_OF_PYPROJECT = ("build-system", "project", "dependency-groups")
NO_NETWORK = re.compile(
    r"dns error|error sending request|failed to (?:fetch|connect)|connection refused|network", re.IGNORECASE
)


class SetUpError(Exception):
    """What is missing and what to do, as one sentence."""


def main(groups: list[str]) -> int:
    """Set up for `groups`, at once if that was done before; 0 when `.venv` is ready, 1 with a sentence on standard error."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run by hand, this file meets older ones
        say("set-up: this needs Python 3.11 or newer; install one and call it by its name, such as python3.12.")
        return 1
    try:
        wanted = {"root": str(ROOT), "content": fingerprint(), "groups": sorted({"dev", *groups})}
        if not fits(read_stamp(), wanted):
            with alone() as lock:
                if not fits(read_stamp(), wanted):
                    build(wanted, lock)
    except SetUpError as problem:
        say(f"set-up: {problem}")
    except KeyboardInterrupt:
        say("set-up: interrupted; call it again and it starts over.")
    except OSError as problem:
        say(
            f"set-up: {problem.strerror or problem} ({problem.filename or ROOT}); make room or make the project's folder writable, then try again."
        )
    else:
        return 0
    return 1


def fingerprint() -> str:
    """Hash of all that decides what `.venv` holds; a changed lint rule in pyproject.toml is not among it."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = {name: project.get(name) for name in PARTS_OF_PYPROJECT}
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode())
    digest.update((ROOT / "uv.lock").read_bytes())
    return digest.hexdigest()


def read_stamp() -> dict[str, Any]:
    """What the last finished set-up was for, or {} where none was finished."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def in_place(stamp: Mapping[str, Any]) -> bool:
    """Whether `.venv` was finished, in this very folder, and its interpreter is still the one that it was built on."""
    return stamp.get("root") == str(ROOT) and PYTHON.exists() and stamp.get("interpreter") == os.path.realpath(PYTHON)


def fits(stamp: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    """Whether nothing is to do."""
    return (
        in_place(stamp)
        and stamp.get("content") == wanted["content"]
        and set(wanted["groups"]) <= set(stamp.get("groups", ()))
    )


@contextlib.contextmanager
def alone() -> Iterator[int]:
    """Hold the set-up's lock; it lies on this file itself, so that nothing is left behind."""
    import fcntl

    with Path(__file__).open("rb") as own:
        try:
            fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("set-up: another one is at work here; waiting for it ...")
            fcntl.flock(own, fcntl.LOCK_EX)
        yield own.fileno()


def build(wanted: dict[str, Any], lock: int) -> None:
    """Bring `.venv` to what the lock says: in place where the last set-up was finished, else from nothing."""
    say("Setting up .venv from uv.lock; the first time this fetches about 200 MB.")
    uv = fetch_uv()
    before = read_stamp()
    groups = [f"--group={name}" for name in wanted["groups"]]
    STAMP.unlink(missing_ok=True)
    if not in_place(before):
        # The interpreter beneath an activated virtual environment, and no link to it: Python looks for its library beside it.
        base = os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)
        run(
            uv, lock, "venv", "--clear", "--force", "--no-project", "--python", base, "--prompt", "forensics", str(VENV)
        )
    everything, builders = VENV / "requirements.txt", VENV / "builders.txt"
    export = ("export", "--frozen", "--no-emit-project", "--no-default-groups", "--format=requirements-txt")
    run(uv, lock, *export, "--all-extras", *groups, "--output-file", str(everything))
    run(uv, lock, *export, "--only-group=setup", "--output-file", str(builders))
    install = (f"--python={PYTHON}", f"--build-constraints={builders}", "--require-build-hashes")
    run(uv, lock, "pip", "sync", *install, "--require-hashes", str(everything))
    run(uv, lock, "pip", "install", *install, "--no-deps", "--editable", str(ROOT))
    finished = json.dumps({**wanted, "interpreter": os.path.realpath(PYTHON)}, indent=1)
    part = STAMP.with_suffix(".part")
    part.write_text(finished, "utf-8")
    part.replace(STAMP)


def run(uv: Path, lock: int, *arguments: str) -> None:
    """Call uv; where the network is away, once more from its cache. Its own long errors become one sentence."""
    status, told = call(uv, lock, *arguments)
    if status and NO_NETWORK.search(told):
        if not call(uv, lock, *arguments, "--offline")[0]:
            return
        raise SetUpError(untrusted(index()) if "certificate" in told.lower() else no_network(index()))
    if status:
        causes = [line for line in told.splitlines() if line.startswith(("error:", "cause:"))]
        raise SetUpError(
            f"uv {arguments[0]} failed ({'; '.join(causes) or f'exit status {status}'}); mend that and try again."
        )


def call(uv: Path, lock: int, *arguments: str) -> tuple[int, str]:
    """Call uv and show what it downloads and builds; its exit status and all that it said."""
    with subprocess.Popen(  # noqa: S603 - the arguments are written here, and uv's bytes were checked
        [str(uv), *arguments, "--color=never"],
        cwd=ROOT,
        env=surroundings(),
        pass_fds=(lock,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as child:
        lines = []
        for line in child.stderr or ():
            lines.append(line.strip())
            if lines[-1].startswith(("Downloading", "Building")):
                say(f"  {lines[-1]}")
    return child.returncode, "\n".join(lines)


def no_network(address: str) -> str:
    """The sentence for the most frequent trouble."""
    host = urllib.parse.urlsplit(address).hostname or address
    return f"{host} cannot be reached; connect to the network (or set https_proxy, or PIP_INDEX_URL to a mirror) and try again."


def untrusted(address: str) -> str:
    """The sentence for a machine without the certificate authority that the network wants."""
    host = urllib.parse.urlsplit(address).hostname or address
    return f"the certificate of {host} is not trusted here; name the bundle of your authorities (SSL_CERT_FILE=/path) and try again."


def index(environment: Mapping[str, str] = os.environ) -> str:
    """The package index: the mirror that pip or uv was told of, else PyPI."""
    names = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL")
    return next((environment[name] for name in names if environment.get(name)), "https://pypi.org/simple").rstrip("/")


def certificates(environment: Mapping[str, str] = os.environ) -> str | None:
    """A bundle of certificate authorities named for this or another tool, or None."""
    names = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")
    return next((environment[name] for name in names if os.path.isfile(environment.get(name, ""))), None)  # noqa: PTH113 - "" is no Path


def surroundings() -> dict[str, str]:
    """The environment for uv: the user's, less what would lead it to other folders or another Python."""
    leave = {
        "VIRTUAL_ENV",
        "PYTHONHOME",
        "PYTHONPATH",
        "UV_PYTHON",
        "UV_PROJECT_ENVIRONMENT",
        "UV_INDEX_URL",
        "UV_NO_BUILD",
    }
    env = {name: value for name, value in os.environ.items() if name not in leave}
    env |= {"UV_DEFAULT_INDEX": index(), "UV_PYTHON_DOWNLOADS": "never"}
    if bundle := certificates():
        env["SSL_CERT_FILE"] = bundle
    paths = ssl.get_default_verify_paths()
    if sys.platform == "darwin" or paths.cafile or (paths.capath and os.listdir(paths.capath)):  # noqa: PTH208 - emptiness only
        env.setdefault("UV_SYSTEM_CERTS", "true")  # a company's own authority stands there, not in uv's list
    home = Path(env.get("XDG_CACHE_HOME") or Path("~").expanduser())
    if "UV_CACHE_DIR" not in env and not os.access(home, os.W_OK):
        env["UV_CACHE_DIR"] = str(ROOT / "tools" / ".uv" / "cache")  # such as HOME=/ in a container without root
    return env


def wheel_for_here(wheels: list[dict[str, str]]) -> dict[str, str]:
    """The one of uv's wheels that runs on this machine, by the tags in its file name."""
    machine = {"amd64": "x86_64", "arm64": "arm64" if sys.platform == "darwin" else "aarch64"}.get(
        platform.machine().lower(), platform.machine()
    )
    libc = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    system = "macosx" if sys.platform == "darwin" else libc
    for wheel in wheels:
        tags = wheel["url"].rpartition("/")[2]
        if system in tags and tags.removesuffix(".whl").endswith(machine):
            return wheel
    raise SetUpError(
        f"there is no uv for {sys.platform} on {platform.machine()}; use Linux or macOS on x86_64 or arm64 (on Windows: WSL)."
    )


def fetch_uv() -> Path:
    """The path of uv, fetched if need be; only bytes with the lock's SHA-256 become a program."""
    import tomllib

    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    wheel = wheel_for_here(next(package["wheels"] for package in lock["package"] if package["name"] == "uv"))
    name = wheel["url"].rpartition("/")[2]
    program = ROOT / "tools" / ".uv" / name.removesuffix(".whl") / "uv"
    if program.exists():
        return program
    say(f"  Downloading {name.split('-py3')[0]}")
    data = download(wheel["url"] if index() == "https://pypi.org/simple" else on_mirror(name))
    if hashlib.sha256(data).hexdigest() != wheel["hash"].removeprefix("sha256:"):
        raise SetUpError(
            f"{name} came with other bytes than uv.lock names; try again, or look at what sits between here and {index()}."
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = next(entry for entry in archive.namelist() if entry.endswith("/scripts/uv"))
        program.parent.mkdir(parents=True, exist_ok=True)
        part = program.with_suffix(".part")
        part.write_bytes(archive.read(inside))
        part.chmod(0o755)
        part.replace(program)
    return program


def on_mirror(name: str) -> str:
    """The address of a file on the user's index, read from its simple page, be that HTML or JSON (PEP 503, PEP 691)."""
    page = f"{index()}/uv/"
    link = r"""(?:href\s*=|"url"\s*:)\s*["']([^"'#]*""" + re.escape(name) + r""")["'#]"""
    found = re.search(link, download(page).decode("utf-8", "replace"))
    if not found:
        raise SetUpError(
            f"{page} does not offer {name}, which uv.lock names; ask for it there, or unset the variable that names that index."
        )
    return urllib.parse.urljoin(page, str(found[1]).replace("&amp;", "&"))


def download(address: str) -> bytes:
    """The bytes at `address`; proxies are those of the environment."""
    context = ssl.create_default_context(cafile=certificates())
    try:
        return fetch(address, context)
    except urllib.error.URLError as problem:
        if isinstance(problem.reason, ssl.SSLCertVerificationError):
            # A machine without any certificate authorities, as bare as they come. The SHA-256 in uv.lock decides, not who served it.
            with contextlib.suppress(urllib.error.URLError):
                return fetch(address, ssl._create_unverified_context())  # noqa: S323, SLF001 - see above
        if isinstance(problem, urllib.error.HTTPError):
            raise SetUpError(
                f"{address} answers {problem.code} {problem.reason}; look at PIP_INDEX_URL and UV_DEFAULT_INDEX, then try again."
            ) from problem
        raise SetUpError(no_network(address)) from problem
    except (TimeoutError, ConnectionError, http.client.HTTPException) as problem:  # broken off while reading
        raise SetUpError(no_network(address)) from problem


def fetch(address: str, context: ssl.SSLContext) -> bytes:
    """One attempt."""
    with urllib.request.urlopen(address, timeout=60, context=context) as reply:  # noqa: S310 - the lock's address or the user's index
        return bytes(reply.read())


def say(line: str) -> None:
    """Progress and sentences go to standard error: a command's own output stays clean."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is a command


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
