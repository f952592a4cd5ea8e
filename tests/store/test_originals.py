"""Originals: stored once, found again by name and hash, never changed, in as many files as they need."""

from __future__ import annotations

import hashlib
import json

import apsw
import pytest

from forensics.model.errors import CaseError, UnknownExhibit
from forensics.model.evidence import Source
from forensics.store import custody, hashes, packing
from forensics.store.folder import CaseFolder
from forensics.store.session import Taken
from forensics.store.verify import verify
from tests.store.conftest import taken


def test_an_original_is_found_by_name_and_by_hash(filled):
    with filled.originals() as originals:
        first = originals.get("M-0001")
        assert first.startswith(b"From: sender0@example.org")
        assert originals.get("m-1") == first
        assert originals.get(hashlib.sha256(first).hexdigest()) == first
        assert originals.find("F-0005").kind == "file"
        for name in ("M-0121", "F-0006", "X-0001", "M-", "", "M-99999999999999999999", "0" * 64):
            with pytest.raises(UnknownExhibit, match="no exhibit"):
                originals.get(name)


def test_same_bytes_are_stored_once_and_every_place_is_remembered(filled):
    with filled.session() as session:
        before = session.head.n
        known = session.take_in([taken(3)])
        assert session.head.n == before  # nothing new: nothing is written
        again = session.take_in([taken(3, path="elsewhere/copy.eml"), taken(3, path="elsewhere/copy.eml")])
    assert [(o.new, o.new_source) for o in (*known, *again)] == [(False, False), (False, True), (False, False)]
    with filled.originals() as originals:
        assert [s.path for s in originals.sources(originals.find("M-0004"))] == ["inbox/0003.eml", "elsewhere/copy.eml"]
        assert originals.count("mail") == 120
    assert verify(filled)


def test_the_file_refuses_every_change(filled):
    connection = apsw.Connection(str(filled.path / "originals-0001.sqlite"))
    for table in ("originals", "sources", "custody"):
        column = "line" if table != "originals" else "form"
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = {column}"):
            with pytest.raises(apsw.ConstraintError, match="evidence is never changed"):
                connection.execute(statement)
    connection.close()


def test_a_full_file_is_sealed_and_named_by_the_next(tmp_path):
    folder = CaseFolder.open(tmp_path / "case", "A. Analyst")
    folder.seal_bytes = 100_000
    with folder.session() as session:
        for n in range(0, 1500, 100):
            session.take_in([taken(i) for i in range(n, n + 100)])
        session.take_in([taken(1, path="again.eml")])
    names = sorted(path.name for path in folder.path.glob("originals-*.sqlite"))
    assert names == [f"originals-{n:04d}.sqlite" for n in range(1, len(names) + 1)]
    assert len(names) > 2
    lines = [json.loads(line) for line in custody.lines(folder.path)]
    sealed = {line["file"]: line["sha256"] for line in lines if line["what"] == "originals file sealed"}
    assert sealed == {name: hashes.of_file(folder.path / name) for name in names[:-1]}
    with folder.originals() as originals:
        assert [o.number for o in originals] == list(range(1, 1501))
        assert (
            len(originals.sources(originals.find("M-0002"))) == 2
        )  # the original lies in the first file, this in the last
    assert verify(folder)
    (folder.path / names[0]).unlink()
    outcome = verify(CaseFolder(folder.path))
    assert f"{names[0]}: is missing" in outcome.problems


def test_what_is_too_large_to_hold_lies_in_pieces(tmp_path):
    folder = CaseFolder.open(tmp_path / "case", "A. Analyst")
    raw = bytes(range(256)) * 100_000
    parts = [raw[n : n + packing.PIECE] for n in range(0, len(raw), packing.PIECE)]
    item = Taken(
        "mail", "eml", hashlib.sha256(raw).hexdigest(), len(raw), Source("big.eml"), pieces=map(packing.packed, parts)
    )
    with folder.session() as session:
        session.take_in([item])
    with folder.originals() as originals:
        assert originals.get("M-0001") == raw
    assert verify(folder).bytes == len(raw)


def test_a_batch_is_all_or_nothing(filled):
    def broken():
        yield packing.packed(b"one")
        raise packing.Damaged("the file changed while it was read")

    bad = Taken("mail", "eml", "0" * 64, 3, Source("bad.eml"), pieces=broken())
    with filled.session() as session:
        with pytest.raises(packing.Damaged):
            session.take_in([taken(900), bad])
        assert session.take_in([taken(901)])[0].original.exhibit == "M-0121"
    with filled.originals() as originals:
        assert originals.count("mail") == 121
    assert verify(filled)


@pytest.mark.parametrize("name", ["inbox", "文書"])
def test_a_folder_with_other_files_is_no_place_for_a_case(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    (folder / "mail.eml").write_bytes(b"From: a@example.org\r\n\r\n")
    with pytest.raises(CaseError, match="holds other files"):
        CaseFolder.open(folder)
    assert [path.name for path in folder.iterdir()] == ["mail.eml"]


def test_a_case_that_is_not_there_is_not_begun_by_looking(tmp_path):
    with pytest.raises(CaseError, match="there is no case"):
        CaseFolder.existing(tmp_path / "case")
    assert not (tmp_path / "case").exists()
