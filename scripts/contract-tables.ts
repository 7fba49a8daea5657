import {
  type CheckKind,
  catalogue,
  type Dialect,
  dialectNames,
  dialectRefused,
  dialects,
  measureMeanings,
  textFormatRules,
} from '@seaworthy/contracts'
import { markdownTable } from 'markdown-table'

const titles: Readonly<Record<Dialect, string>> = {
  odcs: 'ODCS',
  frictionless: 'Frictionless',
  json_schema: 'JSON Schema',
  great_expectations: 'Great Expectations',
  pandera: 'pandera',
  tfdv: 'TFDV',
}

/** The parts of docs/contracts.md that are made from the catalogue, by the name of their place. */
export function contractTables(): Readonly<Record<string, string>> {
  return { checks: checks(), measures: measures(), formats: formats(), refused: refused() }
}

function checks(): string {
  const groups = Map.groupBy(Object.entries(catalogue) as [CheckKind, (typeof catalogue)[CheckKind]][], ([, { group }]) => group)
  return [...groups].map(([group, kinds]) => `### ${group}\n\n${kinds.map(([kind, entry]) => checkText(kind, entry)).join('\n')}`).join('\n')
}

function checkText(kind: CheckKind, { meaning, example }: (typeof catalogue)[CheckKind]): string {
  const names = dialects.flatMap((dialect) => {
    const own = namesOf(dialect, kind)
    return own.length === 0 ? [] : [`${titles[dialect]}: ${own.map(code).join(', ')}`]
  })
  const written = names.length === 0 ? '' : `\n${names.join(' · ')}\n`
  return `#### \`${kind}\`\n\n${meaning}\n${written}\n\`\`\`yaml\n${example}\n\`\`\`\n`
}

function namesOf(dialect: Dialect, kind: CheckKind): readonly string[] {
  return Object.entries(dialectNames[dialect])
    .filter(([, kinds]) => (typeof kinds === 'string' ? kinds === kind : kinds.includes(kind)))
    .map(([name]) => name)
}

function measures(): string {
  const rows = Object.entries(measureMeanings).map(([name, meaning]) => [code(name), cell(meaning)])
  return `${markdownTable([['measure', 'what it is'], ...rows])}\n`
}

function formats(): string {
  const rows = Object.entries(textFormatRules).map(([name, { meaning }]) => [code(name), cell(meaning)])
  return `${markdownTable([['format', 'what it takes'], ...rows])}\n`
}

function refused(): string {
  return dialects
    .filter((dialect) => Object.keys(dialectRefused[dialect]).length > 0)
    .map((dialect) => {
      const rows = Object.entries(dialectRefused[dialect]).map(([name, why]) => [code(name), cell(why)])
      return `**${titles[dialect]}**\n\n${markdownTable([['name', 'why, and what instead'], ...rows])}\n`
    })
    .join('\n')
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/[\r\n]+/g, ' ')
}
