import { type ColumnEvidence, ecmaPattern, type InferEvidence, quoteIdentifier, quoteText, textForm, typeFamily } from '@seaworthy/contracts'
import type { Engine } from '../engine.ts'
import type { Table } from '../table.ts'
import { type Aggregates, runAggregates } from './aggregates.ts'
import { isOpaque } from './measure-columns.ts'
import { profileSample, type Sample } from './profile-sample.ts'
import { type Source, sourceOf } from './source.ts'

interface Suspected {
  readonly name: string
  /** No value comes twice in the sample. */
  readonly unique: boolean
  readonly pattern: string | null
}

/** Texts of a sample that a form is read from. */
const maxTexts = 20_000

/**
 * What a profile does not say of columns, and a contract may ask: whether no value comes twice, and the fixed form of texts. A
 * sample suggests it, all rows decide. Fractions are never asked to be unique.
 */
export async function inferEvidence(engine: Engine, table: Table): Promise<InferEvidence> {
  const source = await sourceOf(engine, table, null)
  const columns = table.columns.filter((column) => !isOpaque(column) && isAsked(column.type))
  await using sample = await profileSample(
    source,
    columns.map(({ name }) => name),
  )
  const suspected: Suspected[] = []
  for (const { name, type } of columns)
    suspected.push({ name, unique: await isUniqueIn(source, sample, name), pattern: await formIn(source, sample, { name, type }) })
  const answers = await runAggregates(source, suspected.map(decided))
  return { columns: new Map(suspected.map(({ name }, at) => [name, answers[at] ?? { unique: null, pattern: null }])) }
}

function isAsked(type: string): boolean {
  return !/^(FLOAT|DOUBLE|BOOLEAN)$/.test(type) && typeFamily(type) !== 'other'
}

async function isUniqueIn({ engine }: Source, { relation }: Sample, name: string): Promise<boolean> {
  const column = quoteIdentifier(name)
  const [row = []] = await engine.rows(`select count(${column}) = count(distinct ${column}) from ${relation}`)
  return row[0] === true
}

async function formIn(
  { engine }: Source,
  { relation }: Sample,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<string | null> {
  if (type !== 'VARCHAR') return null
  const column = quoteIdentifier(name)
  const rows = await engine.rows(`select distinct ${column} from (select ${column} from ${relation} where ${column} is not null limit ${maxTexts})`)
  return textForm(rows.map(([text]) => String(text)))
}

function decided({ name, unique, pattern }: Suspected): Aggregates<ColumnEvidence> {
  const column = quoteIdentifier(name)
  const read = pattern === null ? null : ecmaPattern(pattern)
  const re2 = read && 'pattern' in read ? read.pattern.re2 : null
  const others = re2 === null ? 'null' : `count_if(not regexp_matches(${column}, ${quoteText(re2)}))`
  return {
    sql: [unique ? `count(${column}) = count(distinct ${column})` : 'false', others],
    read: ([isUnique, failing]) => ({ unique: isUnique === true, pattern: failing !== null && Number(failing) === 0 ? pattern : null }),
  }
}
