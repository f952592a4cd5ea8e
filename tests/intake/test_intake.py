"""Taking evidence in: the same case whatever the number of workers, nothing twice, nothing lost, nothing unsaid."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import zipfile

import pytest

from forensics import intake
from forensics.intake import limits, pool, reading, work
from forensics.model.errors import CaseLocked, UnreadableSource
from forensics.model.evidence import Source
from forensics.model.settings import CaseSettings
from forensics.parse import blob
from forensics.store import custody, packing, tables
from forensics.store.folder import CaseFolder
from forensics.store.verify import verify
from tests.intake.conftest import dumped, evidence, mail, write


def mixed(tmp_path):
    box = write(tmp_path / "inbox", 130)
    separator = b"From x@example.org Mon Jul  1 12:00:00 2024\n"
    (box / "all.mbox").write_bytes(
        b"".join(separator + mail(n).replace(b"\r\n", b"\n") + b"\n" for n in range(90, 150))
    )
    (box / "copy.eml").write_bytes(mail(3))
    (box / "notes.txt").write_bytes(b"not a mail\n")
    with zipfile.ZipFile(box / "box.zip", "w") as archive:
        archive.writestr("a.eml", mail(500))
        archive.writestr("b.eml", mail(4))
    (box / b"caf\xe9 \xff.eml".decode("utf-8", "surrogateescape")).write_bytes(mail(600))
    return box


def test_one_worker_and_three_build_the_same_case(tmp_path):
    box = mixed(tmp_path)
    cases = [CaseFolder.open(tmp_path / f"case{n}", "A. Analyst") for n in (1, 3)]
    outcomes = [intake.add(case, [box], workers=n, bar=False) for case, n in zip(cases, (1, 3), strict=True)]
    assert outcomes[0] == outcomes[1]
    assert (outcomes[0].mails, outcomes[0].files, outcomes[0].again) == (192, 2, 2)
    assert outcomes[0].problems == ((str(box / "notes.txt"), "not a mail: text without mail headers"),)
    assert evidence(cases[0]) == evidence(cases[1])
    assert dumped(cases[0]) == dumped(cases[1])
    assert len(dumped(cases[0])) > 1500
    assert all(verify(case) for case in cases)


def test_the_same_again_adds_nothing_but_a_note_of_the_act(tmp_path, begun):
    box = write(tmp_path / "inbox", 20)
    intake.add(begun, [box], workers=1)
    before = evidence(begun), dumped(begun)
    outcome = intake.add(begun, [box], note="once more", workers=2)
    assert (outcome.mails, outcome.files, outcome.again) == (0, 0, 20)
    assert (evidence(begun), dumped(begun)) == before
    acts = [json.loads(line) for line in custody.lines(begun.path)][-2:]
    assert [(act["what"], act.get("note")) for act in acts] == [
        ("taking in begun", "once more"),
        ("taking in ended", None),
    ]
    write(tmp_path / "inbox", 5, first=18)  # two changed their name only in our minds: 18 and 19 are the same bytes
    assert intake.add(begun, [box], workers=1).mails == 3
    (box / "0001.eml").write_bytes(mail(1, b"changed\r\n"))
    assert intake.add(begun, [box], workers=1).mails == 1
    assert [count for name, _, count in evidence(begun) if name in ("M-0002", "M-0024")] == [1, 1]
    assert verify(begun)


def test_duplicates_are_counted_and_every_place_is_kept(tmp_path, begun):
    write(tmp_path / "a", 3)
    write(tmp_path / "b", 3)
    intake.add(begun, [tmp_path / "a"], workers=1)
    outcome = intake.add(begun, [tmp_path / "b"], workers=1)
    assert (outcome.mails, outcome.again) == (0, 3)
    assert [count for _, _, count in evidence(begun)] == [2, 2, 2]
    connection = intake.connection(begun)
    assert [row[0] for row in connection.execute("SELECT copies FROM mails")] == [2, 2, 2]
    connection.close()


def test_tables_that_were_deleted_damaged_or_made_otherwise_come_back_the_same(tmp_path, begun):
    intake.add(begun, [mixed(tmp_path)], workers=2)
    intake.add(begun, [write(tmp_path / "more", 10, first=125)], workers=1)
    before = dumped(begun)
    path = begun.path / tables.NAME
    path.unlink()
    assert dumped(begun) == before
    data = bytearray(path.read_bytes())
    data[:100] = os.urandom(100)
    path.write_bytes(data)
    assert dumped(begun) == before
    path.write_bytes(b"")
    assert dumped(begun) == before
    text = (begun.path / "case.toml").read_text()
    (begun.path / "case.toml").write_text(text.replace("own_domains = []", 'own_domains = ["example.org"]'))
    other = dumped(begun)
    assert other != before  # other settings, other findings
    (begun.path / "case.toml").write_text(text)
    assert dumped(begun) == before
    assert verify(begun)


def test_tables_that_lag_behind_are_completed(tmp_path, begun):
    intake.add(begun, [write(tmp_path / "inbox", 30)], workers=1)
    kept = (begun.path / tables.NAME).read_bytes()
    intake.add(begun, [write(tmp_path / "inbox", 30, first=30), write(tmp_path / "copies", 4)], workers=1)
    whole = dumped(begun)
    (begun.path / tables.NAME).write_bytes(kept)
    assert dumped(begun) == whole


def test_what_is_too_large_is_kept_whole_and_read_in_part(tmp_path, begun, monkeypatch):
    for module in (packing, blob):
        monkeypatch.setattr(module, "WHOLE", 200_000)
    monkeypatch.setattr(packing, "PIECE", 50_000)
    # sys.modules, since intake's function ``batches`` hides the module of that name
    for name in ("forensics.intake.batches", "forensics.intake.reading"):
        monkeypatch.setattr(sys.modules[name], "READ_LIMIT", 100_000)
    box = tmp_path / "inbox"
    box.mkdir()
    big = mail(1, b"word " * 100_000)
    (box / "0.eml").write_bytes(mail(0))
    (box / "1.eml").write_bytes(big)
    (box / "1copy.eml").write_bytes(big)
    (box / "2.bin").write_bytes(b"\0data" * 100_000)
    with zipfile.ZipFile(box / "3.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.eml", mail(2, b"word " * 100_000))
    outcome = intake.add(begun, [box], workers=1, bar=False)
    assert (outcome.mails, outcome.files, outcome.again) == (3, 2, 1)
    assert [words for place, words in outcome.problems if place.endswith(".eml")] == [
        "reading-cut: only the first 100000 bytes were read"] * 2  # fmt: skip
    with begun.originals() as originals:
        assert originals.get("M-0002") == big
    assert verify(begun)


def test_missing_paths_are_named_and_the_rest_is_done(tmp_path, begun):
    box = write(tmp_path / "inbox", 3)
    outcome = intake.add(begun, [str(box / "*.eml"), str(tmp_path / "nothing")], workers=1)
    assert outcome.mails == 3
    assert outcome.problems == ((str(tmp_path / "nothing"), "there is nothing of that name"),)
    with pytest.raises(UnreadableSource, match="there is nothing at"):
        intake.add(begun, [str(tmp_path / "nothing")])


def test_the_case_itself_is_no_evidence(tmp_path, begun):
    (tmp_path / "a.eml").write_bytes(mail(1))
    assert intake.add(begun, [tmp_path], workers=1).mails == 1
    assert intake.add(begun, [tmp_path], workers=1).files == 0


def test_a_mail_that_takes_too_long_is_kept_and_said_to_be_unread(monkeypatch):
    def slow(raw, *_, **__):
        if b"slow" in raw:
            while True:
                pass
        return real(raw, "eml", CaseSettings())

    real = reading.read_original
    monkeypatch.setattr(work, "read_original", slow)
    monkeypatch.setattr(work, "SECONDS", 0.2)
    monkeypatch.setattr(work, "cpu_timer", lambda seconds=0.2: limits.cpu_timer(min(seconds, 0.2)))
    result = work.do(work.Job("mail", "eml", "", data=mail(1, b"slow")), CaseSettings())
    assert result.size == len(mail(1, b"slow"))
    assert result.unread.startswith("reading-stopped: more than")
    assert result.rows is not None
    assert result.rows[0][2] == "sender1@example.org"  # the headers were read all the same


def test_trouble_in_one_mail_costs_no_other(monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("a mistake of ours")

    monkeypatch.setattr(work, "read_original", broken)
    result = work.do(work.Job("mail", "eml", "", data=mail(1)), CaseSettings())
    assert result.unread == "reading-failed: ZeroDivisionError: a mistake of ours"


DYING = """
import os, sys
sys.path[:0] = {path!r}
from forensics.intake import work
real = work.read_original
def read(raw, *given, **named):
    if b"die here" in raw:
        os.kill(os.getpid(), 9)
    return real(raw, *given, **named)
