"""A mail without carriers pays nothing, one with too many of them is cut and says so."""

from __future__ import annotations

import subprocess
import sys

from forensics.extract import carriers
from forensics.extract.carriers.place import Budget
from tests.extract.carriers.made import LINK, file_of, found, qr_picture, with_file, with_files, with_html

CHECK = """
import sys, forensics
from forensics.extract import sightings
mail = forensics.read_mail(b"From: a@example.org\\r\\nContent-Type: text/html\\r\\n\\r\\n<a href=http://a.example.net/>x</a>")
assert any(each.observable.kind == "url" for each in sightings(mail))
print(sorted({"PIL", "zxingcpp", "pypdf", "olefile", "numpy"} & set(sys.modules)))
"""


def test_a_mail_without_carriers_loads_no_library_for_them():
    done = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_same_picture_twice_is_read_once():
    code = file_of(qr_picture(LINK))
    mail = with_files([code, code, code], "image/png", "a.png")
    budget = Budget()
    assert [each.observable.kind for each in carriers.of_attachments(mail, budget)] == ["qr", "url", "domain"]
    assert budget.images == Budget().images - 1


def test_more_files_than_a_mail_may_have_are_cut_once():
    most = Budget().files
    page = "".join(f'<img src="data:text/plain,a{n}">' for n in range(most + 50)) + f"<p>{LINK}</p>"
    told = found(with_html(page), "limit", not_in=())
    assert told == [("attachment", "limit", "more files than are opened in one mail")]


def test_more_pixels_than_a_mail_may_have_are_not_decoded():
    budget = Budget(pixels=1_000)
    told = list(carriers.of_attachments(with_file(file_of(qr_picture(LINK)), "image/png"), budget))
    assert [each.observable.kind for each in told] == ["limit"]
    assert budget.pixels == 1_000
