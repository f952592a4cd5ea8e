"""QR codes drawn with characters and with cells, in each way that has been seen; ordinary tables and texts give nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics import read_mail
from forensics.extract.carriers import cells, drawings
from forensics.extract.carriers.place import Budget, Place
from tests.extract.carriers.made import LINK, found, qr_grid, with_html
from tests.pace import took

GRID = qr_grid(LINK)
BORDERED = (
    [[False] * (len(GRID) + 4)] * 2
    + [[False] * 2 + row + [False] * 2 for row in GRID]
    + [[False] * (len(GRID) + 4)] * 2
)
EXPECTED = [("qr code", "qr", LINK), ("qr code", "url", LINK), ("qr code", "domain", "pay.example.net")]


def lines(dark, light):
    return "\n".join("".join(dark if cell else light for cell in row) for row in BORDERED)


def halves(signs=" ▀▄█"):
    rows = [*BORDERED, *[[False] * len(BORDERED[0])] * (len(BORDERED) % 2)]
    return "\n".join(
        "".join(signs[up + 2 * down] for up, down in zip(rows[n], rows[n + 1], strict=True))
        for n in range(0, len(rows), 2)
    )


def braille():
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    side = len(BORDERED)

    def sign(x, y):
        return chr(
            0x2800
            + sum(
                bits[dy][dx]
                for dy in range(4)
                for dx in range(2)
                if y + dy < side and x + dx < side and BORDERED[y + dy][x + dx]
            )
        )

    return "\n".join("".join(sign(x, y) for x in range(0, side, 2)) for y in range(0, side, 4))


TEXTS = {
    "two blocks a module": lines("██", "  "),
    "one block a module": lines("█", " "),
    "half blocks": halves(),
    "half blocks, light ones drawn": halves("█▄▀ "),
    "braille": braille(),
    "squares": lines("⬛", "⬜"),
    "ascii": lines("##", "  "),
    "blanks that do not break": lines("██", "\u00a0\u00a0"),
}


def plain(text):
    head = "From: a@example.org\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return read_mail((head + text).encode())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_drawn_with_characters(text):
    words = "Dear customer,\nscan this:\n\n"
    assert found(plain(f"{words}{text}\n\nThank you\n")) == EXPECTED


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_drawn_with_characters_in_a_page(text):
    assert found(with_html(f"<p>scan</p><pre>{text}</pre><p>bye</p>")) == EXPECTED
    entities = text.replace(" ", "&nbsp;").replace("█", "&#9608;")
    broken = "".join(f"<div>{line}</div>\n" for line in entities.split("\n"))
    assert found(with_html(f"<p>scan</p>{broken}<p>bye</p>")) == EXPECTED


def table(cell, row="<tr>", rows=None):
    body = "".join(f"{row}{''.join(cell(each) for each in line)}</tr>" for line in (rows or GRID))
    return f"<table cellspacing=0><tbody>{body}</tbody></table>"


def runs(line):
    """(dark, how many) of each stretch of a row."""
    out: list[list[int]] = []
    for cell in line:
        if out and out[-1][0] == cell:
            out[-1][1] += 1
        else:
            out.append([cell, 1])
    return out


def boxes(tag, style):
    return "".join(
        "<div style='height:4px'>"
        + "".join(f"<{tag} style='{style};background:{'#000' if cell else '#fff'}'></{tag}>" for cell in line)
        + "</div>"
        for line in GRID
    )


PAGES = {
    "bgcolor": table(lambda dark: f'<td width=4 height=4 bgcolor="{"#000000" if dark else "#FFFFFF"}"></td>'),
    "style": table(lambda dark: f'<td style="width:4px;height:4px;background-color:{"black" if dark else "white"}"></td>'),
    "rgb": table(lambda dark: f'<td style="background: rgb({"20, 20, 90" if dark else "250, 250, 240"})">&nbsp;</td>'),
    "only dark ones": table(lambda dark: "<TD BGCOLOR=BLACK></TD>" if dark else "<TD></TD>"),
    "by class": "<style>.a{width:4px} .k, .x {background:#111} .w{background:#eee}</style>"
    + table(lambda dark: f"<td class={'k' if dark else 'w'}></td>"),
    "light on a dark table": table(lambda dark: "<td></td>" if dark else "<td bgcolor=white></td>").replace(
        "<table", "<table bgcolor=#000"
    ),
    "light on dark modules": table(lambda dark: f"<td bgcolor={'#fafafa' if dark else '#101010'}></td>"),
    "colspan": table(lambda run: f'<td colspan={run[1]} bgcolor={"black" if run[0] else "white"}></td>', rows=[runs(line) for line in GRID]),
    "widths": table(
        lambda run: f'<td width="{5 * run[1]}" height="5" bgcolor="{"#000" if run[0] else "#fff"}"></td>',
        rows=[runs(line) for line in GRID],
    ),
    "boxes": boxes("span", "display:inline-block;width:4px;height:4px"),
    "divs": boxes("div", "float:left;width:4px;height:4px"),
    "inside a layout": "<table><tr><td>" + "<p>scan</p>" + table(lambda dark: f"<td bgcolor={'#000' if dark else '#fff'}></td>") + "</td></tr></table>",
}  # fmt: skip


@pytest.mark.parametrize("html", PAGES.values(), ids=PAGES)
def test_drawn_with_cells(html):
    assert found(with_html(f"<html><body><p>scan</p>{html}<p>bye</p></body></html>")) == EXPECTED


def test_ordinary_tables_and_texts_give_nothing():
    rows = "".join(f"<tr><td bgcolor=#000>{n}</td><td>b</td><td bgcolor=white>c</td></tr>" for n in range(300))
    assert found(with_html(f"<table>{rows}</table>")) == []
    assert found(plain("#" * 80 + "\n" + ("#" + " " * 78 + "#\n") * 30 + "#" * 80)) == []
    assert found(plain("████████░░ 80%\n" * 40)) == []


SHAPES = ["<td>", "<td bgcolor=#000></td>", "<table>", "<table><tr><td bgcolor=#000>", "<div style='background:#000'></div>", "<tr>", "<br>",
          "<td rowspan=400 colspan=400 bgcolor=#000>", ".a{background:#000}", "<span style=width:1>&nbsp;", "<td " ]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_megabyte_of_cells_ends(shape):
    source = shape * (1_000_000 // len(shape))
    assert took(lambda: list(cells.sightings(source, Place("1"), Budget())), below=4) < 4


@pytest.mark.parametrize(
    "shape", ["█", "█ \n", "█" * 400 + "\n", "█ " * 100 + "\n", "####", "# \n", "⣿" * 300 + "\n", "▀▄" * 99 + "\n"]
)
def test_a_megabyte_of_blocks_ends(shape):
    text = shape * (1_000_000 // len(shape))
    assert took(lambda: list(drawings.sightings(text, Place("1"), Budget())), below=4) < 4


@given(st.text(alphabet="█▀▄ ⣿⬛#\n\u00a0x<td bgcolor=#000 colspan=3></td><tr>", max_size=2000))
def test_no_drawing_stops_it(text):
    for each in (*drawings.sightings(text * 3, Place("1"), Budget()), *cells.sightings(text * 3, Place("1"), Budget())):
        assert each.observable.value
