"""A case as a BagIt bag (RFC 8493): a folder that others can check with any tool that knows the format, or with sha256sum.

Each original is a file of its own under ``data/``, named by its exhibit; where it was found stands in ``data/sources.csv``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from forensics import safe
from forensics.model.errors import CaseError
from forensics.store import answers, clicks, custody, settings
from forensics.store.folder import CaseFolder
from forensics.store.originals import Original, Originals

_ENDINGS = {"eml": ".eml", "msg": ".msg", "emlx": ".emlx"}
_PLAIN = frozenset(
    [
        "png",
        "jpeg",
        "gif",
        "webp",
        "tiff",
        "pdf",
        "rtf",
        "gzip",
        "bzip2",
        "xz",
        "zstd",
        "7z",
        "rar",
        "cab",
        "tar",
        "zip",
        "mbox",
        "json",
        "xml",
        "html",
        "text",
    ]
)


def export(folder: CaseFolder, path: Path, *, version: str) -> Path:
    """Write the bag into a folder that does not exist yet or is empty. CaseError when it is neither."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise CaseError(f"{str(path)!r} is there already: name a new folder for the bag")
    (path / "data").mkdir(parents=True, exist_ok=True)
    manifest: dict[str, str] = {}
    count = size = 0
    with folder.originals() as originals:
        for original in originals:
            name = f"data/{original.kind}s/{file_name(original)}"
            manifest[name], written = _write(path / name, originals.stretches(original))
            count, size = count + 1, size + written
            if manifest[name] != original.sha256:
                raise CaseError(f"{original.exhibit} is not as it was taken in: run verify")
        parts = {"data/sources.csv": _sources(originals)}
        for name in (custody.NAME, settings.NAME, answers.NAME, clicks.NAME):
            if (folder.path / name).is_file():
                parts[f"data/{name}"] = _file(folder.path / name)
        for name, stretches in parts.items():
            manifest[name], written = _write(path / name, stretches)
            count, size = count + 1, size + written
    tags = {
        "bagit.txt": "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": _info(folder, count, size, version),
        "manifest-sha256.txt": _manifest(manifest),
    }
    listed = {name: _write(path / name, [text.encode()])[0] for name, text in tags.items()}
    _write(path / "tagmanifest-sha256.txt", [_manifest(listed).encode()])
    folder.act("exported as a bag", to=str(path), manifest_sha256=listed["manifest-sha256.txt"])
    return path


def file_name(original: Original) -> str:
    """``M-0001.eml``: the name of an exhibit as a file. Nothing of the evidence's own name is in it."""
    if original.kind == "mail":
        return original.exhibit + _ENDINGS.get(original.form, ".eml")
    return original.exhibit + (f".{original.form}" if original.form in _PLAIN else ".bin")


def _info(folder: CaseFolder, count: int, size: int, version: str) -> str:
    said = folder.settings()
    lines = {
        "Source-Organization": said.examiner,
        "External-Identifier": said.title,
        "Bagging-Date": datetime.now(UTC).date().isoformat(),
        "Bag-Software-Agent": f"forensics {version}",
        "Payload-Oxum": f"{size}.{count}",
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items() if value.strip())


def _manifest(hashes: dict[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(hashes.items()))


def _sources(originals: Originals) -> Iterator[bytes]:
    yield safe.csv_line(("exhibit", "sha256", "size", "path", "offset", "before", "after")).encode()
    for id_, source in originals.sources_after(0):
        found = originals.by_id(id_)
        row = (found.exhibit, found.sha256, found.size, source.path, source.offset, source.envelope, source.after)
        yield safe.csv_line(row).encode("utf-8", "replace")


def _file(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            yield data


def _write(path: Path, stretches: Iterable[bytes]) -> tuple[str, int]:
    path.parent.mkdir(exist_ok=True)
    state, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for stretch in stretches:
            file.write(stretch)
            state.update(stretch)
            size += len(stretch)
    return state.hexdigest(), size
