"""``verify`` finds what was changed: a bit anywhere, a row, a file, a trigger."""

from __future__ import annotations

import random
import shutil
import sqlite3

import pytest

from forensics.store.folder import CaseFolder
from forensics.store.verify import verify

FLIPS = 200


def changed(folder, *statements):
    """Edit the originals file as somebody would who knows SQL and not this program."""
    connection = sqlite3.connect(folder.path / "originals-0001.sqlite")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.fuzz
def test_a_flipped_bit_is_found_wherever_it_lies(filled):
    path = filled.path / "originals-0001.sqlite"
    whole = path.read_bytes()
    chance = random.Random(1)
    places = {*range(0, 100, 3), *(chance.randrange(len(whole)) for _ in range(FLIPS))}
    missed = []
    for place in sorted(places):
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        path.write_bytes(data)
        if verify(CaseFolder(filled.path)):
            missed.append(place)
    path.write_bytes(whole)
    assert missed == []
    assert verify(CaseFolder(filled.path))


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (["DROP TRIGGER originals_delete"], "trigger originals_delete is not as it was created"),
        (["DROP TRIGGER originals_delete", "DELETE FROM originals WHERE number = 7"], "does not hold what custody line 2"),
        (["DROP TRIGGER originals_update", "UPDATE originals SET form = 'msg' WHERE number = 7"], "custody line 2"),
        (["DROP TRIGGER sources_update", "UPDATE sources SET path = 'x' WHERE id = 3"], "custody line 2"),
        (["DROP TRIGGER sources_delete", "DELETE FROM sources WHERE id = 3"], "custody line 2"),
        (["INSERT INTO sources VALUES (999, 1, 'x', NULL, '', '', 4)"], "custody line 4"),
        (["INSERT INTO sources VALUES (999, 1, 'x', NULL, '', '', 9)"], "rows that no custody line speaks of"),
        (["INSERT INTO custody VALUES (9, 'x')"], "is missing"),
        (["INSERT INTO pieces VALUES (1, 0, x'00')"], "pieces that belong to no original"),
        (
            ["DROP TRIGGER originals_update", "UPDATE originals SET data = (SELECT data FROM originals WHERE id = 2) WHERE id = 1"],
            "M-0001: the stored bytes are not those that were taken in",
        ),
    ],
)  # fmt: skip
def test_an_edited_row_is_found(filled, statements, says):
    changed(filled, *statements)
    outcome = verify(CaseFolder(filled.path))
    assert not outcome
    assert says in str(outcome)


def test_missing_and_added_files_are_named(filled):
    def says(folder):
        return str(verify(CaseFolder(folder)))

    for name in ("originals-0001.sqlite", "originals.sha256", "custody.jsonl", "case.toml"):
        copy = filled.path.parent / "copy"
        shutil.copytree(filled.path, copy)
        (copy / name).unlink()
        assert f"{name}: is missing" in says(copy), name
        (copy / name).mkdir()  # a folder of that name is not the file
        assert f"{name}: is missing" in says(copy), name
        assert f"{name}: does not belong to the case" in says(copy), name
        shutil.rmtree(copy)
    shutil.copy(filled.path / "originals-0001.sqlite", filled.path / "originals-0002.sqlite")
    assert "originals-0002.sqlite: was added" in says(filled.path)
    (filled.path / "originals-0002.sqlite").unlink()
    (filled.path / "extra.bin").write_bytes(b"x")
    (filled.path / "more").mkdir()
    assert "extra.bin: does not belong to the case" in says(filled.path)
    assert "more: does not belong to the case" in says(filled.path)


def test_what_belongs_to_the_desk_is_no_fault(filled):
    (filled.path / "notes.md").write_text("to do")
    (filled.path / "reports").mkdir()
    (filled.path / ".ipynb_checkpoints").mkdir()
    (filled.path / "look.ipynb").write_text("{}")
    assert verify(filled)


def test_verify_writes_nothing(filled):
    before = {path.name: path.read_bytes() for path in filled.path.iterdir()}
    assert verify(filled)
    assert before == {path.name: path.read_bytes() for path in filled.path.iterdir()}
