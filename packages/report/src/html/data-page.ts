import type { CheckResult, ContractChange, DataChanges, LeakageFinding, PersonalData } from '@seaworthy/record'
import { findingText, placesText } from '../formats/checked-data.ts'
import { counted, fixed, grouped, percent } from '../numbers.ts'
import { columnCard } from './column-card.ts'
import { cutText, escapeText } from './escape-text.ts'
import { page } from './page.ts'
import type { ColumnView, DecodedImages, ProfileView } from './profile-view.ts'

export interface DataPage {
  readonly title: string
  readonly datasets: readonly PageDataset[]
  readonly leakage?: readonly LeakageFinding[]
  readonly contractChanges?: readonly ContractChange[]
  readonly dataChanges?: DataChanges | null
}
export interface PageDataset {
  readonly name: string
  readonly rows?: number
  readonly checks?: readonly CheckResult[]
  readonly personal?: readonly PersonalData[]
  readonly profile: ProfileView | null
  /** What the profile is drawn over. */
  readonly reference?: ProfileView | null
}

/** Cards that are open at once; more are folded in groups, and from the second number on they are left out and said to be. */
const openCards = 60
const maxCards = 2000
const maxRows = 500

/** The data of a model, or of a file, as a page: what failed first, then a picture of every column. */
export function renderDataPage(data: DataPage): string {
  const { title, datasets, leakage = [], contractChanges = [], dataChanges = null } = data
  const body = [
    `<h1>${cutText(title, 200)}</h1>`,
    headline(data),
    leakageTable(leakage),
    contractTable(contractChanges),
    changesTable(dataChanges),
    ...datasets.map((dataset) => datasetSection(dataset, datasets.length > 1)),
  ]
  return page(cutText(title, 200), body.join('\n'))
}

function headline({ datasets, leakage = [] }: DataPage): string {
  const checks = datasets.flatMap((dataset) => dataset.checks ?? [])
  const rows = datasets.map(({ name, rows: count, profile }) => `${cutText(name, 80)}: ${counted(count ?? profile?.rows ?? 0, 'row')}`).join(' · ')
  if (checks.length === 0) return `<p>${rows}</p>`
  const failed = checks.filter((check) => check.outcome !== 'pass')
  const blocked = failed.some(({ severity }) => severity === 'error') || leakage.some(({ severity }) => severity === 'error')
  const badge = blocked ? '<span class="badge bad">not valid</span>' : '<span class="badge good">valid</span>'
  return `<p>${rows} · ${grouped(checks.length - failed.length)} of ${counted(checks.length, 'check')} pass ${badge}</p>`
}

function datasetSection(dataset: PageDataset, several: boolean): string {
  const head = several ? `<h2>${cutText(dataset.name, 120)}</h2>` : ''
  return [head, checksTable(dataset.checks ?? []), profileSection(dataset)].filter((part) => part !== '').join('\n')
}

function checksTable(checks: readonly CheckResult[]): string {
  if (checks.length === 0) return ''
  const failed = checks.filter((check) => check.outcome !== 'pass')
  const passed = checks.filter((check) => check.outcome === 'pass')
  const rows = failed.slice(0, maxRows).map((check) => {
    const level = check.severity === 'error' ? '<span class="badge bad">error</span>' : '<span class="badge warn">warning</span>'
    return `<tr><td>${level}</td><td><code>${cutText(check.id, 120)}</code></td><td>${cutText(findingText(check), 400)}</td><td>${cutText(placesText(check, 3), 300)}</td></tr>`
  })
  const list =
    failed.length === 0
      ? '<p>Every check passes.</p>'
      : `<div class="scroll"><table class="list"><tr><th></th><th>check</th><th>found</th><th>first rows</th></tr>${rows.join('')}</table></div>`
  const names = passed.slice(0, maxRows).map(({ id, expected }) => `<li><code>${cutText(id, 120)}</code> ${cutText(expected, 200)}</li>`)
  const folded =
    passed.length === 0 ? '' : `<details><summary>${counted(passed.length, 'check')} that pass</summary><ul>${names.join('')}</ul></details>`
  return `<h2>Checks</h2>${list}${folded}`
}

