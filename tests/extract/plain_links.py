"""Links as programs that make text clickable find them: the edges that have nothing to do with a script.

Marked as in ``cjk_links``. The rules: RFC 3986 appendix C, WHATWG URL, the Public Suffix List, RFC 1123 for labels; a stop, a quotation
mark or an unmatched bracket at the end belongs to the sentence.
"""

from __future__ import annotations

LINKS = """
# schemes and hosts
⟦http://example.com⟧
⟦https://example.com⟧
⟦HTTP://EXAMPLE.COM⟧
⟦Http://Example.com⟧
⟦ftp://ftp.example.com/pub⟧
⟦http://www.example.com/⟧
⟦http://example.museum⟧
⟦http://sub.sub.example.co.uk/x⟧
⟦http://a.b--c.de/⟧
⟦http://a-b.example.com⟧
⟦http://1337.net⟧
⟦http://example.com⟧. A sentence
⟦http://example.com./x⟧
⟦http://localhost⟧
⟦http://localhost:3000⟧
⟦http://localhost:3000/x⟧
⟦http://intranet/x⟧
⟦http://223.255.255.254⟧
⟦http://142.42.1.1/⟧
⟦http://142.42.1.1:8080/⟧
⟦http://1.1.1.1⟧
⟦http://0.0.0.0⟧
⟦http://10.1.1.254/x⟧
⟦http://[::1]:8080/⟧
⟦http://[2001:db8::ff00:42:8329]⟧
⟦http://userid:password@example.com:8080⟧
⟦http://userid@example.com/⟧
⟦http://user:p%40ss@example.com/⟧
⟦http://under_score.example.com/⟧
⟦http://☺.damowmow.com/⟧
⟦http://✪df.ws/123⟧
⟦http://➡.ws/䨹⟧
⟦http://⌘.ws⟧
⟦http://⌘.ws/⟧
⟦http://مثال.إختبار⟧
⟦http://例子.测试⟧
⟦http://उदाहरण.परीक्षा⟧
⟦http://президент.рф/⟧
⟦http://xn--80a.com⟧
# paths, queries, fragments
⟦http://example.com/foo⟧
⟦http://example.com/foo/⟧
⟦http://example.com/foo.html⟧
⟦http://example.com/foo_bar⟧
⟦http://example.com/foo_(bar)⟧
⟦http://example.com/foo_(bar)_(again)⟧
⟦http://example.com/foo_(bar)#cite-1⟧
⟦http://example.com/foo_(bar)_baz#cite-1⟧
⟦http://example.com/(something)?after=parens⟧
⟦http://example.com/unicode_(✪)_in_parens⟧
⟦http://example.com/?q=Test%20URL-encoded%20stuff⟧
⟦http://example.com?q=Spaces⟧ should be encoded
⟦http://example.com?q=1⟧
⟦http://example.com#top⟧
⟦http://example.com/#top⟧
⟦http://example.com/#/route/1⟧
⟦http://example.com/#!/tag⟧
⟦http://example.com/a?b=c&d=e⟧
⟦http://example.com/a?b[]=1&b[]=2⟧
⟦http://example.com/a;b=c?d⟧
⟦http://example.com/a,b,c⟧
⟦http://example.com/a:b⟧
⟦http://example.com/a@b⟧
⟦http://example.com/@user⟧
⟦http://example.com/~user⟧
⟦http://example.com/$a⟧
⟦http://example.com/a+b⟧
⟦http://example.com/a*b⟧
⟦http://example.com/a!b⟧
⟦http://example.com/a'b⟧
⟦http://example.com/a=b⟧
⟦http://example.com/a%20b⟧
⟦http://example.com/a^b⟧
⟦http://example.com/a--b⟧
⟦http://example.com/a..b⟧
⟦http://example.com/a/../b⟧
⟦http://example.com//a⟧
⟦http://example.com/{id}⟧
⟦http://example.com/a-⟧
⟦http://example.com/a_⟧
⟦http://example.com/a/b/⟧
⟦http://example.com/events/#&product=browser⟧
⟦http://example.com/view.php?url=http://example.org/⟧
⟦http://example.com/http://example.org⟧
⟦http://example.com/?u=https%3A%2F%2Fexample.org%2F⟧
⟦http://example.com/a?b&amp;c=d⟧
⟦http://example.com/Größe⟧
⟦http://example.com/Россия⟧
⟦http://j.mp⟧
⟦http://code.example.com/events/#&product=browser⟧
⟦http://example.com:80⟧
⟦http://example.com:80/a⟧
⟦http://example.com:65535/a⟧
# the end of a sentence, brackets, quotation marks
⟦http://example.com/foo⟧.
⟦http://example.com/foo⟧,
⟦http://example.com/foo⟧;
⟦http://example.com/foo⟧:
⟦http://example.com/foo⟧!
⟦http://example.com/foo⟧?
⟦http://example.com/foo⟧...
⟦http://example.com/foo⟧?!?
⟦http://example.com/foo⟧'
⟦http://example.com/foo⟧"
⟦http://example.com/foo⟧”
⟦http://example.com/foo⟧…
⟦http://example.com⟧.
⟦http://example.com⟧,
⟦http://example.com⟧!
⟦http://example.com⟧?
⟦http://example.com⟧: and
⟦http://example.com/⟧?
⟦http://example.com/⟧...
(⟦http://example.com⟧)
(⟦http://example.com/⟧)
(⟦http://example.com/foo⟧).
(⟦http://example.com/foo_(bar)⟧)
(see ⟦http://example.com/foo⟧)
(see ⟦http://example.com/foo_(bar)⟧, too)
[⟦http://example.com/foo⟧]
{⟦http://example.com/foo⟧}
<⟦http://example.com/foo⟧>
<a href="⟦http://example.com/foo⟧">
"⟦http://example.com/foo⟧"
'⟦http://example.com/foo⟧'
“⟦http://example.com/foo⟧”
‘⟦http://example.com/foo⟧’
«⟦http://example.com/foo⟧»
©⟦example.com⟧ ⟦example.org⟧™ ·⟦user@example.com⟧ ①⟦example.com⟧②⟦user@example.org⟧
⟦http://example.com/foo⟧® ⟦http://example.com/foo⟧¹ ⟦http://example.com/a·b⟧·
⟨⟦http://example.com/foo⟧⟩ ⟦http://example.com/foo⟧⟶
`⟦http://example.com/foo⟧`
*⟦http://example.com/foo⟧*
**see ⟦http://example.com/foo⟧**
_⟦http://example.com/foo⟧_
|⟦http://example.com/foo⟧|
⟦http://example.com/foo⟧|x
⟦http://example.com/foo⟧<br>
⟦http://example.com/foo⟧>x
⟦http://example.com/foo⟧)x
⟦http://example.com/foo⟧]x
⟦http://example.com/foo(bar)baz⟧ quux
⟦http://example.com/⟧(x
⟦http://example.com/'foo'⟧
⟦http://example.com/foo⟧ bar
⟦http://example.com/a⟧, ⟦http://example.com/b⟧ and ⟦http://example.com/c⟧.
⟦http://example.com/a⟧ (⟦http://example.org/b⟧)
[text](⟦http://example.com/foo⟧)
[text](⟦http://example.com/foo_(bar)⟧)
![image](⟦http://example.com/a.png⟧ "title")
url=⟦http://example.com/foo⟧
url:⟦http://example.com/foo⟧
see:⟦http://example.com⟧
host=⟦example.com⟧ port=443
⟦http://example.com⟧／⟦http://example.org⟧
id,⟦http://example.com/a⟧,2026,x
id;⟦http://example.com/a⟧;2026
&lt;⟦http://example.com/a;b=1⟧&gt;
[url]⟦http://example.com/foo⟧[/url]
[url=⟦http://example.com/foo⟧]text[/url]
[img]⟦http://example.com/a.png⟧[/img]
_⟦http://example.com/a_b⟧_
~⟦http://example.com/~me⟧~
*⟦http://example.com/a*b⟧*.
**⟦http://example.com/foo⟧**
⟦http://example.com/a⟧⟦https://example.org/b⟧
⟦http://example.com/a⟧,⟦http://example.org/b⟧;⟦http://example.net/c⟧
⟦http://example.com/?u=http://example.org/b⟧
⟦http://example.com/?u%3Dhttp://example.org/b⟧
⟦http://example.com⟧.Then more
⟦http://Example.Org⟧ and ⟦HTTP://EXAMPLE.ORG⟧
tcp://⟦example.com⟧:4444 and sftp://me:pw@⟦sub.example.com⟧/a
ldap://⟦192.0.2.1⟧/x
/⟦http://example.com⟧
-⟦http://example.com⟧
@⟦http://example.com⟧
# without a scheme
⟦www.example.com⟧
⟦WWW.EXAMPLE.COM⟧
⟦www.example.com/⟧
⟦www.example.com/?a=b&c=d⟧
⟦www.example.com:8080/x⟧
⟦www2.example.com⟧
⟦www.example.co.uk⟧.
(⟦www.example.com⟧)
⟦www.example.com⟧, ⟦www.example.org⟧
⟦example.com⟧
⟦example.co.uk⟧
⟦sub.example.com⟧
⟦Example.com⟧
⟦PayPal.com⟧
⟦example.com/⟧
⟦example.com/foo⟧
⟦example.com/foo_(bar)⟧
⟦example.com/foo⟧.
⟦example.com:8080⟧
⟦example.com:8080/foo⟧
⟦example.com?a=b⟧
(⟦example.com⟧)
"⟦example.com⟧"
<⟦example.com⟧>
⟦example.com⟧.
⟦example.com⟧,
⟦example.com⟧: text
⟦example.com⟧!
Visit ⟦example.com⟧ today.
⟦bit.ly/abc⟧
⟦t.co/abc⟧
⟦youtu.be/dQw4w9WgXcQ⟧
⟦shop.example.it⟧ oggi
⟦example.co.za⟧ and ⟦example.co.za/x⟧
Bei ⟦beispiel.at⟧, ⟦esempio.it⟧, ⟦voorbeeld.be⟧.
⟦163.com⟧
⟦a-b-c.example.de⟧
⟦192.168.0.1⟧
# mail addresses
⟦user@example.com⟧
⟦User.Name@example.com⟧
⟦user+tag@example.com⟧
⟦user_name@sub.example.co.uk⟧
<⟦user@example.com⟧>
(⟦user@example.com⟧)
"⟦user@example.com⟧"
⟦user@example.com⟧.
⟦user@example.com⟧, ⟦other@example.org⟧
⟦user@example.co.za⟧
⟦user@example.com⟧.Then more
⟦user@example.com⟧.It works
⟦User@Example.Com⟧
mailto:⟦user@example.com⟧
mailto:⟦user@example.com⟧?subject=x
⟦1@example.com⟧
⟦o'neil@example.com⟧
⟦user@[192.0.2.1]⟧
⟦"user name"@example.com⟧
⟦user-@example.com⟧
_⟦user@example.com⟧_
⟦_user@example.com⟧
"""

