// Takes the picture of a comment in README.md: Markdown as the bot posts it -> a page in GitHub's manner -> PNG by headless Chromium.
// Usage: node docs/images/render-comment.mjs [COMMENT.md] [PICTURE.png]      (CHROMIUM names the browser)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const golden = '../../packages/report/src/fixtures/golden/b-blocked-on-the-primary-metric.md'
const source = process.argv[2] ?? path.resolve(import.meta.dirname, golden)
const picture = process.argv[3] ?? path.resolve(import.meta.dirname, 'comment.png')
const browser = process.env.CHROMIUM ?? 'chromium'
const width = 980

/** The inline part of the Markdown that `packages/report` writes: code, bold, italics, links; entities and tags as they are. */
function inline(text) {
  const codes = []
  return text
    .replace(/`([^`]+)`/g, (_, code) => `\uE000${codes.push(code.replace(/&/g, '&amp;').replace(/</g, '&lt;')) - 1}\uE000`)
    .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a>$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/(?<![\w])_([^_]+)_(?![\w])/g, '<i>$1</i>')
    .replace(/\\([\\`*_[\]|~#+=:.)-])/g, '$1')
    .replace(/\uE000(\d+)\uE000/g, (_, at) => `<code>${codes[Number(at)]}</code>`)
}

const cells = (row) =>
  row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())

function table([head, ruler, ...rows]) {
  const alignments = cells(ruler).map((one) => (/^:.*:$/.test(one) ? 'center' : one.endsWith(':') ? 'right' : 'left'))
  const line = (tag, row) =>
    `<tr>${cells(row)
      .map((cell, at) => `<${tag} style="text-align:${alignments[at]}">${inline(cell)}</${tag}>`)
      .join('')}</tr>`
  return `<table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table>`
}

function block(lines) {
  const [first = ''] = lines
  if (first.startsWith('## ')) return `<h2>${inline(first.slice(3))}</h2>`
  if (first.startsWith('|')) return table(lines)
  if (first.startsWith('- ')) return `<ul>${lines.map((item) => `<li>${inline(item.slice(2))}</li>`).join('')}</ul>`
  if (/^<\/?(details|sub)/.test(first)) return lines.map(inline).join('\n')
  return `<p>${lines.map(inline).join('<br>')}</p>`
}

function toHtml(markdown) {
  const apart = markdown.replace(/^<!--.*-->\n/, '').replace(/^(## .*|<details>.*|<\/details>)$/gm, '\n$1\n')
  const blocks = apart.split(/\n{2,}/).map((part) => part.split('\n').filter((line) => line !== ''))
  return blocks
    .filter((lines) => lines.length > 0)
    .map(block)
    .join('\n')
}

const style = `
body { margin: 0; padding: 16px; width: ${width - 32}px; background: #fff; color: #1f2328; font: 14px/1.5 Inter, 'Liberation Sans', sans-serif }
.box { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
.head { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; color: #59636e } .head b { color: #1f2328 }
.bot { border: 1px solid #d1d9e0; border-radius: 2em; font-size: 11px; padding: 0 7px; margin-left: 4px }
.body { padding: 4px 16px 12px }
h2 { font-size: 21px; border-bottom: 1px solid #d1d9e0b3; padding-bottom: .3em; margin: 14px 0 12px }
table { border-collapse: collapse; margin: 0 0 16px } th, td { border: 1px solid #d1d9e0; padding: 6px 13px } tr:nth-child(2n) td { background: #f6f8fa }
code { background: #818b981f; border-radius: 6px; padding: .2em .4em; font: 85% 'Liberation Mono', monospace } p { margin: 0 0 14px }
details { margin: 0 0 4px } sub { color: #59636e; font-size: 11.5px; line-height: 1.45; vertical-align: baseline } a { color: #0969da }`

function page(markdown) {
  const head = '<div class="head"><b>github-actions</b> <span class="bot">bot</span> commented on this pull request</div>'
  const measure = '<script>document.documentElement.dataset.height = document.documentElement.scrollHeight</script>'
  return `<!doctype html><meta charset="utf-8"><style>${style}</style><div class="box">${head}<div class="body">${toHtml(markdown)}</div></div>${measure}`
}

const scratch = mkdtempSync(path.join(os.tmpdir(), 'seaworthy-picture-'))
try {
  const html = path.join(scratch, 'comment.html')
  writeFileSync(html, page(readFileSync(source, 'utf8')))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--user-data-dir=${scratch}`]
  const run = (more) =>
    execFileSync(browser, [...flags, ...more, pathToFileURL(html).href], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  const height = /data-height="(\d+)"/.exec(run([`--window-size=${width},100`, '--dump-dom']))?.[1] ?? '900'
  run([`--window-size=${width},${height}`, '--force-device-scale-factor=1.35', `--screenshot=${picture}`])
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
