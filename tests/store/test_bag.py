"""The whole case as a BagIt bag that any tool for bags accepts."""

from __future__ import annotations

import bagit
import pytest

from forensics.model.errors import CaseError
from forensics.store import bag
from forensics.store.verify import verify


def test_a_bag_is_valid_and_holds_every_byte(filled, tmp_path):
    path = bag.export(filled, tmp_path / "bag", version="1")
    made = bagit.Bag(str(path))
    made.validate()
    with filled.originals() as originals:
        for original in originals:
            file = path / "data" / f"{original.kind}s" / bag.file_name(original)
            assert file.read_bytes() == originals.read(original)
    assert len((path / "data" / "sources.csv").read_text().splitlines()) == 126
    assert verify(filled).lines == 5  # the handing over is on record
    with (path / "data" / "mails" / "M-0001.eml").open("ab") as end:
        end.write(b"x")
    with pytest.raises(bagit.BagError):
        made.validate()


def test_a_bag_never_goes_over_something_else(filled, tmp_path):
    (tmp_path / "bag").mkdir()
    (tmp_path / "bag" / "mine.txt").write_text("mine")
    with pytest.raises(CaseError, match="there already"):
        bag.export(filled, tmp_path / "bag", version="1")
