import path from 'node:path'
import type { Batch, DataFile, Session } from '@seaworthy/datasets'
import type { Model, OutputTensor } from '@seaworthy/inference'
import { markdownTable } from 'markdown-table'
import { z } from 'zod'
import { defineCommand, done, type Outcome } from '../command.ts'
import type { Context } from '../context.ts'
import { dataArgument } from '../data-argument.ts'
import { AppError } from '../errors.ts'
import { listed } from '../listed.ts'
import { nestedData, predictedColumns } from '../predicted-columns.ts'
import { openRowsFile, type RowsFile, rowsFormat, type WrittenColumn } from '../rows-file.ts'

export const predictCommand = defineCommand({
  name: 'predict',
  summary: 'What a model says of the rows of a file, in batches',
  purpose:
    'Runs an ONNX model on CSV, Parquet or JSON Lines and writes every output, row by row: as JSON for small data, with `--out` as a file of any size, in columns that `seaworthy metrics` reads (`prediction`, `proba_<class>`). Nothing is checked or rounded: what the model gives is what is written.',
  surfaces: ['terminal'],
  scope: 'files',
  inputs: z.object({
    model: z.string().min(1).meta({ description: 'An ONNX model: a file, or a folder with the files of its weights.', positional: 0 }),
    data: z.string().min(1).meta({ description: 'The rows: a file, a glob, a folder, or an address.', positional: 1 }),
    out: z.string().default('').meta({ description: 'A file for the predictions: .csv, .jsonl or .parquet.' }),
    keep: z.string().default('').meta({ description: 'Columns of the data that are written beside them, separated by commas: `id,label`.' }),
  }),
  outputs: {},
  permissions: {},
  reasons: {},
  triggers: 'a terminal.',
  examples: [
    'seaworthy predict model.onnx rows.csv',
    'seaworthy predict model.onnx rows.csv --format json',
    'seaworthy predict model.onnx test.parquet --out p.parquet --keep id,label',
  ],
  failures: ['MODEL_MISSING', 'MODEL_UNREADABLE', 'MODEL_FORMAT', 'INPUT_TYPE', 'INPUT_VALUE', 'COLUMN_MISSING', 'FILE_UNREADABLE'],
  async run({ model: file, data, out, keep }, context) {
    const { line, environment } = context
    const format = out === '' ? null : rowsFormat(out)
    const files = await dataArgument(data, { line, cwd: environment.cwd })
    const session = await line.engines.session()
    await using model = await line.engines.model(path.resolve(environment.cwd, file))
    const run: Run = { model, session, files, data, kept: listed(keep), context }
    return out === '' || format === null ? await printed(run) : await written(run, { out, format })
  },
})

interface Run {
  readonly model: Model
  readonly session: Session
  readonly files: readonly DataFile[]
  /** As people know them. */
  readonly data: string
  readonly kept: readonly string[]
  readonly context: Context
}

interface Answered {
  readonly batch: Batch
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>
  readonly outputs: readonly OutputTensor[]
  readonly firstRow: number
}

/** The rows in batches, each with what the model says of them. Kept columns come as they are written. */
async function* answers({ model, session, files, kept }: Run): AsyncGenerator<Answered> {
  const others = kept.length === 0 ? null : session.read({ files, window: null, columns: kept, as: new Map(kept.map((name) => [name, 'text'])) })
  const beside = others?.[Symbol.asyncIterator]()
  let firstRow = 0
  for await (const batch of session.read({ files, window: null, columns: model.columns })) {
    const next = await beside?.next()
    const texts = new Map(kept.map((name) => [name, (next?.value as Batch | undefined)?.values.get(name)?.data as readonly (string | null)[]]))
    yield { batch, texts, outputs: await model.run(batch, { firstRow }), firstRow }
    firstRow += batch.rows
  }
}

/** More rows are not printed: they are written to a file. */
const mostPrinted = 10_000
const shownRows = 10
const shownColumns = 8

