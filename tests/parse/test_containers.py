"""From files and folders to pieces of evidence: everything comes out, nothing is opened that should not be."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from forensics.parse import containers, zips
from forensics.parse.containers import unpack
from forensics.parse.emlx import to_eml

MAIL = b"From: a@example.org\r\nSubject: x\r\nDate: Mon, 1 Jul 2024 12:00:00 +0900\r\n\r\nHello.\r\n"
SEPARATOR = b"From sender@example.org Mon Jul  1 12:00:00 2024\r\n"


def listed(path, **named):
    return [(item.kind, item.form, Path(item.source.path).name, item.problem) for item in unpack(Path(path), **named)]


@pytest.mark.parametrize(
    ("name", "data", "kind", "form", "problem"),
    [
        ("a.eml", MAIL, "mail", "eml", ""),
        ("A.EML", MAIL, "mail", "eml", ""),
        ("no suffix", MAIL, "mail", "eml", ""),
        ("a.txt", MAIL, "mail", "eml", ""),
        ("a.eml", SEPARATOR + MAIL, "mail", "eml", ""),  # saved with its separator line
        ("a.eml", b"", "mail", "eml", ""),
        ("a.eml", b"only words, no header\n", "mail", "eml", ""),
        ("a.mbox", MAIL, "mail", "eml", ""),
        ("a.txt", b"only words\n", "file", "text", "not a mail: text without mail headers"),
        ("a.eml", b"\x89PNG\r\n\x1a\nxxxx", "file", "png", "not a mail: PNG image"),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "file", "ole", "not a mail: OLE document, not an Outlook message"),
        ("a.pst", b"!BDN" + bytes(508), "file", "pst", "not a mail: Outlook data file (PST/OST)"),
        ("a.bin", b"", "file", "empty", "not a mail: empty file"),
        ("a.mbox", b"", "file", "mbox", ""),
        ("a.mbox", b"words\n", "file", "text", "not a mailbox: no line in it begins a mail"),
        ("1.emlx", b"%d\n" % len(MAIL) + MAIL + b"<plist/>", "mail", "emlx", ""),
    ],
)  # fmt: skip
def test_a_file_is_told_by_its_bytes_and_then_by_its_name(tmp_path, name, data, kind, form, problem):
    (tmp_path / name).write_bytes(data)
    assert listed(tmp_path / name) == [(kind, form, name, problem)]
    (item,) = unpack(tmp_path / name)
    assert item.read() == data


def test_a_folder_comes_in_a_fixed_order_and_maildir_is_known(tmp_path):
    for box in ("box", "box/.Sent"):
        for part in ("cur", "new", "tmp"):
            (tmp_path / box / part).mkdir(parents=True)
    (tmp_path / "box/cur/1700000000.M1P1.host:2,S").write_bytes(b"words without a header\n")
    (tmp_path / "box/new/1700000001.M1P1.host").write_bytes(MAIL)
    (tmp_path / "box/.Sent/cur/1700000002.M1P1.host:2,S").write_bytes(SEPARATOR + MAIL)
    (tmp_path / "box/dovecot-uidlist").write_bytes(b"3 V1 N1\n")
    assert listed(tmp_path) == [
        ("mail", "eml", "1700000002.M1P1.host:2,S", ""),
        ("mail", "eml", "1700000000.M1P1.host:2,S", ""),
        ("file", "text", "dovecot-uidlist", "not a mail: text without mail headers"),
        ("mail", "eml", "1700000001.M1P1.host", ""),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_and_pipes_are_named_and_not_opened(tmp_path):
    (tmp_path / "real.eml").write_bytes(MAIL)
    (tmp_path / "link.eml").symlink_to(tmp_path / "real.eml")
    (tmp_path / "loop.eml").symlink_to(tmp_path / "loop.eml")
    (tmp_path / "out").symlink_to("/")
    (tmp_path / "folder.eml").mkdir()
    os.mkfifo(tmp_path / "pipe.eml")
    found = {name: problem for _, _, name, problem in listed(tmp_path)}
    assert found.pop("real.eml") == ""
    assert "not followed" in found["link.eml"]
    assert "not followed" in found["loop.eml"]
    assert "not followed" in found["out"]
    assert "named pipe" in found["pipe.eml"]
    assert "named like a mail" in found["folder.eml"]
    assert len(found) == 5
    (item,) = unpack(tmp_path / "missing")
    assert (item.data, item.span) == (None, None)
    assert "No such file" in item.problem


def test_the_case_is_no_evidence_for_itself(tmp_path):
    (tmp_path / "case").mkdir()
    for name in ("case/derived.sqlite", "case-2.eml"):
        (tmp_path / name).write_bytes(MAIL)
    case = tmp_path / "case"
    said = "the case itself, which is no evidence"
    assert listed(case, leave_out=case) == [("file", "none", "case", said)]
    assert listed(case / "derived.sqlite", leave_out=case) == [("file", "none", "derived.sqlite", said)]
    assert listed(tmp_path, leave_out=case) == [("mail", "eml", "case-2.eml", "")]
    assert listed(tmp_path / "case-2.eml", leave_out=case) == [("mail", "eml", "case-2.eml", "")]


def test_standard_input():
    code = "from forensics.parse.containers import unpack; from pathlib import Path\nfor i in unpack(Path('-')): print(i.kind, i.form, len(i.read()))"
    for data, says in (
        (MAIL, "mail eml"),
        (SEPARATOR + MAIL + b"\r\n" + SEPARATOR + MAIL, "mail eml"),
        (b"words", "mail eml"),
        (b"", "file empty"),  # the command before the pipe failed: that is no mail
    ):
        done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True)
        assert done.stdout.decode().startswith(says)
        assert len(done.stderr) == 0


def test_a_zip_gives_its_members_and_itself(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.eml", MAIL)
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as archive:
        archive.writestr("メール/一.eml", MAIL)
        archive.writestr("all.mbox", (SEPARATOR + MAIL + b"\r\n") * 2)
        archive.writestr("../../etc/up.eml", MAIL)
        archive.writestr("inner.zip", inner.getvalue())
    items = list(unpack(tmp_path / "box.zip"))
    assert [item.source.path.partition("box.zip")[2] for item in items] == [
        "!メール/一.eml", "!all.mbox", "!all.mbox", "!../../etc/up.eml", "!inner.zip!deep.eml", "!inner.zip", "",
    ]  # fmt: skip
    assert [item.read() for item in items if item.kind == "mail"] == [MAIL] * 5
    assert items[-1].read() == (tmp_path / "box.zip").read_bytes()
    assert {item.problem for item in items} == {""}


def renamed(path, old, new):
    """Write the names of a zip anew, as a packer without UTF-8 would have: same length, other bytes."""
    path.write_bytes(path.read_bytes().replace(old, new))


def test_names_from_a_japanese_windows_are_read(tmp_path):
    name = "請求書.eml".encode("cp932")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x" * len(name), MAIL)
    renamed(tmp_path / "a.zip", b"x" * len(name), name)
    assert [row[2] for row in listed(tmp_path / "a.zip")] == ["a.zip!請求書.eml", "a.zip"]


def encrypted(path, password):
    """A zip as 7-Zip and others make it: AES is not in the standard library, so the classic way, by hand."""
    crc = zipfile.crc32(MAIL)  # type: ignore[attr-defined]  # a private name, which its stubs do not tell
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = [zipfile._gen_crc(n) for n in range(256)]  # type: ignore[attr-defined]  # a private name, which its stubs do not tell

    def update(byte):
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + MAIL:
        mix = keys[2] | 2
        out.append(byte ^ (mix * (mix ^ 1) >> 8 & 255))
        update(byte)
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("secret.eml")
        archive.writestr(info, bytes(out))
    data = bytearray(path.read_bytes())
    for place, mark in ((data.index(b"PK\x03\x04"), 6), (data.index(b"PK\x01\x02"), 8)):
        data[place + mark] |= 1
        base = place + mark + 8
        data[base : base + 4] = crc.to_bytes(4, "little")
        data[base + 8 : base + 12] = len(MAIL).to_bytes(4, "little")
    path.write_bytes(data)


@pytest.mark.parametrize("password", ["infected", "秘密"])
def test_an_encrypted_zip_opens_with_its_password(tmp_path, password):
    encrypted(tmp_path / "a.zip", password.encode("cp932"))
    first, whole = unpack(tmp_path / "a.zip", password=password)
    assert (first.kind, first.read(), whole.problem) == ("mail", MAIL, "")


def test_without_the_password_the_zip_is_kept_and_named(tmp_path):
    encrypted(tmp_path / "a.zip", b"other")
    first, whole = unpack(tmp_path / "a.zip", password="wrong")
    assert "encrypted" in first.problem
    assert "encrypted" in whole.problem
    assert whole.read() == (tmp_path / "a.zip").read_bytes()


def test_bombs_are_stopped(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.bin", bytes(30 << 20))
    monkeypatch.setattr(zips, "FREE", 10 << 20)
    assert "decompression bomb" in listed(tmp_path / "bomb.zip")[-1][3]
    data = MAIL
    for _ in range(6):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("in.zip", data)
        data = out.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    assert "archives inside each other" in listed(tmp_path / "deep.zip")[0][3]
    monkeypatch.setattr(zips, "MEMBERS", 10)
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for n in range(20):
            archive.writestr(f"{n}.eml", MAIL)
    rows = listed(tmp_path / "many.zip")
    assert len(rows) == 11
    assert "more than 10 entries" in rows[-1][3]


def test_a_damaged_zip_gives_what_it_can(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("1.eml", MAIL)
        archive.writestr("2.eml", MAIL)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[40] ^= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert [(kind, bool(problem)) for kind, _, _, problem in listed(tmp_path / "a.zip")] == [
        ("file", True), ("mail", False), ("file", True),
    ]  # fmt: skip
    (tmp_path / "cut.zip").write_bytes(data[:50])
    assert "damaged" in listed(tmp_path / "cut.zip")[0][3]


def test_emlx_is_a_mail_with_a_length_before_it():
    assert to_eml(b"%d   \n" % len(MAIL) + MAIL + b"<?xml ...") == MAIL
    assert to_eml(b"999999\n" + MAIL) == MAIL
    assert to_eml(MAIL) == MAIL


@pytest.mark.parametrize("seed", [1, 2])
def test_odd_files(tmp_path, shared, seed):
    script = shared / "robustness_mails.py"
    if not script.exists():
        pytest.skip("shared/robustness_mails.py is not there")
    kinds = [word for kind in ("mbox", "not-mail", "file-system") for word in ("--only", kind)]
    command = [sys.executable, str(script), str(tmp_path), "--seed", str(seed), *kinds]
    subprocess.run(command, check=True, capture_output=True)
    cases = json.loads((tmp_path / "manifest.json").read_text())["cases"]
    by_file: dict[str, list[containers.Item]] = {}
    for item in unpack(tmp_path):
        by_file.setdefault(os.path.relpath(item.source.path, tmp_path).partition("!")[0], []).append(item)
    for case in cases:
        items = by_file.get(case["file"], [])
        if case["class"] == "mbox":
            assert sum(item.kind == "mail" for item in items) in case["expect"]["messages"], case["id"]
            around = [(i.source.envelope.encode("latin-1"), i.read(), i.source.after.encode("latin-1")) for i in items]
            assert b"".join(b"".join(each) for each in around) == (tmp_path / case["file"]).read_bytes(), case["id"]
        elif "special" in case["expect"]:
            assert [bool(item.problem) for item in items] == [True], case["id"]
        elif case["kind"] == "mail":
            assert [(item.kind, item.problem) for item in items] == [("mail", "")], case["id"]
