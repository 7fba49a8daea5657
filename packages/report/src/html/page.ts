const style = `
:root{color-scheme:light dark;--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--ground:#fff;--card:#f6f8fa;--bar:#2f6fd0;--reference:#bc4c00;--bad:#cf222e;--warn:#9a6700;--good:#1a7f37}
@media (prefers-color-scheme:dark){:root{--ink:#f0f6fc;--soft:#9198a1;--line:#3d444d;--ground:#0d1117;--card:#151b23;--bar:#4493f8;--reference:#f0883e;--bad:#f85149;--warn:#d29922;--good:#3fb950}}
*{box-sizing:border-box}body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:72rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--ground)}
h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.25rem}h3{font-size:.95rem;margin:0;overflow-wrap:anywhere}
code{font:.92em ui-monospace,monospace;overflow-wrap:anywhere}small,.facts{color:var(--soft);font-weight:400}.facts{margin:.15rem 0 .5rem;font-size:.85rem}
table{border-collapse:collapse;width:100%}.scroll{overflow-x:auto}.list th,.list td{border-bottom:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}.list th{font-weight:600}.number{text-align:right!important;white-space:nowrap;font-variant-numeric:tabular-nums}
.columns{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:.75rem}.column{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.75rem;min-width:0}
.histogram{width:100%;height:auto;display:block}.histogram rect{fill:var(--bar)}.histogram .reference{fill:none;stroke:var(--reference);stroke-width:1.5}.histogram text{font-size:10px;fill:var(--soft)}
.values{font-size:.82rem;table-layout:fixed}.values th{width:38%;text-align:left;font-weight:400;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:.05rem .4rem .05rem 0}.values td.number{width:34%}.bar{height:.7rem;background:var(--bar);border-radius:2px}
.badge{display:inline-block;font-size:.75rem;font-weight:600;padding:0 .45rem;border:1px solid currentColor;border-radius:1rem;margin-left:.35rem}.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
details{margin:.5rem 0}summary{cursor:pointer}`

/** A page on its own: no script, nothing from elsewhere, readable in light, in dark and on a phone. `body` is HTML of ours. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title><style>${style}</style></head>
<body>${body}</body></html>
`
}
