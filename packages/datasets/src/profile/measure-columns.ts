import { quoteIdentifier, typeFamily } from '@seaworthy/contracts'
import { countedColumns, type Measured, nothingMeasured } from '../counted-values.ts'
import { type ManyColumn, manyNumbers, numberAggregates } from '../many-numbers.ts'
import { maxDistinct } from '../profile.ts'
import { type Aggregates, runAggregates } from './aggregates.ts'
import { manyTexts, textSummaries } from './many-texts.ts'
import type { Sample } from './profile-sample.ts'
import { type SampledNumbers, sampledDistinct, sampledNumbers } from './sampled-columns.ts'
import type { Source, SourceColumn } from './source.ts'
import { textAggregates } from './text-summary.ts'
import { manyTimes, timeAggregates } from './time-summary.ts'

export interface AskedColumn extends SourceColumn {
  /** The edges of a reference; null to make them from these data. */
  readonly edges: readonly number[] | null
  /** Texts that a reference names. */
  readonly known: readonly string[]
  readonly hidden: boolean
}

/** Up to so many rows all texts are counted, however many there are. */
const countedRows = 1_000_000

/** Images and vectors: what they hold is neither counted nor shown, only numbers about them. */
export function isOpaque({ type }: Pick<SourceColumn, 'type'>): boolean {
  return typeFamily(type) === 'other' && /BLOB|(?:FLOAT|DOUBLE)\[/.test(type)
}

type Way = 'opaque' | 'counted' | 'numbers' | 'times' | 'texts'

/** How a column is measured. */
export interface MeasureTask {
  readonly column: AskedColumn
  readonly way: Way
  /** In the sample. */
  readonly distinct: number
  /** Null where the way needs none. */
  readonly numbers: SampledNumbers | null
}

/** Chooses how each column is measured: a sample tells which way is fast, never what is found. */
export async function planMeasures(source: Source, sample: Sample, asked: readonly AskedColumn[]): Promise<readonly MeasureTask[]> {
  const plain = asked.filter((column) => !isOpaque(column))
  const distinct = new Map((await sampledDistinct(source, sample, plain)).map((one, at) => [plain[at], one]))
  const tasks = asked.map((column): MeasureTask => {
    const one = distinct.get(column)
    return { column, way: one === undefined ? 'opaque' : wayOf(column, one, source), distinct: one ?? 0, numbers: null }
  })
  return await withNumbers(source, sample, tasks)
}

async function withNumbers(source: Source, sample: Sample, tasks: readonly MeasureTask[]): Promise<readonly MeasureTask[]> {
  const asked = tasks.filter(({ way, numbers }) => way === 'numbers' && numbers === null).map(({ column }) => column)
  const found = new Map((await sampledNumbers(source, sample, asked)).map((one, at) => [asked[at], one]))
  return tasks.map((task) => ({ ...task, numbers: found.get(task.column) ?? task.numbers }))
}

/** What {@link measureColumns} will ask of all rows at once, and so may as well be told by another scan of them. */
export function firstAggregates(source: Source, tasks: readonly MeasureTask[]): readonly Aggregates<unknown>[] {
  return tasks.flatMap((task) => firstOf(source, task))
}

function firstOf(source: Source, { column, way, distinct, numbers }: MeasureTask): readonly Aggregates<unknown>[] {
  switch (way) {
    case 'opaque':
      return [opaqueAggregates(column)]
    case 'counted':
      return column.type === 'VARCHAR' && distinct > maxDistinct ? [textAggregates(column)] : []
    case 'numbers':
      return numberAggregates(source, manyColumn(column, numbers))
    case 'times':
      return [timeAggregates(column)]
    case 'texts':
      return [textAggregates(column)]
  }
}

/** Measures columns, all of a way together. */
export async function measureColumns(source: Source, sample: Sample, tasks: readonly MeasureTask[]): Promise<readonly Measured[]> {
  const found = new Map<AskedColumn, Measured>()
  const counted = tasks.filter(({ way }) => way === 'counted')
  const answers = await countedColumns(
    source,
    counted.map(({ column }) => column),
  )
  for (const [at, { column }] of counted.entries()) {
    const answer = answers[at]
    if (answer) found.set(column, answer)
  }
  // Those of which the sample showed too few values.
  const left = tasks
    .filter(({ column }) => !found.has(column))
    .map((task) => (task.way === 'counted' ? { ...task, way: manyWay(task.column) } : task))
  for (const [column, answer] of await measuredOtherwise(source, sample, await withNumbers(source, sample, left))) found.set(column, answer)
  await addLengths(source, found)
  return tasks.map(({ column }) => found.get(column) ?? nothingMeasured)
}

function manyColumn(column: AskedColumn, numbers: SampledNumbers | null): ManyColumn {
  return { ...column, ...(numbers ?? { middle: 0, spread: 0 }) }
}

function wayOf(column: AskedColumn, distinct: number, { rows }: Source): Way {
  if (distinct <= maxDistinct) return 'counted'
  return column.kind === 'categorical' && rows <= countedRows ? 'counted' : manyWay(column)
}

function manyWay({ kind }: AskedColumn): Way {
  return kind === 'numeric' ? 'numbers' : kind === 'datetime' ? 'times' : 'texts'
}

async function measuredOtherwise(
  source: Source,
  sample: Sample,
  tasks: readonly MeasureTask[],
): Promise<readonly (readonly [AskedColumn, Measured])[]> {
  const of = (way: Way) => tasks.filter((task) => task.way === way)
  const columns = (some: readonly MeasureTask[]) => some.map(({ column }) => column)
  const paired = (some: readonly MeasureTask[], answers: readonly Partial<Measured>[]) =>
    some.map(({ column }, at) => [column, { ...nothingMeasured, ...answers[at] }] as const)
  const numbers = of('numbers')
  const [times, texts, opaque] = [of('times'), of('texts'), of('opaque')]
  return [
    ...paired(
      numbers,
      await manyNumbers(
        source,
        numbers.map((task) => manyColumn(task.column, task.numbers)),
      ),
    ),
    ...paired(times, await timesOf(source, columns(times))),
    ...paired(texts, await manyTexts(source, sample, columns(texts))),
    ...paired(opaque, await runAggregates(source, columns(opaque).map(opaqueAggregates))),
  ]
}

function opaqueAggregates({ name }: SourceColumn): Aggregates<Partial<Measured>> {
  return { sql: [`count(${quoteIdentifier(name)})`], read: ([count]) => ({ count: Number(count), categories: [] }) }
}

async function timesOf(source: Source, columns: readonly AskedColumn[]): Promise<readonly Partial<Measured>[]> {
  const ends = await runAggregates(source, columns.map(timeAggregates))
  const found: Partial<Measured>[] = []
  for (const [at, column] of columns.entries()) {
    const one = ends[at]
    found.push({ count: one?.count ?? 0, datetime: one?.ends ? await manyTimes(source, column, one.ends) : null })
  }
  return found
}

// Of texts with too many values to take all out, the lengths are still to be measured.
async function addLengths(source: Source, found: Map<AskedColumn, Measured>): Promise<void> {
  const columns = [...found].filter(([{ type }, { text, count }]) => type === 'VARCHAR' && text === null && count > 0).map(([column]) => column)
  const summaries = await textSummaries(source, columns)
  for (const [at, column] of columns.entries()) found.set(column, { ...(found.get(column) ?? nothingMeasured), text: summaries[at]?.text ?? null })
}
