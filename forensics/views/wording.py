"""What programs write for each other, said as a reader takes it: places in a mail, spans of time, lines of the custody log.

Why it matters: a manager or a police officer who meets ``part 2 html a href``, ``PT48H`` or ``taking in begun`` in a report in Japanese
stops reading. The exact forms stay in the JSON, the CSV and the log itself; an unknown form is shown as it is. All of it may come from
a mail and stays hostile: these functions change words, they escape nothing.
"""

from __future__ import annotations

import re

from forensics.model.kinds import NO_YEAR

_PLACE = re.compile(r"(?:part (?P<part>[\d.]{1,40}),? ?)?(?P<rest>.*?)(?: at (?P<at>\d{1,12}))?", re.DOTALL)
_NAMED: dict[str, tuple[str, str]] = {
    "text": ("text", "本文"),
    "html": ("HTML", "HTML"),
    "html text": ("HTML text", "HTML の本文"),
    "html a href": ("link in the HTML", "HTML のリンク"),
    "html a": ("link in the HTML", "HTML のリンク"),
    "html img src": ("image in the HTML", "HTML の画像"),
    "html form": ("form in the HTML", "HTML のフォーム"),
    "received": ("Received lines", "Received 行"),
    "links": ("links", "リンク"),
    "attachments": ("attachments", "添付ファイル"),
    "attachment": ("attachment", "添付ファイル"),
    "mail": ("mail", "メール"),
    "pdf": ("PDF", "PDF"),
}
_SPAN = re.compile(r"P(?P<time>T?)(?P<n>\d{1,9})(?P<unit>[YMWDH])")
_UNITS: dict[str, tuple[str, str, str]] = {
    "Y": ("year", "years", "年"),
    "M": ("month", "months", "か月"),
    "W": ("week", "weeks", "週間"),
    "D": ("day", "days", "日"),
    "TH": ("hour", "hours", "時間"),
    "TM": ("minute", "minutes", "分"),
}
_DAYS: dict[str, tuple[str, str]] = {
    "today": ("the same day", "当日中"),
    "tomorrow": ("the next day", "翌日"),
}
MOST_DIGITS = 10
_YEARLESS = f"{NO_YEAR}-"
_WHEN = re.compile(rf"(?:\d{{4}}|{NO_YEAR})-\d\d(?:-\d\d)?")
_COUNTED = re.compile(r"(?P<n>\d{1,9}) (?P<unit>h|d|tags)(?P<rest>(?: [0-9a-f]{8})?)")
_MEASURES: dict[str, tuple[str, str, str]] = {
    "h": ("hour", "hours", "時間"),
    "d": ("day", "days", "日"),
    "tags": ("tag", "tags", "個のタグ"),
}
_ACTS: dict[str, tuple[str, str]] = {
    "case begun": ("case begun", "事案の開始"),
    "taking in begun": ("taking in begun", "受領の開始"),
    "taken in": ("taken in", "受領"),
    "taking in ended": ("taking in ended", "受領の終了"),
    "looked up": ("looked up", "外部サービスへの照会"),
    "exported as a bag": ("exported as a bag", "BagIt 形式での書き出し"),
    "originals file sealed": ("originals file sealed", "原本ファイルの封緘"),
    "log read": ("server log searched", "サーバーのログの照合"),
    "log completed after an interruption": ("log completed after an interruption", "中断後の記録の補完"),
}


def place(where: str, language: str) -> str:
    """Where a piece of evidence stands: ``part 1 text`` is the text of part 1, ``header From`` the From header."""
    ja = language == "ja"
    found = _PLACE.fullmatch(where)
    if not found:
        return where
    rest = found["rest"]
    name, _, more = rest.partition(" ")
    if rest in _NAMED:
        said = _NAMED[rest][ja]
    elif name == "header" and more:
        said = f"{more} ヘッダー" if ja else f"{more} header"
    elif name == "received" and more.isdigit():
        line = int(more) + 1 if len(more) < MOST_DIGITS else more  # a reader counts from one, the topmost
        said = f"Received 行 {line}" if ja else f"Received line {line}"
    elif name == "log" and more:
        said = f"ログ {more}" if ja else f"log {more}"
    else:
        said = rest
    parts = [f"パート {found['part']}" if ja else f"part {found['part']}"] if found["part"] else []
    parts += [said] if said else []
    parts += [f"{found['at']} 文字目" if ja else f"character {found['at']}"] if found["at"] else []
    return ("、" if ja else ", ").join(parts) or where


def span(value: str, language: str) -> str:
    """A time limit or a claimed period: ``PT48H`` is 48 hours, ``2026-02-11/2026-02-26`` from one day to another."""
    ja = language == "ja"
    if value in _DAYS:
        return _DAYS[value][ja]
    found = _SPAN.fullmatch(value)
    unit = _UNITS.get(found["time"] + found["unit"]) if found else None
    if found and unit:
        return f"{found['n']}{unit[2]}" if ja else f"{found['n']} {unit[0] if found['n'] == '1' else unit[1]}"
    ends = value.split("/")
    if len(ends) > 2 or not all(_WHEN.fullmatch(end) for end in ends):
        return value
    said = (" 〜 " if ja else " to ").join(end.removeprefix(_YEARLESS) for end in ends)
    if _YEARLESS not in value:
        return said
    return f"{said}(年の記載なし)" if ja else f"{said} (no year given)"


def shared_value(value: str, language: str) -> str:
    """What two mails share or differ in, where a program names it: ``37 h`` and ``15 tags 68c6b0d7`` are hours and tags."""
    found = _COUNTED.fullmatch(value)
    if not found:
        return value
    one, many, ja = _MEASURES[found["unit"]]
    said = f"{found['n']} {ja}" if language == "ja" else f"{found['n']} {one if found['n'] == '1' else many}"
    return said + found["rest"]


def act(what: str, language: str) -> str:
    """A line of the custody log; one that is unknown here as it is."""
    known = _ACTS.get(what)
    return known[language == "ja"] if known else what
