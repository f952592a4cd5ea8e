"""Bare host names in running text: ``pay.example.test/now`` without scheme, ``example.test`` in a sentence.

Why it matters: offenders leave the scheme out so that filters do not see a link; the reader's mail program makes one of it. But
``report.py``, ``e.g.It`` and ``file.zip`` are no hosts: a bare name counts only under a real top-level domain, in one case,
and under those that are also file endings only with a path behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from forensics.domains import LONGEST, ascii_host, is_top_level, registrable
from forensics.extract.hit import Hit
from forensics.extract.normal import link
from forensics.extract.tails import Tails
from forensics.extract.view import View

_RUN = re.compile(r"[A-Za-z0-9](?<![A-Za-z0-9._@\-%/\\=&:+#$].)[A-Za-z0-9\-]*+(?:\.[A-Za-z0-9\-]++)++", re.ASCII)
_FILE_ENDINGS = frozenset(
    [
        "ai",
        "app",
        "as",
        "bar",
        "bat",
        "bin",
        "bz",
        "cab",
        "cat",
        "cc",
        "cf",
        "cfg",
        "cpp",
        "cs",
        "csv",
        "dat",
        "db",
        "dev",
        "dll",
        "do",
        "doc",
        "docx",
        "exe",
        "foo",
        "gz",
        "h",
        "htm",
        "html",
        "ico",
        "in",
        "inc",
        "ini",
        "is",
        "it",
        "java",
        "jpg",
        "js",
        "json",
        "kt",
        "lib",
        "log",
        "lua",
        "mat",
        "me",
        "mil",
        "mm",
        "mov",
        "mp3",
        "mp4",
        "my",
        "name",
        "net",
        "no",
        "nr",
        "of",
        "ok",
        "or",
        "pdf",
        "php",
        "pl",
        "pm",
        "png",
        "ps",
        "py",
        "rs",
        "sc",
        "sh",
        "sk",
        "so",
        "sql",
        "st",
        "sub",
        "tar",
        "to",
        "ts",
        "tv",
        "txt",
        "vb",
        "vi",
        "win",
        "xml",
        "yaml",
        "zip",
    ]
)
"""Last labels that are as often a file's ending, a property or the first word of a sentence."""
_ORDINARY = frozenset({"net", "tv", "dev", "app", "me", "mil", "name"})


def hits(view: View) -> Iterator[Hit]:
    """Hosts (and, with a path behind them, links) that no scheme introduces."""
    text = view.text
    tails = Tails(text)
    for found in _RUN.finditer(text):
        run = found.group()
        if len(run) > LONGEST or ".." in run or text[found.end() : found.end() + 1] in ("@", "_"):
            continue
        last = run.rpartition(".")[2]
        if last.isdigit() or not (run.islower() or run.isupper() or run[1:].islower()):
            continue
        path = text[found.end() : found.end() + 1] == "/" and text[found.end() + 1 : found.end() + 2].strip() != ""
        ending = last.lower() in _FILE_ENDINGS and last.lower() not in _ORDINARY
        if not is_top_level(last) or not registrable(run) or (ending and not path) or _looks_like_words(run):
            continue
        domain = ascii_host(run)
        if path:
            end = tails.end(found.end())
            parsed = link(f"http://{text[found.start() : end]}")
            if parsed:
                yield Hit(found.start(), end, "url", parsed.href, "no scheme")
        yield Hit(found.start(), found.end(), "domain", domain, "bare name")


def _looks_like_words(run: str) -> bool:
    """``e.g.It``, ``U.S.A``: initials and missing spaces, not labels."""
    labels = run.split(".")
    return any(not label or label.startswith("-") or label.endswith("-") for label in labels) or (
        len(labels[-2]) == 1 and len(labels) > 2 and len(labels[0]) == 1
    )
