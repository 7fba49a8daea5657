import type { Batch, DataFile, HandedOut, Session } from '@seaworthy/datasets'
import type { Codes } from '@seaworthy/metrics'
import { Coder } from '../coder.ts'
import { PipelineError, type PipelineErrorCode } from '../errors.ts'
import type { Header } from './header.ts'
import type { Wanted } from './layout.ts'
import { PackedTexts } from './packed-texts.ts'

/** Texts of a column by number, in the order in which they first come. */
export interface CodedTexts {
  readonly codes: Codes
  readonly values: readonly string[]
}

/** As many numbers for each row, row by row. */
export interface Lists {
  readonly width: number
  readonly values: Float64Array
}

/** Some columns of a predictions file, in arrays of numbers wherever they can be. Numbers are finite, unless missing ones are taken. */
export interface PredictionTable {
  readonly file: string
  readonly rows: number
  numbers(column: string): Float64Array
  codes(column: string): CodedTexts
  texts(column: string): readonly string[]
  ids(column: string): PackedTexts
  lists(column: string): Lists
}

/** Texts as they are written, whatever they look like: an id 007 stays one. */
const asWritten = { columns: [], text: null }

export interface Source {
  readonly files: readonly DataFile[]
  /** As people know them. */
  readonly name: string
}

export async function readHeader(session: Session, { files, name }: Source): Promise<Header> {
  return { file: name, names: (await session.columns(files, asWritten)).map((column) => column.name) }
}

/**
 * The wanted columns of a predictions file, in one pass; a column that is wanted as a number and as a text takes a second one.
 * @throws {PipelineError} the code of a column whose value is missing, no number or not finite, with file, row and column.
 */
export async function readTable(session: Session, source: Source, wanted: readonly Wanted[]): Promise<PredictionTable> {
  const different = [...new Map(wanted.map((one) => [keyOf(one.as, one.column), one])).values()]
  const numbers = different.filter(({ as }) => as === 'number')
  const isNumber = new Set(numbers.map(({ column }) => column))
  const texts = different.filter(({ as }) => as !== 'number')
  const rows = await session.count({ files: source.files, reading: asWritten, window: null })
  const again = texts.filter(({ column }) => isNumber.has(column))
  const first = [...numbers, ...texts.filter((one) => !again.includes(one))]
  const held = new Map([...(await readPass(session, source, { rows, wanted: first })), ...(await readPass(session, source, { rows, wanted: again }))])
  const table = tableOf(source.name, rows, held)
  for (const one of numbers) await requireNumbers(session, { source, wanted: one, numbers: table.numbers(one.column) })
  return table
}

type Held = Float64Array | CodedTexts | readonly string[] | PackedTexts | Lists

interface Pass {
  readonly rows: number
  readonly wanted: readonly Wanted[]
}

async function readPass(session: Session, { files, name }: Source, { rows, wanted }: Pass): Promise<readonly (readonly [string, Held])[]> {
  if (wanted.length === 0) return []
  const stores = wanted.map((one) => storeFor(one, rows, name))
  const as = new Map(wanted.map((one): [string, HandedOut] => [one.column, one.as === 'number' ? 'number' : 'text']))
  let at = 0
  for await (const batch of session.read({ files, reading: asWritten, window: null, columns: [...as.keys()], as })) {
    for (const store of stores) store.append(batch, at)
    at += batch.rows
  }
  return stores.map((store) => [keyOf(store.wanted.as, store.wanted.column), store.done()])
}

function keyOf(as: Wanted['as'], column: string): string {
  return `${as} ${column}`
}

function tableOf(file: string, rows: number, held: ReadonlyMap<string, Held>): PredictionTable {
  const of =
    (as: Wanted['as']) =>
    <Kind extends Held>(column: string): Kind => {
      const found = held.get(keyOf(as, column))
      if (found === undefined) throw new PipelineError('COLUMN_UNDECLARED', `the column "${column}" of ${file} was not read`)
      return found as Kind
    }
  return { file, rows, numbers: of('number'), codes: of('codes'), texts: of('texts'), ids: of('ids'), lists: of('list') }
}

/** Grows by batches into what a column is read as. */
interface Store {
  readonly wanted: Wanted
  append(batch: Batch, at: number): void
  done(): Held
}