async function printed(run: Run): Promise<Outcome> {
  const { model, session, files, data } = run
  const rows = await session.count({ files, window: null })
  if (rows > mostPrinted)
    throw new AppError('USAGE', `${data} has ${rows} rows, of which at most ${mostPrinted} are printed`, { hint: '--out FILE writes them all' })
  if (run.kept.length > 0) throw new AppError('USAGE', '--keep is for files', { hint: 'name one: --out FILE' })
  const parts: (readonly OutputTensor[])[] = []
  for await (const { outputs } of answers(run)) parts.push(outputs)
  const outputs = (parts[0] ?? []).map(({ name, type, shape }, at) => {
    const all = parts.map((part) => part[at]).filter((part) => part !== undefined)
    return { name, type, shape: [rows, ...shape.slice(1)], data: all.flatMap((part) => nestedData(part) as unknown[]) }
  })
  const columns = predictedColumns(parts[0] ?? [], model.classes)
  return done({ json: { rows, outputs }, markdown: preview(columns, rows) })
}

function preview(columns: readonly WrittenColumn[], rows: number): string {
  const shown = columns.slice(0, shownColumns)
  const body = Array.from({ length: Math.min(rows, shownRows) }, (_, row) => [String(row), ...shown.map((column) => cellText(column, row))])
  const head = ['row', ...shown.map(({ name }) => `\`${name}\``)]
  const more = [
    ...(rows > shownRows ? [`${(rows - shownRows).toLocaleString('en')} more rows`] : []),
    ...(columns.length > shownColumns ? [`${columns.length - shownColumns} more columns`] : []),
  ]
  const rest = more.length === 0 ? '' : `\nand ${more.join(' and ')}: \`--out FILE\` writes them all.\n`
  return `${markdownTable([head, ...body], { align: head.map(() => 'r') })}\n${rest}`
}

function cellText(column: WrittenColumn, row: number): string {
  const cell = column.at(row)
  if (typeof cell === 'number' && !Number.isInteger(cell)) return Number(cell.toPrecision(6)).toString()
  return cell === null ? '' : `\`${String(cell).slice(0, 60)}\``.replace(/`(-?\d+)`/, '$1')
}

interface Target {
  readonly out: string
  readonly format: ReturnType<typeof rowsFormat>
}

async function written(run: Run, { out, format }: Target): Promise<Outcome> {
  const { line, environment } = run.context
  const to = path.resolve(environment.cwd, out)
  if (format !== 'parquet') return wrote(out, await write(run, await openRowsFile(to, format)))
  // The engine writes Parquet of a text that it has read, and finds the types out over all rows.
  await using place = await line.files.temporary('predict')
  const text = path.join(place.path, 'predictions.csv')
  const found = await write(run, await openRowsFile(text, 'csv'))
  await run.session.materialize({ files: [{ path: text, name: 'predictions.csv' }], window: null, to })
  return wrote(out, found)
}

interface Wrote {
  readonly rows: number
  readonly columns: readonly string[]
}

async function write(run: Run, opened: RowsFile): Promise<Wrote> {
  await using file = opened
  let rows = 0
  let names: readonly string[] = []
  for await (const { batch, texts, outputs } of answers(run)) {
    const columns = [...keptColumns(texts), ...predictedColumns(outputs, run.model.classes)]
    names = columns.map(({ name }) => name)
    const twice = names.find((name, at) => names.indexOf(name) !== at)
    if (twice !== undefined)
      throw new AppError('USAGE', `the column "${twice}" would be written twice`, {
        hint: `leave it out of --keep; the model gives: ${names.join(', ')}`,
      })
    await file.append(columns, batch.rows)
    rows += batch.rows
  }
  await file.finish()
  return { rows, columns: names }
}

function keptColumns(texts: Answered['texts']): readonly WrittenColumn[] {
  return [...texts].map(([name, values]) => ({ name, at: (row) => values[row] ?? null }))
}

function wrote(out: string, { rows, columns }: Wrote): Outcome {
  const markdown = `Wrote \`${out}\`: ${rows.toLocaleString('en')} rows, with ${columns.map((name) => `\`${name}\``).join(', ')}.\n`
  return done({ json: { out, rows, columns }, markdown })
}