function profileSection({ profile, reference, personal = [] }: PageDataset): string {
  if (!profile) return ''
  const before = new Map((reference?.columns ?? []).map((column) => [column.name, column]))
  const kinds = Map.groupBy(personal, ({ column }) => column)
  const card = (column: ColumnView) =>
    columnCard(
      { ...column, personal: kinds.get(column.name)?.map(({ kind }) => kind) ?? column.personal ?? [] },
      before.get(column.name) ?? null,
      profile.rows,
    )
  const shown = profile.columns.slice(0, maxCards)
  const groups: string[] = []
  for (let at = 0; at < shown.length; at += openCards) {
    const part = shown.slice(at, at + openCards)
    const cards = `<div class="columns">${part.map(card).join('')}</div>`
    groups.push(at === 0 ? cards : `<details><summary>columns ${grouped(at + 1)} to ${grouped(at + part.length)}</summary>${cards}</details>`)
  }
  const left = profile.columns.length - shown.length
  const legend = reference ? '<p class="facts">Bars: these data. Line: the reference.</p>' : ''
  const more = left > 0 ? `<p>${grouped(left)} more columns are in the JSON.</p>` : ''
  return `<h2>${counted(profile.columns.length, 'column')}</h2>${legend}${groups.join('')}${more}${derivedSection(profile)}`
}

function derivedSection({ derived }: ProfileView): string {
  const { columns = [], apart = [], images = [], rows = 0 } = derived ?? {}
  if (columns.length + apart.length === 0) return ''
  const cards = [
    ...columns.map((column) => columnCard(column, null, rows)),
    ...apart.map((column) => columnCard(column, null, column.count + column.missing)),
  ]
  const head = `<h2>Numbers about texts, images and vectors</h2><p class="facts">Of ${counted(rows, 'row')}, spread evenly.</p>`
  return `${head}${images.map(decodedImages).join('')}<div class="columns">${cards.slice(0, maxCards).join('')}</div>`
}

// What was not decoded is said: a mean over some of the images is no mean over all.
function decodedImages({ column, chosen, decoded, unsupported, tooLarge, broken }: DecodedImages): string {
  const left = Object.entries({ 'of another format': unsupported, 'too large': tooLarge, broken }).filter(([, count]) => count > 0)
  const others = left.length === 0 ? '' : `; ${left.map(([why, count]) => `${grouped(count)} ${why}`).join(', ')}`
  return `<p class="facts"><code>${cutText(column, 120)}</code>: ${grouped(decoded)} of ${counted(chosen, 'chosen image')} decoded${others}.</p>`
}

function leakageTable(findings: readonly LeakageFinding[]): string {
  if (findings.length === 0) return ''
  const rows = findings.map(
    ({ kind, severity, column, message }) =>
      `<tr><td><span class="badge ${severity === 'error' ? 'bad' : 'warn'}">${severity}</span></td><td>${escapeText(kind.replaceAll('_', ' '))}</td><td>${column === null ? '' : `<code>${cutText(column, 120)}</code>`}</td><td>${cutText(message, 400)}</td></tr>`,
  )
  return `<h2>Leakage between the splits</h2><div class="scroll"><table class="list">${rows.join('')}</table></div>`
}

function contractTable(changes: readonly ContractChange[]): string {
  if (changes.length === 0) return ''
  const rows = changes
    .toSorted((one, other) => Number(one.compatible) - Number(other.compatible))
    .slice(0, maxRows)
    .map(
      ({ column, field, before, after, compatible, why }) =>
        `<tr><td><span class="badge ${compatible ? 'good' : 'bad'}">${compatible ? 'compatible' : 'breaking'}</span></td><td><code>${cutText(column ?? '(table)', 120)}</code></td><td>${cutText(field, 80)}</td><td>${cutText(before ?? '', 160)}</td><td>${cutText(after ?? '', 160)}</td><td>${cutText(why, 200)}</td></tr>`,
    )
  return `<h2>Changes of the contract</h2><div class="scroll"><table class="list"><tr><th></th><th>column</th><th>field</th><th>base</th><th>proposed</th><th>why</th></tr>${rows.join('')}</table></div>`
}

function changesTable(changes: DataChanges | null): string {
  if (!changes) return ''
  const moved = changes.columns.filter(({ change }) => change !== 'none')
  const rows = moved
    .slice(0, maxRows)
    .map(
      ({ name, change, psi, missing }) =>
        `<tr><td><code>${cutText(name, 120)}</code></td><td>${change}</td><td class="number">${psi === null ? '' : fixed(psi, 3)}</td><td class="number">${missing === null ? '' : `${percent(missing.before)} → ${percent(missing.after)}`}</td></tr>`,
    )
  const head = `<p>${grouped(changes.rows.after)} rows now, ${grouped(changes.rows.before)} in ${cutText(changes.version, 50)}; ${grouped(moved.length)} of ${counted(changes.columns.length, 'column')} differ.</p>`
  const list = `<div class="scroll"><table class="list"><tr><th>column</th><th></th><th class="number">PSI</th><th class="number">missing</th></tr>${rows.join('')}</table></div>`
  return `<h2>Since production</h2>${head}${moved.length === 0 ? '' : list}`
}
