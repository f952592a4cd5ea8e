"""The report's one style sheet: quiet on a screen, whole on paper. Its hash stands in the page's policy."""

from __future__ import annotations

CSS = """
:root{color-scheme:light;--ink:#1d232b;--soft:#5a6573;--line:#d5dae1;--wash:#f5f7f9;--warn:#b3470b;--good:#0b6b4f;--note:#3a5a86}
*{box-sizing:border-box}
body{margin:0 auto;max-width:66rem;padding:2rem 1.5rem 4rem;color:var(--ink);background:#fff;
font:15px/1.6 "Helvetica Neue",Arial,"Hiragino Sans","Yu Gothic","Noto Sans CJK JP","Noto Sans JP",Meiryo,sans-serif}
header{border-bottom:3px solid var(--ink);margin-bottom:1.5rem}
.kind{margin:0;color:var(--soft);letter-spacing:.08em}
h1{font-size:1.9rem;line-height:1.25;margin:.2rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;margin:2.4rem 0 .6rem;padding-bottom:.2rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:0 0 .4rem;overflow-wrap:anywhere}
p{margin:.5rem 0;overflow-wrap:anywhere}
.sharing{color:var(--soft)}
nav ol{columns:2;margin:.6rem 0 1rem;padding-left:1.4rem}
a{color:#0b4f8a;text-decoration:none}
p.lead{font-size:1.08rem}
p.note{color:var(--soft);font-size:.92em}
p.label{margin:.7rem 0 .2rem;font-weight:600;font-size:.92em}
p.good{color:var(--good)}
p.warning{color:var(--warn);font-weight:600}
li{margin:.35rem 0;overflow-wrap:anywhere;unicode-bidi:isolate}
.grid{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;width:100%;font-size:.86em;line-height:1.45}
th,td{text-align:left;vertical-align:top;padding:.3rem .55rem;border-bottom:1px solid var(--line);unicode-bidi:isolate;overflow-wrap:break-word}
td:first-child{white-space:nowrap}
td.wide:first-child{white-space:normal}
td.at{min-width:7.2em;font-variant-numeric:tabular-nums}
th{background:var(--wash);font-weight:600;word-break:keep-all}
td.wide{overflow-wrap:anywhere;min-width:9em}
article{border:1px solid var(--line);border-left:5px solid var(--note);border-radius:4px;padding:.7rem .9rem;margin:.9rem 0;background:#fff}
article.warning{border-left-color:var(--warn)}
article.good{border-left-color:var(--good)}
.answer{display:inline-block;margin-left:.5em;padding:0 .55em;border-radius:3px;background:var(--wash);border:1px solid var(--line);font-weight:400;font-size:.88em}
figure{margin:1rem 0}
figure img{max-width:100%;height:auto}
figcaption{color:var(--soft);font-size:.9em}
@page{size:A4;margin:16mm 14mm}
@media print{
body{max-width:none;padding:0;font-size:10pt}
nav,a{color:var(--ink)}
.grid{overflow:visible}
table{font-size:8pt}
thead{display:table-header-group}
tr,figure,li,h2,h3{break-inside:avoid}
h2,h3,.label,thead{break-after:avoid}
.grid,tbody tr:first-child{break-before:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
"""
