// The style of the HTML report. Its hash is in the report's policy of content, so nothing else can style it.

export const REPORT_STYLE = `
:root{color-scheme:light dark;--paper:#fdfdfc;--ink:#191c1f;--muted:#555c64;--rule:#d6d6cf;--surface:#f4f4f1;--box:#e4e1f2;--box-ink:#3f2f80}
@media (prefers-color-scheme:dark){:root{--paper:#16181b;--ink:#e8e9ea;--muted:#a6adb5;--rule:#363b41;--surface:#1f2226;--box:#38315c;--box-ink:#d9d1ff}}
body{margin:0;background:var(--paper);color:var(--ink);font:14px/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-block:1.6rem .6rem}h3{font-size:1rem;margin-block:1rem .4rem}
.note{padding:.6rem .8rem;border-inline-start:3px solid var(--box-ink);background:var(--surface)}
article{border-block-start:1px solid var(--rule);padding-block:.4rem 1rem;break-inside:auto}
dl{display:grid;grid-template-columns:minmax(7rem,12rem) minmax(0,1fr);gap:.15rem 1rem;margin:0}
dt{color:var(--muted)}dd{margin:0;overflow-wrap:anywhere}
pre{margin:0;padding:.6rem .8rem;background:var(--surface);white-space:pre-wrap;overflow-wrap:anywhere;font:12px/1.5 ui-monospace,'SF Mono','Cascadia Mono','DejaVu Sans Mono',monospace}
.box{padding:0 .25em;border-radius:3px;background:var(--box);color:var(--box-ink);font-size:.85em}
table{border-collapse:collapse}th,td{padding:.15rem .8rem .15rem 0;border-block-end:1px solid var(--rule);text-align:start;font-weight:400;overflow-wrap:anywhere}
td{text-align:end;font-variant-numeric:tabular-nums}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-block-end:.3rem}}
@media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--muted:#333;--rule:#999;--surface:#fff;--box:#eee;--box-ink:#000}main{max-width:none;padding:0}dl{break-inside:avoid}h2,h3{break-after:avoid}pre{border:1px solid var(--rule)}}
`;