NO_LINKS = """
http://
http://.
http://..
http://../
http://?
http://??
http://??/
http://#
http://##
http://##/
//
//a
///a
///
http:///a
h://test
:// should fail
rdar://1234
http://-a.b.co
http://a.b-.co
http://-error-.invalid/
http://.www.example.com/
http://..example.com/
http://1.1.1.1.1
http://256.256.256.256
http://[::1
http://[1::2::3]/
http://example.com:123456/
http://example.com:99999
example.com:500000
//example.com/x
://example.com
hppt://example.com
tcp:// tcp://x ssh://host
note: // comment
_http://example.com
file:///etc/passwd
javascript:alert(1)
node.js and io.js
report.py main.rs archive.zip index.html setup.exe photo.jpg README.md run.sh
e.g.It i.e.this U.S.A a.m.to p.m.on
end.The next, word.Word, Really?Yes.No
look.at me, some.in it, more.is less, come.to us
foo.bar() obj.id = 3; self.name this.style a.link { } p.red{color:red}
version 1.2.3, v1.2.3.4, 1.2.3, 1.2.3.4.5, 1.2.3.400, 1000.2.3.4
1.1.2020 31.12.2020 2020.12.31 12.30 10.am 3.to
1.2.3.4 Introduction
user@localhost
user@example
user@.com
user@-example.com
@example.com
@user
user@
a@b@c
foo..com
-example.com
_example.com
example.nosuchtld
example.invalid
foo.123
localhost
.com
com
co.uk
C:\\Users\\me.com
\\\\server\\share
/path/to/file.pl path:to:file.pm
12:34:56 std::vector a::b Foo::Bar aa:bb:cc:dd:ee:ff
"""


def cases() -> list[tuple[str, list[str]]]:
    """(text, what is to be found as it stands there), in order."""
    out: list[tuple[str, list[str]]] = []
    for line in LINKS.strip().splitlines():
        if not line.startswith("# "):
            pieces = line.replace("⟧", "⟦").split("⟦")
            out.append(("".join(pieces), pieces[1::2]))
    return out + [(line, []) for line in NO_LINKS.strip().splitlines()]
