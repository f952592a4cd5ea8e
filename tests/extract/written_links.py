"""Links, hosts and addresses as people, editors and analysts write them: edges found wrong by reading, and their neighbours.

Marked as in ``cjk_links``. The rules: RFC 3986 appendix C and WHATWG URL for what a link is, GFM for entities at its end, usage for
names broken on purpose.
"""

from __future__ import annotations

LINES = r"""
# entities that an editor put for a sign of the text
⟦https://acme.example.org/x⟧&apos; next
⟦https://acme.example.org/x⟧&rdquo; next
⟦https://acme.example.org/x⟧&#x27; next
⟦https://acme.example.org/x⟧&amp;
⟦https://acme.example.org/x?a=1⟧&hl; and
⟦https://acme.example.org/x?a=1&amp;b=2⟧&quot; and
⟦https://acme.example.org/?a=1&gt=2&quot=3⟧
# ports, fragments and marks of emphasis without a scheme
⟦example.org:8080⟧.
⟦shop.example.org:8443⟧, then
⟦example.org#top⟧.
⟦example.org/#/login⟧
_⟦www.example.org⟧_
_⟦www.example.org/a_b⟧_
_⟦example.org⟧_ and __⟦example.org⟧__ and ~~⟦example.org⟧~~
_www.example.org and _example.org
# remarks, arrows and hyphens directly behind a name
⟦example.com⟧(⟦192.0.2.4⟧)
⟦example.com⟧(詳細)
⟦example.com⟧=>⟦example.net⟧
⟦example.com⟧->⟦example.net⟧
⟦example.com⟧--the best
Go to ⟦securepay.top⟧. Or ⟦acmepay.click⟧, now.
# hosts that are none, or are complete with little
⟦http://example.org:/x⟧
http://example..org/ and http://a..b/
https://www and https://www. and http://WWW/x
# addresses of machines
⟦192.0.2.1/admin⟧ and ⟦192.0.2.1:81/a.php?x=1⟧.
⟦192.0.2.1/2024/a⟧ ⟦192.0.2.1:8080/⟧
⟦192.0.2.1⟧/24 ⟦192.0.2.1⟧/192.0.2.9 ⟦192.0.2.1⟧/ ⟦192.0.2.1⟧:25
01:23:45:67:89:ab:cd:ef 10:20:30:40:50:60:70:80
\\⟦files.example.com⟧\share \\⟦files.example.com⟧@SSL@8080\x \\⟦192.0.2.1⟧\x file://⟦files.example.com⟧/x
C:\\example.com\x C:\Users\example.com\x domain\user.name file:///C:/example.com
# words, code and titles
4 ⟦F-gw13.F.EXAMPLE.NET⟧ (⟦192.0.2.46⟧), vb.ASP.NET
look at the dot com boom
Eq.2.in and Prof.Dr.med and Ph.D.in and pd.read, obj.info, log.info and std.io
I use array[.] foo, a[.]b
# broken on purpose
⟦acme[.]top⟧ ⟦evil[.]py⟧ ⟦evil[.]zip⟧ ⟦evil[.]sh⟧ ⟦evil[.]in⟧ ⟦evil(dot)it⟧ ⟦evil[.]com[.]top⟧
⟦evil(ドット)com⟧
⟦joe@acme dot com⟧
⟦evil\[.\]com⟧ ⟦hxxps\[:\]//evil\[.\]com/x⟧
evil\.py and evil.py
# titles of articles in Japanese, and stops among letters
⟦https://ja.wikipedia.org/wiki/東京都⟧をご覧ください。
⟦https://ja.wikipedia.org/wiki/東京都⟧に
⟦https://ja.wikipedia.org/wiki/進撃の巨人⟧へ
⟦https://ja.wikipedia.org/wiki/ジョン・レノン⟧
⟦https://ja.wikipedia.org/wiki/⟧こちらをご覧ください
⟦https://km.example.org/ទំព័រ⟧។
"""


def cases() -> list[tuple[str, list[str]]]:
    """(text, what is to be found as it stands there), in order."""
    out: list[tuple[str, list[str]]] = []
    for line in LINES.strip().splitlines():
        if not line.startswith("# "):
            pieces = line.replace("⟧", "⟦").split("⟦")
            out.append(("".join(pieces), pieces[1::2]))
    return out
