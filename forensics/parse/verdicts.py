"""What spam filters wrote into the headers: SpamAssassin, Rspamd, Exchange and Microsoft 365, and some hosting providers.

Why it matters: the administrator's own filter saw the client's reputation and the mail's twins; its verdict is evidence, and one
that was right and ignored, or wrong, explains how the mail got through. Strangers write the same headers (a phishing kit that adds
``X-Spam-Status: No`` is common), so each verdict has a standing.
Sources: SpamAssassin's Mail::SpamAssassin::Conf (``add_header``), Rspamd's ``milter_headers``, Microsoft's 'Anti-spam message headers'.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from forensics.model.authentication import FilterVerdict

LONGEST = 20_000
MOST_MARKS = 300
_NUMBER = re.compile(r"-?[0-9]{1,6}(?:\.[0-9]{1,6})?")
_STATUS = re.compile(r"\s*+(yes|no)\b,?", re.IGNORECASE)
_PAIR = re.compile(r"\b(score|hits|required)=\s*+(\S*+)", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[\s\]]\s*+[a-z]{2,20}=")
_RSPAMD = re.compile(r"(True|False)\s*+\[(-?[0-9.]{1,12}) / (-?[0-9.]{1,12})\]", re.IGNORECASE)
_SYMBOL = re.compile(r"([A-Z][A-Z0-9_]{2,80})\((-?[0-9]{1,5}(?:\.[0-9]{1,6})?)\)")
_FIELD = re.compile(r"([A-Za-z]{1,12}):([^;]{0,400}+)")
_CATEGORIES = {
    "phsh": "phishing", "hphsh": "phishing", "hphish": "phishing", "hspm": "spam", "spm": "spam", "malw": "malware", "bulk": "bulk",
    "spoof": "phishing", "gimp": "phishing", "uimp": "phishing", "dimp": "phishing", "bimp": "phishing", "amp": "malware",
}  # fmt: skip
_SPAM_FROM = 5
"""Exchange: a spam confidence level of five and more is spam, -1 says that nobody looked."""


def _number(text: str) -> float | None:
    found = _NUMBER.search(text[:200])
    return float(found[0]) if found else None


def _spam_status(header: str, value: str) -> FilterVerdict:
    word = _STATUS.match(value)
    said: dict[str, str] = {key.lower(): text for key, text in _PAIR.findall(value)}
    listed = _NEXT_WORD.split(value.partition("tests=")[2], maxsplit=1)[0].strip("[] ")
    tests = [name for name in re.split(r"[,\s]+", listed) if name and name.lower() != "none"][:MOST_MARKS]
    marks = tuple((name.partition("=")[0], name.partition("=")[2]) for name in tests)
    return FilterVerdict(
        "SpamAssassin",
        header,
        {"yes": "spam", "no": "clean"}.get(word[1].lower(), "") if word else "",
        _number(said.get("score", said.get("hits", ""))),
        _number(said.get("required", "")),
        marks,
    )


def _flag(header: str, value: str) -> FilterVerdict:
    word = value.strip().lower()
    verdict = {"yes": "spam", "true": "spam", "no": "clean", "false": "clean", "ok": "clean", "clean": "clean"}.get(
        word, ""
    )
    return FilterVerdict("SpamAssassin" if "flag" in header else "", header, verdict)


def _score(header: str, value: str) -> FilterVerdict:
    return FilterVerdict("Rspamd" if "rspamd" in header else "SpamAssassin", header, "", _number(value))


def _rspamd_result(header: str, value: str) -> FilterVerdict:
    found = _RSPAMD.search(value[:400])
    marks = tuple(_SYMBOL.findall(value)[:MOST_MARKS])
    if not found:
        return FilterVerdict("Rspamd", header, "", None, None, marks)
    verdict = "spam" if found[1].lower() == "true" else "clean"
    return FilterVerdict("Rspamd", header, verdict, _number(found[2]), _number(found[3]), marks)


def _rspamd_action(header: str, value: str) -> FilterVerdict:
    action = value.strip().lower()
    verdict = (
        "clean"
        if action in ("no action", "greylist")
        else ("spam" if action in ("reject", "add header", "rewrite subject") else "")
    )
    return FilterVerdict("Rspamd", header, verdict, marks=(("action", action[:60]),))


def _scl(header: str, value: str) -> FilterVerdict:
    level = _number(value)
    verdict = "" if level is None or level < 0 else ("spam" if level >= _SPAM_FROM else "clean")
    return FilterVerdict("Exchange", header, verdict, level, float(_SPAM_FROM))


def _pcl(header: str, value: str) -> FilterVerdict:
    level = _number(value)
    # 4 to 8: the content is likely phishing (Microsoft, 'Understanding phishing confidence level').
    return FilterVerdict("Exchange", header, "phishing" if level is not None and level >= 4 else "", level, 4.0)


def _forefront(header: str, value: str) -> FilterVerdict:
    marks = tuple((key, text.strip()) for key, text in _FIELD.findall(value)[:MOST_MARKS])
    said = {key.upper(): text for key, text in marks}
    category = _CATEGORIES.get(said.get("CAT", "").lower(), "")
    level = _number(said.get("SCL", "")) if said.get("SCL") else None
    if not category and said.get("SFV", "").upper() in ("SPM", "SKS", "SKB"):
        category = "spam"
    if not category and (said.get("CAT", "").upper() == "NONE" or said.get("SFV", "").upper() == "NSPM"):
        category = "clean"
    return FilterVerdict("Exchange", header, category, level, float(_SPAM_FROM) if level is not None else None, marks)


def _antispam(header: str, value: str) -> FilterVerdict:
    marks = tuple((key, text.strip()) for key, text in _FIELD.findall(value)[:MOST_MARKS])
    level = next((_number(text) for key, text in marks if key.upper() == "BCL"), None)
    # Bulk complaint level: 7 and more is bulk by default in Microsoft 365.
    return FilterVerdict("Exchange", header, "bulk" if level is not None and level >= 7 else "", level, 7.0, marks)


def _named(program: str) -> Callable[[str, str], FilterVerdict]:
    def read(header: str, value: str) -> FilterVerdict:
        return FilterVerdict(program, header, "", marks=(("value", value.strip()[:200]),))

    return read


def _provider(header: str, value: str) -> FilterVerdict:
    word = value.strip().lower()
    verdict = (
        "phishing"
        if "phish" in word
        else ("spam" if word.startswith(("spam", "high")) else ("clean" if word in ("ok", "clean") else ""))
    )
    return FilterVerdict("provider", header, verdict, marks=(("value", value.strip()[:200]),))


READERS: dict[str, Callable[[str, str], FilterVerdict]] = {
    "x-spam-status": _spam_status,
    "x-spam-flag": _flag,
    "x-spam-score": _score,
    "x-spamd-result": _rspamd_result,
    "x-rspamd-result": _rspamd_result,
    "x-rspamd-score": _score,
    "x-rspamd-action": _rspamd_action,
    "x-rspamd-pre-result": _named("Rspamd"),
    "x-rspamd-server": _named("Rspamd"),
    "x-ms-exchange-organization-scl": _scl,
    "x-ms-exchange-organization-pcl": _pcl,
    "x-ms-exchange-organization-authas": _named("Exchange"),
    "x-ms-exchange-organization-authsource": _named("Exchange"),
    "x-ms-exchange-organization-messagedirectionality": _named("Exchange"),
    "x-ms-exchange-organization-antispam-report": _forefront,
    "x-forefront-antispam-report": _forefront,
    "x-forefront-antispam-report-untrusted": _forefront,
    "x-microsoft-antispam": _antispam,
    "x-vr-spamstate": _provider,
    "x-vade-spamstate": _provider,
    "x-pm-spam-action": _provider,
    "x-spam": _provider,
    "x-virus-scanned": _named("virus scanner"),
    "x-authentication-warning": _named("sendmail"),
}
"""Header (lower case) -> who reads it."""


def read_verdict(header: str, value: str) -> FilterVerdict | None:
    """The verdict in one header, None where the header is none of a filter's. Never raises; linear in the length."""
    reader = READERS.get(header.lower())
    return reader(header.lower(), value[:LONGEST]) if reader else None
