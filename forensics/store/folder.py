"""The folder of a case: beginning one, opening one, and putting right what an interrupted writer left."""

from __future__ import annotations

from pathlib import Path

from forensics.model.errors import CaseError, CaseLocked
from forensics.model.settings import CaseSettings
from forensics.store import custody, hashes, lock, settings
from forensics.store.originals import Originals, file_paths
from forensics.store.session import SEAL_BYTES, WAIT, Session

NOTES = "notes.md"
REPORTS = "reports"
LEFT_OVER = (settings.TEMPORARY, hashes.TEMPORARY)
"""Files that only a writer interrupted in the middle leaves behind."""


class CaseFolder:
    """Where a case lies, and the way to each of its parts."""

    def __init__(self, path: Path, examiner: str = "") -> None:
        self.path = path
        self.examiner = examiner
        self.seal_bytes = SEAL_BYTES
        self.wait = WAIT
        self.trouble = ""
        """Why an interrupted session could not be completed; writing will say it again, reading works."""
        self.completed = 0
        """Lines of the custody log that were completed at opening."""

    @classmethod
    def open(cls, path: str | Path, examiner: str = "") -> CaseFolder:
        """Open a case, begin it where there is none yet, complete it where a writer was interrupted.

        A damaged case opens as long as its settings can be read: it can still be looked at, and ``verify`` says what is wrong.
        """
        folder = cls(Path(path), examiner)
        if folder._is_new():
            folder._begin()
        elif lock.left_mark(folder.path) is not None:
            folder.repair()
        folder.settings()
        return folder

    @classmethod
    def existing(cls, path: str | Path, examiner: str = "") -> CaseFolder:
        """Open a case that must be there: CaseError where there is none."""
        if not (Path(path) / settings.NAME).is_file():
            raise CaseError(f"there is no case in {str(path)!r}: add evidence to it first")
        return cls.open(path, examiner)

    def settings(self) -> CaseSettings:
        """As ``case.toml`` says now."""
        return settings.load(self.path)

    def who(self) -> str:
        """The name for the custody log."""
        return self.examiner or self.settings().examiner or custody.somebody()

    def session(self) -> Session:
        """A writing session (``with``)."""
        return Session(self.path, who=self.who(), wait=self.wait, seal=self.seal_bytes)

    def originals(self) -> Originals:
        """The originals, to be read (``with``)."""
        return Originals(self.path)

    def act(self, what: str, **detail: object) -> None:
        """Put one act on record."""
        with self.session() as session:
            session.act(what, **detail)

    # -- beginning and repairing
    def _is_new(self) -> bool:
        """Whether nothing but perhaps ``case.toml`` and notes is there. A folder with other files is no place for a case."""
        if not self.path.exists():
            return True
        if not self.path.is_dir():
            raise CaseError(f"{str(self.path)!r} is a file, not a case folder")
        names = {entry.name for entry in self.path.iterdir()}
        if (self.path / custody.NAME).exists() or file_paths(self.path) or hashes.NAME in names:
            return False  # a case, whole or not
        if settings.NAME not in names and names - {lock.NAME, *LEFT_OVER}:
            raise CaseError(f"{str(self.path)!r} holds other files and is no case: name an empty or a new folder")
        return True

    def _begin(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in LEFT_OVER:
                (self.path / name).unlink(missing_ok=True)
            if not (self.path / settings.NAME).is_file():
                begun = CaseSettings(title=self.path.resolve().name, examiner=self.examiner)
                hashes.replace(self.path / settings.NAME, settings.text_of(begun).encode(), settings.TEMPORARY)
            with self.session() as session:
                if session.head.n == 0:  # else another process has begun it while this one waited
                    session.act("case begun", title=self.settings().title)
        except OSError as error:
            raise CaseError(f"no case can be begun in {str(self.path)!r}: {error.strerror}") from error

    def repair(self) -> None:
        """Complete what an interrupted writer left. A live writer has a mark too: then there is nothing to do."""
        guard = lock.WriteLock(self.path)
        try:
            guard.acquire(0)
        except CaseLocked:
            return
        except OSError as error:
            if error.errno in lock.READ_ONLY:
                return  # on a read-only medium a case can still be read
            raise
        guard.release()
        for name in LEFT_OVER:
            (self.path / name).unlink(missing_ok=True)
        try:
            with self.session() as session:
                self.completed += session.completed
                if session.head.n == 0:  # interrupted while the case was being begun
                    session.act("case begun", title=self.settings().title)
                elif session.completed:
                    session.act("log completed after an interruption", lines=session.completed)
        except CaseLocked:
            return
        except CaseError as error:
            self.trouble = str(error)
