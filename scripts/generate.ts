// Writes what is made from the table in packages/app (action.yml, main.js and README of each action, the reusable workflows) and from
// the catalogues in packages/contracts and packages/metrics (the tables of docs/contracts.md and docs/metrics.md).
// With --check it writes nothing and fails where a file differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { generatedDocuments } from '@seaworthy/app'
import { contractTables } from './contract-tables.ts'
import { metricTables } from './metric-tables.ts'

const root = path.resolve(import.meta.dirname, '..')
const check = process.argv.includes('--check')
const documents = new Map(generatedDocuments())
// The example is a repository as a user would have it: its two workflow files are the templates.
for (const name of ['seaworthy.yml', 'seaworthy-trusted.yml']) {
  documents.set(`examples/flight-delay/.github/workflows/${name}`, await readFile(path.join(root, 'workflows-templates', name), 'utf8'))
}
for (const [name, tables] of [
  ['docs/contracts.md', contractTables()],
  ['docs/metrics.md', metricTables()],
] as const) {
  documents.set(name, spliced(name, await readFile(path.join(root, name), 'utf8'), tables))
}
const stale: string[] = []
for (const [name, text] of documents) {
  const at = path.join(root, name)
  const before = await readFile(at, 'utf8').catch(() => null)
  if (before === text) continue
  stale.push(name)
  if (check) continue
  await mkdir(path.dirname(at), { recursive: true })
  await writeFile(at, text)
}
console.log(stale.length === 0 ? 'generated files are up to date' : `${check ? 'stale' : 'written'}: ${stale.join(', ')}`)
if (check && stale.length > 0) {
  console.error('run npm run generate and commit what it wrote')
  process.exitCode = 1
}

/** A page with its made parts in their places: what stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`. */
function spliced(name: string, page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [part, made]) => {
    const place = new RegExp(`(<!-- ${part}:begin -->\\n)[\\s\\S]*?(<!-- ${part}:end -->)`)
    if (!place.test(text)) throw new Error(`${name} has no place for "${part}"`)
    return text.replace(place, (_, begin: string, end: string) => `${begin}${made}${end}`)
  }, page)
}
