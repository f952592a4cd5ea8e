"""Words that a mail may hold, each meant for another program that may read a report."""

from __future__ import annotations

HOSTILE = [
    "<script>document.title='RAN'</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table></section></body><iframe src=//evil.test>",
    '" onmouseover="alert(1)',
    "javascript:alert(1)",
    "</style><style>*{background:url(http://evil.test/)}",
    "--><svg onload=alert(1)>",
    "$\\frac{1$ \\(x\\)",
    "\u202eexe.fdp \x1b]8;;http://evil.test\x07x",
    "\ud800 \x00 \U000e0041",
    "http://evil.test/ www.evil.test",
    "=cmd|' /C calc'!A0",
    '#import "/etc/passwd": *',
    "![x](http://evil.test/x.png) [y](javascript:alert(1))",
]

SECRETS = (
    "hanako@kaede.example",
    "jiro@kaede.example",
    "hiroshi@kaede.example",
    "sakura-1987",
    "佐藤 花子",
    "mx.kaede.example",
)
"""Of the readers in the made-up case: addresses, a claimed password, a display name, an inner host."""
