import type { CutPart, CutPlan } from '@seaworthy/config'
import type { Batch, BatchColumn } from '@seaworthy/datasets'
import type { CodedColumn } from '@seaworthy/evaluation'
import { Coder } from './coder.ts'
import { PipelineError } from './errors.ts'
import { binned } from './quantile-bins.ts'

/** The columns by which rows are cut, as codes that grow with the batches. */
export class SliceTable {
  /** What must be read. */
  readonly columns: readonly string[]
  readonly #cuts: readonly CutPlan[]
  readonly #parts: ReadonlyMap<string, Part>

  constructor(n: number, cuts: readonly CutPlan[]) {
    this.#cuts = cuts
    const parts = cuts.flatMap((cut) => cut.parts)
    this.#parts = new Map(
      parts.map((part) => [nameOf(part), part.bins === null ? new CodedPart(n, part.column) : new BinnedPart(n, part.column, part.bins)]),
    )
    this.columns = [...new Set(parts.map(({ column }) => column))]
  }

  append(batch: Batch, at: number): void {
    for (const part of this.#parts.values()) part.append(batch, at)
  }

  /** One coded column for each cut; a pair has a value for each combination that occurs. */
  done(): readonly CodedColumn[] {
    const coded = new Map([...this.#parts].map(([name, part]) => [name, part.done()]))
    return this.#cuts.map(({ name, parts }) => {
      const [first, second] = parts.map((part) => coded.get(nameOf(part)))
      if (!first) throw new PipelineError('COLUMN_UNDECLARED', `the cut "${name}" names no column`)
      return second ? crossed(name, first, second) : { ...first, column: name }
    })
  }
}

interface Part {
  append(batch: Batch, at: number): void
  done(): CodedColumn
}

class CodedPart implements Part {
  readonly #column: string
  readonly #coder: Coder

  constructor(n: number, column: string) {
    this.#column = column
    this.#coder = new Coder(n)
  }

  append(batch: Batch, at: number): void {
    this.#coder.append(columnOf(batch, this.#column).data, at)
  }

  done(): CodedColumn {
    return { column: this.#column, codes: this.#coder.codes, values: this.#coder.values }
  }
}

class BinnedPart implements Part {
  readonly #column: string
  readonly #bins: number
  readonly #values: Float64Array

  constructor(n: number, column: string, bins: number) {
    this.#column = column
    this.#bins = bins
    this.#values = new Float64Array(n)
  }

  append(batch: Batch, at: number): void {
    const { kind, data } = columnOf(batch, this.#column)
    if (kind === 'number') this.#values.set(data, at)
    else
      throw new PipelineError('COLUMN_UNDECLARED', `the column "${this.#column}" holds texts, which have no quantile bins`, {
        hint: 'leave out `bins`: each value is then a slice',
      })
  }

  done(): CodedColumn {
    return { column: this.#column, ...binned(this.#values, this.#bins) }
  }
}

function nameOf({ column, bins }: CutPart): string {
  return JSON.stringify([column, bins])
}

function columnOf(batch: Batch, name: string): BatchColumn {
  const found = batch.values.get(name)
  if (found) return found
  throw new PipelineError('COLUMN_UNDECLARED', `the test data have no column "${name}"`)
}

function crossed(name: string, first: CodedColumn, second: CodedColumn): CodedColumn {
  const coder = new Coder(first.codes.length)
  const pairs = Float64Array.from(first.codes, (code, row) => code * second.values.length + (second.codes[row] as number))
  coder.append(pairs, 0)
  const values = coder.values.map((pair) => {
    const [left, right] = [Math.floor(Number(pair) / second.values.length), Number(pair) % second.values.length]
    return `${first.values[left]} × ${second.values[right]}`
  })
  return { column: name, codes: coder.codes, values }
}
