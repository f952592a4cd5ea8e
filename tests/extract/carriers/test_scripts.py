"""Links that code spells out, with each way of hiding them that occurs; what depends on more ends a value, and nothing is run."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forensics.extract.carriers import literals, markup, scripts
from forensics.extract.carriers.place import Place
from tests.extract.carriers.made import LINK, file_of, found, qr_picture, with_file, with_html
from tests.pace import took

PACKED = base64.b64encode(LINK.encode()).decode()
CODES = ",".join(str(ord(sign)) for sign in LINK)
HEXED = "".join(f"\\x{ord(sign):02x}" for sign in LINK)
WIDE = "".join(f"\\u{ord(sign):04X}" for sign in LINK)
PERCENT = "".join(f"%{ord(sign):02X}" for sign in LINK)


@pytest.mark.parametrize(
    ("code", "value", "how"),
    [
        (f"location = atob('{PACKED}')", LINK, "atob"),
        (f'window.location.href=window.atob("{PACKED}");', LINK, "atob"),
        (f"location.replace(unescape('{PERCENT}'))", LINK, "unescape"),
        ("x = unescape('%u0068%u0069')", "hi", "unescape"),
        (f"window.open(String.fromCharCode({CODES}))", LINK, "fromCharCode"),
        ("a = String.fromCharCode(0x68, 105)", "hi", "fromCharCode"),
        (f"location='{HEXED}'", LINK, "escapes"),
        (f"location='{WIDE}'", LINK, "escapes"),
        (r"location='https:\/\/pay.example.net\/login?id=7'", LINK, "escapes"),
        ("location='ht'+'tps://'+ \"pay.example.net\" /* x */ + '/login?id=7'", LINK, "joined"),
        ("var h='pay.example.net'; location='https://'+h+'/login?id=7'", LINK, "joined"),
        ("var h='pay.example.net'; location=`https://${h}/login?id=7`", LINK, "joined"),
        (f"var k='{PACKED}';\nlocation=atob(k)", LINK, "atob"),
        (f"location='{LINK[::-1]}'.split('').reverse().join('')", LINK, "split, reverse"),
        (f"var r='{LINK[::-1]}'; location=r.split('').reverse().join('')", LINK, "split, reverse"),
        ("location=['https:','','pay.example.net','login?id=7'].join('/')", LINK, "array"),
        ("location='https://pay.QQexample.net/login?id=7'.replace('QQ','')", LINK, "replace"),
        ("location='https://pay.example.net/?u='+user", "https://pay.example.net/?u=", "literal"),
        (f"location=atob('{base64.b64encode(PERCENT.encode()).decode()}'.concat(''))", PERCENT, "joined, atob"),
        (f"location=unescape(atob('{base64.b64encode(PERCENT.encode()).decode()}'))", LINK, "atob, unescape"),
    ],
)
def test_values(code, value, how):
    assert (value, how) in [(each.text, each.how) for each in literals.Reader(code).read()]


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (f"<script>location=atob('{PACKED}')</script>", "html script"),
        (f"<SCRIPT type=x>\nlocation=atob('{PACKED}')", "html script"),
        (f"<div onclick=\"location.href=atob('{PACKED}')\">x</div>", "html event handler"),
        (f"<body onLoad='window.open(atob(&quot;{PACKED}&quot;))'>", "html event handler"),
        (f"<a href=\"javascript:location=atob('{PACKED}')\">x</a>", "html script target"),
        (f"<a href=\"javascript:location='{HEXED.replace(chr(92), '%5C')}'\">x</a>", "html script target"),
        ("<div onclick=\"location.href='//pay.example.net/login?id=7'\">", "html event handler"),
        ("<base href='https://pay.example.net/a/'><p onclick=\"location='../login?id=7'\">", "html event handler"),
        (
            f"<script>document.write(unescape('{''.join(f'%{ord(c):02x}' for c in f'<a href={LINK}>x</a>')}'))</script>",
            "html script",
        ),
        (f"<script>document.write('<scr'+'ipt>location=atob(\"{PACKED}\")</scr'+'ipt>')</script>", "html script"),
        (f"<a data-target='{PACKED}'>x</a>", "html source"),
    ],
)
def test_pages(html, where):
    told = found(with_html(html), "url")
    # A target without a scheme gets http, as everywhere where nothing says which.
    assert any(each[0] == where and each[2].partition("://")[2] == LINK.partition("://")[2] for each in told), told


def test_what_stands_plainly_is_told_once_and_code_without_links_is_silent():
    plain = f"<div onclick=\"location.href='{LINK}'\">x</div>"
    assert found(with_html(plain), "url") == [("html event handler", "url", LINK)]
    assert found(with_html("<script>var a='x'+'y'; location.hash='#a'; document.title='a.b'+'c'</script>")) == []
    assert found(with_html("<p>The location is example street.</p>")) == []


SVG = f"""<?xml version="1.0"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<a xlink:href="https://a.example.net/x"><text>Open http://text.example.net/</text></a>
<image href='https://b.example.net/i.png'/>
<script><![CDATA[window.location = atob("{PACKED}");]]></script></svg>"""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            SVG,
            [
                ("svg href", "https://a.example.net/x"),
                ("svg href", "https://b.example.net/i.png"),
                ("html script", LINK),
                ("svg text", "http://text.example.net/"),
            ],
        ),
        (
            f"<html><meta http-equiv=refresh content='0;url=https://m.example.net/'><form action={LINK}></form></html>",
            [("html content", "https://m.example.net/"), ("html action", LINK)],
        ),
        ("<html><script src='//js.example.net/a.js'></script>", [("html src", "http://js.example.net/a.js")]),
        (f"[InternetShortcut]\r\nURL={LINK}\r\n", [("attached text", LINK)]),
        ("var a = 1; // http://text.example.net/", [("attached text", "http://text.example.net/")]),
    ],
)
def test_files_of_markup_whatever_they_call_themselves(data, expected):
    told = [(where, value) for where, _, value in found(with_file(data.encode()), "url")]
    assert told == expected


def test_files_in_data_uris_are_read_one_level_deep():
    page = f"<script>location=atob('{PACKED}')</script>"
    uri = f"data:text/html;base64,{base64.b64encode(page.encode()).decode()}"
    assert ("html script", "url", LINK) in found(with_html(f'<iframe src="{uri}">'))
    assert ("html href", "url", LINK) in found(with_html(f"<a href='data:text/html,<a href=%22{LINK}%22>x</a>'>y</a>"))
    picture = base64.b64encode(file_of(qr_picture(LINK))).decode()
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,{picture}"/></svg>'
    assert ("qr code", "url", LINK) in found(with_file(svg.encode(), "image/svg+xml", "a.svg"))


CODE = st.lists(
    st.sampled_from(
        ["'a'", '"b\\x41"', "+", "(", ")", "[", "]", ",", ".", "=", "atob", "unescape", "String.fromCharCode", "1", "0x4", "x", "location",
         "`${x}", "`", "'", '"', "\\", "/*", "*/", "//", "\n", ".split", ".join", ".reverse", ".replace", "'aHR0cDovL2E='", "{", "}", ";"]
    )
).map("".join)  # fmt: skip


@given(st.one_of(CODE, st.text()))
def test_no_code_stops_it(code):
    for value in literals.Reader(code).read():
        assert isinstance(value.text, str)
    for each in scripts.sightings(f"<script>{code}</script><p onx='{code}'>", "", Place("1"), set(), [code]):
        assert each.observable.value
    for each in markup.sightings(code, "http://a.example/", Place("1"), "svg"):
        assert each.observable.value


HOSTILE = ["(", "[", "'a'+", "a=", "atob(", "atob('", "String.fromCharCode(1,", "/*", "`${", "x.split(", "'a'.concat(", '"', "<script>", "<script", "</",
           "<", " onaaa='", "href=", 'href="', "data:a/b,", "data:;base64,", "<!--", "'\\", "a='b'+a;", "url(", "aHR0c", "'aHR0c", "['a',"]  # fmt: skip


@pytest.mark.parametrize("shape", HOSTILE)
def test_hostile_code_costs_no_more_than_its_length(shape):
    def cost(length):
        text = "location " + shape * (length // len(shape))

        def read():
            for _ in literals.Reader(text).read():
                pass
            for _ in scripts.sightings(text, "", Place("1"), set(), []):
                pass
            for _ in markup.sightings(text, "", Place("1"), "html"):
                pass

        return took(read, below=0.5)

    assert cost(240_000) <= 24 * cost(30_000) + 0.25
