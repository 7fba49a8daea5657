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
details{margin:.5rem 0}summary{cursor:pointer}
figure{margin:0}figcaption{font-weight:600;font-size:.95rem}h3{margin:1rem 0 .5rem}.chart{width:100%;height:auto;display:block;margin-top:.35rem}.chart text{font-size:10px;fill:var(--soft)}.chart .axis{font-size:11px}.chart path{fill:none}.grid{stroke:var(--line);stroke-width:.6}.rule{stroke:var(--soft);stroke-dasharray:3 3}.whisker{stroke:var(--bar);opacity:.45}
.line{stroke-width:2;stroke-linejoin:round}.line.candidate{stroke:var(--bar)}.line.production{stroke:var(--reference);stroke-dasharray:6 3}.dot.candidate{fill:var(--bar)}.dot.production{fill:var(--ground);stroke:var(--reference);stroke-width:1.5}
.chart .negative,.key.negative{fill:var(--soft);background:var(--soft);opacity:.55}.chart .positive,.key.positive{fill:var(--bar);background:var(--bar);opacity:.65}.key{display:inline-block;width:1.1em;height:.6em;border-radius:2px;margin:0 .35em 0 .6em}.key:first-child{margin-left:0}.key.candidate,.bar.candidate{background:var(--bar)}.key.production,.bar.production{background:var(--reference)}.importance .bar{height:.5rem;margin:1px 0}.values.importance{table-layout:auto}.values.importance td.number{width:1%;padding-left:.5rem}.values.importance th{width:28%;max-width:12rem}.importance td{min-width:6rem}
.forest th[scope=row]{font-weight:400;min-width:9rem}.forest td,.forest th{vertical-align:middle}.forest .axis{width:280px;min-width:calc(280px + 1.2rem)}.forest th.axis{color:var(--soft);font-weight:400}.forest th.axis span:last-child{float:right}.difference{width:280px;height:22px;display:block}.difference path{fill:none;stroke:var(--soft)}.difference .range{stroke:currentColor;stroke-width:2.5}.difference circle{fill:currentColor}.difference .zero{stroke:var(--line);stroke-width:1.5}.difference .margin{stroke:var(--ink);stroke-dasharray:3 2}.difference.plain{color:var(--bar)}
.confusion{font-size:.82rem;width:auto}.confusion th{font-weight:400;padding:.2rem .4rem;text-align:left;max-width:9rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.columns.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,32rem),1fr))}.confusion tr:first-child th{max-width:5rem}.confusion td{padding:.2rem .4rem;text-align:right;border:1px solid var(--line);font-variant-numeric:tabular-nums}.confusion tr:first-child td{border:0}.confusion td small{display:block;color:inherit;opacity:.75}.confusion .none{color:var(--soft);opacity:.6}.columns.whole{grid-template-columns:minmax(0,1fr)}.confusion .right{background:color-mix(in srgb,var(--good) var(--share),transparent)}.confusion .wrong{background:color-mix(in srgb,var(--bad) var(--share),transparent)}`

/** A page on its own: no script, nothing from elsewhere, readable in light, in dark and on a phone. `body` is HTML of ours. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title><style>${style}</style></head>
<body>${body}</body></html>
`
}