work.read_original = read
from forensics.intake.worker import main
main()
"""


def test_a_mail_that_kills_its_reader_costs_no_other(tmp_path, begun, monkeypatch):
    monkeypatch.setattr(pool, "_START", DYING)
    box = write(tmp_path / "inbox", 120)
    (box / "0050.eml").write_bytes(mail(50, b"die here\r\n"))
    (box / "0099.eml").write_bytes(mail(99, b"die here\r\n"))
    outcome = intake.add(begun, [box], workers=2, bar=False)
    assert outcome.mails == 120
    assert [place[-8:] for place, _ in outcome.problems] == ["0050.eml", "0099.eml"]
    assert all(words.startswith("reading-stopped") for _, words in outcome.problems)
    assert [name for name, _, _ in evidence(begun)] == [f"M-{n:04d}" for n in range(1, 121)]
    assert verify(begun)


def test_workers_that_hold_too_much_are_replaced_one_for_one(tmp_path, begun, monkeypatch):
    """Every worker is over the bound at once: many come and go, and never are there more than were asked for."""
    monkeypatch.setattr(pool, "RETIRED", 1)
    monkeypatch.setattr(sys.modules["forensics.intake.batches"], "NUMBER", 5)
    hired, alive = [], []
    hire = pool.Pool._hire

    def counted(self):
        worker = hire(self)
        hired.append(worker)
        alive.append(sum(each._process.poll() is None for each in hired))
        return worker

    monkeypatch.setattr(pool.Pool, "_hire", counted)
    outcome = intake.add(begun, [write(tmp_path / "inbox", 200)], workers=2, bar=False)
    assert outcome.mails == 200
    assert len(hired) > 2
    assert max(alive) <= 2
    assert [name for name, _, _ in evidence(begun)] == [f"M-{n:04d}" for n in range(1, 201)]


def test_where_no_worker_can_live_everything_is_kept_all_the_same(tmp_path, begun, monkeypatch):
    monkeypatch.setattr(pool, "_START", "import sys; sys.exit(3)")
    outcome = intake.add(begun, [write(tmp_path / "inbox", 3)], workers=2, bar=False)
    assert outcome.mails == 3
    assert [words[:15] for _, words in outcome.problems] == ["reading-stopped"] * 3
    assert verify(begun)


def test_two_writers_one_after_the_other(tmp_path, begun):
    """Two notebooks add to one case at once: both are whole afterwards, whoever came first."""
    boxes = [write(tmp_path / "a", 40), write(tmp_path / "b", 40, first=40)]
    trouble: list[BaseException] = []

    def add(box):
        try:
            intake.add(CaseFolder.open(begun.path), [box], workers=1, bar=False)
        except BaseException as error:  # noqa: BLE001 - told to the test below
            trouble.append(error)

    threads = [threading.Thread(target=add, args=(box,)) for box in boxes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert len(evidence(begun)) == 80
    assert verify(begun)


def test_reading_while_another_writes(tmp_path, begun):
    intake.add(begun, [write(tmp_path / "inbox", 10)], workers=1)
    other = CaseFolder(begun.path)
    other.wait = 0.1
    with begun.session() as session:
        assert len(dumped(other)) > 10
        session.act("still writing")
        with pytest.raises(CaseLocked):
            intake.add(other, [tmp_path / "inbox"], workers=1)
        with pytest.raises(CaseLocked):
            verify(other)


def test_a_remark_on_how_a_mail_was_cut_out_is_a_defect(tmp_path, begun):
    separator = b"From x@example.org Mon Jul  1 12:00:00 2024\n"
    box = tmp_path / "a.mbox"
    box.write_bytes(separator + mail(1).replace(b"\r\n", b"\n") + b"\nFrom bob Mon Jul  1 12:00:00 2024\nmore\n")
    assert intake.add(begun, [box], workers=1).problems == ()
    connection = intake.connection(begun)
    assert "mbox-separator-unclear" in connection.execute("SELECT defects FROM mails").get
    connection.close()
    with begun.originals() as originals:
        assert originals.sources(originals.find("M-0001")) == (
            Source(str(box), len(separator), separator.decode(), ""),
        )  # fmt: skip


def test_of_the_odd_mails_every_byte_is_kept(tmp_path, begun, shared):
    script = shared / "robustness_mails.py"
    if not script.exists():
        pytest.skip("shared/robustness_mails.py is not there")
    box = tmp_path / "odd"
    subprocess.run([sys.executable, str(script), str(box)], check=True, capture_output=True)
    outcome = intake.add(begun, [box], bar=False)
    assert verify(begun)
    with begun.originals() as originals:
        stored = {original.sha256 for original in originals}
        places = {source.path for _, source in originals.sources_after(0)}
        boxes = {path: b"" for path in places if path.endswith(".mbox")}
        for id_, source in originals.sources_after(0):
            if source.path in boxes:
                around = source.envelope.encode("latin-1"), source.after.encode("latin-1")
                boxes[source.path] += around[0] + originals.read(originals.by_id(id_)) + around[1]
    unsaid = {place for place, _ in outcome.problems}
    for case in json.loads((box / "manifest.json").read_text())["cases"]:
        path = str(box / case["file"])
        if case["kind"] == "special":
            assert path in unsaid
        elif path in boxes:
            assert boxes[path] == (box / case["file"]).read_bytes()
        else:
            assert case["sha256"] in stored, case["id"]
            assert path in places, case["id"]