function storeFor(wanted: Wanted, rows: number, file: string): Store {
  switch (wanted.as) {
    case 'number': {
      const numbers = new Float64Array(rows)
      const append = (batch: Batch, at: number) => numbers.set(batch.values.get(wanted.column)?.data as Float64Array, at)
      return { wanted, append, done: () => numbers }
    }
    case 'codes': {
      const coder = new Coder(rows)
      const append = (batch: Batch, at: number) => coder.append(textsIn(batch, { wanted, at, file }), at)
      return { wanted, append, done: () => ({ codes: coder.codes, values: coder.values }) }
    }
    case 'texts': {
      const texts: string[] = []
      const append = (batch: Batch, at: number) => {
        for (const text of textsIn(batch, { wanted, at, file })) texts.push(text ?? '')
      }
      return { wanted, append, done: () => texts }
    }
    case 'ids': {
      const packed = new PackedTexts(rows)
      const append = (batch: Batch, at: number) => {
        for (const text of textsIn(batch, { wanted, at, file })) packed.append(text ?? '')
      }
      return { wanted, append, done: () => packed }
    }
    case 'list':
      return listStore(wanted, rows, file)
  }
}

function listStore(wanted: Wanted, rows: number, file: string): Store {
  let width = -1
  let values = new Float64Array()
  return {
    wanted,
    append(batch, at) {
      const texts = textsIn(batch, { wanted, at, file })
      for (const [offset, text] of texts.entries()) {
        const numbers = numbersIn(text ?? '')
        if (width < 0) {
          width = numbers.length
          values = new Float64Array(rows * width)
        }
        const place = { file, row: at + offset, column: wanted.column }
        if (numbers.length !== width) throw refusal(wanted.code, place, `has ${numbers.length} numbers, and the first row ${width}`)
        const odd = numbers.findIndex((number) => !Number.isFinite(number))
        if (odd >= 0) throw refusal(wanted.code, place, `the ${wanted.what} ${odd} of "${text}" is no finite number`)
        values.set(numbers, (at + offset) * width)
      }
    },
    done: () => ({ width, values }),
  }
}

/** `[0.1, 0.9]`, with commas, semicolons or blanks between. */
function numbersIn(text: string): readonly number[] {
  const parts = text.replace(/^\s*\[|\]\s*$/g, '').split(/[\s,;]+/)
  return parts.filter((part) => part !== '').map(Number)
}

interface Place {
  readonly file: string
  readonly row: number
  readonly column: string
}

function textsIn(
  batch: Batch,
  { wanted, at, file }: { readonly wanted: Wanted; readonly at: number; readonly file: string },
): readonly (string | null)[] {
  const texts = batch.values.get(wanted.column)?.data as readonly (string | null)[]
  const missing = wanted.missing === 'taken' ? -1 : texts.indexOf(null)
  if (missing >= 0) throw refusal(wanted.code, { file, row: at + missing, column: wanted.column }, `the ${wanted.what} is missing`)
  return texts
}

interface Numbers {
  readonly source: Source
  readonly wanted: Wanted
  readonly numbers: Float64Array
}

// Numbers come without their texts: only where one is refused the column is read once more, to say what stands there.
async function requireNumbers(session: Session, { source, wanted, numbers }: Numbers): Promise<void> {
  const first = firstNotFinite(numbers, 0)
  if (first < 0) return
  const { column, what, code } = wanted
  let at = 0
  for await (const batch of session.read({
    files: source.files,
    reading: asWritten,
    window: null,
    columns: [column],
    as: new Map([[column, 'text']]),
  })) {
    const texts = batch.values.get(column)?.data as readonly (string | null)[]
    for (let row = firstNotFinite(numbers, at); row >= 0 && row < at + batch.rows; row = firstNotFinite(numbers, row + 1)) {
      const text = texts[row - at] ?? null
      if (text === null && wanted.missing === 'taken') continue
      const said = text === null ? `the ${what} is missing` : `the ${what} is ${JSON.stringify(text.slice(0, 100))}, not a finite number`
      throw refusal(code, { file: source.name, row, column }, said)
    }
    at += batch.rows
  }
}

function firstNotFinite(numbers: Float64Array, from: number): number {
  for (let at = from; at < numbers.length; at++) if (!Number.isFinite(numbers[at])) return at
  return -1
}

const usualHint = 'rows are counted from 0; mend or remove the row: nothing is dropped silently'

/** The error of a value that cannot be taken: file, row and column first. */
export function refusal(code: PipelineErrorCode, { file, row, column }: Place, what: string, hint = usualHint): PipelineError {
  return new PipelineError(code, `${file} row ${row}, column "${column}": ${what}`, { hint })
}
