"""From what an analyst has - a file, a folder, a mailbox, an archive - to single pieces of evidence.

Everything that has bytes comes out, whether it is a mail or not; whatever cannot be read is named. Nothing is followed out of
the place that was named (links), and nothing is opened that could block or act (pipes, devices).
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from forensics.model.evidence import Source
from forensics.parse import mbox, zips
from forensics.parse.blob import Blob
from forensics.parse.items import Item, Span
from forensics.parse.kinds import NAMES, begins_with_separator, kind_of, looks_like_mail
from forensics.parse.outlook import looks_like_message

__all__ = ["Item", "Span", "unpack"]

STDIN = "-"
_MAIL_SUFFIXES = (".eml", ".msg", ".emlx")
_SPECIAL = (
    (stat.S_ISLNK, "a symbolic link, not followed: name its target instead"),
    (stat.S_ISFIFO, "a named pipe, not opened: use - to read from standard input"),
    (stat.S_ISSOCK, "a socket, not opened"),
    (stat.S_ISBLK, "a device, not opened"),
    (stat.S_ISCHR, "a device, not opened"),
)


def unpack(path: Path, *, password: str = zips.PASSWORD, leave_out: Path | None = None) -> Iterator[Item]:
    """Every piece of evidence in a file or folder (``-``: standard input), in a fixed order.

    ``password`` opens encrypted zips (``infected`` is tried as well); ``leave_out`` is a folder that is not evidence: the case.
    Never raises for anything it finds; a path that is not there gives one item that says so.
    """
    if str(path) == STDIN:
        yield from _standard_input(password)
        return
    shown = os.path.normpath(path)
    try:
        mode = os.lstat(shown).st_mode
        skipped = os.path.realpath(leave_out) if leave_out else ""
    except OSError as error:
        yield _problem(shown, _reason(error))
        return
    if skipped and f"{os.path.realpath(shown)}{os.sep}".startswith(f"{skipped}{os.sep}"):
        yield _problem(shown, "the case itself, which is no evidence")
    elif stat.S_ISDIR(mode):
        yield from _folder(shown, password, skipped)
    else:
        yield from _entry(shown, mode, password)


def _folder(top: str, password: str, skipped: str, *, maildir: bool = False) -> Iterator[Item]:
    """Everything below, in the order of the names' bytes. Depth is bounded by what the file system allows."""
    try:
        with os.scandir(top) as entries:
            names = sorted((entry.name for entry in entries), key=os.fsencode)
    except OSError as error:
        yield _problem(top, _reason(error))
        return
    is_maildir = {"cur", "new"} <= set(names)
    for name in names:
        path = f"{top.rstrip(os.sep)}{os.sep}{name}"  # text, not Path: a million of these
        try:
            mode = os.lstat(path).st_mode
        except OSError as error:
            yield _problem(path, _reason(error))
            continue
        if not stat.S_ISDIR(mode):
            yield from _entry(path, mode, password, maildir=maildir)
            continue
        if skipped and os.path.realpath(path) == skipped:
            continue
        if name.lower().endswith(_MAIL_SUFFIXES):
            yield _problem(path, "a folder that is named like a mail; what is in it was looked at")
        yield from _folder(path, password, skipped, maildir=is_maildir and name in ("cur", "new", "tmp"))


def _entry(path: str, mode: int, password: str, *, maildir: bool = False) -> Iterator[Item]:
    special = next((words for test, words in _SPECIAL if test(mode)), None)
    if special is not None:
        yield _problem(path, special)
        return
    try:
        blob = Blob.of_file(path, path)
        yield from _contents(blob, zips.Allowance(password, blob.size), is_mail=maildir)
    except OSError as error:
        yield _problem(path, _reason(error))


def _contents(blob: Blob, allowance: zips.Allowance, *, is_mail: bool = False) -> Iterator[Item]:
    """What a blob is, and what is in it. ``is_mail``: the place says that it is a mail (Maildir), unless its bytes deny it."""
    head = blob.head
    kind = kind_of(head, blob.suffix)
    if kind == "ole":
        if looks_like_message(blob.open):
            yield blob.item("mail", "msg")
        else:
            yield blob.item("file", "ole", f"not a mail: {NAMES['ole']}")
    elif kind == "zip":
        yield from zips.members(blob, allowance, _contents)
        if blob.suffix == ".eml":
            yield _problem(blob.shown, "named like a mail, but a zip archive: what is in it was taken in")
    elif kind in ("mbox", "mmdf"):
        yield from _mailbox(blob, kind, head, is_mail=is_mail)
    elif kind == "mail" or (is_mail and kind in ("text", "unknown", "html")):
        yield blob.item("mail", "eml")
    elif kind == "emlx":
        yield blob.item("mail", "emlx")
    else:
        name = "empty file" if blob.size == 0 else NAMES[kind]
        yield blob.item("file", "empty" if blob.size == 0 else kind, f"not a mail: {name}")


def _mailbox(blob: Blob, kind: str, head: bytes, *, is_mail: bool) -> Iterator[Item]:
    """The mails of an mbox. A single mail that was saved with its separator line is that mail, whole."""
    if kind == "mbox" and (is_mail or (blob.suffix == ".eml" and begins_with_separator(head))):
        with blob.open() as file:
            found = mbox.pieces(file)
            if is_mail or len(list(islice(found, 2))) < 2:
                yield blob.item("mail", "eml")
                return
    if blob.size == 0:
        yield blob.item("file", "mbox")  # a mailbox with nothing in it: read, and there was nothing
        return
    with blob.open() as file:
        for piece in mbox.mmdf_pieces(file) if kind == "mmdf" else mbox.pieces(file):
            source = Source(blob.shown, piece.start, piece.before.decode("latin-1"), piece.after.decode("latin-1"))
            if not piece.junk:
                remark = (
                    f"mbox-separator-unclear: {piece.unclear} line(s) inside might begin another mail"
                    if piece.unclear
                    else ""
                )
                yield blob.part(lambda: file, piece.start, piece.length, "mail", "eml", source, remark)
                continue
            whole = piece.length == blob.size
            if piece.start == 0 and looks_like_mail(head):  # the first separator is missing
                yield blob.part(lambda: file, 0, piece.length, "mail", "eml", Source(blob.shown, None if whole else 0))
            elif whole:
                yield blob.item("file", "text", "not a mailbox: no line in it begins a mail")
            else:
                words = "text in a mailbox that belongs to no mail"
                yield blob.part(lambda: file, piece.start, piece.length, "file", "mbox", source, words)


def _standard_input(password: str) -> Iterator[Item]:
    """Taken for a mail unless its bytes say otherwise, since a pipe has no name."""
    with tempfile.NamedTemporaryFile(prefix="forensics-", suffix=".stdin") as spool:
        shutil.copyfileobj(sys.stdin.buffer, spool)
        spool.flush()
        blob = Blob.of_file(spool.name, STDIN, passing=True)
        # An empty pipe is a command before it that failed, and no mail.
        text = blob.size > 0 and kind_of(blob.head, "") in ("text", "unknown", "html")
        yield from _contents(blob, zips.Allowance(password, blob.size), is_mail=text)


def _problem(path: str, words: str) -> Item:
    return Item("file", "none", Source(path), problem=words)


def _reason(error: OSError) -> str:
    return f"cannot be opened: {error.strerror or error}"
