"""What a bare name must show to be taken for a host: the difference between ``shop.example`` and ``report.py``.

Why it matters: more words with a dot between them are files, abbreviations, missing spaces and code than hosts, and half of the
endings of files are top-level domains. A wrong host blocks somebody. Source of what is a top-level domain: the Public Suffix List;
the rest is usage.
"""

from __future__ import annotations

import re

from forensics.domains import is_top_level


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FILES = _words(
    "ai app as asm bar bat bin bz cab cat cc cf cfg cpp cs csv dat db dev dll doc docm docx exe foo gz h htm html ico inc ini iso java jpg js json"
    " kt lib log lua mat md mm mobi mov mp3 mp4 my name nr one pdf php pl pm png properties ps pub py rar rs scr sh so sql st sub swift tar"
    " tex ts ttf txt vb vi vbs win xml yaml zip"
)
"""Last labels that are more often the ending of a file. A host only with a path behind the name, or under ``www``."""
_WORDS = _words(
    "am an as at be by do if in is it la me my no of ok or so to top we id host map search style target date name email link click"
    " data red blue black pink green day one now new old here there this best care how case show page site room wow boo"
)
"""Last labels that are words, or properties in code: the name before them must look like a name."""
_CODE = _words("self this obj elem std np pd plt tf console logger log req res ctx")
"""First of two labels in code, ``log.info``, ``pd.read``: a host only under an ending that no member of an object has."""
_HEADS = _words(
    "a abbr li ul ol td th tr p div span h1 h2 h3 h4 h5 h6 img body html table tbody font input button form label nav section self this that"
    " window document event obj object el elem item node list array str string math date args user data config app module exports system"
    " os sys io net std e g i vs etc inc ltd co no mr mrs dr st jr sr fig vol pp ed al cf approx dept est min max"
)
"""First labels of selectors, code and abbreviations."""
_SHARE = re.compile(r"(?:@(?i:ssl))?(?:@[0-9]{1,5})?\\")
_DRIVE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]:\Z")
_TITLES = frozenset({"Dr", "Prof", "Ing", "Mr", "Mrs", "Ms"})
_TECHNOLOGY = frozenset({"ASP.NET", "ASP.Net", "ADO.NET", "VB.NET", "ODP.NET"})
_CODE_BEHIND = re.compile(r"\s{0,2}(?:\{|=[^=>]|\+=|\+\+)")
_TRAVELLED = frozenset({"app", "dev", "name", "cc", "ai", "my", "mobi", "one"})
"""Endings of files that are far more often seen as top-level domains in mail."""
_LABELS_OF_A_SITE = 3
_BELIEVED = _words("at be in is it me no to top site click")
"""Those of the words above under which whole countries and many offenders have their names: believed where a sentence ends or pauses
behind one."""
_PAUSE = re.compile(r"[,;!]?\Z|[,;!]\s|[.!]?[ \t]{0,8}\r?\n|\.(?:\Z|[ \t]{1,8}[A-ZÄÖÜ])|[”’»]")
_LONG_ENOUGH = 4
_SHORT = 3
"""Capitals that are an abbreviation more often than the name of a provider (``ASP.NET``)."""
_NEVER = frozenset({"invalid", "localhost"})
"""Reserved names that lead nowhere (RFC 6761); with a scheme before them they are kept as they stand."""


def is_bare_host(text: str, start: int, end: int, *, behind: str, broken: bool = False) -> bool:
    """Whether ``text[start:end]``, labels with dots between, reads as a host.

    ``behind`` is ``/``, ``?`` or ``:`` of what follows it; ``broken`` tells whether somebody broke it on purpose.
    """
    run = text[start:end]
    labels = run.replace("。", ".").split(".")
    last = labels[-1]
    ending = last.lower()
    if ending.isdigit() or ending in _NEVER or not is_top_level(last) or not _case_of_a_host(run, last):
        return False
    if not all(labels) or any(label[0] == "-" or label[-1] == "-" for label in labels):
        return False
    if run.isascii() and _abbreviation(labels):
        return False
    if labels[0].lower() == "www" or broken or (behind and (behind == "/" or ending not in _FILES)):
        return True
    if len(labels) == 2 and labels[0] in _CODE and ending not in ("com", "net", "org"):
        return False
    if ending in _FILES and (ending not in _TRAVELLED or last != ending):
        return False
    if ending in _WORDS and not _looks_like_a_name(labels) and not _in_a_list(text, start, end, labels):
        return False
    return run not in _TECHNOLOGY and not _CODE_BEHIND.match(text, end)


def _case_of_a_host(run: str, last: str) -> bool:
    """``example.com``, ``EXAMPLE.COM``, ``PayPal.com``, ``gw13.EXAMPLE.NET``; but ``end.Then`` is a missing space."""
    if last.islower() or run.isupper() or not last.isascii() or last in ("Com", "Org"):
        return True
    above = run.rpartition(".")[0].rpartition(".")  # a server whose provider writes its own name in capitals
    return last.isupper() and bool(above[0]) and above[2].isupper() and len(above[2]) > _SHORT


def _abbreviation(labels: list[str]) -> bool:
    """``e.g.It``, ``U.S.A``, ``10.am``, ``3.to``: initials, times and numbered lists."""
    if len(labels) > 2 and (len(labels[0]) == 1 == len(labels[-2]) or labels[-2] in _TITLES):
        return True  # a letter, a letter, a word; 'Prof.Dr.med'
    digits = all(label.isdigit() for label in labels[:-1])
    return (
        digits and (len(labels[-1]) < 3 or len(labels[-2]) < 3) and labels[-1].lower() not in ("com", "net", "cn")
    )  # '1.info', '10.am'


def _looks_like_a_name(labels: list[str]) -> bool:
    """More than two labels, a hyphen or a digit, or a word too long and too unlike one that ends a sentence."""
    head = labels[-2]
    if labels[0].lower() in _HEADS or (len(head) == 1 and head.isupper()):  # 'Ph.D.in'
        return False
    if head.isdigit() and len(labels) >= _LABELS_OF_A_SITE:
        return False  # 'Eq.2.in'
    return len(labels) >= _LABELS_OF_A_SITE or "-" in head or any(sign.isdigit() for sign in head)


def _in_a_list(text: str, start: int, end: int, labels: list[str]) -> bool:
    """``beispiel.at, beispiel.it``: a name of some length, in small letters, behind a blank and before a pause."""
    return (
        len(labels[-2]) >= _LONG_ENOUGH
        and labels[-1] in _BELIEVED
        and labels[0].islower()
        and labels[0] not in _HEADS
        and text[start - 1 : start] in (" ", "\n", "")
        and _PAUSE.match(text, end) is not None
    )


def is_share(text: str, start: int, end: int) -> bool:
    r"""``\\files.example.org\share``, and over the web ``\\files.example.org@SSL\share``; but no name in a path of this machine."""
    before = text[max(0, start - 5) : start - 2]
    local = (before[-1:].isascii() and before[-1:].isalnum()) or _DRIVE.search(before)
    return text[start - 2 : start] == "\\\\" and not local and _SHARE.match(text, end) is not None
